/** The pages around the briefings in a real browser: rules of axe, nothing asked for, nothing sideways, search, map list, notes. */
import assert from "node:assert/strict";
import { choroplethMap, tileMap } from "../../lib/charts/mod.ts";
import type { ObjectBlock } from "../../pipelines/render/model.ts";
import { renderBriefing, renderIndex } from "../../pipelines/render/mod.ts";
import { renderReferencePages } from "../../pipelines/render/reference_pages.ts";
import { methodPath, sitePath } from "../../pipelines/render/site_nav.ts";
import { DISTRICT_TILES, gridBoundaries, notTold } from "../charts/gallery.ts";
import { sampleBriefing } from "../data/render/sample.ts";
import { sampleIndex } from "../data/render/sample_index.ts";
import { fewEntries, sampleSite } from "../data/render/sample_site.ts";
import {
  axeViolations,
  browserTest,
  closeBrowser,
  type Look,
  setDetails,
  visit,
} from "../support/browser.ts";
import { districtTable } from "../support/protected_fixture.ts";

Deno.test.afterAll(closeBrowser);

const SITE = sampleSite();
const FILES = new Map(renderReferencePages(SITE).map(({ path, content }) => [path, content]));
/** The same pages with few entries: what holds for one entry in a state holds for hundreds. */
const FEW = new Map(
  renderReferencePages({ ...SITE, content: fewEntries(SITE.content) }).map((
    { path, content },
  ) => [path, content]),
);
const METHOD = methodPath(SITE.content.methods[0]?.id ?? "", "nl");
const INDEX = renderIndex({ ...sampleIndex(), reference: "with-pages" }, "nl");

const LOOKS: readonly (readonly [path: string, name: string, look: Look])[] = [
  ["index", "light", {}],
  ["index", "320 px", { width: 320 }],
  [sitePath("indicators", "nl"), "light", {}],
  [sitePath("indicators", "nl"), "dark", { colorScheme: "dark" }],
  [sitePath("indicators", "nl"), "320 px", { width: 320 }],
  [sitePath("indicators", "nl"), "print", { media: "print" }],
  [sitePath("glossary", "nl"), "320 px", { width: 320 }],
  [sitePath("glossary", "en"), "light", {}],
  [METHOD, "light", {}],
  [METHOD, "320 px", { width: 320 }],
  [sitePath("methods", "nl"), "dark", { colorScheme: "dark" }],
  [sitePath("policies", "nl"), "light", {}],
  [sitePath("policies", "nl"), "320 px", { width: 320 }],
  [sitePath("archive", "nl"), "light", {}],
];

for (const [path, name, look] of LOOKS) {
  browserTest(
    `${path} breaks no rule of axe, asks for nothing and stays in the window: ${name}`,
    async () => {
      await visit(
        path === "index" ? INDEX : (name === "light" ? FILES : FEW).get(path) ?? FILES.get(path) ?? "",
        look,
        async ({ page, requests, messages }) => {
          await setDetails(page, "open");
          assert.deepEqual(await axeViolations(page), []);
          assert.deepEqual([requests, messages], [[], []]);
          const [scroll, client] = await page.evaluate<number[]>(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
          );
          assert.equal(scroll, client);
          const nodes = await page.evaluate<number>("document.querySelectorAll('*').length");
          assert.ok(nodes <= 8000, `${nodes} nodes`);
        },
      );
    },
  );
}

browserTest(
  "every reference page stays in a window of 320 px, whatever its formula and example",
  async () => {
    const paths = SITE.content.methods.map(({ id }) => methodPath(id, "nl"));
    for (const path of [...paths, sitePath("indicators", "nl"), sitePath("glossary", "nl")]) {
      await visit(FILES.get(path) ?? "", { width: 320 }, async ({ page }) => {
        const [scroll, client] = await page.evaluate<number[]>(
          "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
        );
        assert.equal(scroll, client, path);
      });
    }
  },
);

