/**
 * Compares imputation with R's mice on generated data sets: both draw at random, so estimates may differ by chance only.
 *
 * `deno run -A -q tests/bench/risk_imputation_bench.ts [sets]`: 200 unless told. R needs mice.
 */
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { factor, fitLinear, formula, type ImputationMethod, imputeChained } from "../../lib/risk/mod.ts";

/** The methods of mice and here. */
const METHODS: Readonly<Record<string, readonly [ImputationMethod, "x" | "flag" | "kind"]>> = {
  norm: ["normal", "x"],
  pmm: ["meanMatching", "x"],
  logreg: ["logistic", "flag"],
  polyreg: ["category", "kind"],
};

function generate(set: number): Table {
  const random = randomFor(`bench/risk/imputation/${set}`);
  const n = 150 + random.below(350);
  const z = Float64Array.from({ length: n }, () => random.normal());
  const x = z.map((value) => value / 2 + random.normal());
  const flag = z.map((value) => (random.next() < 1 / (1 + Math.exp(-value)) ? 1 : 0));
  const y = z.map((value, row) => value + x[row]! / 2 + flag[row]! / 2 + random.normal());
  const lost = () => y.map((value) => (random.next() < 0.5 / (1 + Math.exp(-value)) ? 1 : 0));
  const gappy = (values: Float64Array) => {
    const gone = lost();
    return values.map((value, row) => (gone[row] === 1 ? NaN : value));
  };
  // Three kinds, the likelier the higher z: a level that the others are compared with, and one that tells of y.
  const kind = z.map((value, row) => {
    const odds = [1, Math.exp(value / 2), Math.exp(value)],
      draw = random.next() * (odds[0]! + odds[1]! + odds[2]!);
    const found = draw < odds[0]! ? 0 : draw < odds[0]! + odds[1]! ? 1 : 2;
    y[row] = y[row]! + (found === 2 ? 0.5 : 0);
    return found;
  });
  return Table.from({ y, z, x: gappy(x), flag: gappy(flag), kind: gappy(kind) });
}

function csvOf(table: Table): string {
  const names = table.columnNames;
  const lines = Array.from({ length: table.rowCount }, (_, row) =>
    names.map((name) => {
      const value = table.numbers(name)[row]!;
      return Number.isNaN(value) ? "NA" : String(value);
    }).join(","));
  return [names.join(","), ...lines, ""].join("\n");
}

async function runs(program: string, args: readonly string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args: [...args] }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

const sets = Number(Deno.args[0] ?? 200);
const folder = await Deno.makeTempDir({ prefix: "risk_imputation_" });
const tables = new Map<string, Table>();
for (let set = 1; set <= sets; set++) {
  const name = `set${String(set).padStart(3, "0")}`;
  tables.set(name, generate(set));
  Deno.writeTextFileSync(`${folder}/${name}.csv`, csvOf(tables.get(name)!));
}
const script = new URL("peers/risk_imputation.R", import.meta.url).pathname;
if (!await runs("Rscript", [script, folder])) {
  console.log("R with mice did not run: nothing to compare with");
  Deno.exit(0);
}
const gaps = new Map<string, { readonly gap: number; readonly errors: number }[]>();
for (const line of Deno.readTextFileSync(`${folder}/mice.csv`).trim().split("\n")) {
  const [set, name, estimate, se] = line.split(",") as [string, string, string, string];
  const [method, column] = METHODS[name]!;
  const table = tables.get(set)!.select(["y", "z", column]);
  const imputed = imputeChained(table, {
    columns: { [column]: method },
    predictors: ["y", "z"],
    seed: set,
    imputations: 20,
    rounds: 1,
  });
  const term = method === "category" ? factor(column, { reference: "0" }) : column;
  const own = imputed.fit((one) => fitLinear(one, formula("y", ["z", term]))).coefficients.at(-1)!;
  const list = gaps.get(name) ?? [];
  list.push({ gap: (own.estimate - Number(estimate)) / Number(se), errors: own.se / Number(se) });
  gaps.set(name, list);
}
console.log(
  "| mice | data sets | mean gap in standard errors | its own error | spread of the gap | mean ratio of errors |",
);
console.log("| --- | --- | --- | --- | --- | --- |");
for (const [name, list] of gaps) {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const centre = mean(list.map(({ gap }) => gap));
  const spread = Math.sqrt(mean(list.map(({ gap }) => (gap - centre) ** 2)));
  const ratio = mean(list.map(({ errors }) => errors));
  const figures = [centre, spread / Math.sqrt(list.length), spread, ratio].map((value) => value.toFixed(3));
  console.log(`| ${name} | ${list.length} | ${figures.join(" | ")} |`);
}
await Deno.remove(folder, { recursive: true });
