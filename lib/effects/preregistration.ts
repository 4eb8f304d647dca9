/**
 * Pre-registration: what will be measured and how it will be judged, hashed before the figures are seen.
 *
 * @module
 */
import { type ProgrammeObject, programmeObject } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import { decimalsOf, formatDate, formatNumber } from "../core/format.ts";
import { canonicalJson, sha256Hex } from "../core/hash.ts";
import { escapeHtml } from "../core/html.ts";
import { type Label, mapLabel } from "../core/language.ts";

/** The plan of an effect measurement. */
export interface EffectPlan {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** The day on which the plan was fixed, as `yyyy-mm-dd`. */
  readonly registeredOn: string;
  /** The question. */
  readonly question: Label;
  /** The one outcome that decides. */
  readonly primaryOutcome: Label;
  /** Which way is good. */
  readonly better: "higher" | "lower";
  /** The smallest difference that matters, in the unit of the outcome. */
  readonly smallestRelevant: number;
  /** Who takes part and who is the comparison. */
  readonly groups: Label;
  /** The method and its model. */
  readonly model: Label;
  /** When the approach stops, changes, continues or grows. */
  readonly decisionRule: Label;
}

/** A plan with its hash. */
export interface PreRegistration {
  /** The plan. */
  readonly plan: EffectPlan;
  /** SHA-256 of the plan as canonical JSON, 64 hexadecimal digits. */
  readonly sha256: string;
  /** The note for the briefing: shows plan, date and hash. */
  readonly note: ProgrammeObject<"method">;
}

/** The lines of the note: heading and member of the plan. */
const LINES = [
  [{ nl: "Vraag", en: "Question" }, "question"],
  [{ nl: "Uitkomst die telt", en: "Outcome that decides" }, "primaryOutcome"],
  [{ nl: "Groepen", en: "Groups" }, "groups"],
  [{ nl: "Methode", en: "Method" }, "model"],
  [{ nl: "Beslisregel", en: "Decision rule" }, "decisionRule"],
] as const;

/**
 * Fixes a plan. Later results are compared with it: when the plan was changed, the hash differs.
 *
 * @example A changed plan is noticed
 * ```ts
 * import { preRegister } from "./preregistration.ts";
 * import assert from "node:assert/strict";
 *
 * const text = { nl: "voorbeeld", en: "example" };
 * const plan = {
 *   id: "plan", registeredOn: "2026-01-15", question: text, primaryOutcome: text, better: "higher" as const,
 *   smallestRelevant: 1, groups: text, model: text, decisionRule: text,
 * };
 * const first = preRegister(plan);
 * assert.equal(preRegister(plan, { expected: first.sha256 }).sha256, first.sha256);
 * assert.throws(() => preRegister({ ...plan, smallestRelevant: 2 }, { expected: first.sha256 }), /changed/);
 * ```
 *
 * @param plan The plan.
 * @param options `expected`: the hash that was published when the plan was fixed.
 * @returns The plan, its hash and its note.
 * @throws {WorkspaceError} When the hash differs, the day is not a date, or the relevant difference is not above 0.
 */
export function preRegister(plan: EffectPlan, options: { readonly expected?: string } = {}): PreRegistration {
  if (!isDay(plan.registeredOn)) {
    throw new WorkspaceError({ what: "The day is not written as yyyy-mm-dd", where: "registeredOn" });
  }
  if (!(plan.smallestRelevant > 0) || !Number.isFinite(plan.smallestRelevant)) {
    throw new WorkspaceError({
      what: "The smallest relevant difference is not above 0",
      where: "smallestRelevant",
    });
  }
  const sha256 = sha256Hex(canonicalJson(plan));
  if (options.expected !== undefined && options.expected !== sha256) {
    throw new WorkspaceError({
      what: "The plan was changed after it was fixed",
      where: plan.id,
      mend: "Restore the plan, or register the new one with its own date and say what changed",
    });
  }
  const definitions = LINES.map(([term, member]) => ({ term, meaning: plan[member] }));
  const note = programmeObject(
    "method",
    {
      id: plan.id,
      title: { nl: "Vooraf vastgelegd", en: "Fixed beforehand" },
      paragraphs: [{
        nl: `Vastgelegd op ${formatDate(plan.registeredOn, "nl")}. Controlegetal: ${sha256}.`,
        en: `Fixed on ${formatDate(plan.registeredOn, "en")}. Hash: ${sha256}.`,
      }],
      definitions: [...definitions, {
        term: { nl: "Verschil dat ertoe doet", en: "Difference that matters" },
        meaning: mapLabel((language) =>
          formatNumber(plan.smallestRelevant, language, decimalsOf(plan.smallestRelevant))
        ),
      }],
    },
    [],
    `<p>${escapeHtml(plan.primaryOutcome.nl)} · ${sha256}</p>`,
  );
  return { plan, sha256, note };
}

/** A day that exists: the 31st of February is read as a day in March, so it is written back. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
