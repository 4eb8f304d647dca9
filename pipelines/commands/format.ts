/**
 * `format`: writes notebooks in canonical form: no outputs, no counts, slug ids.
 *
 * @module
 */
import { layoutOf } from "../layout.ts";
import { canonicalNotebook } from "../notebook/canonical.ts";
import { readNotebook } from "../notebook/read.ts";
import { writeNotebook } from "../notebook/write.ts";
import { relative, resolve } from "../paths.ts";
import { writeFileAtomic } from "../run/atomic_write.ts";
import { findNotebooks } from "../run/project_notebook.ts";
import type { Command } from "./command.ts";

/** The command. */
export const command: Command = {
  name: "format",
  summary:
    "Writes notebooks in canonical form: no outputs, no counts, slug ids. All notebooks of the project when none is named.",
  operands: "[FILE.ipynb …]",
  options: [{
    name: "check",
    value: "none",
    help: "Write nothing; exit code 1 when a notebook is not canonical",
  }],
  run: async (input) => {
    const layout = layoutOf();
    const files = input.positionals.length > 0
      ? input.positionals.map((file) => resolve(file))
      : await findNotebooks(layout);
    let changed = 0;
    for (const file of files) {
      const name = relative(layout.projectDir, file);
      const before = await Deno.readTextFile(file);
      const after = writeNotebook(canonicalNotebook(readNotebook(before, { file: name })));
      if (after === before) continue;
      changed++;
      if (!input.has("check")) await writeFileAtomic(file, after);
      console.log(`${input.has("check") ? "not canonical" : "formatted"}: ${name}`);
    }
    return input.has("check") && changed > 0 ? 1 : 0;
  },
};
