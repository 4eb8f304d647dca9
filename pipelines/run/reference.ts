/**
 * What the reference pages of an edition say. The library prints it as a process of its own, without permissions: the
 * pipeline knows no indicator and no term.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { canonicalJson, sha256Hex } from "../../lib/core/hash.ts";
import type { ReferenceContent } from "../../lib/core/reference.ts";
import type { ProjectLayout } from "../layout.ts";
import { join, toFileUrl } from "../paths.ts";
import { writeFileAtomic } from "./atomic_write.ts";
import { dependenciesOf, type Dependency, findChangedDependency } from "./dependencies.ts";
import type { FileHasher } from "./file_hash.ts";
import { ModuleGraphs } from "./module_graph.ts";

/** The reference content with its checksum. */
export interface Reference {
  /** What the pages say. */
  readonly content: ReferenceContent;
  /** SHA-256 of the content, in hexadecimal. */
  readonly sha256: string;
}

interface Remembered {
  readonly dependencies: readonly Dependency[];
  readonly text: string;
}

/**
 * Reads the reference content.
 *
 * What was printed before is taken as it is while no module behind it changed.
 *
 * @param layout The project.
 * @param hasher Hashes files.
 * @returns The content.
 * @throws {WorkspaceError} When the library cannot print it; its message is passed on.
 */
export async function readReference(layout: ProjectLayout, hasher: FileHasher): Promise<Reference> {
  const memoryFile = join(layout.stateDir, "reference.json");
  const known = await recall(memoryFile);
  if (known !== null && await findChangedDependency(known.dependencies, layout.projectDir, hasher) === null) {
    return referenceOf(known.text);
  }
  const script = join(layout.projectDir, "lib", "reference", "print.ts");
  const [text, modules] = await Promise.all([
    print(script, layout),
    new ModuleGraphs(layout.projectDir).filesOf([toFileUrl(script)]),
  ]);
  const dependencies = await dependenciesOf([], modules, layout.projectDir, hasher);
  await writeFileAtomic(memoryFile, canonicalJson({ dependencies, text }));
  return referenceOf(text);
}

function referenceOf(text: string): Reference {
  return { content: JSON.parse(text) as ReferenceContent, sha256: sha256Hex(text) };
}

async function recall(file: string): Promise<Remembered | null> {
  try {
    return JSON.parse(await Deno.readTextFile(file)) as Remembered;
  } catch {
    return null;
  }
}

async function print(script: string, layout: ProjectLayout): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "--no-prompt", script],
    cwd: layout.projectDir,
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  }).output();
  if (code === 0) return new TextDecoder().decode(stdout).trim();
  const [reason = "no message"] = new TextDecoder().decode(stderr).trim().split("\n");
  throw new WorkspaceError({
    what: `The reference pages could not be gathered: ${reason}`,
    where: "lib/reference",
    mend: "Mend what the message names, then run again",
  });
}
