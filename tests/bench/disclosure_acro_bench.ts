/**
 * The workspace beside ACRO on the same tables: hidden cells, small cells that an attacker knows too well, time.
 * ACRO's side was frozen in tests/data/disclosure/acro.json. `deno run -A tests/bench/disclosure_acro_bench.ts`
 */
import { fileURLToPath } from "node:url";
import { protectAll } from "../../lib/disclosure/mod.ts";
import { type AcroTable, atRisk, hides, isFlagged, oneWay, ourTable } from "../disclosure/acro_tables.ts";

if (import.meta.main) {
  const file = fileURLToPath(new URL("../data/disclosure/acro.json", import.meta.url));
  const { tables }: { readonly tables: readonly (AcroTable & { readonly seconds: number })[] } = JSON.parse(
    Deno.readTextFileSync(file),
  );
  console.log("table cells small | ACRO hidden at-risk s | ours hidden at-risk margins-hidden s");
  for (const one of tables.filter(({ source }) => source === "ours")) {
    const margins = oneWay(one), small = one.cells.filter(({ n }) => n < 10).length;
    const acro = await atRisk(
      one,
      margins,
      (at, codes, n) =>
        at === "cross" ? isFlagged(one.cells.find((cell) => cell.codes.join() === codes.join())!) : n < 10,
    );
    const start = performance.now();
    const [cross, ...rest] = await protectAll([ourTable(one), ...margins]);
    const seconds = (performance.now() - start) / 1000;
    const ours = await atRisk(one, margins, (at, codes) => hides(at === "cross" ? cross! : rest[at]!, codes));
    const hidden = (safe: typeof cross) => safe!.cells.filter(({ status }) => status === "suppressed").length;
    const inMargins = rest.reduce((sum, safe) => sum + hidden(safe), 0);
    console.log(
      `${one.name} ${one.cells.length} ${small} | ${
        one.cells.filter(isFlagged).length
      } ${acro} ${one.seconds} | ${hidden(cross)} ${ours} ${inMargins} ${seconds.toFixed(2)}`,
    );
  }
}
