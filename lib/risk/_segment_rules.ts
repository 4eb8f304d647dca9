/**
 * The rules of segments: conditions, and the words for them.
 *
 * @module
 */
import { decimalsOf, formatNumber } from "../core/format.ts";
import type { Label } from "../core/language.ts";
import type { SplitColumn, TreeNode } from "./tree.ts";

/** One condition of a rule. */
export type SegmentCondition =
  | { readonly column: string; readonly kind: "atMost" | "above"; readonly value: number }
  | { readonly column: string; readonly kind: "oneOf"; readonly levels: readonly string[] };

/** The conditions of the two sides of a split. */
export function conditionsOf(
  { split }: TreeNode,
  columns: readonly SplitColumn[],
  levels: readonly (readonly string[])[],
): readonly [SegmentCondition, SegmentCondition] {
  const { name } = columns[split!.column]!;
  if (split!.kind === "number") {
    const value = split!.above;
    return [{ column: name, kind: "atMost", value }, { column: name, kind: "above", value }];
  }
  const { left } = split!;
  const names = levels[split!.column]!;
  const pick = (side: boolean): SegmentCondition => ({
    column: name,
    kind: "oneOf",
    levels: names.filter((_, code) => left.has(code) === side),
  });
  return [pick(true), pick(false)];
}

/** The rule in words. */
export function ruleOf(conditions: readonly SegmentCondition[]): Label {
  if (conditions.length === 0) return { nl: "iedereen", en: "everybody" };
  const words = (language: "nl" | "en") =>
    tightened(conditions).map((one) =>
      one.kind === "oneOf"
        ? `${one.column} ${one.levels.join(language === "nl" ? " of " : " or ")}`
        : `${one.column} ${one.kind === "above" ? ">" : "≤"} ${
          formatNumber(one.value, language, decimalsOf(Number(one.value.toPrecision(CUT_DIGITS))))
        }`
    ).join(language === "nl" ? " en " : " and ");
  return { nl: words("nl"), en: words("en") };
}

/** A cut lies between two values of the data: more digits tell nothing. */
const CUT_DIGITS = 6;

/** Of conditions on one column in one direction only the last binds. */
function tightened(conditions: readonly SegmentCondition[]): readonly SegmentCondition[] {
  return conditions.filter((one, index) =>
    !conditions.slice(index + 1).some(({ column, kind }) => column === one.column && kind === one.kind)
  );
}
