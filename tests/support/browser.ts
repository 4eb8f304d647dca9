/**
 * A real browser for tests: Debian's Chromium where there is one, else the one in the npm package. Every page is opened
 * from `file://`, and everything that it asks for or complains about is written down.
 *
 * @module
 */
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launchBrowser } from "../../pipelines/render/chromium.ts";

/** How a page is looked at. */
export interface Look {
  /** Width of the window in CSS pixels. Default 1200. */
  readonly width?: number;
  /** Height of the window. Default 900. */
  readonly height?: number;
  /** Default `light`. */
  readonly colorScheme?: "light" | "dark";
  /** Default `none`. */
  readonly forcedColors?: "active" | "none";
  /** Default `on`. */
  readonly script?: "on" | "off";
  /** Default `screen`. */
  readonly media?: "screen" | "print";
}

/** An open page with what happened to it so far. */
export interface Visit {
  /** The page. */
  readonly page: Page;
  /** Addresses that were asked for, apart from the file itself. */
  readonly requests: readonly string[];
  /** What the browser wrote in its console, errors of scripts, and dialogs. */
  readonly messages: readonly string[];
}

let browser: Promise<Browser> | null = null;

/** The browser of this test file; started at first use. Call {@linkcode closeBrowser} when the file is done. */
export function sharedBrowser(): Promise<Browser> {
  browser ??= launchBrowser();
  return browser;
}

/** Closes the browser of this test file. */
export async function closeBrowser(): Promise<void> {
  const open = await browser;
  browser = null;
  await open?.close();
}

/**
 * A test that uses the browser of its file. Playwright keeps a pipe and timers open between tests; the browser is
 * closed at the end of the file.
 */
export function browserTest(name: string, run: () => Promise<void>): void {
  Deno.test({ name, sanitizeOps: false, sanitizeResources: false, fn: run });
}

function contextOptions(look: Look): BrowserContextOptions {
  return {
    viewport: { width: look.width ?? 1200, height: look.height ?? 900 },
    colorScheme: look.colorScheme ?? "light",
    forcedColors: look.forcedColors ?? "none",
    javaScriptEnabled: look.script !== "off",
    reducedMotion: "reduce",
    locale: "nl-NL",
    timezoneId: "Europe/Amsterdam",
  };
}

/**
 * Opens a page from a file and hands it over; closes it afterwards.
 *
 * @param html The text of the page.
 * @param look How it is looked at.
 * @param use What to do with it.
 * @returns What `use` gives.
 */
export async function visit<T>(html: string, look: Look, use: (visit: Visit) => Promise<T>): Promise<T> {
  const path = await Deno.makeTempFile({ prefix: "smart-start-page-", suffix: ".html" });
  await Deno.writeTextFile(path, html);
  const context = await (await sharedBrowser()).newContext(contextOptions(look));
  const requests: string[] = [];
  const messages: string[] = [];
  try {
    const page = await context.newPage();
    // Everything but the file itself is refused, so that a hole shows as a line and never as traffic.
    await page.route("**/*", async (route) => {
      const url = route.request().url();
      if (url.split(/[?#]/)[0] === `file://${path}`) return await route.continue();
      if (!url.startsWith("data:")) requests.push(url);
      await (url.startsWith("data:") ? route.continue() : route.abort());
    });
    page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => messages.push(`pageerror: ${error.message}`));
    page.on("dialog", async (dialog) => {
      messages.push(`dialog: ${dialog.message()}`);
      await dialog.dismiss();
    });
    if (look.media === "print") await page.emulateMedia({ media: "print" });
    await page.goto(`file://${path}`, { waitUntil: "load" });
    return await use({ page, requests, messages });
  } finally {
    await context.close();
    await Deno.remove(path);
  }
}

/** A rule that a page breaks. */
export interface Violation {
  /** The rule. */
  readonly id: string;
  /** Where, as selectors. */
  readonly where: readonly string[];
}

const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Runs axe on an open page. The page's policy forbids scripts of others, so axe comes in through the debugger.
 *
 * @param page The page.
 * @returns The violations; an empty list is what is wanted.
 */
export async function axeViolations(page: Page): Promise<readonly Violation[]> {
  await page.evaluate(axe.source);
  return await page.evaluate<readonly Violation[]>(
    `axe.run({ runOnly: { type: "tag", values: ${JSON.stringify(AXE_TAGS)} } })
    .then(({ violations }) => violations.map(({ id, nodes }) => ({
      id,
      where: nodes.map((node) => node.target.join(" ") + " :: " + node.failureSummary),
    })))`,
  );
}

/** Opens or closes every `details` of a page. */
export async function setDetails(page: Page, state: "open" | "closed"): Promise<void> {
  await page.evaluate(
    `for (const node of document.querySelectorAll("details")) node.open = ${state === "open"}`,
  );
}
