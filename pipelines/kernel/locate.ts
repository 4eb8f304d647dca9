/**
 * The line of a cell that an error comes from.
 *
 * The kernel transpiles a cell and prints it anew, without blank lines, and its stack traces count those lines. So the
 * cell is transpiled here once more by the same Deno (10 ms, only for a cell that failed), and the map that comes with
 * it leads back.
 *
 * @module
 */
import { join } from "node:path";
import { findOnlyThrow, parseCell, withoutImports } from "./cell_code.ts";
import { decodeMappings, sourceLineOf } from "./source_map.ts";

/** What the kernel puts before the first line of a cell: `'use strict'; void 0;`. Measured on Deno 2.9.6. */
const FIRST_LINE_SHIFT = 21;

/** A frame of code that was typed in and has no file. */
const CELL_FRAME_REGEXP = /<anonymous>:(\d+):(\d+)\)?$/;

/**
 * Finds the line of the cell that was running when an error was thrown.
 *
 * All cells are `<anonymous>` in a stack, and a function of an earlier cell may have thrown; the outermost frame is
 * the one that is surely of this cell.
 *
 * @param code The cell as it was sent.
 * @param options The cell as its author wrote it, the stack by lines, and a private folder for a file.
 * @returns Line from 1; null when the stack names no cell or the cell cannot be transpiled.
 */
export async function findLine(
  code: string,
  options: { readonly source: string; readonly traceback: readonly string[]; readonly dir: string },
): Promise<number | null> {
  const displayed = options.traceback.some((line) => line.includes("broadcastResult"));
  if (displayed) return lineOfLastExpression(options.source);
  const frame = options.traceback.map((line) => CELL_FRAME_REGEXP.exec(line.trimEnd())).findLast((match) =>
    match
  );
  if (!frame) return findLineWithoutStack(options.source);
  const line = Number(frame[1]) - 1;
  const column = Number(frame[2]) - 1 - (line === 0 ? FIRST_LINE_SHIFT : 0);
  const mappings = await transpiledMappings(code, options.dir);
  return mappings === null ? null : sourceLineOf(decodeMappings(mappings), { line, column });
}

/** An error of showing the value of the last expression comes from that expression. */
function lineOfLastExpression(code: string): number | null {
  const cell = parseCell(code);
  return cell.kind === "parsed" ? cell.lastExpression?.line ?? null : cell.line;
}

/** A value that is no error has no stack: the line is known when only one can have thrown. */
function findLineWithoutStack(code: string): number | null {
  const lines = code.split("\n").flatMap((line, index) => line.trim() === "" ? [] : [index + 1]);
  return lines.length === 1 ? lines[0] ?? null : findOnlyThrow(code);
}

const INLINE_MAP_REGEXP = /sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)\s*$/;

async function transpiledMappings(code: string, dir: string): Promise<string | null> {
  const cell = parseCell(code);
  if (cell.kind === "syntax-error") return null;
  const file = join(dir, `cell.${cell.dialect}`);
  try {
    await Deno.writeTextFile(file, withoutImports(code, cell), { mode: 0o600 });
    const output = await new Deno.Command(Deno.execPath(), {
      args: ["transpile", "--quiet", "--no-config", "--source-map", "inline", file],
      stdin: "null",
      stderr: "null",
    }).output();
    const encoded = INLINE_MAP_REGEXP.exec(new TextDecoder().decode(output.stdout))?.[1];
    return encoded === undefined ? null : (JSON.parse(atob(encoded)) as { mappings: string }).mappings;
  } catch {
    return null; // The line is a help; its absence must not hide the error.
  } finally {
    await Deno.remove(file).catch(() => {});
  }
}
