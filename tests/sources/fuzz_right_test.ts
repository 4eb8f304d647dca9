/**
 * Damaged files are refused or read right, never read wrong. What is right is known: the table of the undamaged file where
 * a checksum covers it, one changed cell where the change is planned, a second reader of CSV, the numbers of the server.
 */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { type DatasetSchema, readCsv, readSav, readXlsx, writeSav } from "../../lib/sources/mod.ts";
import { SAV_TABLE, savFile } from "./written_files.ts";

const FOLDER = new URL("../data/sources/", import.meta.url);
const LONG = Deno.env.get("SMART_START_LONG") === "1";
const RUNS = LONG ? 10_000 : 300;
/** A hang has no end: no small file takes longer than this, in milliseconds, also where a dozen jobs share the machine. */
const LONGEST_MS = 30_000;
const label = { nl: "x", en: "x" };
const SCHEMA: DatasetSchema = {
  key: [],
  columns: [
    { name: "wijk", type: "text", label },
    { name: "naam", type: "text", label },
    { name: "aantal", type: "integer", label },
    { name: "aandeel", type: "number", label },
    { name: "dag", type: "date", label },
  ],
};

type Random = ReturnType<typeof randomFor>;

function contents(table: Table): string {
  return JSON.stringify(table.columnNames.map((name) => [name, [...table.column(name).values].map(String)]));
}

function mutated(bytes: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes);
  for (let left = 1 + random.below(4); left > 0; left--) {
    const at = random.below(out.length), kind = random.below(4);
    if (kind === 0) out[at] = random.below(256);
    else if (kind === 1) out[at] = (out[at] ?? 0) ^ (1 << random.below(8));
    else if (kind === 2) out.copyWithin(at, random.below(out.length), random.below(out.length));
    else if (random.below(4) === 0) return out.slice(0, at);
  }
  return out;
}

/** Reads, in time; null when the file is refused. */
async function readOrRefuse(run: string, read: () => Table | Promise<Table>): Promise<Table | null> {
  const started = performance.now();
  try {
    return await read();
  } catch (error) {
    assert.ok(error instanceof WorkspaceError, `${run}: ${(error as Error).stack}`);
    return null;
  } finally {
    assert.ok(performance.now() - started < LONGEST_MS, `${run} took too long`);
  }
}

Deno.test("a damaged workbook is refused, or gives the table of the undamaged one", async () => {
  const bytes = await Deno.readFile(new URL("pandas.xlsx", FOLDER));
  const right = contents(readXlsx(bytes, SCHEMA, { file: "x.xlsx" }));
  let refused = 0;
  for (let run = 0; run < RUNS; run++) {
    const bad = mutated(bytes, randomFor(`right/xlsx/${run}`));
    const table = await readOrRefuse(`xlsx ${run}`, () => readXlsx(bad, SCHEMA, { file: "x.xlsx" }));
    if (table === null) refused++;
    else assert.equal(contents(table), right, `run ${run}`);
  }
  assert.ok(refused > RUNS / 3 && refused < RUNS, `${refused} refused`);
});

Deno.test("an SPSS file that is cut off anywhere is refused, or nothing of its cases is gone", async () => {
  for (const name of ["pyreadstat_plain.sav", "pyreadstat_row.sav", "pyreadstat.zsav"]) {
    const bytes = await Deno.readFile(new URL(name, FOLDER));
    const right = contents(readSav(bytes).table);
    for (let end = 0; end < bytes.length; end += LONG ? 1 : 1 + (end * 31) % 23) {
      const table = await readOrRefuse(`${name} to ${end}`, () => readSav(bytes.subarray(0, end)).table);
      if (table !== null) assert.equal(contents(table), right, `${name} to ${end}`);
    }
  }
});

Deno.test("a number that changes in an SPSS file changes that cell and no other", () => {
  const marker = 123456.789;
  const numbers = Float64Array.from({ length: 40 }, (_, row) => row / 7);
  for (let run = 0; run < RUNS; run++) {
    const random = randomFor(`right/sav/${run}`);
    const row = random.below(numbers.length);
    const values = Float64Array.from(numbers, (value, index) => index === row ? marker : value);
    const texts = Array.from(values, (_, index) => `tekst ${index}`);
    const bytes = Buffer.from(writeSav(Table.from({ t: texts, n: values, u: texts })));
    const needle = Buffer.alloc(8);
    needle.writeDoubleLE(marker);
    const other = (random.below(2_000_000) - 1_000_000) / 8;
    bytes.writeDoubleLE(other, bytes.indexOf(needle));
    const { table } = readSav(bytes);
    assert.deepEqual(
      [...table.numbers("n")],
      [...values].map((value, index) => index === row ? other : value),
    );
    assert.deepEqual([...table.texts("u")], texts);
  }
});

