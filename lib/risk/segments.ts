/**
 * Segments: groups with high and low risk, found by a tree, with rates from rows that the tree has not seen.
 *
 * No function says in which segment a person falls.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { formatNumber } from "../core/format.ts";
import type { Label } from "../core/language.ts";
import { randomFor } from "../core/random.ts";
import { type Interval, wilsonInterval } from "../core/stats/mod.ts";
import type { Table } from "../core/table.ts";
import { requireTwoClasses } from "./_assemble.ts";
import { columnData, numericValues } from "./_columns.ts";
import { conditionsOf, ruleOf, type SegmentCondition } from "./_segment_rules.ts";
import { brief, withSummary } from "../core/summary.ts";
import { type SegmentSignal, signalOf } from "./segment_signal.ts";
import { growTree, pruneTree, sideOf, type SplitColumn, type TreeNode } from "./tree.ts";
import { completeRows, type MissingPolicy } from "./design_matrix.ts";
import { formula, type SimpleTerm } from "./formula.ts";

/** What segments are made of. */
export interface SegmentOptions {
  /** The outcome: 0 and 1 or truth values. */
  readonly outcome: string;
  /** The characteristics to split on; a bare name is a number or truth value, categories are factors. */
  readonly predictors: readonly (SimpleTerm | string)[];
  /** The name from which the draw of the held-out rows derives, for example `heusden/segmenten`. */
  readonly seed: string;
  /**
   * Share of the rows held out from growing, on which the rates are estimated; 0.5 unless told. 0 estimates on the
   * rows that the tree was grown on, which is too favourable and said so.
   */
  readonly heldOutShare?: number;
  /** Rows that a segment holds at least, in both parts; 25 unless told. Not under 10. */
  readonly leafFloor?: number;
  /** Rows that a group needs to be split; twice the floor unless told. */
  readonly leastToSplit?: number;
  /** Most conditions of a segment; 4 unless told: longer rules are not understood at a table. */
  readonly depth?: number;
  /** A split must lower the spread by this share of the whole per extra segment; 0.01 unless told, as rpart. */
  readonly complexity?: number;
  /** What to do with rows that miss a value; `refuse` unless told. */
  readonly missing?: MissingPolicy;
}

export type { SegmentCondition } from "./_segment_rules.ts";
export type { SegmentSignal } from "./segment_signal.ts";

/** A group with its rate. */
export interface Segment {
  /** `1` is the segment with the highest rate. */
  readonly code: string;
  /** Its conditions, all of which hold; empty when the tree has one segment. */
  readonly conditions: readonly SegmentCondition[];
  /** The conditions in words. */
  readonly rule: Label;
  /** Held-out rows in it. */
  readonly n: number;
  /** Of them, with the outcome. */
  readonly cases: number;
  /** cases / n. */
  readonly share: number;
  /** Its 95 % Wilson interval. */
  readonly interval: Interval;
  /** share / share of all held-out rows. */
  readonly lift: number;
  /** Part of all held-out cases that are in it. */
  readonly shareOfCases: number;
  /** The share on the rows that the tree was grown on: for comparison only, it is too extreme. */
  readonly grownShare: number;
}

/** The segments of a population. */
export interface Segments {
  /** The outcome. */
  readonly outcome: string;
  /** Rows that the tree was grown on. */
  readonly grownN: number;
  /** Rows that the rates are estimated on. */
  readonly n: number;
  /** Of them, with the outcome. */
  readonly cases: number;
  /** Rows left out for a missing value. */
  readonly droppedRows: number;
  /** Whether anything is there to find: the characteristic most clearly associated with the outcome, on the grown rows. */
  readonly signal: SegmentSignal;
  /** The segments, highest rate first; together they hold every row once. */
  readonly segments: readonly Segment[];
  /** What has to hold. */
  readonly assumptions: readonly Label[];
  /** What was found. */
  readonly warnings: readonly Label[];
}

/** No segment may be smaller. Source: the usual minimum count of output checking. */
const LEAST_FLOOR = 10;
const USUAL = { leafFloor: 25, depth: 4, complexity: 0.01, heldOutShare: 0.5 };

