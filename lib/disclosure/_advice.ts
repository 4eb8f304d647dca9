/**
 * What would make small cells large enough: two codes taken together, or a dimension left out. Each piece of advice is
 * tried on the table first.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Dimension, DimensionCode, Measure } from "../core/aggregate.ts";
import { canonicalJson } from "../core/hash.ts";
import type { Policy } from "./policy.ts";
import { type PrimaryFinding, primaryFindings } from "./primary.ts";

/** A change of a table, with the small cells that it mends. */
export interface Advice {
  /** The dimension. */
  readonly dimension: Dimension;
  /** Two codes to take together, or null to leave the dimension out. */
  readonly merge: readonly [DimensionCode, DimensionCode] | null;
  /** Keys of the cells that break no rule any more. */
  readonly mends: ReadonlySet<string>;
}

/** Largest contributions that are kept when cells are taken together. */
const LARGEST = 3;

/**
 * Finds for each cell that breaks a rule the pair of codes that mends it with the least loss, and the dimension to leave out
 * where no pair does. What mends most comes first.
 *
 * @param table The table before protection.
 * @param findings Its cells that break a rule.
 * @param policy The policy.
 */
export function adviceOn(
  table: AggregateTable,
  findings: readonly PrimaryFinding[],
  policy: Policy,
): readonly Advice[] {
  const broken = [...new Map(findings.map((finding) => [finding.key, finding])).values()];
  const tried = new Map<string, readonly PrimaryFinding[]>();
  const isMended = (
    i: number,
    pair: readonly [DimensionCode, DimensionCode],
    codes: readonly string[],
  ): boolean => {
    const name = canonicalJson([i, pair[0].code, pair[1].code]);
    const after = tried.get(name) ?? primaryFindings(merged(table, i, pair), policy);
    tried.set(name, after);
    return !after.some((finding) =>
      canonicalJson(finding.codes) === canonicalJson(codes.with(i, pair[0].code))
    );
  };
  const found = new Map<
    string,
    { readonly dimension: Dimension; readonly merge: Advice["merge"]; readonly mends: Set<string> }
  >();
  const add = (dimension: Dimension, merge: Advice["merge"], key: string): void => {
    const name = canonicalJson([dimension.name, merge?.map(({ code }) => code) ?? null]);
    const at = found.get(name) ?? { dimension, merge, mends: new Set<string>() };
    at.mends.add(key);
    found.set(name, at);
  };
  for (const { key, codes } of broken) {
    const pairs = table.dimensions.flatMap((dimension, i) => {
      const pair = pairsOf(table, i, codes).find((one) => isMended(i, one, codes));
      return pair ? [{ dimension, pair }] : [];
    });
    for (const { dimension, pair } of pairs) add(dimension, pair, key);
    if (pairs.length > 0) continue;
    const spare = table.dimensions.find((dimension, i) =>
      isSafeWithout(table, dimension, i, codes, findings)
    );
    if (spare) add(spare, null, key);
  }
  return [...found.values()].sort((a, b) => b.mends.size - a.mends.size);
}

/** The pairs that a code could form, the smallest partner first; of an order only neighbours. */
function pairsOf(
  table: AggregateTable,
  i: number,
  codes: readonly string[],
): readonly (readonly [DimensionCode, DimensionCode])[] {
  const dimension = table.dimensions[i]!;
  if (dimension.membership === "overlapping") return [];
  const parents = new Set(dimension.codes.map(({ parent }) => parent));
  const own = dimension.codes.find(({ code }) => code === codes[i])!;
  if (parents.has(own.code)) return [];
  const siblings = dimension.codes.filter(({ parent, code }) => parent === own.parent && !parents.has(code));
  const at = siblings.indexOf(own);
  const isOrdered = dimension.kind === "ordinal" || dimension.kind === "period";
  const sizeOf = (code: DimensionCode): number => cellAt(table, codes.with(i, code.code))?.n ?? 0;
  return siblings.filter((code, k) => code !== own && (!isOrdered || Math.abs(k - at) === 1))
    .sort((a, b) => sizeOf(a) - sizeOf(b) || (a.code < b.code ? -1 : 1))
    .map((other) => siblings.indexOf(other) < at ? [other, own] : [own, other]);
}

/** Tells whether the cell's total over a dimension is listed and breaks no rule. */
function isSafeWithout(
  table: AggregateTable,
  dimension: Dimension,
  i: number,
  codes: readonly string[],
  findings: readonly PrimaryFinding[],
): boolean {
  const parent = dimension.codes.find(({ code }) => code === codes[i])?.parent;
  if (parent === undefined || cellAt(table, codes.with(i, parent)) === undefined) return false;
  const above = canonicalJson(codes.with(i, parent));
  return !findings.some((finding) => canonicalJson(finding.codes) === above);
}

function cellAt(table: AggregateTable, codes: readonly string[]): AggregateCell | undefined {
  return table.cells.find((cell) => cell.codes.every((code, k) => code === codes[k]));
}

/** The table with two codes of a dimension taken together under the first. */
function merged(
  table: AggregateTable,
  i: number,
  [first, second]: readonly [DimensionCode, DimensionCode],
): AggregateTable {
  const cells = new Map<string, AggregateCell>();
  for (const cell of table.cells) {
    const codes = cell.codes[i] === second.code ? cell.codes.with(i, first.code) : cell.codes;
    const before = cells.get(canonicalJson(codes));
    cells.set(
      canonicalJson(codes),
      before === undefined ? { ...cell, codes } : sum(before, cell, table.measure),
    );
  }
  const dimensions = table.dimensions.map((dimension, k) =>
    k === i ? { ...dimension, codes: dimension.codes.filter(({ code }) => code !== second.code) } : dimension
  );
  return { ...table, dimensions, cells: [...cells.values()] };
}

function sum(a: AggregateCell, b: AggregateCell, { kind }: Measure): AggregateCell {
  const plus = (x: number | null, y: number | null): number | null =>
    x === null && y === null ? null : (x ?? 0) + (y ?? 0);
  const numerator = plus(a.numerator, b.numerator), denominator = plus(a.denominator, b.denominator);
  const isWhole = kind === "count" || kind === "sum";
  const value = isWhole
    ? plus(a.value, b.value)
    : numerator === null || denominator === null
    ? a.value
    : denominator === 0
    ? null
    : numerator / denominator;
  const top = (of: "largest" | "largestOfDenominator") => {
    const all = [...a[of] ?? [], ...b[of] ?? []].sort((x, y) => y - x).slice(0, LARGEST);
    return a[of] === undefined || b[of] === undefined ? {} : { [of]: all };
  };
  const { codes } = a;
  const low = null, high = null;
  return {
    codes,
    n: a.n + b.n,
    numerator,
    denominator,
    value,
    low,
    high,
    ...top("largest"),
    ...top("largestOfDenominator"),
  };
}
