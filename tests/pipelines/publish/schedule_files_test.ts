/**
 * The files for systemd, cron and CI. Where systemd is installed it reads them itself.
 *
 * The files in `pipelines/publish/deploy/` are the output for the schedule beside them; write them anew with
 * `SMART_START_UPDATE=1 deno test -A tests/pipelines/publish/schedule_files_test.ts`.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { nextDue, parseSchedule } from "../../../pipelines/publish/schedule_config.ts";
import { scheduleFiles, toCalendar } from "../../../pipelines/publish/schedule_files.ts";

const DEPLOY = new URL("../../../pipelines/publish/deploy/", import.meta.url).pathname;
const OPTIONS = { projectDir: "/opt/smart-start", denoPath: "/usr/local/bin/deno", denoVersion: "2.9.6" };
const UPDATE = Deno.env.get("SMART_START_UPDATE") === "1";

async function output(command: string, ...args: string[]): Promise<string | null> {
  try {
    const { code, stdout, stderr } = await new Deno.Command(command, {
      args,
      env: { LC_ALL: "C", TZ: "UTC" },
    })
      .output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    return new TextDecoder().decode(stdout);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

const hasSystemd = await output("systemd-analyze", "--version").catch(() => null) !== null;
const why = hasSystemd ? "" : " (skipped: systemd-analyze is not installed)";

Deno.test("the files in deploy/ are what their schedule gives", async () => {
  const path = join(DEPLOY, "schedule.json");
  const schedule = parseSchedule(await Deno.readTextFile(path), path);
  for (const file of scheduleFiles(schedule, OPTIONS)) {
    if (UPDATE) await Deno.writeTextFile(join(DEPLOY, file.path), file.text);
    assert.equal(file.text, await Deno.readTextFile(join(DEPLOY, file.path)), file.path);
  }
});

Deno.test({
  name: `systemd accepts the service and the timer${why}`,
  ignore: !hasSystemd,
  async fn() {
    const dir = await Deno.makeTempDir();
    const job = {
      name: "weekdays",
      cron: "30 6 1 * 1-5",
      timeZone: "Europe/Amsterdam",
      editionId: "{date}",
    };
    const schedule = parseSchedule(JSON.stringify({ jobs: [job] }), "schedule.json");
    const options = { projectDir: dir, denoPath: Deno.execPath(), denoVersion: "2.9.6" };
    const units = scheduleFiles(schedule, options).filter((file) => file.path.startsWith("smart-start"));
    assert.equal(units.length, 2);
    for (const unit of units) await Deno.writeTextFile(join(dir, unit.path), unit.text);
    await output("systemd-analyze", "verify", ...units.map((unit) => join(dir, unit.path)));
  },
});

Deno.test.each(
  [
    ["*/15 * * * *", ["*-*-* *:00/15:00"]],
    ["0 6 1 */3 *", ["*-01/3-01 06:00:00"]],
    ["5,35 8-18/2 * jan,jul 1-5", ["Mon..Fri *-01,07-* 08..18/2:05,35:00"]],
    ["0 6 1 * MON", ["*-*-01 06:00:00", "Mon *-*-* 06:00:00"]],
    ["0 6 * * SAT-SUN", ["Sun,Sat *-*-* 06:00:00"]],
    ["0 6 * * */2", ["Sun,Tue,Thu,Sat *-*-* 06:00:00"]],
    ["0 6 * * 7", ["Sun *-*-* 06:00:00"]],
  ] as const,
)("toCalendar() translates %s", (cron, expected) => {
  assert.deepEqual(toCalendar(cron), expected);
});

Deno.test.each([["0 6 L * *"], ["0 6 15W * *"], ["0 6 * * 5#2"]])("toCalendar() refuses %s", (cron) => {
  assert.throws(() => toCalendar(cron), /no equal in systemd/);
});

