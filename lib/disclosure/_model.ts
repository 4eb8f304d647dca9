/**
 * From tables to the one linear system: cells become items, their counts and amounts quantities, hierarchies and
 * shared margins relations, broken rules requirements.
 *
 * @module
 */
import type { AggregateCell, AggregateTable } from "../core/aggregate.ts";
import { addFigureRow } from "./_figure_rows.ts";
import { type Grid, type GridCell, overlaps } from "./_grid.ts";
import { addBandJoins } from "./_bands_join.ts";
import { addJoins } from "./_joins.ts";
import { addOverlaps } from "./_overlap.ts";
import { addOverlapJoins } from "./_overlap_joins.ts";
import { addHierarchies, addMargins, type Role, type RoleKind, type Source, tie } from "./_relations.ts";
import type { Policy } from "./policy.ts";
import type { PublishedRows } from "./published_figures.ts";
import { countedOf, isSmall, numeratorOf, type PrimaryFinding } from "./primary.ts";
import { sharedKey, slicesOf } from "./_slices.ts";
import { type Item, type LinearSystem, SystemBuilder } from "./system.ts";

/** What the model is made with. */
export interface ModelOptions {
  /** The policy. */
  readonly policy: Policy;
  /** Codes that should stay visible: cells with one of them cost more to hide. */
  readonly keep: ReadonlySet<string>;
  /** Ratios that others published. Default none. */
  readonly figures?: readonly PublishedRows[];
}

/** The system of a set of tables. */
export interface Model {
  /** The system. */
  readonly system: LinearSystem;
  /** Whether all combinations of the tables were in the system, or only each pair of tables. */
  readonly reach: "whole" | "partial";
  /** Whether attackers in whole numbers can know more than attackers in fractions. */
  readonly wholeNumbers: "needed" | "not-needed";
  /** Item index by table id and cell key; absent for cells that release no number. */
  readonly itemOf: (tableId: string, cellKey: string) => number | undefined;
}

/** Cells with children cost this many times more to hide, per dimension in which they have children: keep totals. */
const TOTAL_FACTOR = 4;
/** Cells that were asked to stay cost this many times more to hide. */
const KEEP_FACTOR = 32;
/** How far the interval of a hidden amount of 0 has to reach, as a part of what is possible in its table. */
const ZERO_ROOM = 0.0025;
/** Costs are rounded to this grain, so that the last bit of a logarithm cannot decide. */
const COST_GRAIN = 1024;

