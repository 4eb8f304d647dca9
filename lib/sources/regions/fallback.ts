/**
 * When a small area has no figure: that of the area around it, with the level that was really used beside it.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import type { Label } from "../../core/language.ts";
import { codeAtLevel, levelOf, type RegionLevel } from "../../core/region.ts";
import type { MissingReason, Observation, StatlineProtocol, StatlineQuery } from "../statline/types.ts";

/** A figure with the area that it is really about. */
export interface FallbackFigure {
  /** The area that was asked for. */
  readonly askedCode: string;
  /** Its level. */
  readonly askedLevel: RegionLevel;
  /** The area that the figure is about; null when there is no figure at any level. */
  readonly usedCode: string | null;
  /** Its level. */
  readonly usedLevel: RegionLevel | null;
  /** The figure; null when there is none. */
  readonly value: number | null;
  /** Why the levels that were passed over had none, from small to large. */
  readonly passedOver: readonly { readonly code: string; readonly reason: MissingReason }[];
  /** What has to stand beside the figure; empty when it is about the area that was asked for. */
  readonly note: Label;
}

/** Levels from small to large, with what they are called. */
const LEVELS: readonly { readonly level: "buurt" | "wijk" | "gemeente"; readonly label: Label }[] = [
  { level: "buurt", label: { nl: "buurt", en: "neighbourhood" } },
  { level: "wijk", label: { nl: "wijk", en: "district" } },
  { level: "gemeente", label: { nl: "gemeente", en: "municipality" } },
];

/**
 * Gives the area itself and those around it, from small to large, up to the municipality.
 *
 * @example From a buurt
 * ```ts
 * import { fallbackCodes } from "./fallback.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(fallbackCodes("BU99010A03"), ["BU99010A03", "WK99010A", "GM9901"]);
 * ```
 *
 * @param code A code of a buurt, wijk or gemeente.
 * @returns The codes.
 * @throws {WorkspaceError} When the code is of another level.
 */
export function fallbackCodes(code: string): readonly string[] {
  const start = LEVELS.findIndex(({ level }) => level === levelOf(code));
  if (start >= 0) return LEVELS.slice(start).map(({ level }) => codeAtLevel(code, level));
  throw new WorkspaceError({
    what: "There is no fallback for an area of this level",
    where: code,
    mend: "Ask for a buurt, wijk or gemeente",
  });
}

/**
 * Chooses for each area the figure of the smallest area that has one.
 *
 * A cell that cannot occur is an answer, not a gap: it is passed over like the others, and `passedOver` says so.
 *
 * @param codes The areas that are asked for.
 * @param observations Observations of one measure and one period, of these areas and those around them.
 * @returns One figure per area asked, in that order.
 * @throws {WorkspaceError} When the observations are of several measures or periods.
 */
export function chooseFallback(
  codes: readonly string[],
  observations: readonly Observation[],
): readonly FallbackFigure[] {
  const kinds = new Set(observations.map((one) => JSON.stringify([one.measureKey, one.periodCode])));
  if (kinds.size > 1) {
    throw new WorkspaceError({
      what: "A fallback chooses among figures of one measure and one period",
      mend: "Call it for each measure and period",
    });
  }
  const known = new Map(observations.map((one) => [one.regionCode ?? "", one]));
  return codes.map((code) => chooseOne(code, known));
}

function chooseOne(askedCode: string, known: ReadonlyMap<string, Observation>): FallbackFigure {
  const askedLevel = levelOf(askedCode);
  const passedOver: { code: string; reason: MissingReason }[] = [];
  for (const code of fallbackCodes(askedCode)) {
    const found = known.get(code);
    if (found && found.value !== null) {
      const usedLevel = levelOf(code);
      return {
        askedCode,
        askedLevel,
        usedCode: code,
        usedLevel,
        value: found.value,
        passedOver,
        note: noteOf(askedLevel, usedLevel),
      };
    }
    passedOver.push({ code, reason: found?.missing ?? "not-returned" });
  }
  return { askedCode, askedLevel, usedCode: null, usedLevel: null, value: null, passedOver, note: NO_FIGURE };
}

const NO_FIGURE: Label = {
  nl: "Geen cijfer voor dit gebied en ook niet voor een groter gebied",
  en: "No figure for this area, nor for a larger one",
};

function noteOf(asked: RegionLevel, used: RegionLevel): Label {
  if (asked === used) return { nl: "", en: "" };
  const name = (level: RegionLevel, language: "nl" | "en") =>
    LEVELS.find((one) => one.level === level)?.label[language] ?? level;
  return {
    nl: `Cijfer van de ${name(used, "nl")}; voor de ${name(asked, "nl")} is er geen`,
    en: `Figure of the ${name(used, "en")}; there is none for the ${name(asked, "en")}`,
  };
}

/**
 * Reads one measure with the fallback: the areas themselves, then for those without a figure the areas around them.
 * An area that the table does not list is treated as one without a figure.
 *
 * @param protocol The reader.
 * @param query The question, with one measure, one period and the areas.
 * @returns One figure per area asked, and the citation.
 * @throws {WorkspaceError} When the question has several measures or periods, or the server fails.
 */
export async function readWithFallback(
  protocol: StatlineProtocol,
  query: StatlineQuery & { readonly regions: readonly string[] },
): Promise<{ readonly figures: readonly FallbackFigure[]; readonly citation: string }> {
  if (query.measures.length !== 1 || (query.periods?.length ?? 1) !== 1) {
    throw new WorkspaceError({
      what: "A fallback is read for one measure and one period",
      where: query.table,
      mend: "Ask for each of them apart",
    });
  }
  const regions = [...new Set(query.regions.flatMap(fallbackCodes))];
  const { observations, citation } = await protocol.read({ ...query, regions, unknownRegions: "missing" });
  return { figures: chooseFallback(query.regions, observations), citation };
}
