/**
 * The schedule as data: which editions are made when, and who is told.
 *
 * @module
 */
import { Cron } from "croner";
import { checkEditionId } from "./_layout.ts";
import {
  countShape,
  defaultShape,
  listShape,
  nullableShape,
  numberShape,
  objectShape,
  oneOfShape,
  type Shape,
  ShapeError,
  textShape,
} from "./_shape.ts";
import type { NoticeTargets } from "./notify.ts";
import { readShaped } from "./run_record.ts";

/** How a failed run is tried again. */
export interface RetryPolicy {
  /** Runs in all, the first included. Default 3. */
  readonly attempts: number;
  /** Wait before the second run in milliseconds. Default 60,000. */
  readonly firstDelayMs: number;
  /** By how much each wait is longer than the one before. Default 2. */
  readonly factor: number;
  /** Longest wait in milliseconds. Default 3,600,000. */
  readonly maxDelayMs: number;
}

/** One job of the schedule. */
export interface ScheduledJob {
  /** Its name, for logs and locks. */
  readonly name: string;
  /** Cron expression of five fields: minute, hour, day of month, month, day of week. */
  readonly cron: string;
  /** Time zone of the expression, such as `Europe/Amsterdam`. */
  readonly timeZone: string;
  /**
   * The edition's id; `{year}`, `{quarter}`, `{month}`, `{date}` and `{time}` stand for the planned time, for
   * example `2026`, `2026-Q1`, `2026-03`, `2026-03-29` and `2026-03-29T0600`.
   */
  readonly editionId: string;
  /** Further arguments of `briefings`, such as `["--pilot", "heusden"]`. Default none. */
  readonly args: readonly string[];
  /** What becomes of runs that were due while nobody ran: the latest is made up for, or none. Default `run-once`. */
  readonly missed: "run-once" | "skip";
  /** How a failed run is tried again. */
  readonly retry: RetryPolicy;
  /** When a notice is sent. Default `failure`. */
  readonly notifyOn: "failure" | "always";
  /** Where notices go. */
  readonly notify: NoticeTargets;
}

/** The schedule. */
export interface Schedule {
  /** The jobs; names differ. */
  readonly jobs: readonly ScheduledJob[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DEFAULT_RETRY: RetryPolicy = { attempts: 3, firstDelayMs: MINUTE_MS, factor: 2, maxDelayMs: HOUR_MS };
const DEFAULT_NOTICE_TIMEOUT_MS = 10_000;
const NO_TARGETS: NoticeTargets = {
  command: null,
  webhookUrl: null,
  webhookTokenEnv: null,
  timeoutMs: DEFAULT_NOTICE_TIMEOUT_MS,
};

const cronShape: Shape<string> = (value, path) => {
  const expected = "a cron expression of five fields, such as `0 6 * * 1`";
  const text = textShape(expected)(value, path);
  try {
    if (new Cron(text, { paused: true, mode: "5-part" }).nextRun() !== null) return text;
  } catch {
    // Told below, in the words of the other checks.
  }
  throw new ShapeError(path, `${expected}, that comes round`);
};

const timeZoneShape: Shape<string> = (value, path) => {
  const text = textShape("a time zone, such as `Europe/Amsterdam`")(value, path);
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return text;
  } catch {
    throw new ShapeError(path, "a time zone that is known, such as `Europe/Amsterdam`");
  }
};

const webhookShape: Shape<string> = (value, path) => {
  const expected = "an https address, or an http address of this very machine";
  const text = textShape(expected)(value, path);
  const url = URL.canParse(text) ? new URL(text) : null;
  const loopback = url !== null && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url?.protocol === "https:" || (url?.protocol === "http:" && loopback)) return text;
  throw new ShapeError(path, expected);
};

const commandShape: Shape<readonly string[]> = (value, path) => {
  const argv = listShape(textShape())(value, path);
  if (argv.length > 0 && argv[0] !== "") return argv;
  throw new ShapeError(path, "a program and its arguments");
};

const editionShape: Shape<string> = (value, path) => {
  const expected = "an edition id in which only {year}, {quarter}, {month}, {date} and {time} are variable";
  const text = textShape(expected)(value, path);
  try {
    checkEditionId(fillEditionId(text, 0, "UTC"));
    return text;
  } catch {
    throw new ShapeError(path, expected);
  }
};

const retryShape = objectShape({
  attempts: defaultShape(countShape(1, 100), DEFAULT_RETRY.attempts),
  firstDelayMs: defaultShape(countShape(0), DEFAULT_RETRY.firstDelayMs),
  factor: defaultShape(numberShape(1, 10), DEFAULT_RETRY.factor),
  maxDelayMs: defaultShape(countShape(0), DEFAULT_RETRY.maxDelayMs),
});

