/** Files that lib/sources writes: read back by ourselves, and by pyreadstat, R haven and openpyxl (kept answers). */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { sha256Hex } from "../../lib/core/hash.ts";
import { Table } from "../../lib/core/table.ts";
import { type DatasetSchema, readSav, readXlsx, writeSav, writeXlsx } from "../../lib/sources/mod.ts";
import {
  largeTable,
  largeZsavFile,
  SAV_TABLE,
  SAV_VARIABLES,
  savFile,
  XLSX_TABLE,
  xlsxFile,
  zsavFile,
} from "./written_files.ts";

const FOLDER = new URL("../data/sources/written/", import.meta.url);
const label = { nl: "x", en: "x" };

function values(table: Table, name: string): readonly unknown[] {
  return [...table.column(name).values].map((value) =>
    typeof value === "number" && isNaN(value) ? null : value
  );
}

async function kept(name: string): Promise<Record<string, unknown>> {
  return JSON.parse(await Deno.readTextFile(new URL(name, FOLDER)));
}

Deno.test("pyreadstat read the very bytes that writeSav() writes, and found every value, label and missing code", async () => {
  const found = await kept("pyreadstat.json");
  assert.equal(
    sha256Hex(savFile()),
    found["sha256"],
    "run read_back.py again on the file of written_files.ts",
  );
  const columns = found["columns"] as Record<string, readonly unknown[]>;
  for (const name of SAV_TABLE.columnNames) {
    const read = (columns[name] ?? []).map((value) => value === "" ? null : value);
    const expected = values(SAV_TABLE, name).map((value) =>
      typeof value === "boolean"
        ? Number(value)
        : name === "moment" && value
        ? String(value).replace("T", " ")
        : value
    );
    assert.deepEqual(read, expected, name);
  }
  const labels = found["valueLabels"] as Record<string, unknown>;
  assert.deepEqual(labels["soort"], { A: "één", BB: "twee" });
  assert.deepEqual(labels["soortlang"], { "eerste keus": "Eerste", "tweede keus": "Tweede" });
  const missing = found["missing"] as Record<string, unknown>;
  assert.deepEqual(missing["gewicht"], [{ lo: -9, hi: -1 }, { lo: 1e300, hi: 1e300 }]);
  assert.deepEqual(missing["soortlang"], [{ lo: "weigert", hi: "weigert" }]);
  assert.equal((found["labels"] as Record<string, unknown>)["leeftijd"], "Leeftijd op 31 december");
  assert.equal(found["fileLabel"], "proef");
});

Deno.test("R haven read the same file with the same values", async () => {
  const lines = (await Deno.readTextFile(new URL("haven.txt", FOLDER))).trim().split("\n");
  const found = new Map(lines.map((line) => [line.split(" ; ")[0] ?? "", line.split(" ; ").slice(1)]));
  for (
    const name of ["RINPERSOON", "leeftijd", "geboren", "plaats_met_lange_naam", "lang", "half", "soort"]
  ) {
    const expected = values(SAV_TABLE, name).map((value) =>
      value === null
        ? (SAV_TABLE.column(name).type === "number" || name === "geboren" ? "NA" : "")
        : String(value)
    );
    assert.equal(found.get(name)?.[0], expected.join("|"), name);
  }
  assert.deepEqual(found.get("soort")?.slice(1), ["BB", "", "één=A,twee=BB"]);
  assert.equal(found.get("gewicht")?.[2], "-9,-1");
});

/** A `.zsav` taken apart by the layout of PSPP's guide: what stands before the data, and the packed cases. */
function takeApart(
  file: Uint8Array,
  blocks: number,
): { readonly dictionary: Buffer; readonly cases: Buffer } {
  const bytes = Buffer.from(file), trailer = bytes.length - 24 - 24 * blocks;
  const int64 = (at: number) => Number(bytes.readBigInt64LE(at));
  const start = int64(trailer + 24);
  assert.deepEqual([0, 8, 16].map((at) => int64(start + at)), [start, trailer, 24 + 24 * blocks]);
  assert.deepEqual([int64(trailer), int64(trailer + 8)], [-100, 0]);
  assert.deepEqual([bytes.readInt32LE(trailer + 16), bytes.readInt32LE(trailer + 20)], [0x3ff000, blocks]);
  let plainAt = start, at = start + 24;
  const parts = Array.from({ length: blocks }, (_, block) => {
    const entry = trailer + 24 + 24 * block;
    const [plain, packed] = [bytes.readInt32LE(entry + 16), bytes.readInt32LE(entry + 20)];
    assert.deepEqual([int64(entry), int64(entry + 8)], [plainAt, at]);
    assert.ok(plain === 0x3ff000 || (plain < 0x3ff000 && block === blocks - 1));
    const part = inflateSync(bytes.subarray(at, at + packed));
    assert.equal(part.length, plain);
    [plainAt, at] = [plainAt + plain, at + packed];
    return part;
  });
  assert.equal(at, trailer);
  return { dictionary: bytes.subarray(0, start), cases: Buffer.concat(parts) };
}

