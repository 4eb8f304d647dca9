/**
 * Where the workspace runs: on synthetic data, or inside the CBS environment. One file on the machine decides, and
 * no notebook changes with it.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { isSyntheticSize, type SyntheticSize } from "./synthetic/manifest.ts";

/** The setting. */
export type Environment =
  | {
    /** Public synthetic data. */
    readonly kind: "synthetic";
    /** How large a region; `national` is the country around it. */
    readonly size: SyntheticSize;
    /** Of `national`, the one shard to read, from 0; all when absent. */
    readonly shard?: number;
  }
  | {
    /** Real files, inside the environment of their owner. */
    readonly kind: "files";
    /** The folder under which the files stand. */
    readonly root: string;
  };

/** The environment of a machine that has no setting. */
const DEFAULT_ENVIRONMENT: Environment = { kind: "synthetic", size: "small" };

/**
 * Gives the path of the setting.
 *
 * @param projectDir The folder of the workspace.
 * @returns The path of `environment.json`.
 */
export function environmentPath(projectDir: string): string {
  return `${projectDir}/.smart-start/environment.json`;
}

/**
 * Reads the setting.
 *
 * @param projectDir The folder of the workspace.
 * @returns The environment; the default when there is no setting.
 * @throws {WorkspaceError} When the setting is not understood.
 */
export async function readEnvironment(projectDir: string): Promise<Environment> {
  const path = environmentPath(projectDir);
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return DEFAULT_ENVIRONMENT;
    throw error;
  }
  const environment = parseEnvironment(text);
  if (environment) return environment;
  throw new WorkspaceError({
    what: "The setting of the environment is not understood",
    where: path,
    mend:
      'Write {"kind":"synthetic","size":"small"} (or tiny, region, national) or {"kind":"files","root":"/folder"}',
  });
}

/**
 * Reads the text of a setting.
 *
 * @param text The text of `environment.json`.
 * @returns The environment; null when it is not understood.
 */
export function parseEnvironment(text: string): Environment | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { kind, size, root, shard } = value as Readonly<Record<string, unknown>>;
  if (kind === "synthetic" && isSyntheticSize(size)) {
    if (shard === undefined) return { kind, size };
    const isNumber = typeof shard === "number" && Number.isInteger(shard) && shard >= 0;
    return isNumber && size === "national" ? { kind, size, shard } : null;
  }
  if (kind === "files" && typeof root === "string" && root.length > 0) return { kind, root };
  return null;
}
