/**
 * Any notebook, for property tests.
 *
 * @module
 */
import fc from "fast-check";
import type { Json } from "../../../lib/core/hash.ts";
import type { Cell, MimeBundle, Notebook, Output } from "../../../pipelines/notebook/nbformat.ts";

const SPECIAL = [
  "\n",
  "\r",
  "\u2028",
  "\u2029",
  "// %% [x] code",
  "// \\%%",
  "%%",
  "é🙂",
  "`${",
  "\\u2028",
  "\t",
  '"',
];

/** Text with what is hard in notebooks: line ends of all kinds, heads of the view, quotes. */
function anyText(): fc.Arbitrary<string> {
  const piece = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom(...SPECIAL));
  return fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
}

/** Source text: as read, so with newlines only. */
export function anySource(): fc.Arbitrary<string> {
  return anyText().map((text) => text.replace(/\r\n?/g, "\n"));
}

function anyJson(): fc.Arbitrary<Json> {
  return fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
}

function anyBundle(): fc.Arbitrary<MimeBundle> {
  return fc.record({
    "text/plain": anyText(),
    "image/png": fc.constant("iVBORw0KGgo=\n"),
    "application/json": anyJson(),
  }, { requiredKeys: [] });
}

function anyOutput(): fc.Arbitrary<Output> {
  const count = fc.option(fc.nat(), { nil: null });
  return fc.oneof(
    fc.record({
      output_type: fc.constant("stream" as const),
      name: fc.constantFrom("stdout" as const, "stderr" as const),
      text: anyText(),
    }),
    fc.record({
      output_type: fc.constant("display_data" as const),
      data: anyBundle(),
      metadata: fc.constant({}),
    }),
    fc.record({
      output_type: fc.constant("execute_result" as const),
      data: anyBundle(),
      metadata: fc.constant({}),
      execution_count: count,
    }),
    fc.record({
      output_type: fc.constant("error" as const),
      ename: anyText(),
      evalue: anyText(),
      traceback: fc.array(anyText(), { maxLength: 2 }),
    }),
  );
}

function anyMetadata() {
  const tags = fc.uniqueArray(fc.constantFrom("load", "figure", "eigen tag", "briefing"), { maxLength: 3 });
  return fc.record({ tags, smart_start: anyJson(), eigen: anyJson() }, { requiredKeys: [] });
}

function anyCell(): fc.Arbitrary<Cell> {
  const base = { id: fc.constant(""), metadata: anyMetadata(), source: anySource() };
  return fc.oneof(
    fc.record({
      cell_type: fc.constant("code" as const),
      ...base,
      outputs: fc.array(anyOutput(), { maxLength: 3 }),
      execution_count: fc.option(fc.nat(), { nil: null }),
    }),
    fc.record({ cell_type: fc.constant("markdown" as const), ...base }),
    fc.record({ cell_type: fc.constant("raw" as const), ...base }),
    fc.record({
      cell_type: fc.constant("markdown" as const),
      ...base,
      attachments: fc.dictionary(fc.constantFrom("a.png", "b\u2028.png"), anyBundle(), { maxKeys: 2 }),
    }),
  );
}

/** Any notebook with unique ids, some of them random as editors write them. */
export function anyNotebook(): fc.Arbitrary<Notebook> {
  const id = fc.oneof(
    fc.stringMatching(/^[a-z]{1,6}(-[a-z]{1,4}){0,2}$/),
    fc.stringMatching(/^[0-9a-f]{8}$/),
    fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/),
  );
  const cells = fc.array(anyCell(), { maxLength: 6 });
  const ids = fc.uniqueArray(id, { minLength: 6, maxLength: 6 });
  const metadata = fc.record({
    kernelspec: fc.constantFrom(
      { name: "deno", display_name: "Deno" },
      { name: "python3", display_name: "Python", language: "python" },
    ),
    smart_start: anyJson(),
    eigen: anyJson(),
  }, { requiredKeys: [] });
  return fc.tuple(cells, ids, metadata).map(([list, names, meta]) => ({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: meta,
    cells: list.map((cell, i) => ({ ...cell, id: names[i] ?? `cell-${i}` })),
  }));
}
