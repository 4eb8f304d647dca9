/** Facts of a chart, from its cells. */
import type { Measure } from "../core/aggregate.ts";
import { type Label, mapLabel } from "../core/language.ts";
import { formatWithUnit, naturalFrequency, timesText } from "../findings/mod.ts";
import { type ChartCell, type ChartData, hasValue } from "./_data.ts";
import { shortList } from "./_words.ts";
import type { ChartFacts, Fact } from "./facts.ts";

/** Most equals that are named one by one; of more the rest is counted. */
const MOST_NAMES = 3;

/** A title asked for a number that is hidden; the chart then takes its own title. */
export class HiddenFact extends Error {
  /** The class of the failure. */
  override readonly name = "HiddenFact";
}

/**
 * Gathers the facts of a chart.
 *
 * @param data The cells of the chart, at least one of them shown.
 * @returns The facts.
 * @throws {HiddenFact} When no number is shown.
 */
export function chartFacts(data: ChartData): ChartFacts {
  const { measure, period } = data.table;
  const shown = data.cells.filter(hasValue);
  const [first] = shown;
  const last = shown.at(-1);
  if (first === undefined || last === undefined) throw new HiddenFact("No number of the chart is shown");
  const values = shown.map((cell) => cell.value);
  const at = (value: number): Fact => joined(shown.filter((cell) => cell.value === value), value, measure);
  return {
    measure,
    period,
    highest: at(Math.max(...values)),
    lowest: at(Math.min(...values)),
    first: joined([first], first.value, measure),
    last: joined([last], last.value, measure),
    shown: shown.length,
    hidden: data.cells.length - shown.length,
    of: (category, series) => factOf(data, category, series),
    times: (larger, smaller) => timesOrHidden(larger.value / smaller.value),
  };
}

function factOf(data: ChartData, category: string, series: string | undefined): Fact {
  const cell = data.cells.find((each) =>
    each.category.code === category && (series === undefined || each.series?.code === series)
  );
  if (cell === undefined || !hasValue(cell)) throw new HiddenFact("A number of the title is not shown");
  return joined([cell], cell.value, data.table.measure);
}

function joined(cells: readonly ChartCell[], value: number, measure: Measure): Fact {
  const text = mapLabel((language) => formatWithUnit(value, measure, language));
  const listed = (nameOf: (cell: ChartCell) => Label | undefined): Label =>
    mapLabel((language) => {
      const names = new Set(cells.map((cell) => nameOf(cell)?.[language] ?? ""));
      return shortList([...names], MOST_NAMES, language);
    });
  return {
    label: listed(({ label }) => label),
    category: listed(({ category }) => category.label),
    series: listed(({ series }) => series?.label),
    value,
    text,
    natural: naturalFrequency(value, measure) ?? text,
  };
}

function timesOrHidden(ratio: number): Label {
  const text = timesText(ratio);
  if (text === null) throw new HiddenFact("A ratio of the title does not exist");
  return text;
}
