/** Boxes of the texts in a drawing, from its coordinates and the font's widths, as a browser would lay them out. */
import { parseHTML } from "linkedom";
import { textWidth } from "../../lib/charts/metrics.ts";

/** One line of text and where it stands. */
export interface TextBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly fontSize: number;
}

interface Node {
  readonly tagName: string;
  readonly childNodes: Iterable<Node>;
  readonly children: Iterable<Node>;
  readonly textContent: string;
  getAttribute(name: string): string | null;
}

interface State {
  readonly x: number;
  readonly y: number;
  readonly fontSize: number;
  readonly weight: 400 | 700;
  readonly anchor: string;
}

/** The size of the drawing. */
export function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const [, width = "0", height = "0"] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  return { width: Number(width), height: Number(height) };
}

/** All lines of text. */
export function textBoxes(svg: string): readonly TextBox[] {
  const { document } = parseHTML(`<html><body>${svg}</body></html>`) as unknown as {
    document: { querySelector(selector: string): Node };
  };
  const boxes: TextBox[] = [];
  walk(document.querySelector("svg"), { x: 0, y: 0, fontSize: 10, weight: 400, anchor: "start" }, boxes);
  return boxes;
}

function walk(node: Node, before: State, boxes: TextBox[]): void {
  const state = stateOf(node, before);
  if (node.tagName.toLowerCase() === "text") {
    placeText(node, state, boxes);
    return;
  }
  for (const child of node.children) walk(child, state, boxes);
}

function stateOf(node: Node, before: State): State {
  const transform = node.getAttribute("transform") ?? "";
  const [, dx = "0", dy = "0"] = /translate\(([-\d.]+)[, ]([-\d.]+)\)/.exec(transform) ?? [];
  const size = node.getAttribute("font-size");
  const weight = node.getAttribute("font-weight");
  return {
    x: before.x + Number(dx),
    y: before.y + Number(dy),
    fontSize: size === null ? before.fontSize : parseFloat(size),
    weight: weight === null ? before.weight : (weight === "bold" || Number(weight) >= 600 ? 700 : 400),
    anchor: node.getAttribute("text-anchor") ?? before.anchor,
  };
}

function lengthOf(value: string | null, fontSize: number): number {
  if (value === null) return 0;
  return value.endsWith("em") ? parseFloat(value) * fontSize : parseFloat(value);
}

function placeText(node: Node, state: State, boxes: TextBox[]): void {
  const spans = [...node.children];
  const start = {
    x: lengthOf(node.getAttribute("x"), state.fontSize),
    y: lengthOf(node.getAttribute("y"), state.fontSize),
  };
  if (spans.length === 0) {
    boxes.push(boxOf(node.textContent, state.x + start.x, state.y + start.y, state));
    return;
  }
  let y = start.y;
  for (const span of spans) {
    const own = span.getAttribute("y");
    if (own !== null) y = lengthOf(own, state.fontSize);
    y += lengthOf(span.getAttribute("dy"), state.fontSize);
    const x = span.getAttribute("x") === null ? start.x : lengthOf(span.getAttribute("x"), state.fontSize);
    boxes.push(boxOf(span.textContent, state.x + x, state.y + y, state));
  }
}

function boxOf(text: string, x: number, baseline: number, state: State): TextBox {
  const width = textWidth(text, state.fontSize, state.weight);
  const left = state.anchor === "middle" ? x - width / 2 : state.anchor === "end" ? x - width : x;
  // Letters of Source Sans 3 reach 0.72 of the font size above the line and 0.21 below it.
  return {
    text,
    left,
    right: left + width,
    top: baseline - state.fontSize * 0.72,
    bottom: baseline + state.fontSize * 0.21,
    fontSize: state.fontSize,
  };
}

/** Texts that stick out of the drawing by more than half a pixel. */
export function clippedTexts(svg: string): readonly TextBox[] {
  const { width, height } = sizeOf(svg);
  return textBoxes(svg).filter((box) =>
    box.text.trim() !== "" &&
    (box.left < -0.5 || box.right > width + 0.5 || box.top < -0.5 || box.bottom > height + 0.5)
  );
}

/** Pairs of texts that overlap by more than a pixel in both directions. */
export function overlappingTexts(svg: string): readonly (readonly [string, string])[] {
  const boxes = textBoxes(svg).filter((box) => box.text.trim() !== "");
  return boxes.flatMap((a, i) =>
    boxes.slice(i + 1).filter((b) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
    ).map((b) => [a.text, b.text] as const)
  );
}
