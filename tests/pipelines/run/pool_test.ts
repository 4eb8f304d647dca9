import assert from "node:assert/strict";
import fc from "fast-check";
import { chooseParallel, runPool } from "../../../pipelines/run/pool.ts";

Deno.test("runPool() gives results in the order of the jobs, whatever the number of lanes and the time each takes", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(3), { maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      fc.nat(3),
      async (delays, parallel, ahead) => {
        let alive = 0, peak = 0;
        const results = await runPool(delays, { parallel, ahead }, {
          start: () => Promise.resolve("worker"),
          work: async (delay) => {
            peak = Math.max(peak, ++alive);
            await new Promise((resolve) => setTimeout(resolve, delay));
            alive--;
            return delay;
          },
        });
        assert.deepEqual(results.map((result) => result.status === "fulfilled" && result.value), delays);
        assert.ok(peak <= parallel);
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("runPool() goes on when a worker does not start or a job fails", async () => {
  const results = await runPool([1, 2, 3], { parallel: 2 }, {
    start: (job) => job === 1 ? Promise.reject(new Error("start")) : Promise.resolve(job),
    work: (job) => job === 2 ? Promise.reject(new Error("work")) : Promise.resolve(job),
  });
  assert.deepEqual(results.map((result) => result.status), ["rejected", "rejected", "fulfilled"]);
});

Deno.test("runPool() starts at most `ahead` workers before they are needed", async () => {
  let started = 0, finished = 0;
  await runPool([1, 2, 3, 4, 5], { parallel: 1, ahead: 1 }, {
    start: () => {
      started++;
      assert.ok(started - finished <= 2);
      return Promise.resolve(0);
    },
    work: () => {
      finished++;
      return Promise.resolve(0);
    },
  });
  assert.equal(started, 5);
});

Deno.test("chooseParallel() is bounded by memory and is never less than one", () => {
  assert.equal(chooseParallel(null, { cores: 8, availableMiB: 4_096 }), 4);
  assert.equal(chooseParallel(2, { cores: 8, availableMiB: 40_960 }), 2);
  assert.equal(chooseParallel(null, { cores: 2, availableMiB: 100 }), 1);
});
