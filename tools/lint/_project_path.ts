/**
 * Paths as the rules see them: relative to the root of the project, with `/`.
 *
 * @module
 */

const ROOT = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** Gives the path below the root; null for files outside the project. */
export function projectPath(file: string): string | null {
  const plain = file.replace(/^file:\/\//, "").replaceAll("\\", "/");
  if (plain.startsWith(ROOT)) return plain.slice(ROOT.length);
  return plain.startsWith("/") ? null : plain;
}

/** Gives the project path that a relative specifier names; null for all other specifiers. */
export function resolveSpecifier(importer: string, specifier: string): string | null {
  if (!/^\.{1,2}\//.test(specifier)) return null;
  const parts = importer.split("/").slice(0, -1);
  for (const step of specifier.split("/")) {
    if (step === "..") parts.pop();
    else if (step !== ".") parts.push(step);
  }
  return parts.join("/");
}

/** Gives the folder of a path. */
export function folderOf(path: string): string {
  return path.split("/").slice(0, -1).join("/");
}

/**
 * Gives the part of the project that a path belongs to: `lib/<folder>`, or the top folder (`pipelines`, `tests`,
 * `tools`, `notebooks`, `reports`).
 */
export function partOf(path: string): string {
  const [top = "", second = ""] = path.split("/");
  return top === "lib" ? `lib/${second}` : top;
}
