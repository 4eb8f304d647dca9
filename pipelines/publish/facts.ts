/**
 * What the surroundings of a run are: commit, lock file, versions, inputs, accesses.
 *
 * @module
 */
import { isAbsolute, join, relative } from "node:path";
import { sha256Hex } from "../../lib/core/hash.ts";
import type { AccessRecord } from "../kernel/types.ts";
import type { AccessCount, CommitFact, DeniedAccess, RunContent, RunInput } from "./run_record.ts";

/**
 * Reads which commit the project is at and whether files differ from it.
 *
 * Without git on the machine the commit is read from the repository's own files and the state is `unknown`.
 *
 * @param projectDir Root of the project.
 * @returns The commit; null outside a repository.
 */
export async function readCommit(projectDir: string): Promise<CommitFact> {
  const head = await git(projectDir, ["rev-parse", "HEAD"]);
  if (head === null) return { hash: await readHead(join(projectDir, ".git")), state: "unknown" };
  const status = await git(projectDir, ["status", "--porcelain", "--untracked-files=normal", "--", "."]);
  return { hash: head.trim(), state: status === null ? "unknown" : status.trim() === "" ? "clean" : "dirty" };
}

async function git(projectDir: string, args: readonly string[]): Promise<string | null> {
  try {
    const env = { GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };
    const { code, stdout } = await new Deno.Command("git", {
      args: ["-C", projectDir, ...args],
      stderr: "null",
      env,
    }).output();
    return code === 0 ? new TextDecoder().decode(stdout) : null;
  } catch {
    return null;
  }
}

async function readHead(gitDir: string): Promise<string | null> {
  const head = await readOrNull(join(gitDir, "HEAD"));
  const name = head === null ? null : /^ref: (.+)$/m.exec(head)?.[1] ?? null;
  if (head === null) return null;
  if (name === null) return /^[0-9a-f]{40,64}$/.exec(head.trim())?.[0] ?? null;
  const loose = await readOrNull(join(gitDir, name));
  if (loose !== null) return loose.trim();
  const packed = await readOrNull(join(gitDir, "packed-refs")) ?? "";
  const line = packed.split("\n").find((one) => one.endsWith(` ${name}`));
  return line?.split(" ")[0] ?? null;
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch {
    return null;
  }
}

/** Versions of Deno, V8 and TypeScript, and the platform. */
export function describeRuntime(): Pick<RunContent, "versions" | "platform"> {
  return {
    versions: { deno: Deno.version.deno, v8: Deno.version.v8, typescript: Deno.version.typescript },
    platform: { os: Deno.build.os, arch: Deno.build.arch },
  };
}

/**
 * Hashes a file that a run read.
 *
 * @param path Absolute path.
 * @param role What it was to the run.
 * @param projectDir Root of the project; paths in it are recorded relative to it.
 * @returns The entry for the record.
 */
export async function describeInput(
  path: string,
  role: RunInput["role"],
  projectDir: string,
): Promise<RunInput> {
  const bytes = await Deno.readFile(path);
  const inside = relative(projectDir, path);
  const shown = inside.startsWith("..") || isAbsolute(inside) ? path : inside;
  return { path: shown, bytes: bytes.length, sha256: sha256Hex(bytes), role };
}

/**
 * Sums the trace of a kernel: counts per kind, and each different refusal.
 *
 * @param trace The accesses in the order in which they were asked.
 * @returns Both lists, sorted.
 */
export function summariseAccesses(
  trace: readonly AccessRecord[],
): { readonly accesses: readonly AccessCount[]; readonly denied: readonly DeniedAccess[] } {
  const counts = new Map<string, AccessCount>();
  const refusals = new Map<string, DeniedAccess>();
  for (const { permission, rule, result, value, cellId } of trace) {
    const key = JSON.stringify([permission, rule, result]);
    counts.set(key, { permission, rule, result, count: (counts.get(key)?.count ?? 0) + 1 });
    if (result === "deny") {
      refusals.set(JSON.stringify([cellId, permission, value]), { permission, value, cellId });
    }
  }
  const sorted = <T>(map: ReadonlyMap<string, T>): readonly T[] =>
    [...map.entries()].sort(([a], [b]) => a < b ? -1 : 1).map(([, value]) => value);
  return { accesses: sorted(counts), denied: sorted(refusals) };
}
