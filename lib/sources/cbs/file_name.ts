/**
 * File names of CBS microdata: `<NAME><YEAR><TAB|BUS>V<version>.sav`.
 *
 * @module
 */

/** The parts of a file name. */
export interface CbsFileName {
  /** The name as it stands on disk. */
  readonly fileName: string;
  /** The name of the file family, for example `INHA`. */
  readonly stem: string;
  /** The year. */
  readonly year: number;
  /** A table at a date (`TAB`) or spells (`BUS`). */
  readonly kind: "TAB" | "BUS";
  /** The version; higher replaces lower. */
  readonly version: number;
  /** The extension in lower case, for example `sav`. */
  readonly extension: string;
}

/**
 * Reads a file name of CBS microdata.
 *
 * @example The parts
 * ```ts
 * import { parseCbsFileName } from "./file_name.ts";
 * import assert from "node:assert/strict";
 *
 * const parts = parseCbsFileName("JGDBESCHERM2018BUSV3.sav");
 * assert.deepEqual([parts?.stem, parts?.year, parts?.kind, parts?.version], ["JGDBESCHERM", 2018, "BUS", 3]);
 * assert.equal(parseCbsFileName("notes.txt"), null);
 * ```
 *
 * @param fileName The name without folder.
 * @returns The parts, or null when the name is not of this form.
 */
export function parseCbsFileName(fileName: string): CbsFileName | null {
  const match = /^([A-Z][A-Z_]*?)(\d{4})(TAB|BUS)V(\d+)\.([A-Za-z]+)$/i.exec(fileName);
  if (!match) return null;
  const [, stem, year, kind, version, extension] = match;
  return {
    fileName,
    stem: (stem ?? "").toUpperCase(),
    year: Number(year),
    kind: kind?.toUpperCase() === "BUS" ? "BUS" : "TAB",
    version: Number(version),
    extension: (extension ?? "").toLowerCase(),
  };
}

/**
 * Chooses the file with the highest version of each year.
 *
 * @example Version 10 is later than version 9
 * ```ts
 * import { latestVersions } from "./file_name.ts";
 * import assert from "node:assert/strict";
 *
 * const names = ["INHA2021TABV9.sav", "INHA2021TABV10.sav", "INHA2020TABV1.sav"];
 * const chosen = latestVersions(names, { stem: "INHA", kind: "TAB" });
 * assert.deepEqual(chosen.map((file) => file.fileName), ["INHA2020TABV1.sav", "INHA2021TABV10.sav"]);
 * ```
 *
 * @param fileNames Names without folder, in any order; others than CBS files are left aside.
 * @param of `stem` and `kind` of the family.
 * @returns One file a year, by year. Parquet goes before SPSS where both have the highest version.
 */
export function latestVersions(
  fileNames: readonly string[],
  of: { readonly stem: string; readonly kind: "TAB" | "BUS" },
): readonly CbsFileName[] {
  const byYear = new Map<number, CbsFileName>();
  for (const name of [...fileNames].sort()) {
    const file = parseCbsFileName(name);
    if (!file || file.stem !== of.stem || file.kind !== of.kind) continue;
    const held = byYear.get(file.year);
    if (!held || file.version > held.version) byYear.set(file.year, file);
  }
  return [...byYear.values()].sort((a, b) => a.year - b.year);
}