Deno.test("any damage to an SPSS file leaves cases of one length or is refused, and the cases are as many as it says", async () => {
  const bytes = savFile();
  for (let run = 0; run < RUNS; run++) {
    const bad = mutated(bytes, randomFor(`right/any-sav/${run}`));
    const table = await readOrRefuse(`sav ${run}`, () => readSav(bad).table);
    if (table === null) continue;
    const said = new DataView(bad.buffer).getInt32(80, true);
    assert.ok(table.columnNames.length === 0 || said < 0 || table.rowCount === said, `run ${run}`);
  }
  assert.equal(SAV_TABLE.rowCount, 4);
});

/** A second reader of CSV, by the letter of RFC 4180; null where the text does not keep to it. */
function byTheLetter(text: string, separator: string): readonly (readonly string[])[] | null {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at <= text.length;) {
    let cell = "";
    if (text[at] === '"') {
      for (at++;; at++) {
        if (at >= text.length) return null;
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') cell += text[at++];
        else break;
      }
      at++;
    } else {
      while (at < text.length && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r") {
        if (text[at] === '"') return null;
        cell += text[at++];
      }
    }
    row.push(cell);
    if (text[at] === separator) {
      at++;
      continue;
    }
    if (text[at] === "\r" && text[at + 1] === "\n") at++;
    else if (at < text.length && text[at] !== "\n" && text[at] !== "\r") return null;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
    at++;
  }
  return rows;
}

function mutatedText(text: string, random: Random): string {
  const pieces = [
    '"',
    ";",
    ",",
    "\r\n",
    "\n",
    "\r",
    "0",
    "-",
    "1e3",
    " ",
    "é",
    "\u0000",
    '""',
    "\ufeff",
    "9",
    ".",
  ];
  for (let left = 1 + random.below(4); left > 0; left--) {
    const at = random.below(text.length + 1), take = random.below(3);
    const piece = pieces[random.below(pieces.length)] ?? "";
    text = text.slice(0, at) + (random.below(3) === 0 ? "" : piece) + text.slice(at + take);
    if (random.below(30) === 0) text = text.slice(0, random.below(text.length + 1));
  }
  return text;
}

Deno.test("damaged CSV is refused, or read as a second reader reads it", async () => {
  const rows = Array.from(
    { length: 12 },
    (_, row) =>
      `WK9901${String(row).padStart(2, "0")},"naam ""${row}"", met\r\nregel",${row * 37},${row / 8},2023-0${
        1 + row % 9
      }-1${row % 9}`,
  );
  const plain = `\ufeffwijk,naam,aantal,aandeel,dag\r\n${rows.join("\r\n")}\r\n`;
  let read = 0;
  for (let run = 0; run < (LONG ? RUNS : RUNS * 3); run++) {
    const text = mutatedText(plain, randomFor(`right/csv/${run}`));
    const table = await readOrRefuse(
      `csv ${run}`,
      () => readCsv(new Blob([text]).stream(), SCHEMA, { file: "x.csv", delimiter: "," }),
    );
    if (table === null) continue;
    const [header = [], ...cells] = byTheLetter(text.replace(/^\ufeff/, ""), ",") ?? [];
    assert.ok(header.length > 0, `run ${run}: accepted what is no CSV`);
    read++;
    for (const { name, type } of SCHEMA.columns) {
      const at = header.map((one) => one.trim()).indexOf(name);
      const expected = cells.map((row) => (row[at] ?? "").trim()).map((cell) =>
        type === "integer" || type === "number"
          ? (cell === "" ? NaN : Number(cell))
          : cell === ""
          ? null
          : cell
      );
      const found: readonly unknown[] = [...table.column(name).values].map((one) =>
        typeof one === "string" ? one.trim() : one
      );
      assert.deepEqual(found, expected, `run ${run}, ${name}`);
    }
  }
  assert.ok(read > RUNS / 10, `${read} read`);
});
