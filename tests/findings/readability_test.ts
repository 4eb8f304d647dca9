import assert from "node:assert/strict";
import {
  checkReadability,
  countSyllables,
  fleschDouma,
  isPassive,
  measureText,
  sentencesOf,
} from "../../lib/findings/mod.ts";

/** Counted by hand, by the rules of Dutch hyphenation. */
const SYLLABLES: Readonly<Record<string, number>> = {
  huis: 1,
  kind: 1,
  gezin: 2,
  gemeente: 3,
  jeugdhulp: 2,
  kinderen: 3,
  ouders: 2,
  inkomen: 3,
  armoede: 3,
  buurt: 1,
  wijkteam: 2,
  moeilijk: 2,
  nieuw: 1,
  leeuw: 1,
  mooi: 1,
  groei: 1,
  haai: 1,
  ruzie: 2,
  familie: 3,
  officieel: 4,
  sociaal: 3,
  coördinatie: 5,
  reëel: 2,
  België: 3,
  poëzie: 3,
  zeeën: 2,
  kwaliteit: 3,
  quiz: 1,
  gezondheid: 3,
  hulpverlener: 4,
  school: 1,
  leerplicht: 2,
  psychisch: 2,
  systeem: 2,
  moeder: 2,
  vroeg: 1,
  eeuw: 1,
  ziek: 1,
  beïnvloeden: 4,
  naïef: 2,
};

Deno.test("countSyllables() agrees with a hand count on at least 38 of 40 words", () => {
  const wrong = Object.entries(SYLLABLES).filter(([word, count]) => countSyllables(word) !== count)
    .map(([word]) => `${word} ${countSyllables(word)}`);
  assert.equal(Object.keys(SYLLABLES).length, 40);
  assert.ok(wrong.length <= 2, wrong.join(", "));
});

Deno.test("fleschDouma() follows the published formula", () => {
  // 12 words, 2 sentences; syllables by hand: 2+2+1+1+1+1+2+1+1+1+1+1 = 15.
  const text = "Ouders willen rust in hun huis. Kinderen doen het goed op school.";
  const { words, sentences, syllablesPer100Words } = measureText(text);
  assert.deepEqual([words, sentences], [12, 2]);
  assert.ok(Math.abs(fleschDouma(text) - (206.8 - 0.77 * syllablesPer100Words - 0.93 * 6)) < 1e-9);
});

Deno.test("fleschDouma() puts plain text above 75 and policy prose below 40", () => {
  const plain =
    "In Lindehof wonen veel kinderen. Van elke 100 kinderen zijn er 12 arm. Dat is meer dan in de stad.";
  const policy =
    "Met betrekking tot de implementatie van integrale preventieve interventies ten behoeve van " +
    "kwetsbare populaties is een multidisciplinaire, domeinoverstijgende samenwerkingsstructuur noodzakelijk.";
  assert.ok(fleschDouma(plain) > 75, String(fleschDouma(plain)));
  assert.ok(fleschDouma(policy) < 40, String(fleschDouma(policy)));
});

Deno.test("sentencesOf() keeps numbers, abbreviations and quotes together", () => {
  assert.deepEqual(sentencesOf("Het is 12,4%. Dat is veel, vgl. 1.234 in 2020! “Echt?” Ja."), [
    "Het is 12,4%.",
    "Dat is veel, vgl. 1.234 in 2020!",
    "“Echt?”",
    "Ja.",
  ]);
  assert.deepEqual(sentencesOf("Kop zonder punt\nEen zin."), ["Kop zonder punt", "Een zin."]);
});

Deno.test("isPassive() finds worden with a participle and leaves growth alone", () => {
  assert.equal(isPassive("De kinderen worden geholpen door het wijkteam."), true);
  assert.equal(isPassive("De cijfers werden vorig jaar verzameld."), true);
  assert.equal(isPassive("De groep wordt groter."), false);
  assert.equal(isPassive("Het wordt warm in de gemeente."), false);
});

Deno.test("checkReadability() names long sentences, hard words and claims of cause", () => {
  const long = "Dit is een zin die maar door blijft gaan en die zo veel woorden heeft dat niemand hem nog " +
    "in één keer kan lezen.";
  assert.deepEqual(checkReadability(long).map((issue) => issue.rule), ["sentence-length"]);
  assert.deepEqual(checkReadability("De prevalentie is hoog.").map((issue) => issue.found), ["prevalentie"]);
  assert.deepEqual(checkReadability("De prevalentie is hoog.", { glossary: ["prevalentie"] }), []);
  assert.deepEqual(checkReadability("Schulden leiden tot ruzie.").map((issue) => issue.rule), [
    "causal-word",
  ]);
  assert.deepEqual(checkReadability("Schulden leiden tot ruzie.", { causalWords: "allowed" }), []);
  assert.deepEqual(checkReadability("Wij indiening."), []);
});
