import assert from "node:assert/strict";
import { join } from "../../pipelines/paths.ts";
import { type TestProject, withProject } from "../support/project.ts";
import { renamed, writeSecondRegion } from "../support/second_region.ts";

/** The words of a page that differ between regions: names and codes of areas. */
function neutral(text: string): string {
  return text.replace(/Duin-/g, "").replace(/\b(GM|WK|BU)99\d\d/g, "$1");
}

const LONG = Deno.env.get("SMART_START_LONG") === "1";
/** Besides heusden, which reads eighteen registers, in the short form: the files of six partners. */
const SHORT = ["hgkm"];
/** The smallest data are too few for some questions: all notebooks take the usual ones. */
const SIZE = LONG ? "small" : "tiny";

async function draft(project: TestProject, name: string, ...flags: readonly string[]): Promise<string> {
  const file = join(project.dir, `notebooks/${name}/${name}.ipynb`);
  const out = join(project.dir, `uit-${name}`);
  const done = await project.task("draft", file, "--out", out, ...flags);
  assert.equal(done.code, 0, `${name}: ${done.stdout}${done.stderr}`);
  return await project.read(`uit-${name}/briefing.html`);
}

/** Runs with the data of the first region laid out as a second one: other areas, other codes, other files. */
async function inSecondRegion(project: TestProject, work: () => Promise<void>): Promise<void> {
  const elsewhere = await Deno.makeTempDir();
  try {
    await writeSecondRegion(join(project.dir, `.smart-start/data/synthetic/${SIZE}`), elsewhere);
    const begun = await project.task("new-region", "duinrand", "--root", elsewhere, "--activate");
    assert.equal(begun.code, 0, begun.stderr);
    await work();
  } finally {
    await Deno.remove(elsewhere, { recursive: true });
  }
}

/** Every notebook of the project, but templates. */
async function notebooks(project: TestProject): Promise<readonly string[]> {
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

/** A region chooses its own areas where a notebook asks for one: parameters, not changes. */
async function ownAreas(project: TestProject, name: string): Promise<readonly string[]> {
  const source = await project.read(`notebooks/${name}/${name}.ipynb`);
  return [...source.matchAll(/const (\w+) = \\"((?:GM|WK|BU)99\w+)\\"/g)]
    .flatMap(([, parameter, code]) => ["--param", `${parameter}=${renamed(code ?? "")}`]);
}

/** What is wrong with the page of a notebook on the second region; null when nothing is. */
function problemOf(page: string, name: string): string | null {
  const said = saidBy(page);
  const first = [...said.matchAll(/(?:GM|WK|BU)990\d\w*|Wielderland/g)].map(([found]) => found);
  if (first.length > 0) return `names the first region: ${[...new Set(first)].join(", ")}`;
  if (said.length < 1000) return "says nothing";
  return NAMELESS.has(name) || said.includes("Duin") ? null : "does not name the second region";
}

/** The titles of the figures: what they say of their highest and lowest. */
function titlesOf(page: string): readonly string[] {
  return [...page.matchAll(/<h3[^>]*id="fig-\d+-t">([\s\S]*?)<\/h3>/g)].map(([, title]) =>
    neutral(title ?? "")
  );
}

Deno.test(`${LONG ? "all notebooks run" : "notebooks run"} unchanged on a second region with other areas and other files, and say the same of it`, () =>
  withProject(async (project) => {
    await project.write(".smart-start/environment.json", `{"kind":"synthetic","size":"${SIZE}"}`);
    const all = await notebooks(project);
    assert.ok(all.length >= 13, all.join());
    const first = await draft(project, "heusden", "--param", "gemeente=GM9901");
    await inSecondRegion(project, async () => {
      const problems: Record<string, string> = {};
      for (const name of LONG ? all : ["heusden", ...SHORT]) {
        const page = await draft(project, name, ...await ownAreas(project, name))
          .catch((error: Error) => error);
        const problem = page instanceof Error ? page.message : problemOf(page, name);
        if (problem !== null) problems[name] = problem;
        if (name !== "heusden" || page instanceof Error) continue;
        assert.ok(page.includes("Duin-Vlierdrecht"), "the areas of the second region");
        assert.ok(page.includes("verzonnen gegevens"), "its sources say that they are made up");
        assert.ok(titlesOf(first).length >= 4);
        assert.deepEqual(titlesOf(page), titlesOf(first));
      }
      assert.deepEqual(problems, {});
    });
  }));
