/**
 * `new-region`: another region, with its own areas and files; the notebooks stay as they are.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { layoutOf } from "../layout.ts";
import { resolve } from "../paths.ts";
import type { Command } from "./command.ts";

/** Names of regions are slugs. */
const NAME_REGEXP = /^[a-z][a-z0-9-]{1,40}$/;

/** The command. */
export const command: Command = {
  name: "new-region",
  summary:
    "Begins a region: writes FOLDER/region.json with areas to replace, says which data files are there, and with --activate " +
    "lets the workspace read that folder.",
  operands: "NAME",
  options: [
    { name: "root", value: "one", placeholder: "FOLDER", help: "Where the files of the region lie" },
    { name: "activate", value: "none", help: "Read this region from now on" },
  ],
  run: async (input) => {
    const [name] = input.positionals;
    const root = input.one("root");
    if (name === undefined || !NAME_REGEXP.test(name) || root === null) {
      throw new WorkspaceError({
        what: "A region needs a name of lower-case letters, digits and hyphens, and a folder",
        mend: "Write for example deno task new-region duinrand --root /data/duinrand",
      });
    }
    const layout = layoutOf();
    const { code } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", "-q", layout.regionScript, layout.projectDir, name, resolve(root)],
        ...(input.has("activate") ? ["activate"] : []),
      ],
      cwd: layout.projectDir,
      stdout: "inherit",
      stderr: "inherit",
    }).output();
    return code;
  },
};
