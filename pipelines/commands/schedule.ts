/**
 * `schedule`: editions by cron expression, here or through another scheduler.
 *
 * @module
 */
import { layoutOf } from "../layout.ts";
import { join, resolve } from "../paths.ts";
import { type ScheduleAction, scheduleCommand } from "../publish/schedule_command.ts";
import type { Command, CommandInput } from "./command.ts";

/** How many coming runs a dry run shows. */
const SHOWN_RUNS = 5;

/** The command. */
export const command: Command = {
  name: "schedule",
  summary:
    "Makes editions when schedule.json says so, one at a time, with retries and a notice when one fails.",
  operands: "",
  options: [
    {
      name: "config",
      value: "one",
      placeholder: "FILE",
      help: "The schedule; schedule.json in the project when not given",
    },
    {
      name: "once",
      value: "one",
      placeholder: "JOB",
      help: "Run one job now, for cron, systemd or CI; exit code 0 when published",
    },
    { name: "dry-run", value: "none", help: "Show the coming runs of each job and do nothing" },
    { name: "files", value: "one", placeholder: "DIR", help: "Write ready files for systemd, cron and CI" },
  ],
  run: (input) => {
    const layout = layoutOf();
    return scheduleCommand(actionOf(input), {
      configPath: resolve(input.one("config") ?? join(layout.projectDir, "schedule.json")),
      projectDir: layout.projectDir,
      outputDir: layout.outputDir,
      stateDir: join(layout.stateDir, "schedule"),
    });
  },
};

function actionOf(input: CommandInput): ScheduleAction {
  const job = input.one("once");
  if (job !== null) return { kind: "once", job };
  if (input.has("dry-run")) return { kind: "dry-run", count: SHOWN_RUNS };
  const dir = input.one("files");
  return dir === null ? { kind: "run" } : { kind: "files", dir: resolve(dir) };
}
