/**
 * The only way from an aggregate table to one that may leave.
 *
 * @module
 */
import type { AggregateTable } from "../core/aggregate.ts";
import { offerHandOver } from "../core/hand_over.ts";
import { formatNumber } from "../core/format.ts";
import { mapLabel } from "../core/language.ts";
import { frozen, frozenCopy } from "../core/frozen.ts";
import { type DisclosureReceipt, mintReceipt } from "../core/receipt.ts";
import { bandOf, HIDDEN_BAND, roundedBand, roundToBase } from "./bands.ts";
import { complementFindings } from "./_complement.ts";
import { gridOfOutput } from "./_earlier.ts";
import { type Grid, type GridCell, gridOf } from "./_grid.ts";
import { type Model, modelOf, type TableInput } from "./_model.ts";
import { DisclosureError } from "./errors.ts";
import { withoutTellingOrder } from "./_order.ts";
import type { ChangingMethod, ProtectionMethod } from "./method.ts";
import { changeCounts, type Changed, type Published } from "./_noise.ts";
import { handOver } from "./hand_over.ts";
import type { LedgerOutput } from "./_ledger_output.ts";
import { checkPolicy, loosenings } from "./own_policy.ts";
import { DEFAULT_POLICY, policyById } from "./policies.ts";
import type { Policy } from "./policy.ts";
import { findingsOfGrid } from "./primary.ts";
import { PROTECTED_TOKEN, type ProtectedCell, ProtectedTable } from "./protected_table.ts";
import { type History, NOT_JUDGED, PERTURBED, receiptOf, ROUNDED, roundTo, SUPPRESSED } from "./_receipt.ts";
import { mirrorFindings } from "./_pairs.ts";
import { remember } from "./_record.ts";
import { secure } from "./secure.ts";
import { checksumOf, type PublishedFigures, publishedGrids, publishedRows } from "./published_figures.ts";
import type { Suppression, SuppressOptions } from "./suppress.ts";
import type { LinearSystem } from "./system.ts";

// The runner takes it after the last cell; the release check of the edition rests on it.
offerHandOver(handOver);

/** Options of {@linkcode protect} and {@linkcode protectAll}. */
export interface ProtectOptions {
  /** Codes that should stay visible where there is a choice, for example the area that was asked about. Default none. */
  readonly keep?: readonly string[];
  /** Why a policy looser than the default is used, and who answers for it. Needed for such a policy. Default none. */
  readonly exception?: { readonly why: string; readonly who: string };
  /** What earlier editions released of the same data, from the ledger. Default nothing. */
  readonly earlier?: readonly LedgerOutput[];
  /** Figures of others about the same units, such as StatLine tables. Default none. */
  readonly published?: readonly PublishedFigures[];
  /** Budget of the search for the cheapest cells to hide. */
  readonly search?: SuppressOptions;
  /** Hide cells, or change counts. Default `suppression`. */
  readonly method?: ProtectionMethod;
}

/** One protected table for each table given, in the same order. */
export type ProtectedTables<Tables extends readonly AggregateTable[]> = {
  readonly [Place in keyof Tables]: ProtectedTable;
};

/**
 * Protects one table. Tables that are published together belong together in {@linkcode protectAll}: what one of
 * them hides, another could give away.
 *
 * @example A small count is hidden, and a second one with it
 * ```ts
 * import { sameLabel } from "../core/language.ts";
 * import { protect } from "./protect.ts";
 * import assert from "node:assert/strict";
 *
 * const word = sameLabel("-");
 * const measure = { id: "aantal", label: word, unit: word, kind: "count", per: 1, decimals: 0, definition: word } as const;
 * const counts = [["GM9901", 404], ["WK990101", 4], ["WK990102", 100], ["WK990103", 300]] as const;
 * const codes = counts.map(([code], i) => ({ code, label: word, ...(i === 0 ? {} : { parent: "GM9901" }) }));
 * const safe = await protect({
 *   id: "kinderen",
 *   title: word,
 *   measure,
 *   entity: "person",
 *   population: word,
 *   period: word,
 *   dimensions: [{ name: "wijk", label: word, kind: "region", codes }],
 *   cells: counts.map(([code, n]) => (
 *     { codes: [code], n, numerator: n, denominator: null, value: n, low: null, high: null }
 *   )),
 *   sources: [],
 * });
 * assert.equal(safe.cell("WK990101")?.value, null);
 * assert.equal(safe.cell("WK990102")?.status, "suppressed");
 * assert.equal(safe.cell("GM9901")?.value, 404);
 * ```
 *
 * @param table The table; a protected one is given back as it is.
 * @param policy The policy or its id. Default `cbs-microdata`.
 * @param options What should stay visible.
 * @returns The protected table.
 * @throws {DisclosureError} When the table is not well-formed or cannot be proved safe. Nothing is released.
 */
