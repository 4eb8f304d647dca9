/**
 * The fictional country as shards of about 400,000 persons, each in a folder of its own: partitioned Parquet of which
 * one shard at a time is in memory.
 *
 * Every shard has its own seed, its own areas and its own range of keys, so that nothing of two shards is ever the same.
 * Household, family and address never cross a border of shards: in this country nobody moves from one to another.
 *
 * @module
 */
import { AREA_SETS } from "./areas.ts";
import { ensureFolder, readManifest, type RegionPlan, writeManifest } from "./region_files.ts";
import { INHABITANTS, type ManifestFile, type SyntheticManifest } from "./manifest.ts";

/** How many shards the country has: as many as there are sets of areas. */
export const SHARDS: number = AREA_SETS;

/** How to cut the country. */
export interface ShardOptions {
  /** How many shards; all 45 when absent. */
  readonly count?: number;
  /** About how many persons a shard has; 17.9 million divided by 45 when absent. */
  readonly inhabitants?: number;
}

/**
 * Gives the folder of a shard.
 *
 * @example The eighth
 * ```ts
 * import { shardFolder } from "./shards.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(shardFolder(7), "shard-07");
 * ```
 *
 * @param shard The number, from 0.
 * @returns The name of the folder.
 */
export function shardFolder(shard: number): string {
  return `shard-${String(shard).padStart(2, "0")}`;
}

/**
 * Plans the shards: what each is built from.
 *
 * @example Each has its own seed
 * ```ts
 * import { planShards, SHARDS } from "./shards.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(new Set(planShards().map(({ seed }) => seed)).size, SHARDS);
 * ```
 *
 * @param options How many, and how large.
 * @returns The plans, by number.
 */
export function planShards(options: ShardOptions = {}): readonly RegionPlan[] {
  const inhabitants = options.inhabitants ?? Math.round(INHABITANTS.national / SHARDS);
  return Array.from({ length: options.count ?? SHARDS }, (_, shard) => ({
    seed: `synthetic/national/${String(shard).padStart(2, "0")}`,
    inhabitants,
    shard,
  }));
}

/**
 * Makes sure that every shard is on disk, one after another, and gives the manifest of all.
 *
 * A shard that is there stays, so that a run that was stopped goes on where it was. The manifest of all is written last:
 * until then nobody reads the country. Same plan and version, same bytes.
 *
 * @param folder The folder of the country.
 * @param plans What {@linkcode planShards} gave.
 * @returns The manifest; names of files have the folder of their shard in front.
 * @throws {WorkspaceError} When a folder cannot be written, or a shard has more keys than it may.
 */
export async function ensureShards(
  folder: string,
  plans: readonly RegionPlan[] = planShards(),
): Promise<SyntheticManifest> {
  const found = await readManifest(folder);
  if (found) return found;
  const files: ManifestFile[] = [];
  for (const plan of plans) {
    const name = shardFolder(plan.shard);
    const shard = await ensureFolder(`${folder}/${name}`, "national", plan);
    files.push(...shard.files.map((file) => ({ ...file, name: `${name}/${file.name}` })));
  }
  return await writeManifest(folder, { size: "national", files });
}
