/**
 * The stacking ladder: how a measure rises with the number of risk factors that come together.
 *
 * @module
 */
import type { ProgrammeObject } from "../core/display.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { drawColumns } from "./_columns.ts";
import { readChartData } from "./_data.ts";
import { describeCategories, exampleReading } from "./_describe.ts";
import { makeFigure } from "./_figure.ts";
import { hiddenLegend } from "./_series.ts";
import type { FigureOptions } from "./figure.ts";

/**
 * Draws a column per rung of an ordinal dimension, such as 0, 1, 2, 3, 4 or more risk factors.
 *
 * Columns start at zero. A hidden rung is a hatched stub with the word "verborgen". The figure shows how often
 * something occurs with each number of factors; it does not show that the factors cause it, and `notTold` should
 * say so.
 *
 * @param table A protected table with one free, ordinal dimension.
 * @param options Title, what is not told, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When the table has more than one free dimension, or a text is not acceptable.
 */
export function stackingLadder(table: ProtectedTable, options: FigureOptions): ProgrammeObject<"figure"> {
  const data = readChartData(table, { order: "given", ...options });
  const highlight = options.highlight ?? [];
  return makeFigure(data, {
    form: "stacking-ladder",
    description: describeCategories(data, { nl: "Stapelladder", en: "Stacking ladder" }, highlight),
    howToRead: exampleReading(data, {
      nl: "Lees van links naar rechts. Elke trede is een groep, en de hoogte is het cijfer.",
      en: "Read from left to right. Each rung is a group, and the height is the figure.",
    }),
    legend: hiddenLegend(data),
    draw: (language, width, id) => drawColumns({ data, language, width, id, highlight, gap: 0.16 }),
  }, options);
}

/**
 * Draws how a measure is spread over the codes of an ordinal dimension, such as ages or scores.
 *
 * @param table A protected table with one free, ordinal dimension.
 * @param options Title, what is not told, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When the table has more than one free dimension, or a text is not acceptable.
 */
export function distributionChart(table: ProtectedTable, options: FigureOptions): ProgrammeObject<"figure"> {
  const data = readChartData(table, { order: "given", ...options });
  const highlight = options.highlight ?? [];
  return makeFigure(data, {
    form: "distribution",
    description: describeCategories(data, { nl: "Verdeling", en: "Distribution" }, highlight),
    howToRead: exampleReading(data, {
      nl: "Elke kolom is een waarde. Hoe hoger de kolom, hoe vaker die voorkomt.",
      en: "Each column is a value. The higher the column, the more often it occurs.",
    }),
    legend: hiddenLegend(data),
    draw: (language, width, id) => drawColumns({ data, language, width, id, highlight, gap: 0.04 }),
  }, options);
}
