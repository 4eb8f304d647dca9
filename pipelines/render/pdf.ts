/**
 * A page as PDF: tagged, with language and bookmarks. A convenience for printing; the HTML is the publication.
 *
 * @module
 */
import type { Browser } from "./chromium.ts";

/** A browser that has been started; see {@linkcode launchBrowser}. */
export type PdfBrowser = Pick<Browser, "newContext">;

/** What is printed: the whole briefing on A4, or each figure as a station on a sheet of A3. */
export type PdfLayout = "briefing" | "stations";

/**
 * Prints a self-contained page to PDF. The page's own script runs, so that what paper needs is opened.
 *
 * @param browser The browser.
 * @param page The text of the page.
 * @param layout What is printed. Default `briefing`.
 * @returns The bytes of the PDF.
 */
export async function printPdf(
  browser: PdfBrowser,
  page: string,
  layout: PdfLayout = "briefing",
): Promise<Uint8Array> {
  const context = await browser.newContext({ offline: true });
  try {
    const tab = await context.newPage();
    await tab.setContent(page, { waitUntil: "load" });
    if (layout === "stations") await tab.evaluate(`document.documentElement.classList.add("stations")`);
    await tab.emulateMedia({ media: "print", colorScheme: "light" });
    return await tab.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
  } finally {
    await context.close();
  }
}
