/**
 * Scores every Dutch briefing of an edition on the checklist and prints a line for each.
 *
 * Usage: `deno run -A tests/browser/score_edition.ts reports/output/current`. Exit code 1 when one may not be published.
 */
import { closeBrowser } from "../support/browser.ts";
import { scoreBriefing, tellScore } from "./_checklist.ts";

/** Points that a briefing needs; none of those with a star may be missing. */
export const NEEDED_POINTS = 27;

if (import.meta.main) {
  const [dir = "reports/output/current"] = Deno.args;
  for (const { name, isDirectory } of [...Deno.readDirSync(dir)].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const html = isDirectory
      ? await Deno.readTextFile(`${dir}/${name}/briefing.html`).catch(() => null)
      : null;
    if (html === null) continue;
    const score = await scoreBriefing(html);
    console.log(tellScore(name, score));
    const starred = score.scored.some(({ weight, problems }) => weight === "star" && problems.length > 0);
    if (starred || score.points < NEEDED_POINTS) Deno.exitCode = 1;
  }
  await closeBrowser();
}
