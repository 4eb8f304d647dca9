/** Reads a protected table as the categories and series of a chart. */
import type { Dimension, DimensionCode } from "../core/aggregate.ts";
import type { CellStatus } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import { type Label, type Language, mapLabel } from "../core/language.ts";
import { lowerFirst } from "../findings/mod.ts";
import type { DataOptions } from "./figure.ts";
import type { ProtectedCell, ProtectedTable } from "../disclosure/mod.ts";

/** One cell as charts see it; an absent cell has status `missing`. */
export interface ChartCell {
  readonly category: DimensionCode;
  readonly series: DimensionCode | null;
  readonly label: Label;
  readonly status: CellStatus;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly nBand: Label | null;
}

/** The part of a table that a chart draws. */
export interface ChartData {
  readonly table: ProtectedTable;
  readonly category: Dimension;
  readonly series: Dimension | null;
  /** The categories in drawing order. */
  readonly categories: readonly DimensionCode[];
  /** The series in drawing order; one that is null when the table has one free dimension. */
  readonly seriesCodes: readonly (DimensionCode | null)[];
  /** All cells: by series, then by category. */
  readonly cells: readonly ChartCell[];
}

/** Reads the cells that a chart draws. */
export function readChartData(table: ProtectedTable, options: DataOptions): ChartData {
  const { category, series } = chooseDimensions(table, options);
  const seriesCodes = series === null ? [null] : usedCodes(table, series, options);
  const given = usedCodes(table, category, options);
  if (given.length === 0) {
    throw problem(table, "Chart has no cells", "Give codes in `where` that the table has");
  }
  const cells = seriesCodes.flatMap((serie) =>
    given.map((code) => readCell(table, { category, series, code, serie }, options))
  );
  const categories = sortCategories(given, category, cells, options);
  const position = new Map(categories.map((code, i) => [code.code, i]));
  const sorted = seriesCodes.flatMap((serie) =>
    cells.filter((cell) => cell.series === serie)
      .toSorted((a, b) => (position.get(a.category.code) ?? 0) - (position.get(b.category.code) ?? 0))
  );
  return { table, category, series, categories, seriesCodes, cells: sorted };
}

/** Whether a cell has a number to draw. */
export function hasValue<T extends { readonly value: number | null }>(
  cell: T,
): cell is T & { value: number } {
  return cell.value !== null;
}

/** The cells of one series. */
export function cellsOf(data: ChartData, series: DimensionCode | null): readonly ChartCell[] {
  return data.cells.filter((cell) => cell.series === series);
}

/** The cell of one category and series. */
export function cellAt(data: ChartData, category: string, series: string | null): ChartCell | undefined {
  return data.cells.find((cell) => cell.category.code === category && (cell.series?.code ?? null) === series);
}

interface Chosen {
  readonly category: Dimension;
  readonly series: Dimension | null;
}

function chooseDimensions(table: ProtectedTable, options: DataOptions): Chosen {
  const where = options.where ?? {};
  const find = (name: string): Dimension => {
    const found = table.dimensions.find((dimension) => dimension.name === name);
    if (found) return found;
    const names = table.dimensions.map((dimension) => dimension.name).join(", ");
    throw problem(table, `Dimension is missing: ${name}`, `Choose one of: ${names}`);
  };
  Object.keys(where).forEach(find);
  const free = table.dimensions.filter((dimension) => !(dimension.name in where));
  const series = options.series === undefined ? undefined : find(options.series);
  const category = options.category === undefined
    ? free.find((dimension) => dimension !== series)
    : find(options.category);
  if (category === undefined) throw problem(table, "Chart has no free dimension", "Fix one dimension less");
  const rest = free.filter((dimension) => dimension !== category && dimension !== series);
  if (rest.length > (series === undefined ? 1 : 0)) {
    const names = rest.map((dimension) => dimension.name).join(", ");
    throw problem(table, `Chart has more than two free dimensions: ${names}`, "Fix the others with `where`");
  }
  return { category, series: series ?? rest[0] ?? null };
}

function usedCodes(
  table: ProtectedTable,
  dimension: Dimension,
  options: DataOptions,
): readonly DimensionCode[] {
  const at = table.dimensions.indexOf(dimension);
  const used = new Set(
    table.cells.filter((cell) => matches(table, cell, options)).map((cell) => cell.codes[at]),
  );
  return dimension.codes.filter((code) => used.has(code.code));
}

