/**
 * The gate between an executed notebook and a briefing: an allow-list.
 *
 * Through pass Markdown cells tagged `briefing`, and sealed programme bundles from cells whose tag shows something.
 * Everything else (streams, plain results, HTML, pictures, previews) stays out, also out of the executed copy that
 * is published.
 *
 * @module
 */
import {
  PROGRAMME_MIME,
  type ProgrammeEnvelope,
  type ProgrammeKind,
  sealOf,
} from "../../lib/core/display.ts";
import { WorkspaceError } from "../../lib/core/errors.ts";
import type { Json } from "../../lib/core/hash.ts";
import { type Cell, type CodeCell, type Notebook, type Output, tagsOf } from "../notebook/nbformat.ts";

/** Which kinds a cell of each tag may show. A tag that is not listed shows nothing. */
export const KINDS_BY_TAG: Readonly<Record<string, readonly ProgrammeKind[]>> = {
  figure: ["figure"],
  table: ["table", "suggestions"],
  finding: ["finding"],
  persona: ["persona"],
  question: ["question", "sheets"],
  method: ["method", "limits", "parameters", "sheets"],
};

/** One thing that passed, in notebook order. */
export type ReleasedBlock =
  | { readonly type: "prose"; readonly cellId: string; readonly markdown: string }
  | { readonly type: "programme"; readonly cellId: string; readonly envelope: ProgrammeEnvelope };

/** What passed the gate. */
export interface Release {
  /** What the briefing is made of. */
  readonly blocks: readonly ReleasedBlock[];
  /** The executed notebook with only what passed. */
  readonly notebook: Notebook;
  /** What was left out, in words, for the log: never content. */
  readonly leftOut: readonly string[];
}

/** The tag of a cell that decides what it may show; null when there is none. */
export function showingTagOf(cell: Cell): string | null {
  return tagsOf(cell).find((tag) => Object.hasOwn(KINDS_BY_TAG, tag)) ?? null;
}

/**
 * Lets through what may be published.
 *
 * @param executed The notebook with its outputs.
 * @param sealingKey The run's key.
 * @returns What passed.
 * @throws {WorkspaceError} When a bundle is unsealed or forged, of the wrong kind for its cell, or rests on no receipt.
 */
export function releaseNotebook(executed: Notebook, sealingKey: Uint8Array): Release {
  const blocks: ReleasedBlock[] = [];
  const cells: Cell[] = [];
  const leftOut: string[] = [];
  for (const cell of executed.cells) {
    if (staysInside(cell)) {
      leftOut.push(`${cell.id}: a cell that stays inside`);
      continue;
    }
    if (cell.cell_type === "code") {
      const released = releaseCodeCell(cell, sealingKey, leftOut);
      blocks.push(...released.blocks);
      cells.push(released.cell);
      continue;
    }
    cells.push(cell);
    blocks.push({ type: "prose", cellId: cell.id, markdown: cell.source });
  }
  return { blocks, notebook: { ...executed, cells }, leftOut };
}

/** Cells of which not even the text leaves: what is tagged so, and any prose that is not for the briefing. */
function staysInside(cell: Cell): boolean {
  const tags = tagsOf(cell);
  if (tags.includes("internal") || tags.includes("draft")) return true;
  return cell.cell_type !== "code" && !(cell.cell_type === "markdown" && tags.includes("briefing"));
}

function releaseCodeCell(
  cell: CodeCell,
  sealingKey: Uint8Array,
  leftOut: string[],
): { readonly blocks: readonly ReleasedBlock[]; readonly cell: CodeCell } {
  const tag = showingTagOf(cell);
  const blocks: ReleasedBlock[] = [];
  const outputs: Output[] = [];
  for (const output of cell.outputs) {
    const bundle = bundleOf(output);
    if (bundle === undefined) {
      leftOut.push(`${cell.id}: ${output.output_type}`);
      continue;
    }
    if (tag === null) {
      leftOut.push(`${cell.id}: programme output in a cell whose tag shows nothing`);
      continue;
    }
    const envelope = verifyEnvelope(bundle, cell.id, tag, sealingKey);
    blocks.push({ type: "programme", cellId: cell.id, envelope });
    outputs.push(strippedOutput(envelope));
  }
  return { blocks, cell: { ...cell, outputs } };
}

