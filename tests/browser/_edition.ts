/** An edition of the shipped notebooks in a project of its own, always dated the same. */
import assert from "node:assert/strict";
import { join } from "../../pipelines/paths.ts";
import type { TestProject } from "../support/project.ts";

/** The day of every edition that tests make, so that pages of two runs are the same. */
const EDITION = "2026-01-05";

/** Pages name the commit that they were made from, so there has to be one. */
async function commitAll(dir: string): Promise<void> {
  const who = ["-c", "user.name=test", "-c", "user.email=test@voorbeeld.example"];
  for (const args of [["init", "-q"], ["add", "deno.json"], [...who, "commit", "-q", "-m", "test"]]) {
    const { code } = await new Deno.Command("git", { args, cwd: dir, stdout: "null", stderr: "null" })
      .output();
    assert.equal(code, 0, args.join(" "));
  }
}

/** An edition on disk. */
export interface PublishedEdition {
  /** Its folder. */
  readonly dir: string;
  /** The names of its briefings. */
  readonly briefings: readonly string[];
}

/**
 * Publishes an edition of vetted notebooks.
 *
 * @param project The project.
 * @param pilots Which; none means all.
 * @returns Where it is and what it holds.
 */
export async function publishEdition(
  project: TestProject,
  pilots: readonly string[],
): Promise<PublishedEdition> {
  await commitAll(project.dir);
  await project.write(".smart-start/environment.json", '{"kind":"synthetic","size":"small"}');
  const chosen = pilots.flatMap((name) => ["--pilot", name]);
  const { code, stdout, stderr } = await project.task("briefings", "--edition", EDITION, ...chosen);
  assert.equal(code, 0, stdout + stderr);
  const manifest = JSON.parse(await project.read("reports/output/current/edition.json")) as {
    readonly facts: { readonly briefings: readonly string[] };
  };
  return { dir: join(project.dir, "reports/output/current"), briefings: manifest.facts.briefings };
}
