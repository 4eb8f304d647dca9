/**
 * JupyterLab for real: a browser opens a notebook, runs all cells and sees their outputs.
 *
 * Works in a copy of the project, so that no notebook of the project is changed. Skipped, with the reason, where
 * JupyterLab cannot be started because there is no Python.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { type RunningLab, startLab } from "../../pipelines/lab/lab.ts";
import { findLauncher, NoJupyterError } from "../../pipelines/lab/launcher.ts";
import { closeBrowser, sharedBrowser } from "../support/browser.ts";

const PROJECT = new URL("../../", import.meta.url).pathname;
const STATE = join(PROJECT, ".smart-start");
/** What a copy of the project needs so that a notebook can run in JupyterLab. */
const PARTS = ["deno.json", "deno.lock", "lib", "notebooks"];

const why = await reasonToSkip();

async function reasonToSkip(): Promise<string | null> {
  try {
    await findLauncher({ stateDir: STATE, log: (line) => console.log(line) });
    return null;
  } catch (error) {
    if (error instanceof NoJupyterError) return error.what;
    throw error;
  }
}

interface OpenLab {
  readonly lab: RunningLab;
  readonly page: Page;
  readonly projectDir: string;
  readonly hosts: ReadonlySet<string>;
}

async function copyProject(): Promise<string> {
  const dir = await Deno.makeTempDir({ prefix: "lab-test-" });
  const sources = PARTS.map((part) => join(PROJECT, part));
  const { success } = await new Deno.Command("cp", { args: ["-r", ...sources, dir] }).output();
  assert.ok(success);
  // Synthetic data that is made already saves the test from making it again.
  const state = join(dir, ".smart-start");
  await Deno.mkdir(state);
  await new Deno.Command("cp", { args: ["-r", join(STATE, "data"), state], stderr: "null" }).output();
  return dir;
}

async function withLab(projectDir: string, test: (open: OpenLab) => Promise<void>): Promise<void> {
  const stateDir = join(projectDir, ".smart-start");
  // All cells in the page, also those out of sight: the test looks at each.
  const settings = join(stateDir, "jupyter", "settings", "@jupyterlab", "notebook-extension");
  await Deno.mkdir(settings, { recursive: true });
  await Deno.writeTextFile(join(settings, "tracker.jupyterlab-settings"), '{ "windowingMode": "none" }');
  const lab = await startLab({ notebooksDir: join(projectDir, "notebooks"), stateDir, toolsDir: STATE });
  try {
    const context = await (await sharedBrowser()).newContext({ viewport: { width: 1400, height: 1000 } });
    const page = await context.newPage();
    const hosts = new Set<string>();
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol !== "data:" && url.protocol !== "blob:") hosts.add(url.host);
    });
    await test({ lab, page, projectDir, hosts });
    await context.close();
  } finally {
    await lab.close();
  }
}

/** Opens a notebook, runs all of it by the menu and waits until no cell is left to run. */
async function runAll({ lab, page }: OpenLab, path: string, timeoutMs: number): Promise<void> {
  await page.goto(`${lab.baseUrl}lab/tree/${path}?token=${lab.token}`);
  await page.locator(".jp-Notebook .jp-CodeCell").first().waitFor({ timeout: 60_000 });
  await page.getByText("Deno | Idle").waitFor({ timeout: 60_000 });
  await page.getByRole("menuitem", { name: "Run", exact: true }).click();
  await page.getByText("Run All Cells", { exact: true }).click();
  await page.waitForFunction(
    `[...document.querySelectorAll(".jp-CodeCell .jp-InputArea-prompt")].every((one) => /\\[\\d+\\]/.test(one.textContent))`,
    undefined,
    { timeout: timeoutMs, polling: 250 },
  );
}

interface ShownCell {
  readonly text: string;
  readonly html: string;
  readonly errors: number;
}

/** What a person sees below each code cell, in order. */
async function shownOutputs(page: Page): Promise<readonly ShownCell[]> {
  return await page.locator(".jp-CodeCell").evaluateAll((cells) =>
    cells.map((cell) => {
      const area = (cell as unknown as { querySelector(selector: string): Shown | null }).querySelector(
        ".jp-OutputArea",
      );
      const stderr = '[data-mime-type="application/vnd.jupyter.error"]';
      return {
        text: area?.textContent ?? "",
        html: area?.innerHTML ?? "",
        errors: area?.querySelectorAll(stderr).length ?? 0,
      };
    })
  );
}

/**
 * Looks until `complete` holds for what is shown, at most ten seconds: a cell's number stands there before JupyterLab
 * has drawn its Markdown and pictures, which it does afterwards.
 */
async function outputsOnceDrawn(
  page: Page,
  complete: (shown: readonly ShownCell[]) => boolean,
): Promise<readonly ShownCell[]> {
  for (let look = 0; look < 40; look++) {
    const shown = await shownOutputs(page);
    if (complete(shown)) return shown;
    await page.waitForTimeout(250);
  }
  return await shownOutputs(page);
}

/** The little of the page's own types that is needed: the project's type check knows no DOM. */
interface Shown {
  readonly textContent: string;
  readonly innerHTML: string;
  querySelectorAll(selector: string): { readonly length: number };
}

function matches(shown: ShownCell | undefined, seen: RegExp): boolean {
  return shown !== undefined && (seen.test(shown.text) || seen.test(shown.html));
}

