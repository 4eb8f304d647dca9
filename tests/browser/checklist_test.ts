/**
 * The thirty points, scored on every briefing of an edition that is made here from the shipped notebooks. The short form
 * makes two of them; SMART_START_LONG=1 makes all.
 */
import assert from "node:assert/strict";
import { join } from "../../pipelines/paths.ts";
import { findBrowser, renderBriefing } from "../../pipelines/render/mod.ts";
import { sampleBriefing } from "../data/render/sample.ts";
import { browserTest, closeBrowser } from "../support/browser.ts";
import { withProject } from "../support/project.ts";
import { scoreBriefing, tellScore } from "./_checklist.ts";
import { publishEdition } from "./_edition.ts";
import { linkProblems, lookAtPage, PAGE_STATES, pagesToLookAt, readPages } from "./_edition_pages.ts";
import { pictureProblems } from "./_pictures.ts";
import { NEEDED_POINTS } from "./score_edition.ts";

Deno.test.afterAll(closeBrowser);

const LONG = Deno.env.get("SMART_START_LONG") === "1";
const SHORT_PILOTS = ["ace", "heusden"];

/**
 * Links of the whole edition lead somewhere, and its other pages hold as its briefings do: the English briefings in one
 * state each, all pages in every state in the long form.
 */
async function assertWhole(dir: string): Promise<void> {
  const pages = await readPages(dir);
  assert.deepEqual(linkProblems(dir, pages), []);
  const english = [...pages.keys()].filter((path) => path.endsWith("briefing.en.html"));
  for (const [i, path] of (LONG ? pagesToLookAt(pages) : english).entries()) {
    const states = LONG ? PAGE_STATES : PAGE_STATES.filter((_state, j) => j === i % PAGE_STATES.length);
    assert.deepEqual(await lookAtPage(pages.get(path) ?? "", states), [], path);
  }
}

/**
 * Pages look as a person last saw them: the Dutch briefings that were made, in the long form every page. Made with the
 * packaged browser; another one draws letters a little differently.
 */
async function assertPictures(dir: string, names: readonly string[]): Promise<void> {
  if (findBrowser().origin !== "package") return;
  const pages = await readPages(dir);
  const paths = LONG ? [...pages.keys()] : names.map((name) => `${name}/briefing.html`);
  const problems: string[] = [];
  for (const path of paths) problems.push(...await pictureProblems(path, pages.get(path) ?? ""));
  assert.deepEqual(problems, []);
}

browserTest(
  `every briefing of the edition scores ${NEEDED_POINTS} of 30, fails no point with a star, and looks as approved`,
  () =>
    withProject(async (project) => {
      const { dir, briefings: names } = await publishEdition(project, LONG ? [] : SHORT_PILOTS);
      assert.ok(names.length >= SHORT_PILOTS.length);
      for (const name of names) {
        const html = await Deno.readTextFile(join(dir, name, "briefing.html"));
        const score = await scoreBriefing(html);
        const starred = score.scored.filter(({ weight, problems }) =>
          weight === "star" && problems.length > 0
        );
        assert.deepEqual(starred, [], tellScore(name, score));
        assert.ok(score.points >= NEEDED_POINTS, tellScore(name, score));
      }
      await assertWhole(dir);
      await assertPictures(dir, names);
    }),
);

browserTest("a page that breaks points loses exactly those", async () => {
  const good = renderBriefing(sampleBriefing({ commit: "0123456789abcdef" }), "nl");
  const whole = await scoreBriefing(good);
  const failing = ({ scored }: typeof whole): readonly number[] =>
    scored.filter(({ problems }) => problems.length > 0).map(({ number }) => number);
  const bad = good
    .replace(/<p class="desc" id="fig-1-d">[^<]*<\/p>/, '<p class="desc" id="fig-1-d">Hier staat 99,9%.</p>')
    .replace(/(<div class="plot w[\s\S]*?)fill="var\(--c-1\)"/, '$1fill="#ff0000"')
    .replaceAll('"licence":', '"left-out":')
    .replace('href="#kort"', 'href="#nergens"')
    .replace(/<span class="tag">[^<]*<\/span>/, "");
  const lost = failing(await scoreBriefing(bad)).filter((number) => !failing(whole).includes(number));
  assert.deepEqual(lost, [4, 9, 11, 24, 27, 30]);
});
