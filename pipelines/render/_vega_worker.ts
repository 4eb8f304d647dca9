/**
 * Draws Vega specs in a worker of its own: what a spec does to it (an endless loop, a promise that nobody waits for)
 * stays there. Receives a {@linkcode VegaJob}, answers with a {@linkcode VegaAnswer}.
 */
import { expressionInterpreter } from "vega-interpreter";
import * as vega from "vega";
import * as vegaLite from "vega-lite";
import type { Json } from "../../lib/core/hash.ts";
import type { Language } from "../../lib/core/language.ts";
import { textWidthPx } from "./_font_metrics.ts";

type JsonObject = { readonly [key: string]: Json };

/** A spec to draw. */
export interface VegaJob {
  readonly id: number;
  readonly spec: JsonObject;
  readonly language: Language;
}

/** The drawing; null when the spec cannot be drawn. */
export interface VegaAnswer {
  readonly id: number;
  readonly svg: string | null;
}

function schemaOf(spec: JsonObject): string {
  const schema = spec["$schema"];
  return typeof schema === "string" ? schema : "";
}

/** Vega-Lite has marks and layers by name; a Vega spec has a list of marks. */
function isLite(spec: JsonObject): boolean {
  const schema = schemaOf(spec);
  if (schema !== "") return /\/vega-lite\//.test(schema);
  return !Array.isArray(spec["marks"]);
}

const MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"
  .split(" ");
const DAYS = "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag".split(" ");
const LOCALES: Readonly<Record<Language, JsonObject>> = {
  nl: {
    number: { decimal: ",", thousands: ".", grouping: [3], currency: ["€ ", ""] },
    time: {
      dateTime: "%a %e %B %Y %X",
      date: "%d-%m-%Y",
      time: "%H:%M:%S",
      periods: ["AM", "PM"],
      days: DAYS,
      shortDays: DAYS.map((day) => day.slice(0, 2)),
      months: MONTHS,
      shortMonths: MONTHS.map((month) => month.slice(0, 3)),
    },
  },
  en: {},
};

const AXIS: JsonObject = {
  labelColor: "var(--text)",
  titleColor: "var(--text)",
  domainColor: "var(--edge)",
  tickColor: "var(--edge)",
  gridColor: "var(--grid)",
  labelFontSize: 13,
  titleFontSize: 13,
};
const THEME: JsonObject = {
  background: "transparent",
  font: "Source Sans 3",
  axis: AXIS,
  legend: { labelColor: "var(--text)", titleColor: "var(--text)", labelFontSize: 13, titleFontSize: 13 },
  title: { color: "var(--text)", subtitleColor: "var(--text)" },
  view: { stroke: "var(--grid)" },
  range: { category: ["var(--c-1)", "var(--c-2)", "var(--c-3)", "var(--c-4)", "var(--c-5)", "var(--c-6)"] },
};

/** How Vega asks for the width of a text; its own answer without a canvas is up to twice too wide. */
type TextWidth = (item: { readonly fontSize?: number; readonly text?: unknown }, text?: unknown) => number;

async function drawSpec(spec: JsonObject, language: Language): Promise<string> {
  const { textMetrics } = vega as unknown as { textMetrics: { width: TextWidth } };
  textMetrics.width = (item, text) => textWidthPx(String(text ?? item.text ?? ""), item.fontSize ?? 11);
  const config = { ...THEME, locale: LOCALES[language], mark: { color: "var(--c-1)" } };
  const plain = isLite(spec)
    ? vegaLite.compile(spec as never, { config: config as never, logger: vega.logger(vega.None) }).spec
    : spec;
  const runtime = vega.parse(plain as never, config as never, { ast: true } as never);
  const loader = vega.loader();
  loader.load = () => Promise.reject(new Error("a draft fetches nothing"));
  // Links and pictures come out as references to nothing, which the drawing then loses. Refusing would throw from a
  // promise that Vega does not wait for.
  loader.sanitize = () => Promise.resolve({ href: "#" });
  const view = new vega.View(runtime, {
    renderer: "none",
    loader,
    logLevel: vega.None,
    expr: expressionInterpreter,
  } as never);
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

const port = globalThis as unknown as {
  onmessage: ((event: MessageEvent<VegaJob>) => void) | null;
  postMessage(answer: VegaAnswer): void;
};

port.onmessage = async ({ data: { id, spec, language } }) => {
  let svg: string | null = null;
  try {
    svg = await drawSpec(spec, language);
  } catch { /* A spec that cannot be drawn: the page says so in its place. */ }
  port.postMessage({ id, svg });
};
