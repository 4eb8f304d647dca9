/** Marks that several forms share. */
import { type Markish, text as textMark } from "@observablehq/plot";
import type { Language } from "../core/language.ts";
import type { ChartCell } from "./_data.ts";
import { HATCH_FILL, svgElement } from "./svg.ts";
import { signOf } from "./_words.ts";
import { textWidth } from "./metrics.ts";
import { FONT_PX, GAP_PX, paint } from "./theme.ts";

/** Length of the mark of a hidden number in pixels. It is the same for all, so that it says nothing. */
export const STUB_PX = 26;

/** The numbers of a horizontal axis below the frame. A first number that would stick out is set flush left. */
export function axisText(
  ticks: readonly number[],
  format: (value: number) => string,
  marginLeftPx: number,
): readonly Markish[] {
  const [first] = ticks;
  const flush = first !== undefined && textWidth(format(first), FONT_PX) / 2 > marginLeftPx;
  const texts = (values: readonly number[], textAnchor: "start" | "middle"): Markish =>
    textMark(values, {
      x: (tick: number) => tick,
      text: (tick: number) => format(tick),
      frameAnchor: "bottom",
      textAnchor,
      dy: 17,
      fontSize: FONT_PX,
      fill: paint("text"),
    });
  return flush ? [texts([first], "start"), texts(ticks.slice(1), "middle")] : [texts(ticks, "middle")];
}

/** Where the stubs of hidden numbers stand. */
export interface StubOptions {
  /** The y value of a cell. */
  readonly y: (cell: ChartCell) => string;
  /** Offset from the middle of the row in pixels. */
  readonly dy: number;
  /** Height of the stub in pixels. */
  readonly heightPx: number;
  /** The language of the sign. */
  readonly language: Language;
  /** Facet of a cell. */
  readonly fy?: (cell: ChartCell) => string;
}

/** A hatched stub of fixed length with its word for hidden numbers; the word alone for missing ones. */
export function hiddenStub(cells: readonly ChartCell[], options: StubOptions): readonly Markish[] {
  const hidden = cells.filter((cell) => cell.value === null);
  const facet = options.fy === undefined ? {} : { fy: options.fy };
  const shared = { y: options.y, ...facet };
  return [
    stubMark(hidden.filter((cell) => cell.status === "suppressed"), options),
    textMark(hidden, {
      ...shared,
      x: () => 0,
      text: (cell) => signOf(cell.status)[options.language],
      textAnchor: "start",
      dx: STUB_PX + GAP_PX,
      dy: options.dy,
      fontSize: FONT_PX,
      fontStyle: "italic",
      fill: paint("text"),
      filter: (cell) => cell.status === "suppressed",
    }),
    textMark(hidden, {
      ...shared,
      x: () => 0,
      text: (cell) => signOf(cell.status)[options.language],
      textAnchor: "start",
      dx: GAP_PX,
      dy: options.dy,
      fontSize: FONT_PX,
      fontStyle: "italic",
      fill: paint("text"),
      filter: (cell) => cell.status !== "suppressed",
    }),
  ];
}

type BandScale = ((value: string) => number) & { bandwidth(): number };

/** Rectangles of a fixed pixel length, which no Plot mark draws. */
function stubMark(cells: readonly ChartCell[], options: StubOptions): Markish {
  const render = (_index: unknown, scales: unknown): unknown => {
    const { x, y } = scales as { readonly x: (value: number) => number; readonly y: BandScale };
    return svgElement(
      "g",
      {},
      ...cells.map((cell) =>
        svgElement("rect", {
          x: x(0),
          y: y(options.y(cell)) + y.bandwidth() / 2 + options.dy - options.heightPx / 2,
          width: STUB_PX,
          height: options.heightPx,
          fill: HATCH_FILL,
          stroke: paint("muted"),
        })
      ),
    );
  };
  return render as unknown as Markish;
}

/** Hatched stubs that stand on the zero line of a column chart. */
export function hiddenColumn(
  cells: readonly ChartCell[],
  x: (cell: ChartCell) => string,
  widthPx: number,
): Markish {
  const render = (_index: unknown, scales: unknown): unknown => {
    const at = scales as { readonly x: BandScale; readonly y: (value: number) => number };
    return svgElement(
      "g",
      {},
      ...cells.map((cell) =>
        svgElement("rect", {
          x: at.x(x(cell)) + (at.x.bandwidth() - widthPx) / 2,
          y: at.y(0) - STUB_PX,
          width: widthPx,
          height: STUB_PX,
          fill: HATCH_FILL,
          stroke: paint("muted"),
        })
      ),
    );
  };
  return render as unknown as Markish;
}
