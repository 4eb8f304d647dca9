import assert from "node:assert/strict";
import { launchBrowser } from "../../pipelines/render/chromium.ts";
import { layoutOf } from "../../pipelines/layout.ts";
import { join } from "../../pipelines/paths.ts";
import { servePreview } from "../../pipelines/preview/server.ts";
import { PreviewSession } from "../../pipelines/preview/session.ts";
import { watchQuietly } from "../../pipelines/preview/watch.ts";
import { FileHasher } from "../../pipelines/run/file_hash.ts";
import { type CellPlan, FRAME, notebookText } from "../support/notebook_builder.ts";
import { withProject } from "../support/project.ts";

const CELLS: readonly CellPlan[] = [
  ...FRAME,
  ["method", 'limits({ items: [{ nl: "A.", en: "A." }, { nl: "B.", en: "B." }, { nl: "C.", en: "C." }] })'],
];
/** A text change is on the screen within this time; the issue says under a second. */
const RELOAD_LIMIT_MS = 1_000;

Deno.test("the preview shows a text change within a second, without running the notebook again", () =>
  withProject(async (project) => {
    const file = join(project.dir, "notebooks/proef/proef.ipynb");
    await project.write("notebooks/proef/proef.ipynb", notebookText(CELLS));
    const edition = {
      editionId: "concept",
      generatedFor: "2026-01-05",
      commit: { hash: null, state: "unknown" as const },
      lockSha256: "",
    };
    const hasher = await FileHasher.open(null);
    const session = new PreviewSession({ file, layout: layoutOf(project.dir), hasher, edition, flags: [] });
    const server = servePreview({ port: 0 });
    const works: string[] = [];
    const refresh = async (): Promise<void> => {
      const state = await session.refresh();
      works.push(state.failure ?? state.work);
      server.show(state);
    };
    await refresh();
    const watcher = watchQuietly([join(project.dir, "notebooks")], refresh);
    const browser = await launchBrowser();
    try {
      const page = await (await browser.newContext()).newPage();
      await page.goto(server.url);
      await page.frameLocator("iframe").getByText("Dit is een proef.").waitFor();
      const [[, prose], ...rest] = CELLS as readonly [CellPlan, ...CellPlan[]];
      const started = performance.now();
      await project.write(
        "notebooks/proef/proef.ipynb",
        notebookText([["briefing", prose.replace("Dit is een proef.", "Dit is veranderd.")], ...rest]),
      );
      await page.frameLocator("iframe").getByText("Dit is veranderd.").waitFor({ timeout: 10_000 });
      const elapsedMs = performance.now() - started;
      assert.deepEqual(works, ["ran", "rendered"]);
      assert.ok(elapsedMs < RELOAD_LIMIT_MS, `took ${elapsedMs} ms`);
      assert.match(await page.frameLocator("iframe").locator("body").innerText(), /concept/i);
    } finally {
      watcher.close();
      await watcher.ended;
      await browser.close();
      await server.close();
    }
  }));

Deno.test("the preview serves the page and nothing else, and keeps the last good page when the notebook breaks", async () => {
  const server = servePreview({ port: 0 });
  server.show({ pages: { nl: "<p>goed</p>", en: "<p>good</p>" }, failure: "cell x: Error", work: "ran" });
  try {
    assert.equal(await (await fetch(`${server.url}nl`)).text(), "<p>goed</p>");
    const other = await fetch(`${server.url}../deno.json`);
    await other.body?.cancel();
    assert.equal(other.status, 404);
  } finally {
    await server.close();
  }
});

Deno.test("the preview refuses a request that reached it under another name", async () => {
  const server = servePreview({ port: 0 });
  try {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(new URL(server.url).port) });
    await connection.write(
      new TextEncoder().encode("GET /nl HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"),
    );
    const answer = new TextDecoder().decode(await new Response(connection.readable).arrayBuffer());
    assert.match(answer, /^HTTP\/1\.1 403/);
  } finally {
    await server.close();
  }
});

/** A port that was free a moment ago. */
function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}

Deno.test("the preview as a command shows a changed style sheet within a second", () =>
  withProject(async (project) => {
    await project.write("notebooks/proef/proef.ipynb", notebookText(CELLS));
    const port = freePort();
    const process = project.start("preview", "proef", "--port", String(port));
    const browser = await launchBrowser();
    try {
      const page = await (await browser.newContext()).newPage();
      while (await page.goto(`http://127.0.0.1:${port}/`).then(() => false, () => true)) {
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      const text = page.frameLocator("iframe").getByText("Dit is een proef.");
      await text.waitFor({ timeout: 60_000 });
      const size = () =>
        page.frames().at(-1)!.evaluate<string>(
          "getComputedStyle(document.querySelector('main p')).letterSpacing",
        );
      const path = "reports/templates/briefing.css";
      const started = performance.now();
      await project.write(path, `${await project.read(path)}\np { letter-spacing: 3px; }\n`);
      while (await size().catch(() => "") !== "3px") {
        assert.ok(performance.now() - started < 10_000, "the change never came");
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const elapsedMs = performance.now() - started;
      assert.ok(elapsedMs < RELOAD_LIMIT_MS, `took ${elapsedMs} ms`);
    } finally {
      await browser.close();
      process.kill("SIGTERM");
      await process.status;
    }
  }));
