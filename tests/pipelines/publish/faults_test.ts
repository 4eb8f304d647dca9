/**
 * Power cuts, full and read-only disks, two publishers at once: the last edition is always whole.
 *
 * Real processes are killed and real file systems filled. Mounting needs root; elsewhere those tests are ignored
 * with the reason in their name.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { randomFor } from "../../../lib/core/random.ts";
import { listEditions, openEdition, recoverEditions, verifyEdition } from "../../../pipelines/publish/mod.ts";

const KILLS = Deno.env.get("SMART_START_LONG") === "1" ? 50 : 12;
const PUBLISHER = new URL("./_publisher.ts", import.meta.url).pathname;

async function startPublisher(outputDir: string, ids: string, round: number): Promise<Deno.ChildProcess> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", PUBLISHER, outputDir, ids, String(round)],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = child.stdout.getReader();
  assert.match(new TextDecoder().decode((await reader.read()).value), /ready/);
  reader.releaseLock();
  return child;
}

async function kill(child: Deno.ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await child.stdout.cancel();
  await child.status;
}

/** Every edition verifies, and all files of one stem from one round. */
async function assertAllWhole(outputDir: string): Promise<number> {
  const editions = await listEditions(outputDir);
  for (const { editionId, editionDir } of editions) {
    const check = await verifyEdition(editionDir);
    assert.deepEqual(check.problems, [], editionId);
    const round = (check.manifest?.facts as { round: number }).round;
    assert.equal(check.manifest?.files.length, 6);
    for (const file of check.manifest?.files ?? []) {
      const text = await Deno.readTextFile(join(editionDir, file.path));
      assert.ok(text.startsWith(`round ${round}\n`), `${editionId}/${file.path}`);
    }
  }
  return editions.length;
}

/**
 * What `current` points to is whole. Only the first edition of all can be there without it, when the publisher died
 * between the two links; the next run then completes the swap.
 */
async function assertCurrentWhole(outputDir: string, editions: number): Promise<void> {
  const current = join(outputDir, "current");
  if (await Deno.lstat(current).catch(() => null) === null) {
    assert.equal(editions, 1);
    assert.notEqual((await recoverEditions(outputDir)).completed, null);
  }
  assert.deepEqual((await verifyEdition(current)).problems, []);
}

Deno.test(`the last edition is whole after each of ${KILLS} kills of the publisher at random points`, async () => {
  const outputDir = join(await Deno.makeTempDir({ prefix: "kill-" }), "output");
  const random = randomFor("tests/publish/kill");
  let seen = 0;
  for (let round = 0; round < KILLS; round++) {
    const child = await startPublisher(outputDir, "2026-1,2026-2,2026-3", round * 1000);
    await new Promise((resolve) => setTimeout(resolve, random.next() * 120));
    await kill(child);
    seen = await assertAllWhole(outputDir);
    if (seen > 0) await assertCurrentWhole(outputDir, seen);
  }
  assert.equal(seen, 3);
  await recoverEditions(outputDir);
  assert.equal(await assertAllWhole(outputDir), 3);
  assert.deepEqual([...Deno.readDirSync(join(outputDir, ".staging"))], []);
  assert.equal([...Deno.readDirSync(join(outputDir, ".versions"))].length, 3);
});

Deno.test("two publishers of the same and of other editions do not harm each other", async () => {
  const outputDir = join(await Deno.makeTempDir({ prefix: "two-" }), "output");
  const children = [
    await startPublisher(outputDir, "2026-1,2026-2", 0),
    await startPublisher(outputDir, "2026-1,2026-3", 1_000_000),
  ];
  for (let check = 0; check < 12; check++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const current = await verifyEdition(join(outputDir, "current"));
    if (current.manifest !== null) assert.deepEqual(current.problems, []);
  }
  for (const child of children) await kill(child);
  assert.equal(await assertAllWhole(outputDir), 3);
});

/** Runs a command; its exit code, or null when there is no such command. */
async function run(command: string, ...args: string[]): Promise<number | null> {
  try {
    const { code } = await new Deno.Command(command, { args, stdout: "null", stderr: "null" }).output();
    return code;
  } catch {
    return null;
  }
}

async function mountSmall(sizeKiB: number): Promise<string | null> {
  const point = await Deno.makeTempDir({ prefix: "small-" });
  const code = Deno.build.os === "linux"
    ? await run("mount", "-t", "tmpfs", "-o", `size=${sizeKiB}k,mode=755`, "none", point)
    : null;
  return code === 0 ? point : null;
}

const probe = await mountSmall(64);
if (probe !== null) await run("umount", probe);
const canMount = probe !== null;
const why = canMount ? "" : " (skipped: mounting a tmpfs is not permitted here)";

