/**
 * `format`: writes notebooks in canonical form: no outputs, no counts, slug ids.
 *
 * @module
 */
import { layoutOf } from "../layout.ts";
import { formatNotebooks } from "../notebook/format.ts";
import { readNotebookFile } from "../notebook/notebook_file.ts";
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
    "Writes notebooks in canonical form: no outputs, no counts, slug ids, code laid out. All notebooks of the project when none is named.",
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
    const contents = await Promise.all(files.map((file) => readNotebookFile(file)));
    const names = files.map((file) => relative(layout.projectDir, file));
    const formatted = await formatNotebooks(
      contents.map((bytes, i) => readNotebook(bytes, { file: names[i]! })),
    );
    let changed = 0;
    for (const [i, notebook] of formatted.entries()) {
      const after = writeNotebook(notebook);
      if (after === new TextDecoder("utf-8", { ignoreBOM: true }).decode(contents[i])) continue;
      changed++;
      if (!input.has("check")) await writeFileAtomic(files[i]!, after);
      console.log(`${input.has("check") ? "not canonical" : "formatted"}: ${names[i]}`);
    }
    return input.has("check") && changed > 0 ? 1 : 0;
  },
};
