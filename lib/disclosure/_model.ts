/**
 * From tables to the one linear system: cells become items, their counts and amounts quantities, hierarchies and
 * shared margins relations, broken rules requirements.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Dimension } from "../core/aggregate.ts";
import { type Grid, type GridCell, keyOf } from "./_grid.ts";
import type { Policy } from "./policy.ts";
import { isSmall, type PrimaryFinding } from "./primary.ts";
import { type Item, type LinearSystem, SystemBuilder } from "./system.ts";

/** What the model is made with. */
export interface ModelOptions {
  /** The policy. */
  readonly policy: Policy;
  /** Codes that should stay visible: cells with one of them cost more to hide. */
  readonly keep: ReadonlySet<string>;
}

/** The system of a set of tables. */
export interface Model {
  /** The system. */
  readonly system: LinearSystem;
  /** Item index by table id and cell key; absent for cells that release no number. */
  readonly itemOf: (tableId: string, cellKey: string) => number | undefined;
}

/** A number of a cell that an attacker may want: one role each. */
type Role = "n" | "numerator" | "denominator" | "amount";

/** A table on its way into the system. */
interface Source {
  readonly grid: Grid;
  readonly universe: string;
  readonly findings: ReadonlyMap<string, readonly PrimaryFinding[]>;
  readonly roles: ReadonlyMap<Role, RoleKind>;
}

interface RoleKind {
  readonly name: string;
  readonly domain: "integer" | "real";
  readonly lower: number;
  readonly upper: number;
  readonly read: (cell: AggregateCell) => number | null;
}

/** Cells with children cost this many times more to hide, per dimension in which they have children: keep totals. */
const TOTAL_FACTOR = 4;
/** Cells that were asked to stay cost this many times more to hide. */
const KEEP_FACTOR = 32;
/** Costs are rounded to this grain, so that the last bit of a logarithm cannot decide. */
const COST_GRAIN = 1024;
/** Relative room within which a parent equals the sum of its children. */
const SUM_TOLERANCE = 1e-9;

/** Two tables speak of the same entities when all of this is equal. */
function universeOf(table: AggregateTable): string {
  const sources = table.sources.map((source) => `${source.datasetId}@${source.sha256}`).sort();
  return JSON.stringify([table.entity, table.population.nl, table.period.nl, sources]);
}

function rolesOf(grid: Grid): ReadonlyMap<Role, RoleKind> {
  const { measure } = grid.table;
  const roles = new Map<Role, RoleKind>();
  const big = 1000 + 4 * Math.max(0, ...grid.cells.map(({ cell }) => cell.n));
  roles.set("n", { name: "n", domain: "integer", lower: 0, upper: big, read: (cell) => cell.n });
  const numerators = grid.cells.map(({ cell }) => cell.numerator);
  if (measure.kind === "share" || measure.kind === "rate") {
    roles.set("numerator", countRole(`${measure.id}/numerator`, (cell) => cell.numerator, grid, big));
  } else if (measure.kind === "count") {
    if (grid.cells.some(({ cell }) => cell.numerator !== null && cell.numerator !== cell.n)) {
      roles.set("numerator", countRole(`${measure.id}/numerator`, (cell) => cell.numerator, grid, big));
    }
  } else if (measure.kind !== "estimate") {
    const read = (cell: AggregateCell) =>
      cell.numerator ?? (cell.value === null ? null : cell.value * (cell.denominator ?? cell.n));
    const amounts = grid.cells.map(({ cell }) => Math.abs(read(cell) ?? 0));
    const negative = numerators.some((x) => x !== null && x < 0) ||
      grid.cells.some(({ cell }) => (cell.value ?? 0) < 0);
    const limit = 1 + 4 * Math.max(0, ...amounts);
    const name = `${measure.id}/amount`;
    roles.set("amount", { name, domain: "real", lower: negative ? -limit : 0, upper: limit, read });
  }
  if (grid.cells.some(({ cell }) => cell.denominator !== null && cell.denominator !== cell.n)) {
    roles.set("denominator", countRole(`${measure.id}/denominator`, (cell) => cell.denominator, grid, big));
  }
  return roles;
}

