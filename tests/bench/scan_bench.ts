/**
 * A hundred indicators × all areas × ten years from Parquet, beside pandas and DuckDB from PyPI, with the numbers compared.
 *
 * Run: `deno run -A -q tests/bench/scan_bench.ts [--size small|region|national] [--years 10|1] [--python PATH] [--root DIR]`.
 * `--size national` measures one year, and only when the country is there; `--make` makes it first (45 shards, half an hour
 * of processor time or more), `--shards N` and `--inhabitants N` take fewer and smaller shards.
 * The first run of another size makes its data (region: some minutes). `--only polars|duckdb` measures one engine in this process,
 * which the bench calls itself so that peak memory is of one engine only.
 */
import process from "node:process";
import { parseArgs } from "node:util";
import {
  columnsNeeded,
  type IndicatorDefinition,
  listIndicators,
  type UnitOfRow,
} from "../../lib/indicators/mod.ts";
import {
  duckdbEngine,
  parseExpression,
  polarsEngine,
  type QueryEngine,
  rollUp,
} from "../../lib/engine/mod.ts";
import { type EngineMeasure, planQuery } from "../../lib/engine/engine.ts";
import { EACH, ONES } from "../../lib/engine/expression.ts";
import type { Table } from "../../lib/core/table.ts";
import { scanParquetFiles } from "../../lib/sources/mod.ts";
import { SHARDS } from "../../lib/sources/synthetic/shards.ts";
import { type AnalysisFiles, ensureAnalysisFiles, ensureNationalFiles } from "./_analysis_files.ts";
import { pandasOf } from "./_pandas_expression.ts";

const LEVELS = ["buurt", "wijk", "gemeente"] as const;
const { values: options } = parseArgs({
  args: [...Deno.args],
  options: {
    size: { type: "string", default: "region" },
    years: { type: "string", default: "10" },
    python: { type: "string", default: "python3" },
    root: { type: "string", default: new URL("../../.smart-start/bench", import.meta.url).pathname },
    only: { type: "string" },
    shards: { type: "string", default: String(SHARDS) },
    inhabitants: { type: "string" },
    make: { type: "boolean", default: false },
    out: { type: "string" },
  },
});

interface Unit {
  readonly unit: UnitOfRow;
  readonly files: readonly string[];
  readonly indicators: readonly IndicatorDefinition[];
}

function measureOf(indicator: IndicatorDefinition): EngineMeasure {
  const counts = ["share", "rate", "count"].includes(indicator.kind);
  return {
    id: indicator.slug,
    base: indicator.base,
    numerator: indicator.numerator,
    combine: counts ? "count" : "sum",
    ...(indicator.denominator === undefined ? {} : { denominator: indicator.denominator }),
  };
}

function unitsOf(files: AnalysisFiles): readonly Unit[] {
  return Object.entries(files).map(([unit, all]) => {
    const kept = options.years === "1" ? all.filter((file) => /2023|area/.test(file)) : all;
    const columns = scanParquetFiles(kept.slice(0, 1)).columnNames;
    return {
      unit: unit as UnitOfRow,
      files: kept,
      indicators: listIndicators({ rows: unit as UnitOfRow, columns }),
    };
  });
}

/** One scan a file: the smallest areas, which then add up into the larger ones. */
async function computeAll(engine: QueryEngine, units: readonly Unit[]): Promise<ReadonlyMap<string, Table>> {
  const tables = new Map<string, Table>();
  for (const { unit, files, indicators } of units) {
    const smallest = await engine.aggregate({
      table: scanParquetFiles(files),
      by: [...LEVELS, "jaar"],
      measures: indicators.map(measureOf),
    });
    for (const level of LEVELS) tables.set(`${unit}|${level}`, rollUp(smallest, [level, "jaar"]));
  }
  return tables;
}

/** Every number under the name that the peers give it; areas that are not known are left out. */
function valuesOf(tables: ReadonlyMap<string, Table>): Record<string, number> {
  const values: Record<string, number> = {};
  for (const [name, table] of tables) {
    const areas = table.texts(name.split("|")[1] ?? ""), years = table.texts("jaar");
    for (const column of table.columnNames.slice(2)) {
      for (const [row, value] of table.numbers(column).entries()) {
        if (areas[row] !== null) {
          values[`${name}|${areas[row]}/${Math.round(Number(years[row]))}|${column}`] = value;
        }
      }
    }
  }
  return values;
}

async function peakMiB(): Promise<number> {
  const status = await Deno.readTextFile("/proc/self/status");
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024;
}

interface Measured {
  readonly seconds: number;
  /** Processor seconds of the process: of the whole of it in Python, from the start of the job here. */
  readonly processorSeconds: number;
  readonly peakMiB: number;
  readonly values: Readonly<Record<string, number | null>>;
}

async function measureHere(name: string, units: readonly Unit[], out: string): Promise<void> {
  const engine = name === "duckdb" ? duckdbEngine() : polarsEngine();
  const started = performance.now(), before = process.cpuUsage();
  const tables = await computeAll(engine, units);
  const { user, system } = process.cpuUsage(before);
  const measured = {
    seconds: (performance.now() - started) / 1000,
    processorSeconds: (user + system) / 1e6,
    peakMiB: await peakMiB(),
  };
  await Deno.writeTextFile(out, JSON.stringify({ ...measured, values: valuesOf(tables) }));
}

