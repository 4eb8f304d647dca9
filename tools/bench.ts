/**
 * Runs the benchmarks in `tests/bench`, all or those whose name contains a word that is given.
 *
 * @module
 */

const words = Deno.args.filter((arg) => !arg.startsWith("-"));
if (Deno.args.includes("--help")) {
  console.log(
    "deno task bench [WORD …]\n\nRuns tests/bench/*_bench.ts; what was measured is recorded in tests/bench/RESULTS.md.",
  );
  Deno.exit(0);
}
const files = [...Deno.readDirSync("tests/bench")]
  .map(({ name }) => name)
  .filter((name) =>
    name.endsWith("_bench.ts") && (words.length === 0 || words.some((word) => name.includes(word)))
  )
  .sort();
let failed = 0;
for (const file of files) {
  console.log(`\n== ${file}`);
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", `tests/bench/${file}`],
    stdout: "inherit",
    stderr: "inherit",
  }).spawn().status;
  if (code !== 0) failed++;
}
Deno.exit(failed > 0 ? 1 : 0);
