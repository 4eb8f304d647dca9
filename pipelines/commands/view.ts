/**
 * `view`: the one text that stands for a notebook, for `git diff` and for reviewers.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { canonicalNotebook } from "../notebook/canonical.ts";
import { readNotebookFile } from "../notebook/notebook_file.ts";
import { readNotebook } from "../notebook/read.ts";
import { viewOf } from "../notebook/view.ts";
import { resolve } from "../paths.ts";
import type { Command } from "./command.ts";

/** The command. */
export const command: Command = {
  name: "view",
  summary: "Prints a notebook as percent-style TypeScript: what git diff shows and what a reviewer approves.",
  operands: "FILE.ipynb",
  options: [],
  run: async (input) => {
    const [file, ...more] = input.positionals;
    if (file === undefined || more.length > 0) {
      throw new WorkspaceError({ what: "view takes one notebook", mend: "Write deno task view FILE.ipynb" });
    }
    const notebook = canonicalNotebook(readNotebook(await readNotebookFile(resolve(file)), { file }));
    await Deno.stdout.write(new TextEncoder().encode(viewOf(notebook).text));
    return 0;
  },
};
