/**
 * Persona cards: composed from group profiles, never one person.
 *
 * @module
 */
import { type PersonaPayload, type ProgrammeObject, programmeObject } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import { html } from "../core/html.ts";
import { type Label, type Language, LANGUAGES, mapLabel } from "../core/language.ts";
import { receiptOf } from "../core/receipt.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { joinWords, previewCard } from "../findings/mod.ts";
import { type EvidenceCell, evidenceOf, isTold } from "./evidence.ts";
import { type BasedOn, requireTexts } from "./texts.ts";

/** A trait of the group on a card, with the cell that shows it. */
export interface PersonaTrait extends EvidenceCell {
  /** What it is about: home, money, work, health, network. */
  readonly heading: Label;
  /** The trait in words, without a number. */
  readonly text: Label;
}

/** What a persona card can be given. */
export interface PersonaOptions {
  /** A slug that is unique in the notebook. */
  readonly id: string;
  /** A first name that is not from the data. */
  readonly name: string;
  /** The situation, as a story. What can be counted belongs in `traits`: only those are held against the floor. */
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
  /** Traits with their evidence. Default: none. */
  readonly traits?: readonly PersonaTrait[];
  /**
   * The cell that counts the people for whom all traits hold together. Needed when traits come from more than one
   * dimension: each may be common while hardly anybody has them all.
   */
  readonly together?: EvidenceCell;
  /** How others in the same circumstances act: at least two. Default: none. */
  readonly variants?: readonly { readonly heading: Label; readonly text: Label }[];
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
 * @throws {WorkspaceError} When nothing is shown in a table, a text is empty, a percentage stands in a text, the cell of a
 * trait is hidden, the traits together describe fewer people than the floor, or the card is longer than a quarter of A4.
 */
export function personaCard(
  tables: readonly ProtectedTable[],
  options: PersonaOptions,
): ProgrammeObject<"persona"> {
  checkTables(tables, options);
  const { situation, goal, obstacle, helps, quote } = options;
  requireTexts(`personaCard ${options.id}`, { situation, goal, obstacle, helps, quote });
  refusePercentages(options);
  const { traits = [], variants = [] } = options;
  checkTraits(options);
  checkVariants(options);
  const used = [
    ...tables,
    ...traits.map(({ table }) => table),
    ...(options.together ? [options.together.table] : []),
  ];
  const payload: PersonaPayload = {
    id: options.id,
    name: options.name,
    lines: [
      ...HEADINGS.map(({ key, heading }) => ({ heading, text: options[key] })),
      ...traits.map((trait) => ({ heading: trait.heading, text: trait.text, evidence: evidenceOf(trait) })),
    ],
    ...(variants.length === 0 ? {} : { variants }),
    quote,
    basis: basisOf([...new Set(used)], options),
  };
  checkLength(payload);
  const lines = payload.lines.map(({ heading, text }) => html`<p><b>${heading.nl}:</b> ${text.nl}</p>`);
  return programmeObject(
    "persona",
    payload,
    [...new Set(used.map(receiptOf))],
    previewCard(
      html`<h3>${payload.name}</h3><p><em>“${quote.nl}”</em></p>${lines}<p class="ss-small">${payload.basis.nl}</p>`,
    ),
  );
}

/**
 * Traits of a persona that all rest on one cell, as far as that cell is shown: in a small year or a small region it may be
 * hidden, and then the card goes without them.
 *
 * @param cell The cell that counts the people with these traits together.
 * @param traits Headings and words of the traits.
 * @returns What {@linkcode personaCard} takes as `traits` and `together`; nothing when the cell is hidden.
 */
export function shownTraits(
  cell: EvidenceCell,
  traits: readonly { readonly heading: Label; readonly text: Label }[],
): Pick<PersonaOptions, "traits" | "together"> {
  return isTold(cell) ? { traits: traits.map((trait) => ({ ...trait, ...cell })), together: cell } : {};
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

function checkTraits(options: PersonaOptions): void {
  const { traits = [], together } = options;
  const where = `personaCard ${options.id}`;
  const hidden = traits.filter((trait) => !isTold(trait));
  if (hidden.length > 0) {
    throw new WorkspaceError({
      what: `Persona has ${hidden.length === 1 ? "a trait" : "traits"} without a shown cell: ${
        hidden.map(({ heading }) => heading.en).join(", ")
      }`,
      where,
      mend: "Name the codes of a cell that is shown, or leave the trait out",
    });
  }
  const pairs = new Map(traits.flatMap(({ codes }) => Object.entries(codes)));
  const clash = traits.flatMap(({ codes }) => Object.entries(codes)).some(([name, code]) =>
    pairs.get(name) !== code
  );
  if (clash) {
    throw new WorkspaceError({
      what: "Two traits of a persona contradict each other",
      where,
      mend: "Keep one of them",
    });
  }
  if (pairs.size <= 1) return;
  const covers = together !== undefined && [...pairs].every(([name, code]) => together.codes[name] === code);
  if (covers && isTold(together)) return;
  throw new WorkspaceError({
    what: covers
      ? "The traits of a persona together describe fewer people than the floor"
      : "It is not known how many people have all traits of a persona together",
    where,
    mend:
      "Give as together a protected table by all dimensions of the traits, with a shown cell, or leave traits out",
  });
}

/** Two ways at least: one would be the persona again. */
const FEWEST_VARIANTS = 2;

function checkVariants({ id, variants = [] }: PersonaOptions): void {
  variants.forEach(({ heading, text }, i) =>
    requireTexts(`personaCard ${id}`, { [`variant ${i + 1} heading`]: heading, [`variant ${i + 1}`]: text })
  );
  if (variants.length === 0 || variants.length >= FEWEST_VARIANTS) return;
  throw new WorkspaceError({
    what: "Persona has one variant of behaviour",
    where: `personaCard ${id}`,
    mend: `Write at least ${FEWEST_VARIANTS}, or none`,
  });
}

function refusePercentages(options: PersonaOptions): void {
  const texts = [
    ...[options.situation, options.goal, options.obstacle, options.helps, options.quote],
    ...(options.traits ?? []).map(({ text }) => text),
    ...(options.variants ?? []).flatMap(({ heading, text }) => [heading, text]),
  ];
  if (!texts.some((text) => /\d\s*(%|procent|percent)/i.test(`${text.nl} ${text.en}`))) return;
  throw new WorkspaceError({
    what: "Persona holds a percentage",
    where: `personaCard ${options.id}`,
    mend: "Put numbers in a finding; a persona tells a story",
  });
}

/**
 * A quarter of a sheet of A4: the lines that it holds, and how many letters stand on a line of each part.
 * `tests/browser/paper_test.ts` measures in a browser that a card of so many lines fits.
 */
const CARD = { lines: 31, story: 41, evidence: 45, variant: 52, quote: 50, basis: 60 } as const;

/** A small line, the gap between two parts, and what the name takes, as parts of a line. */
const HEIGHT = { small: 0.9, gap: 0.3, name: 2 } as const;

/** How many lines a card takes on paper. */
function linesOf({ lines, variants = [], quote, basis }: PersonaPayload, language: Language): number {
  const of = (text: string, letters: number): number => Math.ceil(text.length / letters);
  const story = lines.map(({ text, evidence }) =>
    of(text[language], CARD.story) + HEIGHT.small * of(evidence?.[language] ?? "", CARD.evidence) + HEIGHT.gap
  );
  const others = variants.map(({ heading, text }) =>
    of(`${heading[language]}: ${text[language]}`, CARD.variant) + HEIGHT.gap
  );
  const heading = variants.length === 0 ? 0 : 1;
  const said = of(quote[language], CARD.quote) + HEIGHT.small + HEIGHT.gap;
  const rest = HEIGHT.small * of(basis[language], CARD.basis);
  return [...story, ...others, heading, said, rest].reduce((sum, height) => sum + height, HEIGHT.name);
}

function checkLength(payload: PersonaPayload): void {
  const lines = Math.ceil(Math.max(...LANGUAGES.map((language) => linesOf(payload, language))));
  if (lines <= CARD.lines) return;
  throw new WorkspaceError({
    what: `Persona card is ${lines} lines long; a quarter of a sheet of A4 holds ${CARD.lines}`,
    where: `personaCard ${payload.id}`,
    mend: "Say it shorter, or leave out a trait or a variant",
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
