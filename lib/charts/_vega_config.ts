/** The theme and the languages of Vega-Lite charts. */
import type { Language } from "../core/language.ts";
import { CATEGORY_SLOTS, CLASS_SLOTS, FONT_PX, paint } from "./theme.ts";

/** Colours as slots of the page, one size of type, light grid lines on the value axis. */
export function vegaConfig(): Readonly<Record<string, unknown>> {
  const text = {
    labelFontSize: FONT_PX,
    titleFontSize: FONT_PX,
    labelColor: paint("text"),
    titleColor: paint("text"),
  };
  return {
    aria: false,
    font: "Source Sans 3",
    mark: { color: paint("c-1"), invalid: "filter" },
    text: { color: paint("text"), fontSize: FONT_PX },
    rule: { color: paint("text") },
    view: { stroke: null },
    axis: {
      ...text,
      title: null,
      labelLimit: 220,
      domainColor: paint("text"),
      tickColor: paint("grid"),
      gridColor: paint("grid"),
      labelFontWeight: "normal",
      titleFontWeight: "normal",
      labelAngle: 0,
    },
    axisBand: { grid: false, ticks: false },
    legend: { ...text, title: null, labelLimit: 260, orient: "top", direction: "vertical" },
    header: text,
    title: { fontSize: FONT_PX, color: paint("text") },
    range: {
      category: CATEGORY_SLOTS.map(paint),
      ordinal: CLASS_SLOTS.map(paint),
      ramp: CLASS_SLOTS.map(paint),
      heatmap: CLASS_SLOTS.map(paint),
    },
  };
}

const DUTCH_MONTHS =
  "januari februari maart april mei juni juli augustus september oktober november december";
const ENGLISH_MONTHS =
  "January February March April May June July August September October November December";
const DUTCH_DAYS = "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag";
const ENGLISH_DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday";

/** Numbers, months and days for Vega. */
export function vegaLocale(language: Language): Readonly<Record<string, unknown>> {
  const dutch = language === "nl";
  const months = (dutch ? DUTCH_MONTHS : ENGLISH_MONTHS).split(" ");
  const days = (dutch ? DUTCH_DAYS : ENGLISH_DAYS).split(" ");
  const short = (word: string): string => word === "maart" ? "mrt" : word.slice(0, 3);
  return {
    number: {
      decimal: dutch ? "," : ".",
      thousands: dutch ? "." : ",",
      grouping: [3],
      currency: dutch ? ["€ ", ""] : ["€", ""],
    },
    time: {
      dateTime: "%A %e %B %Y %X",
      date: "%d-%m-%Y",
      time: "%H:%M:%S",
      periods: ["AM", "PM"],
      days,
      shortDays: days.map((day) => day.slice(0, dutch ? 2 : 3)),
      months,
      shortMonths: months.map(short),
    },
  };
}
