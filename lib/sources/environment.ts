/**
 * Where the workspace runs: on synthetic data, or inside the CBS environment. One file on the machine decides, and
 * no notebook changes with it.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { SyntheticSize } from "./synthetic/ensure.ts";

/** The setting. */
export type Environment =
  | {
    /** Public synthetic data. */
    readonly kind: "synthetic";
    /** How large a region. */
    readonly size: SyntheticSize;
  }
  | {
    /** Real files, inside the environment of their owner. */
    readonly kind: "files";
    /** The folder under which the files stand. */
    readonly root: string;
  };

/** The environment of a machine that has no setting. */
export const DEFAULT_ENVIRONMENT: Environment = { kind: "synthetic", size: "small" };

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
    mend: 'Write {"kind":"synthetic","size":"small"} or {"kind":"files","root":"/folder"}',
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
  const { kind, size, root } = value as { kind?: unknown; size?: unknown; root?: unknown };
  if (kind === "synthetic" && (size === "tiny" || size === "small" || size === "region")) {
    return { kind, size };
  }
  if (kind === "files" && typeof root === "string" && root.length > 0) return { kind, root };
  return null;
}
