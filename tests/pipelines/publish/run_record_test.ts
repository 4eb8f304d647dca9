import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import type { DisclosureReceipt } from "../../../lib/core/receipt.ts";
import type { AccessRecord } from "../../../pipelines/kernel/types.ts";
import {
  describeInput,
  describeRuntime,
  makeRunRecord,
  parseReceipts,
  parseRunRecord,
  readCommit,
  type RunContent,
  type RunTimings,
  summariseAccesses,
  writeReceipts,
  writeRunRecord,
} from "../../../pipelines/publish/mod.ts";

const HASH = "ab".repeat(32);

const content: RunContent = {
  status: "published",
  editionId: "2026-1",
  notebook: { path: "notebooks/heusden/heusden.ipynb", sourceSha256: HASH, viewSha256: HASH },
  commit: { hash: "cd".repeat(20), state: "clean" },
  lockSha256: HASH,
  ...describeRuntime(),
  parameters: { year: 2025, areas: ["GM9901"] },
  seeds: ["b", "a", "b"],
  inputs: [
    { path: "lib/z.ts", bytes: 2, sha256: HASH, role: "module" },
    { path: "lib/a.ts", bytes: 1, sha256: HASH, role: "module" },
  ],
  sandbox: { layers: ["broker"], net: [] },
  accesses: [],
  denied: [],
  approvals: [{
    reviewer: "Demo",
    scope: "synthetic",
    remark: "",
    approvedAt: "2026-01-31",
    viewSha256: HASH,
    keyId: "k1",
  }],
  synthetic: true,
  products: { "briefing.html": HASH },
};

const timings: RunTimings = {
  startedAt: "2026-01-31T10:00:00Z",
  totalMs: 12.5,
  cells: [{ cellId: "setup", elapsedMs: 3 }],
  peakMemoryMiB: null,
  origin: "ran",
};

Deno.test("a run record survives writing and reading, lists sorted", () => {
  const record = makeRunRecord(content, timings);
  assert.deepEqual(parseRunRecord(writeRunRecord(record), "run.json"), record);
  assert.deepEqual(record.content.inputs.map((input) => input.path), ["lib/a.ts", "lib/z.ts"]);
  assert.deepEqual(record.content.seeds, ["a", "b"]);
});

Deno.test("the hash of a run record does not depend on timings nor on the order of its inputs", () => {
  const first = makeRunRecord(content, timings);
  const reordered = { ...content, inputs: [...content.inputs].reverse() };
  const second = makeRunRecord(reordered, { ...timings, totalMs: 99, origin: "reused" });
  assert.equal(first.contentSha256, second.contentSha256);
  const other = makeRunRecord({ ...content, parameters: { year: 2024 } }, timings);
  assert.notEqual(first.contentSha256, other.contentSha256);
});

Deno.test("parseRunRecord() notices content that was changed afterwards", () => {
  const text = writeRunRecord(makeRunRecord(content, timings)).replace('"GM9901"', '"GM9902"');
  assert.throws(() => parseRunRecord(text, "run.json"), /changed after it was written/);
});

const MISFITS:
  readonly (readonly [part: "content" | "timings", key: string, value: unknown, path: string])[] = [
    ["content", "lockSha256", undefined, "$.content.lockSha256"],
    ["content", "colour", 1, "$.content.colour"],
    ["content", "status", "vetted", "$.content.status"],
    ["content", "inputs", [{ path: 1 }], "$.content.inputs[0].path"],
    ["content", "commit", { hash: "zz", state: "clean" }, "$.content.commit.hash"],
    ["content", "sandbox", { layers: [], net: "some" }, "$.content.sandbox.net"],
    ["timings", "totalMs", -1, "$.timings.totalMs"],
    ["timings", "startedAt", "yesterday", "$.timings.startedAt"],
  ];

for (const [part, key, value, path] of MISFITS) {
  Deno.test(`parseRunRecord() rejects ${part}.${key} of another shape and names ${path}`, () => {
    const broken = JSON.parse(writeRunRecord(makeRunRecord(content, timings)));
    broken[part][key] = value;
    const expected = `The file cannot be read: ${path} should be `;
    assert.throws(() => parseRunRecord(JSON.stringify(broken), "run.json"), (error: unknown) => {
      assert.ok((error as Error).message.startsWith(expected), String(error));
      return true;
    });
  });
}

Deno.test("parseRunRecord() never repeats a value that it refuses", () => {
  const broken = JSON.parse(writeRunRecord(makeRunRecord(content, timings)));
  broken.content.status = "name of a person";
  assert.throws(() => parseRunRecord(JSON.stringify(broken), "run.json"), (error: unknown) => {
    assert.doesNotMatch(String(error), /person/);
    return true;
  });
  assert.throws(() => parseRunRecord("{ name of a person", "run.json"), (error: unknown) => {
    assert.doesNotMatch((error as Error).message, /person/);
    return true;
  });
});

