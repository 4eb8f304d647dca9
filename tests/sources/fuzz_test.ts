/** Mutated files: a clear error or a table, never a crash, a hang or another kind of error. */
import assert from "node:assert/strict";
import { randomFor } from "../../lib/core/random.ts";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { readCsv } from "../../lib/sources/csv.ts";
import { readSav } from "../../lib/sources/spss.ts";
import { readXlsx } from "../../lib/sources/xlsx.ts";
import type { DatasetSchema } from "../../lib/sources/schema.ts";

const FOLDER = new URL("../data/sources/", import.meta.url);
const RUNS = Deno.env.get("SMART_START_LONG") === "1" ? 10_000 : 400;
/** One file may not take longer than this, in milliseconds, also on a busy machine. */
const LONGEST_MS = 4_000;
const label = (nl: string) => ({ nl, en: nl });
const SCHEMA: DatasetSchema = {
  key: ["wijk"],
  columns: [
    { name: "wijk", type: "key", label: label("wijk") },
    { name: "aantal", type: "integer", label: label("aantal") },
    { name: "dag", type: "date", label: label("dag") },
  ],
};

function mutate(bytes: Uint8Array, seed: string): Uint8Array<ArrayBuffer> {
  const random = randomFor(seed);
  const out = new Uint8Array(bytes);
  for (let left = 1 + random.below(8); left > 0; left--) {
    const at = random.below(out.length);
    const kind = random.below(4);
    if (kind === 0) out[at] = random.below(256);
    else if (kind === 1) out.fill(random.below(2) * 255, at, Math.min(out.length, at + 1 + random.below(8)));
    else if (kind === 2) out.copyWithin(at, random.below(out.length), random.below(out.length));
    else if (random.below(4) === 0) return out.slice(0, at);
  }
  return out;
}

async function fuzz(name: string, read: (bytes: Uint8Array<ArrayBuffer>) => unknown): Promise<void> {
  const bytes = await Deno.readFile(new URL(name, FOLDER));
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now();
    try {
      await read(mutate(bytes, `fuzz/${name}/${run}`));
    } catch (error) {
      assert.ok(error instanceof WorkspaceError, `run ${run}: ${(error as Error).stack}`);
    }
    assert.ok(performance.now() - started < LONGEST_MS, `run ${run} took too long`);
  }
}

for (const name of ["pyreadstat_plain.sav", "pyreadstat_row.sav", "pyreadstat.zsav"]) {
  Deno.test(`readSav() answers a mutated ${name} with a table or a WorkspaceError`, async () => {
    await fuzz(name, (bytes) => readSav(bytes));
  });
}

Deno.test("readXlsx() answers a mutated workbook with a table or a WorkspaceError", async () => {
  await fuzz("pandas.xlsx", (bytes) => readXlsx(bytes, SCHEMA, { file: "x.xlsx" }));
});

Deno.test("readCsv() answers mutated CSV with a table or a WorkspaceError", async () => {
  await fuzz("pandas_bom.csv", (bytes) => readCsv(new Blob([bytes]).stream(), SCHEMA, { file: "x.csv" }));
});
