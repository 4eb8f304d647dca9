/**
 * Makes declared datasets ready through the project's own script. The pipeline knows their ids and files only.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { canonicalJson, sha256Hex } from "../../lib/core/hash.ts";
import type { ProjectLayout } from "../layout.ts";
import { isAbsolute, join, toFileUrl } from "../paths.ts";
import { writeFileAtomic } from "./atomic_write.ts";
import { dependenciesOf, type Dependency, findChangedDependency } from "./dependencies.ts";
import type { FileHasher } from "./file_hash.ts";
import { ModuleGraphs } from "./module_graph.ts";

/** A dataset that a run may read. */
export interface PreparedDataset {
  /** The id in the catalogue. */
  readonly datasetId: string;
  /** Absolute path of its file. */
  readonly path: string;
  /** SHA-256 of the file. */
  readonly sha256: string;
}

interface Preparation {
  readonly datasets: readonly PreparedDataset[];
  readonly dependencies: readonly Dependency[];
}

/**
 * Makes datasets ready and tells where they are.
 *
 * What was made before is taken as it is while neither the script's modules nor the files changed.
 *
 * @param ids Ids of the datasets; order and repetition do not matter.
 * @param layout The project.
 * @param hasher Hashes files.
 * @returns One entry a dataset, sorted by id. A dataset of several files has several entries.
 * @throws {WorkspaceError} When the script refuses; its message is passed on.
 */
export async function prepareDatasets(
  ids: readonly string[],
  layout: ProjectLayout,
  hasher: FileHasher,
): Promise<readonly PreparedDataset[]> {
  const wanted = [...new Set(ids)].sort();
  if (wanted.length === 0) return [];
  const memoryFile = join(layout.stateDir, "prepared", `${sha256Hex(canonicalJson(wanted))}.json`);
  const remembered = await readPreparation(memoryFile);
  if (
    remembered && await findChangedDependency(remembered.dependencies, layout.projectDir, hasher) === null
  ) {
    return remembered.datasets;
  }
  const datasets = await runPrepareScript(wanted, layout);
  const modules = await new ModuleGraphs(layout.projectDir).filesOf([toFileUrl(layout.prepareScript)]);
  const asRead = datasets.map((dataset, i) => ({
    sequence: i + 1,
    permission: "read",
    value: dataset.path,
    result: "allow" as const,
    rule: `dataset:${dataset.datasetId}`,
    cellId: null,
  }));
  const dependencies = await dependenciesOf(asRead, modules, layout.projectDir, hasher);
  await writeFileAtomic(memoryFile, canonicalJson({ datasets, dependencies }));
  return datasets;
}

async function readPreparation(file: string): Promise<Preparation | null> {
  try {
    return JSON.parse(await Deno.readTextFile(file)) as Preparation;
  } catch {
    return null;
  }
}

async function runPrepareScript(
  ids: readonly string[],
  layout: ProjectLayout,
): Promise<readonly PreparedDataset[]> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", layout.prepareScript, "--json", ...ids],
    cwd: layout.projectDir,
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  }).output();
  if (code !== 0) {
    throw new WorkspaceError({
      what: `Datasets could not be made ready: ${lastLine(new TextDecoder().decode(stderr))}`,
      where: ids.join(", "),
      mend: "Mend what the message names, then run again",
    });
  }
  const rows = JSON.parse(new TextDecoder().decode(stdout)) as readonly PreparedDataset[];
  return rows
    .map(({ datasetId, path, sha256 }) => ({
      datasetId,
      sha256,
      path: isAbsolute(path) ? path : join(layout.projectDir, path),
    }))
    .sort((a, b) => (a.datasetId + a.path < b.datasetId + b.path ? -1 : 1));
}

function lastLine(text: string): string {
  const lines = text.split("\n").map((line) => line.trim()).filter((line) =>
    line !== "" && !line.startsWith("at ")
  );
  return (lines.find((line) => line.toLowerCase().startsWith("error")) ?? lines.at(-1) ?? "no message")
    .replace(/^error: /i, "");
}
