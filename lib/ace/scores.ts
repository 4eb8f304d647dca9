/**
 * Scored respondents, in columns. Shows its shape and never a row.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { Table } from "../core/table.ts";
import type { Grouping } from "./grouping.ts";
import { groupIndex } from "./grouping.ts";
import type { Caution, Instrument, ScorePart, ScoringRule } from "./instrument.ts";
import type { MappingReport } from "./mapping.ts";
import { type MissingRule, missingRuleId } from "./missing_rule.ts";
import { AceRefusal } from "./refusal.ts";

/** How answers were collected. Never pool over modes. */
export interface Mode {
  /** Who answered. */
  readonly reporter: "self" | "caregiver";
  /** Whether items were disclosed, or only totals. */
  readonly disclosure: "item" | "aggregate";
  /** The channel. */
  readonly channel: "web" | "paper" | "telephone" | "faceToFace" | "unrecorded";
}

/** One count over categories, per respondent. */
export interface PartColumns {
  /** Which count. */
  readonly part: ScorePart;
  /** The score under the missing rule; NaN when there is none. */
  readonly score: Float64Array;
  /** The smallest score that any completion of the answers gives. */
  readonly lower: Uint8Array;
  /** The largest score that any completion of the answers gives. */
  readonly upper: Uint8Array;
}

/** The columns behind {@linkcode AceScores}. */
export interface ScoreColumns {
  /** Flags per category: 1 exposed, 0 not, −1 unknown. Empty for forms that give totals only. */
  readonly flags: ReadonlyMap<string, Int8Array>;
  /** The counts. */
  readonly parts: readonly PartColumns[];
  /** The number of items answered, per respondent. */
  readonly answered: Uint8Array;
  /** One bit per reason of {@linkcode UNKNOWN_REASONS}, per respondent. */
  readonly reasonBits: Uint8Array;
}

/** How scores were made: goes with every result. */
export interface ScoreMethod {
  /** The instrument's id. */
  readonly instrument: string;
  /** The scoring rule's id. */
  readonly rule: string;
  /** The scoring rule's version. */
  readonly ruleVersion: string;
  /** The missing rule with its number, for example `maxMissing(1)`. */
  readonly missing: string;
  /** How answers were collected; null when nobody recorded it. */
  readonly mode: Mode | null;
}

/**
 * Scores of many respondents under one rule: category flags, score or none, bounds, what was answered, and warnings.
 *
 * The default result of ACE work is the vector of categories, not the total. Made by {@linkcode scoreTable}.
 */
export class AceScores {
  readonly #columns: ScoreColumns;
  /** The instrument. */
  readonly instrument: Instrument;
  /** The scoring rule. */
  readonly rule: ScoringRule;
  /** The missing rule. */
  readonly missing: MissingRule;
  /** How the scores were made, for reports. */
  readonly method: ScoreMethod;
  /** What the mapping found and could not find. */
  readonly mapping: MappingReport;
  /** What a reader has to know. */
  readonly warnings: readonly Caution[];
  /** The number of respondents. */
  readonly rowCount: number;

  /**
   * Makes the scores. Use {@linkcode scoreTable}.
   *
   * @param columns The computed columns.
   * @param about The rule, the mapping and the warnings.
   */
  constructor(
    columns: ScoreColumns,
    about: {
      readonly instrument: Instrument;
      readonly rule: ScoringRule;
      readonly missing: MissingRule;
      readonly mode: Mode | null;
      readonly mapping: MappingReport;
      readonly warnings: readonly Caution[];
    },
  ) {
    this.#columns = columns;
    this.instrument = about.instrument;
    this.rule = about.rule;
    this.missing = about.missing;
    this.mapping = about.mapping;
    this.warnings = about.warnings;
    this.rowCount = columns.answered.length;
    this.method = {
      instrument: about.instrument.id,
      rule: about.rule.id,
      ruleVersion: about.rule.version,
      missing: missingRuleId(about.missing),
      mode: about.mode,
    };
  }

