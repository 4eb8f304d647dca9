/**
 * Typical tables of a pilot through `protect`, audit included: how long, how much hidden, and whether the optimum was
 * proved. `deno run -A tests/bench/disclosure_tables_bench.ts [name or -] [iterations]`
 */
import process from "node:process";
import type { AggregateCell, AggregateTable, Dimension } from "../../lib/core/aggregate.ts";
import { sameLabel } from "../../lib/core/language.ts";
import { randomFor } from "../../lib/core/random.ts";
import { handOverOf } from "../../lib/disclosure/hand_over.ts";
import { protect } from "../../lib/disclosure/mod.ts";

/** A dimension of so many codes below a total, or in groups below a total. */
function dimensionOf(name: string, shape: readonly number[]): Dimension {
  const label = sameLabel(name);
  const codes: { code: string; label: typeof label; parent?: string }[] = [{ code: "T", label }];
  const grow = (parent: string, depth: number): void => {
    for (let i = 0; i < (shape[depth] ?? 0); i++) {
      const code = parent === "T" ? `${name}${i}` : `${parent}.${i}`;
      codes.push({ code, label, parent });
      grow(code, depth + 1);
    }
  };
  grow("T", 0);
  return { name, label, kind: "region", codes };
}

function leavesOf(dimension: Dimension, code: string): readonly string[] {
  const children = dimension.codes.filter(({ parent }) => parent === code);
  return children.length === 0 ? [code] : children.flatMap((child) => leavesOf(dimension, child.code));
}

function product(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>((rows, list) => rows.flatMap((row) => list.map((x) => [...row, x])), [[]]);
}

/** A table with log-normal group sizes around a median. */
export function randomTable(
  id: string,
  kind: "count" | "share",
  shapes: readonly (readonly number[])[],
  median: number,
): AggregateTable {
  const random = randomFor(`bench/disclosure/tables/${id}`);
  const dimensions = shapes.map((shape, i) => dimensionOf("abcd"[i]!, shape));
  const base = new Map<string, { n: number; part: number }>();
  for (const codes of product(dimensions.map((d) => leavesOf(d, "T")))) {
    const n = Math.round(median * Math.exp(random.normal()));
    base.set(codes.join("|"), { n, part: Math.round(n * 0.15 * random.next()) });
  }
  const label = sameLabel(id);
  return {
    id,
    title: label,
    measure: {
      id: kind,
      label,
      unit: label,
      kind,
      per: kind === "share" ? 100 : 1,
      decimals: kind === "share" ? 1 : 0,
      definition: label,
    },
    entity: "person",
    population: label,
    period: label,
    dimensions,
    cells: product(dimensions.map((d) => d.codes.map(({ code }) => code))).map((codes): AggregateCell => {
      const under = product(codes.map((code, i) => leavesOf(dimensions[i]!, code))).map((at) =>
        base.get(at.join("|"))!
      );
      const n = under.reduce((sum, cell) => sum + cell.n, 0);
      const part = under.reduce((sum, cell) => sum + cell.part, 0);
      return kind === "count"
        ? { codes, n, numerator: n, denominator: null, value: n, low: null, high: null }
        : {
          codes,
          n,
          numerator: part,
          denominator: n,
          value: n === 0 ? null : part / n,
          low: null,
          high: null,
        };
    }),
    sources: [],
  };
}

/** What pilots publish: areas by year, neighbourhoods, areas by age and sex, shares by origin and age. */
export const TABLES: readonly AggregateTable[] = [
  randomTable("wijken", "share", [[12]], 300),
  randomTable("buurten", "share", [[9, 5]], 150),
  randomTable("buurten-klein", "count", [[9, 5]], 12),
  randomTable("wijk-jaar", "share", [[12], [6]], 200),
  randomTable("wijk-leeftijd", "count", [[9], [5]], 20),
  randomTable("buurt-leeftijd", "count", [[6, 4], [5]], 15),
  randomTable("wijk-leeftijd-geslacht", "count", [[6], [4], [2]], 15),
  randomTable("dicht-3d", "count", [[8], [3], [3]], 12),
  randomTable("dicht-3d-aandeel", "share", [[6], [3], [3]], 60),
  randomTable("dicht-4d", "count", [[4], [3], [2], [2]], 12),
];

if (import.meta.main) {
  const wanted = Deno.args[0] === "-" ? undefined : Deno.args[0];
  const options = Deno.args[1] === undefined ? {} : { search: { maxIterations: Number(Deno.args[1]) } };
  await protect(randomTable("warm", "count", [[3]], 20));
  console.log("table cells primary hidden | method gap | cpu s (wall)");
  for (const table of TABLES.filter(({ id }) => wanted === undefined || id === wanted)) {
    const cpu = process.cpuUsage(), start = performance.now();
    const safe = await protect(table, "cbs-microdata", options);
    const used = process.cpuUsage(cpu), wall = (performance.now() - start) / 1000;
    const { search, cells } = JSON.parse(handOverOf([safe])).tables[0].checked.check;
    const count = (as: string | null) =>
      cells.filter((cell: { hiddenAs: string | null }) => cell.hiddenAs === as).length;
    console.log(
      `${table.id} ${cells.length} ${count("primary")} ${
        count("primary") + count("secondary")
      } | ${search.method} ${search.gapShare.toFixed(3)} | ${((used.user + used.system) / 1e6).toFixed(2)} (${
        wall.toFixed(2)
      })`,
    );
  }
}
