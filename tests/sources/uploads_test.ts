import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { findIdentifiers, isBsn, linkageReport, pseudonymise, riskSummary } from "../../lib/sources/mod.ts";

const SECRET = new Uint8Array(32).fill(7);
const OPTIONS = {
  keyColumns: ["sleutel"],
  secret: SECRET,
  context: "voedselbank",
  quasiIdentifiers: ["wijk"],
};

/** Numbers in the range that is used for tests and given out to nobody. */
const TEST_BSNS = ["999990019", "999990020", "999990032", "999990044"].filter(isBsn);

Deno.test("isBsn() takes one of eleven numbers, refuses equal digits, and reads eight digits with a zero in front", () => {
  const passed =
    Array.from({ length: 11_000 }, (_, index) => String(999_900_000 + index)).filter(isBsn).length;
  assert.ok(passed >= 990 && passed <= 1010, String(passed));
  assert.equal(isBsn("000000000"), false);
  assert.equal(isBsn("111111111"), false);
  assert.equal(isBsn("12345678"), isBsn("012345678"));
  assert.equal(isBsn("999.990.019"), isBsn("999990019"));
});

Deno.test("findIdentifiers() sees each kind by its values, whatever the column is called", () => {
  const planted: Readonly<Record<string, readonly string[]>> = {
    bsn: TEST_BSNS,
    email: ["iemand@voorbeeld.example", "x"],
    iban: ["NL91ABNA0417164300", "geen"],
    phone: ["06-12345678", "+31 13 1234567"],
    address: ["Lange Verzonnenstraat 12", "onbekend"],
    postcode: ["1234 AB", "5678cd"],
    "free-text": ["zij vertelde dat het thuis niet goed gaat", "ja"],
  };
  for (const [kind, values] of Object.entries(planted)) {
    const found = findIdentifiers(Table.from({ kolom1: values }));
    assert.ok(found.some((one) => one.kind === kind && one.seenIn === "values"), kind);
  }
});

Deno.test("findIdentifiers() sees names of columns, also when they are empty", () => {
  for (
    const name of ["BSN", "Achternaam", "e-mail", "geboortedatum", "telefoonnummer", "opmerkingen", "IBAN"]
  ) {
    const [found] = findIdentifiers(Table.from({ [name]: [null, null] as (string | null)[] }));
    assert.equal(found?.seenIn, "column-name", name);
  }
});

Deno.test("findIdentifiers() sees names of persons in any column, and takes places, schools and dates for none", () => {
  const kinds = (values: readonly string[]) =>
    findIdentifiers(Table.from({ kolom: [...values] })).map(({ kind, seenIn }) => `${kind}/${seenIn}`);
  const names = [
    ["Jan de Vries", "Fatima el Idrissi", "Anne-Sophie Bakker"],
    ["J.P. de Vries", "A. Bakker"],
    ["Vries, J.P. de", "Bakker, A."],
    // One in ten is enough.
    [...Array.from({ length: 18 }, () => "Vlierdrecht"), "Emma van der Linden", "Sem Jansen"],
  ];
  for (const values of names) assert.deepEqual(kinds(values), ["name/values"], values[0]);
  const none = [
    ["Loon op Zand", "Gilze en Rijen", "Hart van Brabant", "'s-Hertogenbosch"],
    ["De Bron", "Sint Jozefschool", "Basisschool De Linde", "OBS Willem Alexander"],
    ["koopwoning", "huur met toeslag", "eenouder", "paar met kinderen"],
    ["2001-01-02", "2002-02-03", "1999-12-31", "1980-01-01", "2018-01-09", "2020-01-01T00:00:00"],
    ["A. Onvoldoende", "B. Voldoende"].map((text) => text.toLowerCase()),
  ];
  for (const values of none) assert.deepEqual(kinds(values), [], values[0]);
});

Deno.test("findIdentifiers() leaves codes, counts and area codes alone", () => {
  const table = Table.from({
    wijk: ["WK990101", "WK99010A"],
    aantal: Float64Array.of(123456789, 5),
    buurtnaam: ["Vogelbuurt", "Sterrenbuurt"],
    huishoudtype: ["eenouder", "paar met kinderen"],
    jaar: Float64Array.of(2022, 2023),
  });
  assert.deepEqual(findIdentifiers(table).filter((one) => one.kind !== "bsn" || one.share > 0.5), []);
});

Deno.test("pseudonymise() refuses identifiers outside the key columns and names no value", () => {
  const table = Table.from({ sleutel: ["1"], wijk: ["A"], contact: ["iemand@voorbeeld.example"] });
  assert.throws(
    () => pseudonymise(table, OPTIONS),
    (error: Error) => /contact \(email\)/.test(error.message) && !/iemand/.test(error.message),
  );
});

Deno.test("pseudonymise() gives one person one pseudonym, another one elsewhere, and none without a key", () => {
  const table = Table.from({
    sleutel: ["12345678", "012345678", " 012345678 ", "9", null, ""],
    wijk: ["A", "A", "A", "A", "A", "A"],
  });
  const keys = pseudonymise(table, OPTIONS).table.texts("sleutel");
  assert.equal(new Set(keys.slice(0, 3)).size, 1);
  assert.notEqual(keys[0], keys[3]);
  assert.deepEqual(keys.slice(4), [null, null]);
  assert.match(keys[0] ?? "", /^[0-9a-f]{32}$/);
  const elsewhere = pseudonymise(table, { ...OPTIONS, context: "school" }).table.texts("sleutel");
  assert.notEqual(elsewhere[0], keys[0]);
  const other = pseudonymise(table, { ...OPTIONS, secret: new Uint8Array(32).fill(8) }).table.texts(
    "sleutel",
  );
  assert.notEqual(other[0], keys[0]);
});

Deno.test("pseudonymise() refuses a short secret", () => {
  const table = Table.from({ sleutel: ["1"], wijk: ["A"] });
  assert.throws(
    () => pseudonymise(table, { ...OPTIONS, secret: new Uint8Array(31) }),
    /shorter than 32 bytes/,
  );
});

Deno.test("riskSummary() counts rows that stand alone over all quasi-identifiers together", () => {
  const table = Table.from({
    wijk: ["A", "A", "A", "A", "A", "B", "B"],
    leeftijd: Float64Array.of(1, 1, 1, 1, 1, 2, 3),
  });
  assert.deepEqual(riskSummary(table, ["wijk", "leeftijd"]), {
    rows: 7,
    k: 1,
    uniqueShare: 2 / 7,
    belowFiveShare: 2 / 7,
  });
  assert.equal(riskSummary(table, []).k, 7);
});

Deno.test("linkageReport() counts keys once and rows without a key apart", () => {
  assert.deepEqual(linkageReport(["a", "a", "b", null], new Set(["a", "z"])), {
    keys: 2,
    linked: 1,
    withoutKey: 1,
    repeated: 1,
    linkedShare: 0.5,
  });
});
