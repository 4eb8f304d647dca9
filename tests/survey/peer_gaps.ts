/** How far lib/survey and R `survey` are apart, per statistic. */
import type { Answer } from "./peer_answers.ts";

/** R's answers: per design, per key, the four numbers of its line. */
export type PeerAnswers = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;

/** The largest gaps of one statistic over all designs; null where R gives nothing to compare with. */
export interface StatisticGap {
  readonly name: string;
  readonly designs: number;
  readonly values: number;
  readonly estimate: number | null;
  readonly se: number | null;
  readonly ends: number | null;
}

/** Reads the lines of answers.csv. */
export function parsePeerAnswers(lines: readonly Readonly<Record<string, string>>[]): PeerAnswers {
  const answers = new Map<string, Map<string, readonly number[]>>();
  for (const { design = "", key = "", value, se, low, high } of lines) {
    const own = answers.get(design) ?? new Map<string, readonly number[]>();
    own.set(key, [value, se, low, high].map((text) => text === "NA" || text === "NaN" ? NaN : Number(text)));
    answers.set(design, own);
  }
  return answers;
}

/** Keys are put together up to the first slash that is followed by a code: `mean/a` and `mean/b` are `mean by domain`. */
function nameOf(key: string): string {
  const [head = "", rest] = key.split("/");
  if (rest === undefined || rest === "") return head;
  return ["post", "rake", "linear-calibration", "jackknife", "share", "kappa"].includes(head)
    ? `${head}: ${rest}`
    : `${head}, parts`;
}

/** The gap of two numbers, relative above 1 and absolute below; Infinity when only one of them exists. */
function gapOf(found: number | undefined, wanted: number | undefined): number | null {
  if (wanted === undefined || Number.isNaN(wanted)) return null;
  const gap = Math.abs((found ?? NaN) - wanted) / Math.max(1, Math.abs(wanted));
  return Number.isNaN(gap) ? Infinity : gap;
}

/** The largest gaps per statistic. A key that only one side has counts as an infinite gap. */
export function gapsOf(
  peers: PeerAnswers,
  ours: ReadonlyMap<string, readonly Answer[]>,
): readonly StatisticGap[] {
  const found = new Map<string, { designs: Set<string>; values: number; gaps: (number | null)[][] }>();
  for (const [design, wanted] of peers) {
    const own = new Map((ours.get(design) ?? []).map((answer) => [answer.key, answer]));
    for (const key of new Set([...wanted.keys(), ...own.keys()])) {
      const name = nameOf(key);
      const entry = found.get(name) ?? { designs: new Set<string>(), values: 0, gaps: [] };
      found.set(name, entry);
      const line = wanted.get(key) ?? [Infinity, Infinity, NaN, NaN];
      const mine = own.get(key);
      entry.designs.add(design);
      entry.values++;
      const seWanted = mine && mine.se === undefined ? NaN : line[1];
      entry.gaps.push([
        gapOf(mine?.value, line[0]),
        gapOf(mine?.se, seWanted),
        largest([gapOf(mine?.low, line[2]), gapOf(mine?.high, line[3])]),
      ]);
    }
  }
  return [...found].map(([name, { designs, values, gaps }]) => ({
    name,
    designs: designs.size,
    values,
    estimate: largest(gaps.map(([gap]) => gap ?? null)),
    se: largest(gaps.map(([, gap]) => gap ?? null)),
    ends: largest(gaps.map(([, , gap]) => gap ?? null)),
  }));
}

function largest(gaps: readonly (number | null)[]): number | null {
  const known = gaps.filter((gap) => gap !== null);
  return known.length === 0 ? null : Math.max(...known);
}
