/**
 * From an executed notebook to a briefing. Only what is allow-listed passes: Markdown of cells tagged `briefing`, and
 * programme objects whose seal the runner verified. Everything else stays behind.
 *
 * @module
 */
import type { ParametersPayload, ProgrammeEnvelope } from "../../lib/core/display.ts";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { type Notebook, tagsOf } from "../notebook/nbformat.ts";
import type { Block, BodyKind, Briefing, BriefingFacts, ObjectBlock, ProseBlock } from "./model.ts";

/** What a briefing is made from. */
export interface BriefingInput {
  /** The notebook as it ran. */
  readonly notebook: Notebook;
  /** The verified envelopes by cell id, in the order in which the cell showed them. */
  readonly envelopes: ReadonlyMap<string, readonly ProgrammeEnvelope[]>;
  /** Facts about the run and the edition. */
  readonly facts: BriefingFacts;
}

/** The line that ends the Dutch part of a Markdown cell and begins the English part. */
const ENGLISH_MARK = /^[ \t]*<!--[ \t]*en[ \t]*-->[ \t]*$/m;

/**
 * Splits the Markdown of a cell into its Dutch and English parts.
 *
 * @example A line with the mark splits
 * ```ts
 * import { splitProse } from "./briefing.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(splitProse("Dag\n<!-- en -->\nHello"), { nl: "Dag", en: "Hello" });
 * assert.deepEqual(splitProse("Dag"), { nl: "Dag", en: null });
 * ```
 *
 * @param source The source of a Markdown cell.
 * @returns Both parts, trimmed; English is null when the mark is absent or nothing follows it.
 */
export function splitProse(source: string): ProseBlock["text"] {
  const text = source.replaceAll("\r\n", "\n");
  const mark = ENGLISH_MARK.exec(text);
  if (mark === null) return { nl: text.trim(), en: null };
  const english = text.slice(mark.index + mark[0].length).trim();
  return { nl: text.slice(0, mark.index).trim(), en: english === "" ? null : english };
}

function isParameters(envelope: ProgrammeEnvelope): envelope is ProgrammeEnvelope<"parameters"> {
  return envelope.kind === "parameters";
}

/**
 * Makes the block of a verified envelope.
 *
 * @param cellId The cell that showed it.
 * @param envelope The envelope.
 * @returns One block; none for parameters, which stand in the head of a page.
 */
export function blocksOf(cellId: string, envelope: ProgrammeEnvelope): readonly Block[] {
  const { kind, payload, receipts } = envelope;
  if (kind === "parameters") return [];
  // The runner verified that the payload belongs to the kind; TypeScript can't follow that across the map.
  return [{ kind, cellId, payload, receipts } as ObjectBlock<BodyKind> as Block];
}

/**
 * Puts a briefing together from an executed notebook.
 *
 * Order is the notebook's: cells from top to bottom, and within a cell the order in which it showed things.
 *
 * @example One paragraph and its parameters
 * ```ts
 * import { briefingOf } from "./briefing.ts";
 * import { sampleFacts, sampleNotebook } from "../../tests/data/render/sample.ts";
 * import assert from "node:assert/strict";
 *
 * const { notebook, envelopes } = sampleNotebook();
 * const briefing = briefingOf({ notebook, envelopes, facts: sampleFacts() });
 * assert.equal(briefing.parameters.place.nl, "Voorbeeldstad");
 * ```
 *
 * @param input The notebook, its verified envelopes, and the facts.
 * @returns The briefing.
 * @throws {WorkspaceError} When the notebook shows no parameters or shows them twice, or when two blocks that can
 * be referred to share an id.
 */
export function briefingOf(input: BriefingInput): Briefing {
  const blocks: Block[] = [];
  const found: ParametersPayload[] = [];
  for (const cell of input.notebook.cells) {
    if (cell.cell_type === "markdown" && tagsOf(cell).includes("briefing") && cell.source.trim() !== "") {
      blocks.push({ kind: "prose", cellId: cell.id, text: splitProse(cell.source) });
    }
    for (const envelope of input.envelopes.get(cell.id) ?? []) {
      if (isParameters(envelope)) found.push(envelope.payload);
      else blocks.push(...blocksOf(cell.id, envelope));
    }
  }
  refuseDoubleIds(blocks, input.facts.notebookPath);
  return { parameters: theOnly(found, input.facts.notebookPath), blocks, facts: input.facts };
}

function theOnly(found: readonly ParametersPayload[], where: string): ParametersPayload {
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  throw new WorkspaceError({
    what: first === undefined
      ? "The notebook shows no parameters of the briefing"
      : "The notebook shows parameters of the briefing more than once",
    where,
    mend: "Show briefing parameters (title, place, reader, phase) in exactly one cell",
  });
}

function refuseDoubleIds(blocks: readonly Block[], where: string): void {
  const seen = new Set<string>();
  for (const block of blocks) {
    if (block.kind === "prose") continue;
    if (seen.has(block.payload.id)) {
      throw new WorkspaceError({
        what: "Two things in the briefing have the same id",
        where: `${where}, cell ${block.cellId}`,
        mend: "Give each figure, table, finding, persona, question and note an id of its own",
      });
    }
    seen.add(block.payload.id);
  }
}
