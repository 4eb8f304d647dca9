/**
 * Real kernels for tests, in the project itself, with a scratch folder of their own.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { type KernelEffects, startKernel } from "../../../pipelines/kernel/client.ts";
import type { CellResult, Kernel, KernelOptions } from "../../../pipelines/kernel/types.ts";

/** Root of the project. */
export const PROJECT_DIR: string = fileURLToPath(new URL("../../../", import.meta.url)).replace(/\/$/, "");

/** Runs something with a kernel, and ends it whatever happens. */
export async function withKernel(
  act: (kernel: Kernel, scratchDir: string) => Promise<void>,
  options: Partial<KernelOptions> = {},
  effects?: KernelEffects,
): Promise<void> {
  const scratchDir = await Deno.makeTempDir({ prefix: "kernel-test-" });
  try {
    const sandbox = { read: [], scratchDir, net: [] };
    const kernel = await startKernel(
      { projectDir: PROJECT_DIR, cwd: PROJECT_DIR, sandbox, ...options },
      effects,
    );
    try {
      await act(kernel, scratchDir);
    } finally {
      await kernel.close();
    }
  } finally {
    await Deno.remove(scratchDir, { recursive: true });
  }
}

/** Runs one cell. */
export function run(kernel: Kernel, code: string, timeoutMs = 20_000): Promise<CellResult> {
  return kernel.execute({ cellId: "cell", code, timeoutMs });
}

/** The text of all streams. */
export function streamText(result: CellResult): string {
  return result.outputs.map((output) => output.output_type === "stream" ? output.text : "").join("");
}

/** The text of the value of the last expression; null when none was shown. */
export function resultText(result: CellResult): unknown {
  for (const output of result.outputs) {
    if (output.output_type === "execute_result") return output.data["text/plain"];
  }
  return null;
}

/** Whether long forms of tests run. */
export const IS_LONG: boolean = Deno.env.get("SMART_START_LONG") === "1";
