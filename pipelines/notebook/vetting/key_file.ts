/**
 * Private keys: one file each, outside the project, for its owner's eyes only.
 *
 * @module
 */
import { WorkspaceError } from "../../../lib/core/errors.ts";
import { isObject } from "../_check.ts";
import { keyIdOf, type KeyPairText } from "./signing.ts";

/** A private key with its id. */
export interface PrivateKey extends KeyPairText {
  /** The key's id. */
  readonly id: string;
}

/** What reading and writing of key files needs from outside. */
export interface KeyFileEffects {
  /** Reads a text file; null when there is none. */
  readText(path: string): Promise<string | null>;
  /** Writes a new file that only its owner may read, and the folders above it; fails when the file exists. */
  writePrivate(path: string, text: string): Promise<void>;
  /** Permission bits of a file; null where the system has none. */
  mode(path: string): Promise<number | null>;
  /** The path without links; the path itself when it does not exist. */
  realPath(path: string): Promise<string>;
}

// Group and others: a private key is readable by its owner alone, as ssh wants it.
const FORBIDDEN_BITS = 0o077;

/**
 * Gives the file in which a private key lies when no other is named.
 *
 * @example Below the configuration folder
 * ```ts
 * import { defaultKeyFile } from "./key_file.ts";
 * import assert from "node:assert/strict";
 *
 * const env = new Map([["HOME", "/home/voorbeeld"]]);
 * assert.equal(defaultKeyFile((name) => env.get(name)), "/home/voorbeeld/.config/smart-start/vetting.key.json");
 * ```
 *
 * @param env Gives an environment variable.
 * @param name The key's name. Default `vetting`.
 * @returns `$XDG_CONFIG_HOME/smart-start/<name>.key.json`, or the same below `~/.config`.
 * @throws {WorkspaceError} When the environment names no home.
 */
export function defaultKeyFile(env: (name: string) => string | undefined, name = "vetting"): string {
  const home = env("HOME") ?? env("USERPROFILE");
  const config = env("XDG_CONFIG_HOME") || (home === undefined ? undefined : `${home}/.config`);
  if (config !== undefined) return `${config}/smart-start/${name}.key.json`;
  throw new WorkspaceError({ what: "No home folder is known", mend: "Name the key's file with --key FILE" });
}

/**
 * Reads a private key.
 *
 * @param path The file.
 * @param effects How to read.
 * @param projectDir Root of the project, in which no private key may lie.
 * @returns The key.
 * @throws {WorkspaceError} When there is none, it lies in the project, others may read it, or it is no key.
 */
export async function readKeyFile(
  path: string,
  effects: KeyFileEffects,
  projectDir: string,
): Promise<PrivateKey> {
  await refuseInsideProject(path, effects, projectDir);
  const text = await effects.readText(path);
  if (text === null) {
    throw new WorkspaceError({
      what: "There is no private key",
      where: path,
      mend: "Make one with `deno task vet --new-key`, or name its file with --key FILE",
    });
  }
  const mode = await effects.mode(path);
  if (mode !== null && (mode & FORBIDDEN_BITS) !== 0) {
    throw new WorkspaceError({
      what: "Others may read the private key",
      where: path,
      mend: `Run \`chmod 600\` on it`,
    });
  }
  return parseKey(text, path);
}

/**
 * Writes a private key into a new file.
 *
 * @param path The file.
 * @param pair The key.
 * @param effects How to write.
 * @param projectDir Root of the project, in which no private key may lie.
 * @throws {WorkspaceError} When the path lies in the project or the file exists.
 */
export async function writeKeyFile(
  path: string,
  pair: KeyPairText,
  effects: KeyFileEffects,
  projectDir: string,
): Promise<void> {
  await refuseInsideProject(path, effects, projectDir);
  if (await effects.readText(path) !== null) {
    throw new WorkspaceError({
      what: "There is a key in that file already",
      where: path,
      mend: "Name another file with --key FILE; a key that is overwritten is lost",
    });
  }
  const content = { version: 1, id: keyIdOf(pair.publicKey), ...pair };
  await effects.writePrivate(path, `${JSON.stringify(content, null, 2)}\n`);
}

async function refuseInsideProject(path: string, effects: KeyFileEffects, projectDir: string): Promise<void> {
  const [file, project] = [await effects.realPath(path), await effects.realPath(projectDir)];
  if (file !== project && !file.startsWith(`${project}/`)) return;
  throw new WorkspaceError({
    what: "A private key may not lie in the project",
    where: path,
    mend: "Keep it in your own configuration folder: leave --key away, or name a file elsewhere",
  });
}

function parseKey(text: string, path: string): PrivateKey {
  try {
    const raw: unknown = JSON.parse(text);
    if (isObject(raw) && typeof raw["publicKey"] === "string" && typeof raw["privateKey"] === "string") {
      const { publicKey, privateKey } = raw as { readonly publicKey: string; readonly privateKey: string };
      return { id: keyIdOf(publicKey), publicKey, privateKey };
    }
  } catch {
    // Told below, without the content.
  }
  throw new WorkspaceError({ what: "The file holds no private key", where: path, mend: "Name another file" });
}
