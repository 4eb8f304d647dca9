/** Ordered classes of a measure, for maps and heat tables. */
import type { Measure } from "../core/aggregate.ts";
import type { LegendItem } from "../core/display.ts";
import { mapLabel } from "../core/language.ts";
import { formatTick, roundTicks } from "./_ticks.ts";
import { CLASS_SLOTS, type Slot } from "./theme.ts";

/** Classes from low to high, divided by round breaks. */
export interface Classes {
  /** The breaks between the classes, one fewer than there are classes. */
  readonly breaks: readonly number[];
  /** The colour slot of a value. */
  readonly slotOf: (value: number) => Slot;
  /** The legend from low to high. */
  readonly legend: readonly LegendItem[];
}

/** Most classes that readers can tell apart by lightness. */
const MOST_CLASSES = 5;

/** Divides the range of the shown values into at most five classes with round breaks. */
export function makeClasses(values: readonly number[], measure: Measure): Classes {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const inner = (count: number): readonly number[] =>
    values.length === 0
      ? []
      : roundTicks(low, high, count, "fine").filter((tick) => tick > low && tick < high);
  const breaks = [5, 4, 3, 2].map(inner).find((ticks) => ticks.length < MOST_CLASSES) ?? [];
  // With few classes the extremes of the scale are used, so that they stay apart.
  const slots = slotsFor(breaks.length + 1);
  const indexOf = (value: number): number => breaks.filter((edge) => value >= edge).length;
  return {
    breaks,
    slotOf: (value) => slots[indexOf(value)] ?? "seq-5",
    legend: values.length === 0
      ? []
      : slots.map((slot, i) => ({ slot, label: classLabel(breaks, i, measure) })),
  };
}

function slotsFor(count: number): readonly Slot[] {
  const last = CLASS_SLOTS.length - 1;
  if (count === 1) return ["seq-3"];
  return Array.from(
    { length: count },
    (_, i) => CLASS_SLOTS[Math.round((i * last) / (count - 1))] ?? "seq-5",
  );
}

function classLabel(breaks: readonly number[], i: number, measure: Measure): LegendItem["label"] {
  return mapLabel((language) => {
    const text = (at: number): string => formatTick(breaks[at] ?? 0, breaks, measure, language);
    if (breaks.length === 0) return language === "nl" ? "alle getoonde cijfers" : "all figures shown";
    // Whole numbers one apart: a class is one number, and "less than 1" is nought.
    if (isOneNumber(breaks, i, measure)) return i === 0 ? "0" : text(i - 1);
    if (i === 0) return language === "nl" ? `minder dan ${text(0)}` : `less than ${text(0)}`;
    if (i === breaks.length) return language === "nl" ? `${text(i - 1)} of meer` : `${text(i - 1)} or more`;
    return language === "nl" ? `${text(i - 1)} tot ${text(i)}` : `${text(i - 1)} to less than ${text(i)}`;
  });
}

/** Whether a class of a count holds one number only. */
function isOneNumber(breaks: readonly number[], i: number, { kind, per }: Measure): boolean {
  if (
    kind !== "count" || per !== 1 || i === breaks.length || breaks.some((edge) => !Number.isInteger(edge))
  ) return false;
  return (breaks[i] ?? NaN) - (i === 0 ? 0 : breaks[i - 1] ?? NaN) === 1;
}

/** How a number is written on a shade: in the colour of text on weak ones, in that of the page on strong ones. */
export type OnShade = "weak" | "strong";

/** Which of the two a shade is, in both themes (tests/charts/contrast_test.ts computes it). */
export function onShade(slot: Slot): OnShade {
  return slot === "seq-4" || slot === "seq-5" ? "strong" : "weak";
}
