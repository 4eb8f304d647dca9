/** Paper and slides of a briefing in a real browser, measured: cards on a sheet, letters, what fits, what the notes say. */
import assert from "node:assert/strict";
import type { PersonaPayload } from "../../lib/core/display.ts";
import { facilitatorSheet } from "../../lib/design/session_sheets.ts";
import { personaCard } from "../../lib/design/mod.ts";
import { printPdf, renderBriefing } from "../../pipelines/render/mod.ts";
import type { Block, Briefing } from "../../pipelines/render/model.ts";
import { sampleBriefing } from "../data/render/sample.ts";
import { closeBrowser, sharedBrowser, visit } from "../support/browser.ts";
import { readPdf } from "../support/pdf.ts";
import { districtTable } from "../support/protected_fixture.ts";
import { cardProblems, figureProblems } from "./_paper.ts";

Deno.test.afterAll(closeBrowser);

function browserTest(name: string, run: () => Promise<void>): void {
  Deno.test({ name, sanitizeOps: false, sanitizeResources: false, fn: run });
}

/** Words of care, long and short, as cards have them. */
const WORDS =
  "Een vaste hulpverlener die weet hoe het thuis gaat en die op het consultatiebureau meegaat als dat nodig is, ";

function wordsOf(letters: number): string {
  return WORDS.repeat(letters).slice(0, letters - 1).trimEnd() + ".";
}

function cardOf(id: string, lettersPerText: number): PersonaPayload {
  const text = { nl: wordsOf(lettersPerText), en: wordsOf(lettersPerText) };
  const short = { nl: "Loopt vast op", en: "Gets stuck on" };
  const variants = [{ heading: short, text }, { heading: short, text }];
  return personaCard([districtTable()], {
    id,
    name: "Samira",
    situation: text,
    goal: text,
    obstacle: text,
    helps: text,
    quote: text,
    basedOn: ["wijken"],
    variants,
  }).payload;
}

/** The longest card that the library makes. */
function longestCard(): PersonaPayload {
  for (let letters = 200; letters > 0; letters--) {
    try {
      return cardOf("samira", letters);
    } catch { /* the library refuses a card that is longer than its quarter */ }
  }
  throw new Error("the library makes no card at all");
}

function withPersonas(personas: readonly PersonaPayload[]): Briefing {
  const sample = sampleBriefing();
  const others = sample.blocks.filter(({ kind }) => kind !== "persona");
  const at = sample.blocks.findIndex(({ kind }) => kind === "persona");
  const cards = personas.map((payload): Block => ({
    kind: "persona",
    cellId: payload.id,
    payload,
    receipts: [],
  }));
  return { ...sample, blocks: [...others.slice(0, at), ...cards, ...others.slice(at)] };
}

browserTest(
  "the longest cards that can be made stand four on a sheet of A4, and nothing is cut",
  async () => {
    const longest = longestCard();
    assert.throws(() => cardOf("samira", 200), /a quarter of a sheet of A4 holds/);
    const cards = Array.from({ length: 6 }, (_, i) => ({ ...longest, id: `samira-${i}` }));
    const page = renderBriefing(withPersonas(cards), "nl");
    await visit(page, { media: "print", width: 718 }, async ({ page }) => {
      assert.deepEqual(await cardProblems(page), []);
      // Six cards, and two empty ones on what is left of the second sheet.
      assert.equal(await page.locator(".blank-card:visible").count(), 2);
    });
    const browser = await sharedBrowser();
    const pagesOf = async (count: number): Promise<number> =>
      readPdf(await printPdf(browser, renderBriefing(withPersonas(cards.slice(0, count)), "nl"))).pages;
    assert.equal(await pagesOf(6) - await pagesOf(4), 1);
  },
);

browserTest("a card that is too long for its quarter is found, and still whole", async () => {
  const [first] = withPersonas([longestCard()]).blocks.flatMap((block) =>
    block.kind === "persona" ? block.payload : []
  );
  assert.ok(first !== undefined);
  const text = { nl: wordsOf(900), en: wordsOf(900) };
  const page = renderBriefing(withPersonas([{ ...first, quote: text }]), "nl");
  await visit(page, { media: "print", width: 718 }, async ({ page }) => {
    const problems = await cardProblems(page);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? "", /px high, a quarter has/);
  });
});

