/** Outlines from a stand-in of PDOK: paging, water, sentinels, and borders that stay shared when simplified. */
import assert from "node:assert/strict";
import type { Boundaries } from "../../lib/charts/mod.ts";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { randomFor } from "../../lib/core/random.ts";
import {
  type AreaOutlines,
  type BoundaryOptions,
  loadBoundaries,
  PDOK_OGC,
  PDOK_WFS,
  simplifyOutlines,
} from "../../lib/sources/mod.ts";
import { type PdokQuirk, type StandInFeature, standInPdok, wavySquare } from "./stand_in_pdok.ts";

const wijk = (
  column: number,
  row: number,
  gemeente: string,
  extra: Record<string, unknown> = {},
): StandInFeature => {
  const code = `WK${gemeente.slice(2)}0${column}`;
  return {
    id: `f${gemeente}${column}`,
    properties: {
      wijkcode: code,
      wijknaam: `Wijk ${column}`,
      gemeentecode: gemeente,
      water: "NEE",
      aantalInwoners: 85,
      percentageKoopwoningen: -99997,
      jrstatcode: `2024${code}`,
      ...extra,
    },
    geometry: { type: "MultiPolygon", coordinates: [[wavySquare(column, row)]] },
  };
};
const water = wijk(1, 5, "GM9901", { water: "JA" });
const FEATURES: readonly StandInFeature[] = [
  wijk(1, 0, "GM9901"),
  wijk(2, 0, "GM9901"),
  wijk(3, 0, "GM9901", { aantal_inwoners: -99995, aantalInwoners: undefined }),
  { ...water, id: "water" },
  { id: "none", properties: { wijkcode: "", gemeentecode: "GM9901" }, geometry: null },
  wijk(1, 1, "GM9902"),
  wijk(2, 1, "GM9902"),
];

function options(
  protocol: "ogc" | "wfs",
  extra: Partial<BoundaryOptions> & { readonly quirk?: PdokQuirk } = {},
) {
  const { quirk, ...rest } = extra;
  const server = standInPdok(FEATURES, { pageSize: 2, ...(quirk ? { quirk } : {}) });
  const service = { ...(protocol === "ogc" ? PDOK_OGC : PDOK_WFS), base: "http://localhost/{year}" };
  const world = { fetch: server.fetch, sleep: () => Promise.resolve() };
  return {
    server,
    asked: {
      level: "wijk",
      year: 2024,
      municipalities: ["GM9901", "GM9902"],
      service,
      world,
      ...rest,
    } as const,
  };
}

for (const protocol of ["ogc", "wfs"] as const) {
  Deno.test(`${protocol}: all pages come, water is told apart, sentinels are no numbers`, async () => {
    const { asked, server } = options(protocol, { detail: "full" });
    const { boundaries, waterLeftOut, unknown, citation } = await loadBoundaries(asked);
    assert.deepEqual(boundaries.features.map(({ properties }) => properties["statcode"]), [
      "WK990101",
      "WK990102",
      "WK990103",
      "WK990201",
      "WK990202",
    ]);
    assert.deepEqual(waterLeftOut, ["WK990101"]);
    assert.deepEqual(unknown, ["(no code)"]);
    const [first, , third] = boundaries.features;
    assert.equal(first?.properties["aantalInwoners"], 85);
    assert.equal(first?.properties["percentageKoopwoningen"], null);
    assert.equal(third?.properties["aantalInwoners"], null);
    assert.deepEqual(first?.geometry.coordinates, [[wavySquare(1, 0)]]);
    assert.match(citation, /2024.*CC BY 4\.0/);
    assert.ok(server.asked.length >= 4, "pages of two");
    assert.ok(server.asked.every((url) => !url.includes("cql_filter")));
  });

  Deno.test(`${protocol}: what was not asked, a wrong year, swapped axes and half an answer are refused`, async () => {
    const quirks: readonly PdokQuirk[] = protocol === "ogc"
      ? ["stray", "loop", "elsewhere", "swapped", "cut", "other-year"]
      : ["stray", "short-total", "swapped", "cut", "other-year"];
    for (const quirk of quirks) {
      await assert.rejects(
        loadBoundaries(options(protocol, { quirk, tries: 1 }).asked),
        WorkspaceError,
        quirk,
      );
    }
    await assert.rejects(
      loadBoundaries(options(protocol, { municipalities: ["GM9907"] }).asked),
      /no outline of this municipality/,
    );
  });

  Deno.test(`${protocol}: the cache answers offline`, async () => {
    const cacheDir = await Deno.makeTempDir();
    try {
      const online = await loadBoundaries(options(protocol, { cacheDir }).asked);
      const { asked, server } = options(protocol, { cacheDir, mode: "offline" });
      assert.deepEqual(await loadBoundaries(asked), online);
      assert.equal(server.asked.length, 0);
    } finally {
      await Deno.remove(cacheDir, { recursive: true });
    }
  });
}

