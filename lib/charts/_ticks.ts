/** Ticks of an axis. */
import type { Measure } from "../core/aggregate.ts";
import { formatNumber, formatPercent } from "../core/format.ts";
import type { Language } from "../core/language.ts";
import { isPercent } from "../findings/mod.ts";

/** A few round tick values that cover a range, at most `count` + 1 of them. */
export function roundTicks(low: number, high: number, count: number): readonly number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) ticks.push(i * step);
  return ticks;
}

/** Writes a tick: as few decimals as the step between ticks needs. */
export function formatTick(
  value: number,
  ticks: readonly number[],
  measure: Measure,
  language: Language,
): string {
  const step = Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) || 1;
  const decimals = Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
  return isPercent(measure)
    ? formatPercent(value, language, decimals)
    : formatNumber(value, language, decimals);
}