/** The units that a table counts: tables of one universe can be subtracted from each other. */
export function universeOf(table: AggregateTable): string {
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
    roles.set("numerator", countRole(`${measure.id}/numerator`, numeratorOf, grid, big));
  } else if (measure.kind === "count") {
    if (grid.cells.some(({ cell }) => cell.n > 0 && (countedOf(cell) ?? cell.n) !== cell.n)) {
      roles.set("numerator", countRole(`${measure.id}/numerator`, countedOf, grid, big));
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

/** A table for the system. */
export interface TableInput {
  /** The table. */
  readonly grid: Grid;
  /** Its cells that may not be shown for their own sake. */
  readonly findings: readonly PrimaryFinding[];
  /** Whether it is decided on now, or was released before. */
  readonly release: "new" | "earlier";
}

/** Builds the system of a set of tables. */
export function modelOf(
  grids: readonly TableInput[],
  options: ModelOptions,
): Model {
  const builder = new SystemBuilder();
  const items = new Map<string, number>();
  const sources = grids.map(({ grid, findings, release }): Source => ({
    grid,
    release,
    universe: universeOf(grid.table),
    findings: Map.groupBy(findings, (finding) => finding.key),
    roles: rolesOf(grid),
  })).sort(bySource);
  for (const source of sources) {
    const byKey = [...source.grid.cells].sort((a, b) => a.key < b.key ? -1 : 1);
    for (const cell of byKey) addCell(builder, items, source, cell, options);
  }
  const figures = options.figures ?? [];
  for (const { table, rows } of figures) {
    for (const row of rows) addFigureRow(builder, universeOf(table), row);
  }
  const reach: ("whole" | "partial")[] = [];
  for (const [universe, group] of Map.groupBy(sources, (source) => source.universe)) {
    const slices = group.flatMap(slicesOf);
    const exclusive = group.filter((source) => !overlaps(source.grid.table));
    const isMixed = exclusive.length < group.length;
    const margins = isMixed ? addOverlaps(builder, universe, group, slices, options.policy) : null;
    addHierarchies(builder, universe, slices, options.policy);
    addMargins(builder, universe, slices, options.policy);
    addBandJoins(builder, universe, slices);
    reach.push(addJoins(builder, universe, exclusive, options.policy));
    if (margins) addOverlapJoins(builder, universe, group, slices, margins);
  }
  return {
    system: builder.build(),
    reach: reach.includes("partial") ? "partial" : "whole",
    wholeNumbers: sources.length === 1 && figures.length === 0 && isNetwork(sources[0]!.grid)
      ? "not-needed"
      : "needed",
    itemOf: (tableId, cellKey) => items.get(JSON.stringify([tableId, cellKey])),
  };
}

/**
 * Tells whether fractions and whole numbers give the same intervals: tables of at most two dimensions of which at most
 * one has levels are flows in a network, whose extremes are whole.
 */
function isNetwork({ table }: Grid): boolean {
  if (overlaps(table)) return false;
  const wide = table.dimensions.filter((dimension) => dimension.codes.length > 1);
  const layered = wide.filter((dimension) => {
    const parents = new Set(
      dimension.codes.map((code) => code.parent).filter((parent) => parent !== undefined),
    );
    return parents.size > 1;
  });
  return wide.length <= 2 && layered.length <= 1;
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
  if (cell.origin === "unknown") return addUnknown(builder, source, cell);
  const released = cell.cell.value !== null || cell.cell.n === 0;
  let item: number | null = null;
  if (released || findings.length > 0) {
    const key = JSON.stringify([grid.table.id, cell.key]);
    const decision: Item["decision"] = source.release === "earlier"
      ? "shown"
      : findings.length > 0
      ? "hidden"
      : "free";
    item = builder.addItem(key, costOf(grid, cell, keep), decision);
    items.set(key, item);
  }
  for (const [role, kind] of roles) {
    const index = addQuantity(
      builder,
      `${universe}|${kind.name}|${sharedKey(grid.table, cell)}`,
      cell,
      kind,
      item,
      grid.table.id,
      policy,
    );
    if (findings.length > 0) require(builder, index, role, cell, findings, policy, grid.table.id);
  }
}

/** New tables first, so that their true numbers lead; then by id. */
function bySource(a: Source, b: Source): number {
  if (a.release !== b.release) return a.release === "new" ? -1 : 1;
  return a.grid.table.id < b.grid.table.id ? -1 : 1;
}

/**
 * A cell that an earlier release hid or changed: its number is open, unless a new table has it. What a changed number
 * leaves possible holds in both cases.
 */
function addUnknown(builder: SystemBuilder, { universe, roles, grid }: Source, cell: GridCell): void {
  for (const [role, kind] of roles) {
    const key = `${universe}|${kind.name}|${sharedKey(grid.table, cell)}`;
    const { name: _name, read: _read, ...open } = kind;
    const first = builder.find(key) ?? builder.addQuantity(key, { value: null, ...open });
    if (role !== "n" || !cell.range) continue;
    const [lower, upper] = cell.range;
    const value = builder.quantity(first).value;
    const shown = builder.addQuantity(`${key}|${grid.table.id} changed`, { value, lower, upper });
    builder.addRelation(
      `${key}|${grid.table.id} changed`,
      [
        { quantity: first, coefficient: -1 },
        { quantity: shown, coefficient: 1 },
      ],
      0,
      0,
    );
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
  const contributions = role === "amount"
    ? cell.cell.largest ?? []
    : role === "denominator"
    ? cell.cell.largestOfDenominator
    : undefined;
  if (contributions !== undefined) {
    const room = ZERO_ROOM * builder.quantity(quantity).upper;
    const distance = amountDistance(contributions, value, findings, policy) || (value === 0 ? room : 0);
    if (distance > 0) {
      builder.addRequirement(key, quantity, { lowAtMost: value - distance, highAtLeast: value + distance });
    }
    if (role === "amount") return;
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
  contributions: readonly number[],
  value: number,
  findings: readonly PrimaryFinding[],
  policy: Policy,
): number {
  if (findings.length === 0) return 0;
  const largest = contributions.map(Math.abs).sort((a, b) => b - a);
  const top = (n: number) => largest.slice(0, n).reduce((sum, x) => sum + x, 0);
  const asked = [(policy.amountWidthPercent.value / 100) * Math.abs(value)];
  const total = Math.max(Math.abs(value), top(largest.length));
  for (const rule of policy.dominance.value) asked.push((100 / rule.percent) * top(rule.largest) - total);
  if (policy.pPercent.value !== null) asked.push((policy.pPercent.value / 100) * top(1) - (total - top(2)));
  return Math.max(...asked);
}
