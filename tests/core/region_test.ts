import assert from "node:assert/strict";
import { codeAtLevel, isRegionCode, levelOf, membersOf } from "../../lib/core/region.ts";

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
