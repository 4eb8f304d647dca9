/**
 * Every page of an edition looked at in a real browser: rules of axe in each state, nothing asked for, nothing wider than
 * its window, links that lead somewhere, ids once, first paint.
 */
import type { Page } from "playwright-core";
import { findBrokenLinks } from "../../pipelines/render/links.ts";
import { axeViolations, type Look, setDetails, visit } from "../support/browser.ts";

/** A state in which a page is looked at. */
export type PageState = "light" | "dark" | "320 px" | "deck" | "print";

/** All states, in the order in which they are looked at. */
export const PAGE_STATES: readonly PageState[] = ["light", "dark", "320 px", "deck", "print"];

const LOOKS: Readonly<Record<PageState, Look>> = {
  light: {},
  dark: { colorScheme: "dark" },
  "320 px": { width: 320, height: 640 },
  deck: { width: 1920, height: 1080 },
  print: { media: "print", width: 718 },
};

/** Of the many method pages, which are all made by one template, every so many are looked at. */
const METHOD_PAGE_STEP = 20;

/** Pages that are made by one template in great number, by how their path looks. */
export const PAGE_KINDS = { method: /\/methode-[^/]+\.html$/ } as const;

/** Reads the pages of an edition by their path in it. */
export async function readPages(dir: string, below = ""): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  const entries = [...Deno.readDirSync(`${dir}/${below}`)].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, isDirectory } of entries) {
    const path = below === "" ? name : `${below}/${name}`;
    if (isDirectory) { for (const [inner, html] of await readPages(dir, path)) pages.set(inner, html); }
    else if (name.endsWith(".html")) pages.set(path, await Deno.readTextFile(`${dir}/${path}`));
  }
  return pages;
}

/** The pages that are looked at: all, and of the method pages a sample. */
export function pagesToLookAt(pages: ReadonlyMap<string, string>): readonly string[] {
  const isMethod = (path: string): boolean => PAGE_KINDS.method.test(path);
  const methods = [...pages.keys()].filter(isMethod);
  return [...pages.keys()].filter((path) =>
    !isMethod(path) || methods.indexOf(path) % METHOD_PAGE_STEP === 0
  );
}

async function stateProblems(page: Page, state: PageState): Promise<readonly string[]> {
  if (state === "deck") {
    const toggle = page.locator('[data-deck="toggle"]');
    if (await toggle.count() === 0) return [];
    await toggle.click();
  } else await setDetails(page, "open");
  if (state === "print") await page.evaluate("dispatchEvent(new Event('beforeprint'))");
  const broken = (await axeViolations(page)).map(({ id, where }) => `axe ${id}: ${where[0] ?? ""}`);
  const [scroll = 0, client = 0] = await page.evaluate<number[]>(
    "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
  );
  return [...broken, ...(scroll > client ? [`${scroll} px wide in a window of ${client} px`] : [])];
}

/** What the page is apart from how it looks: ids once, one heading of level 1, no level skipped, names of images. */
const STRUCTURE = `(() => {
  const ids = [...document.querySelectorAll("[id]")].map((n) => n.id);
  const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((n) => Number(n.tagName[1]));
  return [
    ...new Set(ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => "id twice: " + id)),
    ...(levels.filter((level) => level === 1).length === 1 ? [] : ["not one heading of level 1"]),
    ...levels.flatMap((level, i) => i > 0 && level > levels[i - 1] + 1 ? ["a level of headings is skipped before heading " + (i + 1)] : []),
    ...[...document.querySelectorAll("svg[role=img]")].filter((n) => !document.getElementById(n.getAttribute("aria-labelledby"))).map(() => "a drawing has no name"),
  ];
})()`;

/** Most bytes of the parts of a page. Source: the programme's reference for briefings, budgets. */
const BUDGETS = { style: 12_000, script: 4_000, typeface: 45_000 } as const;

/** What of a page is larger than its budget. */
export function budgetProblems(html: string): readonly string[] {
  const inside = (tag: string): string =>
    [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, "g"))].map(([, text = ""]) => text).join(
      "",
    );
  const style = inside("style");
  const typeface = (style.match(/@font-face\{[^}]*\}/g) ?? []).join("");
  const sizes = {
    style: style.length - typeface.length,
    script: inside("script").length,
    typeface: typeface.length,
  };
  return (["style", "script", "typeface"] as const).filter((part) => sizes[part] > BUDGETS[part])
    .map((part) => `${part} of ${sizes[part]} bytes, ${BUDGETS[part]} at most`);
}

/**
 * Looks at one page in the given states.
 *
 * @param html The text of the page.
 * @param states The states.
 * @returns What is wrong, each with its state.
 */
export async function lookAtPage(html: string, states: readonly PageState[]): Promise<readonly string[]> {
  const problems: string[] = [...budgetProblems(html)];
  for (const state of states) {
    const found = await visit(html, LOOKS[state], async ({ page, requests, messages }) => [
      ...(state === "light" ? await page.evaluate<string[]>(STRUCTURE) : []),
      ...await stateProblems(page, state),
      ...requests.map((address) => `asked for ${address}`),
      ...messages,
    ]);
    problems.push(...found.map((one) => `${state}: ${one}`));
  }
  return problems;
}

/** Links of an edition that lead nowhere, as lines. */
export function linkProblems(dir: string, pages: ReadonlyMap<string, string>): readonly string[] {
  const others: string[] = [];
  const walk = (below: string): void => {
    for (const { name, isDirectory } of Deno.readDirSync(`${dir}/${below}`)) {
      const path = below === "" ? name : `${below}/${name}`;
      if (isDirectory) walk(path);
      else if (!name.endsWith(".html")) others.push(path);
    }
  };
  walk("");
  // Editions stand beside each other; `dir` itself may be a link to where the pages lie.
  const beside = dir.replace(/\/[^/]+\/?$/, "");
  for (const { name } of Deno.readDirSync(beside)) {
    others.push(...["index.html", "index.en.html"].map((index) => `../${name}/${index}`));
  }
  return findBrokenLinks(pages, others).map(({ page, href, why }) => `${page}: ${href} ${why}`);
}
