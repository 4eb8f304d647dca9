/**
 * A draft of any notebook: every cell with its code and its outputs, under a watermark. What cannot be shown without
 * running or fetching something is named instead.
 *
 * @module
 */
import type { ProgrammeEnvelope } from "../../lib/core/display.ts";
import { PROGRAMME_MIME } from "../../lib/core/display.ts";
import { formatDate } from "../../lib/core/format.ts";
import { type Html, html } from "../../lib/core/html.ts";
import { type Language, sameLabel } from "../../lib/core/language.ts";
import type { Cell, CodeCell, Notebook, Output } from "../notebook/nbformat.ts";
import { loadAssets, type PageAssets } from "./assets.ts";
import { blocksOf, splitProse } from "./briefing.ts";
import { contextOf, type PageContext, tell } from "./context.ts";
import { MAXIMUM_TEXT, renderOutput } from "./foreign.ts";
import { VegaDrawer } from "./foreign_vega.ts";
import { renderFrame } from "./frame.ts";
import { countTopHeadings, renderMarkdown } from "./markdown.ts";
import type { Block, BriefingFacts } from "./model.ts";
import { assetsFor } from "./page_assets.ts";
import { renderFactsSection } from "./provenance_section.ts";
import { renderRun } from "./sections.ts";
import { say } from "./ui_strings.ts";

/** What a draft is made from. */
export interface DraftInput {
  /** The notebook as it ran. */
  readonly notebook: Notebook;
  /** Facts about the run; `status` is taken as `draft`. */
  readonly facts: BriefingFacts;
  /** Verified programme envelopes by cell id, in order. Default none: then their outputs are named, not shown. */
  readonly envelopes?: ReadonlyMap<string, readonly ProgrammeEnvelope[]>;
}

/** How a draft is rendered. */
export interface DraftOptions {
  /** The language of the page's own words. Default Dutch. */
  readonly language?: Language;
  /** Style, script and typeface. Default {@linkcode loadAssets}. */
  readonly assets?: PageAssets;
}

/** More outputs of one cell are counted, not shown. */
const MAXIMUM_OUTPUTS = 500;

