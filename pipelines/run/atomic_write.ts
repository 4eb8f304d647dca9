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
 * @param durability `flushed` when it has to survive a power cut: nothing can make it again.
 */
export async function writeFileAtomic(
  path: string,
  data: Uint8Array | string,
  durability: "fast" | "flushed" = "fast",
): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${Deno.pid}.${counter++}.part`;
  try {
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    await Deno.writeFile(aside, bytes);
    if (durability === "flushed") await flush(aside);
    await Deno.rename(aside, path);
    if (durability === "flushed") await flush(dirname(path));
  } catch (error) {
    await Deno.remove(aside).catch(() => {});
    throw error;
  }
}

async function flush(path: string): Promise<void> {
  using file = await Deno.open(path, { read: true });
  await file.sync();
}
