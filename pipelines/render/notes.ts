/**
 * Notes for who presents: what to say with each slide and what to ask the group. Made from the same payloads as the
 * slide and from the sheet for the facilitator, so that they cannot say anything else. They show on slides only, and only
 * when asked for.
 *
 * @module
 */
import type { FigurePayload, FindingPayload } from "../../lib/core/display.ts";
import { type Html, html } from "../../lib/core/html.ts";
import type { Label } from "../../lib/core/language.ts";
import type { SheetPage, SlideTopic } from "../../lib/core/sheet.ts";
import { type PageContext, tell } from "./context.ts";
import type { BlockOf } from "./model.ts";
import type { UiKey } from "./ui_strings.ts";

/** A line of the notes: its name, and what it says; left out when it says nothing. */
type NoteLine = readonly [term: string, text: string];

function sayLines(context: PageContext, lines: readonly (readonly [UiKey, string])[]): readonly NoteLine[] {
  return lines.map(([key, text]) => [tell(context, key), text]);
}

function renderNotes(context: PageContext, lines: readonly NoteLine[]): Html {
  const kept = lines.filter(([, text]) => text !== "");
  if (kept.length === 0) return html``;
  return html`
    <aside class="notes" aria-label="${tell(context, "notes")}">
      <dl>${kept.map(([term, text]) =>
        html`
          <dt>${term}</dt>
          <dd>${text}</dd>
        `
      )}</dl>
    </aside>
  `;
}

/** All sheets of the briefing. */
function sheetsOf({ briefing }: PageContext): readonly SheetPage[] {
  return briefing.blocks.flatMap((block) => block.kind === "sheets" ? block.payload.pages : []);
}

/** What the sheet for the facilitator says at slides of one kind. */
function cuesAt(context: PageContext, topic: SlideTopic): readonly NoteLine[] {
  const { language } = context;
  const cues = sheetsOf(context).flatMap(({ cues = [] }) => cues);
  return cues.filter(({ at }) => at === topic).map(({ term, text }) => [term[language], text[language]]);
}

/** Which sheet of paper shows the figure too; empty when none does. */
function stationOf(context: PageContext, figureId: string): string {
  const station = sheetsOf(context).find(({ parts }) =>
    parts.some((part) => part.kind === "figure" && part.figureId === figureId)
  );
  return station === undefined ? "" : station.title[context.language];
}

/** Questions of the session that rest on something. */
function questionsAbout(context: PageContext, id: string): string {
  const { language, briefing } = context;
  return briefing.blocks.filter((block): block is BlockOf<"question"> =>
    block.kind === "question" && block.payload.basedOn.includes(id)
  ).map(({ payload }) => payload.text[language]).join(" ");
}

function joined(context: PageContext, labels: readonly Label[]): string {
  return labels.map((label) => label[context.language]).join(" ");
}

/**
 * Notes with a figure: how to read it together, what to ask, and which wrong conclusion to prevent.
 *
 * @param context The page.
 * @param figure The figure.
 * @returns The markup.
 */
export function figureNotes(context: PageContext, figure: FigurePayload): Html {
  const { language } = context;
  return renderNotes(context, [
    ...sayLines(context, [
      ["noteSay", figure.description[language]],
      ["noteReadTogether", figure.howToRead[language]],
      ["noteAsk", joined(context, figure.prompts)],
      ["notePrevent", figure.notTold[language]],
      ["noteLeadsTo", questionsAbout(context, figure.id)],
    ]),
    ...cuesAt(context, "figure"),
    ...sayLines(context, [["notePaper", stationOf(context, figure.id)]]),
  ]);
}

/**
 * Notes with findings: how sure each is, what was measured, and over whom.
 *
 * @param context The page.
 * @param findings The findings of one slide.
 * @returns The markup.
 */
export function findingNotes(context: PageContext, findings: readonly FindingPayload[]): Html {
  const { language } = context;
  const measured = new Set(
    findings.flatMap(({ numbers }) =>
      numbers.slice(0, 1).map(({ definition, scope }) => `${definition[language]} (${scope[language]})`)
    ),
  );
  const sure = new Set(findings.map(({ evidencePhrase }) => evidencePhrase[language]));
  return renderNotes(context, [
    ...sayLines(context, [
      ["noteSure", [...sure].join(" ")],
      ["noteMeasured", [...measured].join(" ")],
      ["noteAsk", tell(context, "noteAskFindings")],
    ]),
    ...cuesAt(context, "finding"),
  ]);
}

/**
 * Notes with the summary: what the session is for and what is agreed, as on the sheet for the facilitator.
 *
 * @param context The page.
 * @returns The markup; empty for a briefing without such a sheet.
 */
export function summaryNotes(context: PageContext): Html {
  return renderNotes(context, cuesAt(context, "summary"));
}

const WORDS = {
  persona: "notePersonas",
  question: "noteQuestions",
  limits: "noteLimits",
} as const satisfies Partial<Record<SlideTopic, UiKey>>;

/**
 * Notes with blocks that the group works with: cards, questions, limits.
 *
 * @param context The page.
 * @param kind The kind of block.
 * @returns The markup.
 */
export function groupNotes(context: PageContext, kind: keyof typeof WORDS): Html {
  return renderNotes(context, [
    ...sayLines(context, [["noteAsk", tell(context, WORDS[kind])]]),
    ...cuesAt(context, kind),
  ]);
}
