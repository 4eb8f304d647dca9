/** The good notebook with one thing changed, and what the conventions say of it. */
import { checkConventions } from "../../../pipelines/notebook/conventions.ts";
import type { Cell, Notebook } from "../../../pipelines/notebook/nbformat.ts";
import { goodNotebook } from "./_notebooks.ts";

/** A notebook with the problems it has. */
export interface Case {
  /** What is wrong, for the name of the test. */
  readonly name: string;
  /** The notebook. */
  readonly book: Notebook;
  /** Each as `rule cell:line`. */
  readonly problems: readonly string[];
}

/** Gives `rule cell:line` of every problem. */
export function found(book: Notebook, stage: "vet" | "draft" = "vet"): readonly string[] {
  return checkConventions(book, { stage }).map(({ rule, cellId, line }) => `${rule} ${cellId}:${line}`);
}

/** The good notebook with one cell changed. */
export function changed(id: string, change: (cell: Cell) => Cell | readonly Cell[]): Notebook {
  const good = goodNotebook();
  return { ...good, cells: good.cells.flatMap((cell) => cell.id === id ? change(cell) : cell) };
}

/** The good notebook with other source in one cell. */
export function withSource(id: string, source: string): Notebook {
  return changed(id, (cell) => ({ ...cell, source }));
}

/** The good notebook with other Dutch text in the cell before the figure. */
export function withProse(nl: string, en = "See the line."): Notebook {
  return withSource("verloop", `## Het verloop\n\n${nl}\n\n<!-- en -->\n\n## The course\n\n${en}`);
}
