/**
 * `check`: conventions and types of notebooks, without running them.
 *
 * @module
 */
import { layoutOf, type ProjectLayout } from "../layout.ts";
import { checkConventions } from "../notebook/conventions.ts";
import { readNotebookFile } from "../notebook/notebook_file.ts";
import { readNotebook } from "../notebook/read.ts";
import { type CheckInput, typeCheckNotebooks } from "../notebook/typecheck.ts";
import { conventionLine, typeLine } from "../notebook/vetting/mod.ts";
import { dirname, relative, resolve } from "../paths.ts";
import { findNotebooks } from "../run/project_notebook.ts";
import type { Command } from "./command.ts";

/** The command. */
export const command: Command = {
  name: "check",
  summary:
    "Checks conventions and types of notebooks without running them. All notebooks of the project when none is named.",
  operands: "[FILE.ipynb …]",
  options: [
    { name: "draft", value: "none", help: "Only what cannot run is an error: exploring is free" },
  ],
  run: async (input) => {
    const layout = layoutOf();
    const files = input.positionals.length > 0
      ? input.positionals.map((file) => resolve(file))
      : await findNotebooks(layout);
    const inputs = await Promise.all(files.map((file) => readInput(file, layout)));
    const stage = input.has("draft") ? "draft" as const : "vet" as const;
    const conventions = inputs.flatMap(({ name, notebook }) =>
      checkConventions(notebook, { stage }).map((problem) => ({
        isError: problem.severity === "error",
        line: conventionLine(name, problem),
      }))
    );
    const types = (await typeCheckNotebooks(inputs, { projectDir: layout.projectDir }))
      .map((problem) => ({ isError: true, line: typeLine(problem.notebook, problem) }));
    const found = [...conventions, ...types];
    for (const { line } of found) console.log(line);
    const errors = found.filter(({ isError }) => isError).length;
    console.log(
      `${inputs.length} ${inputs.length === 1 ? "notebook" : "notebooks"} checked: ${errors} errors, ${
        found.length - errors
      } warnings`,
    );
    return errors > 0 ? 1 : 0;
  },
};

async function readInput(file: string, layout: ProjectLayout): Promise<CheckInput> {
  const name = relative(layout.projectDir, file);
  return {
    name,
    notebook: readNotebook(await readNotebookFile(file), { file: name }),
    notebookDir: dirname(file),
  };
}
