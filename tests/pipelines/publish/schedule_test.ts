import assert from "node:assert/strict";
import { join } from "node:path";
import type { Delivery, Notice } from "../../../pipelines/publish/mod.ts";
import {
  type AttemptResult,
  type JobMemory,
  runJobOnce,
  runSchedule,
  type ScheduleEffects,
} from "../../../pipelines/publish/schedule.ts";
import {
  fillEditionId,
  nextDue,
  parseSchedule,
  planRuns,
  type Schedule,
} from "../../../pipelines/publish/schedule_config.ts";
import { systemEffects } from "../../../pipelines/publish/schedule_effects.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Spec = Readonly<Record<string, unknown>>;

function scheduleOf(...jobs: readonly Spec[]): Schedule {
  const base = { name: "daily", cron: "0 6 * * *", timeZone: "Europe/Amsterdam", editionId: "{date}" };
  return parseSchedule(JSON.stringify({ jobs: jobs.map((job) => ({ ...base, ...job })) }), "schedule.json");
}

function jobOf(spec: Spec = {}) {
  const job = scheduleOf(spec).jobs[0];
  assert.ok(job);
  return job;
}

/** A world whose clock moves only when the schedule sleeps or an edition runs. */
class World implements ScheduleEffects {
  readonly lines: string[] = [];
  readonly notices: Notice[] = [];
  readonly memory = new Map<string, JobMemory>();
  readonly runs: { editionId: string; from: number; to: number }[] = [];
  readonly stop = new AbortController();
  time: number;
  until: number;
  runMs: (nth: number) => number = () => MINUTE;
  result: (nth: number) => AttemptResult = () => ({ status: "published", failures: [] });
  busy: () => boolean = () => false;

  constructor(from: string, until: string) {
    this.time = Date.parse(from);
    this.until = Date.parse(until);
  }
  now(): number {
    return this.time;
  }
  sleep(ms: number): Promise<void> {
    assert.ok(ms >= 0);
    this.time += ms;
    if (this.time >= this.until) this.stop.abort();
    return Promise.resolve();
  }
  runEdition(_job: unknown, editionId: string): Promise<AttemptResult> {
    const nth = this.runs.length;
    const from = this.time;
    this.time += this.runMs(nth);
    if (this.time >= this.until) this.stop.abort();
    this.runs.push({ editionId, from, to: this.time });
    return Promise.resolve(this.result(nth));
  }
  notify(notice: Notice): Promise<readonly Delivery[]> {
    this.notices.push(notice);
    return Promise.resolve([{ channel: "webhook", status: "failed", detail: "answer 500" }]);
  }
  acquire(): Promise<{ release(): void } | null> {
    return Promise.resolve(this.busy() ? null : { release() {} });
  }
  recall(name: string): Promise<JobMemory | null> {
    return Promise.resolve(this.memory.get(name) ?? null);
  }
  remember(name: string, memory: JobMemory): Promise<void> {
    this.memory.set(name, memory);
    return Promise.resolve();
  }
  log(line: string): void {
    this.lines.push(line);
  }
  get events(): readonly string[] {
    return this.lines.map((line) => /event=([\w-]+)/.exec(line)?.[1] ?? "");
  }
}

const failed: AttemptResult = {
  status: "failed",
  failures: [{ notebook: "n.ipynb", cellId: "load", ename: "TypeError", evalue: "x" }],
};

Deno.test("runSchedule() runs at the planned local time and names the edition after it", async () => {
  const world = new World("2026-01-30T12:00:00Z", "2026-02-01T12:00:00Z");
  await runSchedule(scheduleOf({}), world, world.stop.signal);
  assert.deepEqual(world.runs.map((run) => [run.editionId, new Date(run.from).toISOString()]), [
    ["2026-01-31", "2026-01-31T05:00:00.000Z"],
    ["2026-02-01", "2026-02-01T05:00:00.000Z"],
  ]);
  assert.equal(
    world.lines[0],
    "2026-01-31T05:00:00.000Z schedule job=daily event=started edition=2026-01-31 attempt=1",
  );
  assert.equal(
    world.lines[1],
    "2026-01-31T05:01:00.000Z schedule job=daily event=published edition=2026-01-31 attempt=1 seconds=60",
  );
});

