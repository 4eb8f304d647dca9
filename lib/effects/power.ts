/**
 * Power: how likely a difference is to be found, how many people that takes, and which difference can be found at all.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { chiSquaredCdf } from "../core/stats/chi_squared.ts";
import { noncentralTCdf } from "../core/stats/noncentral_t.ts";
import { normalCdf, normalQuantile } from "../core/stats/normal.ts";
import { studentTQuantile } from "../core/stats/student_t.ts";

/** Groups of people who hang together, such as a school class. */
export interface ClusterSize {
  /** Mean number of people a cluster. */
  readonly size: number;
  /** Intraclass correlation: the share of the variance that lies between clusters, 0 to 1. */
  readonly icc: number;
  /** Standard deviation of the sizes over their mean. Default 0. */
  readonly variation?: number;
}

/** A test of two shares, or of one or two means; two-sided. */
export type PowerTest =
  & {
    /** Two-sided significance level. Default 0.05. */
    readonly alpha?: number;
    /** How people hang together. Default not. */
    readonly cluster?: ClusterSize;
  }
  & (
    | {
      /** Two shares by the normal approximation (R `power.prop.test`), or by arcsine (`pwr.2p.test`). */
      readonly kind: "shares" | "shares-arcsine";
      /** The share in the comparison group, between 0 and 1. */
      readonly base: number;
    }
    | {
      /** Means of two groups, or of one group against a fixed value (R `power.t.test`). */
      readonly kind: "two-means" | "one-mean";
      /** The standard deviation within a group. */
      readonly deviation: number;
      /** Whether the chance of a finding in the wrong direction counts (R `strict`, `pwr`). Default `ignored`. */
      readonly wrongDirection?: "ignored" | "counted";
    }
  );

/**
 * The design effect of clusters: 1 + ((1 + variation²)·size − 1)·ICC.
 *
 * Source: Eldridge, Ashby and Kerry (2006), International Journal of Epidemiology 35(5), 1292–1300.
 *
 * @example Classes of twenty
 * ```ts
 * import { clusterDesignEffect } from "./power.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(clusterDesignEffect({ size: 20, icc: 0.05 }).toFixed(6), "1.950000");
 * ```
 *
 * @param cluster The clusters.
 * @returns The factor by which clusters raise the variance.
 * @throws {WorkspaceError} When the size is below 1, or the ICC not in 0 to 1.
 */
export function clusterDesignEffect(cluster: ClusterSize): number {
  const { size, icc, variation = 0 } = cluster;
  if (!(size >= 1) || !(icc >= 0 && icc <= 1) || !(variation >= 0) || !Number.isFinite(size * variation)) {
    throw new WorkspaceError({
      what: "Cluster size is below 1, or the intraclass correlation not in 0 to 1",
      where: "cluster",
    });
  }
  return 1 + ((1 + variation * variation) * size - 1) * icc;
}

/** More people a group than this are not reckoned with or searched for. */
const MOST_PEOPLE = 1e9;

/**
 * The chance of finding a difference of this size.
 *
 * With clusters n is divided by the design effect, and means take 2·(clusters − 1) degrees of freedom. Power belongs
 * before a study: computed afterwards from the found difference it says nothing.
 * Source: R `power.prop.test`, `power.t.test`.
 *
 * @example From 50 to 75 % with fifty people a group
 * ```ts
 * import { powerOf } from "./power.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(powerOf({ kind: "shares", base: 0.5 }, 0.25, 50).toFixed(4), "0.7402");
 * ```
 *
 * @param test The test.
 * @param difference The difference of shares or means.
 * @param n People in each group.
 * @returns The power, 0 to 1.
 * @throws {WorkspaceError} When a share leaves 0 to 1, a deviation is not above 0, or n is below 2.
 */
export function powerOf(test: PowerTest, difference: number, n: number): number {
  const { alpha = 0.05, cluster } = test;
  if (n > MOST_PEOPLE) {
    throw new WorkspaceError({
      what: "A group of more than a billion people is not reckoned with",
      where: "power",
    });
  }
  const wrong = !(alpha > 0 && alpha < 1) || !Number.isFinite(difference) || !(n > 1) || !Number.isFinite(n);
  if (wrong || (cluster !== undefined && n / cluster.size < 2)) {
    throw new WorkspaceError({
      what:
        "The level is not between 0 and 1, the difference not finite, or there are fewer than two people or clusters a group",
      where: "power",
    });
  }
  const effective = n / (cluster ? clusterDesignEffect(cluster) : 1);
  if ("base" in test) {
    return powerOfShares(test.kind, test.base, test.base + difference, effective, alpha);
  }
  if (!(test.deviation > 0) || !Number.isFinite(test.deviation)) {
    throw new WorkspaceError({ what: "The standard deviation is not above 0", where: "power" });
  }
  const groups = test.kind === "two-means" ? 2 : 1;
  const df = groups * ((cluster ? n / cluster.size : n) - 1);
  const border = studentTQuantile(1 - alpha / 2, df);
  const shift = Math.sqrt(effective / groups) * Math.abs(difference) / test.deviation;
  if (foundSurely(border, df, shift)) return 1;
  if (shift > MOST_SHIFT) {
    throw new WorkspaceError({
      what: "The difference is too many standard deviations to reckon with",
      where: "power",
      mend: "Look at the unit of the difference and of the standard deviation",
    });
  }
  const right = noncentralTCdf(border, df, shift, "upper");
  return test.wrongDirection === "counted" ? right + noncentralTCdf(-border, df, shift) : right;
}

