/**
 * Editions that stand before the one being made: the archive lists them, and the last one is compared with.
 *
 * @module
 */
import type { Json } from "../../lib/core/hash.ts";
import { type ListedEdition, listEditions } from "../publish/recover.ts";

/** An earlier edition. */
export interface EarlierEdition {
  /** Its id. */
  readonly editionId: string;
  /** The day it is dated with, `yyyy-mm-dd`. */
  readonly date: string;
  /** The number of its briefings; null when it does not say. */
  readonly briefings: number | null;
  /** Its folder. */
  readonly editionDir: string;
  /** SHA-256 of what each briefing can be compared by, under the name of the briefing. */
  readonly snapshots: Readonly<Record<string, string>>;
}

/** Name of the file, in the folder of each briefing, that a later edition compares with. */
export const SNAPSHOT_NAME = "briefing.json";

/**
 * Lists the editions before one: earlier by date, and by id on the same day. An edition that is made again so finds
 * the same ones as the first time, whatever was published since.
 *
 * @param outputDir Folder of all editions; it may be missing.
 * @param edition The edition that is made.
 * @returns The editions, newest first.
 */
export async function earlierEditions(
  outputDir: string,
  edition: { readonly editionId: string; readonly generatedFor: string },
): Promise<readonly EarlierEdition[]> {
  const order = (date: string, id: string): string => `${date} ${id}`;
  const own = order(edition.generatedFor, edition.editionId);
  return (await listEditions(outputDir)).flatMap(earlierOf)
    .filter(({ date, editionId }) => order(date, editionId) < own)
    .sort((a, b) => (order(a.date, a.editionId) < order(b.date, b.editionId) ? 1 : -1));
}

function earlierOf(listed: ListedEdition): readonly EarlierEdition[] {
  const { editionId, editionDir, manifest, facts } = listed;
  const date = member(facts, "generatedFor");
  if (manifest === null || typeof date !== "string") return [];
  const briefings = member(facts, "briefings");
  const snapshots = manifest.files.flatMap(({ path, sha256 }) =>
    path.endsWith(`/${SNAPSHOT_NAME}`) ? [[path.slice(0, -SNAPSHOT_NAME.length - 1), sha256] as const] : []
  );
  return [{
    editionId,
    date,
    briefings: Array.isArray(briefings) ? briefings.length : null,
    editionDir,
    snapshots: Object.fromEntries(snapshots),
  }];
}

function member(facts: Json, name: string): Json | null {
  if (facts === null || typeof facts !== "object" || Array.isArray(facts)) return null;
  return (facts as { readonly [name: string]: Json })[name] ?? null;
}
