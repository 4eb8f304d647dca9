/**
 * What the briefings of an earlier edition can be compared by.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { sha256Hex } from "../../lib/core/hash.ts";
import { join } from "../paths.ts";
import { type BriefingSnapshot, readSnapshot } from "../render/snapshot.ts";
import { type EarlierEdition, SNAPSHOT_NAME } from "./earlier_editions.ts";

/**
 * Reads what the briefings of an earlier edition can be compared by.
 *
 * @param edition The edition.
 * @returns Snapshots by name of the briefing; empty for an edition from before there were any.
 * @throws {WorkspaceError} When a file is not what was published.
 */
export async function readSnapshots(
  edition: EarlierEdition,
): Promise<ReadonlyMap<string, BriefingSnapshot>> {
  const found = new Map<string, BriefingSnapshot>();
  for (const [name, sha256] of Object.entries(edition.snapshots)) {
    const path = join(edition.editionDir, name, SNAPSHOT_NAME);
    const text = await Deno.readTextFile(path).catch(() => "");
    if (sha256Hex(text) !== sha256) {
      throw new WorkspaceError({
        what: "The earlier edition is not as it was published, so nothing can be compared with it",
        where: path,
        mend: "Publish that edition again, or move it out of reports/output",
      });
    }
    found.set(name, readSnapshot(text, path));
  }
  return found;
}
