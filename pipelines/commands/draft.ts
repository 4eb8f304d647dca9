/**
 * `draft`: runs any notebook and renders it as a concept.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { requireDenoVersion } from "../kernel/self_test.ts";
import { layoutOf } from "../layout.ts";
import { basename, join, resolve } from "../paths.ts";
import { makeDraft } from "../run/make_draft.ts";
import { processProgress } from "../run/progress.ts";
import { printable } from "../run/terminal_text.ts";
import { ANY_VALUE, type Command } from "./command.ts";

/** The command. */
export const command: Command = {
  name: "draft",
  summary:
    "Runs a notebook, of this project or not, and writes briefing.html, executed.ipynb and run.json. Never part of an edition.",
  operands: "FILE.ipynb",
  options: [
    {
      name: "out",
      value: "one",
      placeholder: "DIR",
      help: "Where the files go; .smart-start/drafts/NAME when not given",
    },
    {
      name: "param",
      value: "many",
      placeholder: "K=V",
      help: "Set a parameter of the notebook; may be repeated",
    },
    {
      name: "allow-net",
      value: "many-optional",
      placeholder: "HOST",
      help: "Let the notebook reach a host; all hosts when none is named. The page says so",
    },
    {
      name: "allow-read",
      value: "many",
      placeholder: "PATH",
      help: "Let the notebook read a file or folder. The page says so",
    },
    {
      name: "date",
      value: "one",
      placeholder: "YYYY-MM-DD",
      help: "The day on the page; today when not given",
    },
  ],
  run: async (input) => {
    requireDenoVersion();
    const [file, ...more] = input.positionals;
    if (file === undefined || more.length > 0) {
      throw new WorkspaceError({
        what: "draft takes one notebook",
        mend: "Write deno task draft FILE.ipynb",
      });
    }
    const layout = layoutOf();
    const hosts = input.many("allow-net");
    const progress = processProgress();
    try {
      const result = await makeDraft(
        {
          file: resolve(file),
          outDir: resolve(input.one("out") ?? join(layout.stateDir, "drafts", basename(file, ".ipynb"))),
          parameters: input.many("param"),
          net: hosts.includes(ANY_VALUE) ? "any" : hosts,
          read: input.many("allow-read").map((path) => resolve(path)),
          generatedFor: input.one("date") ?? new Date().toISOString().slice(0, 10),
        },
        layout,
        progress,
      );
      progress.close();
      console.log(
        result.failure === null ? `Concept written: ${result.page}` : [
          printable(`Failed: ${result.failure}`),
          ...result.refused.map(printable),
          `The copy up to there: ${result.page}`,
        ].join("\n"),
      );
      return result.failure === null ? 0 : 1;
    } finally {
      progress.close();
    }
  },
};
