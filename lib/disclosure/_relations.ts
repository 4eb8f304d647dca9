/**
 * What ties the numbers of tables together: totals, shared numbers, margins.
 *
 * @module
 */
import type { AggregateCell, Dimension } from "../core/aggregate.ts";
import { type Grid, keyOf } from "./_grid.ts";
import type { Policy } from "./policy.ts";
import type { PrimaryFinding } from "./primary.ts";
import { isBinary } from "./_slices.ts";
import type { SystemBuilder } from "./system.ts";

/** A number of a cell that an attacker may want: one role each. */
export type Role = "n" | "numerator" | "denominator" | "amount";

/** A table on its way into the system. */
export interface Source {
  /** The table. */
  readonly grid: Grid;
  /** What it counts: tables of one universe share their numbers. */
  readonly universe: string;
  /** Broken rules by cell key. */
  readonly findings: ReadonlyMap<string, readonly PrimaryFinding[]>;
  /** The numbers that its cells hold. */
  readonly roles: ReadonlyMap<Role, RoleKind>;
  /** `new` tables are decided on; of `earlier` ones the shown cells are known to everybody. */
  readonly release: "new" | "earlier";
}

/** How a role is read from a cell, and what an attacker knows of it beforehand. */
export interface RoleKind {
  /** The name of the number, equal in all tables that hold it. */
  readonly name: string;
  /** Whether only whole numbers are possible. */
  readonly domain: "integer" | "real";
  /** The smallest value that is possible beforehand. */
  readonly lower: number;
  /** The largest value that is possible beforehand. */
  readonly upper: number;
  /** Reads it from a cell; null when the cell has none. */
  readonly read: (cell: AggregateCell) => number | null;
}

/** Relative room within which a parent equals the sum of its children. */
const SUM_TOLERANCE = 1e-9;

/**
 * Ties a whole to its parts. Where the parts do not make up the whole there is a rest, which an attacker gets by
 * subtraction: it is a quantity too, and sensitive when it is a small group (R12). Parts that exceed the whole
 * overlap and say nothing about each other.
 */
export function tie(
  builder: SystemBuilder,
  key: string,
  whole: number,
  parts: readonly number[],
  policy: Policy,
  counts: boolean,
): void {
  const values = parts.map((part) => builder.quantity(part).value);
  const total = builder.quantity(whole).value;
  const sum = values.reduce<number>((s, value) => s + (value ?? 0), 0);
  const terms = [
    { quantity: whole, coefficient: -1 },
    ...parts.map((quantity) => ({ quantity, coefficient: 1 })),
  ];
  if (total === null || values.some((value) => value === null)) {
    // With a number that is not known here, the sum is what everybody takes it to be, unless it cannot be.
    if (total === null || sum <= total) builder.addRelation(key, terms, 0, 0);
    return;
  }
  const rest = total - sum;
  const room = SUM_TOLERANCE * Math.max(1, Math.abs(total), ...values.map((value) => Math.abs(value!)));
  if (Math.abs(rest) <= room) return builder.addRelation(key, terms, rest, rest);
  if (rest < 0 && parts.length > 1) return;
  const { domain, upper } = builder.quantity(whole);
  const index = builder.addQuantity(`${key}|rest`, { value: Math.abs(rest), domain, lower: 0, upper });
  builder.addRelation(key, [...terms, { quantity: index, coefficient: rest > 0 ? 1 : -1 }], 0, 0);
  if (counts && Math.abs(rest) <= policy.differenceUpTo.value) {
    builder.addRequirement(`${key}|difference`, index, {
      highAtLeast: policy.intervalReach.value,
      width: policy.intervalWidth.value,
    });
  }
}

/** All places of the dimensions other than one. */
export function placesBeside(
  dimensions: readonly Dimension[],
  without: string,
): ReadonlyMap<string, string>[] {
  return dimensions.filter((d) => d.name !== without).reduce<Map<string, string>[]>(
    (places, d) => places.flatMap((place) => d.codes.map((c) => new Map([...place, [d.name, c.code]]))),
    [new Map()],
  );
}

