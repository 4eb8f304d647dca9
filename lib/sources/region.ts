/**
 * The region that this machine works for: its areas by year, as data.
 *
 * Without a setting it is the fictional region of the workspace. Where real files lie in a folder, `region.json` beside
 * them says which areas they are about: another region is another such file, and no notebook changes with it.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import { type Area, codeAtLevel, levelOf, type RegionDefinition } from "../core/region.ts";
import { environmentPath, parseEnvironment } from "./environment.ts";
import { grantedFiles } from "./granted.ts";
import { areasOf as areasOfWielderland, WIELDERLAND } from "./synthetic/areas.ts";

/** The file that says which areas the files beside it are about. */
export const REGION_FILE = "region.json";

/** The id under which a run is granted that file. */
export const REGION_DATASET = "workspace/region";

/** An area with the years in which it existed. */
export interface RegionArea {
  /** The code: a municipality, wijk or buurt. */
  readonly code: string;
  /** The name. */
  readonly name: string;
  /** The first year; from the beginning when absent. */
  readonly from?: number;
  /** The last year; until now when absent. */
  readonly to?: number;
}

/** What `region.json` holds. */
export interface RegionFile {
  /** The version of this shape. */
  readonly version: 1;
  /** A slug. */
  readonly id: string;
  /** The code of the region itself, such as `CR98`. */
  readonly code: string;
  /** The name. */
  readonly label: RegionDefinition["label"];
  /** Whether the region and its data are made up. Codes of a fictional region begin with 99. */
  readonly fictional: boolean;
  /** Municipalities, and their wijken and buurten as far as they are needed. */
  readonly areas: readonly RegionArea[];
}

/**
 * Reads a region file, or says everything that is wrong with it.
 *
 * @example A municipality with a code of a real place in a fictional region
 * ```ts
 * import { parseRegionFile } from "./region.ts";
 * import assert from "node:assert/strict";
 *
 * const text = JSON.stringify({
 *   version: 1,
 *   id: "duinrand",
 *   code: "CR98",
 *   label: { nl: "Duinrand", en: "Duinrand" },
 *   fictional: true,
 *   areas: [{ code: "GM0001", name: "Duinstad" }],
 * });
 * assert.throws(() => parseRegionFile(text, "region.json"), /GM0001 is no code of a fictional area/);
 * ```
 *
 * @param text The text of the file.
 * @param where How to name the file.
 * @returns The region.
 * @throws {WorkspaceError} When anything is wrong.
 */
export function parseRegionFile(text: string, where: string): RegionFile {
  const value = parseObject(text);
  const problems = value === null ? ["it is no JSON object"] : problemsOf(value);
  if (problems.length === 0) return value as unknown as RegionFile;
  throw new WorkspaceError({
    what: `Region is not accepted: ${problems.join("; ")}`,
    where,
    mend: "Correct the file; deno task new-region NAME makes one to start from",
  });
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? value as Readonly<Record<string, unknown>>
      : null;
  } catch {
    return null;
  }
}

const MEMBERS: readonly string[] = ["version", "id", "code", "label", "fictional", "areas"];

function problemsOf(value: Readonly<Record<string, unknown>>): readonly string[] {
  const { version, id, code, label, fictional, areas } = value;
  const problems = Object.keys(value).filter((name) => !MEMBERS.includes(name)).map((name) =>
    `${name} is unknown`
  );
  if (version !== 1) problems.push("version has to be 1");
  if (typeof id !== "string" || !/^[a-z][a-z0-9-]*$/.test(id)) problems.push("id is no slug");
  if (typeof code !== "string" || !/^[A-Z]{2}\w{2}$/.test(code)) problems.push("code is no code of a region");
  if (!isLabel(label)) problems.push("label lacks a name in Dutch or English");
  if (typeof fictional !== "boolean") problems.push("fictional has to be true or false");
  if (!Array.isArray(areas) || areas.length === 0) return [...problems, "areas is empty"];
  return [...problems, ...areas.flatMap((area) => areaProblems(area, fictional === true))];
}

