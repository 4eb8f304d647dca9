/** Hand-made drawings in the shape that lib/charts gives: clean SVG, wide and narrow, colours by theme token. */
import type { SvgPair } from "../../../lib/core/display.ts";
import { formatNumber } from "../../../lib/core/format.ts";
import type { Language } from "../../../lib/core/language.ts";

/** One bar: null is a hidden value. */
export interface Bar {
  readonly name: string;
  readonly value: number | null;
  readonly low?: number;
  readonly high?: number;
  readonly accent?: boolean;
}

const HIDDEN: Readonly<Record<Language, string>> = { nl: "verborgen", en: "hidden" };

function bars(data: readonly Bar[], width: number, language: Language): string {
  const left = width > 400 ? 130 : 108;
  const step = 40;
  const right = 54;
  const top = Math.max(...data.map((bar) => bar.high ?? bar.value ?? 0)) * 1.05;
  const x = (value: number): number => Math.round((left + (value / top) * (width - left - right)) * 10) / 10;
  const rows = data.map((bar, i) => {
    const y = 8 + i * step;
    const name = `<text x="${left - 10}" y="${y + 19}" text-anchor="end" fill="var(--text)">${bar.name}</text>`;
    if (bar.value === null) {
      return `${name}<rect x="${left}" y="${y}" width="60" height="26" fill="url(#hatch)" stroke="var(--hatch)"/>` +
        `<text x="${left + 68}" y="${y + 19}" fill="var(--text)">${HIDDEN[language]}</text>`;
    }
    const fill = bar.accent === true ? "var(--c-1)" : "var(--muted)";
    const interval = bar.low === undefined || bar.high === undefined
      ? ""
      : `<path d="M${x(bar.low)},${y + 13}H${x(bar.high)}M${x(bar.low)},${y + 8}v10M${x(bar.high)},${y + 8}v10" ` +
        `stroke="var(--text)" stroke-width="1.5" fill="none"/>`;
    return `${name}<rect x="${left}" y="${y}" width="${x(bar.value) - left}" height="26" fill="${fill}"/>${interval}` +
      `<text x="${x(bar.high ?? bar.value) + 7}" y="${y + 19}" fill="var(--text)" font-weight="700">${
        formatNumber(bar.value, language, 1)
      }</text>`;
  });
  const height = data.length * step + 12;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `font-size="15"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" ` +
    `patternTransform="rotate(45)"><path d="M0,0V6" stroke="var(--hatch)" stroke-width="2"/></pattern></defs>` +
    `<path d="M${left},2V${height - 4}" stroke="var(--edge)"/>${rows.join("")}</svg>`;
}

/** A bar chart with intervals. */
export function barDrawings(data: readonly Bar[]): Readonly<Record<Language, SvgPair>> {
  const pair = (language: Language): SvgPair => ({
    wide: bars(data, 720, language),
    narrow: bars(data, 330, language),
  });
  return { nl: pair("nl"), en: pair("en") };
}

/** One line with its points by year. */
export interface Line {
  readonly name: string;
  readonly slot: string;
  readonly values: readonly number[];
}

function lines(data: readonly Line[], years: readonly number[], width: number, language: Language): string {
  const [left, right, top, height] = [36, width > 400 ? 140 : 104, 12, width > 400 ? 300 : 260];
  const max = 20;
  const x = (i: number): number => Math.round(left + (i / (years.length - 1)) * (width - left - right));
  const y = (value: number): number => Math.round((height - 30 - (value / max) * (height - 30 - top)) * 10) / 10;
  const grid = [0, 5, 10, 15, 20].map((tick) =>
    `<path d="M${left},${y(tick)}H${width - right}" stroke="var(--grid)"/><text x="${left - 8}" y="${
      y(tick) + 5
    }" text-anchor="end" fill="var(--text)">${formatNumber(tick, language)}</text>`
  );
  const labels = years.map((year, i) =>
    width < 400 && i % 2 === 1 ? "" : `<text x="${x(i)}" y="${height - 6}" text-anchor="middle" fill="var(--text)">${year}</text>`
  );
  const paths = data.map(({ name, slot, values }) => {
    const points = values.map((value, i) => `${i === 0 ? "M" : "L"}${x(i)},${y(value)}`).join("");
    const last = values.at(-1) ?? 0;
    const dots = values.map((value, i) => `<circle cx="${x(i)}" cy="${y(value)}" r="3.5" fill="var(--${slot})"/>`);
    return `<path d="${points}" fill="none" stroke="var(--${slot})" stroke-width="2.5"/>${dots.join("")}` +
      `<text x="${width - right + 10}" y="${y(last) + 5}" fill="var(--${slot})" font-weight="700">${name}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `font-size="15">${grid.join("")}${labels.join("")}${paths.join("")}</svg>`;
}

/** A line chart with labels at the ends. */
export function lineDrawings(data: readonly Line[], years: readonly number[]): Readonly<Record<Language, SvgPair>> {
  const pair = (language: Language): SvgPair => ({
    wide: lines(data, years, 720, language),
    narrow: lines(data, years, 340, language),
  });
  return { nl: pair("nl"), en: pair("en") };
}
