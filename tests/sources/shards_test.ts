/** The fictional country in shards, at a reduced size: three shards of some thousands of persons. */
import assert from "node:assert/strict";
import { sha256Hex } from "../../lib/core/hash.ts";
import { computeIndicators, findIndicator } from "../../lib/indicators/mod.ts";
import {
  buildPersonFile,
  loadDataset,
  readParquet,
  scanParquetFiles,
  WIELDERLAND,
  writeParquet,
} from "../../lib/sources/mod.ts";
import { parseEnvironment } from "../../lib/sources/environment.ts";
import { locateDataset } from "../../lib/sources/locate.ts";
import { AREA_SETS, planBuurten } from "../../lib/sources/synthetic/areas.ts";
import { INHABITANTS, type SyntheticManifest } from "../../lib/sources/synthetic/manifest.ts";
import { ensureShards, planShards, SHARDS } from "../../lib/sources/synthetic/shards.ts";

const PLANS = planShards({ count: 3, inhabitants: 2_000 });
const ROOT = await Deno.makeTempDir();
globalThis.addEventListener("unload", () => Deno.removeSync(ROOT, { recursive: true }));
const FOLDER = `${ROOT}/.smart-start/data/synthetic/national`;
const MANIFEST = await ensureShards(FOLDER, PLANS);

async function setting(shard?: number): Promise<string> {
  const text = JSON.stringify({ kind: "synthetic", size: "national", shard });
  await Deno.writeTextFile(`${ROOT}/.smart-start/environment.json`, text);
  return ROOT;
}

/** The texts of columns of one dataset, a list for each shard. */
async function textsOf(datasetId: string, column: string): Promise<readonly (readonly string[])[]> {
  const files = MANIFEST.files.filter((file) => file.datasetId === datasetId);
  return await Promise.all(
    files.map(async ({ name }) =>
      readParquet(await Deno.readFile(`${FOLDER}/${name}`)).texts(column).filter((text): text is string =>
        text !== null
      )
    ),
  );
}

function assertApart(lists: readonly (readonly string[])[], what: string): void {
  const sets = lists.map((list) => new Set(list));
  assert.ok(sets.length === PLANS.length && sets.every((set) => set.size > 0), what);
  const all = new Set(sets.flatMap((set) => [...set]));
  assert.equal(all.size, sets.reduce((sum, set) => sum + set.size, 0), `${what} of two shards clash`);
}

