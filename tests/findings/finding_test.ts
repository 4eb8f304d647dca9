import assert from "node:assert/strict";
import { finding, type FindingPattern } from "../../lib/findings/mod.ts";
import { dimension, districtTable, protectedFixture } from "../support/protected_fixture.ts";

const at = (wijk: string) => ({ codes: { wijk } });
const say = (pattern: FindingPattern) => finding(districtTable(), { id: "f", pattern }).payload;

Deno.test("finding() tells one number as a natural frequency and exactly", () => {
  const payload = say({ kind: "level", of: at("WK990101") });
  assert.equal(
    payload.sentence.nl,
    "Kinderen in een gezin met een laag inkomen: in Lindehof zijn dat er ongeveer 12 van de 100 (12,4%).",
  );
  assert.deepEqual(payload.numbers.map((number) => number.text.nl), ["12 van de 100", "12,4%"]);
});

Deno.test("finding() uses the wording of the measure as a clause", () => {
  const payload = say({
    kind: "level",
    of: at("WK990101"),
    wording: {
      verb: { nl: "leven", en: "live" },
      who: { nl: "kinderen", en: "children" },
      rest: { nl: "in een gezin met een laag inkomen", en: "in a low-income family" },
    },
  });
  assert.equal(
    payload.sentence.nl,
    "In Lindehof leven ongeveer 12 van de 100 kinderen in een gezin met een laag inkomen (12,4%).",
  );
  assert.equal(
    payload.sentence.en,
    "In Lindehof about 12 in 100 children live in a low-income family (12.4%).",
  );
});

Deno.test("finding() says that a hidden number has no figure, and holds no number", () => {
  for (
    const pattern of [
      { kind: "level", of: at("WK990106") },
      { kind: "ratio", of: at("WK990102"), to: at("WK990106") },
      { kind: "comparison", of: at("WK990106"), to: at("WK990102") },
      { kind: "margin", of: at("WK990106") },
    ] as const
  ) {
    const payload = say(pattern);
    assert.equal(payload.evidence, "none");
    assert.equal(
      payload.sentence.nl,
      "Kinderen in een gezin met een laag inkomen: er is geen cijfer in Buitengebied Oost.",
    );
    assert.deepEqual(payload.numbers, []);
  }
});

Deno.test("finding() says higher only when the evidence carries it", () => {
  const clear = say({ kind: "comparison", of: at("WK990102"), to: at("WK990103") });
  assert.equal(clear.evidence, "certain");
  assert.match(
    clear.sentence.nl,
    /: hoger in Molenbuurt en Oude Haven \(21,8%\) dan in Noorderpoort \(8,6%\)/,
  );
  const unclear = say({ kind: "comparison", of: at("WK990104"), to: at("WK990101") });
  assert.equal(unclear.evidence, "too-few");
  assert.doesNotMatch(unclear.sentence.nl, /hoger|lager/);
});

Deno.test("finding() names the numbers in the order in which they stand, in both languages", () => {
  const patterns: readonly FindingPattern[] = [
    { kind: "level", of: at("WK990101") },
    { kind: "margin", of: at("WK990101") },
    { kind: "extremes" },
    { kind: "comparison", of: at("WK990102"), to: at("WK990103") },
    { kind: "ratio", of: at("WK990102"), to: at("WK990103") },
    { kind: "change", from: at("WK990102"), to: at("WK990103") },
  ];
  for (const pattern of patterns) {
    const { sentence, numbers } = say(pattern);
    assert.ok(numbers.length > 0);
    for (const language of ["nl", "en"] as const) {
      let from = 0;
      for (const number of numbers) {
        const found = sentence[language].indexOf(number.text[language], from);
        assert.ok(found >= 0, `${pattern.kind} ${language}: ${number.text[language]}`);
        from = found + number.text[language].length;
      }
    }
  }
});

Deno.test("finding() refuses a selection that names no cell, rather than saying there is no figure", () => {
  assert.throws(() => say({ kind: "level", of: { codes: {} } }), /no code for dimension wijk/);
  assert.throws(
    () => say({ kind: "level", of: { codes: { buurt: "x" } } }),
    /dimension that is not there: buurt/,
  );
});

Deno.test("a share is also told as so many of the hundred, and these words open as numbers do; how many times as often is enough by itself", () => {
  const [a, b] = [at("WK990102"), at("WK990103")];
  const patterns: readonly FindingPattern[] = [
    { kind: "level", of: a },
    { kind: "margin", of: a },
    { kind: "extremes" },
    { kind: "comparison", of: a, to: b },
    { kind: "change", from: a, to: b },
  ];
  for (const pattern of patterns) {
    const { sentence, numbers } = say(pattern);
    assert.match(sentence.nl, /van de 100/, pattern.kind);
    assert.match(sentence.en, /in 100/, pattern.kind);
    assert.ok(numbers.some(({ text }) => text.nl.endsWith("van de 100")), pattern.kind);
  }
  assert.match(say({ kind: "ratio", of: a, to: b }).sentence.nl, /keer zo vaak als/);
});

Deno.test("a name among words keeps its capital in a sentence, words lose theirs", () => {
  const tell = (names: Readonly<Record<string, string>>): string => {
    const groups = dimension("groep", { nl: "Groep", en: "Group" }, "nominal", names);
    const cells = [{ codes: ["a"], value: 20 }, { codes: ["b"], value: 40 }];
    const table = protectedFixture({ dimensions: [groups], cells });
    return finding(table, { id: "f", pattern: { kind: "extremes" } }).payload.sentence.nl;
  };
  assert.match(tell({ a: "Vlierdrecht Oost", b: "de regio" }), /bij de regio .* bij Vlierdrecht Oost/);
  assert.match(tell({ a: "Meisjes", b: "Jongens" }), /bij jongens .* bij meisjes/);
});

Deno.test("a place without a name leaves no gap, and a negative number has a minus sign", () => {
  const wijk = dimension("wijk", { nl: "Wijk", en: "District" }, "region", { a: "Noord", b: "Zuid" });
  const table = protectedFixture({
    dimensions: [wijk],
    cells: [{ codes: ["a"], value: -2.5, low: -3, high: -2 }, { codes: ["b"], value: -8, low: -9, high: -7 }],
  });
  const nameless = { nl: "", en: "" };
  const pattern = {
    kind: "comparison",
    of: { codes: { wijk: "a" }, phrase: nameless },
    to: { codes: { wijk: "b" }, phrase: nameless },
  } as const;
  const { sentence } = finding(table, { id: "f", pattern }).payload;
  assert.match(sentence.nl, /: hoger \(−2,5%\) dan \(−8,0%\)\./);
  assert.match(sentence.en, /: higher \(−2\.5%\) than \(−8\.0%\)\./);
});
