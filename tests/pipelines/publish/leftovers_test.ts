import assert from "node:assert/strict";
import { join } from "node:path";
import { settleLeftovers } from "../../../pipelines/publish/recover.ts";

Deno.test("settleLeftovers() removes what a killed run left, and makes nothing where there is nothing", async () => {
  const outputDir = await Deno.makeTempDir();
  try {
    await settleLeftovers(outputDir);
    assert.deepEqual([...Deno.readDirSync(outputDir)], []);
    const staging = join(outputDir, ".staging");
    await Deno.mkdir(join(staging, "2026-1-16894-052744342962", "naslag"), { recursive: true });
    await Deno.mkdir(join(outputDir, ".locks"));
    await settleLeftovers(outputDir);
    assert.deepEqual([...Deno.readDirSync(staging)], []);
  } finally {
    await Deno.remove(outputDir, { recursive: true });
  }
});