browserTest(
  "on paper letters of drawings can be read, and the words of a figure stand in two columns",
  async () => {
    await visit(renderBriefing(sampleBriefing(), "nl"), { media: "print", width: 673 }, async ({ page }) => {
      await page.evaluate("dispatchEvent(new Event('beforeprint'))");
      assert.deepEqual(await figureProblems(page), []);
      const [words, how] = await page.evaluate<[number, number]>(
        "['#fig-1 .prompts', '#fig-1 .how'].map((part) => document.querySelector(part).getBoundingClientRect().left)",
      );
      assert.ok(Math.abs(words - how) > 300, `${words} and ${how}`);
      await page.evaluate(
        "document.querySelector('#fig-1 .desc').textContent = 'Een lange beschrijving. '.repeat(300)",
      );
      assert.match((await figureProblems(page)).join(), /^fig-1 with its introduction is \d+ px long/);
    });
  },
);

/** Smallest letters on a slide, as part of the height of the screen: a 200th of the distance on a screen of 75 inch. */
const LETTER_PART = 45;

/** Everything that shows on the slide: its smallest letters, and how far it reaches below the bar. */
const SLIDE = `(() => {
  const bar = document.querySelector(".deck-bar").getBoundingClientRect().top;
  const on = document.querySelector("main .on");
  const nodes = [...on.querySelectorAll("*")].filter((n) => n.checkVisibility() && !n.closest("svg, .vh, .tag") && [...n.childNodes].some((c) => c.nodeType === 3 && c.textContent.trim()));
  return {
    name: on.id || on.className,
    letters: Math.min(...nodes.map((n) => parseFloat(getComputedStyle(n).fontSize))),
    below: Math.round(Math.max(...nodes.map((n) => n.getBoundingClientRect().bottom)) - bar),
  };
})()`;

for (const [width, height] of [[1280, 720], [1024, 768]] as const) {
  browserTest(
    `slides of ${width} by ${height} can be read from afar and nothing hides behind the bar`,
    async () => {
      await visit(renderBriefing(sampleBriefing(), "nl"), { width, height }, async ({ page }) => {
        await page.locator('[data-deck="toggle"]').click();
        await page.keyboard.press("Home");
        const count = Number((await page.locator('[data-deck="count"]').innerText()).split("/")[1]);
        const seen = new Map<string, string>();
        const counted = () => page.locator('[data-deck="count"]').innerText();
        for (let steps = 0; steps < 5 * count; steps++) {
          const before = await counted();
          const slide = await page.evaluate<{ name: string; letters: number; below: number }>(SLIDE);
          seen.set(before, slide.name);
          assert.ok(slide.letters >= height / LETTER_PART, `${slide.name}: letters of ${slide.letters} px`);
          if (before.startsWith(`${count} `) && slide.below <= 0) break;
          await page.keyboard.press("ArrowRight");
          // A step further only when all of the slide was seen.
          if (slide.below > 9) assert.equal(await counted(), before, `${slide.name} ends below the bar`);
        }
        assert.equal(seen.size, count);
        assert.equal([...seen.values()].filter((name) => name.startsWith("persona-")).length, 4);
        await page.keyboard.press("Home");
        assert.match(await counted(), /^1 /);
      });
    },
  );
}

browserTest(
  "notes say what the sheet for the facilitator says, with the slide that it is about",
  async () => {
    const sheet = facilitatorSheet({
      decisionAsked: { nl: "Welk idee proberen we?", en: "Which idea do we try?" },
      contact: { nl: "de projectleider", en: "the project lead" },
    });
    const label = { nl: "Pakket", en: "Pack" };
    const pack: Block = {
      kind: "sheets",
      cellId: "pakket",
      receipts: [],
      payload: { id: "pakket", layout: "sheets", title: label, intro: label, pages: [sheet], files: [] },
    };
    const sample = sampleBriefing();
    const page = renderBriefing({ ...sample, blocks: [...sample.blocks, pack] }, "nl");
    await visit(page, { width: 1280, height: 720 }, async ({ page }) => {
      await page.locator('[data-deck="toggle"]').click();
      await page.keyboard.press("n");
      const notes = () => page.locator(".notes:visible").innerText();
      assert.match(
        await notes(),
        /Welk idee proberen we\?[^]*Welkom[^]*: 15 minuten[^]*Geen namen, geen dossiers/,
      );
      await page.evaluate("location.hash = 'fig-1'");
      await page.waitForSelector("#fig-1.on");
      assert.match(await notes(), /Langs de stations lopen, in tweetallen: 30 minuten/);
      await page.evaluate("location.hash = 'persona-1'");
      await page.waitForSelector("#persona-1.on");
      assert.match(await notes(), /Inleven: 20 minuten \(stap 1\)/);
    });
  },
);
