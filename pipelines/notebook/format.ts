/**
 * Lays out the code of notebooks as `deno fmt` does, on top of the canonical form.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { canonicalNotebook } from "./canonical.ts";
import type { Notebook } from "./nbformat.ts";
import { parseCode } from "./syntax.ts";

/** How to lay out. */
export interface FormatOptions {
  /** Width of a line in characters. Default 110, as in the project's `deno.json`. */
  readonly lineWidthChars?: number;
}

/** What formatting needs from outside. */
export interface FormatEffects {
  /** Formats TypeScript sources; gives each back as it was when it cannot be formatted. */
  formatSources(sources: readonly string[], options: Required<FormatOptions>): Promise<readonly string[]>;
}

/**
 * Gives notebooks in canonical form with their code laid out, with one run of the formatter for all.
 *
 * Cells that cannot be parsed stay as they are, and so do cells that begin with `{`: the kernel reads them as an object,
 * the formatter as a block. Idempotent.
 *
 * @example Spaces and quotes
 * ```ts
 * import { formatNotebooks } from "./format.ts";
 * import assert from "node:assert/strict";
 *
 * const [formatted] = await formatNotebooks([{
 *   nbformat: 4,
 *   nbformat_minor: 5,
 *   metadata: {},
 *   cells: [{
 *     cell_type: "code",
 *     id: "laden",
 *     metadata: {},
 *     source: "const  a='x'",
 *     outputs: [],
 *     execution_count: 3,
 *   }],
 * }]);
 * assert.equal(formatted?.cells[0]?.source, 'const a = "x";');
 * ```
 *
 * @param notebooks The notebooks.
 * @param options How to lay out.
 * @param effects How to run the formatter. Default: this Deno.
 * @returns The formatted notebooks, in the same order.
 * @throws {WorkspaceError} When the formatter cannot be started.
 */
export async function formatNotebooks(
  notebooks: readonly Notebook[],
  options: FormatOptions = {},
  effects: FormatEffects = denoFmtEffects(),
): Promise<readonly Notebook[]> {
  const { lineWidthChars = 110 } = options;
  const canonical = notebooks.map(canonicalNotebook);
  const sources = canonical.flatMap(({ cells }) => cells.filter(isFormattable).map(({ source }) => source));
  const formatted = sources.length === 0 ? [] : await effects.formatSources(sources, { lineWidthChars });
  let next = 0;
  return canonical.map((notebook) => {
    const cells = notebook.cells.map((cell) =>
      isFormattable(cell) ? { ...cell, source: (formatted[next++] ?? cell.source).trimEnd() } : cell
    );
    return { ...notebook, cells };
  });
}

function isFormattable({ cell_type, source }: Notebook["cells"][number]): boolean {
  return cell_type === "code" && source !== "" && !source.startsWith("{") && parseCode(source).ok;
}

/** Runs `deno fmt` on files in a fresh folder, so that nothing is written beside a notebook. */
function denoFmtEffects(): FormatEffects {
  return {
    async formatSources(sources, { lineWidthChars }) {
      const dir = await Deno.makeTempDir({ prefix: "smart-start-format-" });
      try {
        for (const [i, source] of sources.entries()) await Deno.writeTextFile(`${dir}/${i}.ts`, source);
        const { success, stderr } = await new Deno.Command(Deno.execPath(), {
          args: ["fmt", "-q", "--no-config", "--line-width", String(lineWidthChars), dir],
          env: { NO_COLOR: "1" },
          stdin: "null",
        }).output();
        if (!success) throw formatterFailed(new TextDecoder().decode(stderr));
        return await Promise.all(sources.map((_, i) => Deno.readTextFile(`${dir}/${i}.ts`)));
      } finally {
        await Deno.remove(dir, { recursive: true });
      }
    },
  };
}

function formatterFailed(text: string): WorkspaceError {
  const [line = ""] = text.split("\n").filter((one) => one.trim() !== "");
  return new WorkspaceError({
    what: `The formatter failed: ${line.trim()}`,
    mend: "Run `deno task check` first",
  });
}
