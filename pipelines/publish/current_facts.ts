/**
 * What the current edition notes for the one after it, so that files that were set back are noticed.
 *
 * @module
 */
import { join } from "node:path";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { MANIFEST_NAME, parseManifest } from "./edition_manifest.ts";

/** The seal of the list of vetting keys, by its root. */
export interface KeySeal {
  /** The id of the root key. */
  readonly root: string;
  /** How often the list or a record was changed. */
  readonly sequence: number;
}

/** What is noted. */
export interface CurrentFacts {
  /** How many editions the ledger of releases held; null when the edition holds no protected number. */
  readonly ledgerEntries: number | null;
  /** The seal under which its notebooks were vetted; null when none is noted. */
  readonly keySeal: KeySeal | null;
}

const NOTHING: CurrentFacts = { ledgerEntries: null, keySeal: null };

/**
 * Reads what the current edition notes. Its files are not compared with their hashes: `verifyEdition` does that.
 *
 * @param outputDir Folder of all editions.
 * @returns What is noted; all null when there is no edition, or its manifest cannot be read.
 */
export async function readCurrentFacts(outputDir: string): Promise<CurrentFacts> {
  const path = join(outputDir, "current", MANIFEST_NAME);
  let facts: unknown;
  try {
    facts = parseManifest(await Deno.readTextFile(path), path).facts;
  } catch (error) {
    if (error instanceof WorkspaceError || error instanceof Deno.errors.NotFound) return NOTHING;
    throw error;
  }
  if (facts === null || typeof facts !== "object") return NOTHING;
  const { ledgerEntries, keySeal } = facts as Readonly<Record<string, unknown>>;
  return {
    ledgerEntries: typeof ledgerEntries === "number" ? ledgerEntries : null,
    keySeal: isKeySeal(keySeal) ? keySeal : null,
  };
}

function isKeySeal(value: unknown): value is KeySeal {
  if (value === null || typeof value !== "object") return false;
  const { root, sequence } = value as Readonly<Record<string, unknown>>;
  return typeof root === "string" && typeof sequence === "number";
}
