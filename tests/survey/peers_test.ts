import { parse } from "csv-parse/sync";
import assert from "node:assert/strict";
import { DESIGN_COUNT, generateDesign, KINDS } from "./generated.ts";
import { answersOf } from "./peer_answers.ts";
import { gapsOf, parsePeerAnswers } from "./peer_gaps.ts";

// Answers of R survey on the generated designs: written by tests/bench/survey_peers.ts --freeze.
const file = new URL("../data/survey/peers.csv", import.meta.url);
const peers = parsePeerAnswers(parse(Deno.readTextFileSync(file), { columns: true }));
const designs = Array.from({ length: DESIGN_COUNT }, (_, index) => generateDesign(index));

for (const kind of KINDS) {
  const own = designs.filter((design) => design.kind === kind);
  Deno.test(`${own.length} generated designs of the kind ${kind} agree with R survey in every statistic`, () => {
    const ours = new Map(own.map((design) => [design.id, answersOf(design)]));
    const wanted = new Map(own.map(({ id }) => [id, peers.get(id) ?? new Map<string, readonly number[]>()]));
    for (const { name, estimate, se, ends } of gapsOf(wanted, ours)) {
      assert.ok((estimate ?? 0) <= 1e-8, `${name}: estimates differ by ${estimate}`);
      assert.ok((se ?? 0) <= 1e-6, `${name}: standard errors differ by ${se}`);
      assert.ok((ends ?? 0) <= 1e-6, `${name}: ends differ by ${ends}`);
    }
  });
}

Deno.test("the comparison holds at least 200 designs and what the issue names", () => {
  assert.ok(peers.size >= 200);
  const counts = new Map<string, number>();
  for (const answers of peers.values()) {
    for (const key of answers.keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (
    const key of [
      "total",
      "mean",
      "ratio",
      "quantile/0.5",
      "share/beta",
      "mean/a",
      "logistic/2",
      "rake/mean",
      "post/total",
    ]
  ) {
    assert.equal(counts.get(key), peers.size, key);
  }
  for (const key of ["pair/1", "trend", "odds/2"]) assert.ok((counts.get(key) ?? 0) >= 200, key);
  assert.equal(counts.get("jackknife/mean"), 96);
});

Deno.test("a wrong answer, a missing one and one too many are all seen by the comparison", () => {
  const [design] = designs;
  assert.ok(design);
  const wanted = new Map([[design.id, peers.get(design.id)!]]);
  const right = answersOf(design);
  const gapWith = (answers: typeof right) =>
    Math.max(...gapsOf(wanted, new Map([[design.id, answers]])).map(({ estimate }) => estimate ?? 0));
  assert.ok(gapWith(right) <= 1e-8);
  assert.ok(
    gapWith(right.map((one) => one.key === "mean" ? { ...one, value: one.value * (1 + 1e-6) } : one)) > 1e-8,
  );
  assert.equal(gapWith(right.slice(1)), Infinity);
  assert.equal(gapWith([...right, { key: "more", value: 1 }]), Infinity);
});
