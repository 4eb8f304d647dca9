/**
 * Ready files for machines that do the waiting themselves: systemd timers, cron and a CI workflow.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import type { Schedule, ScheduledJob } from "./schedule_config.ts";

/** A file to install. */
export interface ScheduleFile {
  /** Name, for example `smart-start-monthly.timer`. */
  readonly path: string;
  /** Its text. */
  readonly text: string;
}

/** Where the project and its runtime lie on the target machine. */
export interface ScheduleFilesOptions {
  /** Root of the project, absolute. */
  readonly projectDir: string;
  /** The Deno executable, absolute. */
  readonly denoPath: string;
  /** Version of Deno, for the CI workflow. */
  readonly denoVersion: string;
}

/**
 * Writes the files that run a schedule's jobs by systemd, by cron or in CI.
 *
 * All of them call `task schedule --once JOB`, so retries, notices and the lock are the same everywhere.
 *
 * @param schedule The schedule.
 * @param options Where things lie on the target machine.
 * @returns A service and a timer per job, one crontab, one workflow.
 * @throws {WorkspaceError} When an expression has no equal in systemd (`L`, `W`, `#`); use the schedule itself then.
 */
export function scheduleFiles(schedule: Schedule, options: ScheduleFilesOptions): readonly ScheduleFile[] {
  return [
    ...schedule.jobs.flatMap((job) => [
      { path: `smart-start-${job.name}.service`, text: serviceText(job, options) },
      { path: `smart-start-${job.name}.timer`, text: timerText(job) },
    ]),
    { path: "crontab", text: crontabText(schedule, options) },
    { path: "workflow.yml", text: workflowText(schedule, options) },
  ];
}

function serviceText(job: ScheduledJob, options: ScheduleFilesOptions): string {
  const argv = [options.denoPath, "task", "schedule", "--once", job.name].map(systemdQuote).join(" ");
  return `[Unit]
Description=Smart Start briefings: ${job.name}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory=${options.projectDir.replaceAll("%", "%%")}
ExecStart=${argv}
# Ctrl-C first: the runner then ends its kernels and removes what it staged.
KillSignal=SIGINT
TimeoutStopSec=30
Nice=10
`;
}

function timerText(job: ScheduledJob): string {
  const lines = toCalendar(job.cron).map((one) => `OnCalendar=${one} ${job.timeZone}`).join("\n");
  return `[Unit]
Description=When Smart Start briefings are made: ${job.name}

[Timer]
${lines}
Persistent=${job.missed === "run-once" ? "true" : "false"}
AccuracySec=1s

[Install]
WantedBy=timers.target
`;
}

function crontabText(schedule: Schedule, options: ScheduleFilesOptions): string {
  const entries = schedule.jobs.map((job) => {
    const command = ["cd", options.projectDir, "&&", options.denoPath, "task", "schedule", "--once", job.name]
      .map((word) => word === "&&" ? word : shellQuote(word)).join(" ").replaceAll("%", "\\%");
    return `CRON_TZ=${job.timeZone}\n${job.cron} ${command}\n`;
  });
  return `# Install with: crontab crontab
# CRON_TZ is known to cronie; where cron does not know it, the machine's own time zone holds.
# A run that was missed while the machine was off is not made up for: systemd timers do that.
${entries.join("")}`;
}

function workflowText(schedule: Schedule, options: ScheduleFilesOptions): string {
  const crons = schedule.jobs.map((job) =>
    `    - cron: ${JSON.stringify(job.cron)} # ${job.name}; planned in ${job.timeZone}, CI reads it as UTC`
  );
  const steps = schedule.jobs.map((job) =>
    `      - name: ${job.name}
        if: github.event_name == 'workflow_dispatch' || github.event.schedule == ${singleQuote(job.cron)}
        run: npx -y deno@${options.denoVersion} task schedule --once ${job.name}`
  );
  return `# For forges with workflows of this form. Times are UTC and may be late by some minutes.
name: briefings
on:
  workflow_dispatch:
  schedule:
${crons.join("\n")}
concurrency:
  group: briefings
  cancel-in-progress: false
jobs:
  briefings:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@v4
${steps.join("\n")}
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: briefings
          path: reports/output
          include-hidden-files: true
`;
}

