/**
 * Vega and Vega-Lite specs of notebooks as still drawings, for drafts. Nothing is fetched, and expressions in a spec
 * are interpreted, never compiled to code: a spec is content, and content must not run.
 *
 * @module
 */
import type { Json } from "../../lib/core/hash.ts";
import { type Html, html } from "../../lib/core/html.ts";
import type { Language } from "../../lib/core/language.ts";
import type { VegaAnswer, VegaJob } from "./_vega_worker.ts";
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

/** Longer than any chart takes (0.5 s with the load of Vega, ten times that on a busy machine). */
const LIMIT_MS = 30_000;

/** Draws specs one after another in a worker; close it when the page is done. */
export class VegaDrawer {
  readonly #limitMs: number;
  #worker: Worker | null = null;
  #jobs = 0;

  /**
   * Makes a drawer; its worker starts with the first spec.
   *
   * @param limitMs How long one spec may take, in milliseconds. Default 30,000.
   */
  constructor(limitMs = LIMIT_MS) {
    this.#limitMs = limitMs;
  }

  /**
   * Draws a spec.
   *
   * @param spec The spec.
   * @param language The reader's language.
   * @returns SVG that still has to be cleaned; null when it cannot be drawn, or not in time.
   */
  draw(spec: { readonly [key: string]: Json }, language: Language): Promise<string | null> {
    const worker = this.#worker ??= new Worker(new URL("./_vega_worker.ts", import.meta.url), {
      type: "module",
    });
    const job: VegaJob = { id: ++this.#jobs, spec, language };
    return new Promise((resolve) => {
      const finish = (svg: string | null, state: "usable" | "broken"): void => {
        clearTimeout(timer);
        worker.onmessage = null;
        worker.onerror = null;
        if (state === "broken") this.close();
        resolve(svg);
      };
      const timer = setTimeout(() => finish(null, "broken"), this.#limitMs);
      worker.onmessage = ({ data }: MessageEvent<VegaAnswer>) => {
        if (data.id === job.id) finish(data.svg, "usable");
      };
      worker.onerror = (event) => {
        event.preventDefault();
        finish(null, "broken");
      };
      worker.postMessage(job);
    });
  }

  /** Ends the worker. A later drawing starts another one. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = null;
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
 * @param options The reader's language and the name of the place; a drawer that is used for many, or one for this
 * spec alone.
 * @returns The markup; null when the data are no object. A spec that cannot be drawn becomes a line that says so.
 */
export async function renderVega(
  data: Json,
  options: { readonly language: Language; readonly place: string; readonly vega?: VegaDrawer },
): Promise<Html | null> {
  const spec = asObject(data);
  if (spec === null) return null;
  const drawer = options.vega ?? new VegaDrawer();
  try {
    const svg = asksForAddress(spec) || JSON.stringify(spec).length > MAXIMUM_SPEC
      ? null
      : await drawer.draw(spec, options.language);
    const drawing = svg === null ? null : placeForeign(svg, options.place);
    if (drawing === null) {
      return html`
        <p class="utrecht-paragraph note placeholder">${say("foreignVegaFailed", options.language)}</p>
      `;
    }
    return html`
      <div class="output plot"><p class="vh" id="${options.place}-t">${say(
        "foreignPicture",
        options.language,
        { place: options.place },
      )}</p>${drawing}</div>
    `;
  } finally {
    if (options.vega === undefined) drawer.close();
  }
}

function placeForeign(svg: string, place: string): Html | null {
  const names = { idPrefix: `${place}-`, labelledBy: `${place}-t`, describedBy: `${place}-t` };
  try {
    return placeSvg(svg, names, "drop");
  } catch (error) {
    if (error instanceof SvgRefused) return null;
    throw error;
  }
}
