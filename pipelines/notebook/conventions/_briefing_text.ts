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

/** A run of plain text with its line in the cell, from 1. */
export interface TextLine {
  /** The text. */
  readonly text: string;
  /** Line in the cell from 1. */
  readonly line: number;
}

const parser = new MarkdownIt({ html: true });

/** Gives the cells whose Markdown goes into the briefing. */
export function briefingCells(seen: SeenNotebook): readonly SeenCell[] {
  return seen.cells.filter(({ cell, tags }) => cell.cell_type === "markdown" && tags.includes("briefing"));
}

/** Splits a briefing cell at the mark; the English part is absent when there is no mark. */
export function briefingParts(source: string): readonly BriefingPart[] {
  const lines = source.split("\n");
  const at = lines.findIndex((line) => line.trim() === ENGLISH_MARK);
  if (at < 0) return [{ language: "nl", markdown: source, linesAbove: 0 }];
  return [
    { language: "nl", markdown: lines.slice(0, at).join("\n"), linesAbove: 0 },
    { language: "en", markdown: lines.slice(at + 1).join("\n"), linesAbove: at + 1 },
  ];
}

/** Gives the readable text of a part: code and addresses are left out, words of links are kept. */
export function plainText(part: BriefingPart): readonly TextLine[] {
  return parser.parse(part.markdown, {}).flatMap((token) => {
    if (token.type !== "inline") return [];
    const first = part.linesAbove + (token.map?.[0] ?? 0) + 1;
    let line = 0;
    const texts: TextLine[] = [];
    for (const child of token.children ?? []) {
      if (child.type === "softbreak" || child.type === "hardbreak") line += 1;
      const text = child.type === "text" || child.type === "image" ? child.content : "";
      if (text !== "") texts.push({ text, line: first + line });
    }
    return joinLines(texts);
  });
}

/** Joins pieces of one line, so that a phrase with emphasis in it is read as one. */
function joinLines(pieces: readonly TextLine[]): readonly TextLine[] {
  const lines = new Map<number, string>();
  for (const { text, line } of pieces) lines.set(line, (lines.get(line) ?? "") + text);
  return [...lines].map(([line, text]) => ({ text, line }));
}

/** Gives every piece of raw HTML with its line in the cell. */
export function rawHtml(part: BriefingPart): readonly TextLine[] {
  return parser.parse(part.markdown, {}).flatMap((token): readonly TextLine[] => {
    const line = part.linesAbove + (token.map?.[0] ?? 0) + 1;
    if (token.type === "html_block") return [{ text: token.content.trim(), line }];
    return (token.children ?? []).filter(({ type }) => type === "html_inline")
      .map(({ content }) => ({ text: content, line }));
  });
}

/** Gives the headings of a part: level and line in the cell. */
export function headings(part: BriefingPart): readonly { readonly level: number; readonly line: number }[] {
  return parser.parse(part.markdown, {})
    .filter(({ type }) => type === "heading_open")
    .map(({ tag, map }) => ({ level: Number(tag.slice(1)), line: part.linesAbove + (map?.[0] ?? 0) + 1 }));
}
