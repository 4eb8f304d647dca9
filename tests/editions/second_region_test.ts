import assert from "node:assert/strict";
import { join } from "../../pipelines/paths.ts";
import { withProject } from "../support/project.ts";
import { writeSecondRegion } from "../support/second_region.ts";

/** The words of a page that differ between regions: names and codes of areas. */
function neutral(text: string): string {
  return text.replace(/Duin-/g, "").replace(/\b(GM|WK|BU)99\d\d/g, "$1");
}

async function draft(
  project: Parameters<Parameters<typeof withProject>[0]>[0],
  code: string,
): Promise<string> {
  const file = join(project.dir, "notebooks/heusden/heusden.ipynb");
  const out = join(project.dir, `uit-${code}`);
  const done = await project.task("draft", file, "--out", out, "--param", `gemeente=${code}`);
  assert.equal(done.code, 0, done.stdout + done.stderr);
  return await project.read(`uit-${code}/briefing.html`);
}

Deno.test("a notebook runs unchanged on a second region with other areas and other files, and says the same of it", () =>
  withProject(async (project) => {
    const first = await draft(project, "GM9901");
    const synthetic = join(project.dir, ".smart-start/data/synthetic/tiny");
    const elsewhere = await Deno.makeTempDir();
    try {
      await writeSecondRegion(synthetic, elsewhere);
      const begun = await project.task("new-region", "duinrand", "--root", elsewhere, "--activate");
      assert.equal(begun.code, 0, begun.stderr);
      const second = await draft(project, "GM9951");
      assert.ok(second.includes("Duin-Vlierdrecht"), "the areas of the second region");
      assert.ok(!second.includes("GM9901"), "no area of the first");
      assert.ok(second.includes("verzonnen gegevens"), "its sources say that they are made up");
      const titles = (page: string) =>
        [...page.matchAll(/<h3[^>]*id="fig-\d+-t">([\s\S]*?)<\/h3>/g)].map(([, h]) => h);
      assert.ok(titles(first).length >= 4);
      assert.deepEqual(
        titles(second).map((h) => neutral(h ?? "")),
        titles(first).map((h) => neutral(h ?? "")),
      );
    } finally {
      await Deno.remove(elsewhere, { recursive: true });
    }
  }));
