/**
 * The only way from an aggregate table to one that may leave.
 *
 * @module
 */
import type { AggregateTable } from "../core/aggregate.ts";
import { offerHandOver } from "../core/hand_over.ts";
import { canonicalJson, sha256Hex } from "../core/hash.ts";
import { formatNumber } from "../core/format.ts";
import { type Label, mapLabel } from "../core/language.ts";
import {
  type DisclosureReceipt,
  mintReceipt,
  type ReceiptCount,
  type ReceiptProtection,
} from "../core/receipt.ts";
import { bandOf, HIDDEN_BAND, roundedBand, roundToBase } from "./bands.ts";
import { complementFindings } from "./_complement.ts";
import { gridOfOutput } from "./_earlier.ts";
import { type Grid, type GridCell, gridOf } from "./_grid.ts";
import { type Model, modelOf } from "./_model.ts";
import { DisclosureError } from "./errors.ts";
import type { ChangingMethod, ProtectionMethod } from "./method.ts";
import { changeCounts, type Changed, type Published } from "./_noise.ts";
import { handOver } from "./hand_over.ts";
import type { LedgerOutput } from "./_ledger_output.ts";
import { loosenings } from "./own_policy.ts";
import { DEFAULT_POLICY, policyById } from "./policies.ts";
import { isConfirmed, type Policy } from "./policy.ts";
import { findingsOfGrid } from "./primary.ts";
import {
  PROTECTED_TOKEN,
  type ProtectedCell,
  type ProtectedParts,
  ProtectedTable,
} from "./protected_table.ts";
import { remember } from "./_record.ts";
import { secure } from "./secure.ts";
import { checksumOf, type PublishedFigures, publishedGrids } from "./published_figures.ts";
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

/** The reason code of every hidden cell: which hidden cell is the small one is itself a secret. */
export const SUPPRESSED = "suppressed";
/** The reason code of a rounded cell. */
export const ROUNDED = "rounded";
/** The reason code of a count with noise. */
export const PERTURBED = "perturbed";

const REASON_LABELS: Readonly<Record<string, Label>> = {
  [SUPPRESSED]: {
    nl: "verborgen, zodat niets tot personen herleidbaar is",
    en: "hidden, so that nothing can be traced to persons",
  },
  [ROUNDED]: { nl: "afgerond", en: "rounded" },
  [PERTURBED]: { nl: "met een kleine toevallige afwijking", en: "with a small random change" },
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
  checkIds(tables);
  const exceptions = exceptionsOf(tables, rules, options);
  const grids = tables.map(gridOf);
  const sources = grids.map((grid) => ({
    grid,
    findings: [...findingsOfGrid(grid, rules), ...complementFindings(grid, grids, rules)],
    release: "new" as const,
  }));
  const earlier = options.earlier ?? [];
  const before = earlier.map((output) => ({
    grid: gridOfOutput(output),
    findings: [],
    release: "earlier" as const,
  }));
  const published = options.published ?? [];
  const declared = published.flatMap((figures) => publishedGrids(figures, grids))
    .map((grid) => ({ grid, findings: [], release: "earlier" as const }));
  const model = modelOf([...sources, ...before, ...declared], {
    policy: rules,
    keep: new Set(options.keep ?? []),
  });
  const taken = [...earlier.map((output) => output.checksum), ...published.map(checksumOf)];
  const earlierReleases = [...new Set(taken)].sort();
  const { method } = options;
  const outcome = method === undefined || method.kind === "suppression"
    ? await hideCells(model, rules, options)
    : await changeCells(model, grids, method, rules);
  const made = grids.map((grid) => release(grid, rules, model, outcome, { exceptions, earlierReleases }));
  const { system, suppression } = outcome;
  const judgedWith = [...new Set([...made.map((table) => table.receipt.checksum), ...earlierReleases])]
    .sort();
  sources.forEach(({ grid, findings }, i) =>
    remember(made[i]!, {
      ...{ grid, findings, policy: rules, system, itemOf: model.itemOf, suppression, judgedWith },
      changed: outcome.changed?.at ?? null,
    })
  );
  const released: unknown = made;
  // One table out for each table in: TypeScript does not see that `map` keeps the length of a tuple.
  return released as ProtectedTables<Tables>;
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

/** What the receipt says of the surroundings of the release. */
type History = Pick<DisclosureReceipt, "exceptions" | "earlierReleases">;

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
  grid: Grid,
  policy: Policy,
  model: Model,
  { suppression, changed }: Outcome,
  history: History,
): ProtectedTable {
  const { table } = grid;
  const isHidden = (cell: GridCell): boolean => {
    const item = model.itemOf(table.id, cell.key);
    return item !== undefined && suppression.hidden[item] === true;
  };
  const cells = grid.cells.map((cell) => {
    const published = changed?.at(table.id, cell.key);
    return published
      ? changedCell(cell, published, changed!.kind)
      : releaseCell(cell, grid, policy, isHidden(cell));
  });
  const parts = {
    id: table.id,
    title: table.title,
    measure: table.measure,
    entity: table.entity,
    population: table.population,
    period: table.period,
    dimensions: table.dimensions,
    cells,
    sources: table.sources,
  };
  const receipt = mintReceipt(receiptOf(parts, policy, model, { ...history, changed }));
  return new ProtectedTable(PROTECTED_TOKEN, { ...parts, receipt });
}