Deno.test("the country has 17.9 million inhabitants in 45 shards that use GM9901 to GM9999 once each", () => {
  const total = planShards().reduce((sum, { inhabitants }) => sum + inhabitants, 0);
  assert.ok(Math.abs(total - INHABITANTS.national) < SHARDS);
  const owners = new Map<string, Set<number>>();
  for (let set = 0; set < AREA_SETS; set++) {
    const plans = planBuurten(set);
    assert.ok(Math.abs(plans.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-12);
    for (const code of plans.flatMap(({ codeBefore, codeAfter }) => [codeBefore, codeAfter])) {
      assert.match(code, /^BU99\d{2}[0-9A-Z]{2}\d{2}$/);
      const gemeente = `GM${code.slice(2, 6)}`;
      owners.set(gemeente, (owners.get(gemeente) ?? new Set()).add(set));
    }
  }
  const wanted = Array.from({ length: 99 }, (_, index) => `GM99${String(index + 1).padStart(2, "0")}`);
  assert.deepEqual([...owners.keys()].sort(), wanted);
  assert.ok([...owners.values()].every((sets) => sets.size === 1), "a municipality lies in one shard");
  assert.deepEqual(WIELDERLAND.members.map(({ code }) => code), wanted.slice(0, 9));
  assert.throws(() => planBuurten(AREA_SETS), /There is no set of areas 45/);
});

Deno.test("shards agree in the schema of every dataset, and local partners have files in the first only", () => {
  const byStem = Map.groupBy(MANIFEST.files, ({ name }) => name.replace(/^shard-\d+\//, ""));
  for (const [stem, files] of byStem) {
    const local = files[0]?.datasetId.startsWith("local/") === true;
    assert.equal(files.length, local ? 1 : PLANS.length, stem);
    // Opening fails when a file has other columns or types than the first.
    assert.ok(scanParquetFiles(files.map(({ name }) => `${FOLDER}/${name}`)).rowCount > 0, stem);
  }
});

Deno.test("keys of persons, households, addresses and areas of two shards never clash", async () => {
  assertApart(await textsOf("cbs/gbapersoontab", "RINPERSOON"), "persons");
  assertApart(await textsOf("cbs/gbahuishoudensbus", "HUISHOUDNR"), "households");
  assertApart(await textsOf("cbs/vslgwbtab", "RINOBJECTNUMMER"), "addresses");
  assertApart(await textsOf("cbs/vslgwbtab", "gem2023"), "municipalities");
  assertApart(await textsOf("open/gebiedscijfers", "buurt"), "buurten");
});

Deno.test("every parent, household and address that a shard names is its own", async () => {
  const persons = await textsOf("cbs/gbapersoontab", "RINPERSOON");
  const mothers = await textsOf("cbs/kindoudertab", "RINPERSOONMa");
  const [homes, stays] = [
    await textsOf("cbs/vslgwbtab", "RINOBJECTNUMMER"),
    await textsOf("cbs/gbaadresobjectbus", "RINOBJECTNUMMER"),
  ];
  for (const [shard, own] of persons.map((list) => new Set(list)).entries()) {
    const known = (mothers[shard] ?? []).filter((key) => /^\d+$/.test(key));
    assert.ok(known.length > 0 && known.every((key) => own.has(key)));
    const dwellings = new Set(homes[shard]);
    assert.ok((stays[shard] ?? []).every((key) => dwellings.has(key)));
  }
});

Deno.test("the same plan gives the same bytes, and two shards are not the same people", async () => {
  const again = await Deno.makeTempDir();
  try {
    // Two of the three: the third is made in the same way.
    const second = await ensureShards(`${again}/national`, PLANS.slice(0, 2));
    assert.deepEqual(second.files, MANIFEST.files.filter(({ name }) => !name.startsWith("shard-02/")));
    const { name, sha256 } = second.files[0]!;
    assert.equal(sha256Hex(await Deno.readFile(`${again}/national/${name}`)), sha256);
  } finally {
    await Deno.remove(again, { recursive: true });
  }
  const dates = await textsOf("cbs/gbapersoontab", "GBAGEBOORTEDAG");
  assert.notDeepEqual(dates[0], dates[1]);
});

Deno.test("a run that was stopped goes on where it was: finished shards stay, and no draft is left", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await ensureShards(folder, PLANS.slice(0, 1));
    await Deno.remove(`${folder}/manifest.json`);
    const before = (await Deno.stat(`${folder}/shard-00/manifest.json`)).mtime;
    const manifest: SyntheticManifest = await ensureShards(folder, PLANS.slice(0, 2));
    assert.deepEqual((await Deno.stat(`${folder}/shard-00/manifest.json`)).mtime, before);
    assert.deepEqual(
      new Set(manifest.files.map(({ name }) => name.slice(0, 8))),
      new Set(["shard-00", "shard-01"]),
    );
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
      "manifest.json",
      "shard-00",
      "shard-01",
    ]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("one setting asks for the country, or for one shard of it; other sizes have no shards", () => {
  const read = (text: string) => parseEnvironment(text);
  assert.deepEqual(read('{"kind":"synthetic","size":"national"}'), { kind: "synthetic", size: "national" });
  assert.deepEqual(read('{"kind":"synthetic","size":"national","shard":7}'), {
    kind: "synthetic",
    size: "national",
    shard: 7,
  });
  for (const wrong of ['"shard":-1', '"shard":1.5', '"shard":"1"']) {
    assert.equal(read(`{"kind":"synthetic","size":"national",${wrong}}`), null);
  }
  assert.equal(read('{"kind":"synthetic","size":"small","shard":1}'), null);
  assert.equal(read('{"kind":"synthetic","size":"constructor"}'), null);
});

Deno.test("a dataset of the country is that of all shards together, and of one shard with its setting", async () => {
  const whole = await loadDataset("cbs/gbapersoontab", { projectDir: await setting() });
  let rows = 0;
  for (const { shard } of PLANS) {
    rows += (await loadDataset("cbs/gbapersoontab", { projectDir: await setting(shard) })).table.rowCount;
  }
  assert.ok(rows > 0 && whole.table.rowCount === rows);
  const [clients] = await locateDataset("local/voedselbank", { projectDir: await setting(2) });
  assert.match(clients?.path ?? "", /shard-00\/VOEDSELBANK/);
  await assert.rejects(
    locateDataset("cbs/gbapersoontab", { projectDir: await setting(9) }),
    /No file of dataset/,
  );
});

Deno.test("indicators of one year are one scan over the shards' analysis files, and equal those of the shards", async () => {
  const files: string[] = [];
  let [adults, persons] = [0, 0];
  for (const { shard } of PLANS) {
    const { table } = await buildPersonFile({ years: [2023], projectDir: await setting(shard) });
    files.push(`${ROOT}/person-${shard}.parquet`);
    await Deno.writeFile(files.at(-1)!, writeParquet(table));
    adults += table.numbers("leeftijd").filter((age) => age >= 18).length;
    persons += table.rowCount;
  }
  const indicator = {
    ...findIndicator("arm"),
    slug: "volwassen",
    kind: "share",
    base: "TRUE",
    numerator: "leeftijd >= 18",
  } as const;
  const text = { nl: "2023", en: "2023" };
  const [result] = await computeIndicators({
    table: scanParquetFiles(files),
    indicators: [indicator],
    by: ["gemeente"],
    period: text,
    population: text,
    sources: [],
  });
  const sum = (pick: (cell: (typeof result.cells)[number]) => number | null) =>
    result.cells.reduce((total, cell) => total + (pick(cell) ?? 0), 0);
  assert.deepEqual([sum((cell) => cell.numerator), sum((cell) => cell.n)], [adults, persons]);
  assert.equal(new Set(result.cells.map(({ codes }) => codes[0])).size, 9 + 3 + 3);
});

Deno.test("one shard at a time is in memory: three shards leave less behind than a fifth of one", async () => {
  const script = new URL("../support/shards_heap.ts", import.meta.url).pathname;
  const { stdout, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", "--v8-flags=--expose-gc", script, "4000"],
  }).output();
  assert.ok(success);
  const { held, left, persons } = JSON.parse(new TextDecoder().decode(stdout)) as Record<string, number>;
  assert.ok((persons ?? 0) > 4_000 && (held ?? 0) > 1_000_000, `${persons} persons take ${held} bytes`);
  assert.ok((left ?? Infinity) < (held ?? 0) / 5, `${left} bytes are left, one shard takes ${held}`);
});