function bundleOf(output: Output): Json | undefined {
  if (output.output_type !== "display_data" && output.output_type !== "execute_result") return undefined;
  return output.data[PROGRAMME_MIME];
}

function verifyEnvelope(
  bundle: Json,
  cellId: string,
  tag: string,
  sealingKey: Uint8Array,
): ProgrammeEnvelope {
  const envelope = bundle as unknown as ProgrammeEnvelope;
  if (envelope === null || typeof envelope !== "object" || envelope.version !== 1) {
    throw refusal("The programme output has an unknown shape", cellId);
  }
  if (typeof envelope.seal !== "string" || !sealHolds(envelope, sealingKey)) {
    throw refusal(
      "The programme output is not sealed by lib/: it was made or changed outside the programme's own functions",
      cellId,
    );
  }
  if (!(KINDS_BY_TAG[tag] ?? []).includes(envelope.kind)) {
    throw refusal(`A cell tagged ${tag} shows a ${envelope.kind}`, cellId);
  }
  return envelope;
}

/**
 * Gives the envelopes of a draft whose seals hold; others are left to be shown as what they are, foreign.
 *
 * @param executed The notebook with its outputs.
 * @param sealingKey The run's key.
 * @returns Envelopes by cell id, in order.
 */
export function sealedEnvelopes(
  executed: Notebook,
  sealingKey: Uint8Array,
): ReadonlyMap<string, readonly ProgrammeEnvelope[]> {
  const found = new Map<string, readonly ProgrammeEnvelope[]>();
  for (const cell of executed.cells) {
    if (cell.cell_type !== "code") continue;
    const envelopes = cell.outputs.flatMap((output) => {
      const envelope = bundleOf(output) as unknown as ProgrammeEnvelope | null | undefined;
      return envelope !== null && typeof envelope === "object" && sealHolds(envelope, sealingKey)
        ? [envelope]
        : [];
    });
    if (envelopes.length > 0) found.set(cell.id, envelopes);
  }
  return found;
}

/**
 * Tells whether anything that is shown rests on made-up rows.
 *
 * @param envelopes What is shown.
 * @returns Whether any table behind it names a synthetic source.
 */
export function restsOnSynthetic(envelopes: readonly Pick<ProgrammeEnvelope, "receipts">[]): boolean {
  return envelopes.some(({ receipts }) =>
    receipts.some(({ sources }) => sources.some(({ synthetic }) => synthetic))
  );
}

/**
 * Tells whether everything that is shown rests on made-up rows only. Real figures beside made-up ones make it no.
 *
 * @param envelopes What is shown.
 * @returns Whether every source behind it is synthetic; yes when nothing has a source.
 */
export function isWhollySynthetic(envelopes: readonly Pick<ProgrammeEnvelope, "receipts">[]): boolean {
  return envelopes.every(({ receipts }) =>
    receipts.every(({ sources }) => sources.every(({ synthetic }) => synthetic))
  );
}

function sealHolds(envelope: ProgrammeEnvelope, sealingKey: Uint8Array): boolean {
  try {
    return sealOf(sealingKey, envelope) === envelope.seal;
  } catch {
    return false;
  }
}

/** The preview is not sealed, so it does not leave; the envelope does. */
function strippedOutput(envelope: ProgrammeEnvelope): Output {
  return {
    output_type: "display_data",
    data: {
      [PROGRAMME_MIME]: { ...envelope, seal: null } as unknown as Json,
      "text/plain": `${envelope.kind} ${envelope.payload.id}`,
    },
    metadata: {},
  };
}

function refusal(what: string, cellId: string): WorkspaceError {
  return new WorkspaceError({
    what,
    where: `cell ${cellId}`,
    mend:
      "Show the object that lib/charts, lib/findings or lib/design returns, as the last expression of the cell",
  });
}
