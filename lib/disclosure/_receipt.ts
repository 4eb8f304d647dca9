/**
 * The receipt of a protected table: what readers may know of what was done.
 *
 * @module
 */
import { canonicalJson, sha256Hex } from "../core/hash.ts";
import { formatNumber } from "../core/format.ts";
import { type Label, mapLabel } from "../core/language.ts";
import type { DisclosureReceipt, ReceiptCount, ReceiptProtection } from "../core/receipt.ts";
import type { ChangingMethod } from "./method.ts";
import type { Model } from "./_model.ts";
import { isConfirmed, type Policy } from "./policy.ts";
import type { ProtectedParts } from "./protected_table.ts";

/** The reason code of every hidden cell: which hidden cell is the small one is itself a secret. */
export const SUPPRESSED = "suppressed";
/** The reason code of every hidden cell of a table of amounts that does not tell its largest contributions. */
export const NOT_JUDGED = "contributions-unknown";
/** The reason code of a rounded cell. */
export const ROUNDED = "rounded";
/** The reason code of a count with noise. */
export const PERTURBED = "perturbed";

const REASON_LABELS: Readonly<Record<string, Label>> = {
  [SUPPRESSED]: {
    nl: "verborgen, zodat niets tot personen herleidbaar is",
    en: "hidden, so that nothing can be traced to persons",
  },
  [NOT_JUDGED]: {
    nl: "verborgen: niet bekend hoe groot de grootste bijdragen zijn, of om zo’n cel te beschermen",
    en: "hidden: how large the largest contributions are is not known, or to protect such a cell",
  },
  [ROUNDED]: { nl: "afgerond", en: "rounded" },
  [PERTURBED]: { nl: "met een kleine toevallige afwijking", en: "with a small random change" },
};

/** What the receipt says of the surroundings of the release. */
export type History = Pick<DisclosureReceipt, "exceptions" | "earlierReleases">;

/** How counts were changed. */
export interface Change {
  /** The method. */
  readonly kind: ChangingMethod["kind"];
  /** How far a published number may lie from the true one. */
  readonly largestChange: number;
}

/** Makes the receipt of a table; `mintReceipt` makes it count. */
export function receiptOf(
  parts: Omit<ProtectedParts, "receipt">,
  policy: Policy,
  { reach }: Pick<Model, "reach">,
  { changed, ...history }: History & { readonly changed: Change | null },
): DisclosureReceipt {
  const reasons = Map.groupBy(parts.cells.filter((cell) => cell.reason !== null), (cell) => cell.reason!);
  const counts: ReceiptCount[] = [...reasons].sort(([a], [b]) => a < b ? -1 : 1).map(([reason, cells]) => ({
    reason,
    label: REASON_LABELS[reason]!,
    cells: cells.length,
  }));
  return {
    checksum: sha256Hex(canonicalJson(parts)),
    tableId: parts.id,
    title: parts.title,
    policyId: policy.id,
    policyVersion: policy.version,
    policyConfirmed: isConfirmed(policy),
    ruleSentence: changed ? changeSentence(changed) : ruleSentence(policy),
    minimumCount: policy.minimumCount.value,
    cells: parts.cells.length,
    shown: parts.cells.filter((cell) => cell.status === "shown" || cell.status === "rounded").length,
    counts,
    audited: reach === "whole",
    protection: protectionOf(parts, policy, changed),
    ...history,
    sources: parts.sources,
  };
}

/** What readers may know of the protection: the bounds that hold for all cells, never those of one cell. */
function protectionOf(
  { cells }: Pick<ProtectedParts, "cells">,
  policy: Policy,
  changed: Change | null,
): ReceiptProtection {
  const hidden = cells.filter((cell) => cell.status === "suppressed").length;
  return {
    method: changed?.kind ?? "suppression",
    openWidth: policy.intervalWidth.value,
    openReach: policy.intervalReach.value,
    hiddenPercent: cells.length === 0 ? 0 : roundTo((100 * hidden) / cells.length, 1),
    largestChange: changed?.largestChange ?? (policy.rounding.value ? policy.rounding.value.base / 2 : 0),
  };
}

function changeSentence({ kind, largestChange }: Change): Label {
  return mapLabel((language) => {
    const most = formatNumber(largestChange, language);
    if (language === "nl") {
      return kind === "cell-key"
        ? `Aantallen hebben een toevallige afwijking van ten hoogste ${most}; totalen tellen daardoor niet precies op.`
        : `Aantallen zijn zo afgerond dat totalen kloppen; een getal wijkt ten hoogste ${most} af.`;
    }
    return kind === "cell-key"
      ? `Counts have a random change of at most ${most}, so totals do not add up exactly.`
      : `Counts are rounded such that totals add up; a number is at most ${most} off.`;
  });
}

function ruleSentence(policy: Policy): Label {
  const minimum = policy.minimumCount.value;
  const base = policy.rounding.value?.base;
  const rounding = {
    nl: base === undefined ? "" : ` Aantallen zijn afgerond op ${base}-tallen.`,
    en: base === undefined ? "" : ` Counts are rounded to multiples of ${base}.`,
  };
  if (minimum === 0) {
    return { nl: `Niets is verborgen.${rounding.nl}`, en: `Nothing is hidden.${rounding.en}` };
  }
  return {
    nl:
      `Cijfers over minder dan ${minimum} zijn verborgen, en waar nodig andere, zodat niets terug te rekenen is.` +
      rounding.nl,
    en: `Figures about fewer than ${minimum} are hidden, and others where needed, so that nothing can be ` +
      `worked out.${rounding.en}`,
  };
}

/**
 * Rounds to a number of decimals, halves away from zero, without minus zero.
 *
 * @param value The value.
 * @param decimals Digits after the mark.
 * @returns The rounded value.
 */
export function roundTo(value: number, decimals: number): number {
  const scaled = Number(`${Math.abs(value)}e${decimals}`);
  // A number in exponent notation has no second exponent; it is far below or above what decimals can change.
  if (Number.isNaN(scaled)) return Math.abs(value) < 1 ? 0 : value;
  const rounded = Number(`${Math.round(scaled)}e-${decimals}`);
  return rounded === 0 ? 0 : Math.sign(value) * rounded;
}
