/**
 * The maturity scan: how far an organisation is in working with data, as a questionnaire in data, a score per dimension, and
 * advice by level. It is about organisations, never persons.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Measure } from "../core/aggregate.ts";
import type { ProgrammeObject } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import { type Label, mapLabel } from "../core/language.ts";
import type { SheetPage } from "../core/sheet.ts";
import type { Table } from "../core/table.ts";
import { receiptOf } from "../core/receipt.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { MATURITY_DIMENSIONS, MATURITY_LEVELS } from "./_maturity_questions.ts";
import { tablePart } from "./_words.ts";
import { sheetPack } from "./sheets.ts";

/** A dimension of the scan. */
export interface MaturityDimension {
  /** The code in data. */
  readonly id: string;
  /** What readers see. */
  readonly label: Label;
  /** The statements, answered from 1 (not at all) to 5 (wholly). */
  readonly statements: readonly Label[];
  /** What to do next, for levels 1 to 5. */
  readonly advice: readonly [Label, Label, Label, Label, Label];
}

/** A questionnaire of the scan. */
export interface MaturityScan {
  /** The version: answers of another version are not comparable. */
  readonly version: string;
  /** The dimensions, in order. */
  readonly dimensions: readonly MaturityDimension[];
  /** Names of the levels 1 to 5. */
  readonly levels: readonly [Label, Label, Label, Label, Label];
  /** Part of the statements of a dimension that has to be answered for a score, 0 to 1. */
  readonly answeredShare: number;
}

/** The scan of the programme: six dimensions, after the steps of the programme's work with partners. */
export const MATURITY_SCAN: MaturityScan = {
  version: "2026.1",
  dimensions: MATURITY_DIMENSIONS,
  levels: MATURITY_LEVELS,
  // Two of three statements: with one answer a dimension would be that one statement.
  answeredShare: 0.6,
};

/** How answers become scores. */
export interface MaturityOptions
  extends Pick<AggregateTable, "id" | "title" | "population" | "period" | "sources"> {
  /** The scan. Default {@linkcode MATURITY_SCAN}. */
  readonly scan?: MaturityScan;
  /** One profile over all organisations, or one for each. Default `together`. */
  readonly by?: "together" | "organisation";
}

/** What a score is. */
const MATURITY_MEASURE: Measure = {
  id: "datavolwassenheid",
  label: { nl: "Hoe ver met gegevens", en: "How far with data" },
  unit: { nl: "van 1 tot 5", en: "from 1 to 5" },
  kind: "mean",
  per: 1,
  decimals: 1,
  bounds: { minimum: 1, maximum: 5 },
  definition: {
    nl: "Gemiddelde van de beantwoorde stellingen per onderdeel; elke organisatie telt even zwaar.",
    en: "Mean of the answered statements by dimension; every organisation counts the same.",
  },
};

/** How many of the largest scores rules on dominance look at. */
const LARGEST = 3;