function countRole(name: string, read: RoleKind["read"], grid: Grid, big: number): RoleKind {
  const values = grid.cells.map(({ cell }) => read(cell) ?? 0);
  const domain = values.every(Number.isInteger) ? "integer" as const : "real" as const;
  return { name, domain, lower: 0, upper: Math.max(big, 1000 + 4 * Math.max(0, ...values)), read };
}

/** Builds the system of a set of tables. */
export function modelOf(
  grids: readonly { readonly grid: Grid; readonly findings: readonly PrimaryFinding[] }[],
  options: ModelOptions,
): Model {
  const builder = new SystemBuilder();
  const items = new Map<string, number>();
  const sources = grids.map(({ grid, findings }): Source => ({
    grid,
    universe: universeOf(grid.table),
    findings: Map.groupBy(findings, (finding) => finding.key),
    roles: rolesOf(grid),
  })).sort((a, b) => a.grid.table.id < b.grid.table.id ? -1 : 1);
  for (const source of sources) {
    const byKey = [...source.grid.cells].sort((a, b) => a.key < b.key ? -1 : 1);
    for (const cell of byKey) addCell(builder, items, source, cell, options);
  }
  for (const [universe, group] of Map.groupBy(sources, (source) => source.universe)) {
    addHierarchies(builder, universe, group, options.policy);
    addMargins(builder, universe, group, options.policy);
  }
  return {
    system: builder.build(),
    itemOf: (tableId, cellKey) => items.get(JSON.stringify([tableId, cellKey])),
  };
}

function costOf(grid: Grid, cell: GridCell, keep: ReadonlySet<string>): number {
  let factor = 1;
  for (const dimension of grid.table.dimensions) {
    const code = cell.at.get(dimension.name)!;
    if (dimension.codes.some((c) => c.parent === code)) factor *= TOTAL_FACTOR;
    if (keep.has(code)) factor *= KEEP_FACTOR;
  }
  return Math.round((1 + Math.log2(1 + cell.cell.n)) * factor * COST_GRAIN) / COST_GRAIN;
}

function addCell(
  builder: SystemBuilder,
  items: Map<string, number>,
  source: Source,
  cell: GridCell,
  { policy, keep }: ModelOptions,
): void {
  const { grid, universe, roles } = source;
  const findings = source.findings.get(cell.key) ?? [];
  const released = cell.cell.value !== null || cell.cell.n === 0;
  let item: number | null = null;
  if (released || findings.length > 0) {
    const key = JSON.stringify([grid.table.id, cell.key]);
    const decision: Item["decision"] = findings.length > 0 ? "hidden" : "free";
    item = builder.addItem(key, costOf(grid, cell, keep), decision);
    items.set(key, item);
  }
  for (const [role, kind] of roles) {
    const index = addQuantity(
      builder,
      `${universe}|${kind.name}|${cell.key}`,
      cell,
      kind,
      item,
      grid.table.id,
      policy,
    );
    if (findings.length > 0) require(builder, index, role, cell, findings, policy, grid.table.id);
  }
}

/** Adds a number of a cell. The same number in another table becomes a mirror that is tied to the first. */
function addQuantity(
  builder: SystemBuilder,
  key: string,
  cell: GridCell,
  kind: RoleKind,
  item: number | null,
  tableId: string,
  policy: Policy,
): number {
  const value = kind.read(cell.cell);
  const base = cell.cell.denominator ?? cell.cell.n;
  const isPart = kind.name.endsWith("/numerator") && value !== null && value <= base;
  const upper = isPart ? base : Math.max(kind.upper, value ?? 0);
  const options = {
    value,
    domain: kind.domain,
    lower: Math.min(kind.lower, value ?? 0),
    upper,
    // A number that is missing is not shown, so nothing is learnt of it directly.
    item: value === null ? null : item,
  };
  const first = builder.find(key);
  if (first === undefined) return builder.addQuantity(key, options);
  const mirror = builder.addQuantity(`${key}|${tableId}`, options);
  tie(builder, `${key}|${tableId}=`, first, [mirror], policy, kind.name === "n");
  return mirror;
}

