/**
 * From a list of blocks to sections with headings: the author's own headings where there are any, a heading of the
 * page where there are none.
 *
 * @module
 */
import { type Html, html } from "../../lib/core/html.ts";
import { renderSuggestions } from "./books.ts";
import { renderLimits, renderMethods, renderQuestions } from "./cards.ts";
import { type PageContext, tell } from "./context.ts";
import { renderTableBlock } from "./data_table.ts";
import { renderFigure } from "./figure.ts";
import { renderFinding } from "./finding.ts";
import { countTopHeadings, renderProseParts } from "./markdown.ts";
import type { Block, BlockOf } from "./model.ts";
import { findingNotes } from "./notes.ts";
import { renderPersonas } from "./persona_cards.ts";
import { renderSheets } from "./sheet.ts";
import type { UiKey } from "./ui_strings.ts";

/** A section of the page. */
export interface Section {
  /** The id of its element. */
  readonly id: string;
  /** Its heading. */
  readonly heading: string;
  /** What stands below the heading. */
  readonly body: readonly Html[];
}

/** What a run of blocks is about; blocks of one topic that follow each other stand together. */
type Topic = ObjectTopic | "introduction";
type ObjectTopic = "flow" | "persona" | "question" | "limits" | "method" | "sheets" | "record";

const TOPIC: Readonly<Record<Exclude<Block["kind"], "prose">, ObjectTopic>> = {
  figure: "flow",
  table: "flow",
  finding: "flow",
  persona: "persona",
  question: "question",
  limits: "limits",
  method: "method",
  sheets: "sheets",
  suggestions: "flow",
};
const HEADING: Readonly<Record<ObjectTopic, { readonly id: string; readonly key: UiKey }>> = {
  flow: { id: "resultaten", key: "results" },
  persona: { id: "personas", key: "personas" },
  question: { id: "vragen", key: "questions" },
  limits: { id: "grenzen", key: "notTold" },
  method: { id: "methode", key: "method" },
  sheets: { id: "werkbladen", key: "sheetPacks" },
  record: { id: "dossier", key: "fromRecord" },
};

/** Headings of topics that come back further down. */
const AGAIN: Partial<Readonly<Record<ObjectTopic, UiKey>>> = {
  flow: "moreResults",
  sheets: "moreSheets",
  record: "moreFromRecord",
};

interface OpenSection {
  id: string;
  heading: string;
  topic: Topic | null;
  body: Html[];
}

/** Collects sections; knows when a block needs a new one. */
class SectionList {
  readonly sections: OpenSection[] = [];
  readonly #ids = new Set<string>();

  constructor(readonly context: PageContext) {}

