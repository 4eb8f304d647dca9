import assert from "node:assert/strict";
import { isRegionCode } from "../../lib/core/region.ts";
import {
  columnsNeeded,
  findIndicator,
  listIndicators,
  publishedReference,
} from "../../lib/indicators/mod.ts";

Deno.test("there are at least 100 indicators, each with its own id and slug", () => {
  const all = listIndicators();
  assert.ok(all.length >= 100, String(all.length));
  assert.equal(new Set(all.map((one) => one.id)).size, all.length);
  assert.equal(new Set(all.map((one) => one.slug)).size, all.length);
  for (const one of all) assert.match(one.slug, /^[a-z0-9]+(-[a-z0-9]+)*$/);
});

Deno.test("every indicator speaks Dutch and English, and its expressions are of the portable subset", () => {
  for (const one of listIndicators()) {
    for (const label of [one.label, one.definition, one.unit]) {
      assert.ok(label.nl.trim() !== "" && label.en.trim() !== "", one.id);
    }
    assert.ok(Array.isArray(columnsNeeded(one)), one.id);
    assert.equal(one.caveat.nl === "", one.caveat.en === "", one.id);
  }
});

Deno.test("shares count and have no denominator of their own; ratios have one", () => {
  for (const one of listIndicators()) {
    if (one.kind === "share") assert.equal(one.denominator, undefined, one.id);
    if (one.kind === "ratio") assert.notEqual(one.denominator, undefined, one.id);
  }
});

Deno.test("publishedReference() keeps figures of medium and low certainty from readers", () => {
  for (const one of listIndicators()) {
    const shown = publishedReference(one);
    if (one.reference?.certainty === "L" || one.reference?.certainty === "M") {
      assert.equal(shown, null, one.id);
    }
    if (shown) assert.ok(shown.source !== "" && shown.year !== "", one.id);
  }
  assert.equal(publishedReference(findIndicator("GEB01")), null);
  assert.equal(publishedReference(findIndicator("UIT02"))?.value, 0.057);
});

Deno.test("the new poverty measure breaks the series in 2024", () => {
  assert.deepEqual(findIndicator("INK01").breaks, [2024]);
});

Deno.test("no definition holds the code of a real area", () => {
  for (const one of listIndicators()) {
    const words = `${one.base} ${one.numerator}`.match(/[A-Z]{2}\d{4}\w*/g) ?? [];
    assert.ok(!words.some(isRegionCode), one.id);
  }
});

Deno.test("findIndicator() takes an id or a slug and names the choices otherwise", () => {
  assert.equal(findIndicator("JZG06"), findIndicator("uithuisplaatsing"));
  assert.throws(() => findIndicator("zz"), /Indicator is unknown: zz/);
});
