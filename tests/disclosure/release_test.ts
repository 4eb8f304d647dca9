/** The release check, on tables that really were protected: in this process and in others. */
import assert from "node:assert/strict";
import type { AggregateTable } from "../../lib/core/aggregate.ts";
import {
  ledgerOutput,
  protect,
  protectAll,
  type ProtectedTable,
  releaseEdition,
} from "../../lib/disclosure/mod.ts";
import { handOverOf } from "../../lib/disclosure/hand_over.ts";
import { count, dimension, table } from "./_tables.ts";

/** The test process protects the tables of all scenes; a notebook hands over its own. */
const handed = (...tables: readonly ProtectedTable[]): string => handOverOf(tables);

function notebook(pilot: string, handOver: string) {
  return { pilot, codeSha256: "c0de".repeat(16), reviewer: "A. Voorbeeld", handOver };
}

const EDITION = { edition: "voorbeeldstad/2026-1", date: "2026-03-02", ledger: "", expectedHead: null };

async function runScene(scene: string): Promise<{ readonly code: number; readonly text: string }> {
  const child = new URL("./_release_child.ts", import.meta.url).pathname;
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", child, scene],
    stderr: "null",
  }).output();
  return { code, text: new TextDecoder().decode(stdout).trim() };
}

async function runTool(input: unknown): Promise<{ readonly code: number; readonly text: string }> {
  const tool = new URL("../../tools/release_edition.ts", import.meta.url).pathname;
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-read", "--allow-env", "-q", tool],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(input)));
  await writer.close();
  const { code, stdout } = await process.output();
  return { code, text: new TextDecoder().decode(stdout) };
}

Deno.test("a hand-over of one process becomes ledger and dossier in another, the same bytes each time", async () => {
  const [first, second] = [await runScene("wijken"), await runScene("wijken")];
  assert.equal(first.text, second.text, "the hand-over is the same in every run");
  const input = { ...EDITION, notebooks: [notebook("heusden", first.text)] };
  const answer = await runTool(input);
  assert.equal(answer.code, 0);
  const outcome = JSON.parse(answer.text);
  assert.deepEqual([outcome.ok, outcome.problems, outcome.conflicts], [true, [], []]);
  assert.equal(outcome.ledger.split("\n").filter(Boolean).length, 1);
  const paths = outcome.dossier.map((file: { path: string }) => file.path);
  assert.ok(
    paths.includes("release/heusden.aantallen.csv") && paths.includes("check-only/heusden.leeftijd.json"),
  );
  const release = outcome.dossier.filter((file: { path: string }) => file.path.startsWith("release/"));
  assert.ok(!JSON.stringify(release).includes("2331"), "a hidden count stays out of what leaves");

  const again = JSON.parse(
    (await runTool({ ...input, ledger: outcome.ledger, expectedHead: outcome.head })).text,
  );
  assert.deepEqual([again.ok, again.ledger, again.head], [true, outcome.ledger, outcome.head]);
  assert.deepEqual(again.dossier, outcome.dossier);

  const later = await runScene("one more");
  const next = {
    ...input,
    edition: "voorbeeldstad/2026-2",
    ledger: outcome.ledger,
    expectedHead: outcome.head,
  };
  const refused = await runTool({ ...next, notebooks: [notebook("heusden", later.text)] });
  assert.equal(refused.code, 1);
  const [conflict] = JSON.parse(refused.text).conflicts;
  assert.equal(conflict.earlier, "voorbeeldstad/2026-1: heusden.aantallen");
  assert.equal(conflict.output, "heusden.aantallen");
  assert.equal(conflict.where, "GM9901");
  assert.match(conflict.what.nl, /verschillen minder dan 10/);
  assert.equal(JSON.parse(refused.text).ledger, outcome.ledger, "nothing was added");
});

Deno.test("two different tables of one id in a notebook have no hand-over; no table at all has an empty one", async () => {
  assert.notEqual((await runScene("same id twice")).code, 0);
  assert.deepEqual(JSON.parse((await runScene("nothing")).text), { tables: [], version: 1 });
});

Deno.test("the program answers input that is none with a problem, and ends with 1", async () => {
  const { code, text } = await runTool({ edition: "x" });
  assert.equal(code, 1);
  assert.equal(JSON.parse(text).ok, false);
});

const AREAS = dimension("area", ["T", "A<T", "B<T", "C<T"]);
const full = (): AggregateTable =>
  table("full", "count", [AREAS], [count(["T"], 405), count(["A"], 5), count(["B"], 100), count(["C"], 300)]);

Deno.test("two pilots of one edition that together give a hidden cell away are stopped, both named", async () => {
  const one = await protect(full());
  const other = one.cell("B")?.status === "suppressed" ? "B" : "C";
  const two = await protect(
    table("lone", "count", [dimension("area", [other])], [count([other], other === "B" ? 100 : 300)]),
  );
  const notebooks = [notebook("pilot-a", handed(one)), notebook("pilot-b", handed(two))];
  const outcome = await releaseEdition({ ...EDITION, notebooks });
  assert.equal(outcome.ok, false);
  assert.equal(outcome.dossier.length, 0);
  const [conflict] = outcome.conflicts;
  assert.equal(conflict?.rule, "implied-together");
  assert.deepEqual([conflict?.output, conflict?.earlier].sort(), ["pilot-a.full", "pilot-b.lone"]);
  assert.match(conflict!.what.nl, /geven zij .* weg/);
  const exception = {
    output: conflict!.output,
    earlier: conflict!.earlier,
    why: "al openbaar",
    who: "B. Voorbeeld",
  };
  const accepted = await releaseEdition({ ...EDITION, notebooks, exceptions: [exception] });
  assert.equal(accepted.ok, true);
  assert.match(accepted.ledger, /al openbaar/);
  const nameless = await releaseEdition({ ...EDITION, notebooks, exceptions: [{ ...exception, who: " " }] });
  assert.equal(nameless.ok, false);
});