  open(id: string, heading: string, topic: Topic | null): OpenSection {
    let free = id;
    // Not `methode-2`: that is the place of the second method note.
    for (let i = 2; this.#ids.has(free); i++) free = `${id}-deel-${i}`;
    this.#ids.add(free);
    const section: OpenSection = { id: free, heading, topic, body: [] };
    this.sections.push(section);
    return section;
  }

  /** The section for a topic: the last one when it is about the topic or an author's with only prose, else a new one. */
  forTopic(topic: ObjectTopic): OpenSection {
    const last = this.sections.at(-1);
    if (last !== undefined && (last.topic === null || last.topic === topic)) {
      last.topic = topic;
      return last;
    }
    const { id, key } = HEADING[topic];
    const again = this.#ids.has(id) ? AGAIN[topic] : undefined;
    this.context.terms?.startSection();
    return this.open(id, this.#unused(tell(this.context, again ?? key)), topic);
  }

  /** A heading that no section has: who jumps from heading to heading, or from landmark to landmark, tells them apart. */
  #unused(heading: string): string {
    const taken = new Set(this.sections.map((section) => section.heading));
    let free = heading;
    for (let i = 2; taken.has(free); i++) free = `${heading} (${i})`;
    return free;
  }

  forProse(): OpenSection {
    return this.sections.at(-1) ?? this.open("inleiding", tell(this.context, "introduction"), "introduction");
  }
}

function headingShift(context: PageContext): number {
  const count = context.briefing.blocks.reduce(
    (sum, block) => block.kind === "prose" ? sum + countTopHeadings(proseText(context, block).source) : sum,
    0,
  );
  // One heading of level 1 is the notebook's title: it and level 2 both become level 2. More than one are chapters.
  return count > 1 ? 1 : 0;
}

function proseText(context: PageContext, block: BlockOf<"prose">): { source: string; translated: boolean } {
  if (context.language === "nl") return { source: block.text.nl, translated: true };
  return { source: block.text.en ?? block.text.nl, translated: block.text.en !== null };
}

function addProse(list: SectionList, block: BlockOf<"prose">, shift: number): void {
  const { context } = list;
  const { source, translated } = proseText(context, block);
  const title = context.briefing.parameters.title[context.language];
  // The glossary of a page speaks its language: prose in another one is left as it is.
  const terms = translated ? context.terms : null;
  renderProseParts(source, { language: context.language, images: "none", headingShift: shift, terms })
    .forEach(
      (part) => {
        // A first heading that repeats the title of the page would be read twice.
        const repeats = part.heading === title && list.sections.length === 0;
        const section = part.heading === null || repeats
          ? list.forProse()
          : list.open(`deel-${list.sections.length + 1}`, part.heading, null);
        const text = part.body.toString().trim();
        if (text === "") return;
        section.body.push(
          translated
            ? html`
              <div class="blok prose">${part.body}</div>
            `
            : html`
              <div class="blok prose" lang="nl"><p class="utrecht-paragraph note" lang="en">${tell(
                context,
                "dutchOnly",
              )}</p>${part.body}</div>
            `,
        );
      },
    );
}

function isRun<K extends Block["kind"]>(kind: K, run: readonly Block[]): run is readonly BlockOf<K>[] {
  return run.every((block) => block.kind === kind);
}

/**
 * Renders blocks of one kind that follow each other.
 *
 * @param context The page.
 * @param run The blocks, all of one kind and none of them prose.
 * @returns The markup.
 */
export function renderRun(context: PageContext, run: readonly Block[]): Html {
  if (isRun("persona", run)) return renderPersonas(context, run);
  if (isRun("question", run)) return renderQuestions(context, run);
  if (isRun("limits", run)) return renderLimits(context, run);
  if (isRun("method", run)) return renderMethods(context, run);
  if (isRun("sheets", run)) return renderSheets(context, run);
  if (isRun("finding", run)) {
    return html`
      <div class="blok findings">${run.map((block) => renderFinding(context, block))}${findingNotes(
        context,
        run.map(({ payload }) => payload),
      )}</div>
    `;
  }
  if (isRun("figure", run)) return html`${run.map((block) => renderFigure(context, block))}`;
  if (isRun("suggestions", run)) return html`${run.map((block) => renderSuggestions(context, block))}`;
  if (isRun("table", run)) return html`${run.map((block) => renderTableBlock(context, block))}`;
  throw new TypeError("Cannot render a run: its blocks are of different kinds");
}

/** A pack that stands open tells of the pilot's record; others are for the session. */
function topicOf(block: Exclude<Block, { readonly kind: "prose" }>): ObjectTopic {
  return block.kind === "sheets" && block.payload.layout === "section" ? "record" : TOPIC[block.kind];
}

function sameRun(a: Block, b: Block): boolean {
  return a.kind !== "prose" && b.kind !== "prose" && a.kind === b.kind && topicOf(a) === topicOf(b);
}

function runsOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const runs: Block[][] = [];
  for (const block of blocks) {
    const last = runs.at(-1);
    if (last?.[0] !== undefined && sameRun(last[0], block)) last.push(block);
    else runs.push([block]);
  }
  return runs;
}

/**
 * Arranges the blocks of a briefing in sections, in the order of the notebook.
 *
 * A heading of level 2 in the prose opens a section. Blocks that need another heading than the one above them
 * (persona cards right after figures, say) open one with the words of the page. The main question stands in the
 * summary and is left out here.
 *
 * @param context The page.
 * @returns The sections; each has at least a heading.
 */
export function sectionsOf(context: PageContext): readonly Section[] {
  const list = new SectionList(context);
  const shift = headingShift(context);
  const shown = context.briefing.blocks.filter((block) =>
    !(block.kind === "question" && block.payload.role === "main")
  );
  for (const run of runsOf(shown)) {
    const [first] = run;
    if (first === undefined) continue;
    if (first.kind === "prose") addProse(list, first, shift);
    else list.forTopic(topicOf(first)).body.push(renderRun(context, run));
  }
  return list.sections;
}
