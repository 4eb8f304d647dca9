/**
 * Vetting: shows what changed, checks conventions and types, asks who answers for it, and signs.
 *
 * @module
 */
import { WorkspaceError } from "../../../lib/core/errors.ts";
import { checkConventions, CONVENTIONS_VERSION } from "../conventions.ts";
import type { Notebook } from "../nbformat.ts";
import { readNotebook } from "../read.ts";
import type { TypeProblem } from "../typecheck.ts";
import { askWords, type Words } from "./_words.ts";
import { approvableView, chainHash, vettingChecksum } from "./checksum.ts";
import { viewDiff } from "./diff.ts";
import { readKeyList, readVettingFile, writeVettingJson } from "./files.ts";
import { reseal } from "./key_admin.ts";
import type { PrivateKey } from "./key_file.ts";
import { isValidOn, type TrustOptions, verifyKeyList } from "./key_list.ts";
import { KEY_LIST_PATH, pilotRecordPath, vettingPath } from "./places.ts";
import { conventionLine, typeLine } from "./problem_lines.ts";
import { signJson } from "./signing.ts";
import { vettingStatus } from "./status.ts";
import type { KeyEntry, KeyList, RecordAction, RecordBody, VettingFile, VettingRecord } from "./types.ts";

/** What to sign. */
export interface VetOptions extends TrustOptions {
  /** Approve, or revoke the last approval. */
  readonly action: RecordAction;
  /** Path of the notebook below `notebooks/`, with `/`. */
  readonly path: string;
  /** Day of signing, `YYYY-MM-DD`. */
  readonly date: string;
  /** The key that signs. */
  readonly key: PrivateKey;
  /** Who reviewed. Default: asked. */
  readonly reviewer?: string;
  /** What was reviewed. Default: asked. */
  readonly scope?: string;
  /** A remark, or the reason of a revocation. Default: asked. */
  readonly remark?: string;
  /** Whether the reviewer confirms what was shown. `asked` asks; `given` is for flags. Default `asked`. */
  readonly confirmation?: "asked" | "given";
}

/** What vetting needs from outside. Paths are those below `notebooks/`. */
export interface VetEffects {
  /** Reads a file; null when there is none. */
  readText(path: string): Promise<string | null>;
  /** Writes files in this order, each one whole. After a crash in between the status is `tampered`, never `vetted`. */
  writeTexts(files: ReadonlyMap<string, string>): Promise<void>;
  /** Asks the person; null when nobody is there. */
  ask(question: string): Promise<string | null>;
  /** Shows a line to the person. */
  print(line: string): void;
  /** Checks the types of the notebook. */
  typeCheck(notebook: Notebook, path: string): Promise<readonly TypeProblem[]>;
}

/** What was signed. */
export interface VetResult {
  /** The new record. */
  readonly record: VettingRecord;
  /** The files that were written, as paths below `notebooks/`. */
  readonly written: readonly string[];
}

/**
 * Vets a notebook, or revokes its approval.
 *
 * @param options What to sign.
 * @param effects Disk, person and compiler.
 * @returns The record and the files written.
 * @throws {WorkspaceError} When the notebook breaks a convention or does not compile, files were tampered with, the key
 *   may not sign, or the person does not confirm.
 */
export async function vetNotebook(options: VetOptions, effects: VetEffects): Promise<VetResult> {
  const { path, action } = options;
  const text = await effects.readText(path);
  if (text === null) throw new WorkspaceError({ what: "There is no such notebook", where: path });
  const notebook = readNotebook(text, { file: path });
  const list = await listFor(options, effects);
  const file = await recordFile(path, effects);
  const pilotRecord = await effects.readText(pilotRecordPath(path));
  const status = await vettingStatus(notebook, file, list.list, { ...options, pilotRecord });
  if (status.state === "tampered") {
    throw new WorkspaceError({
      what: status.message,
      where: path,
      mend: "Restore the files from version control",
    });
  }
  const view = approvableView(notebook, pilotRecord);
  if (action === "revoke") refuseNothingToRevoke(file, path);
  else await checkAndShow(notebook, view, file, options, effects);
  const words = await askWords(options, effects);
  const body = recordBody(options, words, list.entry, file, view);
  const record = { ...body, signature: await signJson("vetting-record", body, options.key.privateKey) };
  return await store(record, view, file, list.list, options, effects);
}

