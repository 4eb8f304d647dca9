/** A logistic regression over six stations in one process, beside the same on pooled rows. */
import { federatedLogistic } from "../../lib/federation/mod.ts";
import { fitLogistic, formula } from "../../lib/risk/mod.ts";
import { IDS, partners, pooled, rowsOfPartner } from "../federation/partners.ts";

console.log("| rows | rounds | federated ms | pooled ms | largest difference |");
console.log("| ---: | ---: | ---: | ---: | ---: |");
for (const rows of [150, 20_000]) {
  const tables = new Map(IDS.map((id) => [id as string, rowsOfPartner(id, rows)] as const));
  const { federation } = partners({ table: (id) => tables.get(id)! });
  const terms = [{ column: "schulden" }, { column: "leeftijd" }];
  const start = performance.now();
  const { result } = await federatedLogistic(federation, { outcome: "opnieuw", terms });
  const federatedMs = performance.now() - start;
  const all = pooled([...tables.values()]);
  const again = performance.now();
  const whole = fitLogistic(all, formula("opnieuw", ["schulden", "leeftijd"]));
  const pooledMs = performance.now() - again;
  const differences = whole.names.map((name, i) =>
    Math.abs(whole.coefficient(name).estimate - result.coefficients[i]!.estimate)
  );
  const cells = [result.n, result.rounds, federatedMs.toFixed(0), pooledMs.toFixed(0)];
  console.log(`| ${[...cells, Math.max(...differences).toExponential(1)].join(" | ")} |`);
}
