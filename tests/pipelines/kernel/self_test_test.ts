import assert from "node:assert/strict";
import { REQUIRED_DENO_VERSION, requireDenoVersion, selfTestKernel } from "../../../pipelines/kernel/mod.ts";
import { PROJECT_DIR } from "./_real_kernel.ts";

Deno.test("requireDenoVersion() takes the pinned version only, and says how to get it", () => {
  requireDenoVersion(REQUIRED_DENO_VERSION);
  requireDenoVersion();
  for (const version of ["2.8.3", "2.9.5", "2.9.7", "3.0.0", "2.9.6-rc.1"]) {
    assert.throws(() => requireDenoVersion(version), {
      name: "DenoVersionError",
      message: new RegExp(`Deno ${version.replaceAll(".", "\\.")} runs this.*npx -y deno@2\\.9\\.6`),
    });
  }
});

Deno.test("selfTestKernel() passes on the pinned Deno", async () => {
  await selfTestKernel({ projectDir: PROJECT_DIR });
});
