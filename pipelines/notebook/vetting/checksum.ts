/**
 * The checksum of what a reviewer approves.
 *
 * @module
 */
import { canonicalJson, sha256Hex } from "../../../lib/core/hash.ts";
import { canonicalNotebook } from "../canonical.ts";
import { CONVENTIONS_VERSION } from "../conventions_version.ts";
import type { Notebook } from "../nbformat.ts";
import { viewOf } from "../view.ts";

/**
 * Gives the text that a reviewer approves: the view of the canonical notebook. Saving the notebook again, running it, or
 * another editor's metadata do not change it; any change of text, tag or order does. A notebook that shows the record
 * beside it puts the words of that record in a briefing: they are part of what is approved.
 *
 * @example Running a notebook changes nothing
 * ```ts
 * import { approvableView } from "./checksum.ts";
 * import assert from "node:assert/strict";
 *
 * const cell = { cell_type: "code", id: "som", metadata: {}, source: "1 + 1", outputs: [] } as const;
 * const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {} } as const;
 * assert.equal(
 *   approvableView({ ...notebook, cells: [{ ...cell, execution_count: 7 }] }),
 *   approvableView({ ...notebook, cells: [{ ...cell, execution_count: null }] }),
 * );
 * ```
 *
 * @param notebook The notebook.
 * @param record The text of the record beside it. Default null: there is none.
 * @returns The text.
 */
export function approvableView(notebook: Notebook, record: string | null = null): string {
  const view = viewOf(canonicalNotebook(notebook)).text;
  return record !== null && READS_RECORD_REGEXP.test(view) ? `${view}${RECORD_HEADING}${record}` : view;
}

/** A notebook gets at the record by this name; where names can be hidden (escapes, a whole module) it counts as well. */
const READS_RECORD_REGEXP = /\bloadPilotFile\b|\\u|\bimport\s*\*/;

/** What stands between notebook and record, in the style of the view. */
const RECORD_HEADING = "\n// %% [record] pilot.json\n";

/**
 * Computes the checksum of a view under a version of the conventions.
 *
 * @example Another version, another checksum
 * ```ts
 * import { vettingChecksum } from "./checksum.ts";
 * import assert from "node:assert/strict";
 *
 * assert.notEqual(vettingChecksum("1 + 1\n", "1"), vettingChecksum("1 + 1\n", "2"));
 * ```
 *
 * @param view The approvable view.
 * @param conventions The version of the conventions. Default: the current one.
 * @returns 64 hexadecimal digits.
 */
export function vettingChecksum(view: string, conventions: string = CONVENTIONS_VERSION): string {
  return sha256Hex(canonicalJson({ conventions, view }));
}

/**
 * Computes the hash by which chains and seals name an entry or a record: all members, the signature included.
 *
 * @param item A key entry or a record.
 * @returns 64 hexadecimal digits.
 */
export function chainHash(item: object): string {
  return sha256Hex(canonicalJson(item));
}

/**
 * Gives what was signed: all members but the signature.
 *
 * @example All but the signature
 * ```ts
 * import { signedBody } from "./checksum.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(signedBody({ a: 1, signature: "x" }), { a: 1 });
 * ```
 *
 * @param item A signed item.
 * @returns The item without its signature.
 */
export function signedBody<T extends { readonly signature: string }>(item: T): Omit<T, "signature"> {
  const { signature: _, ...body } = item;
  return body;
}