/**
 * Ties a whole to its parts. Where the parts do not make up the whole there is a rest, which an attacker gets by
 * subtraction: it is a quantity too, and sensitive when it is a small group (R12). Parts that exceed the whole
 * overlap and say nothing about each other.
 */
function tie(
  builder: SystemBuilder,
  key: string,
  whole: number,
  parts: readonly number[],
  policy: Policy,
  counts: boolean,
): void {
  const values = parts.map((part) => builder.quantity(part).value);
  const total = builder.quantity(whole).value;
  if (total === null || values.some((value) => value === null)) return;
  const sum = values.reduce<number>((s, value) => s + value!, 0);
  const rest = total - sum;
  const terms = [
    { quantity: whole, coefficient: -1 },
    ...parts.map((quantity) => ({ quantity, coefficient: 1 })),
  ];
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

/** States how uncertain an attacker must stay about one number of a hidden cell. */
function require(
  builder: SystemBuilder,
  quantity: number,
  role: Role,
  cell: GridCell,
  findings: readonly PrimaryFinding[],
  policy: Policy,
  tableId: string,
): void {
  const key = `${tableId}|${cell.key}|${role}`;
  const value = builder.quantity(quantity).value;
  if (value === null) return;
  const reach = policy.intervalReach.value, width = policy.intervalWidth.value;
  if (role === "amount") {
    const distance = amountDistance(cell, value, findings, policy);
    if (distance > 0) {
      builder.addRequirement(key, quantity, { lowAtMost: value - distance, highAtLeast: value + distance });
    }
    return;
  }
  if (isSmall(value, policy)) builder.addRequirement(`${key}|small`, quantity, { highAtLeast: reach, width });
  const base = role === "n" ? null : cell.cell.denominator ?? cell.cell.n;
  if (role === "numerator" && base !== null && value <= base && isSmall(base - value, policy)) {
    builder.addRequirement(`${key}|complement`, quantity, { lowAtMost: Math.max(0, base - reach), width });
  }
  const limit = policy.groupSharePercent.value;
  const whole = findings.find((finding) => finding.rule === "group-share")?.whole;
  if (limit === null || whole === undefined || role === "denominator") return;
  // On a share the group is the numerator within its base; on a count it is the count within its row or column.
  if (role === "n" && cell.cell.n !== whole && cell.cell.denominator !== null) return;
  const lowAtMost = Math.min(value, (limit / 100) * whole);
  builder.addRequirement(`${key}|group`, quantity, { lowAtMost, width });
}

/** How far an attacker's interval of a hidden amount has to reach to either side. */
function amountDistance(
  cell: GridCell,
  value: number,
  findings: readonly PrimaryFinding[],
  policy: Policy,
): number {
  if (findings.length === 0) return 0;
  const largest = (cell.cell.largest ?? []).map(Math.abs).sort((a, b) => b - a);
  const top = (n: number) => largest.slice(0, n).reduce((sum, x) => sum + x, 0);
  const asked = [(policy.amountWidthPercent.value / 100) * Math.abs(value)];
  const total = Math.max(Math.abs(value), top(largest.length));
  for (const rule of policy.dominance.value) asked.push((100 / rule.percent) * top(rule.largest) - total);
  if (policy.pPercent.value !== null) asked.push((policy.pPercent.value / 100) * top(1) - (total - top(2)));
  return Math.max(...asked);
}

/** All places of the dimensions other than one. */
function placesBeside(dimensions: readonly Dimension[], without: string): ReadonlyMap<string, string>[] {
  return dimensions.filter((d) => d.name !== without).reduce<Map<string, string>[]>(
    (places, d) => places.flatMap((place) => d.codes.map((c) => new Map([...place, [d.name, c.code]]))),
    [new Map()],
  );
}

/** The codes of all tables of a group, per dimension. */
function mergedDimensions(group: readonly Source[]): Dimension[] {
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

const namesOf = (source: Source): string =>
  source.grid.table.dimensions.map((d) => d.name).sort().join("\u0000");

/** Parents are the sums of their children, within each set of dimensions. */
function addHierarchies(
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
function addMargins(
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