/** The first heading of level 1, else the file's name. */
function titleOf(notebook: Notebook, path: string): string {
  for (const cell of notebook.cells) {
    const heading = cell.cell_type === "markdown" ? /^#[ \t]+(.+?)[ \t]*#*$/m.exec(cell.source) : null;
    const words = heading?.[1]?.replace(/[*_`]/g, "").trim() ?? "";
    if (words !== "") return words;
  }
  return path.split("/").at(-1) ?? path;
}

interface DraftContext {
  readonly page: PageContext;
  readonly envelopes: ReadonlyMap<string, readonly ProgrammeEnvelope[]>;
  readonly headingShift: number;
  readonly vega: VegaDrawer;
}

function isProgramme(output: Output): boolean {
  return (output.output_type === "display_data" || output.output_type === "execute_result") &&
    Object.hasOwn(output.data, PROGRAMME_MIME);
}

/** Verified objects take the place of the cell's programme outputs, in order; the rest is shown as foreign. */
async function renderOutputs(context: DraftContext, cell: CodeCell, place: string): Promise<readonly Html[]> {
  const { language } = context.page;
  const waiting = [...context.envelopes.get(cell.id) ?? []];
  const shown: Html[] = [];
  for (const [i, output] of cell.outputs.slice(0, MAXIMUM_OUTPUTS).entries()) {
    const envelope = isProgramme(output) ? waiting.shift() : undefined;
    if (envelope === undefined) {
      shown.push(await renderOutput(output, { language, place: `${place}-${i + 1}`, vega: context.vega }));
    } else shown.push(...blocksOf(cell.id, envelope).map((block) => renderRun(context.page, [block])));
  }
  const more = cell.outputs.length - MAXIMUM_OUTPUTS;
  if (more > 0) {
    shown.push(html`
      <p class="utrecht-paragraph note">${tell(context.page, "foreignMore", { count: String(more) })}</p>
    `);
  }
  return shown;
}

function renderCode(context: DraftContext, cell: Cell, name: string): Html {
  if (cell.source.trim() === "") return html``;
  const code = cell.source.slice(0, MAXIMUM_TEXT);
  return html`
    <details class="code">
      <summary>${tell(context.page, "foreignCode", { place: name })}</summary>
      <pre><code>${code}</code></pre>
    </details>
  `;
}

/** The part of a Markdown cell in the language of the page; where there is none, what there is. */
function proseOf(cell: Cell, language: Language): string {
  const parts = splitProse(cell.source);
  return parts[language] ?? parts.nl;
}

async function renderCell(context: DraftContext, cell: Cell, number: number): Promise<Html> {
  const place = `cel-${number}`;
  const name = tell(context.page, "foreignCell", { number: String(number) });
  if (cell.cell_type === "markdown") {
    const body = renderMarkdown(proseOf(cell, context.page.language), {
      language: context.page.language,
      images: "embedded",
      headingShift: context.headingShift,
      attachments: cell.attachments ?? {},
    });
    return html`
      <div class="blok cell prose" id="${place}">${body}</div>
    `;
  }
  if (cell.cell_type === "raw") {
    return html`
      <div class="blok cell" id="${place}">
        <pre>${cell.source}</pre>
      </div>
    `;
  }
  const outputs = await renderOutputs(context, cell, place);
  return html`
    <div class="blok cell" id="${place}">${renderCode(context, cell, name)}${outputs}</div>
  `;
}

async function renderCells(context: DraftContext, cells: readonly Cell[]): Promise<readonly Html[]> {
  const shown: Html[] = [];
  try {
    for (const [i, cell] of cells.entries()) shown.push(await renderCell(context, cell, i + 1));
  } finally {
    context.vega.close();
  }
  return shown;
}

function pageContext(
  input: DraftInput,
  facts: BriefingFacts,
  title: string,
  language: Language,
): PageContext {
  const blocks: Block[] = [];
  const seen = new Set<string>();
  for (const cell of input.notebook.cells) {
    for (const block of (input.envelopes?.get(cell.id) ?? []).flatMap((each) => blocksOf(cell.id, each))) {
      if (block.kind === "prose" || seen.has(block.payload.id)) continue;
      seen.add(block.payload.id);
      blocks.push(block);
    }
  }
  const none = sameLabel("");
  const parameters = {
    id: "draft",
    title: sameLabel(title),
    pilot: none,
    place: none,
    reader: none,
    phase: 0 as const,
    contact: facts.contact,
  };
  return contextOf({ parameters, blocks, facts }, language);
}

/**
 * Renders a draft of any notebook as one self-contained HTML file.
 *
 * @example A draft says what it is
 * ```ts
 * import { renderDraft } from "./draft.ts";
 * import { sampleFacts } from "../../tests/data/render/sample.ts";
 * import assert from "node:assert/strict";
 *
 * const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] } as const;
 * const page = await renderDraft({ notebook, facts: sampleFacts() });
 * assert.match(page, /Dit is een concept/);
 * ```
 *
 * @param input The notebook, the facts and the verified objects.
 * @param options The language.
 * @returns The text of the file.
 */
export async function renderDraft(input: DraftInput, options: DraftOptions = {}): Promise<string> {
  const language = options.language ?? "nl";
  const facts: BriefingFacts = { ...input.facts, status: "draft" };
  const title = titleOf(input.notebook, facts.notebookPath);
  const page = pageContext(input, facts, title, language);
  const tops = input.notebook.cells.reduce(
    (sum, cell) => cell.cell_type === "markdown" ? sum + countTopHeadings(proseOf(cell, language)) : sum,
    0,
  );
  const context: DraftContext = {
    page,
    envelopes: input.envelopes ?? new Map(),
    headingShift: tops > 1 ? 1 : 0,
    vega: new VegaDrawer(),
  };
  const cells = await renderCells(context, input.notebook.cells);
  return renderFrame({
    language,
    title: `${say("draft", language)} · ${title}`,
    header: html`
      <p class="kicker">${facts.notebookPath} · ${formatDate(facts.generatedFor, language)}</p>
      <h1 class="utrecht-heading-1">${title}</h1>
    `,
    main: html`${cells}${renderFactsSection(page)}`,
    footer: html`
      <p class="note">${say("fontNotice", language)}</p>
    `,
    data: facts.data,
    status: "draft",
    relaxations: facts.relaxations,
    assets: assetsFor(page.briefing.blocks, options.assets ?? loadAssets()),
    alternates: [],
  });
}
