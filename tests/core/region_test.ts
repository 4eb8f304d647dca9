import assert from "node:assert/strict";
import { carryCounts, codeAtLevel, isRegionCode, levelOf, membersOf } from "../../lib/core/region.ts";

Deno.test("levelOf() reads codes with letters, as wijken of Amsterdam have", () => {
  assert.equal(levelOf("WK0363AD"), "wijk");
  assert.equal(levelOf("BU0363AD05"), "buurt");
  assert.equal(levelOf("PV30"), "province");
  assert.equal(levelOf("NL01"), "country");
  assert.equal(levelOf("CR99"), "region");
});

Deno.test("isRegionCode() refuses padded, shortened and lower-case codes", () => {
  for (const code of ["GM9901    ", "GM99", "gm9901", "WK99010", "BU9901010", "", "NL02"]) {
    assert.equal(isRegionCode(code), false, code);
  }
});

Deno.test("codeAtLevel() goes up and never down", () => {
  assert.equal(codeAtLevel("BU99010A03", "wijk"), "WK99010A");
  assert.equal(codeAtLevel("WK99010A", "gemeente"), "GM9901");
  assert.equal(codeAtLevel("GM9901", "gemeente"), "GM9901");
  assert.throws(() => codeAtLevel("GM9901", "wijk"), /holds no wijk/);
});

Deno.test("membersOf() follows the years of membership", () => {
  const region = {
    id: "proef",
    label: { nl: "Proef", en: "Trial" },
    fictional: true,
    members: [{ code: "GM9901", name: "A", to: 2020 }, { code: "GM9902", name: "B", from: 2021 }],
  };
  assert.deepEqual(membersOf(region, 2020).map((member) => member.code), ["GM9901"]);
  assert.deepEqual(membersOf(region, 2021).map((member) => member.code), ["GM9902"]);
});

Deno.test("carryCounts() keeps the total, splits by weight, and leaves other areas alone", () => {
  const counts = new Map([["BU99010101", 100], ["BU99010102", 40], ["BU99010103", 7]]);
  const carried = carryCounts(counts, [
    { from: "BU99010101", to: "BU99010109", weight: 0.25 },
    { from: "BU99010101", to: "BU99010102", weight: 0.75 },
  ]);
  assert.deepEqual([...carried], [["BU99010102", 115], ["BU99010103", 7], ["BU99010109", 25]]);
});

Deno.test("carryCounts() refuses weights that lose or double a part of an area", () => {
  const counts = new Map([["A", 1]]);
  assert.throws(() => carryCounts(counts, [{ from: "A", to: "B", weight: 0.9 }]), /do not sum to 1 \(A\)/);
  assert.throws(
    () => carryCounts(counts, [{ from: "A", to: "B", weight: 1.5 }, { from: "A", to: "C", weight: -0.5 }]),
    /sum to 1/,
  );
});
