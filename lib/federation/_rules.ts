/**
 * The rules by which a station refuses.
 *
 * @module
 */
import type { Policy } from "../disclosure/mod.ts";
import { combine } from "./combinations.ts";
import { type Agreement, type Analysis, columnsOfAnalysis, type FederationRequest } from "./agreement.ts";
import type { RefusalReason } from "./errors.ts";
import type { LogEntry } from "./query_log.ts";
import type { StationStatistics } from "./statistics.ts";

/** A table or a matrix with more numbers than this is not made: it serves nobody, and could exhaust a station. */
const MOST_NUMBERS = 10_000;
/** A row with more weight in some combination of terms than all others together: then sums over all speak of one. */
const MOST_LEVERAGE = 0.5;

/** Judges a request before any row is touched; null when it is in order. */
export function judgeRequest(
  request: FederationRequest,
  own: string,
  agreement: Agreement,
  log: readonly LogEntry[],
): RefusalReason | null {
  if (request.agreement !== agreement.id) return "other-agreement";
  const seen = Math.max(0, ...log.map((entry) => entry.request?.sequence ?? 0));
  if (!Number.isSafeInteger(request.sequence) || request.sequence <= seen) return "old-sequence";
  if (!isRosterAgreed(request.roster, own, agreement)) return "roster";
  if (!isAnalysisAgreed(request.analysis, agreement)) return "not-agreed";
  const { analysis } = request;
  const numbers = analysis.kind === "counts"
    ? analysis.by.reduce((cells, { codes }) => cells * codes.length, 1)
    : (analysis.terms.length + 2) ** 2;
  return numbers > MOST_NUMBERS ? "too-large" : null;
}

function isRosterAgreed(roster: readonly string[], own: string, agreement: Agreement): boolean {
  const known = new Set(agreement.stations.map(({ id }) => id));
  const unique = new Set(roster);
  return roster.every((id) => known.has(id)) && unique.size === roster.length && unique.has(own) &&
    roster.length >= Math.max(3, agreement.minimumStations);
}

function isAnalysisAgreed(analysis: Analysis, agreement: Agreement): boolean {
  if (!agreement.kinds.includes(analysis.kind)) return false;
  if (!columnsOfAnalysis(analysis).every((column) => agreement.columns.includes(column))) return false;
  if (analysis.kind !== "logistic") return true;
  return analysis.beta.length === analysis.terms.length + 1 && analysis.beta.every(Number.isFinite);
}

/** Judges what the station would add, on its own: as if all other stations told theirs. */
export function judgeContribution(
  statistics: StationStatistics,
  policy: Policy,
  smallCells: "refuse" | "masked",
): RefusalReason | null {
  const floor = policy.minimumCount.value;
  const isZeroFine = policy.zeros.value === "shown" || smallCells === "masked";
  const isSmall = (count: number) => count === 0 ? !isZeroFine : count < floor;
  if (smallCells === "refuse" && statistics.counts.some(isSmall)) return "too-small";
  if (smallCells === "refuse" && statistics.pairCounts.some((count) => count > 0 && count < floor)) {
    return "too-small";
  }
  const dof = policy.residualDof.value;
  if (statistics.residualDof !== null && dof !== null && statistics.residualDof < dof) return "too-few-rows";
  if (statistics.carryingRows !== null && statistics.carryingRows < floor) return "few-rows-carry-it";
  const { design } = statistics;
  if (design !== null && (design.largestLeverage > MOST_LEVERAGE || design.isCarriedByFewer(floor))) {
    return "few-rows-carry-it";
  }
  const isDominated = statistics.amounts.some((amounts) =>
    policy.dominance.value.some(({ largest, percent }) => isHeldByFew(amounts, largest, percent))
  );
  return isDominated ? "few-rows-carry-it" : null;
}

/** Whether the largest few amounts are more than so many percent of the total. */
function isHeldByFew(amounts: readonly number[], largest: number, percent: number): boolean {
  const sizes = amounts.map(Math.abs).sort((a, b) => b - a);
  const sum = (list: readonly number[]) => list.reduce((total, size) => total + size, 0);
  return sum(sizes.slice(0, largest)) * 100 > percent * sum(sizes);
}

/** What was answered before: a request and the row sets that it spoke of, at this station. */
export interface Answered {
  /** The request. */
  readonly request: FederationRequest;
  /** The row sets, the whole group first. */
  readonly rowSets: readonly (readonly number[])[];
}

/** Judges a request against all that was answered before. */
export function judgeHistory(
  asked: Answered,
  earlier: readonly Answered[],
  rules: {
    readonly floor: number;
    readonly roundsPerGroup: number;
    readonly smallCells: "refuse" | "masked";
  },
): RefusalReason | null {
  const group = asked.rowSets[0] ?? [];
  const same = earlier.filter(({ rowSets }) => differingRows(rowSets[0] ?? [], group) === 0);
  if (same.length >= rules.roundsPerGroup) return "round-limit";
  const roster = asked.request.roster.join("|");
  // Totals of the same rows with and without one station differ by what that station has, and groups that share rows can be
  // put together from parts: so no row is told about with two lists of stations.
  const isOther = (before: Answered) =>
    before.request.roster.join("|") !== roster && sharedRows(before.rowSets[0] ?? [], group) > 0;
  if (rules.smallCells === "masked" && earlier.some(isOther)) return "other-roster";
  const isNear = (a: readonly number[], b: readonly number[]) => {
    const difference = differingRows(a, b);
    return difference > 0 && difference < rules.floor;
  };
  const sets = asked.rowSets.filter((set) => set.length > 0);
  const near = earlier.some(({ rowSets }) =>
    rowSets.some((before) => before.length > 0 && sets.some((own) => isNear(before, own)))
  );
  return near
    ? "differencing"
    : judgeTogether([...earlier.flatMap(({ rowSets }) => rowSets), ...sets], rules);
}

/** Judges what all answered groups give away together: unions and differences of several of them. */
function judgeTogether(
  groups: readonly (readonly number[])[],
  { floor, smallCells }: { readonly floor: number; readonly smallCells: "refuse" | "masked" },
): RefusalReason | null {
  // Small groups that may vanish in the total are no news; what others leave of a group still is.
  const passing = smallCells === "masked" ? groups.filter(({ length }) => length < floor).flat() : [];
  const found = combine(groups, floor, passing);
  if (found === "safe") return null;
  return found === "isolates-few" ? "differencing" : "too-many-groups";
}

/** Counts the rows that are in one of two ascending lists and not in the other. */
function differingRows(a: readonly number[], b: readonly number[]): number {
  return a.length + b.length - 2 * sharedRows(a, b);
}

/** Counts the rows that are in both of two ascending lists. */
function sharedRows(a: readonly number[], b: readonly number[]): number {
  let i = 0, j = 0, shared = 0;
  while (i < a.length && j < b.length) {
    const left = a[i] ?? 0, right = b[j] ?? 0;
    if (left === right) shared += 1;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return shared;
}
