/**
 * Path functions of the runtime, under one name.
 *
 * @module
 */
import * as nodePath from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Joins path segments. */
export const join: (...segments: string[]) => string = nodePath.join;
/** Makes a path absolute. */
export const resolve: (...segments: string[]) => string = nodePath.resolve;
/** The folder of a path. */
export const dirname: (path: string) => string = nodePath.dirname;
/** The last segment of a path, without a suffix if given. */
export const basename: (path: string, suffix?: string) => string = nodePath.basename;
/** The path of `to` as seen from `from`. */
export const relative: (from: string, to: string) => string = nodePath.relative;
/** Whether a path is absolute. */
export const isAbsolute: (path: string) => boolean = nodePath.isAbsolute;

/** The path of a file URL. */
export function fromFileUrl(url: string): string {
  return fileURLToPath(url);
}

/** The file URL of a path. */
export function toFileUrl(path: string): string {
  return pathToFileURL(path).href;
}

/**
 * Whether a path lies in a folder, or is that folder.
 *
 * @param path An absolute path without `..`.
 * @param folder An absolute path without `..`.
 */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (!way.startsWith("..") && !isAbsolute(way));
}
