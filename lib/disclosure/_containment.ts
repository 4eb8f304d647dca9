/**
 * Which overlapping codes contain each other, and which are made of codes that exclude each other in another table.
 *
 * @module
 */
import { bandOf } from "./_bands_join.ts";
import { disagreement } from "./_overlap_errors.ts";
import type { Source } from "./_relations.ts";
import { binaryName, partsOfBinary } from "./_slices.ts";

/** An overlapping code with the codes that contain it, the closest first. All as names of variables. */
export interface Contained {
  /** The code. */
  readonly name: string;
  /** The codes around it. */
  readonly containers: readonly string[];
  /** A table that says so. */
  readonly tableId: string;
}

/** A one-sided border: `from` and everything above, or everything below `to`. */
interface Threshold {
  readonly side: "from" | "to";
  readonly at: number;
}

/** How one-sided codes are written; the number is the first or the first excluded whole number. */
const SPELLINGS: readonly (readonly [RegExp, Threshold["side"], number])[] = [
  [/^(?:>=|≥)\s*(\d+)$/, "from", 0],
  [/^>\s*(\d+)$/, "from", 1],
  [/^(\d+)\s*(?:\+|of meer|en meer|or more)$/, "from", 0],
  [/^<\s*(\d+)$/, "to", 0],
  [/^(?:<=|≤)\s*(\d+)$/, "to", 1],
];

function thresholdOf(code: string): Threshold | null {
  for (const [pattern, side, more] of SPELLINGS) {
    const match = code.match(pattern);
    if (match) return { side, at: Number(match[1]) + more };
  }
  return null;
}

/** The overlapping codes of a dimension in all tables, with what contains each by its own word. */
function codesOf(dimension: string, sources: readonly Source[]) {
  const parents = new Map<string, string | undefined>();
  let tableId = "";
  for (const { grid: { table } } of sources) {
    const own = table.dimensions.find((d) => d.name === dimension && d.membership === "overlapping");
    if (own) tableId = table.id;
    for (const { code, parent } of own?.codes ?? []) parents.set(code, parents.get(code) ?? parent);
  }
  return { parents, tableId };
}

/** The codes that contain the codes of some variables. */
export function containersOf(binaries: readonly string[], sources: readonly Source[]): readonly Contained[] {
  return binaries.map((name) => {
    const { dimension, code } = partsOfBinary(name);
    const { parents, tableId } = codesOf(dimension, sources);
    const around: string[] = [];
    for (let at = parents.get(code); at !== undefined && !around.includes(at); at = parents.get(at)) {
      around.push(at);
    }
    const own = thresholdOf(code);
    const wider = [...parents.keys()].flatMap((other) => {
      const threshold = thresholdOf(other);
      if (own === null || threshold?.side !== own.side || threshold.at === own.at) return [];
      const isWider = own.side === "from" ? threshold.at < own.at : threshold.at > own.at;
      return isWider ? [{ other, distance: Math.abs(threshold.at - own.at) }] : [];
    }).sort((a, b) => a.distance - b.distance || (a.other < b.other ? -1 : 1));
    const containers = [...new Set([...around, ...wider.map(({ other }) => other)])]
      .map((container) => binaryName(dimension, container));
    return { name, containers, tableId };
  }).filter(({ containers }) => containers.length > 0);
}

/** The codes of an exclusive dimension that make up an overlapping code. */
export interface Cover {
  /** The dimension. */
  readonly dimension: string;
  /** Its codes. */
  readonly codes: readonly string[];
  /** The table with the overlapping code, and the one with the exclusive ones. */
  readonly tables: readonly [string, string];
}

/**
 * Finds what an overlapping code is made of, where another table has its dimension with codes that exclude each other.
 *
 * @throws {DisclosureError} When borders cross, so that nothing can be said.
 */
export function coverOf(name: string, sources: readonly Source[]): Cover | null {
  const { dimension, code } = partsOfBinary(name);
  const { tableId } = codesOf(dimension, sources);
  for (const { grid: { table } } of sources) {
    const exclusive = table.dimensions.find((d) => d.name === dimension && d.membership !== "overlapping");
    if (!exclusive) continue;
    const tables = [tableId, table.id] as const;
    if (exclusive.codes.some((other) => other.code === code)) return { dimension, codes: [code], tables };
    const parents = new Set(exclusive.codes.map(({ parent }) => parent));
    const leaves = exclusive.codes.filter((other) => !parents.has(other.code));
    const own = bandOf(code);
    const bands = leaves.map((leaf) => bandOf(leaf.code)).filter((band) => band !== null);
    if (own === null || bands.length < leaves.length) continue;
    const within = bands.filter(({ from, to }) => from >= own.from && to <= own.to);
    const meeting = bands.filter(({ from, to }) => from < own.to && to > own.from);
    if (meeting.length > within.length) throw disagreement(tables, dimension, code);
    if (within.length > 0) return { dimension, codes: within.map((band) => band.code), tables };
  }
  return null;
}
