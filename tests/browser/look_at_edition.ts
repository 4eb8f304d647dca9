/**
 * Looks at every page of an edition in every state and prints what is wrong.
 *
 * Usage: `deno run -A tests/browser/look_at_edition.ts reports/output/current`. Exit code 1 when something is.
 */
import { closeBrowser } from "../support/browser.ts";
import { linkProblems, lookAtPage, PAGE_STATES, pagesToLookAt, readPages } from "./_edition_pages.ts";

if (import.meta.main) {
  const [dir = "reports/output/current"] = Deno.args;
  const pages = await readPages(dir);
  const problems = [...linkProblems(dir, pages)];
  const paths = pagesToLookAt(pages);
  for (const path of paths) {
    for (const problem of await lookAtPage(pages.get(path) ?? "", PAGE_STATES)) {
      problems.push(`${path}: ${problem}`);
      console.log(problems.at(-1));
    }
  }
  console.log(
    `${paths.length} of ${pages.size} pages in ${PAGE_STATES.length} states: ${problems.length} problems`,
  );
  problems.filter((one) => one.includes("no-")).forEach((one) => console.log(one));
  if (problems.length > 0) Deno.exitCode = 1;
  await closeBrowser();
}
