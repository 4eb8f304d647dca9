/** A figure with all that belongs to it, assembled from a drawing and a protected table. */
import {
  type FigurePayload,
  type LegendItem,
  type MapArea,
  type ProgrammeObject,
  programmeObject,
  type SvgPair,
} from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import { type Label, type Language, LANGUAGES, mapLabel } from "../core/language.ts";
import type { DisclosureReceipt } from "../core/receipt.ts";
import { receiptOf } from "../core/receipt.ts";
import type { ChartData } from "./_data.ts";
import { axisSentence } from "./_describe.ts";
import { figurePreview } from "./_preview.ts";
import { type DrawnNumber, tableOfChart } from "./_table_payload.ts";
import { sourceLine } from "../findings/mod.ts";
import { DEFAULT_PROMPTS, defaultSubtitle } from "./_words.ts";
import { chartFacts, HiddenFact } from "./_facts.ts";
import type { ChartFacts } from "./facts.ts";
import type { FigureOptions, TitleOption } from "./figure.ts";
import type { ChartWidth } from "./theme.ts";

/** What a form gives: a drawing and the words that only the form knows. */
export interface FigureParts {
  /** The form, for example `bar`. */
  readonly form: string;
  /** Draws one SVG; called for each language and width. */
  readonly draw: (language: Language, width: ChartWidth, figureId: string) => string;
  /** What can be seen. */
  readonly description: Label;
  /** One number worked out. */
  readonly howToRead: Label;
  /** Where the axis starts; `data` is announced with a reading that the caller gives too. Default `zero`. */
  readonly axis?: "zero" | "data";
  /** The legend; empty when marks are labelled directly. */
  readonly legend?: readonly LegendItem[];
  /** The areas of a map. */
  readonly areas?: readonly MapArea[];
  /** Numbers that are drawn and are no cells; they stand below the cells in the table. */
  readonly drawnNumbers?: readonly DrawnNumber[];
  /** Receipts of further tables that the drawing rests on. */
  readonly otherReceipts?: readonly DisclosureReceipt[];
}

/** The longest title in words. Source: ONS style guide, "Chart titles": at most fifteen words. */
const LONGEST_TITLE = 15;
const SLUG = /^[a-z][a-z0-9-]{0,79}$/;

/**
 * Assembles a figure.
 *
 * @param data The cells of the chart.
 * @param parts What the form gives.
 * @param options What the caller gives.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When the title is too long or holds a number that is not in the table, when `notTold` is
 * empty, or when the id is not a slug.
 */
export function makeFigure(
  data: ChartData,
  parts: FigureParts,
  options: FigureOptions,
): ProgrammeObject<"figure"> {
  const { table } = data;
  const id = options.id ?? `${table.id}-${parts.form}`;
  checkId(id);
  checkNotTold(options.notTold, id);
  const title = resolveTitle(data, options.title, id);
  const subtitle = options.subtitle ?? defaultSubtitle(table, options.where ?? {});
  const pair = (language: Language): SvgPair => ({
    wide: parts.draw(language, "wide", id),
    narrow: parts.draw(language, "narrow", id),
  });
  const payload: FigurePayload = {
    id,
    form: parts.form,
    title,
    subtitle,
    svg: { nl: pair("nl"), en: pair("en") },
    legend: parts.legend ?? [],
    description: parts.description,
    howToRead: readingOf(options.howToRead, parts, data),
    notTold: options.notTold,
    prompts: options.prompts ?? DEFAULT_PROMPTS,
    table: tableOfChart(data, { id, title, subtitle }, parts.drawnNumbers),
    source: sourceLine(table.sources),
    ...(parts.areas === undefined ? {} : { areas: parts.areas }),
  };
  return programmeObject(
    "figure",
    payload,
    [receiptOf(table), ...(parts.otherReceipts ?? [])],
    figurePreview(payload),
  );
}

/** Says where the margins stand of a form that does not draw them. */
function withMarginPlace(howToRead: Label, data: ChartData): Label {
  const place = {
    nl: "De marges staan in de tabel, onder Laag en Hoog.",
    en: "The margins stand in the table, under Low and High.",
  };
  const hasMargins = data.cells.some(({ low, high }) => low !== null && high !== null);
  if (!hasMargins || /marge|trechter/i.test(howToRead.nl)) return howToRead;
  return mapLabel((language) => `${howToRead[language]} ${place[language]}`);
}

