/**
 * The sizes of the synthetic data, and what a folder of it says about itself.
 *
 * @module
 */

/** Sizes of the synthetic region that are built in memory as one. */
export type RegionSize = "tiny" | "small" | "region";

/** Sizes of the synthetic data. `national` is a country of shards, of which the first is the region. */
export type SyntheticSize = RegionSize | "national";

/** About how many inhabitants each size has. */
export const INHABITANTS: Readonly<Record<SyntheticSize, number>> = {
  tiny: 2_000,
  small: 50_000,
  region: 475_000,
  national: 17_900_000,
};

/** The version of the generator: another version may write other bytes. */
export const GENERATOR_VERSION = 7;

/** The name of the manifest in the folder of a size. */
export const MANIFEST_NAME = "manifest.json";

/** One file of the region as it stands on disk. */
export interface ManifestFile {
  /** The dataset id, for example `cbs/inhatab`. */
  readonly datasetId: string;
  /** The file name; with its folder in front where the size has shards. */
  readonly name: string;
  /** The year of the file. */
  readonly year: number;
  /** SHA-256 of the bytes. */
  readonly sha256: string;
  /** The size in bytes. */
  readonly bytes: number;
}

/** What was written. */
export interface SyntheticManifest {
  /** The version of the generator. */
  readonly version: number;
  /** The size. */
  readonly size: SyntheticSize;
  /** The files, sorted by name. */
  readonly files: readonly ManifestFile[];
}

/**
 * Reads a size.
 *
 * @example A size and a word that is none
 * ```ts
 * import { isSyntheticSize } from "./manifest.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(["national", "planet"].map(isSyntheticSize), [true, false]);
 * ```
 *
 * @param value Any value.
 * @returns Whether it is the name of a size.
 */
export function isSyntheticSize(value: unknown): value is SyntheticSize {
  return typeof value === "string" && Object.hasOwn(INHABITANTS, value);
}
