/**
 * Two outputs that count nearly the same units: subtraction describes the few that are in one of them only (R12).
 *
 * @module
 */
import { canonicalJson } from "../core/hash.ts";
import type { LedgerCell, LedgerOutput } from "./_ledger_output.ts";
import type { Policy } from "./policy.ts";

/** Where two outputs differ by a few. */
export interface SmallDifference {
  /** What is compared: the units, or the numerators of the same measure. */
  readonly of: "n" | "numerator";
  /** The codes of the place; empty for all units together. */
  readonly codes: readonly string[];
}

/** Tells whether two outputs can be about the same units: kind of unit, period, and a common dataset. */
export function isComparable(a: LedgerOutput, b: LedgerOutput): boolean {
  const datasets = new Set(a.sources.map((source) => source.datasetId));
  return a.entity === b.entity && a.period === b.period &&
    (b.sources.length === 0
      ? a.sources.length === 0
      : b.sources.some((source) => datasets.has(source.datasetId)));
}

/** Tells whether everything behind an output was public before. */
export function isOpen(output: LedgerOutput): boolean {
  return output.sources.length > 0 && output.sources.every((source) => source.sensitivity === "open");
}

/** A known number and its codes, by place. */
type Margins = ReadonlyMap<string, { readonly codes: readonly string[]; readonly value: number | null }>;

/**
 * Finds the places at which two outputs differ by a few.
 *
 * Outputs are compared over the dimensions that both have; what only one has is added up. Outputs of which the
 * population is described in other words are taken to be nested only when one is never larger than the other.
 */
export function smallDifferences(
  a: LedgerOutput,
  b: LedgerOutput,
  policy: Policy,
): readonly SmallDifference[] {
  const most = policy.differenceUpTo.value;
  if (most <= 0) return [];
  const names = new Set(b.dimensions.map((d) => d.name));
  const shared = a.dimensions.map((d) => d.name).filter((name) => names.has(name)).sort();
  const roles: SmallDifference["of"][] = a.measure.id === b.measure.id ? ["n", "numerator"] : ["n"];
  return roles.flatMap((of) => {
    const gaps = gapsOf(marginsOf(a, shared, of), marginsOf(b, shared, of));
    const signs = new Set(gaps.map(({ gap }) => Math.sign(gap)).filter((sign) => sign !== 0));
    if (a.population !== b.population && signs.size > 1) return [];
    return gaps.filter(({ gap }) => gap !== 0 && Math.abs(gap) <= most).map(({ codes }) => ({ of, codes }));
  });
}

/** With fewer equal sizes than this, two groups can be of the same size by chance. */
const EQUAL_SIZES = 3;

/**
 * Finds the places that one output hides and the other shows, of two outputs that describe the same units in other words:
 * wherever both show a size it is the same. The words alone would keep them apart.
 *
 * @returns The codes of those places; none when the descriptions are the same, or the groups are not.
 */
export function shownInOtherWords(a: LedgerOutput, b: LedgerOutput): readonly (readonly string[])[] {
  if (a.population === b.population) return [];
  const names = new Set(b.dimensions.map((d) => d.name));
  const shared = a.dimensions.map((d) => d.name).filter((name) => names.has(name)).sort();
  const [one, other] = [marginsOf(a, shared, "n"), marginsOf(b, shared, "n")];
  const gaps = gapsOf(one, other);
  if (gaps.length < EQUAL_SIZES || gaps.some(({ gap }) => gap !== 0)) return [];
  return [...one].flatMap(([key, { codes, value }]) => {
    const beside = other.get(key);
    return beside !== undefined && (value === null) !== (beside.value === null) ? [codes] : [];
  });
}

function gapsOf(a: Margins, b: Margins): { readonly codes: readonly string[]; readonly gap: number }[] {
  const gaps: { codes: readonly string[]; gap: number }[] = [];
  for (const [key, { codes, value }] of a) {
    const other = b.get(key)?.value ?? null;
    if (value !== null && other !== null) gaps.push({ codes, gap: value - other });
  }
  return gaps;
}

/** Adds an output up to some of its dimensions; null where a part is not known. */
function marginsOf(output: LedgerOutput, names: readonly string[], of: SmallDifference["of"]): Margins {
  const kept = names.map((name) => output.dimensions.findIndex((d) => d.name === name));
  const extra = output.dimensions.map((d, i) => ({ ...d, i })).filter(({ i }) => !kept.includes(i));
  if (extra.some((dimension) => dimension.membership === "overlapping")) return new Map();
  const parents = extra.map(({ codes }) => new Set(codes.map(({ parent }) => parent)));
  const margins = new Map<string, { codes: readonly string[]; value: number | null }>();
  for (const cell of output.cells) {
    // Only the finest codes of a dimension that is added up, or units would count twice.
    if (extra.some(({ i }, k) => parents[k]!.has(cell.codes[i] ?? ""))) continue;
    const codes = kept.map((i) => cell.codes[i] ?? "");
    const key = canonicalJson(codes);
    const before = margins.get(key);
    const value = knownOf(cell, of);
    const sum = before === undefined
      ? value
      : before.value === null || value === null
      ? null
      : before.value + value;
    margins.set(key, { codes, value: sum });
  }
  return margins;
}

/** A number that a release gives; a value that does not exist gives nothing, unless nobody is there. */
function knownOf(cell: LedgerCell, of: SmallDifference["of"]): number | null {
  if (cell.value === null && cell.n !== 0) return null;
  return of === "n" ? cell.n : cell.n === 0 ? 0 : cell.numerator;
}
