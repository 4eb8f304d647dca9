import assert from "node:assert/strict";
import { clusterAgreement, kModes } from "../../lib/clustering/mod.ts";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { near } from "./_reference.ts";

/** A division by labels. */
function dividedBy(labels: readonly string[]) {
  return kModes(Table.from({ label: [...labels] }), { k: new Set(labels).size, categorical: ["label"] });
}

Deno.test("the interval of the agreement is the jackknife, with every row left out in turn", () => {
  const random = randomFor("test/agreement");
  const left = Array.from({ length: 40 }, (_, row) => "abc"[row % 3]!);
  const right = left.map((label) => random.next() < 0.75 ? label : "abc"[random.below(3)]!);
  const found = clusterAgreement(dividedBy(left), dividedBy(right));
  const without = left.map((_, out) => {
    const rest = (labels: readonly string[]) => dividedBy(labels.filter((_, row) => row !== out));
    return clusterAgreement(rest(left), rest(right)).estimate;
  });
  const mean = without.reduce((sum, value) => sum + value, 0) / 40;
  const error = Math.sqrt(39 / 40 * without.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  near(found.high - found.estimate, 1.959963984540054 * error, 12);
  near(found.estimate - found.low, 1.959963984540054 * error, 12);
});

Deno.test("equal divisions agree fully, without a margin; the interval keeps within −1 to 1", () => {
  const labels = [..."aabbccaabbcc"];
  const same = clusterAgreement(dividedBy(labels), dividedBy(labels));
  assert.deepEqual([same.estimate, same.low, same.high], [1, 1, 1]);
  const few = clusterAgreement(dividedBy([..."aabbb"]), dividedBy([..."ababb"]));
  assert.ok(few.low >= -1 && few.low < few.estimate && few.high <= 1);
});
