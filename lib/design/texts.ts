/**
 * The words of a briefing that do not come from data: parameters, questions, limits, method.
 *
 * @module
 */
import {
  type LimitsPayload,
  type MethodPayload,
  type ParametersPayload,
  type ProgrammeObject,
  programmeObject,
  type QuestionPayload,
} from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import { html } from "../core/html.ts";
import { type Label, LANGUAGES } from "../core/language.ts";
import { receiptOf } from "../core/receipt.ts";
import { previewCard } from "../findings/mod.ts";
import { type EvidenceCell, evidenceOf, isTold } from "./evidence.ts";

/** A text of a figure, table or finding, or its id. */
export type BasedOn = string | ProgrammeObject;

/**
 * States what the briefing is: title, pilot, place, reader, phase, contact.
 *
 * @example The first cell of a notebook
 * ```ts
 * import { briefingParameters } from "./texts.ts";
 * import assert from "node:assert/strict";
 *
 * const object = briefingParameters({
 *   title: { nl: "Kansen in Voorbeeldstad", en: "Chances in Voorbeeldstad" },
 *   pilot: { nl: "Voorbeeld", en: "Example" },
 *   place: { nl: "Voorbeeldstad", en: "Voorbeeldstad" },
 *   reader: { nl: "het wijkteam", en: "the neighbourhood team" },
 *   phase: 1,
 *   contact: { nl: "team@voorbeeld.example", en: "team@voorbeeld.example" },
 * });
 * assert.equal(object.payload.id, "briefing");
 * ```
 *
 * @param options The facts; `id` is `briefing` unless given.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When a text is empty.
 */
export function briefingParameters(
  options: Omit<ParametersPayload, "id"> & { readonly id?: string },
): ProgrammeObject<"parameters"> {
  const { title, pilot, place, reader, phase, contact } = options;
  requireTexts("briefingParameters", { title, pilot, place, reader, contact });
  const payload: ParametersPayload = {
    id: options.id ?? "briefing",
    title,
    pilot,
    place,
    reader,
    phase,
    contact,
  };
  return programmeObject(
    "parameters",
    payload,
    [],
    previewCard(
      html`
        <h3>${title.nl}</h3>
        <p class="ss-small">${pilot.nl}, ${place.nl}. Voor ${reader.nl}. Fase ${phase}.</p>
      `,
    ),
  );
}

/** What a question can be given. */
export interface QuestionOptions {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** The question. */
  readonly text: Label;
  /** Figures, tables, findings and personas that it rests on, as objects or ids. Default: none. */
  readonly basedOn?: readonly BasedOn[];
  /** `main` is the pilot's question, `open` one that the data cannot answer. Default `main`. */
  readonly role?: "main" | "open";
}

/**
 * Asks the pilot's question, or an open one.
 *
 * @param options Id, text and what it rests on.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When the text is empty or does not end in a question mark.
 */
export function question(options: QuestionOptions): ProgrammeObject<"question"> {
  return makeQuestion("question", { ...options, role: options.role ?? "main" });
}

/** What a "how might we" question can be given: "Hoe kunnen we … voor … zodat …". */
export interface HowMightWeOptions {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** What to reach, without a solution: `ouders sneller bereiken`. */
  readonly reach: Label;
  /** For whom: `jonge gezinnen in Lindehof`. */
  readonly forWhom: Label;
  /** To what end: `zij eerder hulp vinden`. */
  readonly soThat: Label;
  /** Figures, findings and personas that it rests on: at least one. */
  readonly basedOn: readonly BasedOn[];
  /** Cells that it rests on; each has to be shown. Default: none. */
  readonly cells?: readonly EvidenceCell[];
}

/**
 * Asks a question for the design session: "Hoe kunnen we … voor … zodat …?"
 *
 * @example The parts become one question
 * ```ts
 * import { howMightWe } from "./texts.ts";
 * import assert from "node:assert/strict";
 *
 * const object = howMightWe({
 *   id: "hkw-1",
 *   reach: { nl: "hulp dichterbij brengen", en: "bring help closer" },
 *   forWhom: { nl: "jonge gezinnen", en: "young families" },
 *   soThat: { nl: "zij eerder steun vinden", en: "they find support sooner" },
 *   basedOn: ["figuur-1"],
 * });
 * assert.equal(
 *   object.payload.text.nl,
 *   "Hoe kunnen we hulp dichterbij brengen voor jonge gezinnen, zodat zij eerder steun vinden?",
 * );
 * ```
 *
 * @param options The parts.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When a part is empty or the question rests on nothing.
 */
export function howMightWe(options: HowMightWeOptions): ProgrammeObject<"question"> {
  const { id, reach, forWhom, soThat, basedOn } = options;
  requireTexts("howMightWe", { reach, forWhom, soThat });
  if (basedOn.length === 0) {
    throw new WorkspaceError({
      what: "Question for the session rests on nothing",
      where: `howMightWe ${id}, option basedOn`,
      mend: "Name the figure, finding or persona that it comes from",
    });
  }
  const text = {
    nl: `Hoe kunnen we ${reach.nl} voor ${forWhom.nl}, zodat ${soThat.nl}?`,
    en: `How might we ${reach.en} for ${forWhom.en}, so that ${soThat.en}?`,
  };
  const cells = options.cells ?? [];
  if (!cells.every(isTold)) {
    throw new WorkspaceError({
      what: "Question for the session rests on a cell that is not shown",
      where: `howMightWe ${id}, option cells`,
      mend: "Name the codes of a cell that is shown",
    });
  }
  return makeQuestion("howMightWe", { id, text, basedOn, role: "how-might-we", cells });
}