function isLabel(value: unknown): boolean {
  const { nl, en } = (value ?? {}) as { readonly nl?: unknown; readonly en?: unknown };
  return [nl, en].every((text) => typeof text === "string" && text.trim() !== "");
}

/** Codes that no real municipality has. */
const FICTIONAL_REGEXP = /^(?:GM|WK|BU)99/;

function areaProblems(value: unknown, fictional: boolean): readonly string[] {
  const { code, name, from, to } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof code !== "string" || !/^(?:GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4})$/.test(code)) {
    return ["an area has no code of a municipality, wijk or buurt"];
  }
  const problems: string[] = [];
  if (fictional && !FICTIONAL_REGEXP.test(code)) problems.push(`${code} is no code of a fictional area`);
  if (typeof name !== "string" || name.trim() === "") problems.push(`${code} has no name`);
  for (const year of [from, to]) {
    if (year !== undefined && !Number.isInteger(year)) {
      problems.push(`${code} has a year that is no whole number`);
    }
  }
  return problems;
}

/** Where the region file of this machine lies; null where the workspace's own region holds. */
export function regionPath(projectDir: string = ownProjectDir()): string | null {
  const granted = grantedFiles(REGION_DATASET);
  if (granted !== null) return granted[0]?.path ?? null;
  const setting = readTextOrNull(environmentPath(projectDir));
  const environment = setting === null ? null : parseEnvironment(setting);
  return environment?.kind === "files" ? `${environment.root}/${REGION_FILE}` : null;
}

function readTextOrNull(path: string): string | null {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

let known: { readonly path: string; readonly region: RegionFile } | null = null;

/** The region of the files; null where the workspace's own region holds. */
function regionFile(projectDir: string): RegionFile | null {
  const path = regionPath(projectDir);
  if (path === null) return null;
  if (known?.path === path) return known.region;
  const text = readTextOrNull(path);
  if (text === null) return null;
  known = { path, region: parseRegionFile(text, path) };
  return known.region;
}

function ownProjectDir(): string {
  return new URL("../../", import.meta.url).pathname.replace(/\/$/, "");
}

/**
 * Gives the region that this machine works for.
 *
 * @example Without a setting: the fictional region of the workspace
 * ```ts
 * import { currentRegion } from "./region.ts";
 * import assert from "node:assert/strict";
 *
 * assert.ok(currentRegion().members.length > 0);
 * ```
 *
 * @param options `projectDir` is the folder of the workspace; that of this file by default.
 * @returns The region with its municipalities.
 * @throws {WorkspaceError} When its file is not accepted.
 */
export function currentRegion(options: { readonly projectDir?: string } = {}): RegionDefinition {
  const file = regionFile(options.projectDir ?? ownProjectDir());
  if (file === null) return WIELDERLAND;
  const { id, label, fictional } = file;
  const members = file.areas.filter(({ code }) => levelOf(code) === "gemeente");
  return { id, label, fictional, members };
}

/**
 * Gives all areas of a year with names and parents, in the region that this machine works for.
 *
 * @param year The year of boundaries.
 * @param options `projectDir` is the folder of the workspace; that of this file by default.
 * @returns Region, municipalities, wijken and buurten, each level sorted by code.
 * @throws {WorkspaceError} When the region file is not accepted.
 */
export function areasOf(year: number, options: { readonly projectDir?: string } = {}): readonly Area[] {
  const file = regionFile(options.projectDir ?? ownProjectDir());
  if (file === null) return areasOfWielderland(year);
  const order = ["gemeente", "wijk", "buurt"] as const;
  const own = file.areas
    .filter(({ from, to }) => year >= (from ?? -Infinity) && year <= (to ?? Infinity))
    .map(({ code, name }): Area => ({ code, name, level: levelOf(code), parent: parentOf(code, file.code) }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  return [
    { code: file.code, name: file.label.nl, level: "region" },
    ...order.flatMap((level) => own.filter((area) => area.level === level)),
  ];
}

function parentOf(code: string, region: string): string {
  const level = levelOf(code);
  if (level === "gemeente") return region;
  return codeAtLevel(code, level === "wijk" ? "gemeente" : "wijk");
}
