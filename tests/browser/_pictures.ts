/**
 * Pictures of whole pages of an edition: small, so that all of them fit in the repository, and compared by how light
 * each patch of the page is, so that the edges of letters do not matter. Those in light can be read by a person.
 *
 * @module
 */
import type { Page } from "playwright-core";
import { type Look, setDetails, sharedBrowser, visit } from "../support/browser.ts";
import { PAGE_KINDS } from "./_edition_pages.ts";

/** A way in which a page is pictured. */
export type PictureLook = "light" | "dark" | "narrow" | "print";

/** All ways, in the order of the contact sheet. */
const PICTURE_LOOKS: readonly PictureLook[] = ["light", "dark", "narrow", "print"];

/** Folder of the pictures that a person approved. */
export const PICTURES = new URL("../golden/edition/", import.meta.url);

const LOOKS: Readonly<Record<PictureLook, Look & { readonly width: number; readonly scale: number }>> = {
  light: { width: 1000, scale: 0.4 },
  dark: { width: 1000, scale: 0.2, colorScheme: "dark" },
  narrow: { width: 340, scale: 0.35 },
  print: { width: 718, scale: 0.2, media: "print" },
};

/** Pages of which there are many of one form are only looked at for their form. */
const METHOD_SCALE = 0.2;

/** How large a page is pictured, of its size. */
export function scaleOf(path: string, look: PictureLook): number {
  return PAGE_KINDS.method.test(path) ? METHOD_SCALE : LOOKS[look].scale;
}

/** Enough to see form and place of all that stands on a page; whole editions then weigh a few MB. */
const WEBP_QUALITY = 20;
/** A picture may not be higher: 16,383 points is the most that WebP holds. */
const MOST_POINTS = 16_000;

/** Reads which pictures a page has: method pages, of which there are many of one form, only in light. */
export function looksOf(path: string): readonly PictureLook[] {
  return PAGE_KINDS.method.test(path) ? ["light"] : PICTURE_LOOKS;
}

/** The file of a picture. */
export function pictureName(path: string, look: PictureLook): string {
  return `${path.replace(/\.html$/, "").replaceAll("/", "_")}.${look}.webp`;
}

async function prepare(page: Page, look: PictureLook): Promise<void> {
  await setDetails(page, "closed");
  if (look === "print") return await page.evaluate("dispatchEvent(new Event('beforeprint'))");
  await page.evaluate("for (const node of document.querySelectorAll('details.how')) node.open = true");
}

/** Times that a picture is tried: on a machine with much other work Chromium now and then gives none. */
const TRIES = 4;

interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

async function capture(page: Page, clip: Clip): Promise<Uint8Array> {
  const session = await page.context().newCDPSession(page);
  const options = { format: "webp", quality: WEBP_QUALITY, captureBeyondViewport: true, clip } as const;
  for (let tried = 1;; tried++) {
    try {
      return Uint8Array.fromBase64((await session.send("Page.captureScreenshot", options)).data);
    } catch (error) {
      if (tried === TRIES) throw error;
      await page.waitForTimeout(500 * tried);
    }
  }
}

/**
 * Takes a picture of a whole page.
 *
 * @param html The text of the page.
 * @param look How.
 * @param scale How large, of its size. Default that of the look.
 * @returns A WebP file.
 */
export async function takePicture(
  html: string,
  look: PictureLook,
  scale: number = LOOKS[look].scale,
): Promise<Uint8Array> {
  const { width } = LOOKS[look];
  return await visit(html, LOOKS[look], async ({ page }) => {
    await prepare(page, look);
    const whole = await page.evaluate<number>("document.documentElement.scrollHeight");
    const height = Math.min(whole, Math.floor(MOST_POINTS / scale));
    return await capture(page, { x: 0, y: 0, width, height, scale });
  });
}

/** How far two pictures are apart. */
export interface Distance {
  /** Patches that differ. */
  readonly differing: number;
  /** All patches. */
  readonly patches: number;
  /** The largest part of the patches that differs within one band of the page. */
  readonly worstBandPart: number;
}

/** Side of a patch on the page in pixels: about two letters. */
const PATCH_PX = 20;
/** From this difference of the mean of a colour, of 255, a patch differs: a line of text gone gives 30 to 80. */
const FAR = 24;
/** Part of the patches that may differ: a date, an address of a commit. */
const MOST_DIFFERING_PART = 0.01;

