import assert from "node:assert/strict";
import { join } from "node:path";
import { writeFileAside } from "../../../pipelines/publish/aside.ts";
import {
  BusyError,
  listEditions,
  openEdition,
  recoverEditions,
  verifyEdition,
} from "../../../pipelines/publish/mod.ts";

async function freshOutput(): Promise<string> {
  return join(await Deno.makeTempDir({ prefix: "edition-" }), "output");
}

async function publish(outputDir: string, editionId: string, text: string): Promise<void> {
  const edition = await openEdition({ outputDir, editionId });
  await edition.addFile("index.html", text);
  await edition.addFile("heusden/briefing.html", `${text}!`);
  await edition.publish({ facts: { text } });
}

function read(...path: string[]): Promise<string> {
  return Deno.readTextFile(join(...path));
}

Deno.test("publish() makes every file readable under the edition and under current", async () => {
  const outputDir = await freshOutput();
  await publish(outputDir, "2026-1", "first");
  assert.equal(await read(outputDir, "2026-1", "index.html"), "first");
  assert.equal(await read(outputDir, "current", "heusden", "briefing.html"), "first!");
  assert.deepEqual((await verifyEdition(join(outputDir, "current"))).problems, []);
});

Deno.test("publish() of a new edition moves current and keeps the old edition", async () => {
  const outputDir = await freshOutput();
  await publish(outputDir, "2026-1", "first");
  await publish(outputDir, "2026-2", "second");
  assert.equal(await read(outputDir, "current", "index.html"), "second");
  assert.equal(await read(outputDir, "2026-1", "index.html"), "first");
  const listed = await listEditions(outputDir);
  assert.deepEqual(listed.map((one) => [one.editionId, one.current]), [["2026-1", "no"], ["2026-2", "yes"]]);
});

Deno.test("publish() of an edition that exists replaces it as a whole and leaves at most one old version", async () => {
  const outputDir = await freshOutput();
  for (const text of ["first", "second", "third", "fourth"]) await publish(outputDir, "2026-1", text);
  assert.equal(await read(outputDir, "2026-1", "index.html"), "fourth");
  const versions = [...Deno.readDirSync(join(outputDir, ".versions"))];
  assert.equal(versions.length, 2);
});

