/**
 * The kernel's self-test, once for each runtime of a machine.
 *
 * @module
 */
import { canonicalJson } from "../../lib/core/hash.ts";
import { selfTestKernel } from "../kernel/self_test.ts";
import type { ProjectLayout } from "../layout.ts";
import { join } from "../paths.ts";
import { writeFileAtomic } from "./atomic_write.ts";

/**
 * Makes sure that the kernel reports errors, keeps order and delivers results, before anything is published from it.
 *
 * The test runs again when the executable changes: version, path, size or time.
 *
 * @param layout The project.
 * @throws {WorkspaceError} When the kernel fails the test.
 */
export async function ensureSelfTested(layout: ProjectLayout): Promise<void> {
  const file = join(layout.stateDir, "self-test.json");
  const mark = await runtimeMark();
  const known = await Deno.readTextFile(file).catch(() => "");
  if (known === mark) return;
  await selfTestKernel({ projectDir: layout.projectDir });
  await writeFileAtomic(file, mark);
}

async function runtimeMark(): Promise<string> {
  const path = Deno.execPath();
  const { size, mtime } = await Deno.stat(path);
  return canonicalJson({ version: Deno.version.deno, path, size, mtimeMs: mtime?.getTime() ?? 0 });
}