Deno.test("a .zsav holds what the .sav holds, in blocks as SPSS lays them out", () => {
  const { dictionary, cases } = takeApart(zsavFile(), 1), plain = Buffer.from(savFile());
  assert.equal(dictionary.subarray(0, 4).toString(), "$FL3");
  assert.equal(dictionary.readInt32LE(72), 2);
  assert.deepEqual(dictionary.subarray(76), plain.subarray(76, dictionary.length));
  assert.deepEqual(cases, plain.subarray(dictionary.length));
  assert.ok(takeApart(largeZsavFile(), 2).cases.length > 0x3ff000);
});

Deno.test("pyreadstat and R haven read our .zsav files, of one block and of two, with every value, label and missing code", async () => {
  // zlib of another machine may pack the same cases into other bytes, so the files that were read are kept.
  const files = [["written", zsavFile(), 1, "pyreadstat_zsav.json"], [
    "large",
    largeZsavFile(),
    2,
    "pyreadstat_large_zsav.json",
  ]] as const;
  for (const [name, ours, blocks, answer] of files) {
    const read = await Deno.readFile(new URL(`${name}.zsav`, FOLDER));
    assert.equal(sha256Hex(read), (await kept(answer))["sha256"], answer);
    assert.deepEqual(
      takeApart(ours, blocks),
      takeApart(read, blocks),
      "write the kept files and read them again",
    );
  }
  const { sha256: _ofSav, ...ofSav } = await kept("pyreadstat.json");
  const { sha256: _ofZsav, ...ofZsav } = await kept("pyreadstat_zsav.json");
  assert.deepEqual(ofZsav, ofSav);
  const text = (name: string) => Deno.readTextFile(new URL(name, FOLDER));
  assert.equal(await text("haven_zsav.txt"), await text("haven.txt"));

  const table = largeTable();
  const linesOf = (name: string, whole: (value: number) => string) =>
    values(table, name).map((value) =>
      typeof value === "number" && Number.isInteger(value) ? whole(value) : String(value)
    ).join("\n");
  const python = (await kept("pyreadstat_large_zsav.json"))["digests"] as Record<string, string>;
  const haven = (await text("haven_large_zsav.txt")).trim().split("\n").map((line) => line.split(" ; "));
  assert.deepEqual(haven.map(([name]) => name), table.columnNames);
  for (const [name = "", rows, md5] of haven) {
    const lines = new TextEncoder().encode(linesOf(name, (value) => value.toFixed(1)));
    assert.equal(python[name], sha256Hex(lines), `${name} of pyreadstat`);
    const own = createHash("md5").update(`${linesOf(name, String)}\n`).digest("hex");
    assert.deepEqual([rows, md5], ["3000", own], `${name} of haven`);
  }
});

Deno.test("openpyxl read the very bytes that writeXlsx() writes, and found every value", async () => {
  const found = await kept("openpyxl.json");
  assert.equal(
    sha256Hex(xlsxFile()),
    found["sha256"],
    "run read_back.py again on the file of written_files.ts",
  );
  const [header, ...rows] = (found["sheets"] as Record<string, unknown[][]>)["Wijken & co"] ?? [];
  assert.deepEqual(header, [...XLSX_TABLE.columnNames]);
  XLSX_TABLE.columnNames.forEach((name, at) => {
    // openpyxl gives dates as moments; before 1 March 1900 they are texts.
    const read = rows.map((row) => name === "dag" && row[at] ? String(row[at]).slice(0, 10) : row[at]);
    assert.deepEqual(read, values(XLSX_TABLE, name), name);
  });
});