/** A score of one organisation on one dimension; null when too few statements were answered. */
function scoreOf(answers: readonly number[], asked: number, scan: MaturityScan): number | null {
  const given = answers.filter((answer) => !Number.isNaN(answer));
  return given.length < scan.answeredShare * asked ? null : mean(given);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Scores answers: the mean of the answered statements per organisation and dimension, and over organisations the mean of
 * those means. An organisation that answered too few statements of a dimension does not count there.
 *
 * @param answers A row per answer: `organisatie`, `dimensie`, `score` (1 to 5, NaN when open).
 * @param options What the table is about.
 * @returns An aggregate by dimension, or by organisation and dimension; `n` is the number of organisations.
 * @throws {WorkspaceError} When a dimension or score is not of the scan.
 */
export function scoreMaturity(answers: Table, options: MaturityOptions): AggregateTable {
  const scan = options.scan ?? MATURITY_SCAN;
  const by = options.by ?? "together";
  const scores = scoresByOrganisation(answers, scan);
  const organisations = [...scores.keys()].sort();
  const cells = by === "organisation"
    ? organisations.flatMap((organisation) =>
      scan.dimensions.map(({ id }) => cellOf([organisation, id], [scores.get(organisation)?.get(id) ?? null]))
    )
    : scan.dimensions.map(({ id }) =>
      cellOf([id], organisations.map((organisation) => scores.get(organisation)?.get(id) ?? null))
    );
  const dimension = {
    name: "dimensie",
    label: { nl: "Onderdeel", en: "Dimension" },
    kind: "nominal" as const,
    codes: scan.dimensions.map(({ id, label }) => ({ code: id, label })),
  };
  const organisation = {
    name: "organisatie",
    label: { nl: "Organisatie", en: "Organisation" },
    kind: "nominal" as const,
    codes: organisations.map((code) => ({ code, label: { nl: code, en: code } })),
  };
  const { id, title, population, period, sources } = options;
  return {
    ...{ id, title, population, period, sources },
    entity: "organisation",
    measure: MATURITY_MEASURE,
    dimensions: by === "organisation" ? [organisation, dimension] : [dimension],
    cells,
  };
}

function cellOf(codes: readonly string[], scores: readonly (number | null)[]): AggregateCell {
  const known = scores.filter((score) => score !== null);
  return {
    codes,
    n: known.length,
    numerator: null,
    denominator: null,
    value: known.length === 0 ? null : mean(known),
    low: null,
    high: null,
    largest: known.toSorted((a, b) => b - a).slice(0, LARGEST),
  };
}

function scoresByOrganisation(
  answers: Table,
  scan: MaturityScan,
): ReadonlyMap<string, ReadonlyMap<string, number | null>> {
  const organisations = answers.texts("organisatie");
  const dimensions = answers.texts("dimensie");
  const scores = answers.numbers("score");
  const given = new Map<string, Map<string, number[]>>();
  organisations.forEach((organisation, row) => {
    const dimension = dimensions[row] ?? "";
    const score = scores[row] ?? NaN;
    checkAnswer(dimension, score, scan);
    const own = given.get(organisation ?? "") ?? new Map<string, number[]>();
    own.set(dimension, [...own.get(dimension) ?? [], score]);
    given.set(organisation ?? "", own);
  });
  const asked = new Map(scan.dimensions.map(({ id, statements }) => [id, statements.length] as const));
  return new Map([...given].map(([organisation, own]) => [
    organisation,
    new Map([...own].map(([id, list]) => [id, scoreOf(list, asked.get(id) ?? list.length, scan)] as const)),
  ]));
}

function checkAnswer(dimension: string, score: number, scan: MaturityScan): void {
  const isKnown = scan.dimensions.some(({ id }) => id === dimension);
  const fits = Number.isNaN(score) || (score >= 1 && score <= scan.levels.length);
  if (isKnown && fits) return;
  throw new WorkspaceError({
    what: isKnown ? "An answer lies outside 1 to 5" : "An answer belongs to no dimension of the scan",
    where: `maturity scan ${scan.version}`,
    mend: `Use answers from 1 to 5 on ${scan.dimensions.map(({ id }) => id).join(", ")}`,
  });
}

/**
 * Shows what to do next, per dimension: the lowest first, because a chain of partners is as far as its weakest link.
 *
 * @param table The protected profile by dimension, over all organisations.
 * @param options `id` of the section, default `volwassenheid-advies`; `scan`, default {@linkcode MATURITY_SCAN}.
 * @returns A section, for a cell tagged `method`.
 */
export function maturityAdvice(
  table: ProtectedTable,
  options: { readonly id?: string; readonly scan?: MaturityScan } = {},
): ProgrammeObject<"sheets"> {
  const scan = options.scan ?? MATURITY_SCAN;
  const scored = scan.dimensions.flatMap((dimension) => {
    const value = table.cell(dimension.id)?.value ?? null;
    return value === null ? [] : [{ dimension, value }];
  }).sort((a, b) => a.value - b.value);
  const rows = scored.map(({ dimension, value }): readonly Label[] => {
    const level = Math.min(scan.levels.length, Math.max(1, Math.round(value))) - 1;
    const none: Label = { nl: "–", en: "–" };
    return [dimension.label, scan.levels[level] ?? none, dimension.advice[level] ?? none];
  });
  return sheetPack({
    id: options.id ?? "volwassenheid-advies",
    layout: "section",
    title: { nl: "Wat kan de volgende stap zijn?", en: "What could be the next step?" },
    intro: {
      nl: "Het laagste onderdeel staat bovenaan. Samen kom je zo ver als de zwakste schakel.",
      en: "The lowest dimension comes first. Together you get as far as the weakest link.",
    },
    pages: [{
      id: "advies",
      title: { nl: "Advies", en: "Advice" },
      paper: "A4",
      parts: tablePart(
        { nl: "Advies per onderdeel", en: "Advice by dimension" },
        [{ nl: "Onderdeel", en: "Dimension" }, { nl: "Nu", en: "Now" }, {
          nl: "Volgende stap",
          en: "Next step",
        }],
        rows,
      ),
    }],
    receipts: [receiptOf(table)],
  });
}

/**
 * Makes the questionnaire as a sheet, to fill in on paper with colleagues.
 *
 * @param scan The scan. Default {@linkcode MATURITY_SCAN}.
 * @returns The sheet.
 */
export function maturitySheet(scan: MaturityScan = MATURITY_SCAN): SheetPage {
  const room = scan.levels.map((): Label => ({ nl: "", en: "" }));
  return {
    id: "volwassenheidsscan",
    title: { nl: "Volwassenheidsscan", en: "Maturity scan" },
    paper: "A3",
    parts: [
      {
        kind: "paragraph",
        text: mapLabel((language) =>
          language === "nl"
            ? `Zet per regel een kruis: 1 is ${scan.levels[0].nl}, 5 is ${
              scan.levels[4].nl
            }. Weet u het niet? Laat de regel open.`
            : `Put a cross on each line: 1 is ${scan.levels[0].en}, 5 is ${
              scan.levels[4].en
            }. Not sure? Leave it open.`
        ),
      },
      ...scan.dimensions.flatMap(({ label, statements }) =>
        tablePart(
          label,
          [
            { nl: "Stelling", en: "Statement" },
            ...scan.levels.map((_, i) => ({ nl: `${i + 1}`, en: `${i + 1}` })),
          ],
          statements.map((statement) => [statement, ...room]),
        )
      ),
    ],
  };
}
