/**
 * Writes notebooks as valid format 4.5 with one spelling, so that a diff shows only what changed.
 *
 * @module
 */
import type { Json } from "../../lib/core/hash.ts";
import { isJsonMime } from "./_read_output.ts";
import type { Cell, MimeBundle, Notebook, Output } from "./nbformat.ts";

/**
 * Writes a notebook in the spelling of nbformat itself: keys sorted, one space per level, text as a list of lines, a
 * final newline. JupyterLab saves an untouched notebook with the same bytes.
 *
 * @example The smallest notebook
 * ```ts
 * import { writeNotebook } from "./write.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(
 *   writeNotebook({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] }),
 *   '{\n "cells": [],\n "metadata": {},\n "nbformat": 4,\n "nbformat_minor": 5\n}\n',
 * );
 * ```
 *
 * @param notebook The notebook.
 * @returns The text of the file.
 */
export function writeNotebook(notebook: Notebook): string {
  const { nbformat, nbformat_minor, metadata } = notebook;
  const file = { cells: notebook.cells.map(storedCell), metadata, nbformat, nbformat_minor };
  return JSON.stringify(sortKeys(file), null, 1) + "\n";
}

function storedCell(cell: Cell): Json {
  const { id, cell_type, metadata } = cell;
  const base = { id, cell_type, metadata, source: linesOf(cell.source) };
  if (cell.cell_type === "code") {
    return { ...base, execution_count: cell.execution_count, outputs: cell.outputs.map(storedOutput) };
  }
  if (cell.attachments === undefined) return base;
  const attachments = Object.entries(cell.attachments)
    .map(([name, bundle]): [string, Json] => [name, storedBundle(bundle)]);
  return { ...base, attachments: Object.fromEntries(attachments) };
}

function storedOutput(output: Output): Json {
  if (output.output_type === "stream") return { ...output, text: linesOf(output.text) };
  if (output.output_type === "error") return { ...output };
  return { ...output, data: storedBundle(output.data) };
}

function storedBundle(bundle: MimeBundle): Json {
  return Object.fromEntries(
    Object.entries(bundle).map(([mime, data]): [string, Json] => [
      mime,
      typeof data === "string" && !isJsonMime(mime) ? storedText(mime, data) : data,
    ]),
  );
}

/** nbformat keeps base64 of pictures on one line and splits text. */
function storedText(mime: string, text: string): Json {
  return /^(text\/|application\/javascript$|image\/svg\+xml$)/.test(mime) ? linesOf(text) : text;
}

/** All that ends a line for Python, whose `splitlines` decides what nbformat and JupyterLab write. */
// deno-lint-ignore no-control-regex
const LINE_REGEXP = /[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029])|.+$/gs;

/** Splits after each line end; the empty text is an empty list. */
function linesOf(text: string): readonly string[] {
  return text.match(LINE_REGEXP) ?? [];
}

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value as { readonly [key: string]: Json });
  return Object.fromEntries(
    entries.sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0).map(([key, item]) => [key, sortKeys(item)]),
  );
}