function matches(table: ProtectedTable, cell: ProtectedCell, options: DataOptions): boolean {
  return table.dimensions.every((dimension, i) => {
    const wanted = options.where?.[dimension.name];
    return wanted === undefined || cell.codes[i] === wanted;
  });
}

interface Place extends Chosen {
  readonly code: DimensionCode;
  readonly serie: DimensionCode | null;
}

function readCell(table: ProtectedTable, place: Place, options: DataOptions): ChartCell {
  const { category, series, code, serie } = place;
  const codes = table.dimensions.map((dimension) => {
    if (dimension === category) return code.code;
    return dimension === series ? serie?.code ?? "" : options.where?.[dimension.name] ?? "";
  });
  const cell = table.cell(...codes);
  const label = cellLabel([{ dimension: category, code }, ...namedSeries(place)]);
  const shown = cell !== undefined && (cell.status === "shown" || cell.status === "rounded") &&
    cell.value !== null && Number.isFinite(cell.value);
  return {
    category: code,
    series: serie,
    label,
    status: shown ? cell.status : cell?.status === "suppressed" ? "suppressed" : "missing",
    value: shown ? cell.value : null,
    low: shown ? cell.low : null,
    high: shown ? cell.high : null,
    nBand: cell?.nBand ?? null,
  };
}

interface NamedCode {
  readonly dimension: Dimension;
  readonly code: DimensionCode;
}

function namedSeries({ series, serie }: Place): readonly NamedCode[] {
  return series === null || serie === null ? [] : [{ dimension: series, code: serie }];
}

/** Order in which the codes of a cell are named: where, who, how many, when. */
const NAMING_ORDER: readonly Dimension["kind"][] = ["region", "nominal", "ordinal", "period"];

/** "Lindehof, meisjes" or "aantal risicofactoren 3": names keep their capital, kinds lose it after the first. */
function cellLabel(parts: readonly NamedCode[]): Label {
  const ordered = parts.toSorted((a, b) =>
    NAMING_ORDER.indexOf(a.dimension.kind) - NAMING_ORDER.indexOf(b.dimension.kind)
  );
  return mapLabel((language) =>
    ordered.map(({ dimension, code }, i) => {
      const text = code.label[language];
      const kind = lowerFirst(dimension.label[language]);
      // "gezinnen per groep 20 gezinnen per groep" would say it twice.
      if (/^\d/.test(text) && !isNameOf(dimension) && !text.endsWith(kind)) return `${kind} ${text}`;
      return i === 0 ? text : innerLabel(dimension, code, language);
    }).join(", ")
  );
}

function sortCategories(
  codes: readonly DimensionCode[],
  category: Dimension,
  cells: readonly ChartCell[],
  options: DataOptions,
): readonly DimensionCode[] {
  const keeps = category.kind === "ordinal" || category.kind === "period";
  if (options.order === "given" || (options.order === undefined && keeps)) return codes;
  const first = cells[0]?.series ?? null;
  const height = (code: DimensionCode): number =>
    cells.find((cell) => cell.series === first && cell.category === code)?.value ?? -Infinity;
  // Equal values keep the table's order: toSorted is stable.
  return codes.toSorted((a, b) => {
    const [left, right] = [height(a), height(b)];
    return left === right ? 0 : right > left ? 1 : -1;
  });
}

function problem(table: ProtectedTable, what: string, mend: string): WorkspaceError {
  return new WorkspaceError({ what, where: `chart of table ${table.id}`, mend });
}

function isNameOf(dimension: Dimension): boolean {
  return dimension.kind === "region" || dimension.kind === "period";
}

/**
 * The name of a code for use inside a line of text. Areas and periods keep their capital. So does a name among
 * words: where some labels of a dimension begin small ("de regio"), one with a capital ("Vlierdrecht Oost") is a name.
 */
export function innerLabel(dimension: Dimension, code: DimensionCode, language: Language): string {
  const text = code.label[language];
  const mixed = dimension.codes.some((each) => /^\p{Ll}/u.test(each.label[language]));
  return isNameOf(dimension) || mixed ? text : lowerFirst(text);
}