export async function protect(
  table: AggregateTable | ProtectedTable,
  policy: Policy | string = DEFAULT_POLICY,
  options: ProtectOptions = {},
): Promise<ProtectedTable> {
  if (table instanceof ProtectedTable) return table;
  const [only] = await protectAll([table], policy, options);
  return only!;
}

/**
 * Protects tables that are published together, in one linear system: what one table hides, no other gives away.
 *
 * @param tables The tables of a notebook; ids are unique.
 * @param policy The policy or its id. Default `cbs-microdata`.
 * @param options What should stay visible.
 * @returns The protected tables, in the same order.
 * @throws {DisclosureError} When a table is not well-formed or the whole cannot be proved safe. Nothing is released.
 */
export async function protectAll<const Tables extends readonly AggregateTable[]>(
  tables: Tables,
  policy: Policy | string = DEFAULT_POLICY,
  options: ProtectOptions = {},
): Promise<ProtectedTables<Tables>> {
  const rules = typeof policy === "string" ? policyById(policy) : policy;
  checkPolicy(rules);
  checkIds(tables);
  const exceptions = exceptionsOf(tables, rules, options);
  const grids = tables.map(gridOf);
  const sources = judged(grids, rules);
  const published = options.published ?? [];
  const model = modelOf([...sources, ...releasedBefore(grids, options)], {
    policy: rules,
    keep: new Set(options.keep ?? []),
    figures: published.flatMap((figures) => publishedRows(figures, grids)),
  });
  const { method } = options;
  const outcome = method === undefined || method.kind === "suppression"
    ? await hideCells(model, rules, options)
    : await changeCells(model, grids, method, rules);
  const taken = [...(options.earlier ?? []).map((output) => output.checksum), ...published.map(checksumOf)];
  const history = { exceptions, earlierReleases: [...new Set(taken)].sort() };
  const released: unknown = releaseAll(sources, { policy: rules, model, outcome, history });
  // One table out for each table in: TypeScript does not see that `map` keeps the length of a tuple.
  return released as ProtectedTables<Tables>;
}

/** New tables with the cells that break a rule of the policy. */
function judged(grids: readonly Grid[], policy: Policy): readonly TableInput[] {
  return grids.map((grid) => {
    const own = [...findingsOfGrid(grid, policy), ...complementFindings(grid, grids, policy)];
    return { grid, findings: [...own, ...mirrorFindings(grid, own)], release: "new" };
  });
}

/** What is known of the same units already: earlier releases and figures of others. */
function releasedBefore(grids: readonly Grid[], options: ProtectOptions): readonly TableInput[] {
  const before = (options.earlier ?? []).map(gridOfOutput);
  const declared = (options.published ?? []).flatMap((figures) => publishedGrids(figures, grids));
  return [...before, ...declared].map((grid) => ({ grid, findings: [], release: "earlier" }));
}

/** What all tables of one release share. */
interface Judgement {
  readonly policy: Policy;
  readonly model: Model;
  readonly outcome: Outcome;
  readonly history: History;
}

/** Makes the tables that may leave, and remembers of each what the receipt and the ledger need. */
function releaseAll(sources: readonly TableInput[], judgement: Judgement): readonly ProtectedTable[] {
  const { policy, model, outcome, history } = judgement;
  const { system, suppression } = outcome;
  const ordered = sources.map(({ grid, findings }) => {
    const isHidden = ({ key }: GridCell): boolean => {
      const item = model.itemOf(grid.table.id, key);
      return item !== undefined && suppression.hidden[item] === true;
    };
    return { grid: withoutTellingOrder(grid, isHidden), findings, isHidden };
  });
  const made = ordered.map((source) => release(source, policy, model, outcome, history));
  const checksums = made.map((table) => table.receipt.checksum);
  const judgedWith = [...new Set([...checksums, ...history.earlierReleases])].sort();
  ordered.forEach(({ grid, findings }, i) =>
    remember(made[i]!, {
      ...{ grid, findings, policy, system, itemOf: model.itemOf, suppression, judgedWith },
      changed: outcome.changed?.at ?? null,
    })
  );
  return made;
}

/** How a set of tables was made safe. */
interface Outcome {
  readonly system: LinearSystem;
  readonly suppression: Suppression;
  /** Null when cells are hidden instead. */
  readonly changed: (Changed & { readonly kind: ChangingMethod["kind"] }) | null;
}

