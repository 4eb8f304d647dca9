/**
 * Findings: sentences whose every number comes from a protected cell.
 *
 * @module
 */
import { type FindingPayload, type ProgrammeObject, programmeObject } from "../core/display.ts";
import { html } from "../core/html.ts";
import { mapLabel } from "../core/language.ts";
import { receiptOf } from "../core/receipt.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { DIFFERENCE_PHRASES, LEVEL_PHRASES, type Selection } from "./_phrases.ts";
import {
  changeSentence,
  comparisonSentence,
  extremesSentence,
  levelSentence,
  marginSentence,
  ratioSentence,
  type Sentence,
  type Wording,
} from "./_sentences.ts";
import { previewCard } from "./preview.ts";

export type { Selection } from "./_phrases.ts";
export type { Wording } from "./_sentences.ts";

/** What a finding says. Codes that a selection leaves out must belong to dimensions with one code. */
export type FindingPattern =
  | {
    /** One number, as a natural frequency and exactly. */
    readonly kind: "level";
    /** The cell. */
    readonly of: Selection;
    /** How the measure reads as a clause. Default: the label of the measure and a colon. */
    readonly wording?: Wording;
  }
  | {
    /** The margin around one number. */
    readonly kind: "margin";
    /** The cell. */
    readonly of: Selection;
  }
  | {
    /** The highest and the lowest shown number. */
    readonly kind: "extremes";
    /** Codes that are held fixed, by dimension name. Default: none. */
    readonly where?: Readonly<Record<string, string>>;
  }
  | {
    /** Two numbers, higher or lower (`comparison`) or how many times as often (`ratio`). */
    readonly kind: "comparison" | "ratio";
    /** The cell that the sentence is about. */
    readonly of: Selection;
    /** The cell it is compared with. */
    readonly to: Selection;
  }
  | {
    /** From one period to another. */
    readonly kind: "change";
    /** The earlier cell. */
    readonly from: Selection;
    /** The later cell. */
    readonly to: Selection;
  };

/** What a finding can be given. */
export interface FindingOptions {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** `headline` findings stand in the summary, `uncertainty` is the one doubt named there. Default `support`. */
  readonly role?: FindingPayload["role"];
  /** What to say. */
  readonly pattern: FindingPattern;
}

/**
 * Derives a sentence from protected cells.
 *
 * A number that is hidden or missing gives the sentence that there is no figure, with evidence `none`. "Higher",
 * "risen" and "times as often" stand in a sentence only when {@linkcode differenceEvidence} finds the difference
 * certain or probable; otherwise both numbers stand there side by side, with the phrase that there are too few
 * figures to tell.
 *
 * @param table A protected table.
 * @param options Id, role and pattern.
 * @returns The object that a notebook cell shows.
 */
export function finding(table: ProtectedTable, options: FindingOptions): ProgrammeObject<"finding"> {
  const made = sentenceOf(table, options.pattern);
  const phrases = made.about === "difference" ? DIFFERENCE_PHRASES : LEVEL_PHRASES;
  const payload: FindingPayload = {
    id: options.id,
    sentence: mapLabel((language) => withoutGaps(made.sentence[language])),
    role: options.role ?? "support",
    evidence: made.evidence,
    evidencePhrase: phrases[made.evidence],
    numbers: made.numbers,
  };
  const preview = previewCard(
    html`
      <p>${payload.sentence.nl}</p>
      <p class="ss-small">${payload.evidencePhrase.nl}</p>
    `,
  );
  return programmeObject("finding", payload, [receiptOf(table)], preview);
}

/** A place without a name of its own leaves two spaces, or one before a full stop. */
function withoutGaps(sentence: string): string {
  return sentence.replace(/ {2,}/g, " ").replace(/ (?=[.,:;)])/g, "");
}

function sentenceOf(table: ProtectedTable, pattern: FindingPattern): Sentence {
  switch (pattern.kind) {
    case "level":
      return levelSentence(table, pattern.of, pattern.wording);
    case "margin":
      return marginSentence(table, pattern.of);
    case "extremes":
      return extremesSentence(table, pattern.where ?? {});
    case "comparison":
      return comparisonSentence(table, pattern.of, pattern.to);
    case "ratio":
      return ratioSentence(table, pattern.of, pattern.to);
    case "change":
      return changeSentence(table, pattern.from, pattern.to);
  }
}
