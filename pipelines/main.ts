/**
 * The command line of the workspace. `deno.json` gives each command a task of the same name.
 *
 * @module
 */
import { type Command, helpOf, readInput } from "./commands/command.ts";
import { WorkspaceError } from "../lib/core/errors.ts";

/** Commands are loaded when they are called: an unchanged edition is found in less time than a renderer loads. */
const COMMANDS: Readonly<
  Record<string, { readonly summary: string; readonly load: () => Promise<{ readonly command: Command }> }>
> = {
  briefings: {
    summary: "Run the vetted notebooks and publish an edition",
    load: () => import("./commands/briefings.ts"),
  },
  draft: {
    summary: "Run any notebook and render it as a concept",
    load: () => import("./commands/draft.ts"),
  },
  vet: {
    summary: "Review and approve a notebook, or revoke an approval",
    load: () => import("./commands/vet.ts"),
  },
  check: {
    summary: "Check conventions and types of notebooks without running them",
    load: () => import("./commands/check.ts"),
  },
  lab: { summary: "Open JupyterLab with the Deno kernel", load: () => import("./commands/lab.ts") },
  preview: {
    summary: "Serve a draft and reload it when something changes",
    load: () => import("./commands/preview.ts"),
  },
  schedule: { summary: "Make editions on a schedule", load: () => import("./commands/schedule.ts") },
  "new-pilot": {
    summary: "Start a pilot from the template",
    load: () => import("./commands/new_pilot.ts"),
  },
  "new-region": {
    summary: "Begin another region, with its own areas and files",
    load: () => import("./commands/new_region.ts"),
  },
  pilot: {
    summary: "Show a pilot's record, or enter what a session decided",
    load: () => import("./commands/pilot.ts"),
  },
  format: {
    summary: "Write notebooks in canonical form",
    load: () => import("./commands/format.ts"),
  },
  view: { summary: "Print a notebook as reviewers see it", load: () => import("./commands/view.ts") },
  clean: { summary: "Remove what can be made again", load: () => import("./commands/clean.ts") },
  doctor: {
    summary: "Tell whether this machine can do the work",
    load: () => import("./commands/doctor.ts"),
  },
};

async function main(args: readonly string[]): Promise<number> {
  const [name = "", ...rest] = args;
  const entry = COMMANDS[name];
  if (!entry) {
    const list = Object.entries(COMMANDS).map(([key, { summary }]) => `  ${key.padEnd(12)} ${summary}`);
    console.log(
      ["deno task COMMAND [options]", "", ...list, "", "deno task COMMAND --help tells more.", ""].join("\n"),
    );
    return name === "" || name === "--help" ? 0 : 2;
  }
  const { command } = await entry.load();
  if (rest.includes("--help") || rest.includes("-h")) {
    console.log(helpOf(command));
    return 0;
  }
  return await command.run(readInput(command, rest));
}

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    console.error(`error: ${error.message}`);
    Deno.exit(2);
  }
}
