/** A reader for the plain tar archives in which the browser package keeps its libraries. */

/** A file or link of an archive. */
export interface TarEntry {
  readonly path: string;
  readonly kind: "file" | "link";
  readonly bytes: Uint8Array;
  readonly target: string;
}

const BLOCK = 512;
const decoder = new TextDecoder();

function field(header: Uint8Array, from: number, length: number): string {
  const bytes = header.subarray(from, from + length);
  const end = bytes.indexOf(0);
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end)).trim();
}

/** Lists the files and symbolic links of an archive; folders are left out, they follow from the paths. */
export function* untar(archive: Uint8Array): Generator<TarEntry> {
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    const name = field(header, 0, 100);
    if (name === "") return;
    const size = parseInt(field(header, 124, 12) || "0", 8);
    const kind = field(header, 156, 1);
    const path = [field(header, 345, 155), name].filter((part) => part !== "").join("/");
    if (path.split("/").includes("..")) {
      throw new Error("The archive of the browser holds a path that leads out");
    }
    const bytes = archive.subarray(at + BLOCK, at + BLOCK + size);
    if (kind === "0" || kind === "") yield { path, kind: "file", bytes, target: "" };
    if (kind === "2") yield { path, kind: "link", bytes, target: field(header, 157, 100) };
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}
