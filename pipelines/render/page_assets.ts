/**
 * Which style and script a page takes beside those of every page: cards, worksheets, maps and lists of books bring theirs.
 *
 * @module
 */
import { bookAssets, mapAssets, type PageAssets, personaStyle, sheetStyle } from "./assets.ts";
import type { Block } from "./model.ts";

/** Parts of a page with a style, or a script, of their own. */
const PARTS: readonly {
  readonly occurs: (block: Block) => boolean;
  readonly assets: () => Partial<PageAssets>;
}[] = [
  { occurs: ({ kind }) => kind === "persona", assets: () => ({ style: personaStyle() }) },
  { occurs: ({ kind }) => kind === "sheets", assets: () => ({ style: sheetStyle() }) },
  {
    occurs: (block) => block.kind === "figure" && block.payload.areas !== undefined,
    assets: mapAssets,
  },
  { occurs: ({ kind }) => kind === "suggestions", assets: bookAssets },
];

/**
 * Adds the style and the script that the blocks of a page need.
 *
 * @param blocks The blocks.
 * @param base What every page takes.
 * @returns Style and script of the page.
 */
export function assetsFor(blocks: readonly Block[], base: PageAssets): PageAssets {
  const parts = [base, ...PARTS.filter(({ occurs }) => blocks.some(occurs)).map(({ assets }) => assets())];
  return {
    style: parts.map(({ style = "" }) => style).join(""),
    script: parts.map(({ script = "" }) => script).join(""),
  };
}
