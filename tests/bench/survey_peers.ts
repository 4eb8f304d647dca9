/**
 * Compares every statistic of lib/survey with R `survey` on 240 generated designs.
 *
 * `deno run -A tests/bench/survey_peers.ts [--freeze]` needs Rscript with the package survey (Debian: r-base-core,
 * r-cran-survey), prints the largest gap of each statistic, and with `--freeze` writes the answers of R to
 * tests/data/survey/peers.csv, which tests/survey/peers_test.ts reads where there is no R.
 *
 * @module
 */
import { parse } from "csv-parse/sync";
import { join } from "node:path";
import { DESIGN_COUNT, generateDesign } from "../survey/generated.ts";
import { type Answer, answersOf } from "../survey/peer_answers.ts";
import { gapsOf, parsePeerAnswers, type PeerAnswers } from "../survey/peer_gaps.ts";

const DATA = join(import.meta.dirname ?? ".", "../data/survey");
const designs = Array.from({ length: DESIGN_COUNT }, (_, index) => generateDesign(index));

async function askR(folder: string): Promise<{ readonly text: string; readonly version: string }> {
  const names = Object.keys(designs[0]!.columns);
  const lines = designs.flatMap(({ columns }) =>
    columns.design!.map((_, row) => names.map((name) => csvCell(columns[name]![row]!)).join(","))
  );
  await Deno.writeTextFile(join(folder, "rows.csv"), [names.join(","), ...lines, ""].join("\n"));
  const meta = designs.map(({ id, kind }) => `${id},${kind}`);
  await Deno.writeTextFile(join(folder, "designs.csv"), ["design,kind", ...meta, ""].join("\n"));
  const args = [
    join(DATA, "peers.R"),
    ...["rows.csv", "designs.csv", "answers.csv"].map((name) => join(folder, name)),
  ];
  const run = await new Deno.Command("Rscript", { args }).output();
  if (!run.success) throw new Error(new TextDecoder().decode(run.stderr));
  return {
    text: await Deno.readTextFile(join(folder, "answers.csv")),
    version: new TextDecoder().decode(run.stdout).trim(),
  };
}

function csvCell(value: number | string): string {
  return typeof value === "number" && Number.isNaN(value) ? "NA" : `${value}`;
}

function report(peers: PeerAnswers, ours: ReadonlyMap<string, readonly Answer[]>): void {
  const rows = gapsOf(peers, ours);
  console.log(
    "| statistic | designs | values | largest gap, estimate | largest gap, standard error | ends |",
  );
  console.log("| --- | --: | --: | --: | --: | --: |");
  for (const { name, designs, values, estimate, se, ends } of rows) {
    const cells = [estimate, se, ends].map((gap) => gap === null ? "–" : gap.toExponential(1));
    console.log(`| ${name} | ${designs} | ${values} | ${cells.join(" | ")} |`);
  }
}

const folder = await Deno.makeTempDir({ dir: join(import.meta.dirname ?? ".", "../../.smart-start") });
try {
  const started = performance.now();
  const { text, version } = await askR(folder);
  const rMs = performance.now() - started;
  const again = performance.now();
  const ours = new Map(designs.map((design) => [design.id, answersOf(design)]));
  const oursMs = performance.now() - again;
  console.log(
    `${version}; ${designs.length} designs; R ${(rMs / 1000).toFixed(1)} s, here ${
      (oursMs / 1000).toFixed(1)
    } s\n`,
  );
  report(parsePeerAnswers(parse(text, { columns: true })), ours);
  if (Deno.args.includes("--freeze")) await Deno.writeTextFile(join(DATA, "peers.csv"), text);
} finally {
  await Deno.remove(folder, { recursive: true });
}
