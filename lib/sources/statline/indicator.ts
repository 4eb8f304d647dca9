/**
 * A StatLine table as an indicator: columns found by title become an aggregate table with base, status and citation.
 *
 * @module
 */
import type { AggregateCell, AggregateTable, Dimension, Entity, Measure } from "../../core/aggregate.ts";
import { WorkspaceError } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";
import { type Label, sameLabel } from "../../core/language.ts";
import { parsePeriod, yearOf } from "../../core/period.ts";
import type { Area } from "../../core/region.ts";
import type { MissingReason, Observation, StatlineAnswer, StatlineProtocol } from "./types.ts";
import { unitFactor } from "./units.ts";

/** Which columns of the table make the figure, by title (`Group|Title` where a title occurs more than once). */
export type StatlineColumns =
  | {
    /** Two counts: the figure is their quotient. */
    readonly kind: "counts";
    /** What is counted. */
    readonly numerator: string;
    /** Out of which. */
    readonly denominator: string;
  }
  | {
    /** One count. */
    readonly kind: "count";
    /** What is counted. */
    readonly numerator: string;
  }
  | {
    /** A figure that the table gives ready-made, such as a percentage. */
    readonly kind: "published";
    /** The figure. */
    readonly value: string;
    /** In which factor the table gives it: 100 for percentages, 1 for euros. Checked against the unit of the column. */
    readonly publishedPer: 1 | 100 | 1000 | 10000 | 100000;
    /** The count of those whom it is about: readers have to know how many. */
    readonly base: string;
  };

/** What to read. */
export interface StatlineIndicatorOptions {
  /** The table. */
  readonly table: string;
  /** What the figure is; `toMeasure` of the indicator gives it. */
  readonly measure: Measure;
  /** Whom minimum counts are about. */
  readonly entity: Entity;
  /** Who is in, in words. */
  readonly population: Label;
  /** The columns. */
  readonly columns: StatlineColumns;
  /** The areas, with their names. */
  readonly areas: readonly Pick<Area, "code" | "name">[];
  /** Period codes, such as `2023JJ00`. */
  readonly periods: readonly string[];
  /** One code of every other dimension. */
  readonly others?: Readonly<Record<string, string>>;
  /** First years of a new definition: periods on both sides of one are refused. None by default. */
  readonly breaks?: readonly number[];
  /** The id of the table that is made; the measure's id by default. */
  readonly id?: string;
}

/** A cell without a figure. */
export interface MissingFigure {
  /** The area. */
  readonly regionCode: string;
  /** The period. */
  readonly periodCode: string;
  /** The title of the column that has no number. */
  readonly column: string;
  /** Why. */
  readonly reason: MissingReason | "base-is-zero";
  /** The reason in the server's words. */
  readonly attribute: string;
}

/** An indicator from StatLine. */
export interface StatlineIndicator {
  /** The figures, by area and period. A cell without a figure is absent and stands in `missing`. */
  readonly table: AggregateTable;
  /** Cells without a figure, with the reason. */
  readonly missing: readonly MissingFigure[];
  /** Periods whose figures are not definite, with the status in the server's words. */
  readonly provisional: readonly { readonly periodCode: string; readonly status: string }[];
  /** How to cite the table. */
  readonly citation: string;
}

/**
 * Reads an indicator from a StatLine table. Nothing is filled in: a figure comes from numbers that the server sent for
 * this very area and period, or the cell is absent and `missing` says why. No interval is given, for the figures are
 * counts of all or rounded by Statistics Netherlands.
 *
 * @param protocol The reader: `statlineV3()` or `statlineV4()`.
 * @param options What to read.
 * @returns The table, what is missing, what is provisional, the citation.
 * @throws {WorkspaceError} When a title, code or unit does not fit, a series is broken, or a share lies outside 0 to 1.
 */
export async function readStatlineIndicator(
  protocol: StatlineProtocol,
  options: StatlineIndicatorOptions,
): Promise<StatlineIndicator> {
  refuseBreaks(options);
  const answer = await protocol.read({
    table: options.table,
    measures: titlesOf(options.columns),
    regions: options.areas.map(({ code }) => code),
    periods: options.periods,
    ...(options.others ? { others: options.others } : {}),
  });
  const known = new Map(
    answer.observations.map((one) => [keyOf(one.title, one.regionCode, one.periodCode), one]),
  );
  const cells: AggregateCell[] = [], missing: MissingFigure[] = [];
  for (const { code } of options.areas) {
    for (const period of options.periods) {
      const made = cellOf(options, (title) => known.get(keyOf(title, code, period)), code, period);
      if ("reason" in made) missing.push(made);
      else cells.push(made);
    }
  }
  const statuses = statusesOf(answer);
  return {
    table: tableOf(options, answer, cells, statuses),
    missing,
    provisional: [...statuses].filter(([, status]) => !isDefinite(status))
      .map(([periodCode, status]) => ({ periodCode, status })),
    citation: answer.citation,
  };
}

function titlesOf(columns: StatlineColumns): readonly string[] {
  if (columns.kind === "count") return [columns.numerator];
  return columns.kind === "counts" ? [columns.numerator, columns.denominator] : [columns.value, columns.base];
}

function keyOf(title: string, region: string | null, period: string | null): string {
  return JSON.stringify([title, region, period]);
}

