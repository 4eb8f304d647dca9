/**
 * A publisher in a process of its own, to be killed: publishes editions in turn until then.
 *
 * Arguments: output folder, comma-separated edition ids, number of the first round.
 */
import { openEdition, recoverEditions } from "../../../pipelines/publish/mod.ts";

const [outputDir = "", ids = "", first = "0"] = Deno.args;
const editionIds = ids.split(",");
await recoverEditions(outputDir);
console.log("ready");
for (let round = Number(first);; round++) {
  const editionId = editionIds[round % editionIds.length] ?? "";
  const edition = await openEdition({ outputDir, editionId, waitMs: 20_000 });
  for (let file = 0; file < 6; file++) {
    await edition.addFile(`pilot-${file}/briefing.html`, `round ${round}\n`.repeat(2_000 * (file + 1)));
  }
  await edition.publish({ facts: { round } });
}
