/**
 * What a convention is, and what it sees.
 *
 * @module
 */
import { type Cell, type Notebook, tagsOf } from "../nbformat.ts";
import { parseCode, type ParsedCode } from "../syntax.ts";
import { type CellTag, mainTagOf, TAG_RULES } from "../tags.ts";

/** `error` blocks vetting, `warning` is shown. */
export type Severity = "error" | "warning";

/** A breach of a convention. */
export interface ConventionProblem {
  /** The rule's id, for example `imports-in-setup`. */
  readonly rule: string;
  /** Whether it blocks vetting. */
  readonly severity: Severity;
  /** The cell; null when the notebook as a whole breaks the rule. */
  readonly cellId: string | null;
  /** Line in the cell from 1; null when the cell as a whole breaks it. */
  readonly line: number | null;
  /** What is wrong and how to mend it. */
  readonly message: string;
  /** The same in Dutch, for rules about what readers of the briefing see; null for all others. */
  readonly messageNl: string | null;
}

/** A breach as a rule tells it. */
export interface Breach {
  /** The cell; null for the notebook as a whole. */
  readonly cell: SeenCell | null;
  /** Line in the cell from 1. */
  readonly line?: number;
  /** What was found, as a sentence without a final period. */
  readonly what: string;
  /** How to mend it. */
  readonly mend: string;
  /** Both in Dutch. */
  readonly nl?: string;
  /** Milder or stricter than the rule as a whole. */
  readonly severity?: Severity;
}

/** A cell as rules see it. */
export interface SeenCell {
  /** The cell itself. */
  readonly cell: Cell;
  /** Its place, from 0. */
  readonly index: number;
  /** All its tags. */
  readonly tags: readonly string[];
  /** The one tag of the closed list that it bears; null when there is none or more than one. */
  readonly main: CellTag | null;
  /** The parsed code; null for cells that are not code. */
  readonly code: ParsedCode | null;
}

/** A notebook as rules see it. */
export interface SeenNotebook {
  /** The notebook itself. */
  readonly notebook: Notebook;
  /** Its cells in order. */
  readonly cells: readonly SeenCell[];
  /** Place of the first cell from which on only programme objects may be shown; infinite when there is none. */
  readonly protectedFrom: number;
}

/** A convention. */
export interface Rule {
  /** A stable slug. */
  readonly id: string;
  /** What the rule wants, in one sentence. */
  readonly wants: string;
  /** Why it exists. */
  readonly why: string;
  /** Whether a breach blocks vetting. */
  readonly severity: Severity;
  /** Whether it also holds while a notebook is only drafted. Default `vet`. */
  readonly from?: "draft" | "vet";
  /** Finds the breaches. */
  check(seen: SeenNotebook): Iterable<Breach>;
}

/**
 * Prepares a notebook for the rules: each cell is parsed once.
 *
 * @param notebook The notebook.
 * @returns What rules see.
 */
export function seeNotebook(notebook: Notebook): SeenNotebook {
  const cells = notebook.cells.map((cell, index): SeenCell => ({
    cell,
    index,
    tags: tagsOf(cell),
    main: mainTagOf(cell),
    code: cell.cell_type === "code" ? parseCode(cell.source) : null,
  }));
  const first = cells.findIndex(({ main }) =>
    (main === null ? -1 : TAG_RULES[main].phase ?? -1) >= PROTECT_PHASE
  );
  return { notebook, cells, protectedFrom: first < 0 ? Infinity : first };
}

const PROTECT_PHASE = TAG_RULES.protect.phase ?? 0;
