/**
 * Pictures of the pages, compared with those in tests/golden/render/. A person can open them. Made with the packaged
 * browser; another browser draws letters a little differently, so there the test is skipped.
 * UPDATE_GOLDEN=1 makes them anew.
 */
import assert from "node:assert/strict";
import { findBrowser, renderBriefing, renderIndex } from "../../pipelines/render/mod.ts";
import { sampleBriefing } from "../data/render/sample.ts";
import { sampleIndex } from "../data/render/sample_index.ts";
import { fewEntries, sampleSite } from "../data/render/sample_site.ts";
import { renderReferencePages } from "../../pipelines/render/reference_pages.ts";
import { sitePath } from "../../pipelines/render/site_nav.ts";
import { closeBrowser, type Look, sharedBrowser, visit } from "../support/browser.ts";

Deno.test.afterAll(closeBrowser);

const FOLDER = new URL("../golden/render/", import.meta.url);
const BRIEFING = renderBriefing(sampleBriefing(), "nl");

interface Shot {
  readonly name: string;
  readonly html: string;
  readonly look: Look;
  /** What is put in the window's top left corner. */
  readonly at: string;
  /** What is done in the page first. Default nothing. */
  readonly before?: string;
}

const SITE = sampleSite();
const REFERENCE = new Map(
  renderReferencePages({ ...SITE, content: fewEntries(SITE.content) }).map((
    { path, content },
  ) => [path, content]),
);

const SHOTS: readonly Shot[] = [
  { name: "top-light", html: BRIEFING, look: { width: 1000, height: 800 }, at: "body" },
  {
    name: "figure-dark",
    html: BRIEFING,
    look: { width: 1000, height: 800, colorScheme: "dark" },
    at: "#fig-1",
  },
  { name: "figure-320", html: BRIEFING, look: { width: 320, height: 800 }, at: "#fig-2" },
  { name: "findings-table", html: BRIEFING, look: { width: 800, height: 800 }, at: "#tab-1" },
  {
    name: "personas-print",
    html: BRIEFING,
    look: { width: 718, height: 1000, media: "print" },
    at: ".personas",
  },
  {
    name: "draft-english",
    html: renderBriefing(
      sampleBriefing({ status: "draft", relaxations: [{ nl: "netwerk", en: "network" }] }),
      "en",
    ),
    look: { width: 800, height: 600 },
    at: "body",
  },
  {
    name: "catalogue",
    html: REFERENCE.get(sitePath("indicators", "nl")) ?? "",
    look: { width: 1000, height: 900 },
    at: "body",
  },
  {
    name: "glossary-dark",
    html: REFERENCE.get(sitePath("glossary", "nl")) ?? "",
    look: { width: 800, height: 700, colorScheme: "dark" },
    at: "body",
  },
  {
    name: "protection",
    html: REFERENCE.get(sitePath("policies", "en")) ?? "",
    look: { width: 1000, height: 800 },
    at: "body",
  },
  {
    name: "index-map",
    html: renderIndex(sampleIndex(), "nl"),
    look: { width: 1000, height: 800 },
    at: "#kaart",
  },
  {
    name: "slide",
    html: BRIEFING,
    look: { width: 1920, height: 1080 },
    at: "body",
    before: `document.querySelector('[data-deck="toggle"]').click(); location.hash = "fig-1"`,
  },
  { name: "index", html: renderIndex(sampleIndex(), "nl"), look: { width: 1000, height: 800 }, at: "body" },
  {
    name: "index-320",
    html: renderIndex(sampleIndex(), "nl"),
    look: { width: 320, height: 900 },
    at: "body",
  },
  {
    name: "index-dark",
    html: renderIndex(sampleIndex(), "en"),
    look: { width: 1000, height: 800, colorScheme: "dark" },
    at: "body",
  },
  {
    name: "top-print",
    html: BRIEFING,
    look: { width: 718, height: 1000, media: "print" },
    at: "body",
  },
  {
    name: "figure-forced",
    html: BRIEFING,
    look: { width: 800, height: 700, colorScheme: "dark", forcedColors: "active" },
    at: "#fig-1",
  },
  {
    name: "methods",
    html: REFERENCE.get(sitePath("methods", "nl")) ?? "",
    look: { width: 800, height: 600 },
    at: "body",
  },
  {
    name: "editions",
    html: REFERENCE.get(sitePath("archive", "nl")) ?? "",
    look: { width: 800, height: 600 },
    at: "body",
  },
  {
    name: "catalogue-print",
    html: REFERENCE.get(sitePath("indicators", "nl")) ?? "",
    look: { width: 718, height: 1000, media: "print" },
    at: "body",
  },
];

/** Counts points that differ clearly, by drawing both pictures in an empty page of the same browser. */
async function countDifferentPoints(
  a: Uint8Array,
  b: Uint8Array,
): Promise<{ differing: number; points: number }> {
  const page = await (await sharedBrowser()).newPage();
  try {
    const addresses = [a, b].map((bytes) => `data:image/png;base64,${bytes.toBase64()}`);
    return await page.evaluate<{ differing: number; points: number }>(`(async ([a, b]) => {
      const read = async (address) => {
        const image = new Image();
        image.src = address;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext("2d");
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height);
      };
      const [x, y] = [await read(a), await read(b)];
      const points = x.width * x.height;
      if (x.width !== y.width || x.height !== y.height) return { differing: points, points };
      let differing = 0;
      for (let i = 0; i < x.data.length; i += 4) {
        const far = [0, 1, 2].some((k) => Math.abs(x.data[i + k] - y.data[i + k]) > 48);
        if (far) differing++;
      }
      return { differing, points };
    })(${JSON.stringify(addresses)})`);
  } finally {
    await page.close();
  }
}

for (const { name, html, look, at, before } of SHOTS) {
  Deno.test({
    name: `the picture ${name} is as a person last saw and approved it`,
    ignore: findBrowser().origin !== "package",
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      const shot = await visit(html, look, async ({ page }) => {
        if (before !== undefined) {
          await page.evaluate(before);
          await page.waitForFunction("document.querySelectorAll('.blok.on').length === 1");
        }
        await page.evaluate(`document.querySelector(${JSON.stringify(at)}).scrollIntoView()`);
        return await page.screenshot();
      });
      const path = new URL(`${name}.png`, FOLDER);
      if (Deno.env.get("UPDATE_GOLDEN") === "1") return await Deno.writeFile(path, shot);
      const { differing, points } = await countDifferentPoints(shot, await Deno.readFile(path));
      if (differing > points * 0.002) {
        const seen = await Deno.makeTempFile({ prefix: `${name}-`, suffix: ".png" });
        await Deno.writeFile(seen, shot);
        assert.fail(`${differing} of ${points} points differ; compare ${path.pathname} with ${seen}`);
      }
    },
  });
}
