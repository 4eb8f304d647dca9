/**
 * Vega and Vega-Lite specs of notebooks as still drawings, for drafts. Nothing is fetched, and expressions in a spec
 * are interpreted, never compiled to code: a spec is content, and content must not run.
 *
 * @module
 */
import type { Json } from "../../lib/core/hash.ts";
import { type Html, html } from "../../lib/core/html.ts";
import type { Language } from "../../lib/core/language.ts";
import { textWidthPx } from "./_font_metrics.ts";
import { placeSvg, SvgRefused } from "./svg.ts";
import { say } from "./ui_strings.ts";

type JsonObject = { readonly [key: string]: Json };

/** A spec with more characters is named, not drawn. */
const MAXIMUM_SPEC = 2_000_000;

function asObject(value: Json | undefined): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value as JsonObject : null;
}

function schemaOf(data: Json): string {
  const schema = asObject(data)?.["$schema"];
  return typeof schema === "string" ? schema : "";
}

/**
 * Tells whether JSON is a Vega or Vega-Lite spec, whatever MIME type it came under.
 *
 * @param data Any JSON.
 * @returns Whether its `$schema` says so.
 */
export function isVegaMime(data: Json): boolean {
  return /\/schema\/vega(?:-lite)?\//.test(schemaOf(data));
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
  // Loaded only when there is a spec: 0.4 s that other drafts need not wait for.
  const [vega, vegaLite, { expressionInterpreter }] = await Promise.all([
    import("vega"),
    import("vega-lite"),
    import("vega-interpreter"),
  ]);
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

/** Whether a spec asks for data by address; such data are not fetched and the drawing would be empty. */
function asksForAddress(value: Json): boolean {
  if (Array.isArray(value)) return value.some(asksForAddress);
  const object = asObject(value);
  if (object === null) return false;
  return Object.entries(object).some(([key, inner]) =>
    (key === "data" && typeof asObject(inner)?.["url"] === "string") ||
    (key === "url" && typeof inner === "string" && typeof object["name"] === "string") ||
    asksForAddress(inner)
  );
}

/**
 * Draws a Vega or Vega-Lite spec (versions 4 to 6).
 *
 * @param data The spec.
 * @param options The reader's language and the name of the place.
 * @returns The markup; null when the data are no object. A spec that cannot be drawn becomes a line that says so.
 */
export async function renderVega(
  data: Json,
  options: { readonly language: Language; readonly place: string },
): Promise<Html | null> {
  const spec = asObject(data);
  if (spec === null) return null;
  const failed = html`
    <p class="utrecht-paragraph note placeholder">${say("foreignVegaFailed", options.language)}</p>
  `;
  if (asksForAddress(spec) || JSON.stringify(spec).length > MAXIMUM_SPEC) return failed;
  try {
    const svg = await drawSpec(spec, options.language);
    const drawing = placeSvg(svg, {
      idPrefix: `${options.place}-`,
      labelledBy: `${options.place}-t`,
      describedBy: `${options.place}-t`,
    }, "drop");
    return html`
      <div class="output plot"><p class="vh" id="${options.place}-t">${say(
        "foreignPicture",
        options.language,
        { place: options.place },
      )}</p>${drawing}</div>
    `;
  } catch (error) {
    if (error instanceof SvgRefused || error instanceof Error) return failed;
    throw error;
  }
}
