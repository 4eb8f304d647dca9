/**
 * `clean`: removes what can be made again.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { layoutOf, type ProjectLayout } from "../layout.ts";
import { join } from "../paths.ts";
import { failedFolder } from "../publish/mod.ts";
import { realDataMark } from "../run/release_check.ts";
import type { Command, CommandInput } from "./command.ts";

/** Removes caches, data and scratch folders; editions only when asked. */
export const command: Command = {
  name: "clean",
  summary:
    "Removes caches, prepared data, drafts, scratch folders and the copies of failed runs. Which region is read stays; editions stay unless --editions is given, the ledger of releases unless --ledger is.",
  operands: "",
  options: [
    { name: "editions", value: "none", help: "Remove all published editions too" },
    {
      name: "ledger",
      value: "none",
      help: "Remove only the ledger of releases, the dossiers and the editions; for invented data",
    },
    { name: "data", value: "none", help: "Remove only prepared data" },
  ],
  run: async (input) => {
    const layout = layoutOf();
    for (const folder of await foldersOf(input, layout)) {
      const removed = await Deno.remove(folder, { recursive: true }).then(() => true, (error) => {
        if (error instanceof Deno.errors.NotFound) return false;
        throw error;
      });
      if (removed) console.log(`removed ${folder}`);
    }
    return 0;
  },
};

async function foldersOf(input: CommandInput, layout: ProjectLayout): Promise<readonly string[]> {
  if (input.has("ledger")) {
    await refuseRealLedger(layout);
    return [layout.dossiersDir, layout.outputDir];
  }
  if (input.has("data")) return [join(layout.stateDir, "data")];
  // What failed runs left was never checked for disclosure: it goes in any case.
  const output = input.has("editions") ? layout.outputDir : failedFolder(layout.outputDir);
  return [...await stateOf(layout), output];
}

/** What a person chose cannot be made again: which region is read, and when the schedule ran last. */
const KEPT: ReadonlySet<string> = new Set(["environment.json", "schedule"]);

async function stateOf(layout: ProjectLayout): Promise<readonly string[]> {
  try {
    const names = (await Array.fromAsync(Deno.readDir(layout.stateDir))).map(({ name }) => name);
    return names.filter((name) => !KEPT.has(name)).sort().map((name) => join(layout.stateDir, name));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Without the ledger nobody can tell what an edition may be subtracted from: of real people it is never removed here. */
async function refuseRealLedger(layout: ProjectLayout): Promise<void> {
  const real = await Deno.stat(realDataMark(layout)).then(() => true, () => false);
  if (!real) return;
  throw new WorkspaceError({
    what: "The ledger tells of releases from data that may be real",
    where: layout.dossiersDir,
    mend: "Keep it. Who is sure that it may go removes the folder by hand",
  });
}
