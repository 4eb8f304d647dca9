/**
 * A page as PDF: tagged, with language and bookmarks. A convenience for printing; the HTML is the publication.
 *
 * @module
 */
import type { Browser } from "./chromium.ts";

/** A browser that has been started; see {@linkcode launchBrowser}. */
export type PdfBrowser = Pick<Browser, "newContext">;

/**
 * Prints a self-contained page to PDF: A4, with stations of a session pack on A3. The page's own script runs, so that
 * what paper needs is opened.
 *
 * @param browser The browser.
 * @param page The text of the page.
 * @returns The bytes of the PDF.
 */
export async function printPdf(browser: PdfBrowser, page: string): Promise<Uint8Array> {
  const context = await browser.newContext({ offline: true });
  try {
    const tab = await context.newPage();
    await tab.setContent(page, { waitUntil: "load" });
    await tab.emulateMedia({ media: "print", colorScheme: "light" });
    const printed = await tab.pdf({
      preferCSSPageSize: true,
      printBackground: true,
      tagged: true,
      outline: true,
    });
    return withSingleTitles(printed);
  } finally {
    await context.close();
  }
}

/**
 * Mends bookmarks that say their heading twice: Chromium writes the text of a heading anew when it moves it to the next
 * page. Every byte keeps its place, as the offsets in the file demand: spaces stand where the second half was.
 *
 * @param pdf The printed file.
 * @returns The same file with each doubled title once.
 */
export function withSingleTitles(pdf: Uint8Array): Uint8Array {
  const text = new TextDecoder("latin1").decode(pdf);
  const mended = pdf.slice();
  for (const match of text.matchAll(/\/Title (\((?:\\[^]|[^\\()])*\)|<FEFF[0-9A-Fa-f]*>)/g)) {
    const [whole, literal = ""] = match;
    const single = singleOf(literal);
    if (single === null) continue;
    const bytes = Uint8Array.from(single.padEnd(literal.length), (sign) => sign.charCodeAt(0));
    mended.set(bytes, match.index + whole.length - literal.length);
  }
  return mended;
}

/** The literal with its text once; null when the text is not the same thing twice. */
function singleOf(literal: string): string | null {
  const mark = literal.startsWith("<FEFF")
    ? "<FEFF"
    : literal.startsWith("(\u00fe\u00ff")
    ? "(\u00fe\u00ff"
    : "(";
  const text = literal.slice(mark.length, -1);
  const half = text.slice(0, text.length / 2);
  return text !== "" && half + half === text ? mark + half + literal.slice(-1) : null;
}
