/** From a StatLine table to an indicator: every figure from numbers that the server sent, every gap with its reason. */
import assert from "node:assert/strict";
import { WorkspaceError } from "../../lib/core/errors.ts";
import type { Measure } from "../../lib/core/aggregate.ts";
import {
  readStatlineIndicator,
  type StatlineIndicatorOptions,
  statlineV3,
  statlineV4,
} from "../../lib/sources/mod.ts";
import { type StandInCell, standInStatline, type StandInTable } from "./stand_in_statline.ts";

const FIGURES: Readonly<Record<string, readonly StandInCell[]>> = {
  // kinderen, in armoede, percentage, in duizendtallen
  GM9901: [2000, 90, 4.5, 2],
  GM9902: [400, ".", ".", 0.4],
  GM9903: [0, 0, "blank", 0],
  GM9904: ["absent", 5, 5, "absent"],
  GM9905: [100, 5, 130, 0.1],
};
const TITLES = ["Kinderen", "Kinderen in armoede", "Armoede onder kinderen", "Kinderen (duizend)"];
const TABLE: StandInTable = {
  id: "99001NED",
  modified: "2024-05-01T02:00:00",
  padding: 8,
  pageSize: 5,
  rowLimit: 100,
  measures: TITLES.map((title, index) => ({
    key: `K_${index + 40}`,
    code: `M${index}`,
    title,
    group: "Kinderen",
    unit: ["aantal", "aantal", "%", "x 1 000"][index] ?? "",
  })),
  regions: Object.keys(FIGURES),
  periods: [{ code: "2022JJ00", status: "Definitief" }, { code: "2023JJ00", status: "Voorlopig" }],
  cell: (measure, region, period) => {
    const cell = FIGURES[region]?.[Number(measure.slice(2)) - 40] ?? "absent";
    return typeof cell === "number" && period === "2023JJ00" && region === "GM9901" && measure === "K_41"
      ? cell + 10
      : cell;
  },
};
const label = (text: string) => ({ nl: text, en: text });
const SHARE: Measure = {
  id: "kinderen-in-armoede",
  label: label("Kinderen in armoede"),
  unit: label("%"),
  kind: "share",
  per: 100,
  decimals: 1,
  definition: label("Kinderen in armoede, gedeeld door alle kinderen"),
};
const OPTIONS: StatlineIndicatorOptions = {
  table: "99001NED",
  measure: SHARE,
  entity: "person",
  population: label("Kinderen"),
  columns: { kind: "counts", numerator: TITLES[1]!, denominator: TITLES[0]! },
  areas: ["GM9901", "GM9902", "GM9903", "GM9904"].map((code) => ({ code, name: `Plaats ${code}` })),
  periods: ["2022JJ00", "2023JJ00"],
};

for (const version of ["v3", "v4"] as const) {
  const reader = () => {
    const world = { fetch: standInStatline(TABLE).fetch, sleep: () => Promise.resolve() };
    return version === "v3"
      ? statlineV3({ base: "http://localhost", world })
      : statlineV4({ base: "http://localhost/v4", world });
  };

  Deno.test(`${version}: two counts become a share with base, gaps keep their reason, the status is told`, async () => {
    const { table, missing, provisional, citation } = await readStatlineIndicator(reader(), OPTIONS);
    assert.deepEqual(
      table.cells.map((
        { codes, n, numerator, denominator, value },
      ) => [codes, n, numerator, denominator, value]),
      [
        [["GM9901", "2022"], 2000, 90, 2000, 0.045],
        [["GM9901", "2023"], 2000, 100, 2000, 0.05],
      ],
    );
    assert.deepEqual(
      missing.filter(({ periodCode }) => periodCode === "2022JJ00").map((
        { regionCode, reason },
      ) => [regionCode, reason]),
      [
        ["GM9902", version === "v3" ? "unknown-or-confidential" : "other"],
        ["GM9903", "base-is-zero"],
        ["GM9904", version === "v3" ? "cannot-occur" : "not-returned"],
      ],
    );
    assert.deepEqual(provisional, [{ periodCode: "2023JJ00", status: "Voorlopig" }]);
    assert.equal(table.dimensions[1]?.codes[1]?.label.nl, "2023 (voorlopig)");
    assert.match(citation, /99001NED.*CC BY 4\.0/);
    assert.equal(table.sources[0]?.sensitivity, "open");
    assert.equal(table.sources[0]?.synthetic, false);
  });

  Deno.test(`${version}: a published percentage keeps its base, thousands become ones`, async () => {
    const columns = { kind: "published", value: TITLES[2]!, publishedPer: 100, base: TITLES[3]! } as const;
    const { table } = await readStatlineIndicator(reader(), { ...OPTIONS, columns, periods: ["2022JJ00"] });
    assert.deepEqual(table.cells.map(({ codes, n, value }) => [codes[0], n, value]), [[
      "GM9901",
      2000,
      0.045,
    ]]);
    const count = { ...SHARE, kind: "count", per: 1 } as const;
    const counted = await readStatlineIndicator(reader(), {
      ...OPTIONS,
      measure: count,
      columns: { kind: "count", numerator: TITLES[3]! },
      periods: ["2022JJ00"],
    });
    assert.deepEqual(counted.table.cells.map(({ value }) => value), [2000, 400, 0]);
  });

  Deno.test(`${version}: a wrong factor, a percentage as count, a share above 1 and a broken series are refused`, async () => {
    const published = { kind: "published", value: TITLES[2]!, base: TITLES[0]! } as const;
    const wrong: readonly Partial<StatlineIndicatorOptions>[] = [
      { columns: { ...published, publishedPer: 1 } },
      { columns: { ...published, publishedPer: 1000 } },
      { columns: { kind: "published", value: TITLES[1]!, publishedPer: 100, base: TITLES[0]! } },
      { columns: { kind: "counts", numerator: TITLES[2]!, denominator: TITLES[0]! } },
      { columns: { ...published, publishedPer: 100 }, areas: [{ code: "GM9905", name: "x" }] },
      { breaks: [2023] },
      { columns: { kind: "count", numerator: "Volwassenen" } },
    ];
    for (const [index, change] of wrong.entries()) {
      await assert.rejects(
        readStatlineIndicator(reader(), { ...OPTIONS, ...change }),
        WorkspaceError,
        `case ${index}`,
      );
    }
    await readStatlineIndicator(reader(), { ...OPTIONS, breaks: [2022, 2024] });
  });
}