async function hideCells(model: Model, rules: Policy, { search }: ProtectOptions): Promise<Outcome> {
  const { system, suppression } = await secure(model.system, {
    ...search,
    insiderWidth: rules.insiderWidth.value,
    impliedWidth: Math.min(rules.intervalReach.value, rules.intervalWidth.value),
    wholeNumbers: model.wholeNumbers,
  });
  return { system, suppression, changed: null };
}

async function changeCells(
  model: Model,
  grids: readonly Grid[],
  method: ChangingMethod,
  rules: Policy,
): Promise<Outcome> {
  const changed = await changeCounts(model, grids, method, rules.insiderWidth.value);
  const { system, suppression } = changed;
  return { system, suppression, changed: { ...changed, kind: method.kind } };
}

function checkIds(tables: readonly AggregateTable[]): void {
  const ids = new Set(tables.map((table) => table.id));
  if (ids.size === tables.length) return;
  throw new DisclosureError({
    what: "Two tables have the same id",
    mend: "Give every table of the notebook its own id; nothing was released",
  });
}

type Exceptions = DisclosureReceipt["exceptions"];

/** A policy looser than the default needs a reason and a name, except for figures that are open already. */
function exceptionsOf(
  tables: readonly AggregateTable[],
  policy: Policy,
  { exception }: ProtectOptions,
): Exceptions {
  const looser = loosenings(policy);
  const isOpen = tables.every(({ sources }) =>
    sources.length > 0 && sources.every((source) => source.sensitivity === "open")
  );
  if (looser.length === 0 || isOpen) return [];
  if (!exception || exception.why.trim() === "" || exception.who.trim() === "") {
    throw new DisclosureError({
      what: `Policy ${policy.id} is looser than ${DEFAULT_POLICY.id} (${
        looser.map((l) => l.name).join(", ")
      })`,
      mend:
        "Give `exception: { why, who }` with the reason and the person who answers for it; nothing was released",
    });
  }
  return looser.map(({ what }) => ({ what, why: exception.why, who: exception.who }));
}

function release(
  { grid, findings, isHidden }: Pick<TableInput, "grid" | "findings"> & {
    readonly isHidden: (cell: GridCell) => boolean;
  },
  policy: Policy,
  model: Model,
  { changed }: Outcome,
  history: History,
): ProtectedTable {
  const { table } = grid;
  // One reason for all hidden cells of a table: which of them is small is itself a secret.
  const reason = findings.some(({ rule }) => rule === "contributions-unknown") ? NOT_JUDGED : SUPPRESSED;
  const cells = grid.cells.map((cell) => {
    const published = changed?.at(table.id, cell.key);
    return published
      ? changedCell(cell, published, changed!.kind)
      : releaseCell(cell, grid, policy, isHidden(cell) ? reason : null);
  });
  // A copy that nobody can write to: what was judged is what leaves, whatever a notebook does with it.
  const parts = frozenCopy({
    id: table.id,
    title: table.title,
    measure: table.measure,
    entity: table.entity,
    population: table.population,
    period: table.period,
    dimensions: table.dimensions,
    cells,
    sources: table.sources,
  });
  const receipt = mintReceipt(frozen(receiptOf(parts, policy, model, { ...history, changed })));
  return new ProtectedTable(PROTECTED_TOKEN, { ...parts, receipt });
}

function releaseCell(
  { cell }: GridCell,
  { table }: Grid,
  policy: Policy,
  hidden: string | null,
): ProtectedCell {
  const nothing = { codes: cell.codes, value: null, low: null, high: null };
  if (hidden !== null) return { ...nothing, status: "suppressed", nBand: HIDDEN_BAND, reason: hidden };
  // A number that does not exist is no reason to tell how large the group is.
  if (cell.value === null) return { ...nothing, status: "missing", nBand: HIDDEN_BAND, reason: null };
  const base = table.measure.kind === "count" ? policy.rounding.value?.base : undefined;
  const shown = (value: number | null): number | null =>
    value === null
      ? null
      : base === undefined
      ? roundTo(value * table.measure.per, table.measure.decimals)
      : roundToBase(value, base);
  return {
    codes: cell.codes,
    status: base === undefined ? "shown" : "rounded",
    value: shown(cell.value),
    low: shown(cell.low),
    high: shown(cell.high),
    nBand: base === undefined ? bandOf(cell.n) : roundedBand(cell.n, base),
    reason: base === undefined ? null : ROUNDED,
  };
}

function changedCell(
  { cell: { codes } }: GridCell,
  { value, low, high }: Published,
  kind: ChangingMethod["kind"],
): ProtectedCell {
  const band = mapLabel((language) => `${formatNumber(low, language)}–${formatNumber(high, language)}`);
  const reason = kind === "cell-key" ? PERTURBED : ROUNDED;
  return { codes, status: "rounded", value, low: null, high: null, nBand: band, reason };
}
