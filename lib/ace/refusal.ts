/**
 * What this folder refuses, and why. A refusal is an error that explains itself and names its source.
 *
 * @module
 */
import { type ProblemParts, WorkspaceError } from "../core/errors.ts";

/** The kinds of refusal. */
export type RefusalReason =
  | "individual-cutoff"
  | "under-floor"
  | "mixed-series"
  | "partial-instrument"
  | "not-a-score"
  | "not-implementable"
  | "mode-missing";

/** Why each kind is refused, and who says so. */
const GROUNDS: Readonly<Record<RefusalReason, { readonly mend: string; readonly source: string }>> = {
  "individual-cutoff": {
    mend: "Describe groups instead; an ACE score has no reference standard and no cut-off for a person",
    source: "Anda, Porter & Brown (2020), doi 10.1016/j.amepre.2020.01.009; gezondegeneratie.nl",
  },
  "under-floor": {
    mend: "Merge groups, widen the area or the period, or leave the group out by name",
    source: "the policy's floor; NCHS data presentation standards for proportions (2017)",
  },
  "mixed-series": {
    mend: "Score all waves with one rule on the items that they share, or show them apart",
    source: "MMWR 2019 leaves out states whose items differ; Thakur (2020) finds a mode effect for PEARLS",
  },
  "partial-instrument": {
    mend: "Map the missing items, or report categories instead of a score",
    source: "PCOR-MII FHIR guide, which refuses a sum over five items; LOINC panel 82813-7 is all ten",
  },
  "not-a-score": {
    mend: "Report the parts beside each other, each under its own name",
    source: "PEARLS Blueprint (UCSF CLEAR): part 2 is a separate count",
  },
  "not-implementable": {
    mend: "Use another instrument, or add the item list with its source to lib/ace/instruments",
    source: "lib/ace/instruments: the item list has not been seen",
  },
  "mode-missing": {
    mend: "Give `mode`: who reported, and whether items or only totals were asked",
    source: "Thakur (2020): aggregate-level forms disclose about one adversity more on average",
  },
};

/**
 * A request that this folder does not answer.
 *
 * @example It tells what to do instead
 * ```ts
 * import { AceRefusal } from "./refusal.ts";
 * import assert from "node:assert/strict";
 *
 * const refusal = new AceRefusal("individual-cutoff", { what: "A risk class for one person was asked for" });
 * assert.match(refusal.message, /Describe groups instead/);
 * assert.match(refusal.source, /Anda/);
 * ```
 */
export class AceRefusal extends WorkspaceError {
  /** The class of the failure. */
  override readonly name: string = "AceRefusal";
  /** The kind of refusal. */
  readonly reason: RefusalReason;
  /** Who says that this may not be done. */
  readonly source: string;

  /**
   * Makes the refusal.
   *
   * @param reason The kind.
   * @param parts What was asked, and where. How to mend it follows from the kind unless given.
   */
  constructor(reason: RefusalReason, parts: ProblemParts) {
    const ground = GROUNDS[reason];
    super({ mend: `${ground.mend}. Source: ${ground.source}`, ...parts });
    this.reason = reason;
    this.source = ground.source;
  }
}

/**
 * A code outside the codebook. It names row and column, never the value.
 *
 * @example The place, not the value
 * ```ts
 * import { IllegalAnswer } from "./refusal.ts";
 * import assert from "node:assert/strict";
 *
 * const error = new IllegalAnswer({ item: "q4", column: "V4", row: 12, cells: 3 });
 * assert.match(error.message, /row 12, column V4/);
 * ```
 */
export class IllegalAnswer extends WorkspaceError {
  /** The class of the failure. */
  override readonly name: string = "IllegalAnswer";
  /** The item code. */
  readonly item: string;
  /** The column. */
  readonly column: string;
  /** The first row with an illegal code, counted from 1. */
  readonly row: number;

  /**
   * Makes the error.
   *
   * @param place Item, column, first row (from 1), the number of cells concerned, and other items of which the same holds.
   */
  constructor(
    place: {
      readonly item: string;
      readonly column: string;
      readonly row: number;
      readonly cells: number;
      readonly others?: readonly string[];
    },
  ) {
    const others = place.others ?? [];
    const more = others.length === 0 ? "" : `; the same holds for ${others.join(", ")}`;
    super({
      what: `Code is not in the codebook of item ${place.item}: ${place.cells} cell(s)${more}`,
      where: `row ${place.row}, column ${place.column}`,
      mend:
        "Correct the cell, or give a mapping of codes; a code that nobody knows is never taken as missing",
    });
    this.item = place.item;
    this.column = place.column;
    this.row = place.row;
  }
}

/** What somebody may ask about one person. */
export interface IndividualRequest {
  /** What was asked for, for example `risk class` or `cut-off 4+`. */
  readonly asked: string;
}

/**
 * Refuses, always: no score gives a person a risk class, a cut-off or a "high risk" label.
 *
 * The function exists so that a search for it finds the reason.
 *
 * @example Asking is answered with the reason
 * ```ts
 * import { AceRefusal, classifyPerson } from "./refusal.ts";
 * import assert from "node:assert/strict";
 *
 * assert.throws(() => classifyPerson({ asked: "cut-off 4+" }), AceRefusal);
 * ```
 *
 * @param request What was asked for.
 * @throws {AceRefusal} Always.
 */
export function classifyPerson(request: IndividualRequest): never {
  throw new AceRefusal("individual-cutoff", {
    what: `Refused for one person: ${request.asked}`,
    where: "lib/ace",
  });
}
