import assert from "node:assert/strict";
import { sha256Hex } from "../../lib/core/hash.ts";
import { dossierOf, protect } from "../../lib/disclosure/mod.ts";
import { count, dimension, share, table } from "./_tables.ts";

const CONTEXT = {
  edition: "voorbeeldstad/2026-1",
  date: "2026-03-02",
  reviewer: "A. Voorbeeld",
  codeSha256: "c0de".repeat(16),
  ledgerHead: "0".repeat(64),
  seeds: { population: "synthetic/persons" },
};

// Planted secrets: numbers that occur nowhere else.
const SECRET = 7, PARTNER = 7331, TOTAL = 9973;

async function tables() {
  const areas = dimension("wijk", ["GM9901", "WK1<GM9901", "WK2<GM9901", "WK3<GM9901"]);
  const counts = table("aantallen", "count", [areas], [
    count(["GM9901"], TOTAL),
    count(["WK1"], SECRET),
    count(["WK2"], PARTNER - 5000),
    count(["WK3"], TOTAL - SECRET - PARTNER + 5000),
  ]);
  const shares = table("aandelen", "share", [dimension("buurt", ["BU1", "BU2"])], [
    share(["BU1"], 3, 7919),
    share(["BU2"], 500, 1000),
  ]);
  return [await protect(counts), await protect(shares)];
}

Deno.test("the release part holds no hidden number, no exact size and no interval", async () => {
  const files = dossierOf(await tables(), CONTEXT);
  const release = files.filter((file) => file.path.startsWith("release/")).map((file) => file.text).join(
    "\n",
  );
  const hiddenPartner = String(PARTNER - 5000), hiddenShare = "7919";
  assert.ok(!release.includes(hiddenPartner) && !release.includes(hiddenShare));
  assert.ok(release.includes(String(TOTAL)), "what is shown is there");
  assert.ok(!/primary|secondary|interval/.test(release));
});

Deno.test("the check-only part says why cells are hidden, how large groups are and what an attacker knows", async () => {
  const files = dossierOf(await tables(), CONTEXT);
  const check = JSON.parse(files.find((file) => file.path === "check-only/aantallen.json")!.text);
  const small = check.cells.find((cell: { codes: string[] }) => cell.codes[0] === "WK1");
  assert.equal(small.hiddenAs, "primary");
  assert.equal(small.n, SECRET);
  assert.ok(small.intervals[0].high - small.intervals[0].low >= 10);
  assert.equal(check.statbarn, "Frequencies");
  assert.equal(check.audit.leaks, 0);
  assert.equal(check.audit.gapShare, 0);
  const overview = files.find((file) => file.path === "check-only/overview.html")!.text;
  assert.match(overview, /Alleen voor de controle/);
  assert.match(overview, /niet alle drempels zijn bij de bron bevestigd/);
});

Deno.test("the same tables give the same bytes, in any order, and every file has its checksum", async () => {
  const made = await tables();
  const files = dossierOf(made, CONTEXT);
  assert.deepEqual(dossierOf([...await tables()].reverse(), CONTEXT), files);
  for (const folder of ["release", "check-only"]) {
    const listed = files.find((file) => file.path === `${folder}/checksums.txt`)!.text;
    for (const { path, text } of files) {
      if (!path.startsWith(`${folder}/`) || path.endsWith("checksums.txt")) continue;
      assert.ok(listed.includes(`${sha256Hex(text)}  ${path.slice(folder.length + 1)}`), path);
    }
  }
});