/**
 * Finds segments of high and low risk with a tree (CART), and estimates their rates on held-out rows.
 *
 * Splits lower Σ(y − mean)² most (half the Gini impurity); categories are grouped by their share of cases, which finds
 * the best grouping; weakest-link pruning by `complexity`. A branch is cut back until each segment holds `leafFloor`
 * rows in the grown and in the held-out part. Rates of the rows that chose the splits are too extreme, so those of the
 * other part are given ("honest"). The same tree as `rpart` with `method = "anova"` on the grown rows.
 * Source: Breiman et al. (1984); Athey & Imbens (2016), PNAS 113:7353–7360 (honest estimation).
 *
 * @example Two groups
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { growSegments } from "./segments.ts";
 * import assert from "node:assert/strict";
 *
 * const schulden = Float64Array.from({ length: 400 }, (_, row) => row % 2);
 * const table = Table.from({ schulden, hulp: schulden.map((debt, row) => (row % 10 < (debt === 1 ? 6 : 2) ? 1 : 0)) });
 * const { segments } = growSegments(table, { outcome: "hulp", predictors: ["schulden"], seed: "voorbeeld" });
 * assert.deepEqual(segments.map(({ rule }) => rule.en), ["schulden > 0.5", "schulden ≤ 0.5"]);
 * ```
 *
 * @param table The rows.
 * @param options Outcome, predictors, seed and floors.
 * @returns The segments; `segmentTable` takes them to `protect`.
 * @throws {WorkspaceError} On one outcome only, missing values, or a floor under 10 or above what the rows allow.
 */
export function growSegments(table: Table, options: SegmentOptions): Segments {
  const { outcome } = options;
  const rules = rulesOf(options);
  const terms = formula(outcome, options.predictors).terms.filter((term) => term.kind !== "interaction");
  const names = [...terms.map(({ column }) => column), outcome];
  const { rows } = completeRows(table, names, options.missing ?? "refuse");
  const y = numericValues(table.column(outcome), outcome, rows);
  requireTwoClasses(y, outcome);
  const { columns, levels } = splitColumns(table, terms, rows);
  const held = drawHeldOut(rows.length, rules.heldOutShare, options.seed);
  const grown = Uint32Array.from(y, (_, row) => row).filter((row) => held[row] === 0);
  const judged = rules.heldOutShare === 0
    ? grown
    : Uint32Array.from(y, (_, row) => row).filter((row) => held[row] === 1);
  if (grown.length < rules.leafFloor || judged.length < rules.leafFloor) {
    throw new WorkspaceError({
      what:
        `${grown.length} rows to grow on and ${judged.length} to estimate on, with a floor of ${rules.leafFloor}`,
      where: "growSegments",
      mend: "Use more rows: so few cannot be held out",
    });
  }
  const own = columns.map((column) => ({
    ...column,
    values: Float64Array.from(grown, (r) => column.values[r]!),
  }));
  const ownY = Float64Array.from(grown, (row) => y[row]!);
  const full = growTree(own, ownY, rules);
  const tree = cutBack(pruneTree(full, rules.complexity), { columns, levels, y }, judged, rules.leafFloor);
  return resultOf(tree, {
    ...{ options, rules, droppedRows: table.rowCount - rows.length, grownN: grown.length },
    signal: signalOf(own, ownY),
  });
}

function rulesOf(options: SegmentOptions) {
  const leafFloor = options.leafFloor ?? USUAL.leafFloor;
  const rules = {
    leafFloor,
    leastToSplit: options.leastToSplit ?? 2 * leafFloor,
    depth: options.depth ?? USUAL.depth,
    complexity: options.complexity ?? USUAL.complexity,
    heldOutShare: options.heldOutShare ?? USUAL.heldOutShare,
  };
  const wrong = !Number.isInteger(leafFloor) || leafFloor < LEAST_FLOOR || !(rules.depth >= 1) ||
    !(rules.complexity >= 0) || !(rules.heldOutShare >= 0 && rules.heldOutShare < 1);
  if (!wrong) return rules;
  throw new WorkspaceError({
    what: `Options out of range: floor ${leafFloor}, depth ${rules.depth}, complexity ${rules.complexity}, ` +
      `held-out share ${rules.heldOutShare}`,
    where: "growSegments",
    mend: `Use a whole floor from ${LEAST_FLOOR}: a smaller segment points at persons`,
  });
}

function splitColumns(table: Table, terms: readonly SimpleTerm[], rows: Int32Array) {
  const levels: (readonly string[])[] = [];
  const columns = terms.map((term): SplitColumn => {
    if (term.kind === "spline") {
      throw new WorkspaceError({
        what: "A tree does not split on a curve",
        where: term.column,
        mend: "Give the bare column",
      });
    }
    const data = columnData(table, term, rows);
    levels.push(data.levels);
    return {
      name: term.column,
      kind: term.kind === "factor" ? "category" : "number",
      values: data.values,
      levels: data.levels.length,
    };
  });
  return { columns, levels };
}

/** Marks the held-out rows: a fixed number of them, drawn without replacement. */
function drawHeldOut(n: number, share: number, seed: string): Uint8Array {
  const random = randomFor(seed);
  const held = new Uint8Array(n);
  let left = Math.round(share * n);
  for (let row = 0; row < n; row++) {
    if (random.next() * (n - row) >= left) continue;
    held[row] = 1;
    left--;
  }
  return held;
}

interface Leaf {
  readonly conditions: readonly SegmentCondition[];
  readonly n: number;
  readonly cases: number;
  readonly grownShare: number;
}