Deno.test("the clock's change: a time that does not exist runs once just after, one that comes twice runs once", () => {
  const job = jobOf({ cron: "30 2 * * *" });
  const spring = nextDue(job, Date.parse("2026-03-28T12:00:00Z")) ?? 0;
  assert.equal(new Date(spring).toISOString(), "2026-03-29T01:00:00.000Z");
  const autumn = nextDue(job, Date.parse("2026-10-24T12:00:00Z")) ?? 0;
  const after = nextDue(job, autumn) ?? 0;
  assert.ok(after - autumn >= 23 * HOUR, new Date(after).toISOString());
});

Deno.test("runs never overlap: what is due meanwhile follows, several of one job as one", async () => {
  const world = new World("2026-01-30T12:00:00Z", "2026-01-30T20:00:00Z");
  world.runMs = (nth) => nth === 0 ? 150 * MINUTE : 5 * MINUTE;
  const schedule = scheduleOf({ name: "a", cron: "0 * * * *", editionId: "a-{time}" }, {
    name: "b",
    cron: "30 14 * * *",
    editionId: "b",
  });
  await runSchedule(schedule, world, world.stop.signal);
  for (const [index, run] of world.runs.entries()) {
    const next = world.runs[index + 1];
    if (next !== undefined) assert.ok(next.from >= run.to);
  }
  const ids = world.runs.map((run) => run.editionId);
  assert.deepEqual(ids.slice(0, 3), ["a-2026-01-30T1400", "b", "a-2026-01-30T1600"]);
  assert.match(world.lines.find((line) => line.includes("missed")) ?? "", /job=a event=missed runs=1$/);
});

Deno.test("a failed run is tried again after growing waits, then a notice is sent", async () => {
  const world = new World("2026-01-30T12:00:00Z", "2026-01-31T12:00:00Z");
  world.result = () => failed;
  const retry = { attempts: 4, firstDelayMs: MINUTE, factor: 3, maxDelayMs: 5 * MINUTE };
  await runSchedule(scheduleOf({ retry }), world, world.stop.signal);
  const waits = world.runs.slice(1).map((run, index) => (run.from - (world.runs[index]?.to ?? 0)) / MINUTE);
  assert.deepEqual(waits, [1, 3, 5]);
  assert.deepEqual(world.notices, [{
    event: "edition-failed",
    job: "daily",
    editionId: "2026-01-31",
    attempts: 4,
    failures: failed.failures,
  }]);
  assert.equal(world.events.at(-1), "notice-failed");
});

Deno.test("a run that succeeds at the second attempt sends no notice", async () => {
  const world = new World("2026-01-30T12:00:00Z", "2026-01-31T12:00:00Z");
  world.result = (nth) => nth === 0 ? failed : { status: "published", failures: [] };
  await runSchedule(scheduleOf({}), world, world.stop.signal);
  assert.deepEqual(world.events, ["started", "failed", "retry", "started", "published"]);
  assert.deepEqual(world.notices, []);
});

Deno.test("while a run waits to be tried again another job runs", async () => {
  const world = new World("2026-01-30T12:00:00Z", "2026-01-31T12:00:00Z");
  world.result = (nth) => nth === 0 ? failed : { status: "published", failures: [] };
  const retry = { firstDelayMs: HOUR };
  const schedule = scheduleOf({ name: "a", editionId: "a", retry }, {
    name: "b",
    cron: "30 6 * * *",
    editionId: "b",
  });
  await runSchedule(schedule, world, world.stop.signal);
  assert.deepEqual(world.runs.map((run) => run.editionId), ["a", "b", "a"]);
});