  /** The ids of the categories that have flags. */
  get categoryIds(): readonly string[] {
    return [...this.#columns.flags.keys()];
  }

  /** The flags of a category: 1 exposed, 0 not exposed, −1 unknown. */
  flags(category: string): Int8Array {
    const flags = this.#columns.flags.get(category);
    if (flags) return flags;
    throw missing("category", category, this.categoryIds);
  }

  /** The score of a part under the missing rule; NaN when there is none. The main part unless told. */
  score(part: string = this.#main()): Float64Array {
    return this.#part(part).score;
  }

  /** The smallest score that any completion of the answers gives. */
  lower(part: string = this.#main()): Uint8Array {
    return this.#part(part).lower;
  }

  /** The largest score that any completion of the answers gives. */
  upper(part: string = this.#main()): Uint8Array {
    return this.#part(part).upper;
  }

  /** The number of items answered. */
  answered(): Uint8Array {
    return this.#columns.answered;
  }

  /** One bit per reason of {@linkcode UNKNOWN_REASONS} for what is unknown. */
  reasonBits(): Uint8Array {
    return this.#columns.reasonBits;
  }

  /**
   * The position of each respondent's group in a grouping; −1 when it is not known.
   *
   * Under the rule `boundedGroup` the group is known where both bounds fall into one.
   */
  groups(grouping: Grouping, part: string = this.#main()): Int8Array {
    const { score, lower, upper } = this.#part(part);
    const groups = new Int8Array(this.rowCount);
    if (this.missing.kind !== "boundedGroup") {
      for (let row = 0; row < groups.length; row++) groups[row] = groupIndex(grouping, score[row]!);
      return groups;
    }
    for (let row = 0; row < groups.length; row++) {
      const low = groupIndex(grouping, lower[row]!);
      groups[row] = low === groupIndex(grouping, upper[row]!) ? low : -1;
    }
    return groups;
  }

  /** All columns as a table, which shows its shape only: `score`, `lower`, `upper`, `answered` and `flag:…`. */
  toTable(): Table {
    const columns: Record<string, Float64Array> = {};
    for (const { part, score, lower, upper } of this.#columns.parts) {
      columns[part.id] = score;
      columns[`${part.id}:lower`] = Float64Array.from(lower);
      columns[`${part.id}:upper`] = Float64Array.from(upper);
    }
    columns.answered = Float64Array.from(this.#columns.answered);
    for (const [id, flags] of this.#columns.flags) {
      columns[`flag:${id}`] = Float64Array.from(flags, (flag) => flag < 0 ? NaN : flag);
    }
    return Table.from(columns);
  }

  #main(): string {
    return this.#columns.parts[0]?.part.id ?? "score";
  }

  #part(id: string): PartColumns {
    const found = this.#columns.parts.find(({ part }) => part.id === id);
    if (found) return found;
    if (this.#columns.parts.length > 1) {
      throw new AceRefusal("not-a-score", {
        what: `${this.method.instrument} has no count ${id} over its parts ${
          this.#columns.parts.map(({ part }) => part.id).join(", ")
        }`,
        where: "AceScores",
      });
    }
    throw missing("part", id, this.#columns.parts.map(({ part }) => part.id));
  }

  #shape(): string {
    return `AceScores(${this.rowCount} respondents, ${this.method.instrument}, ${this.method.rule}/${this.method.missing})`;
  }

  /** The shape, so that `JSON.stringify` leaks no row. */
  toJSON(): string {
    return this.#shape();
  }

  /** The shape, for string contexts. */
  toString(): string {
    return this.#shape();
  }

  /** The shape, for `console.log` under Deno. */
  [Symbol.for("Deno.customInspect")](): string {
    return this.#shape();
  }

  /** The shape, for `console.log` under Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.#shape();
  }

  /** The shape, for notebooks. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/plain": this.#shape() };
  }
}

function missing(kind: string, id: string, known: readonly string[]): WorkspaceError {
  return new WorkspaceError({
    what: `There is no ${kind} ${id}`,
    where: "AceScores",
    mend: `Choose one of: ${known.join(", ")}`,
  });
}