/** The codes of all tables of a group, per dimension. */
export function mergedDimensions(group: readonly Source[]): Dimension[] {
  const merged = new Map<string, Map<string, Dimension["codes"][number]>>();
  const first = new Map<string, Dimension>();
  for (const { grid } of group) {
    for (const dimension of grid.table.dimensions) {
      const codes = merged.get(dimension.name) ?? new Map();
      first.set(dimension.name, first.get(dimension.name) ?? dimension);
      for (const code of dimension.codes) {
        if (!codes.has(code.code) || code.parent) codes.set(code.code, code);
      }
      merged.set(dimension.name, codes);
    }
  }
  return [...merged].sort(([a], [b]) => a < b ? -1 : 1).map(([name, codes]) => ({
    ...first.get(name)!,
    codes: [...codes.values()].sort((a, b) => a.code < b.code ? -1 : 1),
  }));
}

/** The names of a table's dimensions as one text, for grouping. */
export function namesOf(source: Source): string {
  return source.grid.table.dimensions.map((d) => d.name).sort().join("\u0000");
}

/** Parents are the sums of their children, within each set of dimensions. */
export function addHierarchies(
  builder: SystemBuilder,
  universe: string,
  group: readonly Source[],
  policy: Policy,
): void {
  for (const tables of Map.groupBy(group, namesOf).values()) {
    const dimensions = mergedDimensions(tables);
    const roles = new Set(tables.flatMap((source) => [...source.roles.values()].map((kind) => kind.name)));
    for (const dimension of dimensions) {
      const children = Map.groupBy(dimension.codes.filter((c) => c.parent), (c) => c.parent!);
      for (const place of placesBeside(dimensions, dimension.name)) {
        for (const [parent, codes] of children) {
          const at = (code: string) => keyOf(new Map([...place, [dimension.name, code]]));
          for (const role of [...roles].sort()) {
            addSum(
              builder,
              `${universe}|${role}`,
              at(parent),
              codes.map((c) => at(c.code)),
              policy,
              role === "n",
            );
          }
        }
      }
    }
  }
}

/** A table without a dimension holds the sums of a table with it. */
export function addMargins(
  builder: SystemBuilder,
  universe: string,
  group: readonly Source[],
  policy: Policy,
): void {
  const bySet = [...Map.groupBy(group, namesOf).values()];
  for (const small of bySet) {
    const coarse = mergedDimensions(small);
    const names = new Set(coarse.map((d) => d.name));
    for (const large of bySet) {
      const fine = mergedDimensions(large);
      if (fine.length <= coarse.length || ![...names].every((name) => fine.some((d) => d.name === name))) {
        continue;
      }
      // Who is in an overlapping group and who is not: `addOverlaps` ties these.
      if (fine.some(({ name }) => isBinary(name) && !names.has(name))) continue;
      const extra = fine.filter((d) => !names.has(d.name)).map((d) => ({
        ...d,
        codes: d.codes.filter((c) => !d.codes.some((other) => other.code === c.parent)),
      }));
      const roles = new Set(large.flatMap((source) => [...source.roles.values()].map((kind) => kind.name)));
      for (const place of placesBeside(coarse, "")) {
        const parts = placesBeside(extra, "").map((part) => keyOf(new Map([...place, ...part])));
        for (const role of [...roles].sort()) {
          addSum(builder, `${universe}|${role}`, keyOf(place), parts, policy, role === "n");
        }
      }
    }
  }
}

function addSum(
  builder: SystemBuilder,
  prefix: string,
  parent: string,
  children: readonly string[],
  policy: Policy,
  counts: boolean,
): void {
  const whole = builder.find(`${prefix}|${parent}`);
  if (whole === undefined) return;
  const parts = children.map((child) => builder.find(`${prefix}|${child}`)).filter((x) => x !== undefined);
  if (parts.length === 0) return;
  tie(builder, `${prefix}|${parent}=${children[0]}+`, whole, parts, policy, counts);
}
