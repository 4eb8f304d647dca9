/**
 * The shape of `pilot.json` as data; a member that the types have and this file forgets does not compile.
 *
 * @module
 */
import { tryDayNumber } from "../core/period.ts";
import { checkSafeText } from "./_safe_text.ts";
import {
  isRecordObject,
  listOf,
  objectOf,
  oneOf,
  orNull,
  patternOf,
  type Shape,
  wholeFrom,
} from "./_shape.ts";
import type {
  DuidingRecord,
  EffectPlan,
  EthicsCard,
  FeedbackEntry,
  Idea,
  IndicatorRow,
  Innovation,
  LiteratureEntry,
  Partner,
  PilotRecord,
  PilotSession,
  PlanStep,
  SharpenedQuestion,
  SteeringDecision,
  TheoryOfChange,
  Told,
} from "./pilot_record.ts";

const slug = patternOf(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "duiding-1");
/** Ids of datasets and of things in a notebook. */
const reference = patternOf(/^[a-z0-9]+(?:[-/][a-z0-9]+)*$/, "stapeling-figuur");

/** A day that the calendar has. */
const day: Shape<string> = (value, path, problems) => {
  const fits = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
  if (fits && tryDayNumber(value) !== null) return;
  problems.push({ path, what: "is no day of the calendar", mend: "Write it like 2026-03-12" });
};

/** Longest text of a record, in characters: more belongs in the notebook. */
const LONGEST_TEXT = 1200;

function textOf(emptiness: "filled" | "may-be-empty"): Shape<string> {
  return (value, path, problems) => {
    if (typeof value !== "string") problems.push({ path, what: "is no text", mend: "Write a text" });
    else if (emptiness === "filled" && value.trim() === "") {
      problems.push({
        path,
        what: "is empty",
        mend: "Write it, or leave the field out where that is allowed",
      });
    } else if (value.length > LONGEST_TEXT) {
      problems.push({ path, what: `is longer than ${LONGEST_TEXT} characters`, mend: "Shorten it" });
    } else checkSafeText(value, path, problems);
  };
}

const filled = textOf("filled");
const free = textOf("may-be-empty");

const members = objectOf<Told>({ nl: filled, en: filled }, ["en"]);
/** A text in Dutch and perhaps in English. */
const told: Shape<Told> = (value, path, problems) => {
  if (isRecordObject(value)) members(value, path, problems);
  else problems.push({ path, what: "is no text by language", mend: 'Write {"nl": "…", "en": "…"}' });
};

const municipality = objectOf<PilotRecord["municipality"]>({
  code: patternOf(/^GM99\d{2}$/, "GM9901: records of this workspace are about fictional places"),
  place: filled,
});

const ethics = objectOf<EthicsCard>({
  purpose: told,
  legalBasis: told,
  article: filled,
  necessity: told,
  access: listOf(
    objectOf<EthicsCard["access"][number]>({
      role: told,
      sees: oneOf(["rows", "protected-tables", "briefing"]),
    }),
    1,
  ),
  retention: listOf(
    objectOf<EthicsCard["retention"][number]>({ what: told, months: wholeFrom(0, 240), then: told }),
    1,
  ),
  risks: listOf(objectOf<EthicsCard["risks"][number]>({ risk: told, measure: told })),
  assessment: oneOf(["done", "planned", "not-needed"]),
});

const session = objectOf<PilotSession>({
  id: slug,
  date: day,
  kind: oneOf(["duiding", "design", "steering"]),
  present: listOf(
    objectOf<PilotSession["present"][number]>({ role: told, people: wholeFrom(1, 200) }),
    1,
  ),
  edition: orNull(patternOf(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "2026-03")),
  summary: told,
});

const duiding = objectOf<DuidingRecord>({
  id: slug,
  session: slug,
  evidence: reference,
  finding: told,
  fit: oneOf(["fits", "fits-partly", "does-not-fit", "unknown"]),
  experience: told,
  otherExplanation: orNull(told),
  openQuestion: orNull(told),
  decision: orNull(told),
  answer: orNull(
    objectOf<NonNullable<DuidingRecord["answer"]>>({ text: told, evidence: reference }),
  ),
});

const theory = objectOf<TheoryOfChange>({
  steps: listOf(
    objectOf<TheoryOfChange["steps"][number]>({
      stage: oneOf(["input", "activity", "output", "proximal", "distal"]),
      text: told,
      indicator: orNull(reference),
    }),
    2,
  ),
  assumptions: listOf(told, 1),
});

const effectPlan = objectOf<EffectPlan>({
  design: oneOf([
    "two-groups-three-waves",
    "areas-before-after",
    "synthetic-control",
    "interrupted-series",
    "before-after",
    "matched",
    "not-yet",
  ]),
  question: told,
  groups: listOf(told),
  moments: listOf(told),
  primaryOutcome: told,
  decisionRule: told,
  cannotShow: told,
  stopIf: told,
  preregistration: orNull(patternOf(/^[0-9a-f]{64}$/, "64 hexadecimal digits")),
});

const indicatorRow = objectOf<IndicatorRow>({
  indicator: reference,
  why: told,
  sources: listOf(
    objectOf<IndicatorRow["sources"][number]>({
      source: reference,
      use: oneOf(["used", "available", "missing"]),
      note: orNull(told),
    }),
    1,
  ),
});

/** The whole record. */
export const PILOT_SHAPE: Shape<PilotRecord> = objectOf<PilotRecord>({
  version: oneOf([1]),
  id: slug,
  title: told,
  municipality,
  findingPlace: told,
  phase: oneOf([0, 1, 2, 3, 4, 5]),
  light: oneOf(["green", "amber", "red"]),
  status: told,
  question: told,
  sharpened: listOf(
    objectOf<SharpenedQuestion>({ date: day, session: orNull(slug), question: told, why: told }),
  ),
  partners: listOf(objectOf<Partner>({ role: told, organisation: told, does: told })),
  literature: listOf(
    objectOf<LiteratureEntry>({
      id: slug,
      reference: filled,
      says: told,
      strength: oneOf(["strong", "moderate", "weak"]),
    }),
  ),
  indicators: listOf(indicatorRow),
  ethics,
  analysisPlan: listOf(
    objectOf<PlanStep>({
      id: slug,
      step: told,
      method: told,
      standing: oneOf(["planned", "done", "dropped"]),
    }),
  ),
  sessions: listOf(session),
  duiding: listOf(duiding),
  ideas: listOf(
    objectOf<Idea>({
      id: slug,
      session: slug,
      question: orNull(reference),
      idea: told,
      standing: oneOf(["new", "chosen", "parked", "dropped"]),
    }),
  ),
  innovation: orNull(
    objectOf<Innovation>({
      title: told,
      earlierTitles: listOf(told),
      what: told,
      forWhom: told,
      idea: orNull(slug),
      since: orNull(day),
    }),
  ),
  theoryOfChange: orNull(theory),
  effectPlan: orNull(effectPlan),
  decisions: listOf(
    objectOf<SteeringDecision>({
      id: slug,
      session: slug,
      verdict: oneOf(["stop", "adapt", "continue", "scale", "other"]),
      what: told,
      why: told,
      owner: told,
      due: orNull(day),
    }),
  ),
  feedback: listOf(
    objectOf<FeedbackEntry>({
      id: slug,
      session: slug,
      role: filled,
      clear: wholeFrom(1, 5),
      useful: wholeFrom(1, 5),
      learned: free,
      missing: free,
      change: free,
    }),
  ),
});
