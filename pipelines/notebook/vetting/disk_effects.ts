/**
 * Vetting on a real disk and terminal.
 *
 * @module
 */
import { dirnameOf, typeCheckIn } from "./_disk.ts";
import type { KeyFileEffects } from "./key_file.ts";
import type { VetEffects } from "./vet.ts";

/** Where the project lies, and how to talk to the person. */
export interface DiskEffectsOptions {
  /** Root of the project. Absolute. */
  readonly projectDir: string;
  /** Folder of the notebooks. Absolute. */
  readonly notebooksDir: string;
  /** Asks the person; null when nobody is there. Default: the terminal, when there is one. */
  readonly ask?: (question: string) => Promise<string | null>;
  /** Shows a line. */
  readonly print: (line: string) => void;
}

/**
 * Makes the effects of vetting on disk. Files are written beside their place first and then renamed, so that a crash
 * leaves each file whole.
 *
 * @param options Where the project lies, and how to talk.
 * @returns The effects.
 */
export function vetDiskEffects(options: DiskEffectsOptions): VetEffects {
  const { projectDir, notebooksDir, print } = options;
  const ask = options.ask ??
    ((question) => Promise.resolve(Deno.stdin.isTerminal() ? prompt(question) : null));
  return {
    readText: (path) => readTextOrNull(`${notebooksDir}/${path}`),
    async writeTexts(files) {
      for (const [path, text] of files) await Deno.writeTextFile(`${notebooksDir}/${path}.new`, text);
      for (const path of files.keys()) {
        await Deno.rename(`${notebooksDir}/${path}.new`, `${notebooksDir}/${path}`);
      }
    },
    ask,
    print,
    typeCheck: (notebook, path) => typeCheckIn(notebook, path, { projectDir, notebooksDir }),
  };
}

/**
 * Makes the effects of key files on disk.
 *
 * @returns The effects.
 */
export function keyFileDiskEffects(): KeyFileEffects {
  return {
    readText: readTextOrNull,
    async writePrivate(path, text) {
      await Deno.mkdir(dirnameOf(path), { recursive: true, mode: 0o700 });
      await Deno.writeTextFile(path, text, { createNew: true, mode: 0o600 });
    },
    async mode(path) {
      return (await Deno.stat(path)).mode;
    },
    realPath: realPathOfNew,
  };
}

async function readTextOrNull(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** Resolves links in the part of a path that exists. */
async function realPathOfNew(path: string): Promise<string> {
  const absolute = path.startsWith("/") ? path : `${Deno.cwd()}/${path}`;
  try {
    return await Deno.realPath(absolute);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    const parent = dirnameOf(absolute);
    return parent === absolute ? absolute : `${await realPathOfNew(parent)}/${absolute.split("/").at(-1)}`;
  }
}