browserTest("the catalogue is searched from a file, by words and by code, and empty themes go", async () => {
  await visit(FILES.get(sitePath("indicators", "nl")) ?? "", {}, async ({ page }) => {
    await page.locator("#zoek").fill("JZG01");
    const found = await page.locator("article.entry:visible .tag").allInnerTexts();
    assert.ok(found.includes("JZG01") && found.length < 5, found.join());
    assert.ok(await page.locator("section[data-group]:visible").count() <= found.length);
    assert.match(await page.locator("[role=status]").innerText(), /^\d van de \d+ indicatoren$/);
  });
});

function withMaps(): string {
  const codes = districtTable().dimensions[0]?.codes.map(({ code }) => code) ?? [];
  const maps = [
    choroplethMap(districtTable(), { notTold, boundaries: gridBoundaries(codes, 3, 4) }),
    tileMap(districtTable(), { notTold, tiles: DISTRICT_TILES }),
  ];
  const briefing = sampleBriefing();
  const blocks = maps.map(({ payload, receipts }): ObjectBlock<"figure"> => (
    { kind: "figure", cellId: "kaarten", payload, receipts }
  ));
  return renderBriefing({ ...briefing, blocks: [...blocks, ...briefing.blocks] }, "nl");
}

const MAPS = withMaps();

browserTest(
  "by keyboard an area of a map is looked up: outlined in the drawing, told in words, marked in the table",
  async () => {
    await visit(MAPS, {}, async ({ page, messages }) => {
      for (const figure of ["#fig-1", "#fig-2"]) {
        await setDetails(page, "open");
        const list = page.locator(`${figure} select`);
        await list.focus();
        // Typing letters chooses an option, as in any list.
        await page.keyboard.type("Noord");
        assert.match(
          await page.locator(`${figure} .find-area [role=status]`).innerText(),
          /^Noorderpoort: 8,6%$/,
        );
        const outlined = await page.evaluate<string[]>(
          `[...document.querySelectorAll("${figure} .plot.w .found > *")].map((n) => n.getAttribute("class") + " " + getComputedStyle(n).strokeWidth)`,
        );
        assert.deepEqual(outlined, ["ss-WK990103 3.5px"]);
        assert.deepEqual(await page.locator(`${figure} tr.found th`).allInnerTexts(), ["Noorderpoort"]);
        await list.selectOption("");
        assert.equal(await page.locator(`${figure} .found`).count(), 0);
      }
      assert.deepEqual(await axeViolations(page), []);
      assert.deepEqual(messages, []);
    });
  },
);

browserTest("a hidden area is looked up as hidden, and without script there is no list", async () => {
  await visit(MAPS, {}, async ({ page }) => {
    await page.locator("#fig-1 select").selectOption({ label: "Buitengebied Oost" });
    assert.match(await page.locator("#fig-1 .find-area [role=status]").innerText(), /: verborgen$/);
  });
  await visit(MAPS, { script: "off" }, async ({ page }) => {
    assert.equal(await page.locator(".find-area:visible").count(), 0);
  });
});

browserTest(
  "on slides N shows what to say and ask, made from the slide itself; elsewhere notes stay away",
  async () => {
    await visit(MAPS, { width: 1920, height: 1080 }, async ({ page }) => {
      assert.equal(await page.locator(".notes:visible").count(), 0);
      await page.locator('[data-deck="toggle"]').click();
      await page.evaluate("location.hash = 'fig-1'");
      assert.equal(await page.locator(".notes:visible").count(), 0);
      await page.keyboard.press("n");
      const notes = await page.locator(".notes:visible").innerText();
      assert.match(notes, /Vertel\s+Kaart met 6 onderdelen/);
      assert.match(notes, /Vraag de groep\s+Wat zie je\?/);
      assert.equal(await page.locator('[data-deck="notes"]').getAttribute("aria-pressed"), "true");
      assert.deepEqual(await axeViolations(page), []);
      await page.keyboard.press("n");
      assert.equal(await page.locator(".notes:visible").count(), 0);
    });
  },
);