async function withSmallDisk(sizeKiB: number, test: (point: string) => Promise<void>): Promise<void> {
  const point = await mountSmall(sizeKiB);
  assert.ok(point !== null);
  try {
    await test(point);
  } finally {
    assert.equal(await run("umount", "--lazy", point), 0);
  }
}

async function publishSmall(outputDir: string, editionId: string, kib: number): Promise<void> {
  await using edition = await openEdition({ outputDir, editionId });
  for (let file = 0; file < 6; file++) {
    await edition.addFile(`f${file}.html`, "round 0\n".repeat((kib * 128) / 6 | 0));
  }
  await edition.publish({ facts: { round: 0 } });
}

Deno.test({
  name: `a full disk stops an edition at any byte, says so and leaves the last one whole${why}`,
  ignore: !canMount,
  fn: () =>
    withSmallDisk(400, async (point) => {
      const outputDir = join(point, "output");
      await publishSmall(outputDir, "2026-1", 60);
      let refused = 0;
      // From plenty to nothing left, page by page: the disk fills up at another step each time.
      for (let spareKiB = 96; spareKiB >= 0; spareKiB -= 4) {
        await fillUpTo(point, spareKiB);
        try {
          await publishSmall(outputDir, "2026-2", 60);
        } catch (error) {
          refused++;
          assert.match((error as Error).message, /^The disk is full .*Free some space and run again/s);
        }
        await Deno.remove(join(point, "ballast"));
        assert.ok(await assertAllWhole(outputDir) >= 1);
        assert.deepEqual((await verifyEdition(join(outputDir, "current"))).problems, []);
      }
      assert.ok(refused >= 5, `refused ${refused} times`);
      await publishSmall(outputDir, "2026-3", 60);
      assert.equal(await assertAllWhole(outputDir), 3);
    }),
});

/** Leaves `spareKiB` free. */
async function fillUpTo(point: string, spareKiB: number): Promise<void> {
  const file = await Deno.open(join(point, "ballast"), { create: true, write: true });
  let size = 0;
  try {
    for (;;) size += await file.write(new Uint8Array(4096));
  } catch {
    await file.truncate(Math.max(0, size - spareKiB * 1024));
  } finally {
    file.close();
  }
}

Deno.test({
  name: `fail() keeps the executed copy on a disk that the edition had filled${why}`,
  ignore: !canMount,
  fn: () =>
    withSmallDisk(400, async (point) => {
      const outputDir = join(point, "output");
      const edition = await openEdition({ outputDir, editionId: "2026-1" });
      await assert.rejects(edition.addFile("big.html", new Uint8Array(500_000)), /The disk is full/);
      const copy = new Uint8Array(200_000).fill(32);
      const { failedDir } = await edition.fail([{ path: "heusden/executed.ipynb", content: copy }]);
      assert.equal((await Deno.stat(join(failedDir, "heusden/executed.ipynb"))).size, 200_000);
    }),
});

Deno.test({
  name: `a read-only output folder is a clear error and the editions in it stay readable${why}`,
  ignore: !canMount,
  fn: () =>
    withSmallDisk(400, async (point) => {
      const outputDir = join(point, "output");
      await publishSmall(outputDir, "2026-1", 60);
      const edition = await openEdition({ outputDir, editionId: "2026-2" });
      await edition.addFile("f.html", "x");
      assert.equal(await run("mount", "-o", "remount,ro", point), 0);
      const readOnly = /The output folder is read-only .*Mount it writable/s;
      await assert.rejects(openEdition({ outputDir, editionId: "2026-3" }), readOnly);
      await assert.rejects(edition.addFile("g.html", "x"), readOnly);
      await assert.rejects(edition.publish({ facts: null }), readOnly);
      await assert.rejects(recoverEditions(outputDir), readOnly);
      assert.equal(await assertAllWhole(outputDir), 1);
      assert.equal(await run("mount", "-o", "remount,rw", point), 0);
      await recoverEditions(outputDir);
      assert.deepEqual([...Deno.readDirSync(join(outputDir, ".staging"))], []);
    }),
});

const isRoot = Deno.uid() === 0;

Deno.test({
  name: `a folder that this user may not write is a clear error${isRoot ? " (skipped: root may write)" : ""}`,
  ignore: isRoot,
  async fn() {
    const outputDir = join(await Deno.makeTempDir(), "output");
    await Deno.mkdir(outputDir, { mode: 0o555 });
    await assert.rejects(openEdition({ outputDir, editionId: "2026-1" }), /may not be written/);
  },
});
