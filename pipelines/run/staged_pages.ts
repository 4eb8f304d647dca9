/**
 * Pages of an edition that lie ready before it is written.
 *
 * @module
 */
import type { AsideFile } from "../publish/aside.ts";

/** Pages that lie ready. Disposing of them removes what no edition took. */
export interface StagedPages extends AsyncDisposable {
  /** The pages by their path within the edition. */
  readonly pages: ReadonlyMap<string, AsideFile>;
}

/** No page was made ahead. */
export const NOTHING_STAGED: StagedPages = {
  pages: new Map(),
  [Symbol.asyncDispose]: () => Promise.resolve(),
};
