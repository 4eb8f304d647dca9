/**
 * The release check as a program: the input of `releaseEdition` as JSON on standard input, its answer on standard
 * output. Ends with 0 when the edition may leave and with 1 when not; the answer is written in both cases.
 *
 * `deno run --allow-read tools/release_edition.ts < input.json > outcome.json`
 *
 * @module
 */
import { canonicalJson } from "../lib/core/hash.ts";
import { releaseEdition, type ReleaseInput, type ReleaseOutcome } from "../lib/disclosure/mod.ts";

/** Reads the input; what is no such input becomes a problem in the answer. */
export async function answerTo(text: string): Promise<ReleaseOutcome> {
  let input: Partial<ReleaseInput> | null;
  try {
    input = JSON.parse(text);
  } catch {
    input = null;
  }
  const isInput = typeof input?.edition === "string" && typeof input.date === "string" &&
    typeof input.ledger === "string" && Array.isArray(input.notebooks) &&
    (input.expectedHead === null || typeof input.expectedHead === "string");
  if (isInput) return await releaseEdition(input as ReleaseInput);
  const problem = "The release check needs JSON with edition, date, ledger, expectedHead and notebooks";
  return { ok: false, conflicts: [], ledger: "", head: "", dossier: [], problems: [problem] };
}

if (import.meta.main) {
  const outcome = await answerTo(await new Response(Deno.stdin.readable).text());
  await new Blob([canonicalJson(outcome) + "\n"]).stream().pipeTo(Deno.stdout.writable);
  Deno.exit(outcome.ok ? 0 : 1);
}
