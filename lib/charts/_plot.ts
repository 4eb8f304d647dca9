/** Observable Plot on the server. */
import { plot, type PlotOptions } from "@observablehq/plot";
import type { ChartData } from "./_data.ts";
import { finishSvg, svgDocument, type SvgElement } from "./svg.ts";

/**
 * Draws a Plot into clean SVG.
 *
 * @param options Plot's own options without `document`; sizes and margins included.
 * @param figureId The figure's id; it becomes the prefix of every id inside.
 * @returns The SVG as text.
 */
export function plotSvg(options: PlotOptions, figureId: string): string {
  const drawn = plot({ ...options, document: svgDocument as never }) as unknown as SvgElement;
  return finishSvg(drawn, figureId);
}

/** A scale of Plot with a place for each category, in their order. Charts write the names themselves. */
export interface CategoryScale {
  /** A band has width, a point has none. */
  readonly type: "band" | "point";
  /** The codes. */
  readonly domain: string[];
  /** No axis of Plot's own. */
  readonly axis: null;
  /** No name of the axis. */
  readonly label: null;
  /** No room at the ends. */
  readonly padding: 0;
}

/** The scale of a chart's categories. */
export function categoryScale(data: ChartData, type: CategoryScale["type"]): CategoryScale {
  return { type, domain: data.categories.map(({ code }) => code), axis: null, label: null, padding: 0 };
}
