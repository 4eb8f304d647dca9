/** One published table more, and the start of BUILD and the gamma of tables that other tests hold. */
import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { build } from "../../lib/clustering/faster_pam.ts";
import { matrixOf, membershipOf } from "../../lib/clustering/hidden.ts";
import { clusterAgreement, distance, kMedoids, kModes, kPrototypes } from "../../lib/clustering/mod.ts";
import { Table } from "../../lib/core/table.ts";
import { near, reference } from "./_reference.ts";
import { STOCKS } from "./stocks.ts";

const MEASURES = ["sepalLength", "sepalWidth", "petalLength", "petalWidth"];

Deno.test("k-medoids on iris gives R's medoids, objective and agreement with the three kinds", () => {
  const rows: Record<string, string>[] = parse(
    Deno.readTextFileSync(new URL("../data/clustering/iris.csv", import.meta.url)),
    { columns: true },
  );
  const three = kMedoids(distance(reference("iris.csv", MEASURES), { columns: MEASURES }), { k: 3 });
  assert.deepEqual(membershipOf(three).medoids.map((row) => row + 1).sort((a, b) => a - b), [8, 79, 113]);
  near(three.objective, 0.6542076992, 10);
  const kinds = Table.from({ kind: rows.map(({ species }) => species ?? "") });
  near(clusterAgreement(three, kModes(kinds, { k: 3, categorical: ["kind"] })).estimate, 0.7302382723, 10);
});

Deno.test("BUILD alone leaves ruspini at the objective that R's pam starts from", () => {
  const d = distance(reference("ruspini.csv", ["x", "y"]), { columns: ["x", "y"] }), matrix = matrixOf(d);
  const start = build({ d: matrix, n: d.n }, 4);
  let loss = 0;
  for (let row = 0; row < d.n; row++) loss += Math.min(...start.map((medoid) => matrix[medoid * d.n + row]!));
  near(loss / d.n, 17.2289844, 7);
});

Deno.test("the gamma of k-prototypes is that of the package kmodes: it gives the same cost when given by hand", () => {
  const options = { k: 4, numeric: ["value"], categorical: ["sector", "country"], scale: "none" } as const;
  const own = kPrototypes(STOCKS, options),
    given = kPrototypes(STOCKS, { ...options, gamma: 69.90333603547751 });
  // Categories differ from those of prototypes, so a gamma that differs in any digit shows in the cost.
  near(own.objective, given.objective, 15);
  const [less, more] = [69.9033360354, 69.9033360356].map((gamma) =>
    kPrototypes(STOCKS, { ...options, gamma })
  );
  assert.ok(less!.objective < own.objective && own.objective < more!.objective);
});