function makeQuestion(
  caller: string,
  options: Omit<QuestionOptions, "role"> & {
    readonly role: QuestionPayload["role"];
    readonly cells?: readonly EvidenceCell[];
  },
): ProgrammeObject<"question"> {
  const { id, text, role, cells = [] } = options;
  requireTexts(caller, { text });
  if (!LANGUAGES.every((language) => text[language].trim().endsWith("?"))) {
    throw new WorkspaceError({
      what: "Question does not end in a question mark",
      where: `${caller} ${id}`,
      mend: "Write it as one question in Dutch and in English",
    });
  }
  const basedOn = (options.basedOn ?? []).map((each) => typeof each === "string" ? each : each.payload.id);
  const payload: QuestionPayload = {
    ...{ id, role, text, basedOn },
    ...(cells.length === 0 ? {} : { cells: cells.map(evidenceOf) }),
  };
  const receipts = [...new Set(cells.map(({ table }) => receiptOf(table)))];
  return programmeObject("question", payload, receipts, previewCard(html`<h3>${text.nl}</h3>`));
}

/** What limits can be given. */
export interface LimitsOptions {
  /** A slug that is unique in the notebook. Default `limits`. */
  readonly id?: string;
  /** At least three things that this briefing does not tell, each specific to it; the gravest first. */
  readonly items: readonly Label[];
}

/** Fewest items of "Wat dit niet vertelt": checklist point 5 of the briefing design. */
const FEWEST_LIMITS = 3;

/**
 * Says what the briefing does not tell: cause, who is not counted, period, registration or need, small areas.
 *
 * @param options At least three items; the first stands in the summary as the gap.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When there are fewer than three items, or one is empty.
 */
export function limits(options: LimitsOptions): ProgrammeObject<"limits"> {
  if (options.items.length < FEWEST_LIMITS) {
    throw new WorkspaceError({
      what: `Limits have ${options.items.length} items`,
      where: "limits, option items",
      mend: `Name at least ${FEWEST_LIMITS} things that this briefing does not tell`,
    });
  }
  options.items.forEach((item, i) => requireTexts("limits", { [`item ${i + 1}`]: item }));
  const payload: LimitsPayload = { id: options.id ?? "limits", items: options.items };
  const items = payload.items.map((item) => html`<li>${item.nl}</li>`);
  return programmeObject(
    "limits",
    payload,
    [],
    previewCard(html`
      <h3>Wat dit niet vertelt</h3>
      <ul>${items}</ul>
    `),
  );
}

/** What a method note can be given. */
export interface MethodOptions {
  /** A slug that is unique in the notebook. Default `method`. */
  readonly id?: string;
  /** The heading. Default: "Zo is dit gemaakt". */
  readonly title?: Label;
  /** Paragraphs in plain words: at least one. */
  readonly paragraphs: readonly Label[];
  /** Terms with their meaning. Default: none. */
  readonly definitions?: MethodPayload["definitions"];
}

/**
 * Tells how something was computed.
 *
 * @param options Paragraphs and terms.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When there is no paragraph, or a text is empty.
 */
export function method(options: MethodOptions): ProgrammeObject<"method"> {
  if (options.paragraphs.length === 0) {
    throw new WorkspaceError({
      what: "Method has no paragraph",
      where: "method",
      mend: "Write at least one",
    });
  }
  options.paragraphs.forEach((text, i) => requireTexts("method", { [`paragraph ${i + 1}`]: text }));
  const payload: MethodPayload = {
    id: options.id ?? "method",
    title: options.title ?? { nl: "Zo is dit gemaakt", en: "How this was made" },
    paragraphs: options.paragraphs,
    definitions: options.definitions ?? [],
  };
  const paragraphs = payload.paragraphs.map((text) => html`<p>${text.nl}</p>`);
  const terms = payload.definitions.map(({ term, meaning }) =>
    html`<li><b>${term.nl}</b>: ${meaning.nl}</li>`
  );
  return programmeObject(
    "method",
    payload,
    [],
    previewCard(html`<h3>${payload.title.nl}</h3>${paragraphs}<ul>${terms}</ul>`),
  );
}

/** Refuses empty texts, in any language. */
export function requireTexts(where: string, texts: Readonly<Record<string, Label>>): void {
  for (const [name, text] of Object.entries(texts)) {
    for (const language of LANGUAGES) {
      if (text[language].trim() !== "") continue;
      throw new WorkspaceError({
        what: `Text is empty in ${language}`,
        where: `${where}, ${name}`,
        mend: "Write it in Dutch and in English",
      });
    }
  }
}
