/**
 * Executed notebooks by content: nothing runs again unless something it depended on changed.
 *
 * An entry is found by a static key (view, parameters, lock file, Deno version, shape of the cache) and counts only
 * if every file that its run read still has the same bytes. Objects are stored under their own hash and checked
 * when read, so a damaged entry is noticed and redone.
 *
 * @module
 */
import { canonicalJson, sha256Hex } from "../../lib/core/hash.ts";
import { join } from "../paths.ts";
import { writeFileAtomic } from "./atomic_write.ts";
import { type Dependency, findChangedDependency } from "./dependencies.ts";
import type { FileHasher } from "./file_hash.ts";

/** Raise when the stored shape changes: old entries are then simply not found. */
const CACHE_VERSION = 3;

/** How many states of its files a notebook keeps, so that going back to an old state is a hit. */
const VARIANTS_KEPT = 5;

/** What decides, before anything runs, whether two runs could be the same. */
export interface StaticKeyParts {
  /** Path of the notebook in the project. */
  readonly notebook: string;
  /** SHA-256 of the notebook's view with its effective parameters. */
  readonly viewSha256: string;
  /** Effective parameters as canonical JSON. */
  readonly parameters: string;
  /** SHA-256 of the lock file. */
  readonly lockSha256: string;
  /** The exact Deno version. */
  readonly denoVersion: string;
}

/** One stored run. */
export interface CacheVariant {
  /** Every file that the run read. */
  readonly dependencies: readonly Dependency[];
  /** SHA-256 of the stored object. */
  readonly objectSha256: string;
}

/** The answer to a look-up. */
export type CacheAnswer<T> =
  | { readonly hit: true; readonly value: T; readonly objectSha256: string }
  | { readonly hit: false; readonly reason: string };

interface CacheEntry {
  readonly version: number;
  readonly key: StaticKeyParts;
  readonly variants: readonly CacheVariant[];
}

/** The store. */
export class RunCache {
  readonly #cacheDir: string;
  readonly #projectDir: string;
  readonly #hasher: FileHasher;

  /**
   * Opens the store; nothing is written before the first `put`.
   *
   * @param cacheDir Where entries and objects lie.
   * @param projectDir Root of the project, to which dependencies are relative.
   * @param hasher Hashes files.
   */
  constructor(cacheDir: string, projectDir: string, hasher: FileHasher) {
    this.#cacheDir = cacheDir;
    this.#projectDir = projectDir;
    this.#hasher = hasher;
  }

  /**
   * Looks for a stored run that still holds.
   *
   * @param key What is about to run.
   * @returns The stored value, or why there is none, in words for `--explain`.
   */
  async get<T>(key: StaticKeyParts): Promise<CacheAnswer<T>> {
    const entry = await this.#readEntry(key);
    if (entry === null) return { hit: false, reason: await this.#explainAbsence(key) };
    let reason = "no stored run";
    for (const variant of entry.variants) {
      const change = await findChangedDependency(variant.dependencies, this.#projectDir, this.#hasher);
      if (change !== null) {
        if (reason === "no stored run") reason = change;
        continue;
      }
      const value = await this.#readObject<T>(variant.objectSha256);
      if (value !== null) return { hit: true, value, objectSha256: variant.objectSha256 };
      reason = "the stored run is damaged";
    }
    return { hit: false, reason };
  }

  /**
   * Stores a run.
   *
   * @param key What ran.
   * @param dependencies Every file that it read.
   * @param value What to give back next time; JSON.
   * @returns SHA-256 of the stored object.
   */
  async put(key: StaticKeyParts, dependencies: readonly Dependency[], value: unknown): Promise<string> {
    const text = canonicalJson(value);
    const objectSha256 = sha256Hex(text);
    // A stored run holds what it handed over to the release check: exact sizes, for nobody else on the machine.
    await Deno.mkdir(this.#cacheDir, { recursive: true, mode: 0o700 });
    await writeFileAtomic(this.#objectFile(objectSha256), text);
    const before = await this.#readEntry(key);
    const variant: CacheVariant = { dependencies, objectSha256 };
    const others = (before?.variants ?? []).filter((old) =>
      canonicalJson(old.dependencies) !== canonicalJson(dependencies)
    );
    const entry: CacheEntry = {
      version: CACHE_VERSION,
      key,
      variants: [variant, ...others].slice(0, VARIANTS_KEPT),
    };
    await writeFileAtomic(this.#entryFile(key), canonicalJson(entry));
    await writeFileAtomic(this.#lastKeyFile(key.notebook), canonicalJson(key));
    return objectSha256;
  }

  async #readEntry(key: StaticKeyParts): Promise<CacheEntry | null> {
    const entry = await readJson<CacheEntry>(this.#entryFile(key));
    return entry !== null && entry.version === CACHE_VERSION && Array.isArray(entry.variants) ? entry : null;
  }

  async #readObject<T>(sha256: string): Promise<T | null> {
    try {
      const text = await Deno.readTextFile(this.#objectFile(sha256));
      return sha256Hex(text) === sha256 ? JSON.parse(text) as T : null;
    } catch {
      return null;
    }
  }

  /** Compares with the key of the notebook's last stored run, to say what is different. */
  async #explainAbsence(key: StaticKeyParts): Promise<string> {
    const last = await readJson<StaticKeyParts>(this.#lastKeyFile(key.notebook));
    if (last === null) return "first run";
    const changes = [
      last.viewSha256 !== key.viewSha256 ? "the notebook changed" : "",
      last.parameters !== key.parameters ? "the parameters changed" : "",
      last.lockSha256 !== key.lockSha256 ? "the lock file changed" : "",
      last.denoVersion !== key.denoVersion ? "the Deno version changed" : "",
    ].filter((text) => text !== "");
    return changes.length > 0 ? changes.join(", ") : "the stored run is gone or damaged";
  }

  #entryFile(key: StaticKeyParts): string {
    return join(this.#cacheDir, "entries", `${sha256Hex(canonicalJson(key))}.json`);
  }

  #objectFile(sha256: string): string {
    return join(this.#cacheDir, "objects", sha256.slice(0, 2), `${sha256}.json`);
  }

  #lastKeyFile(notebook: string): string {
    return join(this.#cacheDir, "last", `${sha256Hex(notebook)}.json`);
  }
}

async function readJson<T>(path: string): Promise<T | null> {
  try {
    return JSON.parse(await Deno.readTextFile(path)) as T;
  } catch {
    return null;
  }
}
