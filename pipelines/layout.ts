/**
 * Where things lie in a project. The one place that knows folder names.
 *
 * @module
 */
import { dirname, fromFileUrl, join, resolve } from "./paths.ts";

/** The folders and files of a project, absolute. */
export interface ProjectLayout {
  /** The root: `deno.json` lies there. */
  readonly projectDir: string;
  /** One folder a pilot. */
  readonly notebooksDir: string;
  /** Editions. */
  readonly outputDir: string;
  /** The ledger of what was ever released, and a dossier per edition: check-only material. Git-ignored, never removed. */
  readonly dossiersDir: string;
  /** Page layout and styles. */
  readonly templatesDir: string;
  /** Everything the project makes for itself and can make again: cache, data, tools. Git-ignored. */
  readonly stateDir: string;
  /** Executed notebooks by content. */
  readonly cacheDir: string;
  /** A fresh folder per run is made below this one. */
  readonly scratchRootDir: string;
  /** The lock file. */
  readonly lockFile: string;
  /** The program that judges whether the outputs of an edition may leave: the pipeline itself knows no rule. */
  readonly releaseScript: string;
  /** The script that makes declared datasets ready: the pipeline itself knows no data. */
  readonly prepareScript: string;
  /** The script that reads and changes pilot records: the pipeline itself knows no pilots. */
  readonly pilotScript: string;
  /** The script that begins another region. */
  readonly regionScript: string;
}

/** The root of the project that this file belongs to. */
function thisProjectDir(): string {
  return dirname(dirname(fromFileUrl(import.meta.url)));
}

/**
 * Gives the layout of a project.
 *
 * @param projectDir The root; this project's own by default.
 * @returns Absolute paths.
 */
export function layoutOf(projectDir: string = thisProjectDir()): ProjectLayout {
  const root = resolve(projectDir);
  const stateDir = join(root, ".smart-start");
  return {
    projectDir: root,
    notebooksDir: join(root, "notebooks"),
    outputDir: join(root, "reports", "output"),
    dossiersDir: join(root, "reports", "dossiers"),
    templatesDir: join(root, "reports", "templates"),
    stateDir,
    cacheDir: join(stateDir, "cache"),
    scratchRootDir: join(stateDir, "scratch"),
    lockFile: join(root, "deno.lock"),
    releaseScript: join(root, "tools", "release_edition.ts"),
    prepareScript: join(root, "lib", "sources", "prepare.ts"),
    pilotScript: join(root, "lib", "sources", "pilot.ts"),
    regionScript: join(root, "lib", "sources", "new_region.ts"),
  };
}