function jobOf(units: readonly Unit[]): unknown {
  return {
    ones: [ONES, EACH],
    threads: navigator.hardwareConcurrency,
    units: units.map(({ unit, files, indicators }) => {
      const table = scanParquetFiles(files), measures = indicators.map(measureOf);
      const queries = LEVELS.map((level) => {
        const { sql, columns } = planQuery({ table, by: [level, "jaar"], measures });
        return [level, {
          sql: sql.replace('"jaar"', 'CAST("jaar" AS BIGINT)'),
          columns: columns.map(({ name, sum }) => [name, sum.kind, sum.name]),
        }];
      });
      const python = (text: string) => pandasOf(parseExpression(text));
      return {
        unit,
        files,
        queries: Object.fromEntries(queries),
        columns: [...new Set([...LEVELS, "jaar", ...indicators.flatMap(columnsNeeded)])],
        measures: measures.map((measure) => ({
          ...measure,
          base: python(measure.base),
          numerator: python(measure.numerator),
          ...(measure.denominator === undefined ? {} : { denominator: python(measure.denominator) }),
        })),
      };
    }),
  };
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args: [...args] }).output();
  if (!success) {
    console.log(`${command} failed: ${new TextDecoder().decode(stderr).split("\n").slice(-6).join("\n")}`);
  }
}

/** How two sets of numbers differ: keys that one lacks, and the largest difference relative to the size. */
function difference(one: Measured["values"], other: Measured["values"]): string {
  // A peer computes no denominator where none is defined; sums of nothing are null there and 0 here.
  const keys = Object.keys(other).filter((key) => !key.includes("|<NA>/") && !key.includes("|None/"));
  let absent = 0, exact = 0, largest = 0;
  for (const key of keys) {
    const [a, b] = [one[key], other[key] ?? 0];
    if (a === undefined || a === null) absent++;
    else if (a === b) exact++;
    else largest = Math.max(largest, Math.abs(a - b) / Math.max(1, Math.abs(a), Math.abs(b)));
  }
  return `${keys.length} numbers, ${exact} the same to the last bit, largest relative difference of the others ` +
    `${largest.toExponential(1)}, ${absent} absent`;
}

async function filesOfSize(): Promise<AnalysisFiles> {
  if (options.size !== "national") return await ensureAnalysisFiles(options.size, options.root);
  const files = await ensureNationalFiles(options.root, {
    count: Number(options.shards),
    ...(options.inhabitants === undefined ? {} : { inhabitants: Number(options.inhabitants) }),
    missing: options.make ? "make" : "fail",
  });
  if (files !== null) return files;
  console.log(
    "The country is not there, nothing is measured. Make it with --make, or fewer shards with --shards 3 --make",
  );
  Deno.exit(0);
}

const files = await filesOfSize();
const units = unitsOf(files);
if (options.only) await measureHere(options.only, units, options.out ?? "/dev/null");
else {
  const work = await Deno.makeTempDir();
  await Deno.writeTextFile(`${work}/job.json`, JSON.stringify(jobOf(units)));
  const count = units.reduce((sum, unit) => sum + unit.indicators.length, 0);
  console.log(`${options.size}, ${options.years} years: ${count} indicators × ${LEVELS.join(", ")} × year`);
  const script = new URL("./_peer_indicators.py", import.meta.url).pathname;
  const own = [
    "run",
    "-A",
    "-q",
    `--config=${new URL("../../deno.json", import.meta.url).pathname}`,
    import.meta.filename ?? "",
  ];
  const rest = ["--size", options.size, "--years", options.years, "--root", options.root];
  rest.push("--shards", options.shards, ...options.inhabitants ? ["--inhabitants", options.inhabitants] : []);
  const programs: readonly (readonly [string, string, readonly string[]])[] = [
    ["here, Polars", Deno.execPath(), [...own, ...rest, "--only", "polars", "--out", `${work}/0.json`]],
    ["here, DuckDB", Deno.execPath(), [...own, ...rest, "--only", "duckdb", "--out", `${work}/1.json`]],
    ["DuckDB in Python", options.python, [script, "duckdb", `${work}/job.json`, `${work}/2.json`]],
    ["pandas", options.python, [script, "pandas", `${work}/job.json`, `${work}/3.json`]],
  ];
  let first: Measured | null = null;
  for (const [index, [name, command, args]] of programs.entries()) {
    await run(command, args);
    const text = await Deno.readTextFile(`${work}/${index}.json`).catch(() => null);
    if (text === null) continue;
    const measured = JSON.parse(text) as Measured;
    first ??= measured;
    const same = measured === first ? "" : difference(first.values, measured.values);
    const { seconds, processorSeconds, peakMiB } = measured;
    console.log(
      `${name.padEnd(18)} ${seconds.toFixed(2).padStart(7)} s, ${
        processorSeconds.toFixed(2).padStart(6)
      } processor s, ` +
        `${peakMiB.toFixed(0).padStart(5)} MiB  ${same}`,
    );
  }
  await Deno.remove(work, { recursive: true });
}
