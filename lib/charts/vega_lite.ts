/**
 * Vega-Lite specifications, drawn on the server from a protected table.
 *
 * @module
 */
import type { ProgrammeObject } from "../core/display.ts";
import { WorkspaceError } from "../core/errors.ts";
import { type Language, mapLabel } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { type ChartData, readChartData } from "./_data.ts";
import { describeCategories, exampleReading, hiddenSentences } from "./_describe.ts";
import { textBlock } from "./_draw.ts";
import { makeFigure } from "./_figure.ts";
import { labelOf } from "./_rows.ts";
import { hiddenLegend } from "./_series.ts";
import { vegaConfig, vegaLocale } from "./_vega_config.ts";
import type { FigureOptions } from "./figure.ts";
import { textWidth, wrapText } from "./metrics.ts";
import { finishSvg, parseSvg, type SvgElement } from "./svg.ts";
import { type ChartWidth, FONT_PX, LINE_PX, WIDTH_PX } from "./theme.ts";

/**
 * A Vega-Lite specification of a single or layered view, without data. Its fields are `category`, `series`,
 * `value`, `low`, `high`, `text` and `status`.
 */
export type VegaLiteSpec = Readonly<Record<string, unknown>>;

const PLOT_HEIGHT_PX = 280;

/** Members that would bring in other data, load something, or draw what readers of paper cannot see. */
const REFUSED_MEMBERS = new Set(
  "data datasets url href tooltip params selection usermeta lookup from facet repeat concat hconcat vconcat row column"
    .split(" "),
);

/**
 * Draws a Vega-Lite specification with the cells of a protected table as its only data.
 *
 * The specification may not bring data of its own, load anything, or use tooltips. Colours, type sizes, Dutch or
 * English numbers and sizes come from the theme. Hidden numbers cannot be drawn by a general grammar, so they stand
 * as a line of text below the chart.
 *
 * Asynchronous, because Vega is loaded only when it is used (0.4 s).
 *
 * @param table A protected table with one or two free dimensions.
 * @param spec The specification.
 * @param options Title, what is not told, and which part of the table to draw.
 * @returns The object that a notebook cell shows.
 * @throws {WorkspaceError} When the specification has a refused member, or does not compile.
 */
export async function vegaLiteChart(
  table: ProtectedTable,
  spec: VegaLiteSpec,
  options: FigureOptions,
): Promise<ProgrammeObject<"figure">> {
  const data = readChartData(table, options);
  refuseMembers(spec, table.id);
  const drawings = new Map<string, SvgElement>();
  for (const language of ["nl", "en"] as const) {
    for (const width of ["wide", "narrow"] as const) {
      drawings.set(`${language}-${width}`, await drawVega(data, spec, language, width));
    }
  }
  const form = { nl: "Diagram", en: "Chart" };
  return makeFigure(data, {
    form: "vega-lite",
    description: describeCategories(data, form),
    howToRead: exampleReading(
      data,
      mapLabel((language) =>
        language === "nl" ? "Kijk eerst naar de assen en de eenheid." : "Look at the axes and the unit first."
      ),
      // A layered specification may draw the margins itself.
      /"(?:low|high)"/.test(JSON.stringify(spec)) ? "in-rule" : "in-table",
    ),
    legend: hiddenLegend(data),
    draw: (language, width, id) => finishSvg(drawings.get(`${language}-${width}`) ?? "", id),
  }, options);
}

function refuseMembers(value: unknown, tableId: string, path = "spec"): void {
  if (Array.isArray(value)) value.forEach((each, i) => refuseMembers(each, tableId, `${path}[${i}]`));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  for (const [name, member] of Object.entries(value)) {
    const isImage = name === "mark" &&
      (member === "image" || (member as { type?: unknown })?.type === "image");
    if (REFUSED_MEMBERS.has(name) || isImage) {
      throw new WorkspaceError({
        what: `Vega-Lite specification has a member that is not accepted: ${isImage ? "image mark" : name}`,
        where: `${path} of a chart of table ${tableId}`,
        mend: "Use only mark, layer, encoding, transform and scale; the data come from the protected table",
      });
    }
    refuseMembers(member, tableId, `${path}.${name}`);
  }
}

function rowsOf(
  data: ChartData,
  language: Language,
): readonly Readonly<Record<string, string | number | null>>[] {
  return data.cells.map((cell) => ({
    category: cell.category.label[language],
    series: cell.series?.label[language] ?? "",
    value: cell.value,
    low: cell.low,
    high: cell.high,
    text: labelOf(cell, data, language),
    status: cell.status,
  }));
}

async function drawVega(
  data: ChartData,
  spec: VegaLiteSpec,
  language: Language,
  width: ChartWidth,
): Promise<SvgElement> {
  const [vega, vegaLite] = await Promise.all([import("vega"), import("vega-lite")]);
  const metrics =
    (vega as unknown as { textMetrics: { width: (item: VegaText, text?: string) => number } }).textMetrics;
  metrics.width = (item, text) =>
    textWidth(String(text ?? item.text ?? ""), item.fontSize ?? FONT_PX, weightOf(item));
  const whole = {
    ...spec,
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    data: { values: rowsOf(data, language) },
    width: WIDTH_PX[width],
    height: PLOT_HEIGHT_PX,
    autosize: { type: "fit", contains: "padding" },
    padding: 2,
    background: null,
    config: vegaConfig(),
  };
  try {
    const compiled = vegaLite.compile(whole as never, { logger: silent as never }).spec;
    const runtime = vega.parse(
      { ...compiled, locale: undefined } as never,
      { locale: vegaLocale(language) } as never,
    );
    const view = new vega.View(runtime, { renderer: "none", logger: silent as never });
    const svg = parseSvg(await view.toSVG());
    view.finalize();
    return withHiddenLine(svg, data, language, width);
  } catch (error) {
    throw new WorkspaceError({
      what: "Vega-Lite specification does not compile",
      where: `chart of table ${data.table.id}`,
      mend: "Try it in the Vega editor with fields category, series, value, low, high, text",
    }, { cause: error });
  }
}

/** The part of a Vega text item that its width depends on. */
interface VegaText {
  readonly text?: unknown;
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}

function weightOf(item: VegaText): 400 | 700 {
  return item.fontWeight === "bold" || Number(item.fontWeight) >= 600 ? 700 : 400;
}

/** Vega's warnings go nowhere: what it cannot draw throws. */
const silent = {
  level: () => silent,
  error: () => silent,
  warn: () => silent,
  info: () => silent,
  debug: () => silent,
};

/** Adds a line below the drawing that names the hidden numbers. */
function withHiddenLine(svg: SvgElement, data: ChartData, language: Language, width: ChartWidth): SvgElement {
  const sentences = hiddenSentences(data, language);
  const [, , w = "0", h = "0"] = (svg.getAttribute("viewBox") ?? "").split(" ");
  if (sentences.length === 0) return svg;
  const lines = wrapText(sentences.join(" "), Math.min(WIDTH_PX[width], Number(w)) - 4, FONT_PX);
  const height = Number(h) + lines.length * LINE_PX + 6;
  svg.setAttribute("viewBox", `0 0 ${w} ${height}`);
  svg.setAttribute("height", String(height));
  svg.append(
    textBlock(lines, { x: 2, y: Number(h) + (lines.length * LINE_PX) / 2, anchor: "start", slope: "italic" }),
  );
  return svg;
}
