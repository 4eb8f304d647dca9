/**
 * Scoring: from a table of answers to category flags, scores and bounds.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { classifyCategory, type CodesOf, itemsOf } from "./classify.ts";
import { decodeItem } from "./decode.ts";
import type { Instrument, ScorePart, ScoringRule } from "./instrument.ts";
import { type ItemMapping, mapItems, type MappedItem } from "./mapping.ts";
import { checkMissingRule, type MissingRule, missingRuleId, scoreFunction } from "./missing_rule.ts";
import { AceRefusal } from "./refusal.ts";
import { AceScores, type Mode, type PartColumns } from "./scores.ts";
import { collectWarnings } from "./warnings.ts";

/** How to score. Rule and missing rule have no default: authors differ, and the difference is several points. */
export interface ScoreOptions {
  /** The id of one of the instrument's scoring rules. */
  readonly rule: string;
  /** What to do with unknown answers. */
  readonly missing: MissingRule;
  /** Columns by item code; items that are not named are looked for under their own code. */
  readonly mapping?: ItemMapping;
  /** How answers were collected; some instruments demand it. */
  readonly mode?: Mode;
  /** Age of respondents, where they are minors: "before your 18th birthday" is then not over. */
  readonly respondents?: "adults" | "minors";
}

/**
 * Scores a table of answers, one row a respondent.
 *
 * Three-valued logic: a category is exposed when any of its items is, not exposed when all were answered and none is,
 * and unknown otherwise. An empty cell is unknown; a code outside the codebook is an error.
 *
 * @example Two respondents, one with an unknown answer
 * ```ts
 * import { Table } from "../core/table.ts";
 * import { KAISER10 } from "./instruments/kaiser10.ts";
 * import { scoreTable } from "./score.ts";
 * import assert from "node:assert/strict";
 *
 * const answers: Record<string, string[]> = {};
 * for (let item = 1; item <= 10; item++) answers[`q${item}`] = ["yes", item === 9 ? "dk" : "no"];
 * const scores = scoreTable(Table.from(answers), KAISER10, { rule: "kaiser10", missing: { kind: "bounds" } });
 * assert.deepEqual([...scores.score()], [10, NaN]);
 * assert.deepEqual([scores.lower()[1], scores.upper()[1]], [0, 1]);
 * ```
 *
 * @param table The answers.
 * @param instrument The instrument.
 * @param options The rule, the missing rule and the mapping.
 * @returns The scores.
 * @throws {IllegalAnswer} When a cell holds a code outside the codebook.
 * @throws {AceRefusal} When part of the items would be called a score, or a needed mode is not recorded.
 * @throws {WorkspaceError} When the rule is unknown or the mapping does not fit.
 */
export function scoreTable(table: Table, instrument: Instrument, options: ScoreOptions): AceScores {
  const rule = findRule(instrument, options.rule);
  if (instrument.modeRequired === "yes" && !options.mode) {
    throw new AceRefusal("mode-missing", { what: `${instrument.id} is not scored without its mode` });
  }
  refuseOtherMode(instrument, options.mode);
  const { items, report } = mapItems(table, instrument, options.mapping);
  refusePartial(rule, items, options.missing, instrument);
  const rows = table.rowCount;
  const tally = { answered: new Uint8Array(rows), reasonBits: new Uint8Array(rows) };
  const scratch = new Uint8Array(rows);
  const codesOf: CodesOf = (id) => {
    const mapped = items.get(id);
    return mapped ? { codes: decodeItem(table, mapped, scratch), scale: mapped.item.scale } : null;
  };
  const flags = new Map(
    rule.categories.map((category) =>
      [category.id, classifyCategory(category, rows, codesOf, tally)] as const
    ),
  );
  const parts = rule.parts.map((part) => countPart(part, flags, rows, options.missing));
  if (options.missing.kind === "imputed") refuseUnknown(tally.reasonBits);
  const warnings = collectWarnings({ table, instrument, rule, items, options, flags });
  return new AceScores({ flags, parts, ...tally }, {
    instrument,
    rule,
    missing: options.missing,
    mode: options.mode ?? null,
    mapping: report,
    warnings,
  });
}

