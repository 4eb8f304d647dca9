/**
 * The `lab` command.
 *
 * @module
 */
import { type LabOptions, startLab } from "./lab.ts";

/**
 * Starts JupyterLab, shows its address and stays until it ends or the person presses Ctrl-C.
 *
 * @param options Where and how.
 * @returns The exit code.
 */
export async function labCommand(options: LabOptions): Promise<number> {
  const log = options.log ?? ((line: string) => console.log(line));
  const lab = await startLab({ ...options, log });
  let stopped = false;
  const stop = () => {
    stopped = true;
    void lab.close();
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(name, stop);
  log(`JupyterLab (${lab.launcher.kind}) is open at ${lab.url}`);
  log("Press Ctrl-C to end it");
  const code = await lab.ended;
  for (const name of ["SIGINT", "SIGTERM"] as const) Deno.removeSignalListener(name, stop);
  return stopped ? 0 : code;
}