/** Field names of cron in order, with the lowest value, for steps. */
const FIELDS = [
  { name: "minute", lowest: 0 },
  { name: "hour", lowest: 0 },
  { name: "day of month", lowest: 1 },
  { name: "month", lowest: 1 },
  { name: "day of week", lowest: 0 },
] as const;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/**
 * Translates a cron expression to systemd's calendar notation.
 *
 * When both day of month and day of week are given, cron means either and systemd means both: two lines then.
 *
 * @example Half past six on working days
 * ```ts
 * import { toCalendar } from "./schedule_files.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(toCalendar("30 6 * * 1-5"), ["Mon..Fri *-*-* 06:30:00"]);
 * ```
 *
 * @param cron Five fields.
 * @returns One or two calendar expressions, without time zone.
 * @throws {WorkspaceError} When a field has no equal.
 */
export function toCalendar(cron: string): readonly string[] {
  const [minute = "*", hour = "*", day = "*", month = "*", weekday = "*"] = cron.trim().split(/\s+/);
  const time = `${calendarField(hour, 1)}:${calendarField(minute, 0)}:00`;
  const monthPart = calendarField(month, 3);
  const onDay = `*-${monthPart}-${calendarField(day, 2)} ${time}`;
  const onWeekday = `${weekdayField(weekday)} *-${monthPart}-*` + ` ${time}`;
  if (weekday === "*") return [onDay];
  return day === "*" ? [onWeekday] : [onDay, onWeekday];
}

function calendarField(field: string, index: 0 | 1 | 2 | 3): string {
  const { name, lowest } = FIELDS[index];
  return field.split(",").map((part) => {
    const match = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part);
    if (match === null) throw noEqual(name);
    const [, from = "", to, step] = match;
    if (from === "*") return step === undefined ? "*" : `${twoDigits(lowest)}/${step}`;
    const start = numberIn(from, index === 3 ? MONTHS : [], name);
    if (to === undefined) return twoDigits(start);
    const range = `${twoDigits(start)}..${twoDigits(numberIn(to, index === 3 ? MONTHS : [], name))}`;
    return step === undefined ? range : `${range}/${step}`;
  }).join(",");
}

/** systemd knows no steps between weekdays: they are written out. */
function weekdayField(field: string): string {
  if (field === "*") return "";
  const days = new Set<number>();
  for (const part of field.split(",")) {
    const match = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part);
    if (match === null) throw noEqual("day of week");
    const [, from = "", to, step = "1"] = match;
    const first = from === "*" ? 0 : numberIn(from, WEEKDAYS, "day of week");
    const end = to === undefined ? first : numberIn(to, WEEKDAYS, "day of week");
    const last = from === "*" ? 6 : end < first ? end + 7 : end; // A range may end on Sunday: SAT-SUN.
    for (let day = first; day <= last; day += Number(step)) days.add(day % 7);
  }
  const sorted = [...days].sort((a, b) => a - b);
  const first = sorted[0] ?? 0;
  const run = sorted.length > 2 && first > 0 && sorted.every((day, index) => day === first + index);
  return run
    ? `${dayName(first)}..${dayName(first + sorted.length - 1)}`
    : sorted.map((day) => dayName(day)).join(",");
}

function dayName(day: number): string {
  const name = WEEKDAYS[day] ?? "";
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function numberIn(text: string, names: readonly string[], field: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const index = names.indexOf(text.toLowerCase());
  if (index < 0) throw noEqual(field);
  return names === MONTHS ? index + 1 : index;
}

function noEqual(field: string): WorkspaceError {
  return new WorkspaceError({
    what: "The cron expression has no equal in systemd",
    where: field,
    mend: "Use numbers, names, lists, ranges and steps only, or run the schedule itself as a service",
  });
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

function systemdQuote(word: string): string {
  const escaped = word.replaceAll("%", "%%").replaceAll("$", "$$$$");
  return /^[\w@%+=:,./-]+$/.test(word) ? escaped : `"${escaped.replace(/["\\]/g, "\\$&")}"`;
}

function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function singleQuote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
