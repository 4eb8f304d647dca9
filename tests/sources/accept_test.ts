import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { acceptTable, SchemaError } from "../../lib/sources/accept.ts";
import { readCsv, writeCsv } from "../../lib/sources/csv.ts";
import type { DatasetSchema } from "../../lib/sources/schema.ts";

const label = (nl: string) => ({ nl, en: nl });
const SCHEMA: DatasetSchema = {
  key: ["wijk", "jaar"],
  columns: [
    { name: "wijk", type: "key", label: label("wijk"), presence: "required" },
    { name: "jaar", type: "integer", label: label("jaar"), range: [2000, 2030] },
    { name: "aandeel", type: "number", label: label("aandeel") },
    {
      name: "soort",
      type: "code",
      label: label("soort"),
      codes: { a: label("a"), b: label("b") },
      missing: ["-"],
    },
    { name: "dag", type: "date", label: label("dag"), range: ["2000-01-01", "20301231"] },
    { name: "ja", type: "boolean", label: label("ja") },
  ],
};

function problemsOf(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof SchemaError, String(error));
    return error.problems.map((problem) => `${problem.row}/${problem.column}/${problem.rule}`);
  }
  return [];
}

async function csv(text: string | Uint8Array, decimalMark: "." | "," = ","): Promise<Table> {
  const part = typeof text === "string" ? text : new Uint8Array(text);
  return await readCsv(new Blob([part]).stream(), SCHEMA, { file: "t.csv", decimalMark });
}

const HEADER = "wijk;jaar;aandeel;soort;dag;ja\r\n";

Deno.test("acceptTable() names everything that is wrong at once, by row and column", () => {
  const input = Table.from({
    wijk: ["A", "", "A", "B", "C"],
    jaar: ["2020", "1999", "2020", "2020.5", "x"],
    aandeel: ["1.5", "1,5", "1.500,00", "", "NaN"],
    soort: ["a", "-", "c", "toString", "b"],
    dag: ["20230101", "2023-02-29", "19991231", "", "2023-12-31"],
    ja: ["ja", "0", "misschien", "true", ""],
  });
  assert.deepEqual(problemsOf(() => acceptTable(input, SCHEMA, { file: "t.csv" })), [
    "2/wijk/value-missing",
    "2/jaar/out-of-range",
    "2/aandeel/not-a-number",
    "2/dag/not-a-date",
    "3/wijk+jaar/key-twice",
    "3/aandeel/not-a-number",
    "3/soort/code-unlisted",
    "3/dag/out-of-range",
    "3/ja/not-a-truth-value",
    "4/jaar/not-whole",
    "4/soort/code-unlisted",
    "5/jaar/not-a-number",
    "5/aandeel/not-a-number",
  ]);
});

Deno.test("acceptTable() never writes a value into its message", () => {
  const input = Table.from({ ...row(), soort: ["geheim-123"] });
  assert.throws(
    () => acceptTable(input, SCHEMA, { file: "t.csv" }),
    (error: Error) => !/geheim/.test(error.message),
  );
});

function row(): Record<string, string[]> {
  return { wijk: ["A"], jaar: ["2020"], aandeel: ["1"], soort: ["a"], dag: ["20230101"], ja: ["1"] };
}

Deno.test("acceptTable() makes missing codes null and leaves columns aside that the schema does not name", () => {
  const table = acceptTable(Table.from({ ...row(), soort: ["-"], naam: ["X"] }), SCHEMA, { file: "t" });
  assert.deepEqual(table.columnNames, SCHEMA.columns.map((column) => column.name));
  assert.deepEqual(table.texts("soort"), [null]);
});

Deno.test("acceptTable() refuses a column that is missing, whatever else is right", () => {
  const { ja: _, ...rest } = row();
  assert.deepEqual(problemsOf(() => acceptTable(Table.from(rest), SCHEMA, { file: "t" })), [
    "0/ja/column-missing",
  ]);
});

Deno.test("acceptTable() sees text that was read in the wrong encoding", () => {
  const input = Table.from({ ...row(), wijk: ["EnschedÃ©"] });
  assert.deepEqual(problemsOf(() => acceptTable(input, SCHEMA, { file: "t" })), ["1/wijk/wrong-encoding"]);
});

Deno.test("readCsv() takes the delimiter from the header and gives each ragged row", async () => {
  await assert.rejects(csv(`${HEADER}A;2020;1,5;a;20230101\r\nB;2020;1,5;a;20230101;1;2\r\n`), (error) => {
    assert.ok(error instanceof SchemaError);
    assert.deepEqual(error.problems.map((problem) => problem.rule), ["cells-too-few", "cells-too-many"]);
    return true;
  });
});

Deno.test("readCsv() names row and column of every text in the wrong encoding, beside everything else that is wrong", async () => {
  const label = { nl: "x", en: "x" };
  const schema: DatasetSchema = {
    key: [],
    columns: [{ name: "plaats", type: "text", label }, { name: "aantal", type: "integer", label }],
  };
  // Windows-1252, read as UTF-8: the fourth column is none of the schema.
  const text = "plaats;aantal;vrij;gebied\nEnsched\xe9;1;a;b\nTilburg;x;a;b\nGoirle;3;caf\xe9;b\n";
  const bytes = (of: string) => new Blob([Uint8Array.from(of, (sign) => sign.charCodeAt(0))]).stream();
  const problemsIn = async (of: string) => {
    const error = await readCsv(bytes(of), schema, { file: "p.csv" }).then(() => null, (reason) => reason);
    assert.ok(error instanceof SchemaError);
    assert.ok(!error.message.includes("Ensched"));
    return error.problems.map(({ row, column, rule }) => `${row}/${column}/${rule}`);
  };
  assert.deepEqual(await problemsIn(text), [
    "1/plaats/wrong-encoding",
    "2/aantal/not-a-number",
    "3/vrij/wrong-encoding",
  ]);
  assert.deepEqual(await problemsIn("plaats;aantal;gebi\xebd\nGoirle;y;a\n"), [
    "0//wrong-encoding",
    "1/aantal/not-a-number",
  ]);
  const read = await readCsv(bytes(text.replace(";x;", ";2;")), schema, {
    file: "p.csv",
    encoding: "windows-1252",
  });
  assert.deepEqual(read.texts("plaats"), ["Enschedé", "Tilburg", "Goirle"]);
});

