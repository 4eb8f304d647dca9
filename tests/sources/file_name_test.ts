import assert from "node:assert/strict";
import { latestVersions, parseCbsFileName } from "../../lib/sources/mod.ts";

Deno.test("parseCbsFileName() reads names as they stand in the CBS environment", () => {
  assert.deepEqual(parseCbsFileName("KINDOUDER2022TABV1.sav"), {
    fileName: "KINDOUDER2022TABV1.sav",
    stem: "KINDOUDER",
    year: 2022,
    kind: "TAB",
    version: 1,
    extension: "sav",
  });
  assert.equal(parseCbsFileName("kindouder2022tabv12.SAV")?.version, 12);
});

Deno.test("parseCbsFileName() gives null for what is no microdata file", () => {
  for (
    const name of ["KINDOUDER2022TAB.sav", "2022TABV1.sav", "KINDOUDERTABV1.sav", "KINDOUDER2022TABV1", ""]
  ) {
    assert.equal(parseCbsFileName(name), null, name);
  }
});

Deno.test("latestVersions() compares versions as numbers and leaves other families aside", () => {
  const names = [
    "INHA2021TABV10.sav",
    "INHA2021TABV9.sav",
    "INPA2021TABV99.sav",
    "INHA2021BUSV11.sav",
    "lees.txt",
  ];
  assert.deepEqual(latestVersions(names, { stem: "INHA", kind: "TAB" }).map((file) => file.fileName), [
    "INHA2021TABV10.sav",
  ]);
});
