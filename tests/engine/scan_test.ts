/** Tables that stay on disk: the same numbers as in memory, from every engine; and groups that add up. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Table } from "../../lib/core/table.ts";
import { duckdbEngine, type EngineQuery, polarsEngine, rollUp } from "../../lib/engine/mod.ts";
import { scanParquetFiles, writeParquet } from "../../lib/sources/mod.ts";

const folder = await Deno.makeTempDir();
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const ENGINES = [polarsEngine(), duckdbEngine()];

async function written(name: string, table: Table): Promise<string> {
  await Deno.writeFile(`${folder}/${name}`, writeParquet(table));
  return `${folder}/${name}`;
}

const one = Table.from({
  wijk: ["W1", "W1", "W2", null],
  buurt: ["B1", "B2", "B3", "B4"],
  arm: [true, null, false, true],
  n: Float64Array.of(1, 2, NaN, 4),
});
const other = Table.from({
  wijk: ["W2", "W1"],
  buurt: ["B3", "B1"],
  arm: [true, true],
  n: Float64Array.of(8, 16),
});
const QUERY: Omit<EngineQuery, "table"> = {
  by: ["wijk", "buurt"],
  measures: [
    { id: "arm", base: "arm IS NOT NULL", numerator: "arm", combine: "count" },
    { id: "som", base: "TRUE", numerator: "n", combine: "sum" },
    { id: "deel", base: "n > 1", numerator: "n", combine: "sum", denominator: "n + 1" },
  ],
};

function read(table: Table): unknown {
  return table.columnNames.map((name) => [name, [...table.column(name).values]]);
}

Deno.test("a scan of several files gives what the same rows in memory give, on every engine", async () => {
  const scanned = scanParquetFiles([
    await written("one.parquet", one),
    await written("other.parquet", other),
  ]);
  const names = one.columnNames;
  const together = Table.from(Object.fromEntries(names.map((name) => {
    const values = [...one.column(name).values, ...other.column(name).values];
    return [name, name === "n" ? Float64Array.from(values as number[]) : values as string[]];
  })));
  const expected = read(await polarsEngine().aggregate({ ...QUERY, table: together }));
  for (const engine of ENGINES) {
    assert.deepEqual(read(await engine.aggregate({ ...QUERY, table: scanned })), expected, engine.name);
  }
});

Deno.test("a scan a few rows at once gives the numbers of the whole to the last bit, with and without groups", async () => {
  const amounts = [0.1, 0.2, 0.3, 1e15, -1e15, 0.7, 1 / 3, 2 / 3, 1e-9, 12.34, 99.99, 0.05];
  const files = await Promise.all([0, 1, 2, 3].map((part) =>
    written(
      `part-${part}.parquet`,
      Table.from({
        wijk: ["W1", part % 2 === 0 ? "W2" : null, "W3"],
        buurt: ["B1", "B2", `B${part}`],
        arm: [true, null, false],
        n: Float64Array.from(amounts.slice(part * 3, part * 3 + 3)),
      }),
    )
  ));
  const table = scanParquetFiles(files);
  for (const by of [["wijk", "buurt"], ["wijk"], []]) {
    const whole = read(await duckdbEngine().aggregate({ ...QUERY, by, table }));
    for (const rowsAtOnce of [1, 4, 6, 9, 100]) {
      const query = { ...QUERY, by, table };
      assert.deepEqual(
        read(await polarsEngine({ rowsAtOnce }).aggregate(query)),
        whole,
        `${by} ${rowsAtOnce}`,
      );
    }
    const small = await polarsEngine({ rowsAtOnce: 1 }).aggregate({ ...QUERY, table });
    assert.deepEqual(read(rollUp(small, by)), whole);
  }
});

Deno.test("a scanned table shows its shape, never rows or paths", async () => {
  const scanned = scanParquetFiles([await written("shape.parquet", one)]);
  const shown = `${scanned} ${JSON.stringify(scanned)} ${Deno.inspect(scanned)}`;
  assert.match(shown, /ScannedTable\(4 rows × 4 columns in 1 files\)/);
  assert.ok(!shown.includes(folder) && !shown.includes("W1"));
  assert.deepEqual([scanned.rowCount, scanned.typeOf("n"), scanned.typeOf("arm")], [4, "number", "boolean"]);
});

Deno.test("a scan refuses a file with other columns, one that is no Parquet, an unknown column, and no file", async () => {
  const good = await written("good.parquet", one);
  const narrow = await written("narrow.parquet", one.select(["wijk"]));
  await Deno.writeTextFile(`${folder}/text.parquet`, "no parquet");
  assert.throws(() => scanParquetFiles([good, narrow]), /other columns than the first/);
  assert.throws(() => scanParquetFiles([`${folder}/text.parquet`]), /not a readable Parquet file/);
  assert.throws(() => scanParquetFiles([]), /No file to scan/);
  for (const engine of ENGINES) {
    await assert.rejects(
      engine.aggregate({ table: scanParquetFiles([good]), by: ["gemeente"], measures: QUERY.measures }),
      /Column is missing: gemeente/,
    );
  }
});

Deno.test("rollUp() of the smallest groups gives what a query by the larger ones gives", async () => {
  const row = fc.record({
    wijk: fc.option(fc.constantFrom("W1", "W2")),
    buurt: fc.constantFrom("B1", "B2", "B3"),
    arm: fc.option(fc.boolean()),
    n: fc.oneof(fc.integer({ min: -5, max: 9 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 15 }), async (rows) => {
      const table = Table.from({
        wijk: ["W9", ...rows.map((one) => one.wijk)],
        buurt: ["B9", ...rows.map((one) => one.buurt)],
        arm: [true, ...rows.map((one) => one.arm)],
        n: Float64Array.from([0, ...rows.map((one) => one.n)]),
      });
      const small = await polarsEngine().aggregate({ ...QUERY, table });
      for (const by of [["wijk"], []]) {
        assert.deepEqual(
          read(rollUp(small, by)),
          read(await polarsEngine().aggregate({ ...QUERY, by, table })),
        );
      }
    }),
    { numRuns: 30, seed: 8 },
  );
});
