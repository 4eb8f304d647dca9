/**
 * Whether a notebook of the project may enter an edition.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import type { ProjectLayout } from "../layout.ts";
import { readKeyList, readVettingFile } from "../notebook/vetting/files.ts";
import { KEY_LIST_PATH, pilotRecordPath, vettingPath } from "../notebook/vetting/places.ts";
import { vettingStatus } from "../notebook/vetting/status.ts";
import type { KeyList, VettingFile, VettingRecord } from "../notebook/vetting/types.ts";
import { join, relative } from "../paths.ts";
import type { KeySeal } from "../publish/current_facts.ts";
import type { ApprovalFact } from "../publish/run_record.ts";
import type { ProjectNotebook } from "./project_notebook.ts";

/** Where a notebook stands. */
export type Approval =
  | { readonly status: "vetted"; readonly why: string; readonly approvals: readonly ApprovalFact[] }
  | { readonly status: "not-vetted"; readonly why: string };

/** Trust that comes from outside the repository, for machines that publish unattended. */
const TRUSTED_ROOT_VARIABLE = "SMART_START_TRUSTED_ROOT";

/**
 * Looks up the approval of a notebook.
 *
 * @param source The notebook.
 * @param layout The project.
 * @param seen The seal that the last edition noted; null when none. A list of the same root that is behind it was set back.
 * @returns Where it stands. A damaged record or list of keys is a reason not to be vetted, never an exception that
 * hides the others.
 */
export async function approvalOf(
  source: ProjectNotebook,
  layout: ProjectLayout,
  seen: KeySeal | null = null,
): Promise<Approval> {
  const path = relative(layout.notebooksDir, source.file);
  const trustedRoot = Deno.env.get(TRUSTED_ROOT_VARIABLE);
  try {
    const file = await readRecordFile(join(layout.notebooksDir, vettingPath(path)));
    const keys = await readKeys(join(layout.notebooksDir, KEY_LIST_PATH));
    const status = await vettingStatus(source.notebook, file, keys, {
      path,
      pilotRecord: await readOrNull(join(layout.notebooksDir, pilotRecordPath(path))),
      ...(trustedRoot === undefined ? {} : { trustedRoot }),
      ...(seen !== null && seen.root === keys?.entries[0]?.id ? { minimumSequence: seen.sequence } : {}),
    });
    if (status.state === "not-vetted") return { status: "not-vetted", why: status.message };
    if (status.state !== "vetted") return { status: "not-vetted", why: `${status.state}: ${status.message}` };
    return { status: "vetted", why: status.message, approvals: [factOf(status.record, source)] };
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    return { status: "not-vetted", why: error.message };
  }
}

/**
 * Reads the seal of the list of keys, for the next edition to compare with.
 *
 * @param layout The project.
 * @returns The seal; null when there is no list.
 */
export async function readKeySeal(layout: ProjectLayout): Promise<KeySeal | null> {
  const keys = await readKeys(join(layout.notebooksDir, KEY_LIST_PATH));
  const [root] = keys?.entries ?? [];
  return keys === null || root === undefined ? null : { root: root.id, sequence: keys.seal.sequence };
}

async function readRecordFile(path: string): Promise<VettingFile | null> {
  const text = await readOrNull(path);
  return text === null ? null : readVettingFile(text, { file: path });
}

async function readKeys(path: string): Promise<KeyList | null> {
  const text = await readOrNull(path);
  return text === null ? null : readKeyList(text, { file: path });
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function factOf(record: VettingRecord, source: ProjectNotebook): ApprovalFact {
  const { reviewer, scope, remark, date, keyId } = record;
  return { reviewer, scope, remark, approvedAt: date, viewSha256: source.viewSha256, keyId };
}
