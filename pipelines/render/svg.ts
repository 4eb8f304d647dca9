/**
 * Drawings may carry shapes and words, nothing else. A drawing is parsed, held against allow-lists, and written anew
 * from the parsed tree, so that no trick of spelling can survive; one that steps outside is refused, not repaired.
 *
 * @module
 */
// @ts-types="linkedom"
import { DOMParser } from "linkedom/worker";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { escapeHtml, type Html, trustHtml } from "../../lib/core/html.ts";

/** A drawing that may not enter a page. */
export class SvgRefused extends WorkspaceError {
  /** The class of the failure. */
  override readonly name: string = "SvgRefused";
}

/** How a drawing is placed in a page. */
export interface SvgPlace {
  /** Put before every id and reference inside, so that drawings can stand side by side. */
  readonly idPrefix: string;
  /** The id of the element that names the drawing. */
  readonly labelledBy: string;
  /** The id of the element that describes it. */
  readonly describedBy: string;
}

/** The largest drawing taken, in characters: the budget of a map (80 kB) with room. */
const MAXIMUM_LENGTH = 200_000;
/** Deeper nesting than any chart needs. */
const MAXIMUM_DEPTH = 40;

const ELEMENTS = new Set(
  ("svg g path rect circle ellipse line polyline polygon text tspan defs clipPath linearGradient stop pattern " +
    "marker use").split(" "),
);
const ATTRIBUTES = new Set(
  ("id class viewBox width height x y x1 y1 x2 y2 cx cy r rx ry dx dy d points transform fill fill-opacity fill-rule " +
    "stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin " +
    "stroke-miterlimit opacity text-anchor dominant-baseline font-size font-weight font-family font-style " +
    "font-variant letter-spacing textLength lengthAdjust clip-path clip-rule clipPathUnits patternUnits " +
    "patternContentUnits patternTransform gradientUnits gradientTransform offset stop-color stop-opacity marker-start " +
    "marker-mid marker-end markerWidth markerHeight markerUnits orient refX refY href xmlns preserveAspectRatio " +
    "paint-order vector-effect shape-rendering text-rendering color role aria-hidden focusable overflow visibility " +
    "display rotate").split(" "),
);
/** Attributes of the root that the page sets itself. */
const SET_BY_PAGE = new Set(["xmlns", "role", "focusable", "aria-hidden"]);
const ID = /^[A-Za-z][\w.-]{0,119}$/;
const CLASS = /^[A-Za-z0-9 _-]{1,200}$/;
const LOCAL_URL = /^url\(\s*(["']?)#([A-Za-z][\w.-]*)\1\s*\)$/;
/** Only letters, digits and marks of numbers, colours, paths, lists, transforms, font names and `var(--name)`. */
const PLAIN_VALUE = /^[\w\s.,+\-#%()'"/]*$/;
const SAFE_FUNCTION =
  /\b(?:var|rgb|rgba|hsl|hsla|translate|rotate|scale|skewX|skewY|matrix|color-mix|oklch|calc)\(/gi;

interface TreeNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<TreeNode>;
  readonly attributes?: Iterable<{ readonly name: string; readonly value: string }>;
}

/** What happens to parts that drawings may not have: briefings refuse the drawing, drafts drop the part. */
export type SvgStrictness = "refuse" | "drop";

interface Writing {
  readonly ids: ReadonlySet<string>;
  readonly prefix: string;
  readonly strictness: SvgStrictness;
}

function refuse(what: string): never {
  throw new SvgRefused({ what: `A drawing was refused: ${what}`, mend: "Draw it with lib/charts" });
}

function parseSvg(text: string): TreeNode {
  if (text.length > MAXIMUM_LENGTH) refuse(`it is larger than ${MAXIMUM_LENGTH} characters`);
  const document = new DOMParser().parseFromString(text.trim(), "image/svg+xml");
  const nodes = [...document.childNodes] as unknown as TreeNode[];
  const [root] = nodes;
  if (nodes.length !== 1 || root === undefined || root.nodeType !== 1 || root.nodeName !== "svg") {
    refuse("it is not one svg element");
  }
  return root;
}

function collectIds(node: TreeNode, ids: Set<string>): Set<string> {
  for (const attribute of node.attributes ?? []) {
    if (attribute.name !== "id") continue;
    if (!ID.test(attribute.value)) refuse("an id has characters that ids may not have");
    if (ids.has(attribute.value)) refuse("an id occurs twice");
    ids.add(attribute.value);
  }
  for (const child of node.childNodes) if (child.nodeType === 1) collectIds(child, ids);
  return ids;
}

function cleanReference(value: string, writing: Writing): string {
  if (!value.startsWith("#") || !writing.ids.has(value.slice(1))) {
    refuse("a reference leads outside the drawing");
  }
  return `#${writing.prefix}${value.slice(1)}`;
}

function cleanValue(name: string, value: string, writing: Writing): string {
  if (name === "id") return writing.prefix + value;
  if (name === "href") return cleanReference(value, writing);
  if (name === "class") {
    return CLASS.test(value) ? value : refuse("a class has characters that classes may not have");
  }
  const local = LOCAL_URL.exec(value);
  if (local !== null) return `url(${cleanReference(`#${local[2] ?? ""}`, writing)})`;
  if (!PLAIN_VALUE.test(value) || /\w\(/.test(value.replace(SAFE_FUNCTION, " "))) {
    refuse(`attribute ${name} has a value that drawings may not have`);
  }
  return value;
}

/** Runs a check; in a draft a part that fails is left out. */
function orDrop(writing: Writing, write: () => string): string {
  if (writing.strictness === "refuse") return write();
  try {
    return write();
  } catch (error) {
    if (error instanceof SvgRefused) return "";
    throw error;
  }
}

function writeAttribute(name: string, value: string, writing: Writing): string {
  if (!ATTRIBUTES.has(name)) refuse(`attribute ${/^[\w:-]{1,40}$/.test(name) ? name : "with an odd name"}`);
  if (SET_BY_PAGE.has(name)) return "";
  return ` ${name}="${escapeHtml(cleanValue(name, value, writing))}"`;
}

function writeAttributes(node: TreeNode, writing: Writing): string {
  let text = "";
  for (const { name, value } of node.attributes ?? []) {
    text += orDrop(writing, () => writeAttribute(name, value, writing));
  }
  return text;
}

function writeChild(child: TreeNode, writing: Writing, depth: number): string {
  if (child.nodeType === 3) return escapeHtml(child.textContent ?? "");
  if (child.nodeType === 1) return writeElement(child, writing, depth + 1);
  return refuse("it holds something that is neither an element nor text");
}

function writeChildren(node: TreeNode, writing: Writing, depth: number): string {
  if (depth > MAXIMUM_DEPTH) refuse("it is nested too deep");
  let text = "";
  for (const child of node.childNodes) text += orDrop(writing, () => writeChild(child, writing, depth));
  return text;
}

function writeElement(node: TreeNode, writing: Writing, depth: number): string {
  const name = node.nodeName;
  // A draft keeps what a link is drawn around.
  if (name === "a" && writing.strictness === "drop") return `<g>${writeChildren(node, writing, depth)}</g>`;
  if (!ELEMENTS.has(name) || name === "svg") {
    refuse(`element ${/^[\w:-]{1,40}$/.test(name) ? name : "with an odd name"}`);
  }
  return `<${name}${writeAttributes(node, writing)}>${writeChildren(node, writing, depth)}</${name}>`;
}

/**
 * Checks a drawing and writes it anew for a place in a page.
 *
 * @example A drawing with a script is refused
 * ```ts
 * import { placeSvg, SvgRefused } from "./svg.ts";
 * import assert from "node:assert/strict";
 *
 * const place = { idPrefix: "fig-1-w-", labelledBy: "fig-1-t", describedBy: "fig-1-d" };
 * const drawing = placeSvg('<svg viewBox="0 0 9 9"><rect width="9" height="9"/></svg>', place);
 * assert.match(drawing.toString(), /role="img"/);
 * assert.throws(() => placeSvg("<svg><script>1</script></svg>", place), SvgRefused);
 * ```
 *
 * @param text The SVG.
 * @param place Names of the elements that name and describe it, and the prefix of its ids.
 * @param strictness Default `refuse`; `drop` leaves out what is not allowed, for drafts.
 * @returns The drawing as markup, with `role="img"` and its name and description.
 * @throws {SvgRefused} When the text is not one svg element, or holds an element, attribute, value, reference or id
 * that the allow-list does not have.
 */
export function placeSvg(text: string, place: SvgPlace, strictness: SvgStrictness = "refuse"): Html {
  const root = parseSvg(text);
  const writing: Writing = { ids: collectIds(root, new Set()), prefix: place.idPrefix, strictness };
  const inner = writeChildren(root, writing, 0);
  const own = writeAttributes(root, writing);
  const named = `role="img" focusable="false" aria-labelledby="${escapeHtml(place.labelledBy)}" ` +
    `aria-describedby="${escapeHtml(place.describedBy)}"`;
  return trustHtml(`<svg${own} ${named}>${inner}</svg>`, "pipelines/render/svg.ts placeSvg");
}
