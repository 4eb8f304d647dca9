/**
 * Times logistic regression beside R's `glm.fit` on the same data in the same minute.
 *
 * `deno run -A -q tests/bench/risk_bench.ts [rows columns]`; without R only the own times are given.
 */
import { Table } from "../../lib/core/table.ts";
import { randomFor } from "../../lib/core/random.ts";
import { fitLogistic, formula } from "../../lib/risk/mod.ts";

const SIZES: readonly (readonly [number, number])[] = [[100_000, 20], [1_000_000, 30]];
const TRUE_SLOPE = 0.3;

interface Data {
  readonly table: Table;
  readonly names: readonly string[];
  readonly y: Float64Array;
  readonly columns: readonly Float64Array[];
}

function generate(n: number, p: number): Data {
  const random = randomFor(`bench/risk/${n}x${p}`);
  const names = Array.from({ length: p }, (_, index) => `x${index + 1}`);
  const columns = names.map((_, index) => {
    const column = new Float64Array(n);
    for (let row = 0; row < n; row++) {
      column[row] = index % 3 === 0 ? (random.next() < 0.3 ? 1 : 0) : random.normal();
    }
    return column;
  });
  const y = new Float64Array(n);
  for (let row = 0; row < n; row++) {
    let eta = -1;
    for (let index = 0; index < p; index++) {
      eta += (index % 2 === 0 ? TRUE_SLOPE : -TRUE_SLOPE) * columns[index]![row]! / 2;
    }
    y[row] = random.next() < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
  }
  const named = Object.fromEntries(names.map((name, index) => [name, columns[index]!]));
  return { table: Table.from({ ...named, y }), names, y, columns };
}

async function timeOfR({ y, columns }: Data): Promise<string> {
  const file = await Deno.makeTempFile({ suffix: ".bin" });
  try {
    const parts = [y, new Float64Array(y.length).fill(1), ...columns];
    using handle = await Deno.open(file, { write: true });
    for (const part of parts) {
      const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
      for (let at = 0; at < bytes.length;) at += await handle.write(bytes.subarray(at));
    }
    const script = new URL("peers/risk_speed.R", import.meta.url).pathname;
    const args = [script, file, String(y.length), String(columns.length + 1)];
    const { stdout } = await new Deno.Command("Rscript", { args }).output();
    return new TextDecoder().decode(stdout).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "no R";
    throw error;
  } finally {
    await Deno.remove(file);
  }
}

const sizes = Deno.args.length === 2 ? [[Number(Deno.args[0]), Number(Deno.args[1])] as const] : SIZES;
console.log(
  "| rows × columns | lib/risk, whole fit from a table (s) | R glm.fit (s, first slope, steps) | first slope here |",
);
console.log("| --- | --- | --- | --- |");
for (const [n, p] of sizes) {
  const data = generate(n, p);
  const terms = formula("y", data.names);
  const times: number[] = [];
  let slope = NaN;
  for (let run = 0; run < (n > 500_000 ? 2 : 4); run++) {
    const before = performance.now();
    slope = fitLogistic(data.table, terms).estimates[1]!;
    times.push((performance.now() - before) / 1000);
  }
  const shown = times.map((seconds) => seconds.toFixed(2)).join(", ");
  console.log(`| ${n} × ${p} | ${shown} | ${await timeOfR(data)} | ${slope} |`);
}