/** Items come from a form on which items were disclosed, and a version for caregivers from caregivers. */
function refuseOtherMode(instrument: Instrument, mode: Mode | undefined): void {
  if (mode?.disclosure === "aggregate") {
    throw new AceRefusal("mode-missing", {
      what: "Items were given with a mode that says only totals were asked",
      where: instrument.id,
    });
  }
  if (!mode || instrument.modeRequired === "no" || mode.reporter === instrument.reporter) return;
  throw new AceRefusal("mode-missing", {
    what: `${instrument.id} is the version for ${instrument.reporter} report, the mode says ${mode.reporter}`,
  });
}

/** The rule of an instrument by its id. */
function findRule(instrument: Instrument, id: string): ScoringRule {
  const rule = instrument.rules.find((candidate) => candidate.id === id);
  if (rule) return rule;
  if (instrument.rules.length === 0) {
    throw new AceRefusal("not-implementable", {
      what: `${instrument.id} cannot be scored`,
      where: instrument.source,
    });
  }
  throw new WorkspaceError({
    what: `${instrument.id} has no scoring rule ${id}`,
    mend: `Choose one of: ${instrument.rules.map((candidate) => candidate.id).join(", ")}`,
  });
}

/** Rules that fill in what is unknown may not make a score out of an instrument of which part was asked. */
const FILLING = new Set<MissingRule["kind"]>(["asNo", "maxMissing", "prorate", "imputed"]);

function refusePartial(
  rule: ScoringRule,
  items: ReadonlyMap<string, MappedItem>,
  missing: MissingRule,
  instrument: Instrument,
): void {
  const unasked = itemsOf(rule).filter((item) => !items.has(item));
  if (unasked.length === 0 || !FILLING.has(missing.kind)) return;
  throw new AceRefusal("partial-instrument", {
    what: `A total over part of ${instrument.id} is not its score: no column for ${unasked.join(", ")}`,
    where: `rule ${rule.id}/${missingRuleId(missing)}`,
  });
}

function refuseUnknown(reasonBits: Uint8Array): void {
  const row = reasonBits.findIndex((bits) => bits !== 0);
  if (row < 0) return;
  throw new WorkspaceError({
    what: "Answers that were called imputed still hold an unknown one",
    where: `row ${row + 1}`,
    mend: "Complete the imputation, or name another missing rule",
  });
}

function countPart(
  part: ScorePart,
  flags: ReadonlyMap<string, Int8Array>,
  rows: number,
  missing: MissingRule,
): PartColumns {
  const total = part.categories.length;
  checkMissingRule(missing, total);
  const counts = new Uint16Array(rows);
  for (const id of part.categories) addFlags(flags.get(id) ?? new Int8Array(rows), counts);
  return { part, ...finishPart(counts, total, missing) };
}

/** Adds 1 where exposed and 256 where unknown: both counts in one number, so that memory is passed once. */
function addFlags(flags: Int8Array, counts: Uint16Array): void {
  for (let row = 0; row < flags.length; row++) {
    const flag = flags[row]!;
    // Branch-free: 1 → 1, −1 → 256.
    counts[row]! += (flag & 1 & ~(flag >> 7)) + ((flag >>> 31) << 8);
  }
}

function finishPart(counts: Uint16Array, total: number, missing: MissingRule): Omit<PartColumns, "part"> {
  const scores = scoreTableOf(total, missing);
  const score = new Float64Array(counts.length);
  const lower = new Uint8Array(counts.length);
  const upper = new Uint8Array(counts.length);
  for (let row = 0; row < score.length; row++) {
    const exposed = counts[row]! & 255;
    const unknown = counts[row]! >> 8;
    score[row] = scores[exposed * (total + 1) + unknown]!;
    lower[row] = exposed;
    upper[row] = exposed + unknown;
  }
  return { score, lower, upper };
}

/** The score of every (exposed, unknown) pair, so that the rule is worked out once and not per respondent. */
function scoreTableOf(total: number, missing: MissingRule): Float64Array {
  const scoreOf = scoreFunction(missing, total);
  const scores = new Float64Array((total + 1) * (total + 1));
  for (let exposed = 0; exposed <= total; exposed++) {
    for (let unknown = 0; unknown <= total; unknown++) {
      scores[exposed * (total + 1) + unknown] = scoreOf(exposed, unknown);
    }
  }
  return scores;
}
