/** The looks of the checklist: light, dark, narrow, keyboard, slides, paper, links, offline. */
import type { Page } from "playwright-core";
import { axeViolations, type Look, setDetails, visit } from "../support/browser.ts";
import type { FigureFacts } from "./_checklist_facts.ts";
import { cardProblems, figureProblems } from "./_paper.ts";

/** What several looks at the page give together. */
export interface Looks {
  readonly axe: readonly string[];
  readonly keyboard: readonly string[];
  readonly narrow: readonly string[];
  readonly dark: readonly string[];
  readonly offline: readonly string[];
  readonly deck: readonly string[];
  readonly paper: readonly string[];
  readonly links: readonly string[];
}

const SMALLEST_TEXT =
  `(width) => [...document.querySelectorAll(".plot svg")].filter((svg) => svg.checkVisibility()).flatMap((svg) => {
  const scale = svg.getBoundingClientRect().width / (svg.viewBox.baseVal.width || 1);
  return [...svg.querySelectorAll("text")].filter((t) => t.textContent.trim()).map((t) => parseFloat(getComputedStyle(t).fontSize) * scale);
}).reduce((least, size) => Math.min(least, size), 999)`;

async function lookAt(
  html: string,
  options: Look,
  use: (page: Page) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  return await visit(html, options, async ({ page, requests, messages }) => [
    ...await use(page),
    ...requests.map((address) => `asked for ${address}`),
    ...messages,
  ]);
}

async function axeOf(page: Page, name: string): Promise<readonly string[]> {
  return (await axeViolations(page)).map(({ id, where }) => `${name}: ${id} ${where[0] ?? ""}`);
}

async function keyboardProblems(page: Page): Promise<readonly string[]> {
  await page.keyboard.press("Tab");
  const first = await page.evaluate<string>("document.activeElement.className");
  const outline = await page.evaluate<string>("getComputedStyle(document.activeElement).outlineStyle");
  const seen = new Set<string>();
  let last = "";
  for (let i = 0; i < 12; i++) {
    last = await page.evaluate<string>("document.activeElement.outerHTML.slice(0, 120)");
    seen.add(last);
    await page.keyboard.press("Tab");
  }
  return [
    ...(first.includes("skip-link") ? [] : [`first stop is ${first}`]),
    ...(outline === "none" ? ["focus cannot be seen"] : []),
    ...(seen.size < 8 ? ["the keyboard is trapped"] : []),
  ];
}

/** Smallest letter on a slide of 1920 by 1080. Source: letters of a 200th of the distance; 4 m on a screen of 75 inch. */
const SLIDE_LETTER_PX = 24;

/** Steps within one slide, at most: a table of fifty rows takes eight. */
const MOST_STEPS = 12;

async function deckProblems(page: Page): Promise<readonly string[]> {
  await page.locator('[data-deck="toggle"]').click();
  const problems: string[] = [...await axeOf(page, "deck")];
  const count = Number((await page.locator('[data-deck="count"]').innerText()).split("/")[1]);
  const counted = () => page.locator('[data-deck="count"]').innerText();
  const last = `${count} / ${count}`;
  for (let at = "", i = 0; at !== last && i < MOST_STEPS * count; i++) {
    if (i > 0) await page.keyboard.press("ArrowRight");
    const before = at;
    at = await counted();
    // A long slide takes more than one step.
    if (at === before) continue;
    const small = await page.evaluate<string[]>(
      `[...document.querySelectorAll("main .on *")].flatMap((node) => {
      if (![...node.childNodes].some((c) => c.nodeType === 3 && c.textContent.trim()) || !node.checkVisibility() || node.closest(".vh, code, .tag")) return [];
      const svg = node.closest("svg");
      const [box, view] = [svg?.getBoundingClientRect(), svg?.viewBox.baseVal];
      const scale = svg ? Math.min(box.width / view.width, box.height / view.height) : 1;
      const size = parseFloat(getComputedStyle(node).fontSize) * scale;
      return size < ${SLIDE_LETTER_PX} ? [node.tagName + " " + size.toFixed(1) + " " + node.textContent.trim().slice(0, 30)] : [];
    })`,
    );
    problems.push(...small.slice(0, 2).map((one) => `slide ${at}: ${one}`));
  }
  if (await counted() !== last) problems.push(`slides end at ${await counted()}`);
  await page.keyboard.press("Escape");
  if (await page.evaluate<boolean>("document.documentElement.classList.contains('deck')")) {
    problems.push("Escape does not end");
  }
  return problems;
}

/** Room on paper for a worksheet within its margins, in millimetres: A4 with 14 mm, A3 with 18 mm all around. */
const SHEET_ROOM_MM = {
  ".sheet:not(.a3)": { width: 210 - 28, height: 297 - 28 },
  ".sheet.a3": { width: 297 - 36, height: 420 - 36 },
} as const;

