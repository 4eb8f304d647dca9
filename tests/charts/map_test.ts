import assert from "node:assert/strict";
import { choroplethMap, tileMap } from "../../lib/charts/mod.ts";
import { dimension, districtTable, protectedFixture } from "../support/protected_fixture.ts";
import { DISTRICT_TILES, gridBoundaries, notTold } from "./gallery.ts";

const municipalities = dimension(
  "gemeente",
  { nl: "Gemeente", en: "Municipality" },
  "region",
  Object.fromEntries(Array.from({ length: 342 }, (_, i) => {
    const number = String(i + 1).padStart(3, "0");
    return [`GM9${number}`, `Gemeente ${number}`];
  })),
);

const table = protectedFixture({
  id: "landkaart",
  dimensions: [municipalities],
  cells: municipalities.codes.map((code, i) => ({
    codes: [code.code],
    value: i % 19 === 0 ? null : Math.round(60 + 140 * Math.abs(Math.sin(i))) / 10,
  })),
});
const codes = municipalities.codes.map((code) => code.code);

Deno.test("choroplethMap() of 342 municipalities with 160 corners each stays within 80 kB, all of them drawn", () => {
  const figure = choroplethMap(table, { notTold, boundaries: gridBoundaries(codes, 19, 40) });
  const { wide, narrow } = figure.payload.svg.nl;
  assert.ok(wide.length <= 80_000, `${wide.length}`);
  assert.ok(narrow.length <= 80_000, `${narrow.length}`);
  for (const code of codes) {
    assert.ok(wide.includes(`class="ss-${code}"`) && narrow.includes(`class="ss-${code}"`), code);
  }
  assert.equal(figure.payload.table.rows.length, 342);
});

Deno.test("choroplethMap() has at most five classes and one entry for hidden areas", () => {
  const { legend } = choroplethMap(table, { notTold, boundaries: gridBoundaries(codes, 19, 4) }).payload;
  assert.ok(legend.filter((item) => item.slot.startsWith("seq-")).length <= 5);
  assert.deepEqual(legend.filter((item) => item.slot === "hatch").map((item) => item.label.nl), [
    "Verborgen",
  ]);
});

Deno.test("choroplethMap() puts an area without a number in no class", () => {
  const some = districtTable();
  const figure = choroplethMap(some, {
    notTold,
    boundaries: gridBoundaries(
      [...some.dimensions[0]?.codes.map((code) => code.code) ?? [], "WK990199"],
      4,
      3,
    ),
  });
  const hatched = /<g [^>]*fill="url\(#[^>]*>(.*?)<\/g>/.exec(figure.payload.svg.nl.wide)?.[1] ?? "";
  assert.deepEqual([...hatched.matchAll(/class="ss-(\w+)"/g)].map((match) => match[1]), [
    "WK990106",
    "WK990199",
  ]);
  assert.equal(figure.payload.legend.at(-1)?.label.nl, "Verborgen of geen cijfer");
});

Deno.test("choroplethMap() gives the same outline in metres and in degrees of the same shape", () => {
  const ring = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]] as const;
  const boundaries = (x: number, y: number) => ({
    features: ["WK990101", "WK990102"].map((code, i) => ({
      properties: { statcode: code },
      geometry: {
        type: "Polygon" as const,
        coordinates: [ring.map(([a, b]) => [x * (a + i), y * b] as const)],
      },
    })),
  });
  const draw = (x: number, y: number) =>
    choroplethMap(districtTable(), { notTold, boundaries: boundaries(x, y) }).payload.svg.nl.wide;
  // One degree of longitude at half a degree north is as long as one of latitude, to four digits.
  assert.equal(draw(1, 1).match(/ d="[^"]*"/g)?.length, draw(1000, 1000).match(/ d="[^"]*"/g)?.length);
  assert.deepEqual(draw(1, 1).match(/ d="[^"]*"/g), draw(1000, 1000).match(/ d="[^"]*"/g));
});

Deno.test("choroplethMap() refuses outlines of other areas, and codes that could be markup", () => {
  assert.throws(
    () => choroplethMap(districtTable(), { notTold, boundaries: gridBoundaries(["WK01"], 1, 2) }),
    /No area of the table has an outline/,
  );
  assert.throws(
    () => choroplethMap(districtTable(), { notTold, boundaries: gridBoundaries(['"><script>'], 1, 2) }),
    /no code that can be used/,
  );
});

Deno.test("tileMap() refuses an area without a tile and two areas on one tile", () => {
  const { WK990101: _one, ...fewer } = DISTRICT_TILES;
  assert.throws(() => tileMap(districtTable(), { notTold, tiles: fewer }), /one tile for each area/);
  const twice = { ...DISTRICT_TILES, WK990101: { ...DISTRICT_TILES.WK990102, short: "X" } };
  assert.throws(() => tileMap(districtTable(), { notTold, tiles: twice }), /one tile for each area/);
});
