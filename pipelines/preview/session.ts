/**
 * What a preview shows now: runs the code again only when code or data changed; text and style are only rendered.
 *
 * @module
 */
import { WorkspaceError } from "../../lib/core/errors.ts";
import { sha256Hex } from "../../lib/core/hash.ts";
import type { Language } from "../../lib/core/language.ts";
import type { ProjectLayout } from "../layout.ts";
import type { Cell, Notebook } from "../notebook/nbformat.ts";
import { viewOf } from "../notebook/view.ts";
import { prepareDatasets } from "../run/datasets.ts";
import { type Dependency, findChangedDependency } from "../run/dependencies.ts";
import { type EditionFacts, makeBriefing } from "../run/edition_files.ts";
import type { FileHasher } from "../run/file_hash.ts";
import { ModuleGraphs } from "../run/module_graph.ts";
import { planRuns } from "../run/plan_runs.ts";
import { loadProjectNotebook } from "../run/project_notebook.ts";
import { finishRun, type ReleasedRun, startRun } from "../run/run_notebook.ts";
import { loadAssets } from "../render/assets.ts";
import { renderBriefing } from "../render/page.ts";

/** A page, or why there is none. */
export interface PreviewState {
  /** Pages by language; of the last good run when the newest one failed. */
  readonly pages: Readonly<Record<Language, string>> | null;
  /** What stopped the newest run; null when nothing did. */
  readonly failure: string | null;
  /** What was done for it. */
  readonly work: "ran" | "rendered";
}

interface GoodRun {
  readonly codeSha256: string;
  readonly run: ReleasedRun;
  readonly dependencies: readonly Dependency[];
}

/** Keeps the last good run of one notebook. */
export class PreviewSession {
  readonly #file: string;
  readonly #layout: ProjectLayout;
  readonly #hasher: FileHasher;
  readonly #edition: EditionFacts;
  readonly #flags: readonly string[];
  #last: GoodRun | null = null;
  #pages: PreviewState["pages"] = null;

  /**
   * Opens a session.
   *
   * @param options The notebook, the project, and what the page's facts say.
   */
  constructor(options: {
    readonly file: string;
    readonly layout: ProjectLayout;
    readonly hasher: FileHasher;
    readonly edition: EditionFacts;
    readonly flags: readonly string[];
  }) {
    this.#file = options.file;
    this.#layout = options.layout;
    this.#hasher = options.hasher;
    this.#edition = options.edition;
    this.#flags = options.flags;
  }

  /**
   * Brings the page up to date with what lies on disk.
   *
   * @returns The new state. A notebook that cannot be read or run gives a failure, never an exception.
   */
  async refresh(): Promise<PreviewState> {
    try {
      const work = await this.#update();
      return { pages: this.#pages, failure: null, work };
    } catch (error) {
      if (!(error instanceof WorkspaceError)) throw error;
      return { pages: this.#pages, failure: error.message, work: "ran" };
    }
  }

  async #update(): Promise<PreviewState["work"]> {
    const source = await loadProjectNotebook(this.#file, this.#layout);
    const codeSha256 = sha256Hex(viewOf(source.notebook, { scope: "code" }).text);
    const stale = this.#last === null || this.#last.codeSha256 !== codeSha256 ||
      await findChangedDependency(this.#last.dependencies, this.#layout.projectDir, this.#hasher) !== null;
    const datasets = stale ? await prepareDatasets(source.datasets, this.#layout, this.#hasher) : [];
    const [planned] = planRuns(source, [{ flags: this.#flags, suffix: "" }], datasets, {
      lockSha256: this.#edition.lockSha256,
      denoVersion: Deno.version.deno,
    });
    const { job } = planned!;
    if (stale) {
      const outcome = await finishRun(
        job,
        await startRun(job, this.#layout, new ModuleGraphs(this.#layout.projectDir)),
        this.#layout,
        this.#hasher,
      );
      if (outcome.status === "failed") {
        const { cellId, reason } = outcome;
        throw new WorkspaceError({
          what: `${reason.ename}: ${reason.evalue}`,
          where: cellId === null ? source.path : `cell ${cellId}`,
        });
      }
      this.#last = { codeSha256, run: outcome.run, dependencies: outcome.dependencies };
    }
    const run = { ...this.#last!.run, notebook: withTextOf(this.#last!.run.notebook, source.notebook) };
    const made = makeBriefing({ job, run, origin: stale ? "ran" : "reused", approvals: [] }, this.#edition);
    const briefing = { ...made, facts: { ...made.facts, status: "draft" as const } };
    const assets = loadAssets("page.js", "fresh");
    this.#pages = {
      nl: renderBriefing(briefing, "nl", { assets }),
      en: renderBriefing(briefing, "en", { assets }),
    };
    return stale ? "ran" : "rendered";
  }
}

/** The executed notebook with the text cells, and their places, of the notebook as it is now. */
function withTextOf(executed: Notebook, current: Notebook): Notebook {
  const ran = new Map(executed.cells.map((cell) => [cell.id, cell] as const));
  const cells = current.cells.map((cell): Cell =>
    cell.cell_type === "code" ? ran.get(cell.id) ?? cell : cell
  );
  return { ...current, cells };
}
