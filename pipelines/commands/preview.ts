/**
 * `preview`: a page that follows what is typed.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { requireDenoVersion } from "../kernel/self_test.ts";
import { layoutOf } from "../layout.ts";
import { dirname, join } from "../paths.ts";
import { servePreview } from "../preview/server.ts";
import { PreviewSession } from "../preview/session.ts";
import { watchQuietly } from "../preview/watch.ts";
import { readCommit } from "../publish/facts.ts";
import { FileHasher } from "../run/file_hash.ts";
import { findNotebooks, loadProjectNotebook } from "../run/project_notebook.ts";
import type { Command, CommandInput } from "./command.ts";

/** The command. */
export const command: Command = {
  name: "preview",
  summary:
    "Serves the briefing of one notebook as a concept, and reloads it when text, code, data or style changes.",
  operands: "[PILOT]",
  options: [
    {
      name: "port",
      value: "one",
      placeholder: "N",
      help: "The port on this machine; a free one when not given",
    },
    {
      name: "param",
      value: "many",
      placeholder: "K=V",
      help: "Set a parameter of the notebook; may be repeated",
    },
  ],
  run: async (input) => {
    requireDenoVersion();
    const layout = layoutOf();
    const file = await chooseNotebook(input);
    const hasher = await FileHasher.open(null);
    const today = new Date().toISOString().slice(0, 10);
    const edition = {
      editionId: "concept",
      generatedFor: today,
      commit: await readCommit(layout.projectDir),
      lockSha256: await hasher.hash(layout.lockFile) ?? "",
    };
    const session = new PreviewSession({ file, layout, hasher, edition, flags: input.many("param") });
    const server = servePreview({ port: input.wholeNumber("port", 0) ?? 0 });
    console.log(`Preview at ${server.url} (Ctrl-C ends it)`);
    const refresh = async (): Promise<void> => {
      const started = performance.now();
      const state = await session.refresh();
      server.show(state);
      console.log(
        `${state.failure === null ? state.work : `failed: ${state.failure}`} (${
          Math.round(performance.now() - started)
        } ms)`,
      );
    };
    const folders = [dirname(file), layout.templatesDir, join(layout.projectDir, "lib")];
    const watcher = watchQuietly(folders, refresh);
    Deno.addSignalListener("SIGINT", () => watcher.close());
    await refresh();
    await watcher.ended;
    await server.close();
    return 0;
  },
};

async function chooseNotebook(input: CommandInput): Promise<string> {
  const layout = layoutOf();
  const notebooks = await Promise.all(
    (await findNotebooks(layout)).map((file) => loadProjectNotebook(file, layout)),
  );
  const [asked] = input.positionals;
  const found = asked === undefined ? notebooks[0] : notebooks.find(({ name }) => name === asked);
  if (found !== undefined) return found.file;
  throw new WorkspaceError({
    what: asked === undefined ? "There is no notebook" : `There is no pilot ${asked}`,
    mend: `Choose from: ${notebooks.map(({ name }) => name).join(", ")}`,
  });
}
