/** Marks that several forms share. */
import { type Markish, ruleY, text as textMark } from "@observablehq/plot";
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
}

/** A hatched stub of fixed length with its word for hidden numbers; the word alone for missing ones. */
export function hiddenStub(cells: readonly ChartCell[], options: StubOptions): readonly Markish[] {
  const hidden = cells.filter((cell) => cell.value === null);
  const shared = { y: options.y };
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
  return stubsAt(cells.map((cell) => ({ x: 0, y: options.y(cell) })), options);
}

/** Where a stub stands: at a value of the horizontal axis, or at a pixel. */
export interface StubPlace {
  readonly x: number | { readonly px: number };
  readonly y: string;
}

/** Hatched stubs of a fixed length in the rows of a chart. */
export function stubsAt(
  places: readonly StubPlace[],
  size: { readonly dy: number; readonly heightPx: number },
): Markish {
  const render = (_index: unknown, scales: unknown): unknown => {
    const at = scales as { readonly x: (value: number) => number; readonly y: BandScale };
    return svgElement(
      "g",
      {},
      ...places.map((place) =>
        svgElement("rect", {
          x: typeof place.x === "number" ? at.x(place.x) : place.x.px,
          y: at.y(place.y) + at.y.bandwidth() / 2 + size.dy - size.heightPx / 2,
          width: STUB_PX,
          height: size.heightPx,
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

/** Thin lines for the margins, set off from the bar by a border in the colour of the page. */
export function intervalMarks(
  cells: readonly (ChartCell & { readonly value: number })[],
  dy: number,
): readonly Markish[] {
  const drawn = cells.filter((cell) => cell.low !== null && cell.high !== null);
  const base = { y: (cell: ChartCell) => cell.category.code, x1: "low", x2: "high", dy } as const;
  return [
    ruleY(drawn, { ...base, stroke: paint("bg"), strokeWidth: 4 }),
    ruleY(drawn, { ...base, stroke: paint("text"), strokeWidth: 1.5 }),
  ];
}

/** Width and height of the block that stands for a hidden period, in pixels. */
const PERIOD_STUB_PX = 16;

/**
 * Hatched blocks on the horizontal axis at the periods whose number is hidden. Groups that are hidden in one period
 * stand beside each other around its middle; the blocks become narrower where periods lie close, so that a block
 * never reaches into the next period. `stepPx` is the distance between two periods.
 */
export function hiddenPeriods(
  cells: readonly ChartCell[],
  x: (cell: ChartCell) => string,
  stepPx: number,
): Markish {
  const together = (cell: ChartCell): readonly ChartCell[] => cells.filter((other) => x(other) === x(cell));
  const most = Math.max(1, ...cells.map((cell) => together(cell).length));
  const each = Math.min(PERIOD_STUB_PX + 2, (stepPx - 2) / most);
  const widthPx = Math.max(1, each - 2);
  const render = (_index: unknown, scales: unknown, _values: unknown, dimensions: unknown): unknown => {
    const at = scales as { readonly x: (value: string) => number };
    const { height, marginBottom } = dimensions as { readonly height: number; readonly marginBottom: number };
    return svgElement(
      "g",
      {},
      ...cells.map((cell) =>
        svgElement("rect", {
          x: at.x(x(cell)) + each * (together(cell).indexOf(cell) - together(cell).length / 2) + 1,
          y: height - marginBottom - PERIOD_STUB_PX,
          width: widthPx,
          height: PERIOD_STUB_PX,
          fill: HATCH_FILL,
          stroke: paint("muted"),
        })
      ),
    );
  };
  return render as unknown as Markish;
}
