/**
 * Files that are whole or absent.
 *
 * @module
 */
import { dirname } from "../paths.ts";

let counter = 0;

/**
 * Writes a file beside its place and renames it in, so that a reader sees the old bytes or the new ones.
 *
 * @param path Where the file goes; its folder is made.
 * @param data The content.
 */
export async function writeFileAtomic(path: string, data: Uint8Array | string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${Deno.pid}.${counter++}.part`;
  try {
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    await Deno.writeFile(aside, bytes);
    await Deno.rename(aside, path);
  } catch (error) {
    await Deno.remove(aside).catch(() => {});
    throw error;
  }
}
