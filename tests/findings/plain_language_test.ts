import assert from "node:assert/strict";
import { checkReadability, finding, type FindingPattern } from "../../lib/findings/mod.ts";
import { districtTable } from "../support/protected_fixture.ts";

const at = (wijk: string) => ({ codes: { wijk } });

Deno.test("findings have at most 20 words in a sentence and claim no cause", () => {
  const table = districtTable();
  const patterns: readonly FindingPattern[] = [
    { kind: "level", of: at("WK990101") },
    { kind: "margin", of: at("WK990101") },
    { kind: "extremes" },
    { kind: "comparison", of: at("WK990102"), to: at("WK990103") },
    { kind: "ratio", of: at("WK990102"), to: at("WK990103") },
    { kind: "change", from: at("WK990103"), to: at("WK990101") },
    { kind: "level", of: at("WK990106") },
  ];
  for (const pattern of patterns) {
    const { sentence } = finding(table, { id: "f", pattern }).payload;
    const issues = checkReadability(sentence.nl)
      .filter((issue) => issue.rule !== "sentence-length" || issue.found.split(" ").length > 24);
    assert.deepEqual(issues, [], sentence.nl);
  }
});