Deno.test("summariseAccesses() counts every access once and lists each refusal once", () => {
  const access = fc.record({
    sequence: fc.nat(),
    permission: fc.constantFrom("read", "net"),
    value: fc.constantFrom("a", "b"),
    result: fc.constantFrom("allow" as const, "deny" as const),
    rule: fc.constantFrom("module", "default"),
    cellId: fc.constantFrom(null, "setup"),
  });
  fc.assert(fc.property(fc.array(access), (trace: readonly AccessRecord[]) => {
    const { accesses, denied } = summariseAccesses(trace);
    assert.equal(accesses.reduce((sum, one) => sum + one.count, 0), trace.length);
    const refused = trace.filter((one) => one.result === "deny");
    const keys = new Set(refused.map((one) => `${one.cellId}|${one.permission}|${one.value}`));
    assert.equal(denied.length, keys.size);
    assert.deepEqual(summariseAccesses([...trace].reverse()), { accesses, denied });
  }));
});

async function git(dir: string, ...args: string[]): Promise<void> {
  const identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
  const { code } = await new Deno.Command("git", { args: ["-C", dir, ...identity, ...args], stdout: "null" })
    .output();
  assert.equal(code, 0);
}

Deno.test("readCommit() tells clean from dirty and no repository", async () => {
  const dir = await Deno.makeTempDir();
  assert.deepEqual(await readCommit(dir), { hash: null, state: "unknown" });
  await git(dir, "init", "-q");
  await Deno.writeTextFile(join(dir, "a.txt"), "a");
  await git(dir, "add", "a.txt");
  await git(dir, "commit", "-q", "-m", "first");
  const clean = await readCommit(dir);
  assert.match(clean.hash ?? "", /^[0-9a-f]{40}$/);
  assert.equal(clean.state, "clean");
  await Deno.writeTextFile(join(dir, "a.txt"), "b");
  assert.deepEqual(await readCommit(dir), { hash: clean.hash, state: "dirty" });
});

Deno.test("readCommit() finds the commit without git, loose or packed, and then does not claim clean", async () => {
  const dir = await Deno.makeTempDir();
  await git(dir, "init", "-q");
  await Deno.writeTextFile(join(dir, "a.txt"), "a");
  await git(dir, "add", "a.txt");
  await git(dir, "commit", "-q", "-m", "first");
  const { hash } = await readCommit(dir);
  const facts = new URL("../../../pipelines/publish/facts.ts", import.meta.url).href;
  const code = `import { readCommit } from ${JSON.stringify(facts)};
    console.log(JSON.stringify(await readCommit(${JSON.stringify(dir)})));`;
  for (const pack of ["loose", "packed"]) {
    if (pack === "packed") await git(dir, "pack-refs", "--all");
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--no-lock", "--ext=ts", code],
      env: { PATH: "/nonexistent" },
      stderr: "inherit",
    }).output();
    assert.deepEqual(JSON.parse(new TextDecoder().decode(stdout)), { hash, state: "unknown" }, pack);
  }
});

Deno.test("describeInput() records project files by relative path, with size and hash", async () => {
  const dir = await Deno.makeTempDir();
  await Deno.writeTextFile(join(dir, "a.csv"), "");
  assert.deepEqual(await describeInput(join(dir, "a.csv"), "dataset", dir), {
    path: "a.csv",
    bytes: 0,
    sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    role: "dataset",
  });
  const outside = await describeInput(join(dir, "a.csv"), "dataset", "/elsewhere/project");
  assert.equal(outside.path, join(dir, "a.csv"));
});

const receipt: DisclosureReceipt = {
  checksum: HASH,
  tableId: "youth-care",
  title: { nl: "Jeugdhulp", en: "Youth care" },
  policyId: "cbs-microdata",
  policyVersion: "1",
  policyConfirmed: true,
  ruleSentence: { nl: "Onder 10 verborgen", en: "Below 10 hidden" },
  minimumCount: 10,
  cells: 4,
  shown: 3,
  counts: [{ reason: "primary", label: { nl: "klein", en: "small" }, cells: 1 }],
  audited: true,
  exceptions: [{ what: "a", why: "b", who: "c" }],
  earlierReleases: [],
  sources: [{
    datasetId: "synthetic/persons",
    title: { nl: "Personen", en: "Persons" },
    owner: "Smart Start",
    licence: "CC0",
    sensitivity: "open",
    synthetic: true,
    referenceDate: "2025",
    sha256: HASH,
  }],
};

Deno.test("receipts survive writing and reading; a misspelled member is refused", () => {
  const file = { format: 1, notebook: "n.ipynb", receipts: [{ cellId: "protect", receipt }] } as const;
  assert.deepEqual(parseReceipts(writeReceipts(file), "receipts.json"), file);
  const misspelled = writeReceipts(file).replace('"audited"', '"auditted"');
  assert.throws(() => parseReceipts(misspelled, "receipts.json"), /\$\.receipts\[0\]\.receipt\.auditted/);
});
