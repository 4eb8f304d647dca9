/**
 * Random tables against the brute-force attacker. Short form: some 130 tables. With SMART_START_LONG=1: 10,000 tables
 * and 2,000 linked or successive sets, in parts where SMART_START_SHARD is given.
 */
import assert from "node:assert/strict";
import type { AggregateCell, AggregateTable, Dimension } from "../../lib/core/aggregate.ts";
import { type Random, randomFor } from "../../lib/core/random.ts";
import { ledgerOutput, protect, protectAll, type ProtectedTable } from "../../lib/disclosure/mod.ts";
import { bruteForce, type Sum, type Unknown } from "./_brute_force.ts";
import { count, dimension, share, table } from "./_tables.ts";

const LONG = Deno.env.get("SMART_START_LONG") === "1";
/** `2/8` runs the second of eight parts; without it everything runs. */
const [SHARD, SHARDS] = (Deno.env.get("SMART_START_SHARD") ?? "1/1").split("/").map(Number) as [
  number,
  number,
];
/** How often the long form tells how far it is. */
const REPORT_EVERY = 250;

/** The numbers below a limit that belong to this shard; tells in the long form how far it is. */
function* shardOf(name: string, limit: number): Generator<number> {
  for (let i = SHARD - 1; i < limit; i += SHARDS) {
    yield i;
    if (LONG && (i + 1 - SHARD) / SHARDS % REPORT_EVERY === REPORT_EVERY - 1) {
      console.log(`${name}: ${i + 1} of ${limit} without a breach (shard ${SHARD}/${SHARDS})`);
    }
  }
}
const MINIMUM = 10;
/** What the attacker holds possible of a number without any bound: far more than any total below. */
const PLENTY = 400;

/** One to three dimensions, some with a total, some with a level between. */
function randomDimensions(random: Random): Dimension[] {
  const many = 1 + random.below(3);
  return Array.from({ length: many }, (_, i) => {
    const leaves = many === 3 ? 2 : 2 + random.below(3);
    // Three dimensions with a level between would be too many cells for an attacker that tries everything.
    const shape = random.below(many === 3 ? 2 : 3);
    const codes = Array.from({ length: leaves }, (_, k) => `${"abc"[i]}${k}${parentOf(shape, k)}`);
    const above = shape === 0 ? [] : shape === 1 ? ["T"] : ["M0<T", "M1<T", "T"];
    return dimension(`d${i}`, [...above, ...codes], "region");
  });
}

const parentOf = (shape: number, k: number): string => shape === 0 ? "" : shape === 1 ? "<T" : `<M${k % 2}`;

/** Counts with many zeros, ones and small numbers, and some large ones. */
function randomCount(random: Random): number {
  const kind = random.below(10);
  if (kind < 2) return 0;
  if (kind < 4) return 1;
  if (kind < 7) return 2 + random.below(9);
  return 10 + random.below(60);
}

function childrenOf(dimension: Dimension, code: string): string[] {
  return dimension.codes.filter((c) => c.parent === code).map((c) => c.code);
}

function leavesOf(dimension: Dimension, code: string): string[] {
  const children = childrenOf(dimension, code);
  return children.length === 0 ? [code] : children.flatMap((child) => leavesOf(dimension, child));
}

function product<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((rows, list) => rows.flatMap((row) => list.map((x) => [...row, x])), [[]]);
}

/** A table of counts or shares of which all totals are right. */
function randomTable(random: Random, kind: "count" | "share"): AggregateTable {
  const dimensions = randomDimensions(random);
  const base = new Map<string, { n: number; part: number }>();
  for (
    const codes of product(
      dimensions.map((d) => d.codes.flatMap((c) => childrenOf(d, c.code).length ? [] : [c.code])),
    )
  ) {
    const n = kind === "count"
      ? randomCount(random)
      : random.below(4) === 0
      ? random.below(12)
      : 12 + random.below(60);
    base.set(codes.join(), { n, part: Math.min(n, randomCount(random)) });
  }
  const cells = product(dimensions.map((d) => d.codes.map((c) => c.code))).map((codes): AggregateCell => {
    const under = product(codes.map((code, i) => leavesOf(dimensions[i]!, code))).map((leaf) =>
      base.get(leaf.join())!
    );
    const n = under.reduce((sum, cell) => sum + cell.n, 0);
    return kind === "count"
      ? count(codes, n)
      : share(codes, under.reduce((sum, cell) => sum + cell.part, 0), n);
  });
  return table("fuzz", kind, dimensions, cells);
}