const notifyShape = objectShape({
  command: defaultShape(nullableShape(commandShape), null),
  webhookUrl: defaultShape(nullableShape(webhookShape), null),
  webhookTokenEnv: defaultShape(nullableShape(textShape("a variable name", /^[A-Za-z_]\w*$/)), null),
  timeoutMs: defaultShape(countShape(1), DEFAULT_NOTICE_TIMEOUT_MS),
});

const jobShape = objectShape({
  name: textShape("1 to 40 letters, digits and hyphens", /^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/),
  cron: cronShape,
  timeZone: timeZoneShape,
  editionId: editionShape,
  args: defaultShape(listShape(textShape()), []),
  missed: defaultShape(oneOfShape("run-once", "skip"), "run-once"),
  retry: defaultShape(retryShape, DEFAULT_RETRY),
  notifyOn: defaultShape(oneOfShape("failure", "always"), "failure"),
  notify: defaultShape(notifyShape, NO_TARGETS),
});

const jobsShape: Shape<readonly ScheduledJob[]> = (value, path) => {
  const jobs = listShape(jobShape)(value, path);
  if (new Set(jobs.map((job) => job.name)).size === jobs.length) return jobs;
  throw new ShapeError(path, "a list in which every job has a name of its own");
};

const scheduleShape = objectShape({ jobs: jobsShape });

/**
 * Reads the text of `schedule.json`.
 *
 * @example The least that a job needs
 * ```ts
 * import { parseSchedule } from "./schedule_config.ts";
 * import assert from "node:assert/strict";
 *
 * const job = { name: "monthly", cron: "0 6 1 * *", timeZone: "Europe/Amsterdam", editionId: "{month}" };
 * const schedule = parseSchedule(JSON.stringify({ jobs: [job] }), "schedule.json");
 * assert.equal(schedule.jobs[0]?.retry.attempts, 3);
 * ```
 *
 * @param text The text.
 * @param where Its path, for messages.
 * @returns The schedule, defaults filled in.
 * @throws {WorkspaceError} When a member is unknown, missing or not valid; the message names its path.
 */
export function parseSchedule(text: string, where: string): Schedule {
  return readShaped(text, where, scheduleShape);
}

/**
 * Fills an edition id in.
 *
 * @param template The id with `{year}`, `{quarter}`, `{month}`, `{date}` or `{time}`.
 * @param plannedAt The planned time in milliseconds since 1970.
 * @param timeZone The job's time zone.
 * @returns The id.
 */
export function fillEditionId(template: string, plannedAt: number, timeZone: string): string {
  const parts = new Map(
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      calendar: "iso8601",
      numberingSystem: "latn",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }).formatToParts(plannedAt).map((part) => [part.type, part.value]),
  );
  const [year, month, day] = [parts.get("year"), parts.get("month"), parts.get("day")];
  const values: Readonly<Record<string, string>> = {
    year: `${year}`,
    quarter: `${year}-Q${Math.ceil(Number(month) / 3)}`,
    month: `${year}-${month}`,
    date: `${year}-${month}-${day}`,
    time: `${year}-${month}-${day}T${parts.get("hour")}${parts.get("minute")}`,
  };
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The next time that a job is due strictly after `after`; both in milliseconds since 1970. */
export function nextDue(job: ScheduledJob, after: number): number | null {
  const cron = new Cron(job.cron, { paused: true, mode: "5-part", timezone: job.timeZone });
  return cron.nextRun(new Date(after))?.getTime() ?? null;
}

/** A run to come. */
export interface PlannedRun {
  /** The job's name. */
  readonly job: string;
  /** When, in milliseconds since 1970. */
  readonly plannedAt: number;
  /** The edition that it makes. */
  readonly editionId: string;
}

/**
 * Lists the next runs of a schedule, for `--dry-run`.
 *
 * @param schedule The schedule.
 * @param options `after`: milliseconds since 1970; `count`: how many. Runs at the same time keep the jobs' order.
 * @returns The runs in the order of time.
 */
export function planRuns(
  schedule: Schedule,
  options: { readonly after: number; readonly count: number },
): readonly PlannedRun[] {
  const runs: PlannedRun[] = [];
  for (const job of schedule.jobs) {
    let plannedAt = nextDue(job, options.after);
    for (let nth = 0; nth < options.count && plannedAt !== null; nth++) {
      const editionId = fillEditionId(job.editionId, plannedAt, job.timeZone);
      runs.push({ job: job.name, plannedAt, editionId });
      plannedAt = nextDue(job, plannedAt);
    }
  }
  return runs.sort((a, b) => a.plannedAt - b.plannedAt).slice(0, options.count);
}
