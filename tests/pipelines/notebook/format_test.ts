import assert from "node:assert/strict";
import { formatNotebooks } from "../../../pipelines/notebook/format.ts";
import type { Notebook } from "../../../pipelines/notebook/nbformat.ts";
import { code, goodNotebook, markdown, notebook } from "./_notebooks.ts";

function sources(book: Notebook | undefined): readonly string[] {
  return book?.cells.map(({ source }) => source) ?? [];
}

Deno.test("formatNotebooks() lays out code, leaves prose, broken cells and shown objects, and is idempotent", async () => {
  const untidy = notebook([
    markdown("briefing", "# Titel\n\n* een  punt\n\n<!-- en -->\n# Title", "titel"),
    code("load", "const  rows = [1,2,\n3]\nawait  f( rows )", "a"),
    code("load", "const = 1", "b"),
    code("load", "{ a:1 }", "c"),
    code("load", "", "d"),
    code("figure", "chart", "e"),
  ]);
  const [formatted, good] = await formatNotebooks([untidy, goodNotebook()]);
  assert.deepEqual(sources(formatted), [
    "# Titel\n\n* een  punt\n\n<!-- en -->\n# Title",
    "const rows = [1, 2, 3];\nawait f(rows);",
    "const = 1",
    "{ a:1 }",
    "",
    "chart;",
  ]);
  assert.deepEqual(good, goodNotebook());
  assert.ok(formatted !== undefined);
  assert.deepEqual(await formatNotebooks([formatted]), [formatted]);
});

Deno.test("formatNotebooks() breaks lines at the width that is asked for", async () => {
  const long = notebook([code("load", "const total = first + second + third + fourth;", "a")]);
  const [narrow] = await formatNotebooks([long], { lineWidthChars: 30 });
  assert.ok(sources(narrow)[0]?.split("\n").every((line) => line.length <= 30));
});
