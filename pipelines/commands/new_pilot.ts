/**
 * `new-pilot`: a folder with a notebook that runs and a record with a place for each thing, to start from.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { layoutOf } from "../layout.ts";
import { join } from "../paths.ts";
import type { Command } from "./command.ts";
import { runPilotProgram } from "./pilot.ts";

/** Names of pilots are names of folders and addresses in the site. */
const NAME_REGEXP = /^[a-z][a-z0-9-]{1,40}$/;

/** The command. */
export const command: Command = {
  name: "new-pilot",
  summary:
    "Makes notebooks/NAME/NAME.ipynb from the template, a notebook that runs, and its record pilot.json.",
  operands: "NAME",
  options: [],
  run: async (input) => {
    const [name] = input.positionals;
    if (name === undefined || !NAME_REGEXP.test(name)) {
      throw new WorkspaceError({
        what: "The name of a pilot is lower-case letters, digits and hyphens",
        mend: "Write for example deno task new-pilot taal-goirle",
      });
    }
    const layout = layoutOf();
    const folder = join(layout.notebooksDir, name);
    const file = join(folder, `${name}.ipynb`);
    const text = await Deno.readTextFile(join(layout.notebooksDir, "_template", "pilot.ipynb"));
    await Deno.mkdir(folder, { recursive: true });
    try {
      await Deno.writeTextFile(file, text, { createNew: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      throw new WorkspaceError({
        what: "The pilot has a notebook already",
        where: file,
        mend: "Choose another name",
      });
    }
    const code = await runPilotProgram(layout, [folder, "start"]);
    if (code === 0) console.log([`Made ${file}`, ...nextSteps(name)].join("\n"));
    return code;
  },
};

/** From the template to a page in an edition. */
function nextSteps(name: string): readonly string[] {
  return [
    "",
    "What to do next:",
    `  1  deno task preview ${name}       the page, while you write; it runs as it is`,
    `  2  fill in notebooks/${name}/pilot.json; deno task pilot ${name} check says what is wrong with it`,
    `  3  deno task check notebooks/${name}/${name}.ipynb       what still has to be written, in words`,
    `  4  deno task vet notebooks/${name}/${name}.ipynb       somebody whose key is listed approves it`,
    `  5  deno task briefings       it is in the edition`,
  ];
}
