import assert from "node:assert/strict";
import { isRegionCode } from "../../lib/core/region.ts";
import {
  areasOf,
  buildChildFile,
  findDataset,
  listDatasets,
  loadDataset,
  WIELDERLAND,
} from "../../lib/sources/mod.ts";
import { CHILD_FILE_DATASETS, stackTables } from "../../lib/sources/mod.ts";
import { prepareDatasets } from "../../lib/sources/prepare.ts";
import { ensureSynthetic } from "../../lib/sources/synthetic/ensure.ts";
import { Table } from "../../lib/core/table.ts";

/** The smallest region, made once; tests that are not about the making get a copy. */
const MADE = await Deno.makeTempDir();
globalThis.addEventListener("unload", () => Deno.removeSync(MADE, { recursive: true }));
const MANIFEST = await ensureSynthetic({ size: "tiny", directory: MADE });

/** A project of its own, with data that were made already or with none. */
async function withProject(data: "made" | "none", run: (projectDir: string) => Promise<void>): Promise<void> {
  const projectDir = await Deno.makeTempDir();
  const folder = `${projectDir}/.smart-start/data/synthetic/tiny`;
  try {
    await Deno.mkdir(data === "made" ? folder : `${projectDir}/.smart-start`, { recursive: true });
    if (data === "made") {
      for (const { name } of Deno.readDirSync(`${MADE}/tiny`)) {
        await Deno.copyFile(`${MADE}/tiny/${name}`, `${folder}/${name}`);
      }
    }
    await Deno.writeTextFile(
      `${projectDir}/.smart-start/environment.json`,
      '{"kind":"synthetic","size":"tiny"}',
    );
    await run(projectDir);
  } finally {
    await Deno.remove(projectDir, { recursive: true });
  }
}