/** The additive structure that everybody can read from the codes. */
function sumsOf(source: AggregateTable): Sum[] {
  const indexOf = new Map(source.cells.map((cell, i) => [cell.codes.join(), i]));
  return source.cells.flatMap((cell, whole) =>
    source.dimensions.flatMap((d, k) => {
      const children = childrenOf(d, cell.codes[k]!);
      return children.length === 0
        ? []
        : [{ whole, parts: children.map((child) => indexOf.get(cell.codes.with(k, child).join())!) }];
    })
  );
}

interface Secret {
  readonly index: number;
  readonly truth: number;
  readonly width: number;
  readonly reach: "high" | "low";
}

/** What a world of numbers and secrets looks like to the attacker, before and after the release. */
interface Attack {
  readonly unknowns: Unknown[];
  readonly secrets: Secret[];
  readonly truths: readonly number[];
}

/** Counts: shown is exact, hidden is anything. */
function attackOnCounts(source: AggregateTable, safe: ProtectedTable): Attack {
  const hidden = source.cells.map((cell) => safe.cell(...cell.codes)!.status !== "shown");
  const truths = source.cells.map((cell) => cell.n);
  return {
    truths,
    unknowns: truths.map((n, i) => hidden[i] ? { low: 0, high: PLENTY } : { low: n, high: n }),
    secrets: truths.flatMap((truth, index) =>
      truth < MINIMUM ? [{ index, truth, width: MINIMUM, reach: "high" as const }] : []
    ),
  };
}

/** Shares: the attacker knows every base, so a shown share leaves the few numerators that round to it. */
function attackOnNumerators(source: AggregateTable, safe: ProtectedTable): Attack {
  const truths = source.cells.map((cell) => cell.numerator!);
  const unknowns = source.cells.map((cell): Unknown => {
    const shown = safe.cell(...cell.codes)!.value;
    if (shown === null) return { low: 0, high: cell.n };
    const fitting = Array.from({ length: cell.n + 1 }, (_, k) => k)
      .filter((k) => Math.abs((100 * k) / cell.n - shown) <= 0.05 + 1e-9);
    return { low: fitting[0]!, high: fitting.at(-1)! };
  });
  const secrets = source.cells.flatMap((cell, index): Secret[] => {
    const width = Math.min(MINIMUM, cell.n), truth = truths[index]!;
    return [
      ...(truth < MINIMUM ? [{ index, truth, width, reach: "high" as const }] : []),
      ...(cell.n - truth < MINIMUM ? [{ index, truth, width, reach: "low" as const }] : []),
    ];
  });
  return { truths, unknowns, secrets };
}

/** Tells in which way an attack succeeds; null when it does not. */
function breach(
  { unknowns, secrets, truths }: Attack,
  sums: readonly Sum[],
  bases: readonly number[],
): string | null {
  for (const { index, width, reach } of secrets) {
    const { low, high } = bruteForce(unknowns, sums, index);
    if (high - low < width) return `cell ${index} lies in ${low} to ${high}, narrower than ${width}`;
    if (reach === "high" && high < Math.min(MINIMUM, bases[index]!)) {
      return `cell ${index} is at most ${high}`;
    }
    if (reach === "low" && low > Math.max(0, bases[index]! - MINIMUM)) {
      return `cell ${index} is at least ${low}`;
    }
  }
  const alone = unknowns.flatMap(({ low, high }, i) => truths[i] === 1 && low < high ? [i] : []);
  for (const insider of alone) {
    const told = unknowns.with(insider, { low: 1, high: 1 });
    const before = bases.map((base) => ({ low: 0, high: base })).with(insider, { low: 1, high: 1 });
    for (const { index, width } of secrets) {
      const { low, high } = bruteForce(told, sums, index);
      if (index === insider || high - low >= Math.min(2, width)) continue;
      // A group that adds up from one part only is that part: its member knows both without any release.
      const own = bruteForce(before, sums, index);
      if (high - low < own.high - own.low) return `${insider} learns ${index}: ${low} to ${high}`;
    }
  }
  return null;
}

