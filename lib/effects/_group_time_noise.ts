/** The noise of group-time effects: by influence alone, or counting that each starting group has few clusters. @module */

/** Clusters that start together, or never, or that hold units of several starts. */
export interface Stratum {
  readonly clusters: Int32Array;
  /** Units by cluster, in the same order. */
  readonly units: Float64Array;
  /** Starts with a unit in it. */
  readonly starts: readonly number[];
  /** Degrees of freedom of its own noise; below 1 when nothing tells it. */
  readonly df: number;
  /** What squares within it are multiplied by, for coefficients that were estimated in it. */
  readonly factor: number;
}

/** The error of a line, its degrees of freedom and where they come from. */
export interface Noise {
  readonly error: number;
  readonly df: number;
  /** The share of the variance by stratum; the rest, from the sizes of groups, counts as known. */
  readonly shares: readonly number[];
}

const NOTHING_TOLD: Noise = { error: 0, df: 0, shares: [] };

/**
 * Sorts clusters into strata.
 *
 * In a group that is compared, the covariates take as many degrees of freedom as there are covariates.
 *
 * @param groups The starts with effects; other starts are never compared, except those that never start.
 */
export function strataOf(
  startOfUnit: Float64Array,
  cluster: Int32Array,
  groups: readonly number[],
  covariates: number,
): readonly Stratum[] {
  const used = new Set([...groups, Infinity]),
    count = cluster.reduce((most, place) => Math.max(most, place), -1) + 1;
  const units = new Float64Array(count), first = new Float64Array(count).fill(NaN), mixed = new Set<number>();
  startOfUnit.forEach((start, unit) => {
    if (!used.has(start)) return;
    const place = cluster[unit]!;
    if (units[place]! > 0 && first[place] !== start) mixed.add(place);
    first[place] = start;
    units[place]!++;
  });
  const strata = new Map<number | "several", number[]>();
  units.forEach((size, place) => {
    if (size === 0) return;
    const key = mixed.has(place) ? "several" : first[place]!, known = strata.get(key);
    if (known) known.push(place);
    else strata.set(key, [place]);
  });
  const startsIn = mixed.size > 0 ? startsOfMixed(startOfUnit, cluster, used, mixed) : [];
  return [...strata].map(([key, places]) => {
    const sizes = Float64Array.from(places, (place) => units[place]!),
      of = key === "several" ? startsIn : [key];
    const free = freedomOf(sizes), left = free - (of.includes(Infinity) ? covariates : 0);
    return { clusters: Int32Array.from(places), units: sizes, starts: of, df: left, factor: free / left };
  });
}

function startsOfMixed(
  startOfUnit: Float64Array,
  cluster: Int32Array,
  used: ReadonlySet<number>,
  mixed: ReadonlySet<number>,
): readonly number[] {
  const starts = startOfUnit.filter((start, unit) => used.has(start) && mixed.has(cluster[unit]!));
  return [...new Set(starts)];
}

/** The degrees of freedom of Bell and McCaffrey for a mean over clusters of these sizes: clusters − 1 when they are equal. */
function freedomOf(sizes: Float64Array): number {
  if (sizes.length < 2) return 0;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let own = 0, back = 0;
  for (const size of sizes) {
    const share = size / total;
    own += share * share * (1 - 2 * share) / (1 - share) ** 2;
    back += share * share / (1 - share);
  }
  return 1 / (own + back * back);
}

/** √Σψ²/n, with ψ summed within clusters. */
export function plainNoise(sums: Float64Array, units: number): Noise {
  let squares = 0;
  for (const value of sums) squares += value * value;
  return { error: Math.sqrt(squares) / units, df: Infinity, shares: [] };
}

/**
 * The same with ψ taken around the mean of its stratum and divided by what estimating that mean took away (CR2), and
 * Satterthwaite's degrees of freedom over the strata: Welch's interval when units are clusters and there are no covariates.
 *
 * @param groups The starting groups that the line is made of; one that is a single cluster leaves its noise untold.
 */
export function smallNoise(
  strata: readonly Stratum[],
  sums: Float64Array,
  units: number,
  groups: readonly number[],
): Noise {
  const own: number[] = [];
  let known = 0;
  for (const stratum of strata) {
    const within = squaresWithin(stratum, sums);
    const takesPart = within.all > 0 || stratum.starts.some((start) => groups.includes(start));
    if (takesPart && !(stratum.df >= 1)) return NOTHING_TOLD;
    own.push(takesPart ? within.around * stratum.factor : 0);
    known += within.mean;
  }
  const total = own.reduce((sum, value) => sum + value, known);
  if (!(total > 0)) return NOTHING_TOLD;
  const shares = own.map((value) => value / total);
  const spread = shares.reduce((sum, share, k) => share > 0 ? sum + share * share / strata[k]!.df : sum, 0);
  return { error: Math.sqrt(total) / units, df: spread > 0 ? 1 / spread : Infinity, shares };
}

function squaresWithin({ clusters, units }: Stratum, sums: Float64Array) {
  let sum = 0, size = 0, all = 0, around = 0, squared = 0;
  for (let k = 0; k < clusters.length; k++) {
    const value = sums[clusters[k]!]!;
    sum += value;
    size += units[k]!;
    all += value * value;
  }
  if (all === 0) return { all, around, mean: squared };
  for (let k = 0; k < clusters.length; k++) {
    const share = units[k]! / size, expected = share * sum;
    if (share < 1) around += (sums[clusters[k]!]! - expected) ** 2 / (1 - share);
    squared += expected * expected;
  }
  return { all, around, mean: squared };
}
