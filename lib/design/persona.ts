/**
 * Persona cards: composed from group profiles, never one person.
 *
 * @module
 */
import { type PersonaPayload, type ProgrammeObject, programmeObject } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import { html } from "../core/html.ts";
import { type Label, mapLabel } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { joinWords, previewCard } from "../findings/mod.ts";
import { type BasedOn, requireTexts } from "./texts.ts";

/** What a persona card can be given. */
export interface PersonaOptions {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** A first name that is not from the data. */
  readonly name: string;
  /** The situation. */
  readonly situation: Label;
  /** What the person wants. */
  readonly goal: Label;
  /** What stands in the way. */
  readonly obstacle: Label;
  /** What already helps. */
  readonly helps: Label;
  /** A composed quote, without quotation marks. */
  readonly quote: Label;
  /** Figures and findings that the card rests on: at least one. */
  readonly basedOn: readonly BasedOn[];
  /** Number of interviews that were used besides the data. Default 0. */
  readonly interviews?: number;
}

const HEADINGS: readonly {
  readonly key: "situation" | "goal" | "obstacle" | "helps";
  readonly heading: Label;
}[] = [
  { key: "situation", heading: { nl: "Situatie", en: "Situation" } },
  { key: "goal", heading: { nl: "Wil graag", en: "Wants" } },
  { key: "obstacle", heading: { nl: "Loopt vast op", en: "Gets stuck on" } },
  { key: "helps", heading: { nl: "Wat helpt", en: "What helps" } },
];

/**
 * Makes a persona card that rests on protected tables.
 *
 * The card says on what it rests and that it is not one real person. Numbers do not belong in it: a number makes a
 * composed person look like a measured one, and they are refused except for ages and counts of children in words.
 *
 * @param tables The protected tables behind it: at least one, each with a shown cell.
 * @param options The texts.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When nothing is shown in a table, a text is empty, or a percentage stands in a text.
 */
export function personaCard(
  tables: readonly ProtectedTable[],
  options: PersonaOptions,
): ProgrammeObject<"persona"> {
  checkTables(tables, options);
  const { situation, goal, obstacle, helps, quote } = options;
  requireTexts(`personaCard ${options.id}`, { situation, goal, obstacle, helps, quote });
  refusePercentages(options);
  const payload: PersonaPayload = {
    id: options.id,
    name: options.name,
    lines: HEADINGS.map(({ key, heading }) => ({ heading, text: options[key] })),
    quote,
    basis: basisOf(tables, options),
  };
  const lines = payload.lines.map(({ heading, text }) => html`<p><b>${heading.nl}:</b> ${text.nl}</p>`);
  return programmeObject(
    "persona",
    payload,
    tables.map((table) => table.receipt),
    previewCard(
      html`<h3>${payload.name}</h3><p><em>“${quote.nl}”</em></p>${lines}<p class="ss-small">${payload.basis.nl}</p>`,
    ),
  );
}

function checkTables(tables: readonly ProtectedTable[], options: PersonaOptions): void {
  const rests = tables.length > 0 && options.basedOn.length > 0;
  const shown = tables.every((table) => table.cells.some((cell) => cell.value !== null));
  if (rests && shown) return;
  throw new WorkspaceError({
    what: rests ? "Persona rests on a table in which every number is hidden" : "Persona rests on nothing",
    where: `personaCard ${options.id}`,
    mend: "Give a protected table with shown numbers and the figures or findings that show them",
  });
}

function refusePercentages(options: PersonaOptions): void {
  const texts = [options.situation, options.goal, options.obstacle, options.helps, options.quote];
  if (!texts.some((text) => /\d\s*(%|procent|percent)/i.test(`${text.nl} ${text.en}`))) return;
  throw new WorkspaceError({
    what: "Persona holds a percentage",
    where: `personaCard ${options.id}`,
    mend: "Put numbers in a finding; a persona tells a story",
  });
}

function basisOf(tables: readonly ProtectedTable[], options: PersonaOptions): Label {
  const interviews = options.interviews ?? 0;
  return mapLabel((language) => {
    const titles = joinWords([...new Set(tables.map((table) => table.title[language]))], language);
    const talks = interviews === 0
      ? ""
      : language === "nl"
      ? ` en ${interviews} gesprekken`
      : ` and ${interviews} interviews`;
    return language === "nl"
      ? `Gebaseerd op cijfers over groepen: ${titles}${talks}. Dit is niet één echte persoon. Naam en citaat zijn verzonnen.`
      : `Based on figures about groups: ${titles}${talks}. This is not one real person. Name and quote are made up.`;
  });
}