/** The distribution of t is summed in about as many steps as the expected t is large: beyond this it takes seconds. */
const MOST_SHIFT = 1e4;
/** Below this a chance is lost in the last digit of 1. */
const LOST = 1e-17;

/**
 * Whether the chance of not finding it is lost in rounding: t stays under the border only when the estimate falls 40 standard
 * errors short, or its standard error is taken to be many times what it is.
 */
function foundSurely(border: number, df: number, shift: number): boolean {
  const half = shift / 2, times = (half / border) ** 2 * df;
  return half > 40 && (times === Infinity || chiSquaredCdf(times, df, "upper") < LOST);
}

function powerOfShares(
  kind: "shares" | "shares-arcsine",
  p1: number,
  p2: number,
  n: number,
  alpha: number,
): number {
  if (!(p1 > 0 && p1 < 1 && p2 >= 0 && p2 <= 1)) {
    throw new WorkspaceError({ what: "A share is not between 0 and 1", where: "power" });
  }
  const border = normalQuantile(1 - alpha / 2);
  if (kind === "shares-arcsine") {
    const shift = 2 * Math.abs(Math.asin(Math.sqrt(p1)) - Math.asin(Math.sqrt(p2))) * Math.sqrt(n / 2);
    return normalCdf(shift - border) + normalCdf(-shift - border);
  }
  const mean = (p1 + p2) / 2;
  const reach = Math.sqrt(n) * Math.abs(p1 - p2) - border * Math.sqrt(2 * mean * (1 - mean));
  return normalCdf(reach / Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2)));
}

/** A difference of more standard deviations than this is not searched for. */
const MOST_DEVIATIONS = 40;

/**
 * The number of people a group that finds a difference with the wanted power, not rounded.
 *
 * @example From 50 to 75 %
 * ```ts
 * import { sizeFor } from "./power.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(Math.ceil(sizeFor({ kind: "shares", base: 0.5 }, 0.25, 0.9)), 77);
 * ```
 *
 * @param test The test.
 * @param difference The difference of shares or means; not 0.
 * @param power The wanted power. Default 0.8.
 * @returns People in each group; round up.
 * @throws {WorkspaceError} When not even a billion people are enough.
 */
export function sizeFor(test: PowerTest, difference: number, power = 0.8): number {
  const least = test.cluster ? 2 * test.cluster.size : 1.0001;
  return search((n) => powerOf(test, difference, n), least * 1.0001, MOST_PEOPLE, power, "number of people");
}

/**
 * The smallest difference that a study of this size finds with the wanted power.
 *
 * @example A hundred people a group
 * ```ts
 * import { detectableDifference } from "./power.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(detectableDifference({ kind: "two-means", deviation: 1 }, 100).toFixed(3), "0.398");
 * ```
 *
 * @param test The test.
 * @param n People in each group.
 * @param power The wanted power. Default 0.8.
 * @returns The difference, above 0: upward from the base for shares.
 * @throws {WorkspaceError} When no difference can be found: say so in the plan and take an outcome nearer by.
 */
export function detectableDifference(test: PowerTest, n: number, power = 0.8): number {
  const unit = "base" in test ? 1 : test.deviation, most = "base" in test ? 1 - test.base : MOST_DEVIATIONS;
  // Means are searched in standard deviations, so that any unit takes as many steps; a wrong deviation is refused by name.
  const found = (difference: number) =>
    powerOf(
      "base" in test || !(unit > 0 && unit < Infinity) ? test : { ...test, deviation: 1 },
      difference,
      n,
    );
  return unit * search(found, 0, most, power, "difference");
}

/** The place between `from` and `to` at which a rising function reaches `wanted`, to the last bits. */
function search(f: (x: number) => number, from: number, to: number, wanted: number, what: string): number {
  if (!(wanted > 0 && wanted < 1)) {
    throw new WorkspaceError({ what: "The wanted power is not between 0 and 1", where: "power" });
  }
  let low = from, high = Math.min(to, Math.max(1, 2 * from));
  while (high < to && f(high) < wanted) {
    low = high;
    high = Math.min(to, high * 2);
  }
  if (!(f(high) >= wanted)) {
    throw new WorkspaceError({
      what: `No ${what} reaches the wanted power`,
      where: "power",
      mend: "Take an outcome that is nearer to the approach, or more people",
    });
  }
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const middle = (low + high) / 2;
    if (f(middle) < wanted) low = middle;
    else high = middle;
  }
  return high;
}
