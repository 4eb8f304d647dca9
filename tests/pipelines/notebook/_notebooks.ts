/**
 * Notebooks for the tests of the notebook layer.
 *
 * @module
 */
import type { CodeCell, MarkdownCell, Metadata, Notebook } from "../../../pipelines/notebook/nbformat.ts";

export function code(tag: string | readonly string[], source: string, id = ""): CodeCell {
  const tags = typeof tag === "string" ? [tag] : tag;
  const name = id || `${tags[0] ?? "code"}-cell`;
  return { cell_type: "code", id: name, metadata: { tags }, source, outputs: [], execution_count: null };
}

export function markdown(tag: string | readonly string[], source: string, id = "text"): MarkdownCell {
  const tags = typeof tag === "string" ? [tag] : tag;
  return { cell_type: "markdown", id, metadata: { tags }, source };
}

export const DENO: Metadata = {
  kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
  language_info: { file_extension: ".ts", mimetype: "text/x.typescript", name: "typescript" },
};

export function notebook(cells: Notebook["cells"], metadata: Metadata = DENO): Notebook {
  return { nbformat: 4, nbformat_minor: 5, metadata, cells };
}

/** Keeps every convention and compiles. */
export function goodNotebook(): Notebook {
  return notebook([
    markdown(
      "briefing",
      "# Wat we zien\n\nOver 2023.\n\n<!-- en -->\n\n# What we see\n\nAbout 2023.",
      "titel",
    ),
    code("parameters", 'const gemeente = "GM9901";\nconst jaren = [2022, 2023];', "parameters"),
    code("setup", 'import { formatNumber, mapLabel } from "../../lib/core/mod.ts";', "setup"),
    code("load", "const rows = jaren.map((jaar) => ({ jaar, gemeente }));", "load-rows"),
    code("check", 'if (rows.length === 0) throw new Error("no rows");', "check-rows"),
    code("analyse", "const total = rows.length;", "analyse-total"),
    code(
      "protect",
      "const safe = mapLabel((language) => formatNumber(total, language));",
      "protect-total",
    ),
    markdown(
      "briefing",
      "## Het verloop\n\nLet op de lijn.\n\n<!-- en -->\n\n## The course\n\nSee the line.",
      "verloop",
    ),
    code("figure", "safe;", "figure-verloop"),
    code("finding", "safe;", "finding-verloop"),
  ]);
}