Deno.test.each([["run-once", ["2026-02-03"]], ["skip", []]] as const)(
  "with missed=%s a machine that was off makes up for %j",
  async (missed, expected) => {
    const world = new World("2026-02-03T12:00:00Z", "2026-02-03T13:00:00Z");
    world.memory.set("daily", { handledUntil: Date.parse("2026-01-31T05:00:00Z"), lastStatus: "published" });
    await runSchedule(scheduleOf({ missed }), world, world.stop.signal);
    assert.deepEqual(world.runs.map((run) => run.editionId), expected);
    assert.match(world.lines[0] ?? "", missed === "skip" ? /missed runs=3/ : /missed runs=2/);
  },
);

Deno.test("the first start of a schedule makes up for nothing", async () => {
  const world = new World("2026-02-03T12:00:00Z", "2026-02-03T13:00:00Z");
  await runSchedule(scheduleOf({}), world, world.stop.signal);
  assert.deepEqual(world.lines, []);
});

Deno.test("a run waits for another process and is not made twice when that one made it", async () => {
  const world = new World("2026-01-31T04:59:00Z", "2026-01-31T06:00:00Z");
  let asked = 0;
  world.busy = () => ++asked < 4;
  const sleep = world.sleep.bind(world);
  world.sleep = (ms) => {
    if (asked === 3) {
      world.memory.set("daily", {
        handledUntil: Date.parse("2026-01-31T05:00:00Z"),
        lastStatus: "published",
      });
    }
    return sleep(ms);
  };
  await runSchedule(scheduleOf({}), world, world.stop.signal);
  assert.deepEqual(world.events, ["waiting", "waiting", "waiting", "done-elsewhere"]);
  assert.deepEqual(world.runs, []);
});

Deno.test("a runner that throws counts as a failure and the schedule goes on", async () => {
  const world = new World("2026-01-30T12:00:00Z", "2026-02-01T12:00:00Z");
  world.result = () => {
    throw new TypeError("no such program");
  };
  await runSchedule(scheduleOf({ retry: { attempts: 1 } }), world, world.stop.signal);
  assert.equal(world.notices.length, 2);
  assert.deepEqual(world.notices[0]?.failures, [
    { notebook: "(runner)", cellId: null, ename: "TypeError", evalue: "no such program" },
  ]);
});

Deno.test("runJobOnce() runs now, tries again, and tells when another process runs", async () => {
  const world = new World("2026-01-30T12:00:00Z", "2027-01-01T00:00:00Z");
  world.result = (nth) => nth === 0 ? failed : { status: "published", failures: [] };
  assert.equal(await runJobOnce(jobOf(), world, world.stop.signal), "published");
  assert.deepEqual(world.runs.map((run) => run.editionId), ["2026-01-30", "2026-01-30"]);
  world.busy = () => true;
  assert.equal(await runJobOnce(jobOf(), world, world.stop.signal), "busy");
});

Deno.test("planRuns() lists the next runs of all jobs in the order of time", () => {
  const schedule = scheduleOf({ name: "a", cron: "0 6 1 * *", editionId: "{quarter}" }, {
    name: "b",
    cron: "0 6 * * 1",
    timeZone: "UTC",
  });
  const runs = planRuns(schedule, { after: Date.parse("2026-03-20T00:00:00Z"), count: 3 });
  assert.deepEqual(runs.map((run) => [run.job, new Date(run.plannedAt).toISOString(), run.editionId]), [
    ["b", "2026-03-23T06:00:00.000Z", "2026-03-23"],
    ["b", "2026-03-30T06:00:00.000Z", "2026-03-30"],
    ["a", "2026-04-01T04:00:00.000Z", "2026-Q2"],
  ]);
});

Deno.test("an edition id is filled in with the local time, not with UTC", () => {
  const newYear = Date.parse("2025-12-31T23:30:00Z");
  assert.equal(fillEditionId("e-{time}", newYear, "Europe/Amsterdam"), "e-2026-01-01T0030");
  assert.equal(fillEditionId("{year}.{quarter}.{month}", newYear, "UTC"), "2025.2025-Q4.2025-12");
});