/** A caller's reading that says by itself that the axis does not start at zero. */
const TELLS_OF_AXIS: Readonly<Record<Language, RegExp>> = {
  nl: /begint niet bij (?:nul|0)/i,
  en: /does(?: not|n't) start at (?:zero|0)/i,
};

/** The caller's reading keeps what the form has to announce. */
function readingOf(
  given: Label | undefined,
  { howToRead, axis = "zero" }: FigureParts,
  data: ChartData,
): Label {
  if (given === undefined) return withMarginPlace(howToRead, data);
  return mapLabel((language) => {
    const announced = TELLS_OF_AXIS[language].test(given[language]);
    return `${given[language]}${announced ? "" : axisSentence(axis, language)}`;
  });
}

function checkId(id: string): void {
  if (SLUG.test(id)) return;
  throw new WorkspaceError({
    what: "Figure id is not a slug",
    where: "option id",
    mend: "Use lower-case letters, digits and hyphens, starting with a letter",
  });
}

function checkNotTold(notTold: Label, id: string): void {
  if (LANGUAGES.every((language) => notTold[language].trim() !== "")) return;
  throw new WorkspaceError({
    what: "Figure does not say what it leaves untold",
    where: `figure ${id}, option notTold`,
    mend: "Write one sentence in Dutch and in English about what readers could wrongly conclude",
  });
}

function resolveTitle(data: ChartData, option: TitleOption | undefined, id: string): Label {
  const title = titleOrDefault(data, option);
  for (const language of LANGUAGES) {
    const words = title[language].trim().split(/\s+/).length;
    if (title[language].trim() === "" || words > LONGEST_TITLE) {
      throw new WorkspaceError({
        what: `Figure title has ${title[language].trim() === "" ? 0 : words} words in ${language}`,
        where: `figure ${id}, option title`,
        mend: `Say the finding in at most ${LONGEST_TITLE} words`,
      });
    }
  }
  if (option !== undefined && typeof option !== "function") checkTypedNumbers(title, data, id);
  return title;
}

function titleOrDefault(data: ChartData, option: TitleOption | undefined): Label {
  try {
    const facts = chartFacts(data);
    if (option === undefined) return defaultTitle(facts);
    if (typeof option !== "function") return option;
    try {
      return option(facts);
    } catch (error) {
      if (error instanceof HiddenFact) return defaultTitle(facts);
      throw error;
    }
  } catch (error) {
    if (!(error instanceof HiddenFact)) throw error;
    return { nl: "Deze figuur laat geen cijfers zien", en: "This figure shows no numbers" };
  }
}

/** Which shown number is highest and which lowest; short enough for any label. */
function defaultTitle(facts: ChartFacts): Label {
  const { highest, lowest } = facts;
  if (highest.value === lowest.value) {
    return {
      nl: `Alle getoonde cijfers zijn ${highest.text.nl}`,
      en: `All figures shown are ${highest.text.en}`,
    };
  }
  const title = mapLabel((language) =>
    language === "nl"
      ? `Het hoogst: ${highest.label.nl} (${highest.text.nl}). Het laagst: ${lowest.label.nl} (${lowest.text.nl})`
      : `Highest: ${highest.label.en} (${highest.text.en}). Lowest: ${lowest.label.en} (${lowest.text.en})`
  );
  const fits = LANGUAGES.every((language) => title[language].split(/\s+/).length <= LONGEST_TITLE);
  return fits ? title : {
    nl: `De cijfers lopen van ${lowest.text.nl} tot ${highest.text.nl}`,
    en: `The figures range from ${lowest.text.en} to ${highest.text.en}`,
  };
}

/** A typed title may hold numbers only where the table's own words hold them, such as ages and years. */
function checkTypedNumbers(title: Label, data: ChartData, id: string): void {
  const { table } = data;
  const known = LANGUAGES.flatMap((language) => [
    table.title[language],
    table.population[language],
    table.period[language],
    table.measure.label[language],
    table.measure.unit[language],
    ...table.dimensions.flatMap((dimension) => dimension.codes.map((code) => code.label[language])),
  ]).join(" ").match(/\d+/g) ?? [];
  const allowed = new Set(known);
  const shown = data.cells.flatMap((cell) => cell.value === null ? [] : [cell.value.toFixed(6)]);
  for (const language of LANGUAGES) {
    for (const number of title[language].match(/\d+(?:[.,]\d+)*/g) ?? []) {
      const pieces = number.match(/\d+/g) ?? [];
      const derived = shown.some((value) => sameNumber(number, value, language));
      if (derived || pieces.every((piece) => allowed.has(piece))) continue;
      throw new WorkspaceError({
        what: `Figure title holds a number that the table does not have, in ${language}`,
        where: `figure ${id}, option title`,
        mend: "Give a function that makes the title from the facts of the chart",
      });
    }
  }
}

function sameNumber(text: string, fixed: string, language: Language): boolean {
  const plain = language === "nl" ? text.replaceAll(".", "").replace(",", ".") : text.replaceAll(",", "");
  return Number(plain) === Number(fixed);
}
