/** @module */
import { isObject } from "../_check.ts";
import { TAG_RULES } from "../tags.ts";
import { briefingCells, briefingParts, lineInBlock, plainText, type TextBlock } from "./_briefing_text.ts";
import { CAUSAL_WORDS, NEGATION_REGEXP } from "./_causal_words.ts";
import { parsedCells } from "./_code_cells.ts";
import { walk } from "../syntax.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** Cause and effect only where a design allows the claim. */
export const causalWordsNeedDesign: Rule = {
  id: "causal-words-need-design",
  wants: "Words of cause and effect stand only in notebooks whose metadata name smart_start.effect_design",
  why: "A difference between groups is no effect; professionals would act on it as if it were",
  severity: "error",
  *check(seen: SeenNotebook): Generator<Breach> {
    if (effectDesign(seen) !== null) return;
    for (const cell of briefingCells(seen)) {
      for (const block of briefingParts(cell).flatMap(plainText)) {
        for (const { word, offset } of causalWords(block.text)) {
          yield { cell, line: lineInBlock(block, offset), ...say(word) };
        }
      }
    }
    for (const { seen: cell, statements } of parsedCells(seen)) {
      if (cell.main === null || TAG_RULES[cell.main].shows !== "programme") continue;
      const texts = walk(statements).flatMap(({ node }): readonly TextBlock[] =>
        node.type === "StringLiteral" ? [{ text: String(node["value"]), line: node.loc.start.line }] : []
      );
      for (const { text, line } of texts) {
        for (const { word } of causalWords(text)) yield { cell, line, severity: "warning", ...say(word) };
      }
    }
  },
};

function say(word: string): { readonly what: string; readonly mend: string; readonly nl: string } {
  return {
    what: `Text claims an effect: "${word}"`,
    mend:
      "Say what goes together instead, or name the design in the notebook metadata (smart_start.effect_design)",
    nl: `De tekst zegt dat iets een gevolg is: "${word}". Schrijf wat samengaat, of noem de opzet van de ` +
      "effectmeting in de metadata (smart_start.effect_design)",
  };
}

function effectDesign({ notebook }: SeenNotebook): string | null {
  const own = notebook.metadata["smart_start"];
  const design = isObject(own) ? own["effect_design"] : undefined;
  return typeof design === "string" && design.trim() !== "" ? design : null;
}

/** Finds claims by sentence: one that denies an effect is welcome. */
function causalWords(text: string): readonly { readonly word: string; readonly offset: number }[] {
  return [...text.matchAll(/[^.!?]+[.!?]*/g)]
    .filter(([sentence]) => !NEGATION_REGEXP.test(sentence))
    .flatMap(({ 0: sentence, index }) =>
      CAUSAL_WORDS.flatMap((pattern) => {
        const match = pattern.exec(sentence);
        return match === null ? [] : [{ word: match[0].replace(/\s+/g, " "), offset: index + match.index }];
      })
    );
}
