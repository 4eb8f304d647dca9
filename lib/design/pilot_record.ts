/**
 * The pilot record: what a pilot asked, agreed, found and decided, from its question to its effect plan.
 *
 * One `pilot.json` lies beside each notebook. It holds roles, never persons, and words, never results: a number from
 * data reaches a reader only through a protected table. What a session decided is entered here and returns in the next
 * briefing.
 *
 * @module
 */

/** A text of the record: Dutch, and English where somebody wrote it. */
export interface Told {
  /** The Dutch text. */
  readonly nl: string;
  /** The English text; readers of English get the Dutch one where it is absent. */
  readonly en?: string;
}

/** The phases of the programme, 0 to 5: asked, data, interpreted, designed, tried, measured. */
export type PilotPhase = 0 | 1 | 2 | 3 | 4 | 5;

/** A dated wording of the question. */
export interface SharpenedQuestion {
  /** The day, `yyyy-mm-dd`. */
  readonly date: string;
  /** The session that sharpened it; null before the first. */
  readonly session: string | null;
  /** The question. */
  readonly question: Told;
  /** Why it changed. */
  readonly why: Told;
}

/** Who takes part, by role. */
export interface Partner {
  /** The role, such as `wijkverpleegkundige`. */
  readonly role: Told;
  /** The kind of organisation. */
  readonly organisation: Told;
  /** What they do in the pilot. */
  readonly does: Told;
}

/** What was read before data were asked for. */
export interface LiteratureEntry {
  /** A slug. */
  readonly id: string;
  /** The publication. */
  readonly reference: string;
  /** What it says for this question. */
  readonly says: Told;
  /** How far it carries. */
  readonly strength: "strong" | "moderate" | "weak";
}

/** One indicator, and where it could come from. */
export interface IndicatorRow {
  /** The id in the catalogue of indicators, or a slug of the pilot's own. */
  readonly indicator: string;
  /** Why it belongs to the question. */
  readonly why: Told;
  /** Each source and what is done with it. */
  readonly sources: readonly {
    /** The id of the dataset, or a slug. */
    readonly source: string;
    /** `used` in the notebook, `available` but not used, `missing` where a source is wished for. */
    readonly use: "used" | "available" | "missing";
    /** A remark; empty when there is none. */
    readonly note: Told | null;
  }[];
}

/** Legal basis and ethics. */
export interface EthicsCard {
  /** What the data are used for, and for nothing else. */
  readonly purpose: Told;
  /** The legal basis, in words. */
  readonly legalBasis: Told;
  /** The article, such as `AVG artikel 6 lid 1 onder e`. */
  readonly article: string;
  /** Why it cannot be done with less. */
  readonly necessity: Told;
  /** Who may see what. */
  readonly access: readonly {
    /** The role. */
    readonly role: Told;
    /** The most that the role sees. */
    readonly sees: "rows" | "protected-tables" | "briefing";
  }[];
  /** What is kept for how long. */
  readonly retention: readonly {
    /** What. */
    readonly what: Told;
    /** For how many months; 0 when it is not kept. */
    readonly months: number;
    /** What happens then. */
    readonly then: Told;
  }[];
  /** What could go wrong, and what is done against it. */
  readonly risks: readonly { readonly risk: Told; readonly measure: Told }[];
  /** Where the impact assessment stands. */
  readonly assessment: "done" | "planned" | "not-needed";
}

/** One step of the analysis plan. */
export interface PlanStep {
  /** A slug. */
  readonly id: string;
  /** What is done. */
  readonly step: Told;
  /** By which method. */
  readonly method: Told;
  /** Where it stands. */
  readonly standing: "planned" | "done" | "dropped";
}

/** Kinds of sessions. */
export type SessionKind = "duiding" | "design" | "steering";

/** A meeting of the pilot. */
export interface PilotSession {
  /** A slug. */
  readonly id: string;
  /** The day, `yyyy-mm-dd`. */
  readonly date: string;
  /** What it was for. */
  readonly kind: SessionKind;
  /** Who was there, by role, with how many. */
  readonly present: readonly { readonly role: Told; readonly people: number }[];
  /** The edition that lay on the table; null when there was none. */
  readonly edition: string | null;
  /** What it was about, in one or two sentences. */
  readonly summary: Told;
}

/** How a finding fits what people see. */
export type Fit = "fits" | "fits-partly" | "does-not-fit" | "unknown";

/** One finding, held against experience. */
export interface DuidingRecord {
  /** A slug. */
  readonly id: string;
  /** The session. */
  readonly session: string;
  /** The finding, figure or table of the notebook, by its id. */
  readonly evidence: string;
  /** The finding in words, without its number. */
  readonly finding: Told;
  /** Whether it fits experience. */
  readonly fit: Fit;
  /** What people said. */
  readonly experience: Told;
  /** Another explanation; null when none was given. */
  readonly otherExplanation: Told | null;
  /** What remains to be found out; null when nothing does. */
  readonly openQuestion: Told | null;
  /** What was decided on it; null when nothing was. */
  readonly decision: Told | null;
  /** Where the open question is answered since; null while it is open. */
  readonly answer: { readonly text: Told; readonly evidence: string } | null;
}