Deno.test("readCsv() says that a column stands there twice", async () => {
  await assert.rejects(
    csv("wijk;jaar;aandeel;soort;dag;ja;jaar\r\nA;2020;1;a;20230101;1;2021\r\n"),
    (error) => {
      assert.ok(error instanceof SchemaError);
      assert.deepEqual(error.problems.map((problem) => problem.rule), ["column-twice"]);
      return true;
    },
  );
});

Deno.test("readCsv() refuses Windows-1252 bytes in UTF-8 rather than guess", async () => {
  const bytes = new Uint8Array([
    ...new TextEncoder().encode(HEADER),
    0x45,
    0xe9,
    0x3b,
    ...new TextEncoder().encode("2020;1;a;20230101;1\r\n"),
  ]);
  await assert.rejects(csv(bytes), /wrong encoding/);
});

Deno.test("readCsv() refuses an empty file and an open quote", async () => {
  await assert.rejects(csv(""), /CSV is empty/);
  await assert.rejects(csv(`${HEADER}"A;2020;1;a;20230101;1\r\n`), /quote does not close/);
});

Deno.test("readCsv() reads a number with a point as wrong where the decimal mark is a comma", async () => {
  await assert.rejects(csv(`${HEADER}A;2020;1.500;a;20230101;1\r\n`), /not a number/);
  assert.equal((await csv(`${HEADER}A;2020;-0,25;a;20230101;1\r\n`)).numbers("aandeel")[0], -0.25);
});

Deno.test("writeCsv() disarms texts that a spreadsheet would compute, and reads back", async () => {
  const text = writeCsv(
    Table.from({ wijk: ["=1+1", "a;b", 'c"d', "e\nf"], jaar: Float64Array.of(2020, 2021, 2022, 2023) }),
  );
  assert.ok(text.includes("'=1+1"));
  const schema: DatasetSchema = { key: [], columns: SCHEMA.columns.slice(0, 2) };
  const table = await readCsv(new Blob([text]).stream(), schema, { file: "t", decimalMark: "," });
  assert.deepEqual(table.texts("wijk"), ["'=1+1", "a;b", 'c"d', "e\nf"]);
});

Deno.test("readCsv() streams: half a million rows without holding the text", async () => {
  const encoder = new TextEncoder();
  let left = 500;
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode("n;x\n")),
    pull: (controller) => {
      if (left-- === 0) return controller.close();
      controller.enqueue(encoder.encode("12;abcdefghijklmnopqrstuvwxyz\n".repeat(1000)));
    },
  });
  const schema: DatasetSchema = { key: [], columns: [{ name: "n", type: "integer", label: label("n") }] };
  assert.equal((await readCsv(stream, schema, { file: "groot.csv" })).rowCount, 500_000);
});

Deno.test("readCsv() of a file of several parts gives the rows in order, and the rows that are wrong by their place in the file", async () => {
  const label = { nl: "x", en: "x" };
  const schema: DatasetSchema = {
    key: ["nr"],
    columns: [
      { name: "nr", type: "key", label, presence: "required" },
      { name: "n", type: "number", label },
      { name: "ja", type: "boolean", label },
      { name: "dag", type: "date", label },
    ],
  };
  const rows = 100_001;
  const line = (row: number) => `k${row};${row / 4};${row % 2};${row % 3 === 0 ? "" : "20230131"}`;
  const stream = (lines: readonly string[]) =>
    new Blob([["nr;n;ja;dag", ...lines].join("\n")]).stream() as ReadableStream<Uint8Array>;
  const lines = Array.from({ length: rows }, (_, row) => line(row));
  const table = await readCsv(stream(lines), schema, { file: "groot.csv" });
  assert.equal(table.rowCount, rows);
  const [keys, numbers, truths, days] = [
    table.texts("nr"),
    table.numbers("n"),
    table.booleans("ja"),
    table.texts("dag"),
  ];
  for (let row = 0; row < rows; row++) {
    const read = `${keys[row]};${numbers[row]};${Number(truths[row])};${days[row] ?? ""}`;
    if (read !== line(row)) assert.equal(read, line(row));
  }
  lines[10] = "k10;x;1;";
  lines[60_000] = "k60000;1;misschien;";
  lines[100_000] = "k7;1;1;20230230";
  await assert.rejects(readCsv(stream(lines), schema, { file: "groot.csv" }), (error) => {
    assert.ok(error instanceof SchemaError);
    assert.deepEqual(error.problems.map(({ row, column, rule }) => `${row}/${column}/${rule}`), [
      "11/n/not-a-number",
      "60001/ja/not-a-truth-value",
      "100001/nr/key-twice",
      "100001/dag/not-a-date",
    ]);
    return true;
  });
});
