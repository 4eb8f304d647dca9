/**
 * Whether an edition already stands as it would be published now.
 *
 * @module
 */
import { canonicalJson, sha256Hex } from "../../lib/core/hash.ts";
import type { ProjectLayout } from "../layout.ts";
import { join, relative } from "../paths.ts";
import { verifyEdition } from "../publish/edition_manifest.ts";
import type { BriefingSource, EditionFacts } from "./edition_files.ts";
import type { EarlierEdition } from "./earlier_editions.ts";
import type { FileHasher } from "./file_hash.ts";
import type { Reference } from "./reference.ts";

/** Everything that the bytes of an edition depend on. */
export interface Publication {
  /** What was asked for. */
  readonly request: { readonly pdf: string };
  /** What its briefings share. */
  readonly edition: EditionFacts;
  /** The runs. */
  readonly sources: readonly BriefingSource[];
  /** Notebooks that are listed as not vetted. */
  readonly unvetted: readonly {
    readonly notebook: { readonly name: string; readonly viewSha256: string };
    readonly approval: { readonly why: string };
  }[];
  /** What the reference pages say. */
  readonly reference: Reference;
  /** Editions that were published before, the last one first. */
  readonly earlier: readonly EarlierEdition[];
}

/** Folders whose files decide how a page looks. */
const RENDERING: readonly (readonly string[])[] = [
  ["reports", "templates"],
  ["pipelines", "render"],
  ["pipelines", "run"],
  ["lib", "core"],
];

/**
 * Computes the key of a publication: same key, same bytes.
 *
 * @param publication What would be published.
 * @param layout The project.
 * @param hasher Hashes files.
 * @returns SHA-256 in hexadecimal.
 */
export async function publicationKey(
  publication: Publication,
  layout: ProjectLayout,
  hasher: FileHasher,
): Promise<string> {
  const rendering: Record<string, string | null> = {};
  for (const parts of RENDERING) {
    for (const file of await filesBelow(join(layout.projectDir, ...parts))) {
      rendering[relative(layout.projectDir, file)] = await hasher.hash(file);
    }
  }
  return sha256Hex(canonicalJson({
    edition: publication.edition,
    reference: publication.reference.sha256,
    earlier: publication.earlier.map(({ editionId, date, briefings, snapshots }) => ({
      editionId,
      date,
      briefings,
      snapshots,
    })),
    pdf: publication.request.pdf,
    denoVersion: Deno.version.deno,
    rendering,
    runs: publication.sources.map(({ job, run, approvals }) => ({
      name: job.name,
      view: job.source.viewSha256,
      parameters: job.parameters,
      run: sha256Hex(canonicalJson({ ...run, timings: null, handOver: null })),
      approvals,
    })),
    unvetted: publication.unvetted.map(({ notebook, approval }) => ({
      name: notebook.name,
      view: notebook.viewSha256,
      why: approval.why,
    })),
  }));
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) files.push(...await filesBelow(path));
    else if (entry.isFile) files.push(path);
  }
  return files.sort();
}

/**
 * Tells whether an edition with this key stands whole, and is the current one.
 *
 * @param outputDir Folder of all editions.
 * @param editionId The edition.
 * @param key The key of what would be published.
 * @returns Whether publishing would change nothing.
 */
export async function isUpToDate(outputDir: string, editionId: string, key: string): Promise<boolean> {
  const { manifest, problems } = await verifyEdition(join(outputDir, "current"));
  if (manifest === null || problems.length > 0 || manifest.editionId !== editionId) return false;
  const facts = manifest.facts;
  return facts !== null && typeof facts === "object" && !Array.isArray(facts) &&
    (facts as { readonly [name: string]: unknown })["publicationKey"] === key;
}
