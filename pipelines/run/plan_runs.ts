/**
 * What has to run, what is reused, and why.
 *
 * @module
 */
import type { Json } from "../../lib/core/hash.ts";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { parameterFlags } from "../notebook/parameter_flags.ts";
import { effectiveParametersJson, parametersOf, withParameters } from "../notebook/parameters.ts";
import type { CacheAnswer, RunCache, StaticKeyParts } from "./cache.ts";
import type { PreparedDataset } from "./datasets.ts";
import type { ProjectNotebook } from "./project_notebook.ts";
import type { ReleasedRun, RunJob } from "./run_notebook.ts";

/** One run that an edition consists of. */
export interface PlannedRun {
  /** What would run. */
  readonly job: RunJob;
  /** Under what it is cached. */
  readonly key: StaticKeyParts;
}

/** The parameters of one run as they were asked for. */
export interface ParameterSet {
  /** `name=value` pairs. */
  readonly flags: readonly string[];
  /** What the run's name gets behind it; empty for a single run. */
  readonly suffix: string;
}

/**
 * Makes the runs of a notebook, one a parameter set.
 *
 * @param source The notebook.
 * @param sets The parameter sets, at least one.
 * @param datasets The datasets that it declares.
 * @param surroundings Lock file and Deno version.
 * @returns The planned runs.
 * @throws {ParameterError} When a parameter is unknown or of another type.
 */
export function planRuns(
  source: ProjectNotebook,
  sets: readonly ParameterSet[],
  datasets: readonly PreparedDataset[],
  surroundings: { readonly lockSha256: string; readonly denoVersion: string },
): readonly PlannedRun[] {
  const declared = parametersOf(source.notebook).parameters;
  return sets.map(({ flags, suffix }) => {
    const values = parameterFlags(flags, declared);
    const parameters = effectiveParametersJson(source.notebook, values);
    const notebook = withParameters(source.notebook, values);
    const name = suffix === "" ? source.name : `${source.name}--${suffix}`;
    const own = datasets.filter(({ datasetId }) =>
      source.datasets.includes(datasetId) || isSetting(datasetId)
    );
    return {
      job: {
        source,
        notebook,
        parameters: JSON.parse(parameters) as Record<string, Json>,
        datasets: own,
        name,
      },
      key: {
        notebook: `${source.path}${suffix}`,
        viewSha256: source.viewSha256,
        parameters,
        ...surroundings,
      },
    };
  });
}

/** Settings and manifests that loading any dataset needs; the preparation lists them with the data. */
function isSetting(datasetId: string): boolean {
  return datasetId.startsWith("workspace/");
}

/**
 * Reads a file of parameter sets: a JSON array of objects, one an edition's briefing.
 *
 * @param text The file's content.
 * @param file Its name, for messages.
 * @returns The sets. Each gets a suffix made of its values.
 * @throws {WorkspaceError} When it is no array of flat objects, or two sets get the same suffix.
 */
export function parseParameterSets(text: string, file: string): readonly ParameterSet[] {
  const refuse = (what: string): never => {
    throw new WorkspaceError({
      what,
      where: file,
      mend: 'Write an array of objects, for example [{"gemeente": "GM9901"}]',
    });
  };
  let sets: unknown;
  try {
    sets = JSON.parse(text);
  } catch {
    return refuse("The parameter sets are not JSON");
  }
  if (!Array.isArray(sets) || sets.length === 0) {
    return refuse("The parameter sets are not a list with at least one entry");
  }
  const read = sets.map((set): ParameterSet => {
    if (set === null || typeof set !== "object" || Array.isArray(set)) {
      return refuse("A parameter set is not an object");
    }
    const entries = Object.entries(set as Record<string, unknown>);
    return {
      flags: entries.map(([name, value]) =>
        `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`
      ),
      suffix: entries.map(([, value]) => slug(typeof value === "string" ? value : JSON.stringify(value)))
        .join("-"),
    };
  });
  const suffixes = new Set(read.map(({ suffix }) => suffix));
  return suffixes.size === read.length && !suffixes.has("")
    ? read
    : refuse("Two parameter sets give the same name, or none");
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 40);
}

/** A planned run with what the cache says of it. */
export interface CheckedRun extends PlannedRun {
  /** The stored run, or why there is none. */
  readonly answer: CacheAnswer<ReleasedRun>;
}

/**
 * Asks the cache about planned runs.
 *
 * @param runs The planned runs.
 * @param cache The store.
 * @param reuse `never` runs everything again.
 * @returns The runs in the same order.
 */
export async function checkRuns(
  runs: readonly PlannedRun[],
  cache: RunCache,
  reuse: "when-unchanged" | "never",
): Promise<readonly CheckedRun[]> {
  const checked: CheckedRun[] = [];
  for (const run of runs) {
    const answer = reuse === "never"
      ? { hit: false as const, reason: "asked for with --force" }
      : await cache.get<ReleasedRun>(run.key);
    checked.push({ ...run, answer });
  }
  return checked;
}
