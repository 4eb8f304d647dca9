/** Every term that briefings use stands in the glossary: a kept list of candidates, capitals, and words that the lint calls hard. */
import assert from "node:assert/strict";
import type { GlossaryTerm } from "../../lib/core/glossary.ts";
import { GLOSSARY, spellingsOf } from "../../lib/design/glossary.ts";
import { checkReadability } from "../../lib/findings/mod.ts";
import { readNotebook } from "../../pipelines/notebook/mod.ts";

/**
 * Words that a reader outside the programme need not know: names of methods, indicators, laws and parts of the programme.
 * A word that a new briefing brings in is added here, and to the glossary.
 */
const CANDIDATES: readonly string[] = [
  ...["latente klasse", "latente-klassenanalyse", "gestandaardiseerd risico", "event-study", "gemengd model"],
  ...[
    "logistisch model",
    "indexcijfer",
    "indexcijfers",
    "nepstart",
    "contante waarde",
    "scenario",
    "scenario's",
  ],
  ...["k-medoids", "Gower", "Callaway en Sant'Anna", "Benjamini en Hochberg", "Wilson", "Poisson", "krimp"],
  ...["schoolweging", "niveau 1F", "leesscore", "startkwalificatie", "ongunstige start", "vroeggeboorte"],
  ...["intern begeleider", "time-out", "time-outs", "Team op Maat", "Duo-hulp", "Hallo Jij!", "Ontmoetgroep"],
  ...[
    "Spel & Boek",
    "What's Next Junior",
    "wijkleesfunctionaris",
    "federatie",
    "vindplaats",
    "duiding",
    "persona",
  ],
  ...[
    "uithuisplaatsing",
    "ondertoezichtstelling",
    "voogdij",
    "jeugdbescherming",
    "jeugdhulp",
    "reclassering",
  ],
  ...[
    "Veilig Thuis",
    "bestaansminimum",
    "schuldsanering",
    "wanbetaler",
    "huurtoeslag",
    "bijstand",
    "inkomenstoeslag",
    "meedoenregeling",
    "niet-gebruik",
  ],
  ...[
    "marge",
    "steekproef",
    "weging",
    "cluster",
    "trechterfiguur",
    "procentpunt",
    "samenhang",
    "register",
    "registers",
  ],
  ...[
    "ondergrens",
    "microdata",
    "open data",
    "synthetische gegevens",
    "grondslag",
    "doelbinding",
    "indicator",
  ],
  ...[
    "kraamzorg",
    "verloskundige",
    "voorschoolse educatie",
    "laaggeletterd",
    "speciaal onderwijs",
    "stapeling",
  ],
];

/** Capitals that are no term: names of places and things in the made-up data, and letters of a scale. */
const NO_TERM = new Set(["A4", "A3", "A6", "AUC", "BIC", "AOW"]);

/** The Dutch texts of a notebook and of the record beside it. */
async function dutchOf(name: string): Promise<string> {
  const folder = `notebooks/${name}`, file = `${folder}/${name}.ipynb`;
  const { cells } = readNotebook(await Deno.readTextFile(file), { file });
  const texts = cells.flatMap((cell) =>
    cell.cell_type === "markdown"
      ? [cell.source.split("<!-- en -->")[0] ?? ""]
      : [...cell.source.matchAll(/\bnl:\s*(?:"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g)].map(([, a, b]) =>
        a ?? b ?? ""
      )
  );
  const record = await Deno.readTextFile(`${folder}/pilot.json`).catch(() => "{}");
  const inRecord = [...record.matchAll(/"nl":\s*"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text ?? "");
  // What is filled in (`${…}`) is no text of the author.
  return [...texts, ...inRecord].join("\n").replace(/\$\{[^{}]*\}/g, " ");
}

/** Whether a text holds a word, not as part of another. */
function holds(text: string, word: string): boolean {
  const plain = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\d-])${plain}(?![\\p{L}\\d-])`, "iu").test(text);
}

/** The candidates that a text uses and the glossary does not explain. */
function missingTerms(text: string, terms: readonly GlossaryTerm[]): readonly string[] {
  const known = new Set(terms.flatMap((term) => spellingsOf(term, "nl")).map((word) => word.toLowerCase()));
  const isKnown = (word: string) =>
    known.has(word.toLowerCase()) || [...known].some((spelling) => holds(spelling, word));
  const capitals = [...text.matchAll(/(?<![\p{L}\d-])[A-Z][A-Z0-9]{1,6}(?![\p{L}\d-])/gu)].map(([word]) =>
    word
  );
  const used = [
    ...CANDIDATES.filter((word) => holds(text, word)),
    ...checkReadability(text).filter(({ rule }) => rule === "hard-word").map(({ found }) => found),
    ...capitals.filter((word) => !NO_TERM.has(word)),
  ];
  return [...new Set(used)].filter((word) => !isKnown(word)).sort();
}

async function briefings(): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir("notebooks")) {
    if (isDirectory && !name.startsWith("_") && !name.startsWith(".")) names.push(name);
  }
  return names.sort();
}

Deno.test("every term that a briefing uses is in the glossary", async () => {
  const names = await briefings();
  assert.ok(names.length >= 13);
  const missing: Record<string, readonly string[]> = {};
  for (const name of names) {
    const words = missingTerms(await dutchOf(name), GLOSSARY);
    if (words.length > 0) missing[name] = words;
  }
  assert.deepEqual(missing, {}, "add these to lib/design/terms, or write another word");
});

Deno.test("a term that is taken out of the glossary is missed, and so are capitals and hard words", async () => {
  const text = await dutchOf("kwetsbare-jeugd");
  const without = GLOSSARY.filter(({ id }) => id !== "startkwalificatie");
  assert.deepEqual(missingTerms(text, without), ["startkwalificatie"]);
  assert.deepEqual(missingTerms("De XYZ gaat middels een event-study.", []), [
    "XYZ",
    "event-study",
    "middels",
  ]);
});

Deno.test("every candidate is used by a briefing, so that the list stays a list of these briefings", async () => {
  const all = (await Promise.all((await briefings()).map(dutchOf))).join("\n");
  const unused = CANDIDATES.filter((word) => !holds(all, word));
  assert.ok(unused.length <= CANDIDATES.length / 3, unused.join(", "));
});
