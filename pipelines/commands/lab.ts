/**
 * `lab`: JupyterLab on the project's notebooks.
 *
 * @module
 */
import { requireDenoVersion } from "../kernel/self_test.ts";
import { labCommand } from "../lab/lab_command.ts";
import { layoutOf } from "../layout.ts";
import type { Command } from "./command.ts";

/** The command. */
export const command: Command = {
  name: "lab",
  summary:
    "Opens JupyterLab with the Deno kernel in notebooks/. What it writes stays in the project; nothing is installed for the user.",
  operands: "",
  options: [
    { name: "browser", value: "none", help: "Open the page in a browser" },
  ],
  run: (input) => {
    requireDenoVersion();
    const layout = layoutOf();
    return labCommand({
      notebooksDir: layout.notebooksDir,
      stateDir: layout.stateDir,
      browser: input.has("browser") ? "open" : "no",
    });
  },
};