/** Worksheets and stations that are longer than their sheet of paper. */
async function sheetProblems(page: Page): Promise<readonly string[]> {
  const pixels = (millimetres: number): number => Math.floor(millimetres / 25.4 * 96);
  const size = page.viewportSize();
  const problems: string[] = [];
  for (const [selector, room] of Object.entries(SHEET_ROOM_MM)) {
    await page.setViewportSize({ width: pixels(room.width), height: 1000 });
    problems.push(
      ...await page.evaluate<string[]>(
        `[...document.querySelectorAll(${
          JSON.stringify(selector)
        })].filter((n) => n.getBoundingClientRect().height > ${
          pixels(room.height)
        }).map((n) => "sheet is longer than its paper: " + n.querySelector("summary").textContent.trim() + " " + Math.round(n.getBoundingClientRect().height))`,
      ),
    );
  }
  if (size !== null) await page.setViewportSize(size);
  return problems;
}

async function paperProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate("dispatchEvent(new Event('beforeprint'))");
  // 259 mm of an A4 page lie within the margins; 96 px go into 25.4 mm.
  const cut = await page.evaluate<string[]>(
    `[...document.querySelectorAll(".fig")].filter((n) => n.getBoundingClientRect().height > ${
      259 / 25.4 * 96
    } || getComputedStyle(n).breakInside !== "avoid").map((n) => n.id + " is cut")`,
  );
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
  const text = new TextDecoder("latin1").decode(pdf);
  const figures = await page.locator(".fig").count();
  const axe = await axeOf(page, "print");
  const wanted = { tags: /\/Marked true/, language: /\/Lang \(nl\)/, bookmarks: /\/Outlines/ };
  // Every figure of the page is one in the PDF, with its name; a page such as that of the toolkits has none in either.
  const tagged = (text.match(/\/S \/Figure/g) ?? []).length;
  return [
    ...axe,
    ...cut,
    ...await sheetProblems(page),
    ...await cardProblems(page),
    ...await figureProblems(page),
    ...Object.entries(wanted).filter(([, mark]) => !mark.test(text)).map(([name]) => `PDF without ${name}`),
    ...(tagged < figures ? [`PDF tags ${tagged} of ${figures} figures`] : []),
  ];
}

async function linkProblems(page: Page, figures: readonly FigureFacts[]): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { id } of figures) {
    await page.evaluate(`location.hash = ${JSON.stringify(id)}`);
    const top = await page.evaluate<number>(
      `document.getElementById(${JSON.stringify(id)}).getBoundingClientRect().top`,
    );
    if (top < -2 || top > 900) problems.push(`#${id} lands at ${top}`);
  }
  return problems;
}

/** Looks at a page in every way that the checklist asks for. */
export async function looksAt(html: string, figures: readonly FigureFacts[]): Promise<Looks> {
  const axe: string[] = [];
  axe.push(
    ...await lookAt(html, {}, async (page) => {
      await setDetails(page, "open");
      return await axeOf(page, "light");
    }),
  );
  const dark = await lookAt(html, { colorScheme: "dark" }, (page) => axeOf(page, "dark"));
  const narrow = await lookAt(html, { width: 320 }, async (page) => {
    axe.push(...await axeOf(page, "320 px"));
    const [scroll, client] = await page.evaluate<number[]>(
      "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
    );
    const least = await page.evaluate<number>(`(${SMALLEST_TEXT})()`);
    return [
      ...(scroll === client ? [] : [`${scroll} px wide`]),
      ...(least >= 12 ? [] : [`letters of ${least.toFixed(1)} px`]),
    ];
  });
  const keyboard = await lookAt(html, {}, keyboardProblems);
  const deck = await lookAt(html, { width: 1920, height: 1080 }, deckProblems);
  const paper = await lookAt(html, { media: "print", width: 718 }, paperProblems);
  const links = await lookAt(html, {}, (page) => linkProblems(page, figures));
  const offline = await lookAt(html, {}, () => Promise.resolve([]));
  const forced = await lookAt(html, { forcedColors: "active", colorScheme: "dark" }, async (page) => {
    const colour = await page.evaluate<string>(
      "getComputedStyle(document.querySelector('.plot text') ?? document.body).fill",
    );
    return figures.length === 0 || colour === "rgb(0, 0, 0)" ? [] : [`forced colours draw letters ${colour}`];
  });
  axe.push(...dark.filter((one) => one.startsWith("dark")), ...deck.filter((one) => one.startsWith("deck")));
  axe.push(...paper.filter((one) => one.startsWith("print")));
  const printed = paper.filter((one) => !one.startsWith("print"));
  return { axe, dark: [...dark, ...forced], narrow, keyboard, deck, paper: printed, links, offline };
}
