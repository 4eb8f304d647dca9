import assert from "node:assert/strict";
import { readNotebook } from "../../../pipelines/notebook/read.ts";
import {
  defaultKeyFile,
  keyFileDiskEffects,
  keyIdOf,
  listKey,
  newKeyList,
  newKeyPair,
  readKeyFile,
  readKeyList,
  readVettingFile,
  vetDiskEffects,
  vetNotebook,
  vettingStatus,
  writeKeyFile,
  writeVettingJson,
} from "../../../pipelines/notebook/vetting/mod.ts";
import { writeNotebook } from "../../../pipelines/notebook/write.ts";
import { goodNotebook } from "./_notebooks.ts";
import { DEMO, PATH, RECORD_PATH } from "./_vetting.ts";

const project = decodeURIComponent(new URL("../../../", import.meta.url).pathname).replace(/\/$/, "");

/** Runs a test with two fresh folders: one for a project, one for keys. */
async function inFolders(test: (dirs: { project: string; keys: string }) => Promise<void>): Promise<void> {
  const root = await Deno.realPath(await Deno.makeTempDir());
  try {
    await Deno.mkdir(`${root}/project/notebooks/voorbeeld`, { recursive: true });
    await test({ project: `${root}/project`, keys: `${root}/keys` });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("writeKeyFile() writes a key that only its owner can read, and readKeyFile() reads it", async () => {
  await inFolders(async (dirs) => {
    const file = `${dirs.keys}/deep/vetting.key.json`;
    const pair = await newKeyPair();
    await writeKeyFile(file, pair, keyFileDiskEffects(), dirs.project);
    if (Deno.build.os !== "windows") assert.equal(((await Deno.stat(file)).mode ?? 0) & 0o777, 0o600);
    const key = await readKeyFile(file, keyFileDiskEffects(), dirs.project);
    assert.deepEqual(key, { id: keyIdOf(pair.publicKey), ...pair });
    await assert.rejects(
      () => writeKeyFile(file, pair, keyFileDiskEffects(), dirs.project),
      /a key in that file already/,
    );
  });
});

Deno.test("readKeyFile() refuses a key that others may read, none, and what is no key, without telling its content", async () => {
  await inFolders(async (dirs) => {
    const file = `${dirs.keys}/vetting.key.json`;
    const read = () => readKeyFile(file, keyFileDiskEffects(), dirs.project);
    await assert.rejects(read, /There is no private key.*--new-key/);
    await writeKeyFile(file, await newKeyPair(), keyFileDiskEffects(), dirs.project);
    if (Deno.build.os !== "windows") {
      await Deno.chmod(file, 0o640);
      await assert.rejects(read, /Others may read the private key.*chmod 600/);
      await Deno.chmod(file, 0o600);
    }
    await Deno.writeTextFile(file, '{"privateKey": geheim');
    await assert.rejects(
      read,
      (error: Error) => /holds no private key/.test(error.message) && !/geheim/.test(error.message),
    );
  });
});

Deno.test("private keys may not lie in the project, nor be linked out of sight", async () => {
  await inFolders(async (dirs) => {
    const pair = await newKeyPair();
    const inside = [`${dirs.project}/vetting.key.json`, `${dirs.project}/notebooks/x/y/vetting.key.json`];
    await Deno.symlink(dirs.project, `${dirs.project}-link`);
    for (const file of [...inside, `${dirs.project}-link/vetting.key.json`]) {
      await assert.rejects(
        () => writeKeyFile(file, pair, keyFileDiskEffects(), dirs.project),
        /may not lie in the project/,
      );
    }
  });
});

Deno.test("defaultKeyFile() follows XDG_CONFIG_HOME, then the home folder", () => {
  const from = (env: Record<string, string>) => defaultKeyFile((name) => env[name], "root");
  assert.equal(from({ XDG_CONFIG_HOME: "/c", HOME: "/h" }), "/c/smart-start/root.key.json");
  assert.equal(from({ XDG_CONFIG_HOME: "", HOME: "/h" }), "/h/.config/smart-start/root.key.json");
  assert.throws(() => from({}), /--key FILE/);
});

Deno.test("vetNotebook() on disk, with the real compiler: approve, read back, revoke", async () => {
  await inFolders(async (dirs) => {
    const notebooksDir = `${dirs.project}/notebooks`;
    const [root, own] = await Promise.all([newKeyPair(), newKeyPair()]);
    const rootKey = { id: keyIdOf(root.publicKey), ...root };
    const key = { id: keyIdOf(own.publicKey), ...own };
    const holder = { holder: DEMO, role: DEMO, validFrom: "2026-01-01", validUntil: null };
    const list = await newKeyList(rootKey, { ...holder, role: "root" }, "2026-01-01");
    const keys = await listKey(list, own.publicKey, holder, rootKey, "2026-01-01");
    await Deno.writeTextFile(`${notebooksDir}/keys.json`, writeVettingJson(keys));
    await Deno.symlink(`${project}/lib`, `${dirs.project}/lib`);
    // The compiler options and the import map of the real project.
    await Deno.copyFile(`${project}/deno.json`, `${dirs.project}/deno.json`);
    await Deno.copyFile(`${project}/deno.lock`, `${dirs.project}/deno.lock`);
    const printed: string[] = [];
    const effects = vetDiskEffects({
      projectDir: dirs.project,
      notebooksDir,
      ask: () => Promise.resolve(null),
      print: (line) => void printed.push(line),
    });
    const words = {
      reviewer: DEMO,
      scope: "all",
      remark: "r",
      confirmation: "given",
      date: "2026-02-01",
    } as const;

    const good = goodNotebook();
    const wrong = {
      ...good,
      cells: good.cells.map((cell) => ({
        ...cell,
        source: cell.source.replace("formatNumber(total", 'formatNumber("x"'),
      })),
    };
    await Deno.writeTextFile(`${notebooksDir}/${PATH}`, writeNotebook(wrong));
    await assert.rejects(
      () => vetNotebook({ ...words, action: "approve", path: PATH, key }, effects),
      /cannot be approved: 1 problem /,
    );
    assert.match(
      printed.at(-1) ?? "",
      /^voorbeeld\/verloop\.ipynb: cell protect-total, line 1: error TS2345/,
    );

    await Deno.writeTextFile(`${notebooksDir}/${PATH}`, writeNotebook(good));
    await vetNotebook({ ...words, action: "approve", path: PATH, key }, effects);
    const status = async () => {
      const file = readVettingFile(await Deno.readTextFile(`${notebooksDir}/${RECORD_PATH}`), {
        file: RECORD_PATH,
      });
      const now = readKeyList(await Deno.readTextFile(`${notebooksDir}/keys.json`), { file: "keys.json" });
      const book = readNotebook(await Deno.readTextFile(`${notebooksDir}/${PATH}`), { file: PATH });
      return (await vettingStatus(book, file, now, { path: PATH, trustedRoot: rootKey.id })).state;
    };
    assert.equal(await status(), "vetted");
    await vetNotebook({ ...words, action: "revoke", path: PATH, key }, effects);
    assert.equal(await status(), "revoked");
    const left = [...Deno.readDirSync(`${notebooksDir}/voorbeeld`)].map(({ name }) => name).sort();
    assert.deepEqual(left, ["verloop.ipynb", "verloop.vet.json"]);
  });
});

Deno.test("readVettingFile() and readKeyList() refuse damaged files and say what is wrong", () => {
  const file = { file: "x.json" };
  const record = {
    version: 1,
    action: "approve",
    notebook: "a",
    checksum: "a",
    conventions: "1",
    reviewer: "a",
    scope: "a",
    remark: "",
    date: "2026-01-01",
    keyId: "k",
    keyEntry: "e",
    previous: null,
    signature: "s",
  };
  const good = { version: 1, records: [record], approvedView: ["a"] };
  assert.deepEqual(readVettingFile(JSON.stringify(good), file), good);
  const bad: readonly (readonly [value: unknown, message: RegExp])[] = [
    [{ ...good, version: 2 }, /version must be 1/],
    [{ ...good, extra: 1 }, /extra is unknown/],
    [{ ...good, records: [] }, /records must be a list that is not empty/],
    [{ ...good, records: [{ ...record, remark: 1 }] }, /records\[0\]\.remark is missing or of another type/],
    [{ ...good, records: [{ ...record, more: 1 }] }, /records\[0\]\.more is unknown/],
    [{ ...good, approvedView: [1] }, /approvedView is missing/],
    [[], /version must be 1/],
  ];
  for (const [value, message] of bad) {
    assert.throws(() => readVettingFile(JSON.stringify(value), file), message);
  }
  assert.throws(() => readVettingFile("{", file), /is no JSON/);
  assert.throws(
    () => readKeyList(JSON.stringify({ version: 1, entries: [], seal: {} }), file),
    /entries must be a list/,
  );
});
