/**
 * Agreement between two ratings under a survey design: Cohen's kappa with weights of respondents.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { type AnyDesign, type Estimates, evaluate } from "./estimates.ts";

/** How much a disagreement counts: all the same, by distance, or by squared distance. */
export type KappaWeights = "none" | "linear" | "quadratic";

/** Two ratings of each respondent. */
export interface Ratings {
  /** The position of the first rating among the categories; negative where it is not known. */
  readonly first: ArrayLike<number>;
  /** The position of the second. */
  readonly second: ArrayLike<number>;
  /** The number of categories, at least two. */
  readonly categories: number;
}

/**
 * Weighted kappa κ = (p_o − p_e)/(1 − p_e) over estimated population shares, with its standard error by linearisation
 * or by replicates. Respondents with an unknown rating are outside the domain; the full design stays in place.
 *
 * Agreement weights are 1 − d/(k−1) (linear) or 1 − (d/(k−1))² (quadratic) for a distance of d categories.
 * Source: Cohen (1968), Psychological Bulletin 70:213–220; Lumley (2010), Complex Surveys; R `survey::svykappa`.
 *
 * @example Equal weights give the classic value
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { surveyDesign } from "./design.ts";
 * import { surveyKappa } from "./kappa.ts";
 * import assert from "node:assert/strict";
 *
 * const cells = [[20, 5], [10, 15]];
 * const pairs = cells.flatMap((row, i) => row.flatMap((n, j) => Array.from({ length: n }, () => [i, j] as const)));
 * const design = surveyDesign(Table.from({ w: new Float64Array(50).fill(3) }), { weight: "w", stages: [] });
 * const ratings = { first: pairs.map(([i]) => i), second: pairs.map(([, j]) => j), categories: 2 };
 * assert.equal(surveyKappa(design, ratings, "none").values[0]?.toFixed(6), "0.400000");
 * ```
 *
 * @param design The design.
 * @param ratings The ratings.
 * @param weights How much a disagreement counts.
 * @returns Kappa as one estimate; NaN when chance agreement is complete.
 * @throws {WorkspaceError} When ratings do not fit the respondents or the categories, or nobody has both.
 */
export function surveyKappa(design: AnyDesign, ratings: Ratings, weights: KappaWeights): Estimates {
  const mask = maskOf(design, ratings);
  const agreement = (i: number, j: number) => {
    const distance = Math.abs(i - j) / (ratings.categories - 1);
    if (weights === "none") return distance === 0 ? 1 : 0;
    return weights === "linear" ? 1 - distance : 1 - distance * distance;
  };
  return evaluate(design, {
    names: ["kappa"],
    masks: [mask],
    estimate: (sample) => Float64Array.of(kappaOf(summarise(sample, mask, ratings, agreement))),
    influence: (sample) => [influenceOf(sample, mask, ratings, agreement)],
  });
}

type Agreement = (i: number, j: number) => number;

interface Summary {
  readonly total: number;
  readonly observed: number;
  readonly expected: number;
  readonly rowWeights: Float64Array;
  readonly columnWeights: Float64Array;
}

function summarise(sample: Float64Array, mask: Uint8Array, ratings: Ratings, agreement: Agreement): Summary {
  const { first, second, categories: size } = ratings;
  const rows = new Float64Array(size);
  const columns = new Float64Array(size);
  let total = 0, agreed = 0;
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] !== 1) continue;
    const weight = sample[row]!;
    total += weight;
    rows[first[row]!]! += weight;
    columns[second[row]!]! += weight;
    agreed += weight * agreement(first[row]!, second[row]!);
  }
  const over = (shares: Float64Array, pair: (own: number, other: number) => number) =>
    Float64Array.from(
      shares,
      (_, own) => shares.reduce((sum, share, other) => sum + pair(own, other) * share / total, 0),
    );
  const rowWeights = over(columns, (i, j) => agreement(i, j));
  const columnWeights = over(rows, (j, i) => agreement(i, j));
  const expected = rows.reduce((sum, share, i) => sum + (share / total) * rowWeights[i]!, 0);
  return { total, observed: agreed / total, expected, rowWeights, columnWeights };
}

function kappaOf({ observed, expected }: Summary): number {
  return expected === 1 ? NaN : (observed - expected) / (1 - expected);
}

/** dκ = dp_o/(1 − p_e) − (1 − p_o)/(1 − p_e)² dp_e, with dp_e = w̄_i. + w̄_.j − 2 p_e for a respondent in cell (i, j). */
function influenceOf(
  sample: Float64Array,
  mask: Uint8Array,
  ratings: Ratings,
  agreement: Agreement,
): Float64Array {
  const { total, observed, expected, rowWeights, columnWeights } = summarise(
    sample,
    mask,
    ratings,
    agreement,
  );
  const rest = 1 - expected;
  return Float64Array.from(mask, (inside, row) => {
    if (inside !== 1) return 0;
    const [i, j] = [ratings.first[row]!, ratings.second[row]!];
    const byChance = rowWeights[i]! + columnWeights[j]! - 2 * expected;
    const change = (agreement(i, j) - observed) / rest - (1 - observed) / rest ** 2 * byChance;
    return sample[row]! * change / total;
  });
}

function maskOf(design: AnyDesign, { first, second, categories }: Ratings): Uint8Array {
  const rows = design.rowCount;
  const legal = (value: number) => Number.isInteger(value) && value < categories;
  const mask = new Uint8Array(rows);
  let known = 0;
  for (let row = 0; row < rows; row++) {
    const [one, other] = [first[row] ?? NaN, second[row] ?? NaN];
    if (!legal(one) || !legal(other)) {
      throw problem("A rating is not the position of a category", `row ${row + 1}`);
    }
    if (one < 0 || other < 0) continue;
    mask[row] = 1;
    if (design.weights[row]! > 0) known++;
  }
  if (first.length !== rows || second.length !== rows || categories < 2 || known === 0) {
    throw problem("Kappa needs two categories, and two known ratings of some respondents", "surveyKappa");
  }
  return mask;
}

function problem(what: string, where: string): WorkspaceError {
  return new WorkspaceError({
    what,
    where,
    mend: "Give a position from 0 for each respondent, or −1 for unknown",
  });
}
