import assert from "node:assert/strict";
import { join } from "node:path";
import { type ScheduleAction, scheduleCommand } from "../../../pipelines/publish/schedule_command.ts";

const RUNNER = new URL("./_fake_runner.ts", import.meta.url).pathname;
const COMMAND_MODULE = new URL("../../../pipelines/publish/schedule_command.ts", import.meta.url).href;

async function setUp(job: Record<string, unknown> = {}): Promise<string> {
  const dir = await Deno.makeTempDir({ prefix: "schedule-" });
  const base = { name: "daily", cron: "0 6 * * *", timeZone: "Europe/Amsterdam", editionId: "{date}" };
  const jobs = [{ ...base, retry: { attempts: 2, firstDelayMs: 10 }, ...job }];
  await Deno.writeTextFile(join(dir, "schedule.json"), JSON.stringify({ jobs }));
  return dir;
}

function optionsIn(dir: string) {
  return {
    configPath: join(dir, "schedule.json"),
    projectDir: dir,
    outputDir: join(dir, "output"),
    stateDir: join(dir, "state"),
    command: [Deno.execPath(), "run", "-A", "-q", RUNNER, join(dir, "output")],
  };
}

async function run(action: ScheduleAction, dir: string): Promise<{ code: number; lines: readonly string[] }> {
  const lines: string[] = [];
  const code = await scheduleCommand(action, { ...optionsIn(dir), log: (line) => lines.push(line) });
  return { code, lines };
}

Deno.test("schedule --once runs a job now and ends with 0 when the edition was published", async () => {
  const dir = await setUp({ args: ["--behave", "well"] });
  const { code, lines } = await run({ kind: "once", job: "daily" }, dir);
  assert.equal(code, 0);
  assert.match(lines.at(-1) ?? "", /event=published/);
  assert.ok((await Deno.lstat(join(dir, "output", "current"))).isSymlink);
});

Deno.test("schedule --once tries again, tells by its command what failed, and ends with 1", async () => {
  const dir = await setUp();
  const notice = join(dir, "notice.json");
  await Deno.writeTextFile(
    join(dir, "schedule.json"),
    JSON.stringify({
      jobs: [{
        name: "daily",
        cron: "0 6 * * *",
        timeZone: "UTC",
        editionId: "e1",
        args: ["--behave", "badly"],
        retry: { attempts: 2, firstDelayMs: 10 },
        notify: { command: ["tee", notice] },
      }],
    }),
  );
  const { code, lines } = await run({ kind: "once", job: "daily" }, dir);
  assert.equal(code, 1);
  assert.equal(lines.filter((line) => line.includes("event=failed")).length, 2);
  assert.deepEqual(JSON.parse(await Deno.readTextFile(notice)), {
    event: "edition-failed",
    job: "daily",
    editionId: "e1",
    attempts: 2,
    failures: [{ notebook: "n.ipynb", cellId: "load", ename: "TypeError", evalue: "x" }],
  });
});

Deno.test("schedule --dry-run lists the next runs and makes nothing", async () => {
  const dir = await setUp();
  const { code, lines } = await run({ kind: "dry-run", count: 3 }, dir);
  assert.equal(code, 0);
  assert.equal(lines.length, 3);
  for (const line of lines) {
    assert.match(line, /^\d{4}-\d\d-\d\dT0[45]:00:00\.000Z job=daily edition=\d{4}-\d\d-\d\d$/);
  }
  assert.deepEqual([...Deno.readDirSync(dir)].map((entry) => entry.name), ["schedule.json"]);
});

Deno.test("schedule --files writes what systemd, cron and CI need", async () => {
  const dir = await setUp();
  const { lines } = await run({ kind: "files", dir: join(dir, "files") }, dir);
  const names = lines.map((line) => line.slice(join(dir, "files").length + 1));
  assert.deepEqual(names, [
    "smart-start-daily.service",
    "smart-start-daily.timer",
    "crontab",
    "workflow.yml",
  ]);
});

Deno.test("schedule says what to do without a schedule and with an unknown job", async () => {
  const dir = await setUp();
  await assert.rejects(
    run({ kind: "once", job: "weekly" }, dir),
    /no such job \(weekly\). Choose one of: daily/,
  );
  await Deno.remove(join(dir, "schedule.json"));
  await assert.rejects(run({ kind: "run" }, dir), /There is no schedule .*Copy pipelines/);
});

Deno.test("a running schedule ends on SIGTERM within seconds", async () => {
  const dir = await setUp();
  const code = `import { scheduleCommand } from ${JSON.stringify(COMMAND_MODULE)};
    setTimeout(() => console.log("up"), 100);
    Deno.exit(await scheduleCommand({ kind: "run" }, ${JSON.stringify(optionsIn(dir))}));`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-lock", "--ext=ts", code],
    cwd: new URL("../../../", import.meta.url).pathname,
    stdout: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  child.kill("SIGTERM");
  const { code: exitCode } = await child.status;
  assert.equal(exitCode, 0);
  await reader.cancel();
});

Deno.test("schedule makes an edition by the command of the task, with its flags", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  const dir = await setUp();
  // In the place of the main program a small one that tells how it was called; the task is the project's own.
  await Deno.mkdir(join(dir, "pipelines"));
  await Deno.writeTextFile(
    join(dir, "pipelines/main.ts"),
    'Deno.writeTextFileSync("called.txt", Deno.readTextFileSync("/proc/self/cmdline"));',
  );
  const { tasks } = JSON.parse(await Deno.readTextFile(new URL("../../../deno.json", import.meta.url)));
  await Deno.writeTextFile(join(dir, "deno.json"), JSON.stringify({ tasks }));
  const { command: _, ...options } = optionsIn(dir);
  assert.equal(await scheduleCommand({ kind: "once", job: "daily" }, { ...options, log: () => {} }), 0);
  const called = (await Deno.readTextFile(join(dir, "called.txt"))).split("\0");
  const [, ...args] = tasks.briefings.command.split(" ");
  assert.deepEqual(called.slice(0, 1 + args.length), [Deno.execPath(), ...args]);
  assert.match(called.slice(1 + args.length).join(" "), /^--edition \d{4}-\d{2}-\d{2}/);
});
