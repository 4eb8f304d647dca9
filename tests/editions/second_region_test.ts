import assert from "node:assert/strict";
import { join } from "../../pipelines/paths.ts";
import { withProject } from "../support/project.ts";
import { renamed, writeSecondRegion } from "../support/second_region.ts";

/** The words of a page that differ between regions: names and codes of areas. */
function neutral(text: string): string {
  return text.replace(/Duin-/g, "").replace(/\b(GM|WK|BU)99\d\d/g, "$1");
}

type Project = Parameters<Parameters<typeof withProject>[0]>[0];

const LONG = Deno.env.get("SMART_START_LONG") === "1";
/** In the short form, on the smallest data and besides heusden: nineteen registers and many districts. */
const SHORT = ["kwetsbare-jeugd"];

async function draft(project: Project, name: string, ...flags: readonly string[]): Promise<string> {
  const file = join(project.dir, `notebooks/${name}/${name}.ipynb`);
  const out = join(project.dir, `uit-${name}`);
  const done = await project.task("draft", file, "--out", out, ...flags);
  assert.equal(done.code, 0, `${name}: ${done.stdout}${done.stderr}`);
  return await project.read(`uit-${name}/briefing.html`);
}

/** Runs with the data of the first region laid out as a second one: other areas, other codes, other files. */
async function inSecondRegion(project: Project, size: string, work: () => Promise<void>): Promise<void> {
  const elsewhere = await Deno.makeTempDir();
  try {
    await writeSecondRegion(join(project.dir, `.smart-start/data/synthetic/${size}`), elsewhere);
    const begun = await project.task("new-region", "duinrand", "--root", elsewhere, "--activate");
    assert.equal(begun.code, 0, begun.stderr);
    await work();
  } finally {
    await Deno.remove(elsewhere, { recursive: true });
  }
}

Deno.test("a notebook runs unchanged on a second region with other areas and other files, and says the same of it", () =>
  withProject(async (project) => {
    const first = await draft(project, "heusden", "--param", "gemeente=GM9901");
    await inSecondRegion(project, "tiny", async () => {
      const second = await draft(project, "heusden", "--param", "gemeente=GM9951");
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
    });
  }));

/** Every notebook of the project, but templates. */
async function notebooks(project: Project): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(project.dir, "notebooks"))) {
    if (isDirectory && /^[a-z]/.test(name)) names.push(name);
  }
  return names.sort();
}

/** The figures, tables, findings and facts of a page: what a notebook says about a region. */
function saidBy(page: string): string {
  const parts = [
    ...page.matchAll(/<figure[\s\S]*?<\/figure>|<table[\s\S]*?<\/table>|<dl[\s\S]*?<\/dl>/g),
  ];
  return parts.map(([part]) => part).join("\n");
}

/** What these speak of has no name of an area, in any region: areas without names, shelves of books. */
const NAMELESS = new Set(["hallo-jij", "wat-nu-lezen"]);

/** What is wrong with a notebook on the second region; null when nothing is. */
async function problemOf(project: Project, name: string): Promise<string | null> {
  const source = await project.read(`notebooks/${name}/${name}.ipynb`);
  // A region chooses its own areas where a notebook asks for one: parameters, not changes.
  const flags = [...source.matchAll(/const (\w+) = \\"((?:GM|WK|BU)99\w+)\\"/g)]
    .flatMap(([, parameter, code]) => ["--param", `${parameter}=${renamed(code ?? "")}`]);
  const said = saidBy(await draft(project, name, ...flags));
  const first = [...said.matchAll(/(?:GM|WK|BU)990\d\w*|Wielderland/g)].map(([found]) => found);
  if (first.length > 0) return `names the first region: ${[...new Set(first)].join(", ")}`;
  if (said.length < 1000) return "says nothing";
  return NAMELESS.has(name) || said.includes("Duin") ? null : "does not name the second region";
}

Deno.test(`${LONG ? "all notebooks run" : "other notebooks run"} unchanged on the second region, and name no area of the first`, () =>
  withProject(async (project) => {
    // The smallest data are too few for some questions: all notebooks take the usual ones.
    const size = LONG ? "small" : "tiny";
    await project.write(".smart-start/environment.json", `{"kind":"synthetic","size":"${size}"}`);
    const all = await notebooks(project);
    assert.ok(all.length >= 13, all.join());
    const chosen = LONG ? all : SHORT;
    // Makes every file of the region once.
    const made = await project.script("lib/sources/prepare.ts", "cbs/gbapersoontab");
    assert.equal(made.code, 0, made.stderr);
    await inSecondRegion(project, size, async () => {
      const problems: Record<string, string> = {};
      for (const name of chosen) {
        const problem = await problemOf(project, name).catch((error: Error) => error.message);
        if (problem !== null) problems[name] = problem;
      }
      assert.deepEqual(problems, {});
    });
  }));
