/**
 * The signal card: one page for helpers with what may be seen, what it may mean, how to begin the talk and whom to involve.
 *
 * It has no scores and adds nothing up: signs start a talk, they judge nobody.
 *
 * @module
 */
import type { ProgrammeObject } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import type { SheetPage } from "../core/sheet.ts";
import { sheetPack } from "./sheets.ts";
import { requireTexts } from "./texts.ts";

/** Domains of life. */
export type SignalDomain = "money" | "home" | "health" | "safety" | "school" | "network";

/** How soon to act. */
export type SignalUrgency = "at-ease" | "this-week" | "now";

/** One sign. */
export interface Signal {
  /** The domain. */
  readonly domain: SignalDomain;
  /** What can be seen or heard. */
  readonly sign: Label;
  /** What it may mean, and may not. */
  readonly mayMean: Label;
  /** How to begin the talk. */
  readonly opener: Label;
  /** Which role to involve. */
  readonly involve: Label;
  /** How soon. */
  readonly urgency: SignalUrgency;
  /** What would show that things are well. */
  readonly counterSign: Label;
}

const DOMAIN_WORDS: Readonly<Record<SignalDomain, Label>> = {
  money: { nl: "Geld", en: "Money" },
  home: { nl: "Thuis", en: "Home" },
  health: { nl: "Gezondheid", en: "Health" },
  safety: { nl: "Veiligheid", en: "Safety" },
  school: { nl: "School", en: "School" },
  network: { nl: "Mensen om je heen", en: "People around you" },
};

const URGENCY_WORDS: Readonly<Record<SignalUrgency, Label>> = {
  "at-ease": { nl: "rustig", en: "at ease" },
  "this-week": { nl: "deze week", en: "this week" },
  now: { nl: "nu", en: "now" },
};

/** The domains in the order of the card. */
const DOMAINS: readonly SignalDomain[] = ["money", "home", "health", "safety", "school", "network"];

/**
 * What fits one page in print: a sheet of A4 that lies down has seven columns of some 24 letters, and room for 24 lines
 * below each other. Measured in print; a test prints a card that is just full.
 */
const PAGE = { signs: 12, lines: 24, letters: 24 } as const;

/** Words of counting and weighing; a card with them is a screening instrument. */
const SCORE_REGEXP = /\b(?:punten|punt|score|scores|scoren|points?|risicoscore|weging|optellen|add up)\b|\d/i;

/** What a signal card can be given. */
export interface SignalCardOptions {
  /** A slug that is unique in the notebook. Default `signalenkaart`. */
  readonly id?: string;
  /** For whom it is. */
  readonly reader: Label;
  /** The signs: at most twelve. */
  readonly signals: readonly Signal[];
  /** Where it comes from: sessions, literature. */
  readonly source: Label;
}

/**
 * Makes the signal card as one sheet of A4.
 *
 * @param options The signs.
 * @returns The object that a notebook cell shows, tagged `method`.
 * @throws {WorkspaceError} When there are no signs, or more than fit a page, or a text counts or weighs.
 */
export function signalCard(options: SignalCardOptions): ProgrammeObject<"sheets"> {
  return sheetPack({
    id: options.id ?? "signalenkaart",
    title: { nl: "Signalenkaart", en: "Signal card" },
    intro: {
      nl: "Wat kun je zien, wat kan het betekenen, wat vraag je. Eén signaal zegt niets over een gezin.",
      en: "What you may see, what it may mean, what to ask. One sign says nothing about a family.",
    },
    pages: [signalSheet(options)],
  });
}

/**
 * Makes the sheet alone, for a pack of one's own.
 *
 * @param options The signs.
 * @returns The sheet.
 * @throws {WorkspaceError} As {@linkcode signalCard}.
 */
export function signalSheet(options: SignalCardOptions): SheetPage {
  checkSignals(options);
  const { signals, reader, source } = options;
  const ordered = signals.toSorted((a, b) => DOMAINS.indexOf(a.domain) - DOMAINS.indexOf(b.domain));
  return {
    id: "signalenkaart",
    title: { nl: "Signalenkaart", en: "Signal card" },
    paper: "A4",
    parts: [
      { kind: "facts", items: [{ term: { nl: "Voor", en: "For" }, text: reader }] },
      {
        kind: "table",
        caption: { nl: "Zie je dit? Begin een gesprek.", en: "Do you see this? Begin a talk." },
        columns: [
          { nl: "Waar", en: "Where" },
          { nl: "Wat je ziet of hoort", en: "What you see or hear" },
          { nl: "Kan betekenen", en: "May mean" },
          { nl: "Zo begin je", en: "How to begin" },
          { nl: "Wie erbij", en: "Whom to involve" },
          { nl: "Wanneer", en: "How soon" },
          { nl: "Gaat het goed als", en: "All is well when" },
        ],
        rows: ordered.map((signal) => [
          DOMAIN_WORDS[signal.domain],
          signal.sign,
          signal.mayMean,
          signal.opener,
          signal.involve,
          URGENCY_WORDS[signal.urgency],
          signal.counterSign,
        ]),
      },
      {
        kind: "paragraph",
        text: {
          nl: "Tel niets op. Deze kaart kiest geen gezinnen uit. Is een kind nu in gevaar? Bel direct.",
          en: "Add nothing up. This card selects no families. Is a child in danger now? Call at once.",
        },
      },
      { kind: "facts", items: [{ term: { nl: "Gemaakt met", en: "Made with" }, text: source }] },
    ],
  };
}

/** How many lines a sign takes on the card, in the language in which it is longest. */
function linesOf({ sign, mayMean, opener, involve, counterSign }: Signal): number {
  const texts = [sign, mayMean, opener, involve, counterSign].flatMap(({ nl, en }) => [nl, en]);
  return Math.max(...texts.map(({ length }) => Math.ceil(length / PAGE.letters)));
}

function checkSignals({ signals }: SignalCardOptions): void {
  const fits = signals.length > 0 && signals.length <= PAGE.signs;
  signals.forEach(({ sign, mayMean, opener, involve, counterSign }, i) =>
    requireTexts(`signalCard, sign ${i + 1}`, { sign, mayMean, opener, involve, counterSign })
  );
  const weighing = signals.findIndex(({ sign, mayMean, opener, involve, counterSign }) =>
    [sign, mayMean, opener, involve, counterSign].some(({ nl, en }) => SCORE_REGEXP.test(`${nl} ${en}`))
  );
  const lines = signals.reduce((sum, signal) => sum + linesOf(signal), 0);
  if (fits && weighing < 0 && lines > PAGE.lines) {
    throw new WorkspaceError({
      what: `Signal card is ${lines} lines long; a page has ${PAGE.lines}`,
      where: "signalCard",
      mend: "Say it shorter, or choose fewer signs",
    });
  }
  if (fits && weighing < 0) return;
  throw new WorkspaceError({
    what: fits ? `Sign ${weighing + 1} counts or weighs` : `Signal card has ${signals.length} signs`,
    where: "signalCard",
    mend: fits ? "Say it in words, without numbers or points" : `Give 1 to ${PAGE.signs}: one page`,
  });
}