const MISFITS: readonly (readonly [Spec, string])[] = [
  [{ cron: "0 6 * *" }, "$.jobs[0].cron"],
  [{ cron: "0 6 31 2 *" }, "$.jobs[0].cron"],
  [{ cron: "0 0 6 * * *" }, "$.jobs[0].cron"],
  [{ timeZone: "Europe/Heusden" }, "$.jobs[0].timeZone"],
  [{ editionId: "{week}" }, "$.jobs[0].editionId"],
  [{ editionId: "../{date}" }, "$.jobs[0].editionId"],
  [{ name: "a b" }, "$.jobs[0].name"],
  [{ retries: 3 }, "$.jobs[0].retries"],
  [{ retry: { attempts: 0 } }, "$.jobs[0].retry.attempts"],
  [{ missed: "all" }, "$.jobs[0].missed"],
  [{ notify: { webhookUrl: "http://example.org/hook" } }, "$.jobs[0].notify.webhookUrl"],
  [{ notify: { webhookUrl: "file:///etc/passwd" } }, "$.jobs[0].notify.webhookUrl"],
  [{ notify: { command: [] } }, "$.jobs[0].notify.command"],
  [{ notify: { command: "mail x" } }, "$.jobs[0].notify.command"],
];

for (const [spec, path] of MISFITS) {
  Deno.test(`parseSchedule() refuses ${JSON.stringify(spec)} and names ${path}`, () => {
    assert.throws(() => scheduleOf(spec), (error: unknown) => {
      assert.ok(
        (error as Error).message.startsWith(`The file cannot be read: ${path} should be `),
        String(error),
      );
      return true;
    });
  });
}

Deno.test("parseSchedule() refuses two jobs of one name", () => {
  assert.throws(() => scheduleOf({}, {}), /every job has a name of its own/);
});

const RUNNER = new URL("./_fake_runner.ts", import.meta.url).pathname;

Deno.test("the machine's effects run a real command, report its failure, and stop it on abort", async () => {
  const dir = await Deno.makeTempDir();
  const lines: string[] = [];
  const effects = systemEffects({
    outputDir: join(dir, "output"),
    stateDir: join(dir, "state"),
    command: [Deno.execPath(), "run", "-A", "-q", RUNNER, join(dir, "output")],
    cwd: dir,
    log: (line) => lines.push(line),
  });
  const { signal } = new AbortController();
  const job = jobOf({ args: ["--behave", "well"] });
  assert.deepEqual(await effects.runEdition(job, "e1", signal), { status: "published", failures: [] });
  const bad = jobOf({ args: ["--behave", "badly"] });
  const failures = [{ notebook: "n.ipynb", cellId: "load", ename: "TypeError", evalue: "x" }];
  assert.deepEqual(await effects.runEdition(bad, "e1", signal), { status: "failed", failures });
  const abort = new AbortController();
  const hanging = effects.runEdition(jobOf({ args: ["--behave", "hang"] }), "e2", abort.signal);
  setTimeout(() => abort.abort(), 400);
  assert.deepEqual(await hanging, { status: "failed", failures: [] });
});

Deno.test("the machine's effects remember, keep processes apart and sleep no longer than told", async () => {
  const dir = await Deno.makeTempDir();
  const paths = { outputDir: join(dir, "output"), stateDir: join(dir, "state"), cwd: dir };
  const make = () => systemEffects({ ...paths, command: ["false"], log: () => {} });
  const [one, two] = [make(), make()];
  assert.equal(await one.recall("daily"), null);
  await one.remember("daily", { handledUntil: 5, lastStatus: "failed" });
  assert.deepEqual(await two.recall("daily"), { handledUntil: 5, lastStatus: "failed" });
  const lock = await one.acquire(jobOf());
  assert.equal(await two.acquire(jobOf()), null);
  lock?.release();
  (await two.acquire(jobOf()))?.release();
  const abort = new AbortController();
  const begin = performance.now();
  const sleeping = one.sleep(HOUR, abort.signal);
  abort.abort();
  await sleeping;
  await one.sleep(5, new AbortController().signal);
  assert.ok(performance.now() - begin < 2000);
});
