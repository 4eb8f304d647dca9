/**
 * Writes the synthetic region to disk once; later calls find it there.
 *
 * @module
 */
import { buildPlan, ensureFolder, type RegionPlan } from "./region_files.ts";
import { INHABITANTS, type RegionSize, type SyntheticManifest, type SyntheticSize } from "./manifest.ts";
import { ensureShards } from "./shards.ts";
import type { Region } from "./region.ts";

function planOf(size: RegionSize): RegionPlan {
  return { seed: `synthetic/${size}`, inhabitants: INHABITANTS[size], shard: 0 };
}

/**
 * Builds the region in memory.
 *
 * @param size The size.
 * @returns The region; the same size gives the same region everywhere.
 */
export function buildRegion(size: RegionSize): Region {
  return buildPlan(planOf(size));
}

/**
 * Makes sure that the files of a size are on disk, and gives the manifest.
 *
 * Files are written to a folder beside the final one, which is then renamed: nobody sees half a region. `national` is
 * written shard by shard, as {@linkcode ensureShards} does. Same size and version, same bytes.
 *
 * @param options `size`, and `directory` in which the folder of the size stands.
 * @returns The manifest.
 * @throws {WorkspaceError} When the folder cannot be written.
 */
export async function ensureSynthetic(
  options: { readonly size: SyntheticSize; readonly directory: string },
): Promise<SyntheticManifest> {
  const folder = `${options.directory}/${options.size}`;
  if (options.size === "national") return await ensureShards(folder);
  return await ensureFolder(folder, options.size, planOf(options.size));
}
