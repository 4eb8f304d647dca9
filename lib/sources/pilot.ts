/**
 * Reads and changes pilot records on disk, as a process of its own: the pipeline knows no pilots.
 *
 * Usage: `deno run -A lib/sources/pilot.ts FOLDER show|check|start|format|decide|read-form …`, where FOLDER is that of the
 * pilot. Prints what a person reads. Exit code 1 with the reason on standard error when something is wrong.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import {
  addToRecord,
  describeRecord,
  enterInRecord,
  ENTRY_FIELDS,
  type EntryAnswers,
  type EntryKind,
  newPilotRecord,
  type PilotRecord,
  readForm,
  readPilotRecord,
  writePilotRecord,
} from "../design/mod.ts";
import { loadPilotFile, PILOT_FILE } from "./pilot_file.ts";

/** What an action has at hand. */
interface Desk {
  /** The folder of the pilot. */
  readonly folder: string;
  /** What follows the action. */
  readonly rest: readonly string[];
}

/** Actions by name. Each gives what to print. */
const ACTIONS: Readonly<Record<string, (desk: Desk) => Promise<string>>> = {
  show: async ({ folder }) => describeRecord(await load(folder)),
  check: async ({ folder }) => {
    const record = await load(folder);
    const canonical = writePilotRecord(record) === await loadPilotFile({ folder });
    return `${record.id}: sound${canonical ? "" : ", not in canonical form (deno task pilot NAME format)"}\n`;
  },
  start: async ({ folder }) => {
    await save(folder, newPilotRecord(nameOf(folder)), "new");
    return `Made ${folder}/${PILOT_FILE}\n`;
  },
  format: async ({ folder }) => {
    await save(folder, await load(folder), "old");
    return `Canonical: ${folder}/${PILOT_FILE}\n`;
  },
  decide,
  "read-form": readForms,
};

async function load(folder: string): Promise<PilotRecord> {
  return readPilotRecord(await loadPilotFile({ folder }), { file: `${folder}/${PILOT_FILE}` });
}

/** Writes the whole file at once: a record that is half written would lose what sessions decided. */
async function save(folder: string, record: PilotRecord, existence: "new" | "old"): Promise<void> {
  const path = `${folder}/${PILOT_FILE}`;
  if (existence === "new" && await exists(path)) {
    throw new WorkspaceError({
      what: "The pilot has a record already",
      where: path,
      mend: "Use decide to change it",
    });
  }
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${path}.new`, writePilotRecord(record));
  await Deno.rename(`${path}.new`, path);
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function nameOf(folder: string): string {
  return folder.replace(/\/+$/, "").replace(/^.*\//, "");
}

function isEntryKind(text: string | undefined): text is EntryKind {
  return text !== undefined && Object.hasOwn(ENTRY_FIELDS, text);
}

/** `decide KIND field=value …`; what is missing is asked where somebody sits at the keyboard. */
async function decide({ folder, rest }: Desk): Promise<string> {
  const [kind, ...settings] = rest;
  if (!isEntryKind(kind)) {
    throw new WorkspaceError({
      what: "It is not said what was decided",
      where: "decide",
      mend: `Write decide and one of ${Object.keys(ENTRY_FIELDS).join(", ")}`,
    });
  }
  const answers = askMissing(kind, answersOf(settings));
  const before = await load(folder);
  const after = enterInRecord(before, kind, answers);
  await save(folder, after, "old");
  return `Entered in ${folder}/${PILOT_FILE}: ${kind}\nWho approves the notebook approves its record: vet it again.\n`;
}

function answersOf(settings: readonly string[]): EntryAnswers {
  return Object.fromEntries(settings.map((setting) => {
    const at = setting.indexOf("=");
    if (at > 0) return [setting.slice(0, at), setting.slice(at + 1)];
    throw new WorkspaceError({
      what: "A field has no value",
      where: "decide",
      mend: 'Write field=value, for example fit=fits "experience=Ouders herkennen het."',
    });
  }));
}

function askMissing(kind: EntryKind, given: EntryAnswers): EntryAnswers {
  if (!Deno.stdin.isTerminal()) return given;
  const answers: Record<string, string> = { ...given };
  for (const { name, ask, options } of ENTRY_FIELDS[kind]) {
    if (Object.hasOwn(answers, name)) continue;
    const choices = options === undefined ? "" : ` [${options.join(" / ")}]`;
    answers[name] = prompt(`${ask.nl}${choices}`) ?? "";
  }
  return answers;
}

async function readForms({ folder, rest }: Desk): Promise<string> {
  if (rest.length === 0) {
    throw new WorkspaceError({
      what: "No form is named",
      where: "read-form",
      mend: "Write read-form FILE …",
    });
  }
  let record = await load(folder);
  const lines: string[] = [];
  for (const file of rest) {
    const content = await readForm(await Deno.readTextFile(file), record);
    record = addToRecord(record, content);
    const { duiding, ideas, decisions, feedback } = content;
    lines.push(
      `${file}: ${duiding.length} duiding, ${ideas.length} ideas, ${decisions.length} decisions, ${feedback.length} feedback`,
    );
  }
  await save(folder, record, "old");
  return `${lines.join("\n")}\nWho approves the notebook approves its record: vet it again.\n`;
}

if (import.meta.main) {
  const [folder = "", action = "", ...rest] = Deno.args;
  try {
    const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
    if (run === undefined) {
      throw new WorkspaceError({
        what: "It is not said what to do with the record",
        mend: `Write NAME and one of ${Object.keys(ACTIONS).join(", ")}`,
      });
    }
    await Deno.stdout.write(new TextEncoder().encode(await run({ folder, rest })));
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    await Deno.stderr.write(new TextEncoder().encode(`error: ${error.message}\n`));
    Deno.exitCode = 1;
  }
}
