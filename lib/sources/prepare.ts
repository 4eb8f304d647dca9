/**
 * Makes datasets ready outside the sandbox, as a process of its own.
 *
 * Usage: `deno run -A lib/sources/prepare.ts --json cbs/gbapersoontab cbs/inhatab`. Prints
 * `[{datasetId, path, sha256, bytes}]`; without `--json` one line a file. Exit code 1 with the reason on standard
 * error when a dataset is unknown or cannot be made.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { defaultProjectDir, prepareDatasets } from "./locate.ts";

export { prepareDatasets, type PreparedFile } from "./locate.ts";

if (import.meta.main) {
  const ids = Deno.args.filter((argument) => argument !== "--json");
  try {
    const files = await prepareDatasets(ids, { projectDir: defaultProjectDir() });
    const text = Deno.args.includes("--json")
      ? JSON.stringify(files)
      : files.map((file) => `${file.sha256.slice(0, 12)} ${file.bytes} ${file.datasetId} ${file.path}`).join(
        "\n",
      );
    await Deno.stdout.write(new TextEncoder().encode(`${text}\n`));
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    await Deno.stderr.write(new TextEncoder().encode(`${error.message}\n`));
    Deno.exitCode = 1;
  }
}
