import assert from "node:assert/strict";
import {
  type Instrument,
  instrumentById,
  INSTRUMENTS,
  type Item,
  type ScoringRule,
} from "../../lib/ace/mod.ts";
import type { Label } from "../../lib/core/language.ts";

function itemsOf(instrument: Instrument): ReadonlyMap<string, Item> {
  return new Map(instrument.items.map((item) => [item.id, item]));
}

function labelsOf(instrument: Instrument): readonly Label[] {
  const rules = instrument.rules.flatMap((rule) => [
    rule.label,
    ...rule.categories.map(({ label }) => label),
    ...rule.parts.map(({ label }) => label),
    ...rule.cautions.map(({ text }) => text),
  ]);
  const items = instrument.items.flatMap(({ text, scale }) => [
    text,
    ...(scale.answers === "open" ? [] : scale.answers.map(({ label }) => label)),
  ]);
  return [
    instrument.label,
    instrument.comparison,
    ...items,
    ...rules,
    ...instrument.checks.map(({ text }) => text),
  ];
}

function ruleItems(
  rule: ScoringRule,
): readonly { readonly item: string; readonly exposed: readonly (string | number)[] }[] {
  return rule.categories.flatMap(({ rule }) =>
    rule.kind === "any" ? rule.tests : rule.items.map(({ item }) => ({ item, exposed: [] }))
  );
}

for (const instrument of INSTRUMENTS) {
  Deno.test(`${instrument.id}: every text exists in Dutch and in English, source and licence are told`, () => {
    for (const { nl, en } of labelsOf(instrument)) assert.ok(nl.trim() && en.trim());
    assert.ok(instrument.source && instrument.licence && instrument.version);
    for (const rule of instrument.rules) assert.ok(rule.source && rule.version);
  });

  Deno.test(`${instrument.id}: rules test items and codes that exist, and parts count categories that exist`, () => {
    const items = itemsOf(instrument);
    assert.equal(items.size, instrument.items.length, "item codes are unique");
    for (const rule of instrument.rules) {
      const categories = rule.categories.map(({ id }) => id);
      assert.equal(new Set(categories).size, categories.length, "category ids are unique");
      for (const { item, exposed } of ruleItems(rule)) {
        const answers = items.get(item)?.scale.answers ?? [];
        assert.ok(Array.isArray(answers), `${rule.id} scores an open item`);
        for (const code of exposed) {
          assert.ok(answers.some((answer) => answer.code === code), `${item} ${code}`);
        }
      }
      for (const part of rule.parts) {
        assert.ok(part.categories.length > 0);
        for (const id of part.categories) assert.ok(categories.includes(id), id);
      }
    }
  });

  Deno.test(`${instrument.id}: answer and missing codes do not overlap`, () => {
    for (const { scale } of instrument.items) {
      const codes = [...(scale.answers === "open" ? [] : scale.answers), ...scale.missing].map(({ code }) =>
        String(code)
      );
      assert.equal(new Set(codes).size, codes.length, scale.id);
    }
  });
}

const SIZES: readonly (readonly [string, string, readonly number[]])[] = [
  ["ace10-yn", "kaiser10", [10]],
  ["kaiser-fhh", "fhh10", [10]],
  ["kaiser-fhh", "felitti7", [7]],
  ["brfss", "brfss8.mmwr2023", [8]],
  ["brfss", "brfss10.neglect<=2", [10]],
  ["brfss", "brfss11.items", [11]],
  ["who-ace-iq", "aceiq13.binary", [13]],
  ["pearls-child", "pearls", [10, 7]],
  ["pearls-teen", "pearls", [10, 9]],
  ["pearls-adolescent", "pearls", [10, 9]],
  ["phl-ace", "phl", [14, 9, 5]],
  ["bce10", "bce10", [10]],
  ["pce7", "pce7", [7, 3, 4]],
];

for (const [id, ruleId, sizes] of SIZES) {
  Deno.test(`${ruleId} of ${id} counts ${sizes.join(", ")} categories`, () => {
    const rule = instrumentById(id).rules.find((candidate) => candidate.id === ruleId);
    assert.deepEqual(rule?.parts.map(({ categories }) => categories.length), sizes);
  });
}

Deno.test("no part of any instrument adds PEARLS part 2 to part 1", () => {
  for (const id of ["pearls-child", "pearls-teen", "pearls-adolescent"]) {
    for (const part of instrumentById(id).rules[0]?.parts ?? []) {
      assert.equal(new Set(part.categories.map((category) => category[0])).size, 1);
    }
  }
});
