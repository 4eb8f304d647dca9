import assert from "node:assert/strict";
import {
  areasOf,
  currentRegion,
  MUNICIPAL_CHANGES,
  parseRegionFile,
  WIELDERLAND,
} from "../../lib/sources/mod.ts";
import { beginRegion, newRegionFile } from "../../lib/sources/new_region.ts";
import { prepareDatasets } from "../../lib/sources/prepare.ts";
import { areasOf as areasOfWielderland } from "../../lib/sources/synthetic/areas.ts";
import { renamed, secondRegion } from "../support/second_region.ts";

async function withFolders(work: (projectDir: string, root: string) => Promise<void>): Promise<void> {
  const projectDir = await Deno.makeTempDir();
  const root = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${projectDir}/.smart-start`);
    await Deno.writeTextFile(
      `${projectDir}/.smart-start/environment.json`,
      JSON.stringify({ kind: "files", root }),
    );
    await work(projectDir, root);
  } finally {
    await Deno.remove(projectDir, { recursive: true });
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("without a setting, and in a folder without areas, the workspace's own region holds", () =>
  withFolders((projectDir) => {
    assert.deepEqual(areasOf(2023), areasOfWielderland(2023));
    assert.equal(currentRegion({ projectDir }), WIELDERLAND);
    return Promise.resolve();
  }));

Deno.test("a region file gives the areas of each year, with parents, and its municipalities", () =>
  withFolders(async (projectDir, root) => {
    await Deno.writeTextFile(
      `${root}/region.json`,
      JSON.stringify(secondRegion([2018, 2019, 2020, 2021, 2022, 2023])),
    );
    for (const year of [2020, 2021]) {
      const expected = areasOfWielderland(year).slice(1).map(({ code, name, level, parent }) => ({
        code: renamed(code),
        name: `Duin-${name}`,
        level,
        parent: parent === "CR99" ? "CR98" : renamed(parent ?? ""),
      }));
      assert.deepEqual(areasOf(year, { projectDir }).slice(1), expected);
    }
    assert.equal(currentRegion({ projectDir }).members.length, WIELDERLAND.members.length);
  }));

Deno.test("a region file is refused with everything that is wrong with it", () => {
  const bad = JSON.stringify({
    version: 2,
    id: "Duin",
    code: "CR98",
    label: { nl: "Duin" },
    fictional: true,
    areas: [{ code: "GM0344", name: "Elders" }, { code: "XX", name: "" }, {
      code: "GM9951",
      name: "",
      from: 1.5,
    }],
    extra: 1,
  });
  assert.throws(() => parseRegionFile(bad, "region.json"), (error) => {
    const { message } = error as Error;
    for (
      const part of [
        "extra is unknown",
        "version",
        "slug",
        "English",
        "GM0344",
        "no code of a m",
        "no name",
        "year",
      ]
    ) {
      assert.ok(message.includes(part), `${part}: ${message}`);
    }
    return true;
  });
  assert.throws(() => parseRegionFile("{", "region.json"), /no JSON object/);
});

Deno.test("beginRegion() writes areas to start from, keeps those that are there, and says which files are looked for", () =>
  withFolders(async (projectDir, root) => {
    const made = await beginRegion("duinrand", root);
    assert.ok(
      made.found.length === 0 && made.absent.some((line) => line.includes("GBAPERSOON<year>TABV<n>")),
    );
    assert.deepEqual(currentRegion({ projectDir }).members.map(({ code }) => code), ["GM9951"]);
    const own = JSON.stringify({ ...newRegionFile("eigen"), areas: [{ code: "GM9977", name: "Eigen" }] });
    await Deno.writeTextFile(`${root}/region.json`, own);
    await Deno.writeTextFile(`${root}/GBAPERSOON2023TABV1.sav`, "");
    assert.deepEqual((await beginRegion("duinrand", root)).found, ["cbs/gbapersoontab"]);
    assert.equal(await Deno.readTextFile(`${root}/region.json`), own);
  }));

Deno.test("a run is granted the areas file, so that it stands in the provenance", () =>
  withFolders(async (projectDir, root) => {
    await beginRegion("duinrand", root);
    await Deno.writeTextFile(`${root}/GBAPERSOON2023TABV1.sav`, "x");
    const files = await prepareDatasets(["cbs/gbapersoontab"], { projectDir });
    assert.deepEqual(files.map(({ datasetId }) => datasetId).sort(), [
      "cbs/gbapersoontab",
      "workspace/environment",
      "workspace/region",
    ]);
  }));

Deno.test("Hart van Brabant is a file of a region like any other: nine real municipalities, none that a merger ended", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const { file, fictional } = await beginRegion("hart-van-brabant", folder);
    assert.equal(fictional, false);
    const region = parseRegionFile(await Deno.readTextFile(file), file);
    assert.deepEqual(region, newRegionFile("hart-van-brabant"));
    assert.equal(region.areas.length, 9);
    const gone = new Set(MUNICIPAL_CHANGES.map(({ from }) => from));
    for (const { code } of region.areas) {
      assert.match(code, /^GM0\d{3}$/);
      assert.ok(!gone.has(code), code);
    }
    // What these nine received since 2015: parts of Haaren only, at two of them.
    const received = MUNICIPAL_CHANGES.filter(({ to }) => region.areas.some(({ code }) => code === to));
    assert.deepEqual(received.map(({ from, to }) => [from, to]), [["GM0788", "GM0824"], [
      "GM0788",
      "GM0855",
    ]]);
    // A region that is not known begins with made-up places.
    assert.equal(newRegionFile("achterhoek").fictional, true);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
