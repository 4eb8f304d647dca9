/**
 * Words for the closed lists of a record, and small parts that several sheets use.
 *
 * @module
 */
import { formatDate } from "../core/format.ts";
import { type Label, mapLabel, sameLabel } from "../core/language.ts";
import type { SheetPart } from "../core/sheet.ts";
import { joinWords } from "../findings/mod.ts";
import type {
  ChangeStage,
  EffectDesign,
  EthicsCard,
  Fit,
  Idea,
  IndicatorRow,
  PilotRecord,
  PilotSession,
  SessionKind,
  SteeringDecision,
} from "./pilot_record.ts";
import { labelOf } from "./read_record.ts";

/** An empty cell: room to write. */
export const ROOM: Label = sameLabel("");
/** Nothing was written. */
export const NOTHING: Label = sameLabel("–");

/** Whether a finding fits experience. */
export const FIT_WORDS: Readonly<Record<Fit, Label>> = {
  fits: { nl: "past", en: "fits" },
  "fits-partly": { nl: "past deels", en: "fits partly" },
  "does-not-fit": { nl: "past niet", en: "does not fit" },
  unknown: { nl: "weten we niet", en: "we do not know" },
};

/** Where an idea stands. */
export const STANDING_WORDS: Readonly<Record<Idea["standing"], Label>> = {
  new: { nl: "nieuw", en: "new" },
  chosen: { nl: "gekozen", en: "chosen" },
  parked: { nl: "bewaard voor later", en: "kept for later" },
  dropped: { nl: "vervallen", en: "dropped" },
};

/** Kinds of sessions. */
export const SESSION_WORDS: Readonly<Record<SessionKind, Label>> = {
  duiding: { nl: "duidingssessie", en: "interpretation session" },
  design: { nl: "ontwerpsessie", en: "design session" },
  steering: { nl: "stuurgroep", en: "steering group" },
};

/** What the steering group decided. */
export const VERDICT_WORDS: Readonly<Record<SteeringDecision["verdict"], Label>> = {
  stop: { nl: "stoppen", en: "stop" },
  adapt: { nl: "aanpassen", en: "adapt" },
  continue: { nl: "doorgaan", en: "continue" },
  scale: { nl: "groter maken", en: "scale up" },
  other: { nl: "anders", en: "other" },
};

/** Who sees what. */
export const SEES_WORDS: Readonly<Record<EthicsCard["access"][number]["sees"], Label>> = {
  rows: {
    nl: "rijen zonder naam, binnen de beveiligde omgeving",
    en: "rows without names, in the secured place",
  },
  "protected-tables": { nl: "beveiligde tabellen", en: "protected tables" },
  briefing: { nl: "de briefing", en: "the briefing" },
};

/** Whether a source is used. */
export const USE_WORDS: Readonly<Record<IndicatorRow["sources"][number]["use"], Label>> = {
  used: { nl: "gebruikt", en: "used" },
  available: { nl: "er wel, niet gebruikt", en: "there, not used" },
  missing: { nl: "ontbreekt", en: "missing" },
};

/** Where the impact assessment stands. */
export const ASSESSMENT_WORDS: Readonly<Record<EthicsCard["assessment"], Label>> = {
  done: { nl: "gedaan", en: "done" },
  planned: { nl: "gepland", en: "planned" },
  "not-needed": { nl: "niet nodig", en: "not needed" },
};

/** Steps of a theory of change. */
export const STAGE_WORDS: Readonly<Record<ChangeStage, Label>> = {
  input: { nl: "Wat erin gaat", en: "Input" },
  activity: { nl: "Wat we doen", en: "Activity" },
  output: { nl: "Wat er dan is", en: "Output" },
  proximal: { nl: "Wat eerst verandert", en: "What changes first" },
  distal: { nl: "Wat later verandert", en: "What changes later" },
};

/** The order of those steps. */
export const STAGES: readonly ChangeStage[] = ["input", "activity", "output", "proximal", "distal"];

/** Designs of effect measurement. */
export const DESIGN_WORDS: Readonly<Record<EffectDesign, Label>> = {
  "two-groups-three-waves": { nl: "twee groepen, drie metingen", en: "two groups, three measurements" },
  "areas-before-after": {
    nl: "gebieden met en zonder, voor en na",
    en: "areas with and without, before and after",
  },
  "synthetic-control": {
    nl: "één gebied tegen een samengesteld gebied",
    en: "one area against a composed one",
  },
  "interrupted-series": { nl: "één reeks, voor en na", en: "one series, before and after" },
  "before-after": {
    nl: "alleen voor en na: geen uitspraak over oorzaak",
    en: "only before and after: no causal claim",
  },
  matched: { nl: "deelnemers naast gelijke gezinnen", en: "participants beside similar families" },
  "not-yet": { nl: "nog niet gekozen", en: "not chosen yet" },
};

/** The question that the pilot asks now: the last wording. */
export function questionNow(record: PilotRecord): Label {
  const last = record.sharpened.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)).at(-1);
  return labelOf(last?.question ?? record.question);
}

/** Names a session: kind and day. */
export function nameOfSession(session: PilotSession): Label {
  return mapLabel((language) =>
    language === "nl"
      ? `de ${SESSION_WORDS[session.kind].nl} van ${formatDate(session.date, "nl")}`
      : `the ${SESSION_WORDS[session.kind].en} of ${formatDate(session.date, "en")}`
  );
}

/** Names who was there, by role. */
export function presentAt(session: PilotSession): Label {
  return mapLabel((language) =>
    joinWords(session.present.map(({ role, people }) => `${labelOf(role)[language]} (${people})`), language)
  );
}

/** Writes a sentence with a capital. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** A table part; nothing when there are no rows. */
export function tablePart(
  caption: Label,
  columns: readonly Label[],
  rows: readonly (readonly Label[])[],
): readonly SheetPart[] {
  return rows.length === 0 ? [] : [{ kind: "table", caption, columns, rows }];
}

/** A list part; nothing when there are no items. */
export function listPart(
  items: readonly Label[],
  marker: "bullet" | "number" | "box" = "bullet",
): readonly SheetPart[] {
  return items.length === 0 ? [] : [{ kind: "list", marker, items }];
}

/** Rows without words, for people to fill in. */
export function blankRows(count: number, columns: number): readonly (readonly Label[])[] {
  return Array.from({ length: count }, () => Array.from({ length: columns }, () => ROOM));
}

/**
 * What a slug of a record says, in words. A record's own slugs are Dutch; ids of datasets stay as they are, because people
 * look them up.
 */
export function slugWords(slug: string): Label {
  if (slug.includes("/")) return sameLabel(slug);
  const words = slug.replaceAll("-", " ");
  return { nl: words, en: `${words} (in Dutch)` };
}
