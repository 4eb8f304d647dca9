/** The numbers of the briefing on staying at home, once more: counts by plain loops, ratios by a plain Newton search. */
import assert from "node:assert/strict";
import type { Table } from "../../lib/core/table.ts";
import { loadDataset, STACKED_FACTORS } from "../../lib/sources/mod.ts";
import { percentOf, sentenceOf, shownIn, tableOf, valuesOf } from "./_support.ts";

const values = await valuesOf("heusden");
const cohort = values["cohort"] as Table;
const placed = cohort.booleans("later_uithuisgeplaatst").map((is) => is === true);
const rows = Array.from({ length: cohort.rowCount }, (_, row) => row);
const flags = STACKED_FACTORS.map((name) => cohort.booleans(name));
const factorsOf = (row: number): readonly number[] => flags.map((column) => column[row] === true ? 1 : 0);
const share = (some: readonly number[], decimals = 1) =>
  percentOf(some.filter((row) => placed[row]).length, some.length, decimals);

/** Spells of a register by person, as pairs of dates without hyphens; an open end is far away. */
async function spellsOf(id: string, prefix: string, keep: (table: Table, row: number) => boolean) {
  const { table } = await loadDataset(id);
  const column = (part: string) => {
    const name = table.columnNames.find((each) => each.startsWith(prefix) && each.includes(part));
    assert.ok(name !== undefined, `${id} has no ${part}`);
    return (table.column(name).values as ArrayLike<string | null>);
  };
  const [from, to] = [column("AANVANG"), column("EIND")];
  const plain = (date: string | null | undefined) => (date ?? "").replaceAll("-", "") || "99999999";
  const found = new Map<string, (readonly [string, string])[]>();
  table.texts("RINPERSOON").forEach((person, row) => {
    if (person === null || !keep(table, row)) return;
    const own = found.get(person) ?? [];
    own.push([plain(from[row]), plain(to[row])]);
    found.set(person, own);
  });
  return found;
}

Deno.test("young children placed later had an order and a stay on one same day, in the raw registers", async () => {
  const orders = await spellsOf("cbs/jgdbeschermbus", "JGDB", () => true);
  const stays = await spellsOf(
    "cbs/jgdhulpbus",
    "JGDH",
    (table, row) => ["PLEEGZORG", "VERBLIJF"].includes(table.texts("JGDHVORM")[row] ?? ""),
  );
  const together = (child: string) =>
    (orders.get(child) ?? []).some(([a, b]) =>
      (stays.get(child) ?? []).some(([c, d]) => {
        const [from, to] = [a > c ? a : c, b < d ? b : d];
        return from <= to && from <= "20231231" && to >= "20200101";
      })
    );
  // Up to 13 in the first year: still a child in the last one.
  const young = rows.filter((row) => (cohort.numbers("leeftijd")[row] ?? NaN) <= 13);
  const wrong = young.filter((row) => placed[row] !== together(cohort.texts("kind")[row] ?? ""));
  assert.ok(young.length > 5_000);
  assert.ok(wrong.every((row) => !placed[row]), "nobody is placed without the registers saying so");
  assert.ok(wrong.length <= young.length / 1_000, "hardly anybody left the file before the placement");
});

Deno.test("findings and rungs are counts over the children", () => {
  const many = rows.filter((row) => factorsOf(row).reduce((sum, one) => sum + one, 0) >= 4);
  const none = rows.filter((row) => factorsOf(row).every((one) => one === 0));
  const dutch = (value: number) => `${value.toFixed(1).replace(".", ",")}%`;
  assert.ok(sentenceOf(values, "hoeVaak").includes(`(${dutch(share(rows))})`));
  assert.ok(sentenceOf(values, "stapeling").includes(`(${dutch(share(many))} tegen ${dutch(share(none))})`));
  assert.equal(shownIn(tableOf(values, "veiligStapel"), "4+"), share(many));
  STACKED_FACTORS.forEach((name, at) => {
    const with_ = rows.filter((row) => factorsOf(row)[at] === 1);
    assert.equal(shownIn(tableOf(values, "veiligFactor"), name), share(with_), name);
  });
});

Deno.test("turning points are counts among the children who were placed later", () => {
  const table = tableOf(values, "veiligSchakels");
  const bands = { "0-3": [0, 3], "4-11": [4, 11], "12-17": [12, 17] } as const;
  for (const [code, [from, to]] of Object.entries(bands)) {
    for (const trait of ["moeder_zonder_werk", "schulden", "ggz_ouder", "jeugdhulp"]) {
      const known = rows.filter((row) => {
        const age = cohort.numbers("leeftijd")[row] ?? NaN;
        return placed[row] && age >= from && age <= to && cohort.booleans(trait)[row] !== null;
      });
      const holds = known.filter((row) => cohort.booleans(trait)[row] === true).length;
      const shown = shownIn(table, trait, code);
      if (shown !== null) assert.equal(shown, percentOf(holds, known.length), `${trait} ${code}`);
      else assert.ok(holds < 10 || known.length - holds < 10, `${trait} ${code} is hidden for nothing`);
    }
  }
});

/** Maximum likelihood of a logistic model by Newton's method with plain elimination. */
function logisticRatios(x: readonly (readonly number[])[], y: readonly boolean[]): readonly number[] {
  const k = x[0]?.length ?? 0;
  let beta: number[] = Array.from({ length: k }, () => 0);
  for (let step = 0; step < 15; step++) {
    const system = Array.from({ length: k }, () => new Float64Array(k + 1));
    x.forEach((row, i) => {
      const p = 1 / (1 + Math.exp(-row.reduce((sum, value, j) => sum + value * (beta[j] ?? 0), 0)));
      row.forEach((a, j) => {
        const line = system[j];
        if (line === undefined || a === 0) return;
        line[k] = (line[k] ?? 0) + a * ((y[i] ? 1 : 0) - p);
        row.forEach((b, l) => line[l] = (line[l] ?? 0) + a * b * p * (1 - p));
      });
    });
    beta = beta.map((value, j) => value + (solve(system)[j] ?? 0));
  }
  return beta.map(Math.exp);
}

function solve(system: readonly Float64Array[]): readonly number[] {
  const a = system.map((line) => Float64Array.from(line));
  const k = a.length;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      const [pivot, line] = [a[i], a[j]];
      if (i === j || pivot === undefined || line === undefined) continue;
      const times = (line[i] ?? 0) / (pivot[i] ?? 1);
      for (let l = i; l <= k; l++) line[l] = (line[l] ?? 0) - times * (pivot[l] ?? 0);
    }
  }
  return a.map((line, i) => (line[k] ?? 0) / (line[i] ?? 1));
}

Deno.test("ratios apart from each other are those of a plain Newton search", () => {
  const ratios = logisticRatios(rows.map((row) => [1, ...factorsOf(row)]), placed).slice(1);
  STACKED_FACTORS.forEach((name, at) =>
    assert.equal(shownIn(tableOf(values, "veiligLos"), name), Number((ratios[at] ?? NaN).toFixed(1)), name)
  );
});

Deno.test("the five groups by estimate hold every child once, and the highest few placements", () => {
  const table = values["ijking"] as {
    readonly cells: readonly { readonly n: number; readonly numerator: number | null }[];
  };
  assert.equal(table.cells.reduce((sum, { n }) => sum + n, 0), rows.length);
  assert.equal(
    table.cells.reduce((sum, { numerator }) => sum + (numerator ?? 0), 0),
    placed.filter((is) => is).length,
  );
});
