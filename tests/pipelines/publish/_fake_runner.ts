/** Stands for the runner in tests of the schedule: publishes, fails with a report, or hangs, as told. */
import { failureReport, openEdition } from "../../../pipelines/publish/mod.ts";

const [outputDir = "", , editionId = "", , behave = ""] = Deno.args;
if (behave === "hang") await new Promise((resolve) => setTimeout(resolve, 60_000));
const edition = await openEdition({ outputDir, editionId });
if (behave === "well") {
  await edition.publish({ facts: null });
} else {
  const failure = { notebook: "n.ipynb", cellId: "load", ename: "TypeError", evalue: "x" };
  await edition.fail([failureReport([failure])]);
  Deno.exit(1);
}