async function fuzz(kind: "count" | "share", tables: number): Promise<void> {
  let hidden = 0, secrets = 0;
  const least = tables / SHARDS;
  for (const i of shardOf(kind, tables)) {
    const source = randomTable(randomFor(`disclosure/fuzz/${kind}/${i}`), kind);
    const safe = await protect(source);
    const attack = kind === "count" ? attackOnCounts(source, safe) : attackOnNumerators(source, safe);
    const bases = source.cells.map((cell) => kind === "count" ? PLENTY : cell.n);
    assert.equal(breach(attack, sumsOf(source), bases), null, `${kind} table ${i}`);
    hidden += safe.cells.filter((cell) => cell.status === "suppressed").length;
    secrets += attack.secrets.length;
  }
  assert.ok(hidden > least && secrets > least, "the tables held secrets and the release hid cells");
}

/** Two tables over a common dimension, and sometimes a third, that are margins of one finer table. */
function randomMargins(random: Random): { tables: AggregateTable[]; finest: Map<string, number> } {
  const names = ["a", "b", "c"], codes = names.map((name) => [`${name}0`, `${name}1`]);
  const finest = new Map(product(codes).map((at) => [at.join(), randomCount(random)]));
  const sets = random.below(2) === 0 ? [[0, 1], [0, 2]] : [[0, 1], [0, 2], [1, 2]];
  const tables = sets.map((set) => {
    const cells = product(set.map((d) => codes[d]!)).map((at) => {
      let n = 0;
      for (const [key, value] of finest) if (at.every((code) => key.split(",").includes(code))) n += value;
      return count(at, n);
    });
    return table(
      set.map((d) => names[d]).join(""),
      "count",
      set.map((d) => dimension(names[d]!, codes[d]!)),
      cells,
    );
  });
  return { tables, finest };
}

/** Attacks hidden margins and the finer cells that nobody published. */
function crossBreach(
  tables: readonly AggregateTable[],
  safe: readonly ProtectedTable[],
  finest: readonly string[],
) {
  const unknowns: Unknown[] = finest.map(() => ({ low: 0, high: PLENTY }));
  const sums: Sum[] = [];
  const secrets: number[] = [];
  tables.forEach((source, t) =>
    source.cells.forEach((cell) => {
      const shown = safe[t]!.cell(...cell.codes)!.status === "shown";
      const whole = unknowns.push(shown ? { low: cell.n, high: cell.n } : { low: 0, high: PLENTY }) - 1;
      const parts = finest.flatMap((key, k) =>
        cell.codes.every((code) => key.split(",").includes(code)) ? [k] : []
      );
      sums.push({ whole, parts });
      if (cell.n < MINIMUM) secrets.push(whole);
    })
  );
  for (const secret of secrets) {
    const { low, high } = bruteForce(unknowns, sums, secret);
    if (high - low < MINIMUM || high < MINIMUM) return `margin ${secret} lies in ${low} to ${high}`;
  }
  for (const k of finest.keys()) {
    const { low, high } = bruteForce(unknowns, sums, k);
    if (low < MINIMUM && (high < MINIMUM || high - low < MINIMUM)) {
      return `implied ${k} lies in ${low} to ${high}`;
    }
  }
  return null;
}

/** Releases tables together, or one after another with the ledger of what came before. */
async function releaseAll(tables: readonly AggregateTable[], how: "together" | "in turn") {
  if (how === "together") return await protectAll(tables);
  const safe: ProtectedTable[] = [];
  for (const one of tables) {
    safe.push(await protect(one, "cbs-microdata", { earlier: safe.map(ledgerOutput) }));
  }
  return safe;
}

async function crossFuzz(pairs: number): Promise<void> {
  let hidden = 0;
  for (const i of shardOf("linked", pairs)) {
    const { tables, finest } = randomMargins(randomFor(`disclosure/cross/${i}`));
    const safe = await releaseAll(tables, i % 2 === 0 ? "together" : "in turn");
    assert.equal(crossBreach(tables, safe, [...finest.keys()]), null, `set ${i}`);
    hidden += safe.flatMap((one) => one.cells).filter((cell) => cell.status === "suppressed").length;
  }
  assert.ok(hidden > pairs / SHARDS / 2, "the releases hid cells");
}

Deno.test("no brute-force attacker breaches a protected table of counts", () =>
  fuzz("count", LONG ? 5000 : 50));
Deno.test("no brute-force attacker breaches a protected table of shares", () =>
  fuzz("share", LONG ? 5000 : 40));
Deno.test("no brute-force attacker breaches linked or successive tables", () => crossFuzz(LONG ? 2000 : 40));
