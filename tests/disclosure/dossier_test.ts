import assert from "node:assert/strict";
import { sha256Hex } from "../../lib/core/hash.ts";
import {
  type DossierFile,
  protectAll,
  type ProtectedTable,
  releaseEdition,
} from "../../lib/disclosure/mod.ts";
import { handOverOf } from "../../lib/disclosure/hand_over.ts";
import { count, dimension, share, table } from "./_tables.ts";

async function dossierOf(tables: readonly ProtectedTable[]): Promise<readonly DossierFile[]> {
  const { ok, dossier } = await releaseEdition({
    edition: "voorbeeldstad/2026-1",
    date: "2026-03-02",
    ledger: "",
    expectedHead: null,
    notebooks: [{
      pilot: "p",
      codeSha256: "c0de".repeat(16),
      reviewer: "A. Voorbeeld",
      handOver: handOverOf(tables),
    }],
  });
  assert.equal(ok, true);
  return dossier;
}

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
  return await protectAll([counts, shares]);
}

Deno.test("the release part holds no hidden number, no exact size and no interval", async () => {
  const files = await dossierOf(await tables());
  const release = files.filter((file) => file.path.startsWith("release/")).map((file) => file.text).join(
    "\n",
  );
  const hiddenPartner = String(PARTNER - 5000), hiddenShare = "7919";
  assert.ok(!release.includes(hiddenPartner) && !release.includes(hiddenShare));
  assert.ok(release.includes(String(TOTAL)), "what is shown is there");
  assert.ok(!/primary|secondary|interval/.test(release));
});

Deno.test("the check-only part says why cells are hidden, how large groups are and what an attacker knows", async () => {
  const files = await dossierOf(await tables());
  const check = JSON.parse(files.find((file) => file.path === "check-only/p.aantallen.json")!.text);
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
  const files = await dossierOf(made);
  assert.deepEqual(await dossierOf([...await tables()].reverse()), files);
  for (const folder of ["release", "check-only"]) {
    const listed = files.find((file) => file.path === `${folder}/checksums.txt`)!.text;
    for (const { path, text } of files) {
      if (!path.startsWith(`${folder}/`) || path.endsWith("checksums.txt")) continue;
      assert.ok(listed.includes(`${sha256Hex(text)}  ${path.slice(folder.length + 1)}`), path);
    }
  }
});

Deno.test("the checker sees which ratios compare figures, and which outputs are positions or endpoints", async () => {
  const areas = dimension("wijk", ["WK1", "WK2"]);
  const plain = (value: number) => (code: string) => ({ ...count([code], 40), numerator: null, value });
  const ratio = table("vergeleken", "ratio", [areas], ["WK1", "WK2"].map(plain(1.5)));
  const estimate = table("mediaan", "estimate", [areas], ["WK1", "WK2"].map(plain(31)));
  const median = { ...estimate, measure: { ...estimate.measure, percentile: 50 } };
  const files = await dossierOf(await protectAll([ratio, median]));
  const of = (id: string) => JSON.parse(files.find(({ path }) => path === `check-only/p.${id}.json`)!.text);
  assert.match(of("vergeleken").comparison, /judged by n/);
  assert.equal(of("vergeleken").statbarn, "CalculatedRatios");
  assert.equal(of("mediaan").statbarn, "Position");
  assert.equal(of("mediaan").comparison, undefined);
});
