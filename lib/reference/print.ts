/**
 * Prints what the reference pages say, as canonical JSON, as a process of its own.
 *
 * Usage: `deno run lib/reference/print.ts`. Needs no permission: it imports data and writes to standard output.
 *
 * @module
 */
import { canonicalJson } from "../core/hash.ts";
import { referenceContent } from "./mod.ts";

if (import.meta.main) {
  const text = canonicalJson(referenceContent());
  await Deno.stdout.write(new TextEncoder().encode(`${text}\n`));
}
