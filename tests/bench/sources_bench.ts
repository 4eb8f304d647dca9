/**
 * How long reading a large SPSS file takes. Run: `deno run -A -q tests/bench/sources_bench.ts <file.sav>`.
 *
 * The file of the record was written by pyreadstat: 1,000,000 rows, a nine-digit text, a date, three numbers.
 */
import process from "node:process";
import { readSav } from "../../lib/sources/mod.ts";

const [path] = Deno.args;
if (path === undefined) throw new Error("Give the path of an SPSS file");
const bytes = await Deno.readFile(path);
for (const run of [1, 2]) {
  const before = process.cpuUsage();
  const { table } = readSav(bytes);
  const { user, system } = process.cpuUsage(before);
  console.log(
    `run ${run}: ${table.rowCount} rows x ${table.columnNames.length} columns, ${
      ((user + system) / 1e6).toFixed(2)
    } s`,
  );
}
