import assert from "node:assert/strict";
import { LANGUAGES } from "../../lib/core/language.ts";
import { GLOSSARY, spellingsOf } from "../../lib/design/glossary.ts";
import { measureText } from "../../lib/findings/mod.ts";

Deno.test("the glossary has at least eighty terms, each with a slug of its own", () => {
  assert.ok(GLOSSARY.length >= 80, `${GLOSSARY.length} terms`);
  assert.equal(new Set(GLOSSARY.map(({ id }) => id)).size, GLOSSARY.length);
  for (const { id } of GLOSSARY) assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
});

Deno.test("no spelling belongs to two terms, so that a link has one target", () => {
  for (const language of LANGUAGES) {
    const owners = new Map<string, string>();
    for (const term of GLOSSARY) {
      for (const spelling of spellingsOf(term, language)) {
        assert.equal(owners.get(spelling), undefined, `${spelling}: ${owners.get(spelling)} and ${term.id}`);
        owners.set(spelling, term.id);
      }
    }
  }
});

Deno.test("a meaning is one to three short sentences in both languages", () => {
  for (const { id, meaning } of GLOSSARY) {
    for (const language of LANGUAGES) {
      const text = meaning[language];
      assert.match(text, /^[A-ZÀ-Ý‘].*[.]$/s, `${id} ${language}: ${text}`);
      const measures = measureText(text);
      assert.ok(measures.sentences <= 3, `${id} ${language} has ${measures.sentences} sentences`);
      assert.ok(
        measures.longestWords <= 20,
        `${id} ${language} has a sentence of ${measures.longestWords} words`,
      );
    }
  }
});

Deno.test("the Dutch meanings together read as plain Dutch", () => {
  const measures = measureText(GLOSSARY.map(({ meaning }) => meaning.nl).join(" "));
  assert.ok(measures.fleschDouma >= 65, `Flesch-Douma ${measures.fleschDouma}`);
  assert.ok(measures.meanWords <= 12, `${measures.meanWords} words per sentence`);
});

Deno.test("the words that the programme cannot do without are there", () => {
  const known = new Set(GLOSSARY.map(({ id }) => id));
  const needed = [
    "duiding",
    "uithuisplaatsing",
    "jeugdbescherming",
    "ace",
    "betrouwbaarheidsinterval",
    "onderdrukt",
    "buurt",
    "wijk",
    "gemeente",
    "bestaansminimum",
    "ses-woa",
    "perined",
    "vindplaats",
    "persona",
    "beveiligen",
    "editie",
  ];
  assert.deepEqual(needed.filter((id) => !known.has(id)), []);
});