Deno.test("readSav() gives back what writeSav() was given", () => {
  assert.deepEqual(readSav(zsavFile()), readSav(savFile()));
  const { table: large } = readSav(largeZsavFile());
  for (const name of large.columnNames) assert.deepEqual(values(large, name), values(largeTable(), name));
  const { table, variables } = readSav(savFile(), { userMissing: "keep" });
  for (const name of SAV_TABLE.columnNames) {
    const expected = values(SAV_TABLE, name).map((value) =>
      typeof value === "boolean" ? Number(value) : value
    );
    assert.deepEqual(values(table, name), expected, name);
  }
  for (const plan of SAV_VARIABLES) {
    const found = variables.find(({ name }) => name === plan.name);
    assert.deepEqual({ ...found, ...plan }, found);
  }
});

Deno.test("any table of numbers and texts survives writeSav() and readSav(), as .sav and as .zsav", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 300 }).filter((one) =>
    !/[ \0]$|^$/.test(one) && one.isWellFormed()
  );
  const number = fc.double({ noNaN: false, noDefaultInfinity: true }).filter((one) =>
    one !== -Number.MAX_VALUE
  );
  const rows = fc.array(fc.tuple(fc.option(text), number), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(rows, (cases) => {
      const table = Table.from({
        t: cases.map(([one]) => one),
        n: Float64Array.from(cases, ([, one]) => one),
      });
      for (const compression of ["packed", "zlib"] as const) {
        const read = readSav(writeSav(table, { compression })).table;
        assert.deepEqual(values(read, "t"), values(table, "t"));
        assert.ok(read.numbers("n").every((one, row) => Object.is(one, table.numbers("n")[row])));
      }
    }),
    { numRuns: 200, seed: 7 },
  );
});

Deno.test("any table of numbers and texts survives writeXlsx() and readXlsx()", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 })
    .filter((one) =>
      one.trim() === one && one.isWellFormed() && !/\p{Cc}|[\ufffe\uffff]|_x[0-9a-f]{4}_/iu.test(one)
    );
  const number = fc.double({ noDefaultInfinity: true });
  const rows = fc.array(fc.tuple(text, number), { minLength: 1, maxLength: 10 });
  const schema: DatasetSchema = {
    key: [],
    columns: [{ name: "t", type: "text", label }, { name: "n", type: "number", label }],
  };
  fc.assert(
    fc.property(rows, (cases) => {
      const table = Table.from({
        t: cases.map(([one]) => one),
        n: Float64Array.from(cases, ([, one]) => one),
      });
      const read = readXlsx(writeXlsx([{ name: "Blad", table }]), schema, { file: "x.xlsx" });
      assert.deepEqual(values(read, "t"), values(table, "t"));
      assert.deepEqual(
        values(read, "n").map((one) => one === 0 ? 0 : one),
        values(table, "n").map((one) => one === 0 ? 0 : one),
      );
    }),
    { numRuns: 100, seed: 7 },
  );
});

Deno.test("what cannot stand in a file is refused with the place and no value", () => {
  const secret = "Jansen-geheim";
  const bad: readonly (() => unknown)[] = [
    () => writeSav(Table.from({ "1x": [secret] })),
    () => writeSav(Table.from({ ab: [secret], AB: [secret] })),
    () => writeSav(Table.from({ dag: [secret] }), { variables: [{ name: "dag", type: "date" }] }),
    () => writeSav(Table.from({ n: Float64Array.of(Infinity) })),
    () => writeSav(Table.from({ t: [secret.repeat(3000)] })),
    () => writeSav(Table.from({ n: Float64Array.of(1) }), { variables: [{ name: "m" }] }),
    () =>
      writeSav(Table.from({ n: Float64Array.of(1) }), {
        variables: [{ name: "n", missingValues: ["1", "2", "3", "4"] }],
      }),
    () =>
      writeSav(Table.from({ n: Float64Array.of(1) }), {
        variables: [{ name: "n", valueLabels: { x: "y" } }],
      }),
    () => writeXlsx([]),
    () => writeXlsx([{ name: "a/b", table: Table.from({ n: [secret] }) }]),
    () => writeXlsx([{ name: "a", table: Table.from({ n: [`${secret}\x01`] }) }]),
    () => writeXlsx([{ name: "a", table: Table.from({ n: [`${secret}_x0041_`] }) }]),
    () => writeXlsx([{ name: "a", table: Table.from({ n: Float64Array.of(-Infinity) }) }]),
    () => writeXlsx([{ name: "a", table: Table.from({ dag: [secret] }), dates: ["dag"] }]),
  ];
  for (const [index, write] of bad.entries()) {
    assert.throws(write, (error: unknown) => {
      assert.ok(error instanceof WorkspaceError, `case ${index}: ${error}`);
      assert.ok(!error.message.includes("geheim"), `case ${index}`);
      return true;
    });
  }
});
