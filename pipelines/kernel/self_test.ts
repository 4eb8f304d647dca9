/**
 * Whether this Deno is the one that the project was measured with, and whether its kernel does what all rests on.
 *
 * Deno 2.8.2 and 2.8.3 answer `ok` for a cell that throws: a pipeline on them would publish half a report as whole.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { startKernel } from "./client.ts";
import type { CellResult, Kernel } from "./types.ts";

/** The one version that the kernel client is made for. */
export const REQUIRED_DENO_VERSION = "2.9.6";

/** A Deno that cannot be relied on here. */
export class DenoVersionError extends WorkspaceError {
  /** The class of the failure. */
  override readonly name = "DenoVersionError";
}

/**
 * Refuses any Deno but the pinned one.
 *
 * @param found The version that runs. Default: this process's.
 * @throws {DenoVersionError} When it is another one; the message says how to get the right one.
 *
 * @example Another version is refused
 * ```ts
 * import { requireDenoVersion } from "./self_test.ts";
 * import assert from "node:assert/strict";
 *
 * assert.throws(() => requireDenoVersion("2.8.3"), /2\.9\.6/);
 * ```
 */
export function requireDenoVersion(found: string = Deno.version.deno): void {
  if (found === REQUIRED_DENO_VERSION) return;
  throw new DenoVersionError({
    what: `Deno ${found} runs this, but the kernel client was measured with ${REQUIRED_DENO_VERSION} only`,
    mend: `Run it as \`npx -y deno@${REQUIRED_DENO_VERSION} task …\``,
  });
}

/**
 * Runs three cells in a fresh kernel: an error has to be reported, order has to hold, a result has to arrive.
 *
 * @param options Root of the project.
 * @throws {WorkspaceError} When the kernel fails one of them.
 */
export async function selfTestKernel(options: { readonly projectDir: string }): Promise<void> {
  requireDenoVersion();
  const scratchDir = await Deno.makeTempDir({ prefix: "smart-start-self-test-" });
  const sandbox = { read: [], scratchDir, net: [] };
  try {
    const kernel = await startKernel({ projectDir: options.projectDir, cwd: scratchDir, sandbox });
    try {
      await examine(kernel);
    } finally {
      await kernel.close();
    }
  } finally {
    await Deno.remove(scratchDir, { recursive: true });
  }
}

async function examine(kernel: Kernel): Promise<void> {
  const run = (cellId: string, code: string) => kernel.execute({ cellId, code, timeoutMs: 30_000 });
  const thrown = await run("throws", `throw new RangeError("self-test");`);
  demand(
    thrown.status === "error" && thrown.failure?.ename === "RangeError",
    "reports an error of a cell",
    thrown,
  );
  const printed = await run("prints", `for (let i = 0; i < 50; i++) console.log(i);`);
  const [stream] = printed.outputs;
  const expected = Array.from({ length: 50 }, (_, i) => `${i}\n`).join("");
  demand(stream?.output_type === "stream" && stream.text === expected, "keeps the order of outputs", printed);
  const valued = await run("gives", `6 * 7`);
  const [result] = valued.outputs;
  demand(
    result?.output_type === "execute_result" && result.data["text/plain"] === "42",
    "gives the value of the last expression",
    valued,
  );
}

function demand(holds: boolean, what: string, result: CellResult): void {
  if (holds) return;
  throw new WorkspaceError({
    what: `The kernel failed its self-test: it does not show that it ${what}`,
    where: `status ${result.status}, ${result.outputs.length} outputs`,
    mend: `Use Deno ${REQUIRED_DENO_VERSION} as it was published`,
  });
}
