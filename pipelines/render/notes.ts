/**
 * Notes for who presents: what to say with each slide and what to ask the group. Made from the same payloads as the
 * slide, so that they cannot say anything else. They show on slides only, and only when asked for.
 *
 * @module
 */
import type { FigurePayload, FindingPayload } from "../../lib/core/display.ts";
import { type Html, html } from "../../lib/core/html.ts";
import type { Label } from "../../lib/core/language.ts";
import { type PageContext, tell } from "./context.ts";
import type { Block, BlockOf } from "./model.ts";
import type { UiKey } from "./ui_strings.ts";

function renderNotes(context: PageContext, lines: readonly (readonly [UiKey, string])[]): Html {
  const kept = lines.filter(([, text]) => text !== "");
  if (kept.length === 0) return html``;
  return html`
    <aside class="notes" aria-label="${tell(context, "notes")}">
      <dl>${kept.map(([key, text]) =>
        html`
          <dt>${tell(context, key)}</dt>
          <dd>${text}</dd>
        `
      )}</dl>
    </aside>
  `;
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
    ["noteSay", figure.description[language]],
    ["noteReadTogether", figure.howToRead[language]],
    ["noteAsk", joined(context, figure.prompts)],
    ["notePrevent", figure.notTold[language]],
    ["noteLeadsTo", questionsAbout(context, figure.id)],
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
    ["noteSure", [...sure].join(" ")],
    ["noteMeasured", [...measured].join(" ")],
    ["noteAsk", tell(context, "noteAskFindings")],
  ]);
}

const WORDS: Readonly<Partial<Record<Block["kind"], UiKey>>> = {
  persona: "notePersonas",
  question: "noteQuestions",
  limits: "noteLimits",
};

/**
 * Notes with blocks that the group works with: cards, questions, limits.
 *
 * @param context The page.
 * @param kind The kind of block.
 * @returns The markup; empty for kinds that need no words.
 */
export function groupNotes(context: PageContext, kind: Block["kind"]): Html {
  const key = WORDS[kind];
  return key === undefined ? html`` : renderNotes(context, [["noteAsk", tell(context, key)]]);
}
