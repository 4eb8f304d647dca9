import assert from "node:assert/strict";
import { join } from "node:path";
import { RunCache, type StaticKeyParts } from "../../../pipelines/run/cache.ts";
import { dependenciesOf } from "../../../pipelines/run/dependencies.ts";
import { FileHasher } from "../../../pipelines/run/file_hash.ts";
import type { AccessRecord } from "../../../pipelines/kernel/types.ts";

const KEY: StaticKeyParts = {
  notebook: "notebooks/a/a.ipynb",
  viewSha256: "v1",
  parameters: "{}",
  lockSha256: "l1",
  denoVersion: "2.9.6",
};

interface Bench {
  readonly dir: string;
  readonly cache: RunCache;
  readonly hasher: FileHasher;
}

async function withBench(work: (bench: Bench) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    const hasher = await FileHasher.open(null);
    await work({ dir, hasher, cache: new RunCache(join(dir, "cache"), dir, hasher) });
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

function read(value: string, rule: string, result: "allow" | "deny" = "allow"): AccessRecord {
  return { sequence: 1, permission: "read", value, result, rule, cellId: "c" };
}

async function store(bench: Bench, value: unknown): Promise<void> {
  const accesses = [read(join(bench.dir, "data.bin"), "dataset:x")];
  await bench.cache.put(KEY, await dependenciesOf(accesses, [], bench.dir, bench.hasher), value);
}

Deno.test("RunCache finds a run again while its files are the same, also when they were touched", () =>
  withBench(async (bench) => {
    await Deno.writeTextFile(join(bench.dir, "data.bin"), "1");
    await store(bench, { n: 1 });
    await Deno.utime(join(bench.dir, "data.bin"), 1, 1);
    const answer = await bench.cache.get<{ n: number }>(KEY);
    assert.ok(answer.hit);
    assert.equal(answer.value.n, 1);
  }));

Deno.test("RunCache names the file whose bytes changed, and hits again when they are back", () =>
  withBench(async (bench) => {
    await Deno.writeTextFile(join(bench.dir, "data.bin"), "1");
    await store(bench, { n: 1 });
    await Deno.writeTextFile(join(bench.dir, "data.bin"), "2");
    assert.deepEqual(await bench.cache.get(KEY), { hit: false, reason: "data.bin changed" });
    await store(bench, { n: 2 });
    await Deno.writeTextFile(join(bench.dir, "data.bin"), "1");
    const answer = await bench.cache.get<{ n: number }>(KEY);
    assert.ok(answer.hit && answer.value.n === 1);
    await Deno.remove(join(bench.dir, "data.bin"));
    assert.deepEqual(await bench.cache.get(KEY), { hit: false, reason: "data.bin is gone" });
  }));

Deno.test("RunCache says which part of the key changed", () =>
  withBench(async (bench) => {
    assert.deepEqual(await bench.cache.get(KEY), { hit: false, reason: "first run" });
    await Deno.writeTextFile(join(bench.dir, "data.bin"), "1");
    await store(bench, 1);
    assert.deepEqual(await bench.cache.get({ ...KEY, viewSha256: "v2", parameters: "{1}" }), {
      hit: false,
      reason: "the notebook changed, the parameters changed",
    });
    assert.deepEqual(await bench.cache.get({ ...KEY, lockSha256: "l2" }), {
      hit: false,
      reason: "the lock file changed",
    });
  }));

Deno.test("RunCache notices a damaged object and a damaged entry", () =>
  withBench(async (bench) => {
    await Deno.writeTextFile(join(bench.dir, "data.bin"), "1");
    await store(bench, { text: "whole" });
    for await (const folder of Deno.readDir(join(bench.dir, "cache", "objects"))) {
      for await (const file of Deno.readDir(join(bench.dir, "cache", "objects", folder.name))) {
        await Deno.writeTextFile(
          join(bench.dir, "cache", "objects", folder.name, file.name),
          '{"text":"forged"}',
        );
      }
    }
    assert.deepEqual(await bench.cache.get(KEY), { hit: false, reason: "the stored run is damaged" });
    for await (const file of Deno.readDir(join(bench.dir, "cache", "entries"))) {
      await Deno.writeTextFile(join(bench.dir, "cache", "entries", file.name), "{");
    }
    assert.deepEqual(await bench.cache.get(KEY), { hit: false, reason: "the stored run is gone or damaged" });
  }));

Deno.test("dependenciesOf() counts modules and data that were read, not packages, folders or what was denied", () =>
  withBench(async ({ dir, hasher }) => {
    await Deno.writeTextFile(join(dir, "data.bin"), "1");
    await Deno.writeTextFile(join(dir, "mod.ts"), "2");
    await Deno.mkdir(join(dir, "folder"));
    const found = await dependenciesOf(
      [
        read(join(dir, "data.bin"), "dataset:x"),
        read(join(dir, "folder"), "module"),
        read("/etc/passwd", "default", "deny"),
        read(join(dir, "package.js"), "package"),
        read(join(dir, "absent.bin"), "dataset:x"),
        { ...read("x", "dataset:x"), permission: "net" },
      ],
      [join(dir, "mod.ts")],
      dir,
      hasher,
    );
    assert.deepEqual(
      found.map((dependency) => [dependency.path, dependency.role, dependency.sha256 === null]),
      [
        ["absent.bin", "dataset", true],
        ["data.bin", "dataset", false],
        ["mod.ts", "module", false],
      ],
    );
  }));

Deno.test("FileHasher sees a change that keeps size and time, because it does not trust a file that was just written", async () => {
  const dir = await Deno.makeTempDir();
  const file = join(dir, "f");
  const hasher = await FileHasher.open(join(dir, "memory.json"));
  await Deno.writeTextFile(file, "a");
  const first = await hasher.hash(file);
  await Deno.writeTextFile(file, "b");
  assert.notEqual(await hasher.hash(file), first);
  await Deno.remove(dir, { recursive: true });
});