/** An idea. */
export interface Idea {
  /** A slug. */
  readonly id: string;
  /** The session that brought it. */
  readonly session: string;
  /** The question "Hoe kunnen we" that it answers, by its id in the notebook; null when it came by itself. */
  readonly question: string | null;
  /** The idea. */
  readonly idea: Told;
  /** Where it stands. */
  readonly standing: "new" | "chosen" | "parked" | "dropped";
}

/** What was chosen to try. */
export interface Innovation {
  /** Its name. */
  readonly title: Told;
  /** Names that it had before. */
  readonly earlierTitles: readonly Told[];
  /** What happens. */
  readonly what: Told;
  /** For whom: a group anyone may join, never selected persons. */
  readonly forWhom: Told;
  /** The idea that it comes from; null when it is older than the record. */
  readonly idea: string | null;
  /** The first day; null when it has not begun. */
  readonly since: string | null;
}

/** Steps of a theory of change, in order. */
export type ChangeStage = "input" | "activity" | "output" | "proximal" | "distal";

/** How the innovation should help. */
export interface TheoryOfChange {
  /** The steps. */
  readonly steps: readonly {
    /** Which step. */
    readonly stage: ChangeStage;
    /** What happens. */
    readonly text: Told;
    /** The indicator that would show it; null when none is known. */
    readonly indicator: string | null;
  }[];
  /** What has to be true for it to work. */
  readonly assumptions: readonly Told[];
}

/** Designs of effect measurement. Source: design §6.2 of the domain research. */
export type EffectDesign =
  | "two-groups-three-waves"
  | "areas-before-after"
  | "synthetic-control"
  | "interrupted-series"
  | "before-after"
  | "matched"
  | "not-yet";

/** How the effect is measured. */
export interface EffectPlan {
  /** The design. */
  readonly design: EffectDesign;
  /** What is asked. */
  readonly question: Told;
  /** The groups that are compared. */
  readonly groups: readonly Told[];
  /** The moments of measuring. */
  readonly moments: readonly Told[];
  /** The one outcome that decides. */
  readonly primaryOutcome: Told;
  /** When it counts as better, the same, or worse; fixed beforehand. */
  readonly decisionRule: Told;
  /** What the plan cannot show. */
  readonly cannotShow: Told;
  /** When the trial stops early. */
  readonly stopIf: Told;
  /** SHA-256 of the preregistration; null while there is none. */
  readonly preregistration: string | null;
}

/** A decision of the steering group. */
export interface SteeringDecision {
  /** A slug. */
  readonly id: string;
  /** The session. */
  readonly session: string;
  /** What was decided. */
  readonly verdict: "stop" | "adapt" | "continue" | "scale" | "other";
  /** The decision in words. */
  readonly what: Told;
  /** Why. */
  readonly why: Told;
  /** The role that carries it out. */
  readonly owner: Told;
  /** The day by which it is done; null when there is none. */
  readonly due: string | null;
}

/** A feedback form that was handed in. */
export interface FeedbackEntry {
  /** A slug. */
  readonly id: string;
  /** The session. */
  readonly session: string;
  /** The role of who filled it in. */
  readonly role: string;
  /** How clear the briefing was: 1 not at all, 5 very. */
  readonly clear: number;
  /** How useful the session was: 1 not at all, 5 very. */
  readonly useful: number;
  /** What somebody learned; empty when nothing was written. */
  readonly learned: string;
  /** What or who was missing; empty when nothing was written. */
  readonly missing: string;
  /** What has to change; empty when nothing was written. */
  readonly change: string;
}

/** The record of a pilot. */
export interface PilotRecord {
  /** The version of this shape. */
  readonly version: 1;
  /** The slug of the pilot: the name of its folder. */
  readonly id: string;
  /** The name of the pilot. */
  readonly title: Told;
  /** The municipality: fictional, code GM99xx. */
  readonly municipality: { readonly code: string; readonly place: string };
  /** Where families are met. */
  readonly findingPlace: Told;
  /** The phase. */
  readonly phase: PilotPhase;
  /** How the pilot stands. */
  readonly light: "green" | "amber" | "red";
  /** Why it stands so. */
  readonly status: Told;
  /** The first question. */
  readonly question: Told;
  /** Later wordings, oldest first. */
  readonly sharpened: readonly SharpenedQuestion[];
  /** Partners by role. */
  readonly partners: readonly Partner[];
  /** What was read. */
  readonly literature: readonly LiteratureEntry[];
  /** Indicators and their sources. */
  readonly indicators: readonly IndicatorRow[];
  /** Legal basis and ethics. */
  readonly ethics: EthicsCard;
  /** The analysis plan. */
  readonly analysisPlan: readonly PlanStep[];
  /** Sessions. */
  readonly sessions: readonly PilotSession[];
  /** Findings held against experience. */
  readonly duiding: readonly DuidingRecord[];
  /** Ideas. */
  readonly ideas: readonly Idea[];
  /** What was chosen; null before phase 4. */
  readonly innovation: Innovation | null;
  /** How it should help; null while nobody wrote it. */
  readonly theoryOfChange: TheoryOfChange | null;
  /** How the effect is measured; null while there is no plan. */
  readonly effectPlan: EffectPlan | null;
  /** Decisions of the steering group. */
  readonly decisions: readonly SteeringDecision[];
  /** Feedback forms that were read back. */
  readonly feedback: readonly FeedbackEntry[];
}
