/**
 * `pilot`: shows a pilot's record, checks it, and enters what a session decided.
 *
 * The pipeline knows no pilots: a program of the library reads and writes the record.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { layoutOf, type ProjectLayout } from "../layout.ts";
import { join, resolve } from "../paths.ts";
import type { Command } from "./command.ts";

/** Names of pilots are names of folders. */
const NAME_REGEXP = /^[a-z][a-z0-9-]{1,40}$/;

/** The command. */
export const command: Command = {
  name: "pilot",
  summary:
    "The record of a pilot. show: in words. check: is it sound. start: a new one. format: canonical form. decide KIND field=value …: enter a session, " +
    "question, duiding, answer, idea, standing, innovation, decision or status; what is missing is asked. read-form FILE …: " +
    "read forms that came back. Without NAME: check every pilot.",
  operands: "[NAME show|check|start|format|decide|read-form …]",
  options: [],
  run: async (input) => {
    const layout = layoutOf();
    const [name, action = "show", ...rest] = input.positionals;
    if (name === undefined) return await checkAll(layout);
    if (!NAME_REGEXP.test(name)) {
      throw new WorkspaceError({
        what: "There is no pilot of that name",
        mend: "Name a folder of notebooks/, for example deno task pilot heusden show",
      });
    }
    // Forms are named from where the person stands.
    const files = action === "read-form" ? rest.map((file) => resolve(file)) : rest;
    return await runPilotProgram(layout, [join(layout.notebooksDir, name), action, ...files]);
  },
};

async function checkAll(layout: ProjectLayout): Promise<number> {
  let worst = 0;
  for await (const entry of Deno.readDir(layout.notebooksDir)) {
    const folder = join(layout.notebooksDir, entry.name);
    if (!entry.isDirectory || /^[_.]/.test(entry.name) || !await hasRecord(folder)) continue;
    worst = Math.max(worst, await runPilotProgram(layout, [folder, "check"]));
  }
  return worst;
}

async function hasRecord(folder: string): Promise<boolean> {
  return await Deno.stat(join(folder, "pilot.json")).then(() => true, () => false);
}

/**
 * Runs the program that reads and changes records, on this terminal.
 *
 * @param layout The project.
 * @param args The folder of the pilot, the action, and what follows it.
 * @returns The exit code.
 */
export async function runPilotProgram(layout: ProjectLayout, args: readonly string[]): Promise<number> {
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", layout.pilotScript, ...args],
    cwd: layout.projectDir,
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  }).output();
  return code;
}
