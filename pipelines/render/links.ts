/**
 * Links of an edition that lead nowhere.
 *
 * @module
 */
import { posix } from "node:path";

/** A link that leads nowhere. */
export interface BrokenLink {
  /** The page that holds it. */
  readonly page: string;
  /** The address as it stands there. */
  readonly href: string;
  /** Whether the file is missing, the place within the file, or whether the address leads out of the edition. */
  readonly why: "no-file" | "no-anchor" | "leads-out";
}

/** Addresses that are not looked up: the web, mail, and files inside the address. */
const OUTSIDE = /^(?:https?:|mailto:|data:)/i;

function decoded(text: string): string {
  const plain = text.replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain; // A loose percent sign: taken as it stands.
  }
}

function attributesOf(html: string, name: "href" | "id"): readonly string[] {
  return [...html.matchAll(new RegExp(`<[a-z][^<>]*? ${name}="([^"]*)"`, "g"))].map((match) =>
    decoded(match[1] ?? "")
  );
}

function checkLink(
  page: string,
  href: string,
  files: ReadonlySet<string>,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
): BrokenLink["why"] | null {
  const [path = "", anchor] = href.split("#", 2);
  const target = path === "" ? page : posix.join(posix.dirname(page), path);
  if (!files.has(target)) return target.startsWith("..") ? "leads-out" : "no-file";
  const known = anchors.get(target);
  return anchor === undefined || anchor === "" || known === undefined || known.has(anchor)
    ? null
    : "no-anchor";
}

/**
 * Finds links within an edition that lead nowhere. Pages are those of this project: attributes in double quotes.
 *
 * @example A link to a missing page
 * ```ts
 * import { findBrokenLinks } from "./links.ts";
 * import assert from "node:assert/strict";
 *
 * const pages = new Map([["index.html", '<a href="a/b.html">b</a>']]);
 * assert.deepEqual(findBrokenLinks(pages, []), [{ page: "index.html", href: "a/b.html", why: "no-file" }]);
 * ```
 *
 * @param pages The pages by path within the edition, with `/` between folders.
 * @param otherFiles Paths of other files that pages may link to, those of earlier editions with `../`.
 * @returns The broken links, by page and then in the order of the page.
 */
export function findBrokenLinks(
  pages: ReadonlyMap<string, string>,
  otherFiles: Iterable<string>,
): readonly BrokenLink[] {
  const files = new Set([...pages.keys(), ...otherFiles]);
  const anchors = new Map([...pages].map(([path, html]) => [path, new Set(attributesOf(html, "id"))]));
  const broken: BrokenLink[] = [];
  for (const page of [...pages.keys()].sort()) {
    for (const href of attributesOf(pages.get(page) ?? "", "href")) {
      if (OUTSIDE.test(href)) continue;
      const why = checkLink(page, href, files, anchors);
      if (why !== null) broken.push({ page, href, why });
    }
  }
  return broken;
}
