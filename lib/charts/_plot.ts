/** Observable Plot on the server. */
import { plot, type PlotOptions } from "@observablehq/plot";
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