Deno.test("three margins in three editions are stopped at the third: no two of them give the cell away", async () => {
  const inner = [[[14, 14, 30], [11, 0, 4]], [[0, 17, 0], [22, 22, 17]]];
  const codes = { i: ["i0", "i1"], j: ["j0", "j1"], k: ["k0", "k1", "k2"] } as const;
  const margin = (a: "i" | "j", b: "j" | "k") =>
    table(
      `${a}${b}`,
      "count",
      [dimension(a, [...codes[a]]), dimension(b, [...codes[b]])],
      codes[a].flatMap((x) =>
        codes[b].map((y) => {
          let n = 0;
          inner.forEach((plane, i) =>
            plane.forEach((row, j) =>
              row.forEach((value, k) => {
                const at = [`i${i}`, `j${j}`, `k${k}`];
                if (at.includes(x) && at.includes(y)) n += value;
              })
            )
          );
          return count([x, y], n);
        })
      ),
    );
  let state = { ledger: "", head: null as string | null };
  const verdicts: boolean[] = [];
  for (const [k, one] of [margin("i", "j"), margin("i", "k"), margin("j", "k")].entries()) {
    const outcome = await releaseEdition({
      edition: `stad/${k}`,
      date: "2026-01-05",
      ledger: state.ledger,
      expectedHead: state.head,
      notebooks: [notebook("p", handed(await protect(one)))],
    });
    verdicts.push(outcome.ok);
    assert.deepEqual(outcome.problems, []);
    if (outcome.ok) state = { ledger: outcome.ledger, head: outcome.head };
    else assert.match(outcome.conflicts[0]!.earlier, /stad\/0: p\.ij|stad\/1: p\.ik/);
  }
  assert.equal(verdicts.at(-1), false);
});

Deno.test("tables that were protected together are not held against each other", async () => {
  const lone = table("lone", "count", [dimension("area", ["B"])], [count(["B"], 100)]);
  const outcome = await releaseEdition({
    ...EDITION,
    notebooks: [notebook("p", handed(...await protectAll([full(), lone])))],
  });
  assert.deepEqual([outcome.ok, outcome.conflicts], [true, []]);
});

Deno.test("a table that took the earlier edition into account may leave", async () => {
  const one = await protect(full());
  const first = await releaseEdition({ ...EDITION, notebooks: [notebook("p", handed(one))] });
  const other = one.cell("B")?.status === "suppressed" ? "B" : "C";
  const lone = table("lone", "count", [dimension("area", [other])], [
    count([other], other === "B" ? 100 : 300),
  ]);
  const careful = await protect(lone, "cbs-microdata", { earlier: [ledgerOutput(one)] });
  const second = await releaseEdition({
    ...EDITION,
    edition: "voorbeeldstad/2026-2",
    ledger: first.ledger,
    expectedHead: first.head,
    notebooks: [notebook("q", handed(careful))],
  });
  assert.deepEqual([second.ok, second.conflicts], [true, []]);
});

Deno.test("a ledger that was changed, cut off or emptied stops the edition", async () => {
  const notebooks = [notebook("p", handed(await protect(full())))];
  const first = await releaseEdition({ ...EDITION, notebooks });
  const second = await releaseEdition({ ...EDITION, edition: "stad/2", ledger: first.ledger, notebooks });
  const { ledger, head } = second;
  const stopped = async (text: string) => {
    const outcome = await releaseEdition({
      ...EDITION,
      edition: "stad/3",
      ledger: text,
      expectedHead: head,
      notebooks,
    });
    assert.equal(outcome.ok, false);
    return outcome.problems[0]!;
  };
  assert.match(await stopped(ledger.replace("2026-03-02", "2026-03-03")), /changed at entry 0/);
  assert.match(await stopped(first.ledger), /does not hold the entry/);
  assert.match(await stopped(""), /does not hold the entry/);
  assert.match(await stopped(ledger.slice(0, -40)), /line 2 is no entry/);
  assert.match(await stopped(ledger.split("\n").slice(1).join("\n")), /changed at entry 0/);
});

Deno.test("a hand-over that was changed on the way is refused", async () => {
  const text = handed(await protect(full()));
  const outcomes = await Promise.all(
    [text.replace('"value":405', '"value":406'), text.replace('"n":405', '"n":null'), "{}", "no"].map((
      handOver,
    ) => releaseEdition({ ...EDITION, notebooks: [notebook("p", handOver)] })),
  );
  assert.deepEqual(outcomes.map(({ ok, problems }) => [ok, problems.length]), outcomes.map(() => [false, 1]));
  const foreign = { ...notebook("p", text), published: ["0".repeat(64)] };
  const outcome = await releaseEdition({ ...EDITION, notebooks: [foreign] });
  assert.match(outcome.problems[0]!, /does not stand in the hand-over/);
});

Deno.test("names that would leave the folders of the dossier are refused", async () => {
  const sneaky = await protect({ ...full(), id: "../../outside" });
  const outcome = await releaseEdition({ ...EDITION, notebooks: [notebook("p", handed(sneaky))] });
  assert.equal(outcome.ok, false);
});