/** Rows of patches that are a band: 300 px of a page, half a figure. */
const BAND_ROWS = 15;
/** Part of the patches of one band that may differ: a line with a date or an address. */
const MOST_OF_BAND_PART = 0.05;

/** Runs in the page: means of patches of two pictures, compared. Rows beyond the shorter one differ all. */
const COMPARE = `async ([a, b, side, far, rows]) => {
  const read = async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const [across, down] = [Math.ceil(image.width / side), Math.ceil(image.height / side)];
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const sums = new Float64Array(across * down * 4);
    for (let y = 0, i = 0; y < image.height; y++) for (let x = 0; x < image.width; x++, i += 4) {
      const at = (Math.floor(y / side) * across + Math.floor(x / side)) * 4;
      for (let k = 0; k < 3; k++) sums[at + k] += data[i + k];
      sums[at + 3]++;
    }
    return { across, down, mean: (patch, k) => sums[patch * 4 + k] / sums[patch * 4 + 3] };
  };
  const [x, y] = [await read(a), await read(b)];
  const patches = Math.max(x.across * x.down, y.across * y.down);
  if (x.across !== y.across) return { differing: patches, patches, worstBandPart: 1 };
  const bands = new Float64Array(Math.ceil(Math.max(x.down, y.down) / rows));
  const both = x.across * Math.min(x.down, y.down);
  let differing = patches - both;
  for (let patch = 0; patch < both; patch++) {
    if ([0, 1, 2].some((k) => Math.abs(x.mean(patch, k) - y.mean(patch, k)) > far)) {
      differing++;
      bands[Math.floor(patch / x.across / rows)]++;
    }
  }
  return { differing, patches, worstBandPart: Math.max(...bands) / (x.across * rows) };
}`;

/**
 * Compares two pictures patch by patch.
 *
 * @param a A WebP file.
 * @param b Another one.
 * @param scale How large both are, of the size of the page.
 * @returns How many patches differ.
 */
async function comparePictures(a: Uint8Array, b: Uint8Array, scale: number): Promise<Distance> {
  const page = await (await sharedBrowser()).newPage();
  try {
    const addresses = [a, b].map((bytes) => `data:image/webp;base64,${bytes.toBase64()}`);
    return await page.evaluate<Distance>(
      `(${COMPARE})(${JSON.stringify([...addresses, Math.round(PATCH_PX * scale), FAR, BAND_ROWS])})`,
    );
  } finally {
    await page.close();
  }
}

/** Whether a picture is as one on disk: nothing but a date or the address of a commit differs. */
export async function holds(file: URL, picture: Uint8Array, scale: number): Promise<boolean> {
  return await differenceFrom(file, picture, scale) === null;
}

/** What differs from a picture on disk, in words; null when it holds. */
async function differenceFrom(file: URL, picture: Uint8Array, scale: number): Promise<string | null> {
  const approved = await Deno.readFile(file).catch(() => null);
  if (approved === null) return "there was none";
  const { differing, patches, worstBandPart } = await comparePictures(approved, picture, scale);
  if (differing <= patches * MOST_DIFFERING_PART && worstBandPart <= MOST_OF_BAND_PART) return null;
  const percent = (part: number): string => `${(100 * part).toFixed(1)}%`;
  return `${percent(differing / patches)} differs, ${percent(worstBandPart)} of one band`;
}

/** How to make the pictures anew, told with every difference. */
const UPDATE_COMMAND = "deno run -A tests/browser/update_pictures.ts";

/**
 * Holds a page against its approved pictures.
 *
 * @param path The page in its edition.
 * @param html Its text.
 * @returns What differs, each with the file of the picture as it is now.
 */
export async function pictureProblems(path: string, html: string): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const look of looksOf(path)) {
    const name = pictureName(path, look);
    const scale = scaleOf(path, look);
    const now = await takePicture(html, look, scale);
    const difference = await differenceFrom(new URL(name, PICTURES), now, scale);
    if (difference === null) continue;
    const seen = await Deno.makeTempFile({ prefix: `${name}-`, suffix: ".webp" });
    await Deno.writeFile(seen, now);
    problems.push(
      `${name}: ${difference}; look at ${seen}; when it is right: ${UPDATE_COMMAND}`,
    );
  }
  return problems;
}