Deno.test("pages that overlap give an area once, and kept water is a part of its area", async () => {
  const plain = await loadBoundaries(options("ogc", { detail: "full" }).asked);
  const overlap = await loadBoundaries(options("ogc", { detail: "full", quirk: "overlap" }).asked);
  assert.deepEqual(overlap.boundaries, plain.boundaries);
  const wet = await loadBoundaries(options("wfs", { detail: "full", water: "keep" }).asked);
  assert.equal(wet.boundaries.features[0]?.geometry.coordinates.length, 2);
});

type Edge = string;

function edgesOf(outlines: AreaOutlines): ReadonlyMap<string, ReadonlySet<Edge>> {
  return new Map(outlines.features.map((feature) => {
    const polygons = feature.geometry.type === "Polygon"
      ? [feature.geometry.coordinates]
      : feature.geometry.coordinates;
    const edges = polygons.flat().flatMap((ring) =>
      ring.slice(1).map((at, i) => [String(ring[i]), String(at)].sort().join(" "))
    );
    return [String(feature.properties["statcode"]), new Set(edges)];
  }));
}

function length(edges: Iterable<Edge>): number {
  let sum = 0;
  for (const edge of edges) {
    const [a = [], b = []] = edge.split(" ").map((at) => at.split(",").map(Number));
    sum += Math.hypot((a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0));
  }
  return sum;
}

Deno.test("simplified to map size, neighbours keep the very same border and no place is new", async () => {
  const full = (await loadBoundaries(options("ogc", { detail: "full" }).asked)).boundaries;
  const places = new Set(full.features.flatMap(({ geometry }) => geometry.coordinates.flat(2).map(String)));
  for (const widthPx of [720, 100, 20, 3]) {
    const simple = simplifyOutlines(full, { widthPx });
    const map: Boundaries = simple;
    assert.equal(map.features.length, full.features.length);
    const kept = simple.features.flatMap(({ geometry }) => geometry.coordinates.flat(2).map(String));
    assert.ok(kept.every((at) => places.has(at)));
    for (const { geometry } of simple.features) {
      for (const ring of geometry.coordinates.flat()) {
        assert.ok(ring.length >= 4 && String(ring[0]) === String(ring.at(-1)));
      }
    }
    const edges = edgesOf(simple);
    const shared = (a: string, b: string) =>
      [...edges.get(a) ?? []].filter((edge) => edges.get(b)?.has(edge));
    for (
      const [a, b] of [["WK990101", "WK990102"], ["WK990101", "WK990201"], ["WK990102", "WK990202"]] as const
    ) {
      // The whole side of about four kilometres is shared: no gap, no overlap.
      assert.ok(length(shared(a, b)) >= 4_000, `${widthPx}: ${a} and ${b}`);
    }
    const outer = [...edges.values()].flatMap((own) => [...own]).filter((edge) =>
      [...edges.values()].filter((own) => own.has(edge)).length === 1
    );
    // The outer border is closed: each of its places is met an even number of times.
    const met = new Map<string, number>();
    for (const at of outer.flatMap((edge) => edge.split(" "))) met.set(at, (met.get(at) ?? 0) + 1);
    assert.ok([...met.values()].every((times) => times % 2 === 0), `${widthPx}`);
  }
  const count = (outlines: AreaOutlines) =>
    outlines.features.flatMap(({ geometry }) => geometry.coordinates.flat(2)).length;
  assert.ok(count(simplifyOutlines(full, { widthPx: 100 })) < count(full) / 2);
});

