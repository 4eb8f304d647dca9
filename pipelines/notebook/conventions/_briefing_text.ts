/**
 * Briefing Markdown in parts: language, and plain text per line without code, links and HTML.
 *
 * @module
 */
import MarkdownIt from "markdown-it";
import type { SeenCell, SeenNotebook } from "./rule.ts";

/** The line that divides Dutch from English. */
export const ENGLISH_MARK = "<!-- en -->";

/** A part of a briefing cell in one language. */
export interface BriefingPart {
  /** The language; `nl` comes first. */
  readonly language: "nl" | "en";
  /** The Markdown. */
  readonly markdown: string;
  /** Number of lines of the cell above it. */
  readonly linesAbove: number;
}

/** A block of plain text, such as a paragraph, with its first line in the cell, from 1. */
export interface TextBlock {
  /** The text, with its line ends. */
  readonly text: string;
  /** Line in the cell from 1. */
  readonly line: number;
}

const parser = new MarkdownIt({ html: true });
// The parser would leave refused addresses as text; here they are to be seen.
parser.validateLink = () => true;

/** A token with its first line in the cell. Cells of a table have no place of their own: theirs is that of the row. */
interface PlacedToken {
  readonly token: ReturnType<typeof parser.parse>[number];
  readonly line: number;
}

const tokensByPart = new WeakMap<BriefingPart, readonly PlacedToken[]>();

function tokensOf(part: BriefingPart): readonly PlacedToken[] {
  let line = part.linesAbove + 1;
  const tokens = tokensByPart.get(part) ?? parser.parse(part.markdown, {}).map((token) => {
    line = token.map === null ? line : part.linesAbove + token.map[0] + 1;
    return { token, line };
  });
  tokensByPart.set(part, tokens);
  return tokens;
}

/** Gives the cells whose Markdown goes into the briefing. */
export function briefingCells(seen: SeenNotebook): readonly SeenCell[] {
  return seen.cells.filter(({ cell, tags }) => cell.cell_type === "markdown" && tags.includes("briefing"));
}

const partsByCell = new WeakMap<SeenCell, readonly BriefingPart[]>();

/** Splits a briefing cell at the mark; the English part is absent when there is no mark. */
export function briefingParts(cell: SeenCell): readonly BriefingPart[] {
  const parts = partsByCell.get(cell) ?? splitAtMark(cell.cell.source);
  partsByCell.set(cell, parts);
  return parts;
}

function splitAtMark(source: string): readonly BriefingPart[] {
  const lines = source.split("\n");
  const at = lines.findIndex((line) => line.trim() === ENGLISH_MARK);
  if (at < 0) return [{ language: "nl", markdown: source, linesAbove: 0 }];
  return [
    { language: "nl", markdown: lines.slice(0, at).join("\n"), linesAbove: 0 },
    { language: "en", markdown: lines.slice(at + 1).join("\n"), linesAbove: at + 1 },
  ];
}

/** Gives the readable text of a part by block: code and addresses are left out, words of links are kept. */
export function plainText(part: BriefingPart): readonly TextBlock[] {
  return tokensOf(part).flatMap(({ token, line }) => {
    if (token.type !== "inline") return [];
    const pieces = (token.children ?? []).map(({ type, content }) => {
      if (type === "softbreak" || type === "hardbreak") return "\n";
      return type === "text" || type === "image" ? content : "";
    });
    return [{ text: pieces.join(""), line }];
  });
}

/** Gives the line in the cell of a place in a block. */
export function lineInBlock({ text, line }: TextBlock, offset: number): number {
  return line + text.slice(0, offset).split("\n").length - 1;
}

/** Gives the addresses of links and images with their line in the cell. */
export function addresses(
  part: BriefingPart,
): readonly (TextBlock & { readonly kind: "link" | "image" })[] {
  return tokensOf(part).flatMap(({ token, line }) => {
    return (token.children ?? []).flatMap((child) => {
      const address = child.type === "link_open" ? child.attrGet("href") : child.attrGet("src");
      const kind = child.type === "link_open" ? "link" as const : "image" as const;
      return child.type === "link_open" || child.type === "image"
        ? [{ text: String(address), line, kind }]
        : [];
    });
  });
}

/** Gives every piece of raw HTML with its line in the cell. */
export function rawHtml(part: BriefingPart): readonly TextBlock[] {
  return tokensOf(part).flatMap(({ token, line }): readonly TextBlock[] => {
    if (token.type === "html_block") return [{ text: token.content.trim(), line }];
    return (token.children ?? []).filter(({ type }) => type === "html_inline")
      .map(({ content }) => ({ text: content, line }));
  });
}

/** Gives the headings of a part: level and line in the cell. */
export function headings(part: BriefingPart): readonly { readonly level: number; readonly line: number }[] {
  return tokensOf(part)
    .filter(({ token }) => token.type === "heading_open")
    .map(({ token, line }) => ({ level: Number(token.tag.slice(1)), line }));
}