Deno.test("a reader sees whole editions only, also while they are replaced again and again", async () => {
  const outputDir = await freshOutput();
  await publish(outputDir, "2026-1", "round 0");
  let running = true;
  let reads = 0;
  const reader = (async () => {
    for (; running; reads++) {
      const check = await verifyEdition(join(outputDir, "current"));
      assert.deepEqual(check.problems, []);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  })();
  for (let round = 1; round <= 25; round++) await publish(outputDir, "2026-1", `round ${round}`);
  running = false;
  await reader;
  assert.ok(reads > 10, `only ${reads} reads`);
});

Deno.test("two editions with the same files and facts have manifests of the same bytes, whatever the order", async () => {
  const outputDir = await freshOutput();
  const order = [["a.html", "b/c.html"], ["b/c.html", "a.html"]];
  const manifests: string[] = [];
  for (const paths of order) {
    const edition = await openEdition({ outputDir, editionId: "2026-1" });
    for (const path of paths) await edition.addFile(path, `content of ${path}`);
    await edition.publish({ facts: { commit: "abc" } });
    manifests.push(await read(outputDir, "2026-1", "edition.json"));
  }
  assert.equal(manifests[0], manifests[1]);
});

Deno.test("verifyEdition() names changed, missing and surplus files", async () => {
  const outputDir = await freshOutput();
  await publish(outputDir, "2026-1", "first");
  const dir = join(outputDir, "2026-1");
  await Deno.writeTextFile(join(dir, "index.html"), "First");
  await Deno.remove(join(dir, "heusden", "briefing.html"));
  await Deno.writeTextFile(join(dir, "extra.html"), "");
  assert.deepEqual((await verifyEdition(dir)).problems, [
    "File has another content than when it was published: index.html",
    "File is missing: heusden/briefing.html",
    "File is not in the manifest: extra.html",
  ]);
});

Deno.test("verifyEdition() says why a damaged manifest cannot be read", async () => {
  const outputDir = await freshOutput();
  await publish(outputDir, "2026-1", "first");
  const path = join(outputDir, "2026-1", "edition.json");
  const manifest = JSON.parse(await Deno.readTextFile(path));
  manifest.files[0].sha256 = "12";
  await Deno.writeTextFile(path, JSON.stringify(manifest));
  const check = await verifyEdition(join(outputDir, "2026-1"));
  assert.equal(check.manifest, null);
  assert.match(check.problems[0] ?? "", /\$\.files\[0\]\.sha256 should be 64 lower-case hexadecimal digits/);
  assert.deepEqual((await verifyEdition(join(outputDir, "none"))).problems, ["The edition has no manifest"]);
});

Deno.test("carryOver() takes a pilot's files from the current edition, and refuses damaged ones", async () => {
  const outputDir = await freshOutput();
  await publish(outputDir, "2026-1", "first");
  const edition = await openEdition({ outputDir, editionId: "2026-2" });
  await edition.addFile("index.html", "second");
  const taken = await edition.carryOver("heusden");
  assert.deepEqual(taken.map((file) => file.path), ["heusden/briefing.html"]);
  assert.deepEqual(await edition.carryOver("tilburg"), []);
  await edition.publish({ facts: null });
  assert.equal(await read(outputDir, "2026-2", "heusden", "briefing.html"), "first!");
  await Deno.writeTextFile(join(outputDir, "2026-2", "heusden", "briefing.html"), "forged");
  await using third = await openEdition({ outputDir, editionId: "2026-3" });
  await assert.rejects(third.carryOver("heusden"), /not what its manifest says/);
});

Deno.test("carryOver() finds nothing before the first edition", async () => {
  await using edition = await openEdition({ outputDir: await freshOutput(), editionId: "2026-1" });
  assert.deepEqual(await edition.carryOver(""), []);
});

Deno.test("fail() keeps the copies, leaves the edition as it was and nothing in staging", async () => {
  const outputDir = await freshOutput();
  await publish(outputDir, "2026-1", "first");
  const edition = await openEdition({ outputDir, editionId: "2026-1" });
  await edition.addFile("index.html", "half");
  const { failedDir } = await edition.fail([{ path: "heusden/executed.ipynb", content: "{}" }]);
  assert.equal(await read(failedDir, "heusden", "executed.ipynb"), "{}");
  assert.equal(await read(outputDir, "current", "index.html"), "first");
  // What failed was never checked for disclosure: for the owner only, and it says so.
  for (const folder of [".failed", ".failed/2026-1", ".failed/2026-1/heusden"]) {
    if (Deno.build.os === "windows") break;
    assert.equal((await Deno.stat(join(outputDir, folder))).mode! & 0o777, 0o700, folder);
  }
  assert.match(await read(outputDir, ".failed", "README.md"), /niet synchroniseren/);
  assert.deepEqual([...Deno.readDirSync(join(outputDir, ".staging"))], []);
  await publish(outputDir, "2026-1", "second");
  await assert.rejects(Deno.stat(failedDir), Deno.errors.NotFound);
});

Deno.test("an edition that was not published leaves no trace at the end of its block", async () => {
  const outputDir = await freshOutput();
  {
    await using edition = await openEdition({ outputDir, editionId: "2026-1" });
    await edition.addFile("index.html", "half");
  }
  assert.deepEqual(await listEditions(outputDir), []);
  assert.deepEqual([...Deno.readDirSync(join(outputDir, ".staging"))], []);
});

Deno.test("openEdition() refuses a second run of the edition and names who holds it", async () => {
  const outputDir = await freshOutput();
  await using _held = await openEdition({ outputDir, editionId: "2026-1" });
  await assert.rejects(openEdition({ outputDir, editionId: "2026-1", waitMs: 0 }), (error: unknown) => {
    assert.ok(error instanceof BusyError);
    assert.equal(error.holder?.pid, Deno.pid);
    assert.match(error.message, /^Edition 2026-1 is being made by process \d+ on /);
    return true;
  });
  await using other = await openEdition({ outputDir, editionId: "2026-2", waitMs: 0 });
  assert.equal(other.id, "2026-2");
});

Deno.test("openEdition() waits for the run that holds the edition when told to", async () => {
  const outputDir = await freshOutput();
  const first = await openEdition({ outputDir, editionId: "2026-1" });
  const second = openEdition({ outputDir, editionId: "2026-1", waitMs: 10_000 });
  await first.addFile("index.html", "first");
  await first.publish({ facts: null });
  await (await second).abandon();
  assert.equal(await read(outputDir, "current", "index.html"), "first");
});

Deno.test("an ended edition takes no more files", async () => {
  const edition = await openEdition({ outputDir: await freshOutput(), editionId: "2026-1" });
  await edition.abandon();
  await assert.rejects(edition.addFile("a.html", ""), /The edition has ended/);
  await assert.rejects(edition.publish({ facts: null }), /The edition has ended/);
});

Deno.test.each([
  ["../escape.html"],
  ["/etc/passwd"],
  ["a/../b"],
  ["a//b"],
  [".hidden"],
  ["a\\b"],
  [""],
  ["a/"],
  ["naam met spatie"],
])("addFile() refuses the path %j", async (path) => {
  await using edition = await openEdition({ outputDir: await freshOutput(), editionId: "2026-1" });
  await assert.rejects(edition.addFile(path, ""), /path of a file in an edition is not valid/);
});

Deno.test.each([["../x"], ["current"], [""], [".hidden"], ["a/b"], ["a b"], ["x".repeat(65)]])(
  "openEdition() refuses the id %j",
  async (editionId) => {
    await assert.rejects(openEdition({ outputDir: "/nonexistent", editionId }), /edition id is not valid/);
  },
);

Deno.test("addFile() refuses a path twice, in another case, and the manifest's name", async () => {
  await using edition = await openEdition({ outputDir: await freshOutput(), editionId: "2026-1" });
  await edition.addFile("Index.html", "");
  await assert.rejects(edition.addFile("Index.html", ""), /has this file already/);
  await assert.rejects(edition.addFile("index.html", ""), /has this file already/);
  await assert.rejects(edition.addFile("edition.json", ""), /has this file already/);
});

Deno.test("publish() refuses to replace a folder that it did not make", async () => {
  const outputDir = await freshOutput();
  await Deno.mkdir(join(outputDir, "2026-1"), { recursive: true });
  await Deno.writeTextFile(join(outputDir, "2026-1", "own.txt"), "kept");
  await assert.rejects(publish(outputDir, "2026-1", "first"), /that this program did not make/);
  assert.equal(await read(outputDir, "2026-1", "own.txt"), "kept");
  assert.deepEqual([...Deno.readDirSync(join(outputDir, ".staging"))], []);
});

Deno.test("recoverEditions() removes what killed runs left and does not touch a live one", async () => {
  const outputDir = await freshOutput();
  await publish(outputDir, "2026-1", "first");
  await using live = await openEdition({ outputDir, editionId: "2026-2" });
  const dead = "2026-1-999999-0123456789ab";
  await Deno.mkdir(join(outputDir, ".staging", dead));
  await Deno.mkdir(join(outputDir, ".versions", "2026-1.0123456789ab"));
  await live.addFile("index.html", "live");
  const recovery = await recoverEditions(outputDir);
  assert.deepEqual(recovery, {
    completed: null,
    removed: ["2026-1-999999-0123456789ab", "2026-1.0123456789ab"],
  });
  await live.publish({ facts: null });
  assert.equal(await read(outputDir, "current", "index.html"), "live");
});

/** An output folder as a run leaves it that died after the link of its edition, 2026-2, and before `current`. */
async function diedBetweenLinks(): Promise<string> {
  const outputDir = await freshOutput();
  await publish(outputDir, "2026-1", "first");
  await publish(outputDir, "2026-2", "second");
  const version = (await Deno.readLink(join(outputDir, "2026-2"))).replace(".versions/", "");
  await Deno.remove(join(outputDir, "current"));
  await Deno.symlink("2026-1", join(outputDir, "current"));
  const intent = { editionId: "2026-2", version };
  await Deno.writeTextFile(join(outputDir, ".locks", "swap.json"), JSON.stringify(intent));
  return outputDir;
}

Deno.test("recoverEditions() moves current on when a run died between the two links", async () => {
  const outputDir = await diedBetweenLinks();
  assert.equal((await recoverEditions(outputDir)).completed, "2026-2");
  assert.equal(await read(outputDir, "current", "index.html"), "second");
  assert.equal((await recoverEditions(outputDir)).completed, null);
});

Deno.test("openEdition() cleans up after killed runs of any edition and completes their swap", async () => {
  const outputDir = await diedBetweenLinks();
  await Deno.mkdir(join(outputDir, ".staging", "2025-9-999999-0123456789ab"));
  await using edition = await openEdition({ outputDir, editionId: "2026-3" });
  assert.equal(await read(outputDir, "current", "index.html"), "second");
  const staged = [...Deno.readDirSync(join(outputDir, ".staging"))].map((entry) => entry.name);
  assert.deepEqual(staged, [edition.stagingDir.split("/").at(-1)]);
});

Deno.test("recoverEditions() does nothing where nothing was published", async () => {
  assert.deepEqual(await recoverEditions("/nonexistent/output"), { completed: null, removed: [] });
});

Deno.test("takeIn() moves a file that was written aside, and writes it again when it is gone or lies on another disk", async () => {
  const outputDir = await freshOutput();
  const folder = await Deno.makeTempDir({ prefix: "aside-" });
  const [moved, gone] = [
    await writeFileAside(folder, "naslag/a.html", "first"),
    await writeFileAside(folder, "naslag/b.html", "second"),
  ];
  await Deno.remove(gone.file);
  const edition = await openEdition({ outputDir, editionId: "2026-1" });
  for (const file of [moved, gone]) await edition.takeIn(file);
  await assert.rejects(edition.takeIn(moved), /has this file already/);
  await edition.publish({ facts: null });
  await assert.rejects(Deno.stat(moved.file));
  assert.equal(await read(outputDir, "current", "naslag", "a.html"), "first");
  assert.equal(await read(outputDir, "current", "naslag", "b.html"), "second");
  assert.deepEqual((await verifyEdition(join(outputDir, "current"))).problems, []);
  await assert.rejects(writeFileAside(folder, "../a.html", ""), /path of a file in an edition is not valid/);
});
