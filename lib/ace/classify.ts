/**
 * From code numbers to category flags, in three-valued logic.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { UNKNOWN_FROM, unknownCode } from "./decode.ts";
import type { AnswerScale, Category, ItemTest, ScoringRule, SumItem } from "./instrument.ts";

/** A flag: 1 exposed, 0 not exposed, −1 unknown. */
const UNKNOWN_FLAG: number = -1;

/**
 * Where flags come from: the code numbers of an item, or null when it was not asked. The bytes hold only until the next
 * call.
 */
export type CodesOf = (item: string) => { readonly codes: Uint8Array; readonly scale: AnswerScale } | null;

/** What is counted per respondent while items are read. */
export interface Tally {
  /** The number of items answered. */
  readonly answered: Uint8Array;
  /** One bit per reason for what is unknown. */
  readonly reasonBits: Uint8Array;
}

/** The items that a rule looks at, each once. */
export function itemsOf({ categories }: Pick<ScoringRule, "categories">): readonly string[] {
  const items = categories.flatMap(({ rule }) =>
    (rule.kind === "any" ? rule.tests : rule.items).map(({ item }) => item)
  );
  return [...new Set(items)];
}

/** Gives the flag of one category for every respondent, and adds to the tally. */
export function classifyCategory(
  category: Category,
  rows: number,
  codesOf: CodesOf,
  tally: Tally,
): Int8Array {
  const { rule } = category;
  return rule.kind === "any"
    ? classifyAny(rule.tests, rows, codesOf, tally)
    : classifySum(rule.items, rule.atLeast, rows, codesOf, tally);
}

// States inside a test: 0 no, 1 yes, 2 + reason unknown.
const UNKNOWN_STATE = 2;
const NOT_ASKED_BIT = 1 << (unknownCode("notAsked") - UNKNOWN_FROM);

function classifyAny(
  tests: readonly ItemTest[],
  rows: number,
  codesOf: CodesOf,
  tally: Tally,
): Int8Array {
  const flags = new Int8Array(rows);
  tests.forEach((test, index) => {
    const source = codesOf(test.item);
    if (!source) addNotAsked(flags, tally);
    else if (index === 0) setTest(flags, source.codes, stateTable(test, source.scale), tally);
    else addTest(flags, source.codes, stateTable(test, source.scale), tally);
  });
  return flags;
}

/** The first item of a category: its state is the flag. Without a branch, as answers come in no order. */
function setTest(flags: Int8Array, codes: Uint8Array, states: Uint8Array, tally: Tally): void {
  const { answered, reasonBits } = tally;
  const flagOf = Int8Array.from(states, (state) => state >= UNKNOWN_STATE ? UNKNOWN_FLAG : state);
  const bitOf = states.map((state) => state >= UNKNOWN_STATE ? 1 << (state - UNKNOWN_STATE) : 0);
  for (let row = 0; row < flags.length; row++) {
    const code = codes[row]!;
    const flag = flagOf[code]!;
    flags[row] = flag;
    reasonBits[row]! |= bitOf[code]!;
    answered[row]! += 1 + (flag >> 7);
  }
}

/** Three-valued OR of one more item: 1 wins, then unknown, then 0. */
function addTest(flags: Int8Array, codes: Uint8Array, states: Uint8Array, tally: Tally): void {
  const { answered, reasonBits } = tally;
  for (let row = 0; row < flags.length; row++) {
    const state = states[codes[row]!]!;
    if (state >= UNKNOWN_STATE) {
      reasonBits[row]! |= 1 << (state - UNKNOWN_STATE);
      if (flags[row] === 0) flags[row] = UNKNOWN_FLAG;
    } else {
      answered[row]!++;
      if (state === 1) flags[row] = 1;
    }
  }
}

function addNotAsked(flags: Int8Array, tally: Tally): void {
  for (let row = 0; row < flags.length; row++) {
    if (flags[row] === 0) flags[row] = UNKNOWN_FLAG;
    tally.reasonBits[row]! |= NOT_ASKED_BIT;
  }
}

/** From each code number to its state under a test. */
function stateTable(test: ItemTest, scale: AnswerScale): Uint8Array {
  const states = new Uint8Array(256);
  const answers = scale.answers === "open" ? [] : scale.answers;
  answers.forEach(({ code }, index) => {
    if (test.exposed.includes(code)) states[index] = 1;
    else if (test.unknown?.includes(code)) {
      states[index] = UNKNOWN_STATE + unknownCode("notApplicable") - UNKNOWN_FROM;
    }
  });
  const strange = test.exposed.find((code) => !answers.some((answer) => answer.code === code));
  if (strange !== undefined) {
    throw new WorkspaceError({
      what: `A rule tests for a code that its item does not have: ${strange}`,
      where: test.item,
    });
  }
  for (let code = UNKNOWN_FROM; code < 256; code++) states[code] = UNKNOWN_STATE + code - UNKNOWN_FROM;
  return states;
}

function classifySum(
  items: readonly SumItem[],
  atLeast: number,
  rows: number,
  codesOf: CodesOf,
  tally: Tally,
): Int8Array {
  const low = new Float64Array(rows);
  const high = new Float64Array(rows);
  for (const { item, direction } of items) {
    const source = codesOf(item);
    if (source) addSummand(low, high, source.codes, pointTable(source.scale, direction, item), tally);
    else return addUnaskedSum(new Int8Array(rows).fill(UNKNOWN_FLAG), tally);
  }
  return Int8Array.from(low, (least, row) => least >= atLeast ? 1 : high[row]! < atLeast ? 0 : UNKNOWN_FLAG);
}

function addUnaskedSum(flags: Int8Array, tally: Tally): Int8Array {
  for (let row = 0; row < flags.length; row++) tally.reasonBits[row]! |= NOT_ASKED_BIT;
  return flags;
}

interface Points {
  readonly least: number;
  readonly most: number;
  readonly byCode: Float64Array;
}

function addSummand(
  low: Float64Array,
  high: Float64Array,
  codes: Uint8Array,
  points: Points,
  tally: Tally,
): void {
  for (let row = 0; row < low.length; row++) {
    const code = codes[row]!;
    if (code >= UNKNOWN_FROM) {
      low[row]! += points.least;
      high[row]! += points.most;
      tally.reasonBits[row]! |= 1 << (code - UNKNOWN_FROM);
    } else {
      low[row]! += points.byCode[code]!;
      high[row]! += points.byCode[code]!;
      tally.answered[row]!++;
    }
  }
}

function pointTable(scale: AnswerScale, direction: SumItem["direction"], item: string): Points {
  const values = (scale.answers === "open" ? [] : scale.answers).map(({ code }) => Number(code));
  if (values.length === 0 || values.some(Number.isNaN)) {
    throw new WorkspaceError({ what: "A rule adds up answers that are not numbers", where: item });
  }
  const least = Math.min(...values);
  const most = Math.max(...values);
  return {
    least,
    most,
    byCode: Float64Array.from(values, (value) => direction === "reversed" ? least + most - value : value),
  };
}