/** The first times after `base` by systemd's own reckoning. */
async function bySystemd(
  calendar: readonly string[],
  base: string,
  count: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (const one of calendar) {
    const text = await output(
      "systemd-analyze",
      "calendar",
      `--iterations=${count}`,
      `--base-time=${base}`,
      `${one} Europe/Amsterdam`,
    );
    for (const match of (text ?? "").matchAll(/\(in UTC\): \w+ ([\d-]+) ([\d:]+) UTC/g)) {
      times.push(Date.parse(`${match[1]}T${match[2]}Z`));
    }
    for (const match of (text ?? "").matchAll(/(?:Next elapse|Iter\. #\d+): \w+ ([\d-]+) ([\d:]+) UTC/g)) {
      times.push(Date.parse(`${match[1]}T${match[2]}Z`));
    }
  }
  return [...new Set(times)].sort((a, b) => a - b).slice(0, count);
}

Deno.test({
  name: `systemd's timer fires at the very times of the cron expression${why}`,
  ignore: !hasSystemd,
  async fn() {
    const list = (from: number, to: number) =>
      fc.uniqueArray(fc.integer({ min: from, max: to }), { minLength: 1, maxLength: 3 }).map((values) =>
        values.join(",")
      );
    // Hours from 4: at the clock's change cron and systemd treat the hours that are missing or twice differently.
    const cron = fc.tuple(
      fc.oneof(list(0, 59), fc.constantFrom("*/15", "10-50/20")),
      fc.oneof(list(4, 23), fc.constantFrom("6-18/4")),
      fc.oneof(list(1, 28), fc.constantFrom("*", "*/7", "10-20")),
      fc.oneof(list(1, 12), fc.constantFrom("*", "*/3", "jan-mar")),
      fc.oneof(list(0, 7), fc.constantFrom("*", "MON-FRI", "SAT-SUN", "1-5/2")),
    ).map((fields) => fields.join(" "));
    const base = "2026-03-20 00:00:00 UTC";
    await fc.assert(
      fc.asyncProperty(cron, async (expression) => {
        const spec = { name: "a", cron: expression, timeZone: "Europe/Amsterdam", editionId: "{date}" };
        const job = parseSchedule(JSON.stringify({ jobs: [spec] }), "s").jobs[0];
        assert.ok(job);
        const expected: number[] = [];
        for (let at = nextDue(job, Date.parse("2026-03-20T00:00:00Z")); at !== null && expected.length < 5;) {
          expected.push(at);
          at = nextDue(job, at);
        }
        const found = await bySystemd(toCalendar(expression), base, 5);
        const iso = (times: readonly number[]) => times.map((at) => new Date(at).toISOString());
        assert.deepEqual(iso(found), iso(expected), expression);
      }),
      { numRuns: 40, seed: 7 },
    );
  },
});

Deno.test("names and folders with odd characters are quoted for systemd and for the shell", async () => {
  const job = { name: "a", cron: "0 6 * * *", timeZone: "Europe/Amsterdam", editionId: "{date}" };
  const schedule = parseSchedule(JSON.stringify({ jobs: [job] }), "schedule.json");
  const dir = await Deno.makeTempDir({ prefix: "it's 100% $HOME " });
  const files = scheduleFiles(schedule, { projectDir: dir, denoPath: "/bin/echo", denoVersion: "2.9.6" });
  const crontab = files.find((file) => file.path === "crontab")?.text ?? "";
  const line = crontab.split("\n").find((one) => one.startsWith("0 6")) ?? "";
  assert.match(line, /100\\%/);
  // Cron takes the back-slash before a per cent sign away and hands the rest to a shell.
  const command = line.replace("0 6 * * * ", "").replaceAll("\\%", "%");
  assert.equal(await output("sh", "-c", `${command}; pwd`), `task schedule --once a\n${dir}\n`);
  const service = files.find((file) => file.path.endsWith(".service"))?.text ?? "";
  assert.match(service, /^WorkingDirectory=.*100%% /m);
});
