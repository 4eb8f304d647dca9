/**
 * Hashes of files, remembered by size, modification time and inode so that an unchanged tree costs a `stat` a file.
 *
 * @module
 */
import { sha256Hex } from "../../lib/core/hash.ts";
import { writeFileAtomic } from "./atomic_write.ts";

interface Remembered {
  readonly size: number;
  readonly mtimeMs: number;
  readonly inode: number;
  readonly sha256: string;
}

/**
 * Hashes files and remembers the result between runs.
 *
 * A remembered hash is used only if size, modification time and inode are the same and the file had been quiet for
 * two seconds when it was hashed: a file written twice within the clock's grain could otherwise go unnoticed.
 */
export class FileHasher {
  readonly #memory: Map<string, Remembered>;
  readonly #memoryFile: string | null;
  #dirty = false;

  private constructor(memory: Map<string, Remembered>, memoryFile: string | null) {
    this.#memory = memory;
    this.#memoryFile = memoryFile;
  }

  /**
   * Opens a hasher.
   *
   * @param memoryFile Where hashes are remembered; null to remember nothing. An unreadable memory is an empty one.
   * @returns The hasher.
   */
  static async open(memoryFile: string | null): Promise<FileHasher> {
    if (memoryFile === null) return new FileHasher(new Map(), null);
    try {
      const stored = JSON.parse(await Deno.readTextFile(memoryFile)) as Record<string, Remembered>;
      return new FileHasher(new Map(Object.entries(stored)), memoryFile);
    } catch {
      return new FileHasher(new Map(), memoryFile);
    }
  }

  /**
   * Hashes one file.
   *
   * @param path Absolute path.
   * @returns SHA-256 in hexadecimal; null when there is no such file.
   */
  async hash(path: string): Promise<string | null> {
    let info: Deno.FileInfo;
    try {
      info = await Deno.stat(path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return null;
      throw error;
    }
    if (!info.isFile) return null;
    const now = { size: info.size, mtimeMs: info.mtime?.getTime() ?? 0, inode: info.ino ?? 0 };
    const known = this.#memory.get(path);
    if (known && known.size === now.size && known.mtimeMs === now.mtimeMs && known.inode === now.inode) {
      return known.sha256;
    }
    const sha256 = sha256Hex(await Deno.readFile(path));
    if (Date.now() - now.mtimeMs > QUIET_MS) {
      this.#memory.set(path, { ...now, sha256 });
      this.#dirty = true;
    }
    return sha256;
  }

  /** Writes the memory if it changed. */
  async save(): Promise<void> {
    if (this.#memoryFile === null || !this.#dirty) return;
    const sorted = Object.fromEntries([...this.#memory].sort(([a], [b]) => (a < b ? -1 : 1)));
    await writeFileAtomic(this.#memoryFile, JSON.stringify(sorted));
    this.#dirty = false;
  }
}

/** File systems with a coarse clock give whole seconds; two cover every one in use. */
const QUIET_MS = 2_000;