function releaseCell({ cell }: GridCell, { table }: Grid, policy: Policy, hidden: boolean): ProtectedCell {
  const nothing = { codes: cell.codes, value: null, low: null, high: null };
  if (hidden) return { ...nothing, status: "suppressed", nBand: HIDDEN_BAND, reason: SUPPRESSED };
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

/**
 * Rounds to a number of decimals, halves away from zero, without minus zero.
 *
 * @param value The value.
 * @param decimals Digits after the mark.
 * @returns The rounded value.
 */
export function roundTo(value: number, decimals: number): number {
  const scaled = Number(`${Math.abs(value)}e${decimals}`);
  // A number in exponent notation has no second exponent; it is far below or above what decimals can change.
  if (Number.isNaN(scaled)) return Math.abs(value) < 1 ? 0 : value;
  const rounded = Number(`${Math.round(scaled)}e-${decimals}`);
  return rounded === 0 ? 0 : Math.sign(value) * rounded;
}

function receiptOf(
  parts: Omit<ProtectedParts, "receipt">,
  policy: Policy,
  { reach }: Model,
  { changed, ...history }: History & Pick<Outcome, "changed">,
): DisclosureReceipt {
  const reasons = Map.groupBy(parts.cells.filter((cell) => cell.reason !== null), (cell) => cell.reason!);
  const counts: ReceiptCount[] = [...reasons].sort(([a], [b]) => a < b ? -1 : 1).map(([reason, cells]) => ({
    reason,
    label: REASON_LABELS[reason]!,
    cells: cells.length,
  }));
  return {
    checksum: sha256Hex(canonicalJson(parts)),
    tableId: parts.id,
    title: parts.title,
    policyId: policy.id,
    policyVersion: policy.version,
    policyConfirmed: isConfirmed(policy),
    ruleSentence: changed ? changeSentence(changed) : ruleSentence(policy),
    minimumCount: policy.minimumCount.value,
    cells: parts.cells.length,
    shown: parts.cells.filter((cell) => cell.status === "shown" || cell.status === "rounded").length,
    counts,
    audited: reach === "whole",
    protection: protectionOf(parts, policy, changed),
    ...history,
    sources: parts.sources,
  };
}

/** What readers may know of the protection: the bounds that hold for all cells, never those of one cell. */
function protectionOf(
  { cells }: Pick<ProtectedParts, "cells">,
  policy: Policy,
  changed: Outcome["changed"],
): ReceiptProtection {
  const hidden = cells.filter((cell) => cell.status === "suppressed").length;
  return {
    method: changed?.kind ?? "suppression",
    openWidth: policy.intervalWidth.value,
    openReach: policy.intervalReach.value,
    hiddenPercent: cells.length === 0 ? 0 : roundTo((100 * hidden) / cells.length, 1),
    largestChange: changed?.largestChange ?? (policy.rounding.value ? policy.rounding.value.base / 2 : 0),
  };
}

function changeSentence({ kind, largestChange }: NonNullable<Outcome["changed"]>): Label {
  return mapLabel((language) => {
    const most = formatNumber(largestChange, language);
    if (language === "nl") {
      return kind === "cell-key"
        ? `Aantallen hebben een toevallige afwijking van ten hoogste ${most}; totalen tellen daardoor niet precies op.`
        : `Aantallen zijn zo afgerond dat totalen kloppen; een getal wijkt ten hoogste ${most} af.`;
    }
    return kind === "cell-key"
      ? `Counts have a random change of at most ${most}, so totals do not add up exactly.`
      : `Counts are rounded such that totals add up; a number is at most ${most} off.`;
  });
}

function ruleSentence(policy: Policy): Label {
  const minimum = policy.minimumCount.value;
  const base = policy.rounding.value?.base;
  const rounding = {
    nl: base === undefined ? "" : ` Aantallen zijn afgerond op ${base}-tallen.`,
    en: base === undefined ? "" : ` Counts are rounded to multiples of ${base}.`,
  };
  if (minimum === 0) {
    return { nl: `Niets is verborgen.${rounding.nl}`, en: `Nothing is hidden.${rounding.en}` };
  }
  return {
    nl:
      `Cijfers over minder dan ${minimum} zijn verborgen, en waar nodig andere, zodat niets terug te rekenen is.` +
      rounding.nl,
    en: `Figures about fewer than ${minimum} are hidden, and others where needed, so that nothing can be ` +
      `worked out.${rounding.en}`,
  };
}