Deno.test("ensureSynthetic() writes the same bytes twice, and writes once", async () => {
  const directory = await Deno.makeTempDir();
  try {
    assert.deepEqual(await ensureSynthetic({ size: "tiny", directory }), MANIFEST);
    const path = `${directory}/tiny/manifest.json`;
    const before = (await Deno.stat(path)).mtime;
    await ensureSynthetic({ size: "tiny", directory });
    assert.deepEqual((await Deno.stat(path)).mtime, before);
    assert.deepEqual([...Deno.readDirSync(directory)].map((entry) => entry.name), ["tiny"]);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("every dataset of the catalogue loads in the synthetic environment with the columns of its schema", async () => {
  await withProject("none", async (projectDir) => {
    for (const { id, schema, shape } of listDatasets()) {
      const dataset = await loadDataset(id, { projectDir });
      const names = schema.columns.map((column) => column.name);
      assert.deepEqual(dataset.table.columnNames, shape === "yearly" ? ["JAAR", ...names] : names, id);
      assert.ok(dataset.table.rowCount > 0, id);
      assert.equal(dataset.source.synthetic, true);
      assert.match(dataset.source.sha256, /^[0-9a-f]{64}$/);
    }
  });
});

Deno.test("loadDataset() loads only the years asked and refuses a year that is not there", async () => {
  await withProject("made", async (projectDir) => {
    const { table } = await loadDataset("cbs/inhatab", { projectDir, years: [2020, 2022] });
    assert.deepEqual([...new Set(table.numbers("JAAR"))], [2020, 2022]);
    await assert.rejects(
      loadDataset("cbs/inhatab", { projectDir, years: [1999] }),
      /Years are missing: 1999/,
    );
    await assert.rejects(loadDataset("cbs/none", { projectDir }), /not in the catalogue/);
  });
});

Deno.test("loadDataset() refuses a file that was changed after it was prepared", async () => {
  await withProject("made", async (projectDir) => {
    const files = await prepareDatasets(["cbs/verdtab"], { projectDir });
    const other = files.find((file) => file.path.includes("VERD2018"));
    const target = files.find((file) => file.path.includes("VERD2019"));
    await Deno.copyFile(other?.path ?? "", target?.path ?? "");
    await assert.rejects(loadDataset("cbs/verdtab", { projectDir }), /its hash differs/);
  });
});

Deno.test("prepareDatasets() lists every file that loadDataset() reads, and nothing else is needed", async () => {
  await withProject("made", async (projectDir) => {
    const files = await prepareDatasets(CHILD_FILE_DATASETS, { projectDir });
    const script = `${projectDir}/read.ts`;
    const module = new URL("../../lib/sources/mod.ts", import.meta.url).href;
    await Deno.writeTextFile(
      script,
      `const { buildChildFile } = await import(${JSON.stringify(module)});
       const file = await buildChildFile({ years: [2022], projectDir: ${JSON.stringify(projectDir)} });
       console.log(file.table.rowCount);`,
    );
    const lib = new URL("../../lib", import.meta.url).pathname;
    const info = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
    const { npmCache } = JSON.parse(new TextDecoder().decode(info.stdout)) as { npmCache: string };
    const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-q",
        "--no-prompt",
        `--allow-read=${[...files.map((file) => file.path), lib, npmCache].join(",")}`,
        `--allow-import`,
        "--allow-ffi",
        "--allow-env",
        "--allow-sys",
        `--config=${new URL("../../deno.json", import.meta.url).pathname}`,
        script,
      ],
    }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    assert.ok(Number(new TextDecoder().decode(stdout)) > 200);
  });
});

Deno.test("buildChildFile() gives one row per child and year, and shows no row", async () => {
  await withProject("made", async (projectDir) => {
    const file = await buildChildFile({ years: [2021, 2022], projectDir });
    const keys = file.table.texts("kind").map((key, row) => `${key}/${file.table.numbers("jaar")[row]}`);
    assert.equal(new Set(keys).size, keys.length);
    assert.match(String(file.table), /^Table\(\d+ rows/);
    assert.ok([...file.table.numbers("leeftijd")].every((age) => age >= 0 && age < 18));
    assert.equal(file.sources.length, CHILD_FILE_DATASETS.length);
  });
});

Deno.test("the fictional areas have codes that CBS does not give out, and no code twice", () => {
  for (const year of [2018, 2023]) {
    const areas = areasOf(year);
    assert.equal(new Set(areas.map((area) => area.code)).size, areas.length);
    for (const area of areas) {
      assert.ok(isRegionCode(area.code), area.code);
      assert.match(area.code, /^(CR99|(GM|WK|BU)99)/);
      assert.ok(area.parent === undefined || areas.some((other) => other.code === area.parent));
    }
  }
  assert.equal(WIELDERLAND.members.length, 9);
  assert.ok(areasOf(2023).some((area) => /^WK\d{5}[A-Z]$/.test(area.code)), "a wijk code with a letter");
  assert.equal(areasOf(2023).filter((area) => area.level === "wijk").length, 61);
});

Deno.test("stackTables() refuses a column that changes type between files", () => {
  const [one, other] = [Table.from({ a: Float64Array.of(1) }), Table.from({ a: ["1"] })];
  assert.throws(() => stackTables([one, other]), /changes type/);
  assert.throws(() => stackTables([]), /No table/);
});

Deno.test("every column of the catalogue says how certain its name is, and keys are columns", () => {
  for (const { id } of listDatasets()) {
    const { schema } = findDataset(id);
    const names = schema.columns.map((column) => column.name);
    assert.equal(new Set(names).size, names.length, id);
    assert.ok(schema.key.every((name) => names.includes(name)), id);
  }
});

Deno.test("several processes that need the data at once find them whole: one makes them, the others wait", async () => {
  const directory = await Deno.makeTempDir();
  const ensure = new URL("../../lib/sources/synthetic/ensure.ts", import.meta.url).href;
  const script = `
    const { ensureSynthetic } = await import(${JSON.stringify(ensure)});
    const directory = ${JSON.stringify(directory)};
    const { files } = await ensureSynthetic({ size: "tiny", directory });
    const until = performance.now() + 1_500;
    while (performance.now() < until) {
      for (const { name } of files) Deno.statSync(directory + "/tiny/" + name);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }`;
  try {
    const runs = Array.from(
      { length: 3 },
      () => new Deno.Command(Deno.execPath(), { args: ["eval", "-q", script], stderr: "piped" }).output(),
    );
    for (const { success, stderr } of await Promise.all(runs)) {
      assert.ok(success, new TextDecoder().decode(stderr));
    }
    assert.deepEqual([...Deno.readDirSync(directory)].map(({ name }) => name), ["tiny"]);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