Deno.test("an island, an enclave and the hole it fills stay one, however small the map", () => {
  const circle = (x: number, y: number, radius: number) => {
    const points = Array.from({ length: 40 }, (_, i) => {
      const angle = i / 40 * 2 * Math.PI;
      return [Math.round(x + radius * Math.cos(angle)), Math.round(y + radius * Math.sin(angle))];
    });
    return [...points, points[0]!];
  };
  const hole = circle(140_000, 400_000, 300);
  const turned = [...hole.slice(7, -1), ...hole.slice(0, 8)].reverse();
  const outlines: AreaOutlines = {
    features: [
      {
        properties: { statcode: "GM9901" },
        geometry: { type: "Polygon", coordinates: [circle(140_000, 400_000, 5_000), hole] },
      },
      { properties: { statcode: "GM9902" }, geometry: { type: "Polygon", coordinates: [turned] } },
    ],
  };
  for (const widthPx of [720, 30, 2]) {
    const edges = edgesOf(simplifyOutlines(outlines, { widthPx }));
    const enclave = [...edges.get("GM9902") ?? []];
    assert.ok(enclave.length >= 3);
    assert.ok(enclave.every((edge) => edges.get("GM9901")?.has(edge)), `${widthPx}`);
  }
});

Deno.test("damaged answers give the outlines of the server or a WorkspaceError", async () => {
  const runs = Deno.env.get("SMART_START_LONG") === "1" ? 10_000 : 150;
  const places = new Set(
    FEATURES.flatMap(({ geometry }) => JSON.stringify(geometry).match(/-?\d+,-?\d+/g) ?? []),
  );
  let read = 0;
  for (let run = 0; run < runs; run++) {
    const random = randomFor(`boundaries/${run}`);
    const { asked, server } = options(run % 2 === 0 ? "ogc" : "wfs", { detail: "full", tries: 1 });
    const at = random.below(4);
    let count = 0;
    const world = {
      sleep: () => Promise.resolve(),
      fetch: async (url: string) => {
        const text = await (await server.fetch(url)).text();
        return new Response(count++ === at ? damaged(text, random) : text);
      },
    };
    try {
      const { boundaries } = await loadBoundaries({ ...asked, world });
      read++;
      for (const place of boundaries.features.flatMap(({ geometry }) => geometry.coordinates.flat(2))) {
        assert.ok(places.has(String(place)), `run ${run}: a place that the server did not send`);
      }
    } catch (error) {
      assert.ok(error instanceof WorkspaceError, `run ${run}: ${(error as Error).stack}`);
    }
  }
  assert.ok(read > 0 && read < runs);
});

/** Damages structure, not digits: another digit is another place, and nothing in the protocol tells. */
function damaged(text: string, random: ReturnType<typeof randomFor>): string {
  const at = random.below(text.length), kind = random.below(5);
  if (kind === 0) return text.slice(0, at);
  if (kind === 1) {
    return text.replaceAll(/"[A-Za-z_]+"(?=:)/g, (name) => random.below(12) === 0 ? '"x"' : name);
  }
  if (kind === 2) {
    return text.replaceAll(/\[-?\d+,-?\d+\]/g, (place) => random.below(90) === 0 ? "[null]" : place);
  }
  if (kind === 3) return text.replace(/"coordinates":\[+/, '"coordinates":[');
  return text.replace(
    /"features":\[.*\]/s,
    () => `"features":${["[]", "{}", "[null]", "[[]]"][random.below(4)]}`,
  );
}
