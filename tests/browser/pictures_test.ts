/** What the comparison of pictures sees and what it lets pass. */
import assert from "node:assert/strict";
import { renderBriefing } from "../../pipelines/render/mod.ts";
import { sampleBriefing } from "../data/render/sample.ts";
import { closeBrowser } from "../support/browser.ts";
import { holds, scaleOf, takePicture } from "./_pictures.ts";

Deno.test.afterAll(closeBrowser);

Deno.test({
  name: "a picture holds where only a date differs, and not where a figure, a colour or a line is gone",
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const page = renderBriefing(sampleBriefing(), "nl");
    const path = await Deno.makeTempFile({ prefix: "smart-start-picture-", suffix: ".webp" });
    await Deno.writeFile(path, await takePicture(page, "light"));
    const file = new URL(`file://${path}`);
    const scale = scaleOf("voorbeeld/briefing.html", "light");
    const now = async (html: string): Promise<boolean> =>
      await holds(file, await takePicture(html, "light"), scale);
    assert.notEqual(page, page.replaceAll("22 november 2026", "23 november 2026"));
    assert.ok(await now(page.replaceAll("22 november 2026", "23 november 2026")));
    const changes: readonly (readonly [what: string, html: string])[] = [
      ["figure", page.replace(/<div class="plot w[\s\S]*?<\/svg>/, '<div class="plot w"><svg></svg>')],
      ["colour", page.replaceAll('fill="var(--muted)"', 'fill="none"')],
      ["line", page.replace(/<p class="sub">[\s\S]*?<\/p>/, "")],
    ];
    for (const [what, html] of changes) {
      assert.notEqual(html, page, what);
      assert.ok(!await now(html), what);
    }
    assert.ok(!await holds(new URL(`${file.href}.none`), await Deno.readFile(path), scale));
    await Deno.remove(path);
  },
});
