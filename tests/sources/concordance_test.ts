/** Boundaries of one year to those of another, and the figure of a larger area where a small one has none. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { areasOf } from "../../lib/sources/synthetic/areas.ts";
import {
  type BoundaryChange,
  carryBetween,
  chooseFallback,
  concordanceBetween,
  MUNICIPAL_CHANGES,
  parseChanges,
  readWithFallback,
  rollUp,
  splitByParts,
  statlineV3,
  statlineV4,
  WIELDERLAND_CHANGES,
} from "../../lib/sources/mod.ts";
import { standInStatline, type StandInTable } from "./stand_in_statline.ts";

Deno.test("the mergers of municipalities are whole, and every split names where its parts went", () => {
  for (const { year, from, to, weight } of MUNICIPAL_CHANGES) {
    assert.match(from, /^GM\d{4}$/);
    assert.match(to, /^GM\d{4}$/);
    assert.notEqual(from, to);
    assert.ok(year >= 2015 && year <= 2023);
    const own = MUNICIPAL_CHANGES.filter((one) => one.from === from);
    assert.ok(weight === 1 ? own.length === 1 : own.length > 1 && own.every((one) => one.weight === null));
    // A code that is gone stays gone: nothing becomes part of it in the same or a later year.
    assert.ok(!MUNICIPAL_CHANGES.some((one) => one.to === from && one.year >= year), from);
  }
  // On 1 January. Source: CBS news of December 2015 (393, then 390), 2016 (390, then 388), VNG (388, then 380), CBS news
  // of December 2018 (380, then 355), 2019 (none in 2020), 2020 (352), 2021 (345), 2022 (342).
  const counts = {
    2015: 393,
    2016: 390,
    2017: 388,
    2018: 380,
    2019: 355,
    2020: 355,
    2021: 352,
    2022: 345,
    2023: 342,
  };
  let known = 403;
  for (const [year, count] of Object.entries(counts)) {
    const lines = MUNICIPAL_CHANGES.filter((one) => one.year === Number(year));
    // The codes from 1930 on were given when they were needed: who has one is new that year, unless it stood before.
    const before = MUNICIPAL_CHANGES.filter((one) => one.year < Number(year)).map(({ to }) => to);
    const made = new Set(lines.map(({ to }) => to).filter((to) => to >= "GM1930" && !before.includes(to)));
    known += made.size - new Set(lines.map(({ from }) => from)).size;
    assert.equal(known, count, year);
  }
});

Deno.test("ten years of mergers are carried in one go, also through a municipality that was made and renamed in between", () => {
  const counts = new Map([
    ["GM0265", 1], // Millingen aan de Rijn: Groesbeek in 2015, Berg en Dal since 2016.
    ["GM0844", 2], // Schijndel: Meierijstad since 2017.
    ["GM1921", 4], // De Friese Meren: De Fryske Marren.
    ["GM0424", 8], // Muiden: Gooise Meren.
    ["GM0612", 16], // Spijkenisse: Nissewaard.
    ["GM1927", 32], // Molenwaard: Molenlanden.
    ["GM0797", 64], // Heusden stayed itself.
  ]);
  assert.deepEqual(Object.fromEntries(carryBetween(counts, { from: 2014, to: 2025 })), {
    GM0797: 64,
    GM1930: 16,
    GM1940: 4,
    GM1942: 8,
    GM1945: 1,
    GM1948: 2,
    GM1978: 32,
  });
  for (const divided of ["GM1671", "GM0140", "GM0053", "GM0788"]) {
    assert.throws(
      () => carryBetween(new Map([[divided, 1]]), { from: 2014, to: 2023 }),
      /shares are not known/,
    );
  }
});

Deno.test("a split with unknown shares is refused until counts of its parts give them", () => {
  const counts = new Map([["GM0788", 100], ["GM0855", 1000]]);
  assert.throws(() => carryBetween(counts, { from: 2020, to: 2021 }), /shares are not known/);
  const known = splitByParts("GM0788", 2021, [{ to: "GM0855", count: 1 }, { to: "GM0824", count: 3 }]);
  const changes = [...MUNICIPAL_CHANGES.filter(({ from }) => from !== "GM0788"), ...known];
  const carried = carryBetween(counts, { from: 2020, to: 2021, changes });
  assert.deepEqual([...carried], [["GM0824", 75], ["GM0855", 1025]]);
  // Nobody counted there: the unknown split is no obstacle.
  assert.deepEqual([...carryBetween(new Map([["GM0003", 5]]), { from: 2020, to: 2023 })], [["GM1979", 5]]);
  assert.throws(() => carryBetween(counts, { from: 2022, to: 2021 }), /not carried back/);
});

Deno.test("totals stay the same whatever the changes, and years outside the series change nothing", () => {
  const codes = ["GM9951", "GM9952", "GM9953", "GM9954"];
  const code = fc.constantFrom(...codes);
  const split = fc.record({
    year: fc.integer({ min: 2019, max: 2024 }),
    from: code,
    one: code,
    other: code,
    share: fc.integer({ min: 1, max: 99 }),
  })
    .filter(({ one, other }) => one !== other);
  fc.assert(
    fc.property(
      fc.uniqueArray(split, { maxLength: 6, selector: ({ year, from }) => `${year}/${from}` }),
      (splits) => {
        const changes = splits.flatMap(({ year, from, one, other, share }): readonly BoundaryChange[] => [
          { year, from, to: one, weight: share / 100 },
          { year, from, to: other, weight: 1 - share / 100 },
        ]);
        const counts = new Map(codes.map((one, index) => [one, (index + 1) * 100]));
        const carried = carryBetween(counts, { from: 2019, to: 2024, changes });
        assert.ok(Math.abs([...carried.values()].reduce((sum, one) => sum + one, 0) - 1000) < 1e-6);
        assert.deepEqual(carryBetween(counts, { from: 2024, to: 2024, changes }), counts);
        // In one go or by way of a year between.
        const halfway = carryBetween(carryBetween(counts, { from: 2019, to: 2021, changes }), {
          from: 2021,
          to: 2024,
          changes,
        });
        for (const [one, value] of carried) assert.ok(Math.abs((halfway.get(one) ?? 0) - value) < 1e-6);
      },
    ),
    { numRuns: 200, seed: 3 },
  );
});

Deno.test("buurten of the fictional region before its border change become those after it, and add up", () => {
  const before = areasOf(2020).filter(({ level }) => level === "buurt");
  const counts = new Map(before.map(({ code }, index) => [code, index + 1]));
  const carried = carryBetween(counts, { from: 2020, to: 2021, changes: WIELDERLAND_CHANGES });
  const after = areasOf(2021).filter(({ level }) => level === "buurt").map(({ code }) => code);
  assert.deepEqual([...carried.keys()], [...after].sort());
  const moved = counts.get("BU99080404") ?? 0;
  assert.equal(carried.get("BU99012101"), moved);
  const [old, now] = [rollUp(counts, "gemeente"), rollUp(carried, "gemeente")];
  assert.equal((now.get("GM9901") ?? 0) - (old.get("GM9901") ?? 0), moved);
  assert.equal((old.get("GM9908") ?? 0) - (now.get("GM9908") ?? 0), moved);
  assert.deepEqual(concordanceBetween({ from: 2021, to: 2023, changes: WIELDERLAND_CHANGES }), []);
});

Deno.test("a file of changes is refused with every row that is wrong", () => {
  const text =
    "year;from;to;weight\n2021;GM9951;GM9952;0,5\nx;GM9951;GM9952;1\n2021;GM1;GM9952;1\n2021;GM9951;GM9952;1,5\n2021;GM9951\n";
  assert.throws(() => parseChanges(text, "changes.csv"), (error: unknown) => {
    assert.ok(error instanceof WorkspaceError);
    for (const row of [2, 3, 4, 5]) assert.match(error.message, new RegExp(`row ${row}:`));
    assert.doesNotMatch(error.message, /row 1:/);
    return true;
  });
  assert.equal(parseChanges("year,from,to,weight\n2021,GM9951,GM9952,\n", "x")[0]?.weight, null);
});

const TABLE: StandInTable = {
  id: "99001NED",
  modified: "2024-05-01T02:00:00",
  padding: 10,
  pageSize: 7,
  rowLimit: 100,
  measures: [{ key: "Armoede_5", code: "T1", title: "Armoede", group: "Inkomen", unit: "%" }],
  regions: ["GM9901", "WK990101", "WK990102", "BU99010101", "BU99010102", "BU99010201"],
  periods: [{ code: "2022JJ00", status: "Voorlopig" }],
  cell: (_measure, region) =>
    ({
      GM9901: 3.5,
      WK990101: 4.5,
      WK990102: ".",
      BU99010101: 7,
      BU99010102: "absent",
      BU99010201: ".",
    } as const)[region] ?? "absent",
};

for (const version of ["v3", "v4"] as const) {
  Deno.test(`${version}: the fallback gives the smallest area with a figure and says which level it is`, async () => {
    const server = standInStatline(TABLE);
    const world = { fetch: server.fetch, sleep: () => Promise.resolve() };
    const reader = version === "v3"
      ? statlineV3({ base: "http://localhost", world })
      : statlineV4({ base: "http://localhost/v4", world });
    // The last one is no code of the table.
    const regions = ["BU99010101", "BU99010102", "BU99010201", "BU99010399"];
    const { figures, citation } = await readWithFallback(reader, {
      table: "99001NED",
      measures: ["Armoede"],
      periods: ["2022JJ00"],
      regions,
    });
    assert.deepEqual(
      figures.map(({ askedCode, usedCode, usedLevel, value }) => [askedCode, usedCode, usedLevel, value]),
      [
        ["BU99010101", "BU99010101", "buurt", 7],
        ["BU99010102", "WK990101", "wijk", 4.5],
        ["BU99010201", "GM9901", "gemeente", 3.5],
        ["BU99010399", "GM9901", "gemeente", 3.5],
      ],
    );
    assert.equal(figures[0]?.note.nl, "");
    assert.equal(figures[1]?.note.nl, "Cijfer van de wijk; voor de buurt is er geen");
    const reasons = figures[2]?.passedOver.map(({ code }) => code);
    assert.deepEqual(reasons, ["BU99010201", "WK990102"]);
    assert.match(citation, /99001NED/);
    // A plain question still refuses a code that the table does not list.
    await assert.rejects(
      reader.read({
        table: "99001NED",
        measures: ["Armoede"],
        periods: ["2022JJ00"],
        regions: ["BU99010399"],
      }),
      /Codes are not in the table/,
    );
  });
}

Deno.test("without a figure at any level there is none, never that of another measure", () => {
  const [figure] = chooseFallback(["BU99010101"], []);
  assert.equal(figure?.value, null);
  assert.equal(figure?.usedLevel, null);
  assert.equal(figure?.passedOver.length, 3);
});
