/** @module */
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** What `notebooks/_template` asks a person to write, in the words in which it asks. */
export const TEMPLATE_TEXTS: readonly string[] = [
  "Schrijf hier in twee of drie korte zinnen waar deze briefing over gaat en voor wie",
  "Write here in two or three short sentences what this briefing is about and for whom",
  "Zeg hier waar de lezer op moet letten",
  "Say here what the reader should look for",
  "Zeg hier wat een lezer ten onrechte zou kunnen denken",
  "Say here what a reader could wrongly conclude",
  "Schrijf hier in gewone woorden hoe de cijfers zijn gemaakt",
  "Write here in plain words how the figures were made",
];

/** No text of the template is left. */
export const templateTextReplaced: Rule = {
  id: "template-text-replaced",
  wants: "Every text with which a new pilot began has been replaced by one of its own",
  why: "A reader would see the instruction in the place of the explanation",
  severity: "error",
  *check(seen: SeenNotebook): Generator<Breach> {
    for (const cell of seen.cells) {
      for (const [i, line] of cell.cell.source.split("\n").entries()) {
        const text = TEMPLATE_TEXTS.find((each) => line.includes(each));
        if (text === undefined) continue;
        yield {
          cell,
          line: i + 1,
          what: `A text of the template is still here: ${text}`,
          mend: "Write what it asks for in its place",
          nl: `Hier staat nog tekst van het sjabloon: ${text}. Schrijf op die plek wat er gevraagd wordt`,
        };
      }
    }
  },
};
