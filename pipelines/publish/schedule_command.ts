/**
 * The `schedule` command: run for ever, run one job now, show what is to come, or write files for other schedulers.
 *
 * @module
 */
import { join } from "node:path";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { runJobOnce, runSchedule, type ScheduleEffects } from "./schedule.ts";
import { parseSchedule, planRuns, type Schedule } from "./schedule_config.ts";
import { systemEffects } from "./schedule_effects.ts";
import { scheduleFiles } from "./schedule_files.ts";

/** What to do with the schedule. */
export type ScheduleAction =
  | { readonly kind: "run" }
  | { readonly kind: "once"; readonly job: string }
  | { readonly kind: "dry-run"; readonly count: number }
  | { readonly kind: "files"; readonly dir: string };

/** How to do it. */
export interface ScheduleCommandOptions {
  /** The schedule, for example `schedule.json` in the project's root. */
  readonly configPath: string;
  /** Root of the project, absolute. */
  readonly projectDir: string;
  /** Folder of all editions. */
  readonly outputDir: string;
  /** Folder in which the schedule remembers what it did. */
  readonly stateDir: string;
  /** Program and arguments that make an edition; default what the task `briefings` in the project's `deno.json` says. */
  readonly command?: readonly string[];
  /** Where lines go. Default standard output. */
  readonly log?: (line: string) => void;
}

/** Exit code when another process runs: neither done nor failed (`EX_TEMPFAIL` of sysexits). */
const EXIT_BUSY = 75;

/**
 * Carries an action out.
 *
 * `run` ends on SIGINT or SIGTERM, after the edition under way was told to stop.
 *
 * @param action What to do.
 * @param options How.
 * @returns The exit code: 0 when all is well, 1 when the edition failed, 75 when another process runs.
 * @throws {WorkspaceError} When the schedule cannot be read, is not valid or does not know the job.
 */
export async function scheduleCommand(
  action: ScheduleAction,
  options: ScheduleCommandOptions,
): Promise<number> {
  const schedule = await loadSchedule(options.configPath);
  const log = options.log ?? ((line: string) => console.log(line));
  if (action.kind === "dry-run") {
    for (const run of planRuns(schedule, { after: Date.now(), count: action.count })) {
      log(`${new Date(run.plannedAt).toISOString()} job=${run.job} edition=${run.editionId}`);
    }
    return 0;
  }
  if (action.kind === "files") return await writeFiles(schedule, action.dir, options, log);
  const command = options.command ?? await editionCommand(options.projectDir);
  const effects = systemEffects({ ...options, command, cwd: options.projectDir, log });
  return await untilStopped((signal) => runAction(action, schedule, effects, signal));
}

/**
 * The command of the task `briefings`, run by this very Deno: its flags stand in one place. Not `deno task` itself, whose
 * child would not hear when the schedule is ended.
 */
async function editionCommand(projectDir: string): Promise<readonly string[]> {
  const file = join(projectDir, "deno.json");
  const { tasks } = JSON.parse(await Deno.readTextFile(file)) as {
    readonly tasks: Readonly<Record<string, { readonly command: string } | undefined>>;
  };
  const [program, ...args] = tasks["briefings"]?.command.split(" ") ?? [];
  if (program === "deno") return [Deno.execPath(), ...args];
  throw new WorkspaceError({
    what: "The task `briefings` does not run Deno",
    where: file,
    mend: "Restore the task from version control",
  });
}

async function runAction(
  action: { readonly kind: "run" } | { readonly kind: "once"; readonly job: string },
  schedule: Schedule,
  effects: ScheduleEffects,
  signal: AbortSignal,
): Promise<number> {
  if (action.kind === "run") {
    await runSchedule(schedule, effects, signal);
    return 0;
  }
  const job = schedule.jobs.find((one) => one.name === action.job);
  if (job === undefined) {
    throw new WorkspaceError({
      what: "The schedule has no such job",
      where: action.job,
      mend: `Choose one of: ${schedule.jobs.map((one) => one.name).join(", ")}`,
    });
  }
  const status = await runJobOnce(job, effects, signal);
  return status === "published" ? 0 : status === "busy" ? EXIT_BUSY : 1;
}

async function loadSchedule(path: string): Promise<Schedule> {
  try {
    return parseSchedule(await Deno.readTextFile(path), path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new WorkspaceError({
      what: "There is no schedule",
      where: path,
      mend: "Copy pipelines/publish/deploy/schedule.json there and adapt it",
    });
  }
}

async function writeFiles(
  schedule: Schedule,
  dir: string,
  options: ScheduleCommandOptions,
  log: (line: string) => void,
): Promise<number> {
  await Deno.mkdir(dir, { recursive: true });
  const target = {
    projectDir: options.projectDir,
    denoPath: Deno.execPath(),
    denoVersion: Deno.version.deno,
  };
  for (const file of scheduleFiles(schedule, target)) {
    await Deno.writeTextFile(join(dir, file.path), file.text);
    log(join(dir, file.path));
  }
  return 0;
}

async function untilStopped(work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const name of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(name, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of ["SIGINT", "SIGTERM"] as const) Deno.removeSignalListener(name, stop);
  }
}
