/** What is measured of a page as it goes to paper: cards on a sheet, letters of drawings. */
import type { Page } from "playwright-core";

/** Pixels of a browser in a millimetre. */
const PIXELS_PER_MM = 96 / 25.4;

/** Width within the margins of the sheet with cards, and a quarter of its height, in millimetres. */
export const CARD_SHEET_MM = { width: 190, quarter: 138.5 } as const;

/** Smallest letters in points: on a card that is read at arm's length, and in the highest drawing, whose table is beside it on the screen. */
const SMALLEST_POINTS = { card: 8.5, drawing: 6.2 } as const;

/** Cards that are higher than a quarter of A4, stick out of their border, or have letters that are too small. */
const CARDS = `({ quarter, points }) => [...document.querySelectorAll(".personas > *")].flatMap((card) => {
  const name = card.querySelector("h3, .label").textContent.trim();
  const box = card.getBoundingClientRect();
  const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  const problems = box.height > quarter ? [name + ": " + Math.round(box.height) + " px high, a quarter has " + Math.round(quarter)] : [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.textContent.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    if (text.right > box.right + 1 || text.bottom > box.bottom + 1) problems.push(name + ": cut at " + node.textContent.trim().slice(0, 30));
    const size = parseFloat(getComputedStyle(node.parentElement).fontSize) * 0.75;
    if (size < points && !node.parentElement.closest(".tag")) problems.push(name + ": letters of " + size.toFixed(1) + " points");
  }
  return problems;
})`;

/**
 * Looks at persona cards of a page that shows itself for print.
 *
 * @param page The page, with media `print`.
 * @returns What is wrong; nothing for a page without cards.
 */
export async function cardProblems(page: Page): Promise<readonly string[]> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: Math.floor(CARD_SHEET_MM.width * PIXELS_PER_MM), height: 1000 });
  const room = { quarter: CARD_SHEET_MM.quarter * PIXELS_PER_MM, points: SMALLEST_POINTS.card };
  const problems = await page.evaluate<string[]>(`(${CARDS})(${JSON.stringify(room)})`);
  if (size !== null) await page.setViewportSize(size);
  return problems;
}

/** Figures that with their heading and introduction are longer than a sheet: they would be cut, or leave a page empty. */
const FIGURES = `(room) => [...document.querySelectorAll(".fig")].flatMap((figure) => {
  let first = figure;
  while (first.previousElementSibling?.matches(".prose, h2")) first = first.previousElementSibling;
  const height = figure.getBoundingClientRect().bottom - first.getBoundingClientRect().top;
  return height > room ? [figure.id + " with its introduction is " + Math.round(height) + " px long, a page has " + Math.round(room)] : [];
})`;

/** Room within the margins of A4, in millimetres. */
const PAGE_MM = { width: 178, height: 259 } as const;

/**
 * Looks at figures of a page that shows itself for print, with what introduces them.
 *
 * @param page The page, with media `print`.
 * @returns Figures that do not fit a page.
 */
export async function figureProblems(page: Page): Promise<readonly string[]> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: Math.floor(PAGE_MM.width * PIXELS_PER_MM), height: 1000 });
  const problems = await page.evaluate<string[]>(`(${FIGURES})(${PAGE_MM.height * PIXELS_PER_MM})`);
  problems.push(...await letterProblems(page));
  if (size !== null) await page.setViewportSize(size);
  return problems;
}

/** The size of the letters of drawings, which may be drawn smaller or larger than they were made. */
const LETTERS =
  `[...document.querySelectorAll(".plot svg")].filter((svg) => svg.checkVisibility()).flatMap((svg) => {
  const box = svg.getBoundingClientRect();
  const view = svg.viewBox.baseVal;
  const scale = Math.min(box.width / view.width, box.height / view.height);
  const sizes = [...svg.querySelectorAll("text")].map((text) => parseFloat(getComputedStyle(text).fontSize) * scale);
  return sizes.length === 0 ? [] : [{ where: svg.closest("[id]").id, pixels: Math.min(...sizes) }];
})`;

/** Drawings with letters that are too small on paper. */
async function letterProblems(page: Page): Promise<readonly string[]> {
  const letters = await page.evaluate<{ where: string; pixels: number }[]>(LETTERS);
  return letters.map(({ where, pixels }) => ({ where, points: pixels * 0.75 }))
    .filter(({ points }) => points < SMALLEST_POINTS.drawing)
    .map(({ where, points }) => `${where}: letters of ${points.toFixed(1)} points`);
}