function refuseBreaks({ table, periods, breaks = [] }: StatlineIndicatorOptions): void {
  const years = periods.map((code) => yearOf(parsePeriod(code).firstDay));
  const broken = breaks.filter((year) => years.some((one) => one < year) && years.some((one) => one >= year));
  if (broken.length === 0) return;
  throw new WorkspaceError({
    what: `The series breaks in ${broken.join(", ")}: figures before and since do not mean the same`,
    where: table,
    mend: "Read the periods before and since apart",
  });
}

type Find = (title: string) => Observation | undefined;

function cellOf(
  options: StatlineIndicatorOptions,
  find: Find,
  regionCode: string,
  periodCode: string,
): AggregateCell | MissingFigure {
  const { columns, measure, table } = options;
  const titles = titlesOf(columns);
  const found = titles.map(find);
  const gap = found.findIndex((one) => one === undefined || one.value === null);
  if (gap >= 0) {
    const reason = found[gap]?.missing ?? "not-returned";
    return {
      regionCode,
      periodCode,
      column: titles[gap] ?? "",
      reason,
      attribute: found[gap]?.attribute ?? "",
    };
  }
  const [first, second] = found as readonly Observation[];
  const cell = { codes: [regionCode, shortPeriod(periodCode)], low: null, high: null };
  if (columns.kind === "count") {
    const numerator = countOf(first!, table);
    return { ...cell, n: Math.round(numerator), numerator, denominator: null, value: numerator };
  }
  const base = countOf(second!, table);
  if (base === 0) {
    return { regionCode, periodCode, column: titles[1] ?? "", reason: "base-is-zero", attribute: "" };
  }
  const numerator = columns.kind === "counts" ? countOf(first!, table) : null;
  const value = numerator === null ? publishedOf(first!, columns, table) : numerator / base;
  if (measure.kind === "share" && !(value >= 0 && value <= 1)) {
    throw unfit("A share lies outside 0 to 1", first!, table, "Check the two columns, or publishedPer");
  }
  return { ...cell, n: Math.round(base), numerator, denominator: base, value };
}

function unfit(what: string, { title, unit }: Observation, table: string, mend: string): WorkspaceError {
  return new WorkspaceError({ what, where: `${table}, ${title} (unit ${JSON.stringify(unit)})`, mend });
}

/** A count in ones: StatLine gives some in thousands. */
function countOf(one: Observation, table: string): number {
  const factor = unitFactor(one.unit);
  const value = one.value ?? NaN;
  if (factor?.kind === "count" && value >= 0) return value * factor.times;
  throw unfit(
    "A column that has to be a count is none",
    one,
    table,
    "Choose a column whose unit is a number of things",
  );
}

function publishedOf(one: Observation, columns: StatlineColumns, table: string): number {
  const per = columns.kind === "published" ? columns.publishedPer : 1;
  const factor = unitFactor(one.unit);
  if (factor?.kind === "share" && factor.per !== per) {
    throw unfit(`The column is given per ${factor.per}, not per ${per}`, one, table, "Correct publishedPer");
  }
  if (factor?.kind !== "share" && per !== 1) {
    throw unfit(
      "The unit of the column does not say that it is a share",
      one,
      table,
      "Choose another column",
    );
  }
  return (one.value ?? NaN) * (factor?.kind === "amount" ? factor.times : 1) / per;
}

function statusesOf({ observations }: StatlineAnswer): ReadonlyMap<string, string> {
  return new Map(observations.map(({ periodCode, status }) => [periodCode ?? "", status]));
}

/** A period without a status is of a table that gives none: nothing is known against it. */
function isDefinite(status: string): boolean {
  return status === "" || /^definiti?ef$|^final$/i.test(status.trim());
}

function shortPeriod(code: string): string {
  return code.endsWith("JJ00") ? code.slice(0, 4) : code;
}

function tableOf(
  options: StatlineIndicatorOptions,
  answer: StatlineAnswer,
  cells: readonly AggregateCell[],
  statuses: ReadonlyMap<string, string>,
): AggregateTable {
  const regions: Dimension = {
    name: "regio",
    label: { nl: "Gebied", en: "Area" },
    kind: "region",
    codes: options.areas.map(({ code, name }) => ({ code, label: sameLabel(name) })),
  };
  const periods: Dimension = {
    name: "periode",
    label: { nl: "Periode", en: "Period" },
    kind: "period",
    codes: options.periods.map((code) => ({ code: shortPeriod(code), label: periodLabel(code, statuses) })),
  };
  const last = [...options.periods].sort().at(-1) ?? "";
  return {
    id: options.id ?? options.measure.id,
    title: options.measure.label,
    measure: options.measure,
    entity: options.entity,
    population: options.population,
    period: sameLabel([...new Set(options.periods.map(shortPeriod))].join(", ")),
    dimensions: [regions, periods],
    cells,
    sources: [{
      datasetId: `statline/${options.table}`,
      title: sameLabel(`${answer.title} (${options.table})`),
      owner: "CBS",
      licence: answer.licence,
      sensitivity: "open",
      synthetic: false,
      referenceDate: last.slice(0, 4),
      sha256: sha256Hex(JSON.stringify([answer.modified, answer.observations])),
    }],
  };
}

function periodLabel(code: string, statuses: ReadonlyMap<string, string>): Label {
  const short = shortPeriod(code);
  return isDefinite(statuses.get(code) ?? "")
    ? sameLabel(short)
    : { nl: `${short} (voorlopig)`, en: `${short} (provisional)` };
}