/** Finds the signer on the list of keys. */
async function listFor(
  options: VetOptions,
  effects: VetEffects,
): Promise<{ readonly list: KeyList; readonly entry: KeyEntry }> {
  const text = await effects.readText(KEY_LIST_PATH);
  if (text === null) {
    throw new WorkspaceError({
      what: "There is no list of keys",
      where: KEY_LIST_PATH,
      mend: "Make a root key and a key of your own with `deno task vet --new-key`",
    });
  }
  const list = readKeyList(text, { file: KEY_LIST_PATH });
  const verdict = await verifyKeyList(list, options);
  if (!verdict.ok) {
    throw new WorkspaceError({
      what: verdict.why,
      where: KEY_LIST_PATH,
      mend: "Restore it from version control",
    });
  }
  const entry = verdict.keys.current.get(options.key.id);
  if (entry === undefined || entry.use !== "approvals" || !isValidOn(entry, options.date)) {
    throw new WorkspaceError({
      what: `The key ${options.key.id} may not sign on ${options.date}`,
      where: KEY_LIST_PATH,
      mend: "Let the holder of the root key list it, or name another key with --key FILE",
    });
  }
  return { list, entry };
}

async function recordFile(path: string, effects: VetEffects): Promise<VettingFile | null> {
  const text = await effects.readText(vettingPath(path));
  return text === null ? null : readVettingFile(text, { file: vettingPath(path) });
}

function refuseNothingToRevoke(file: VettingFile | null, path: string): void {
  if (file?.records.at(-1)?.action === "approve") return;
  throw new WorkspaceError({ what: "There is no approval to revoke", where: path });
}

/** Shows the difference, then refuses what breaks a rule: the reviewer sees both. */
async function checkAndShow(
  notebook: Notebook,
  view: string,
  file: VettingFile | null,
  options: VetOptions,
  effects: VetEffects,
): Promise<void> {
  const approved = file === null ? "" : file.approvedView.join("\n");
  const diff = viewDiff(approved, view);
  effects.print(
    file === null
      ? `${options.path}: never approved, all of it is new`
      : `${options.path}: since the last approval`,
  );
  effects.print(diff === "" ? "Nothing changed." : diff);
  const problems = checkConventions(notebook, { stage: "vet" });
  const types = await effects.typeCheck(notebook, options.path);
  for (const problem of problems) effects.print(conventionLine(options.path, problem));
  for (const problem of types) effects.print(typeLine(options.path, problem));
  const errors = problems.filter(({ severity }) => severity === "error").length + types.length;
  if (errors === 0) return;
  throw new WorkspaceError({
    what: `Notebook cannot be approved: ${errors} ${errors === 1 ? "problem" : "problems"}`,
    where: options.path,
    mend: "Mend what is listed above and vet it again",
  });
}

function recordBody(
  options: VetOptions,
  words: Words,
  entry: KeyEntry,
  file: VettingFile | null,
  view: string,
): RecordBody {
  const last = file?.records.at(-1);
  const revoked = options.action === "revoke" ? last : undefined;
  return {
    version: 1,
    action: options.action,
    notebook: options.path,
    // A revocation takes back what was approved, whatever the notebook has become since.
    checksum: revoked?.checksum ?? vettingChecksum(view),
    conventions: revoked?.conventions ?? CONVENTIONS_VERSION,
    ...words,
    date: options.date,
    keyId: options.key.id,
    keyEntry: chainHash(entry),
    previous: last === undefined ? null : chainHash(last),
  };
}

async function store(
  record: VettingRecord,
  view: string,
  file: VettingFile | null,
  list: KeyList,
  options: VetOptions,
  effects: VetEffects,
): Promise<VetResult> {
  const kept = options.action === "revoke" && file !== null ? file.approvedView : view.split("\n");
  const newFile: VettingFile = { version: 1, records: [...file?.records ?? [], record], approvedView: kept };
  const newList = await reseal(list, { [options.path]: chainHash(record) }, options.key, options.date);
  const files = new Map([
    [vettingPath(options.path), writeVettingJson(newFile)],
    [KEY_LIST_PATH, writeVettingJson(newList)],
  ]);
  await effects.writeTexts(files);
  return { record, written: [...files.keys()] };
}
