/** A parsed page for static checks, with only the few types that they need. */
import { parseHTML } from "linkedom";

/** An element. */
export interface Node {
  readonly localName: string;
  readonly textContent: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<Node>;
}

/** Parses a whole page. */
export function parsePage(html: string): Node {
  return (parseHTML(html) as unknown as { readonly document: { readonly documentElement: Node } }).document
    .documentElement;
}

/** The elements that a selector finds. */
export function all(node: Node, selector: string): readonly Node[] {
  return [...node.querySelectorAll(selector)];
}
