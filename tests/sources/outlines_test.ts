/** Outlines of the current region: made up where the region is, fetched from (a stand-in of) PDOK where it is real. */
import assert from "node:assert/strict";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { areasOf, fictionalOutlines, outlinesOf } from "../../lib/sources/mod.ts";
import { fetchOutlines } from "../../lib/sources/fetch_outlines.ts";
import { prepareDatasets } from "../../lib/sources/prepare.ts";
import { secondRegion } from "../support/second_region.ts";
import { standInPdok, wavySquare } from "./stand_in_pdok.ts";

type Ring = readonly (readonly number[])[];

const LEVELS = ["gemeente", "wijk", "buurt"] as const;
const outlines = Object.fromEntries(LEVELS.map((level) => [level, fictionalOutlines(areasOf(2023), level)]));

function ringsOf(level: string, code: string): readonly Ring[] {
  const found = outlines[level]?.features.find(({ properties }) => properties["statcode"] === code);
  assert.ok(found, code);
  return found.geometry.coordinates.flat() as readonly Ring[];
}

function squareMetres(rings: readonly Ring[]): number {
  return rings.reduce((sum, ring) =>
    sum + ring.slice(1).reduce((twice, [x = 0, y = 0], i) => {
        const [x0 = 0, y0 = 0] = ring[i] ?? [];
        return twice + x0 * y - x * y0;
      }, 0) / 2, 0);
}

/** Sides that bound an area once; sides between two areas are gone through in both directions. */
function coastOf(rings: readonly Ring[]): ReadonlySet<string> {
  const sides = new Set<string>();
  for (const ring of rings) {
    ring.slice(1).forEach((to, i) => {
      const back = `${to}>${ring[i]}`;
      if (!sides.delete(back)) sides.add(`${ring[i]}>${to}`);
    });
  }
  return sides;
}

Deno.test("every area of the region has one outline in one piece, closed and against the clock", () => {
  for (const level of LEVELS) {
    const areas = areasOf(2023).filter((area) => area.level === level);
    assert.deepEqual(
      outlines[level]?.features.map(({ properties }) => properties["statcode"]),
      areas.map(({ code }) => code),
    );
    for (const { code } of areas) {
      const [ring, ...others] = ringsOf(level, code);
      assert.deepEqual(others, [], code);
      assert.deepEqual(ring?.[0], ring?.at(-1));
      assert.ok(squareMetres([ring ?? []]) > 0, code);
    }
  }
});

Deno.test("buurten fill their wijk and wijken their municipality: what is left of their borders is its border", () => {
  for (const [inner, outer] of [["buurt", "wijk"], ["wijk", "gemeente"]] as const) {
    for (const { code } of areasOf(2023).filter(({ level }) => level === outer)) {
      const parts = areasOf(2023).filter(({ level, parent }) => level === inner && parent === code);
      const rings = parts.flatMap((part) => ringsOf(inner, part.code));
      assert.deepEqual([...coastOf(rings)].sort(), [...coastOf(ringsOf(outer, code))].sort(), code);
    }
  }
});

Deno.test("the same areas give the same outlines, and they lie nowhere in the Netherlands", () => {
  assert.deepEqual(fictionalOutlines(areasOf(2023).toReversed(), "wijk"), outlines["wijk"]);
  const points = LEVELS.flatMap((level) => outlines[level]?.features ?? []).flatMap(({ geometry }) =>
    geometry.coordinates.flat(2) as Ring
  );
  assert.ok(points.every(([, y = NaN]) => y < 290_000), "south of the grid of the country");
});

Deno.test("the outline of a real area is not made up", () => {
  const real = [{ code: "GM0344", name: "Elders", level: "gemeente" }] as const;
  assert.throws(() => fictionalOutlines(real, "gemeente"), /not made up/);
  assert.throws(() => fictionalOutlines(areasOf(2023).slice(0, 10), "buurt"), /no area of level buurt/);
});

async function withRegion(region: object, work: (projectDir: string, root: string) => Promise<void>) {
  const projectDir = await Deno.makeTempDir();
  const root = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${projectDir}/.smart-start`);
    const setting = JSON.stringify({ kind: "files", root });
    await Deno.writeTextFile(`${projectDir}/.smart-start/environment.json`, setting);
    await Deno.writeTextFile(`${root}/region.json`, JSON.stringify(region));
    await work(projectDir, root);
  } finally {
    await Deno.remove(projectDir, { recursive: true });
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("a second fictional region has outlines of its own without a file", () =>
  withRegion(secondRegion([2023]), async (projectDir, root) => {
    const { boundaries } = outlinesOf({ level: "wijk", year: 2023, within: "GM9951", projectDir });
    assert.ok(boundaries.features.every(({ properties }) => /^WK9951/.test(String(properties["statcode"]))));
    assert.equal(
      boundaries.features.length,
      areasOf(2023).filter(({ parent }) => parent === "GM9901").length,
    );
    await assert.rejects(fetchOutlines(root, 2023), /is fictional/);
  }));

Deno.test("a real region takes its outlines from a file that was fetched, which a run is granted", () => {
  // Fictional codes behind the flag of a real region: no real area stands in a test.
  const areas = [{ code: "GM9901", name: "A" }, { code: "WK990101", name: "A Kern" }];
  const region = { ...secondRegion([2023]), fictional: false, areas };
  return withRegion(region, async (projectDir, root) => {
    assert.throws(() => outlinesOf({ level: "wijk", year: 2023, projectDir }), WorkspaceError);
    const codes = { gemeente: "GM9901", wijk: "WK990101", buurt: "BU99010101" };
    const server = standInPdok(
      Object.entries(codes).map(([level, code]) => ({
        id: code,
        properties: { [`${level}code`]: code, [`${level}naam`]: level, gemeentecode: "GM9901", water: "NEE" },
        geometry: { type: "MultiPolygon", coordinates: [[wavySquare(1, 1)]] },
      })),
      { pageSize: 10 },
    );
    const world = { fetch: server.fetch, sleep: () => Promise.resolve() };
    const cacheDir = `${projectDir}/cache`;
    const { count } = await fetchOutlines(root, 2023, { world, cacheDir });
    assert.ok(count >= 3);
    const { boundaries, citation } = outlinesOf({ level: "wijk", year: 2023, projectDir });
    assert.deepEqual(boundaries.features.map(({ properties }) => properties["statcode"]), ["WK990101"]);
    assert.match(citation.nl, /^Grenzen: .*2023/);
    const granted = await prepareDatasets([], { projectDir });
    assert.ok(granted.some(({ datasetId }) => datasetId === "workspace/outlines"));
  });
});