interface Judging {
  readonly columns: readonly SplitColumn[];
  readonly levels: readonly (readonly string[])[];
  readonly y: Float64Array;
}

/** The leaves with their held-out counts; a split with a leaf under the floor on either side is taken back. */
function cutBack(node: TreeNode, judging: Judging, rows: Uint32Array, floor: number): readonly Leaf[] {
  const { columns, levels, y } = judging;
  let cases = 0;
  for (const row of rows) cases += y[row]!;
  const leaf = { conditions: [], n: rows.length, cases, grownShare: node.cases / node.n };
  if (node.split === null || node.left === null || node.right === null) return [leaf];
  const isLeft = sideOf(columns, node.split);
  const left = cutBack(node.left, judging, rows.filter((row) => isLeft(row)), floor);
  const right = cutBack(node.right, judging, rows.filter((row) => !isLeft(row)), floor);
  if ([...left, ...right].some(({ n }) => n < floor)) return [leaf];
  const [inLeft, inRight] = conditionsOf(node, columns, levels);
  return [
    ...left.map((one) => ({ ...one, conditions: [inLeft, ...one.conditions] })),
    ...right.map((one) => ({ ...one, conditions: [inRight, ...one.conditions] })),
  ];
}

interface Context {
  readonly options: SegmentOptions;
  readonly rules: ReturnType<typeof rulesOf>;
  readonly droppedRows: number;
  readonly grownN: number;
  readonly signal: SegmentSignal;
}

function resultOf(leaves: readonly Leaf[], context: Context): Segments {
  const { options, rules, droppedRows, grownN, signal } = context;
  const n = leaves.reduce((sum, leaf) => sum + leaf.n, 0);
  const cases = leaves.reduce((sum, leaf) => sum + leaf.cases, 0);
  const ordered = [...leaves].sort((a, b) => b.cases / b.n - a.cases / a.n || b.n - a.n);
  const segments = ordered.map((leaf, index): Segment => ({
    code: String(index + 1),
    conditions: leaf.conditions,
    rule: ruleOf(leaf.conditions),
    n: leaf.n,
    cases: leaf.cases,
    share: leaf.cases / leaf.n,
    interval: wilsonInterval(leaf.cases, leaf.n),
    lift: cases === 0 ? 1 : leaf.cases / leaf.n / (cases / n),
    shareOfCases: cases === 0 ? 0 : leaf.cases / cases,
    grownShare: leaf.grownShare,
  }));
  const lines = segments.map(({ rule, lift }) => `  ${rule.en}: ${brief(lift)} × the mean`);
  return withSummary(
    {
      outcome: options.outcome,
      grownN,
      n,
      cases,
      droppedRows,
      signal,
      segments,
      assumptions: ASSUMPTIONS,
      warnings: warningsOf(segments, rules.heldOutShare, { droppedRows, signal }),
    },
    [`${options.outcome} in ${segments.length} segments, n = ${formatNumber(n, "en")}`, ...lines].join("\n"),
  );
}

const ASSUMPTIONS: readonly Label[] = [
  {
    nl: "Een segment is een groep, geen oordeel over een persoon; een kenmerk in de regel is geen oorzaak",
    en: "A segment is a group, no judgement of a person; a characteristic in its rule is no cause",
  },
  {
    nl: "Een boom is grillig: met andere rijen komen er andere regels uit die even goed zijn",
    en: "A tree is unstable: with other rows other rules come out that are as good",
  },
];

/** A tree always finds rules; at this p or more they may well be chance. */
const CLEAR_SIGNAL = 0.05;

function warningsOf(
  segments: readonly Segment[],
  heldOutShare: number,
  { droppedRows, signal }: Pick<Segments, "droppedRows" | "signal">,
): readonly Label[] {
  const warnings: Label[] = [];
  if (heldOutShare === 0) {
    warnings.push({
      nl: "Aandelen geschat op de rijen die de regels kozen: te uitgesproken; houd rijen apart",
      en: "Rates estimated on the rows that chose the rules: too extreme; hold rows out",
    });
  }
  if (segments.length === 1) {
    warnings.push({
      nl: "Geen kenmerk splitst de groep genoeg: er is één segment",
      en: "No characteristic splits the group enough: there is one segment",
    });
  }
  if (signal.p >= CLEAR_SIGNAL && segments.length > 1) {
    const [nl, en] = [formatNumber(signal.p, "nl", 2), formatNumber(signal.p, "en", 2)];
    warnings.push({
      nl: `Geen kenmerk hangt aantoonbaar samen met de uitkomst (p = ${nl}): de regels kunnen toeval zijn`,
      en: `No characteristic is clearly associated with the outcome (p = ${en}): the rules may be chance`,
    });
  }
  if (droppedRows > 0) {
    warnings.push({
      nl: `${droppedRows} rijen weggelaten omdat een waarde ontbreekt`,
      en: `${droppedRows} rows left out because a value is missing`,
    });
  }
  return warnings;
}
