/**
 * Analysis files of ten years as Parquet, for the benches: built once from the synthetic region, kept in `.smart-start/bench`.
 *
 * The region has six years. The four before them are the first four again with their year set back: for the engines they
 * are rows like any others.
 */
import {
  type AnalysisFileKind,
  buildAnalysisFiles,
  loadDataset,
  writeParquet,
} from "../../lib/sources/mod.ts";
import type { UnitOfRow } from "../../lib/indicators/mod.ts";
import { Table } from "../../lib/core/table.ts";
import { MANIFEST_NAME } from "../../lib/sources/synthetic/manifest.ts";
import { ensureShards, planShards, shardFolder, SHARDS } from "../../lib/sources/synthetic/shards.ts";

/** The years of the region, and by how much the earlier ones are set back. */
const YEARS = [2018, 2019, 2020, 2021, 2022, 2023] as const;
const SET_BACK = 4;

/** Files by unit of row. */
export type AnalysisFiles = Readonly<Partial<Record<UnitOfRow, readonly string[]>>>;

const KINDS: readonly AnalysisFileKind[] = ["child", "household", "person", "birth"];

/** Makes the files of a size where they are not there yet, and lists them. */
export async function ensureAnalysisFiles(size: string, root: string): Promise<AnalysisFiles> {
  const folder = `${root}/analysis-${size}`;
  await Deno.mkdir(`${root}/.smart-start`, { recursive: true });
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(
    `${root}/.smart-start/environment.json`,
    JSON.stringify({ kind: "synthetic", size }),
  );
  const files: Record<string, string[]> = {};
  const targets = YEARS.flatMap((year) => [
    { year, shown: year },
    ...(year - SET_BACK < YEARS[0] ? [{ year, shown: year - SET_BACK }] : []),
  ]);
  const absent: AnalysisFileKind[] = [];
  for (const unit of KINDS) {
    files[unit] = targets.map(({ shown }) => `${folder}/${unit}-${shown}.parquet`).sort();
    if (!(await Promise.all(files[unit].map(exists))).every(Boolean)) absent.push(unit);
  }
  if (absent.length > 0) {
    const built = await buildAnalysisFiles(absent, { years: YEARS, projectDir: root });
    for (const unit of absent) {
      for (const { year, shown } of targets) {
        const table = withYear(ofYear(built[unit].table, year), shown);
        await Deno.writeFile(`${folder}/${unit}-${shown}.parquet`, writeParquet(table));
      }
    }
  }
  const path = `${folder}/area.parquet`;
  files["area"] = [path];
  if (!await exists(path)) {
    const { table } = await loadDataset("open/gebiedscijfers", { projectDir: root });
    const years = table.numbers("jaar");
    const early = table.filter((row) => (years[row] ?? 0) - SET_BACK < YEARS[0]);
    const both = [withYear(early, null), table];
    await Deno.writeFile(path, writeParquet(stack(both)));
  }
  return files;
}

/** The country to measure: all of its shards, or fewer and smaller ones in a folder of their own. */
export interface NationalOptions {
  /** How many shards. */
  readonly count: number;
  /** About how many persons each; the real number when absent. */
  readonly inhabitants?: number;
  /** Whether shards that are not there are made, which takes half an hour or more for all. */
  readonly missing: "make" | "fail";
}

/** The year of the country that is measured. */
const NATIONAL_YEAR = 2023;

/**
 * Lists the files of one year of the country: one of each unit for each shard, built from that shard alone; null when
 * the country is not there and may not be made.
 */
export async function ensureNationalFiles(
  root: string,
  options: NationalOptions,
): Promise<AnalysisFiles | null> {
  const { count, inhabitants } = options;
  const own = count === SHARDS && inhabitants === undefined
    ? root
    : `${root}/national-${count}x${inhabitants ?? "full"}`;
  const country = `${own}/.smart-start/data/synthetic/national`;
  if (options.missing === "fail" && !await exists(`${country}/${MANIFEST_NAME}`)) return null;
  await ensureShards(country, planShards({ count, ...(inhabitants === undefined ? {} : { inhabitants }) }));
  const folder = `${own}/analysis-national`;
  await Deno.mkdir(folder, { recursive: true });
  const files: Record<string, string[]> = {};
  for (let shard = 0; shard < count; shard++) {
    const setting = { kind: "synthetic", size: "national", shard };
    await Deno.writeTextFile(`${own}/.smart-start/environment.json`, JSON.stringify(setting));
    const absent: AnalysisFileKind[] = [];
    for (const unit of KINDS) {
      const path = `${folder}/${unit}-${NATIONAL_YEAR}-${shardFolder(shard)}.parquet`;
      (files[unit] ??= []).push(path);
      if (!await exists(path)) absent.push(unit);
    }
    const built = absent.length === 0 ? null : await buildAnalysisFiles(absent, {
      years: [NATIONAL_YEAR],
      projectDir: own,
    });
    for (const unit of absent) {
      const path = `${folder}/${unit}-${NATIONAL_YEAR}-${shardFolder(shard)}.parquet`;
      const table = built?.[unit].table;
      if (table) await Deno.writeFile(path, writeParquet(withYear(table, NATIONAL_YEAR)));
    }
    const path = `${folder}/area-${NATIONAL_YEAR}-${shardFolder(shard)}.parquet`;
    (files["area"] ??= []).push(path);
    if (!await exists(path)) {
      const { table } = await areaFile(own);
      await Deno.writeFile(path, writeParquet(withYear(table, NATIONAL_YEAR)));
    }
  }
  return files;
}

async function areaFile(projectDir: string): Promise<{ readonly table: Table }> {
  const { table } = await loadDataset("open/gebiedscijfers", { projectDir });
  return { table: ofYear(table, NATIONAL_YEAR) };
}

function ofYear(table: Table, year: number): Table {
  const years = table.numbers("jaar");
  return table.filter((row) => years[row] === year);
}

function withYear(table: Table, year: number | null): Table {
  return table.withColumns({
    jaar: year === null
      ? table.numbers("jaar").map((one) => one - SET_BACK)
      : new Float64Array(table.rowCount).fill(year),
  });
}

function stack(tables: readonly Table[]): Table {
  const names = tables[0]?.columnNames ?? [];
  return Table.from(Object.fromEntries(names.map((name) => {
    const columns = tables.map((table) => table.column(name));
    const values: readonly (string | number | boolean | null)[] = columns.flatMap((
      column,
    ) => [...column.values]);
    return [name, columns[0]?.type === "number" ? Float64Array.from(values as number[]) : values as string[]];
  })));
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
