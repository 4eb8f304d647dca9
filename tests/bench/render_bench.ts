/**
 * How long pages take: twelve briefings from executed notebooks in both languages, the reference pages of an edition,
 * and the first paint of a page from a file.
 *
 * `deno run -A tests/bench/render_bench.ts [edition]` prints a table. The edition's own briefings are taken in turn; it has
 * to be there (`deno task briefings`). Default `reports/output/current`.
 *
 * @module
 */
import { LANGUAGES } from "../../lib/core/language.ts";
import type { ProgrammeEnvelope } from "../../lib/core/display.ts";
import { briefingOf } from "../../pipelines/render/briefing.ts";
import { renderBriefing } from "../../pipelines/render/page.ts";
import { renderReferencePages } from "../../pipelines/render/reference_pages.ts";
import { readNotebook } from "../../pipelines/notebook/read.ts";
import { sampleFacts } from "../data/render/sample.ts";
import { sampleSite } from "../data/render/sample_site.ts";
import { closeBrowser, visit } from "../support/browser.ts";

const BRIEFINGS = 12;
const REPEATS = 5;
const MIME = "application/vnd.smart-start.v1+json";

interface ExecutedNotebook {
  readonly name: string;
  readonly text: string;
}

function executedNotebooks(dir: string): readonly ExecutedNotebook[] {
  return [...Deno.readDirSync(dir)].filter(({ isDirectory }) => isDirectory).map(({ name }) => name).sort()
    .flatMap((name) => {
      try {
        return [{ name, text: Deno.readTextFileSync(`${dir}/${name}/executed.ipynb`) }];
      } catch {
        return []; // A folder of the site without a notebook.
      }
    });
}

/** From the text of an executed notebook to its pages, as an edition does it. */
function renderOne(
  { text }: ExecutedNotebook,
  terms: ReturnType<typeof sampleSite>["content"]["glossary"],
): number {
  const notebook = readNotebook(text, { file: "executed.ipynb" });
  const envelopes = new Map<string, ProgrammeEnvelope[]>();
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code") continue;
    const shown = cell.outputs.flatMap((output) => {
      const data = (output as { readonly data?: Readonly<Record<string, unknown>> }).data?.[MIME];
      return data === undefined ? [] : [data as ProgrammeEnvelope];
    });
    if (shown.length > 0) envelopes.set(cell.id, shown);
  }
  const briefing = briefingOf({ notebook, envelopes, facts: sampleFacts() });
  const glossary = { terms, href: "../naslag/begrippen.html" };
  return LANGUAGES.reduce(
    (sum, language) => sum + renderBriefing(briefing, language, { glossary }).length,
    0,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function timeMs(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function report(what: string, ms: number, more = ""): void {
  console.log(`${what.padEnd(64)} ${ms.toFixed(0).padStart(7)} ms  ${more}`);
}

if (import.meta.main) {
  const [dir = "reports/output/current"] = Deno.args;
  const notebooks = executedNotebooks(dir);
  const site = sampleSite();
  const twelve = Array.from({ length: BRIEFINGS }, (_, i) => notebooks[i % notebooks.length]!);
  let characters = 0;
  const all = () => {
    characters = twelve.reduce((sum, one) => sum + renderOne(one, site.content.glossary), 0);
  };
  report(
    `${BRIEFINGS} briefings from executed notebooks, two languages, first time`,
    timeMs(all),
    `aim 4000 ms; ${(characters / 1e6).toFixed(1)} MB`,
  );
  report("the same, median of five", median(Array.from({ length: REPEATS }, () => timeMs(all))));
  const reference = median(Array.from({ length: REPEATS }, () => timeMs(() => renderReferencePages(site))));
  report(
    "reference pages of an edition, median of five",
    reference,
    `${renderReferencePages(site).length} files`,
  );
  const html = Deno.readTextFileSync(`${dir}/${notebooks[0]?.name}/briefing.html`);
  const paints: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    paints.push(
      await visit(html, {}, async ({ page }) => {
        const entries = "performance.getEntriesByName('first-contentful-paint')";
        await page.waitForFunction(`${entries}.length > 0`);
        return await page.evaluate<number>(`${entries}[0].startTime`);
      }),
    );
  }
  report("first contentful paint from a file, median of five", median(paints), "aim 300 ms");
  await closeBrowser();
}