async function writeNotebook(projectDir: string, sources: readonly string[]): Promise<void> {
  await Deno.mkdir(join(projectDir, "notebooks", "proef"));
  const cells = sources.map((source, index) => ({
    cell_type: "code",
    id: `cell-${index}`,
    metadata: {},
    outputs: [],
    execution_count: null,
    source,
  }));
  const metadata = { kernelspec: { name: "deno", display_name: "Deno", language: "typescript" } };
  const notebook = { nbformat: 4, nbformat_minor: 5, metadata, cells };
  await Deno.writeTextFile(join(projectDir, "notebooks", "proef", "proef.ipynb"), JSON.stringify(notebook));
}

const LINES = Array.from({ length: 40 }, (_, line) => `line ${line}\n`).join("");

/** A cell and what must be seen below it. */
const CELLS: readonly (readonly [source: string, seen: RegExp])[] = [
  [
    `import { formatNumber } from "../../lib/core/mod.ts";\nformatNumber(1234.5, "nl", 1)`,
    /1\.234,5/,
  ],
  ...Array.from(
    { length: 10 },
    () =>
      [`for (let line = 0; line < 40; line++) console.log("line", line);`, new RegExp(`^${LINES}$`)] as const,
  ),
  ["Deno.jupyter.html`<b id='bold'>bold</b>`", /bold/],
  ["Deno.jupyter.md`# Heading`", /Heading/],
  [
    "Deno.jupyter.svg`<svg xmlns='http://www.w3.org/2000/svg'><text>drawn</text></svg>`",
    /<img src="data:image\/svg/,
  ],
  [`await Deno.jupyter.display(Deno.jupyter.html\`first\`); "second"`, /first[^]*second/],
  ["const total: number = 6 * 7; total", /42/],
];

Deno.test({
  name: `JupyterLab runs a notebook on this Deno and shows every output${
    why === null ? "" : ` (skipped: ${why})`
  }`,
  ignore: why !== null,
  sanitizeOps: false, // The browser outlives the test: it is closed by the last one.
  sanitizeResources: false,
  async fn() {
    const projectDir = await copyProject();
    await writeNotebook(projectDir, CELLS.map(([source]) => source));
    await withLab(projectDir, async (open) => {
      const specs = await fetch(`${open.lab.baseUrl}api/kernelspecs?token=${open.lab.token}`);
      assert.deepEqual(Object.keys((await specs.json()).kernelspecs), ["deno"]);
      const stranger = await fetch(`${open.lab.baseUrl}api/contents`);
      assert.equal(stranger.status, 403);
      await stranger.body?.cancel();
      await runAll(open, "proef/proef.ipynb", 60_000);
      const shown = await outputsOnceDrawn(
        open.page,
        (cells) => CELLS.every(([, seen], index) => matches(cells[index], seen)),
      );
      assert.equal(shown.length, CELLS.length);
      for (const [index, [source, seen]] of CELLS.entries()) {
        const { text, html, errors } = shown[index] ?? { text: "", html: "", errors: 1 };
        assert.match(seen.test(text) ? text : html, seen, `cell ${index}: ${source}`);
        assert.equal(errors, 0);
      }
      assert.deepEqual([...open.hosts], [new URL(open.lab.baseUrl).host]);
    });
    assert.equal(await countKernels(projectDir), 0);
  },
});

/** Kernels whose connection file lies in the copy; they must be gone with the server. */
async function countKernels(projectDir: string): Promise<number> {
  if (Deno.build.os !== "linux") return 0;
  let found = 0;
  for await (const entry of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(entry.name)) continue;
    const command = await Deno.readTextFile(`/proc/${entry.name}/cmdline`).catch(() => "");
    if (command.includes(projectDir)) found++;
  }
  return found;
}

interface SavedCell {
  readonly id: string;
  readonly cell_type: string;
  readonly metadata: { readonly tags?: readonly string[] };
}

/** A picture below a cell. */
const DRAWN = /<svg|<img/;

/** Cells with these tags promise something to see. */
const SHOWING = new Set(["figure", "table", "finding", "question", "persona"]);

Deno.test({
  name: `the Heusden notebook runs in JupyterLab and shows every figure and finding${
    why === null ? "" : ` (skipped: ${why})`
  }`,
  ignore: why !== null,
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const projectDir = await copyProject();
    const path = join(projectDir, "notebooks", "heusden", "heusden.ipynb");
    const { cells } = JSON.parse(await Deno.readTextFile(path)) as { readonly cells: readonly SavedCell[] };
    const code = cells.filter((cell) => cell.cell_type === "code");
    await withLab(projectDir, async (open) => {
      await runAll(open, "heusden/heusden.ipynb", 150_000);
      const figures = code.flatMap((cell, index) => cell.metadata.tags?.includes("figure") ? [index] : []);
      const shown = await outputsOnceDrawn(
        open.page,
        (cells) => figures.every((index) => matches(cells[index], DRAWN)),
      );
      assert.equal(shown.length, code.length);
      let showing = 0;
      for (const [index, cell] of code.entries()) {
        assert.equal(shown[index]?.errors, 0, `${cell.id}: ${shown[index]?.text}`);
        if (!(cell.metadata.tags ?? []).some((tag) => SHOWING.has(tag))) continue;
        showing++;
        assert.notEqual(shown[index]?.text.trim(), "", `${cell.id} shows nothing`);
        if (cell.metadata.tags?.includes("figure")) {
          assert.match(shown[index]?.html ?? "", DRAWN, cell.id);
        }
      }
      assert.ok(showing >= 3, `only ${showing} cells promise something to see`);
      assert.deepEqual([...open.hosts], [new URL(open.lab.baseUrl).host]);
    });
    await closeBrowser();
  },
});
