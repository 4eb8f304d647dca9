/** Ticks of an axis. */
import type { Measure } from "../core/aggregate.ts";
import { decimalsOf, formatNumber, formatPercent } from "../core/format.ts";
import type { Language } from "../core/language.ts";
import { isPercent } from "../findings/mod.ts";
import { textWidth } from "./metrics.ts";
import { FONT_PX } from "./theme.ts";

/**
 * Round tick values inside a range, about `count` intervals of 1, 2 or 5 times a power of ten, or 25, 250 and so on: 2.5
 * would cost every number of an axis a decimal. Classes may take `fine` steps: with fewer of them areas look the same.
 */
export function roundTicks(
  low: number,
  high: number,
  count: number,
  steps: "short" | "fine" = "short",
): readonly number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factors = power >= 10 || steps === "fine" ? [1, 2, 2.5, 5, 10] : [1, 2, 5, 10];
  const step = (factors.find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const ticks: number[] = [];
  // Dividing by the inverse keeps 0.1 × 3 from becoming 0.30000000000000004.
  const scale = step < 1 ? Math.round(1 / step) : 0;
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
    ticks.push(
      scale > 0 && Math.abs(1 / scale - step) < 1e-12 ? i / scale : Number((i * step).toPrecision(12)),
    );
  }
  return ticks;
}

/** Writes a tick with as few decimals as the ticks need. */
export function formatTick(
  value: number,
  ticks: readonly number[],
  measure: Measure,
  language: Language,
): string {
  const decimals = Math.max(0, ...ticks.map(decimalsOf));
  return isPercent(measure)
    ? formatPercent(value, language, decimals)
    : formatNumber(value, language, decimals);
}

/** Space between two numbers of a horizontal axis in pixels; the first may be set flush left, half a number further. */
const TICK_GAP_PX = 12;
/** Most of an axis that may stay empty beyond the outermost mark, so that the axis ends at a number. */
const MOST_EMPTY_PART = 0.25;

/** A range of values and the numbers that stand on it. */
export interface FittingAxis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/**
 * A horizontal axis whose numbers fit beside each other: at most five intervals, at least one number. It ends at a number
 * at either side, so that a mark stands between two numbers, unless a quarter of the axis would stay empty by that.
 */
export function fittingAxis(
  extent: readonly [number, number],
  lengthPx: number,
  measure: Measure,
  language: Language,
): FittingAxis {
  const [low, high] = extent;
  for (const count of [5, 4, 3, 2, 1]) {
    const axis = endAtTicks(extent, count);
    const [first = low, second = high] = axis.ticks;
    const widest = Math.max(
      ...axis.ticks.map((tick) => textWidth(formatTick(tick, axis.ticks, measure, language), FONT_PX)),
    );
    const stepPx = (second - first) * (lengthPx / (axis.domain[1] - axis.domain[0]));
    if (axis.ticks.length === 1 || stepPx >= widest * 1.5 + TICK_GAP_PX) return axis;
  }
  return { domain: extent, ticks: [low <= 0 && high >= 0 ? 0 : low] };
}

/** The extent made longer to the next tick at either end, where that leaves little empty. */
function endAtTicks([low, high]: readonly [number, number], count: number): FittingAxis {
  const inner = roundTicks(low, high, count);
  const [first = low, second] = inner;
  const last = inner.at(-1) ?? high;
  if (second === undefined) return { domain: [low, high], ticks: inner };
  const step = second - first;
  const most = (high - low) * MOST_EMPTY_PART;
  const from = low < first - step * 1e-6 && low - (first - step) <= most ? first - step : first;
  const to = high > last + step * 1e-6 && last + step - high <= most ? last + step : last;
  return {
    domain: [Math.min(from, low), Math.max(to, high)],
    ticks: roundTicks(from, to, Math.round((to - from) / step)),
  };
}
