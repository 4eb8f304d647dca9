/**
 * Clean SVG on the server: Plot draws into a document of linkedom, and what comes out has unique ids, no inline
 * style, no English for screen readers, no script and no reference to the outside.
 *
 * @module
 */
// @ts-types="linkedom"
import { parseHTML } from "linkedom/worker";

/** The part of a DOM element that charts use; the full DOM types are not in this project's type library. */
export interface SvgElement {
  /** The tag, in lower case for SVG. */
  readonly tagName: string;
  /** The attributes by name and value. */
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  /** The markup of the element itself. */
  readonly outerHTML: string;
  /** Elements that match a selector. */
  querySelectorAll(selector: string): Iterable<SvgElement>;
  /** Gives an attribute. */
  getAttribute(name: string): string | null;
  /** Sets an attribute. */
  setAttribute(name: string, value: string): void;
  /** Removes an attribute. */
  removeAttribute(name: string): void;
  /** Removes the element. */
  remove(): void;
  /** Puts nodes before the first child. */
  prepend(node: SvgElement): void;
  /** Puts nodes after the last child. */
  append(...nodes: readonly (SvgElement | string)[]): void;
}

/** The part of a DOM document that charts use. */
export interface SvgDocument {
  /** Makes an element in a namespace. */
  createElementNS(namespace: string, name: string): SvgElement;
  /** The body, into which text is parsed. */
  readonly body: { innerHTML: string; querySelector(selector: string): SvgElement | null };
}

/** The XML namespace of SVG. */
export const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

/** The local id of the pattern for hidden numbers; {@linkcode finishSvg} prefixes it. */
export const HATCH_ID = "hatch";

/** The fill of a mark that stands for a hidden number. */
export const HATCH_FILL = `url(#${HATCH_ID})`;

/** The one document that charts are drawn in. It is never attached to a page. */
export const svgDocument: SvgDocument =
  (parseHTML("<!doctype html><html><body></body></html>") as unknown as {
    document: SvgDocument;
  }).document;

/** Elements that may stand in a chart. Everything else is removed, with what it holds. */
const ALLOWED_ELEMENTS = new Set(
  "svg g path rect line circle ellipse polygon polyline text tspan defs pattern clippath".split(" "),
);

/** Attributes that may stand in a chart: geometry, paint and text only. */
const ALLOWED_ATTRIBUTES = new Set(
  ("viewBox width height x y x1 y1 x2 y2 cx cy r rx ry d points transform dx dy fill fill-opacity fill-rule " +
    "stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin stroke-miterlimit opacity " +
    "font-size font-weight font-style font-variant text-anchor paint-order id clip-path class patternUnits " +
    "patternTransform clipPathUnits xmlns").split(" "),
);

/** Attributes whose numbers are rounded. */
const GEOMETRY = new Set(
  "x y x1 y1 x2 y2 cx cy r rx ry d points transform width height dx dy stroke-width".split(" "),
);

/**
 * Cleans a drawing.
 *
 * Removes every element and attribute that is not on the list (so styles, scripts, event handlers, links and
 * English descriptions), prefixes ids and the references to them, and rounds coordinates to a tenth of a pixel.
 * The page names the drawing by its visible caption and description.
 *
 * @param drawn The root element, or the text of an SVG.
 * @param figureId The figure's id: letters, digits and hyphens.
 * @returns The SVG as text.
 */
export function finishSvg(drawn: SvgElement | string, figureId: string): string {
  const root = typeof drawn === "string" ? parseSvg(drawn) : drawn;
  if (root.outerHTML.includes(HATCH_FILL)) root.prepend(hatchPattern());
  const names = renameIds(root, figureId);
  for (const element of [root, ...root.querySelectorAll("*")]) {
    if (ALLOWED_ELEMENTS.has(element.tagName.toLowerCase())) cleanAttributes(element, names);
    else element.remove();
  }
  for (const name of ["id", "class", "font-family", "font-size"]) root.removeAttribute(name);
  root.setAttribute("xmlns", SVG_NAMESPACE);
  return root.outerHTML;
}

/**
 * Reads the text of an SVG.
 *
 * @param text The text.
 * @returns Its root element.
 * @throws {TypeError} When there is no svg element.
 */
export function parseSvg(text: string): SvgElement {
  svgDocument.body.innerHTML = text;
  const root = svgDocument.body.querySelector("svg");
  if (root) return root;
  throw new TypeError("Cannot finish SVG: the text holds no svg element");
}

/**
 * New names for all ids, by their order in the drawing: the libraries count ids per process, so that the same chart
 * would differ from run to run.
 */
function renameIds(root: SvgElement, figureId: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const element of root.querySelectorAll("[id]")) {
    const id = element.getAttribute("id") ?? "";
    if (!names.has(id)) names.set(id, `${figureId}-${id === HATCH_ID ? HATCH_ID : `i${names.size + 1}`}`);
  }
  return names;
}

function cleanAttributes(element: SvgElement, names: ReadonlyMap<string, string>): void {
  for (const { name, value } of [...element.attributes]) {
    if (!ALLOWED_ATTRIBUTES.has(name) || isOutside(value) || isUnused(element, name, value)) {
      element.removeAttribute(name);
    } else if (name === "id") element.setAttribute(name, names.get(value) ?? "");
    else if (value.startsWith("url(")) {
      const target = names.get(/^url\(["']?#([^"')]+)["']?\)$/.exec(value)?.[1] ?? "");
      if (target === undefined) element.removeAttribute(name);
      else element.setAttribute(name, `url(#${target})`);
    } else if (GEOMETRY.has(name)) element.setAttribute(name, roundNumbers(value));
  }
}

/** A value that would load something, or that could be more than a value. */
function isOutside(value: string): boolean {
  return /url\((?!["']?#)|javascript:|data:|https?:(?!\/\/www\.w3\.org\/2000\/svg$)|[<>\\]/i.test(value);
}

/** Names that the drawing library put there for itself or for screen readers. */
function isUnused(element: SvgElement, name: string, value: string): boolean {
  if (name === "class") return !value.startsWith("ss-");
  return name === "xmlns" && element.tagName.toLowerCase() !== "svg";
}

function roundNumbers(value: string): string {
  return value.replace(/-?\d*\.\d+(?:e-?\d+)?(?![\d]*em)/g, (number) => {
    const rounded = Math.round(Number(number) * 10) / 10;
    return String(rounded === 0 ? 0 : rounded);
  });
}

function hatchPattern(): SvgElement {
  const defs = svgElement("defs", {});
  const pattern = svgElement("pattern", {
    id: HATCH_ID,
    width: 6,
    height: 6,
    patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)",
  });
  pattern.append(svgElement("line", {
    x1: 1,
    y1: 0,
    x2: 1,
    y2: 6,
    stroke: "var(--hatch)",
    "stroke-width": 2,
  }));
  defs.append(pattern);
  return defs;
}

/**
 * Makes an SVG element for the forms that Plot does not have.
 *
 * @param name The tag.
 * @param attributes The attributes; numbers are written as they are.
 * @param children Elements, or text, which is escaped when written out.
 * @returns The element.
 */
export function svgElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly (SvgElement | string)[]
): SvgElement {
  const element = svgDocument.createElementNS(SVG_NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}
