import assert from "node:assert/strict";
import type { AggregateTable } from "../../lib/core/mod.ts";
import { explain, ledgerOutput, protect, protectAll, type ProtectedTable } from "../../lib/disclosure/mod.ts";

const TEXT = { nl: "voorbeeld", en: "example" };

function counts(
  id: string,
  dimension: AggregateTable["dimensions"][number] | null,
  ns: readonly number[],
): AggregateTable {
  return {
    id,
    title: TEXT,
    measure: { id: "aantal", label: TEXT, unit: TEXT, kind: "count", per: 1, decimals: 0, definition: TEXT },
    entity: "person",
    population: TEXT,
    period: TEXT,
    dimensions: dimension === null ? [] : [dimension],
    cells: ns.map((n, i) => ({
      codes: dimension === null ? [] : [dimension.codes[i]!.code],
      n,
      numerator: n,
      denominator: null,
      value: n,
      low: null,
      high: null,
    })),
    sources: [],
  };
}

const CIRCUMSTANCES = {
  name: "omstandigheid",
  label: TEXT,
  kind: "nominal",
  membership: "overlapping",
  codes: ["schulden", "eenouder", "verhuisd"].map((code) => ({ code, label: TEXT })),
} as const;

Deno.test("protectAll() joins overlapping groups with no total: more members than persons is no contradiction", async () => {
  const [safe] = await protectAll([
    counts("groepen", CIRCUMSTANCES, [60, 70, 50]),
    counts("totaal", null, [100]),
  ]);
  assert.deepEqual(safe.cells.map(({ value }) => value), [60, 70, 50]);
});

Deno.test("protectAll() hides an overlapping group that leaves fewer than the minimum of everybody", async () => {
  const [safe] = await protectAll([
    counts("groepen", CIRCUMSTANCES, [60, 95, 80]),
    counts("totaal", null, [100]),
  ]);
  assert.deepEqual(safe.cells.map(({ status }) => status), ["shown", "suppressed", "shown"]);
  const [all] = await protectAll([
    counts("groepen", CIRCUMSTANCES, [60, 100, 80]),
    counts("totaal", null, [100]),
  ]);
  assert.deepEqual(
    all.cells.map(({ status }) => status),
    ["shown", "suppressed", "shown"],
    "everybody is in it",
  );
});

Deno.test("protectAll() takes an absent combination of overlapping codes for not asked, and hides a small one", async () => {
  const table = counts("groepen", CIRCUMSTANCES, [60, 9]);
  const [safe] = await protectAll([table]);
  assert.deepEqual(safe.cells.map(({ codes, status }) => [codes[0], status]), [["schulden", "shown"], [
    "eenouder",
    "suppressed",
  ]]);
});

const AREAS = {
  name: "wijk",
  label: TEXT,
  kind: "region",
  codes: [
    { code: "GM", label: TEXT },
    { code: "WK1", label: TEXT, parent: "GM" },
    { code: "WK2", label: TEXT, parent: "GM" },
  ],
} as const;
const WIJKEN = { ...AREAS, codes: AREAS.codes.slice(1) };

/** A table of counts over several dimensions; `cells` gives the codes joined by a space. */
function crossed(
  id: string,
  dimensions: AggregateTable["dimensions"],
  cells: Readonly<Record<string, number>>,
): AggregateTable {
  return {
    ...counts(id, null, []),
    dimensions,
    cells: Object.entries(cells).map(([codes, n]) => ({
      codes: codes.split(" "),
      n,
      numerator: n,
      denominator: null,
      value: n,
      low: null,
      high: null,
    })),
  };
}

const steps = (codes: readonly (string | readonly [code: string, parent: string])[]) => ({
  ...CIRCUMSTANCES,
  codes: codes.map((code) =>
    typeof code === "string" ? { code, label: TEXT } : { code: code[0], label: TEXT, parent: code[1] }
  ),
});
const hiddenIn = ({ cells }: ProtectedTable): string[] =>
  cells.filter(({ status }) => status === "suppressed").map(({ codes }) => codes.join(" "));

Deno.test("who is outside a group within one district is few: not both sizes are shown", async () => {
  const groups = crossed("groepen", [CIRCUMSTANCES, WIJKEN], { "schulden WK1": 46, "schulden WK2": 30 });
  const places = crossed("wijken", [AREAS], { GM: 150, WK1: 50, WK2: 100 });
  const [safe] = await protectAll([groups, places]);
  assert.ok(hiddenIn(safe).includes("schulden WK1"), "46 of 50 in the district");
  assert.match(explain(safe).toString(), /buiten deze groep blijven er 4 over/);
});

Deno.test("a total that only a finer table gives away counts as known", async () => {
  const groups = counts("groepen", CIRCUMSTANCES, [60, 147, 80]);
  const [safe] = await protectAll([groups, crossed("wijken", [WIJKEN], { WK1: 50, WK2: 100 })]);
  assert.deepEqual(hiddenIn(safe), ["eenouder"], "150 in all, 3 outside");
});

Deno.test("districts of a group add up to the municipality's members, of which few are outside", async () => {
  const groups = crossed("groepen", [CIRCUMSTANCES, WIJKEN], { "schulden WK1": 70, "schulden WK2": 75 });
  const [safe, total] = await protectAll([
    groups,
    crossed("gemeente", [{ ...AREAS, codes: [AREAS.codes[0]] }], {
      GM: 150,
    }),
  ]);
  assert.ok(hiddenIn(safe).length + hiddenIn(total).length > 0, "145 of 150");
});

Deno.test("groups within groups: what lies between two of them may not be few", async () => {
  for (const codes of [steps(["1+", "2+"]), steps(["een", ["twee", "een"]])]) {
    const [safe] = await protectAll([counts("stapel", codes, [60, 55]), counts("totaal", null, [100])]);
    assert.equal(hiddenIn(safe).length, 1, "five have one and not two");
    const [open] = await protectAll([counts("stapel", codes, [60, 45]), counts("totaal", null, [100])]);
    assert.deepEqual(hiddenIn(open), []);
  }
});

Deno.test("a group that holds more than the group around it is refused, in Dutch, with the table", async () => {
  await assert.rejects(
    protectAll([counts("stapel", steps(["1+", "2+"]), [60, 65]), counts("totaal", null, [100])]),
    /Groep "omstandigheid met 2\+" hoort binnen "omstandigheid met 1\+" te vallen.*\(stapel\)/s,
  );
});

Deno.test("cumulated groups beside the classes they are made of give no small class away", async () => {
  const classes = { ...CIRCUMSTANCES, membership: undefined, codes: steps(["0", "1", "2", "3+"]).codes };
  const { membership: _, ...exclusive } = classes;
  const cumulated = counts("gestapeld", steps(["1+", "2+", "3+"]), [60, 34, 30]);
  const [up, apart] = await protectAll([cumulated, counts("klassen", exclusive, [40, 26, 4, 30])]);
  assert.ok(hiddenIn(apart).includes("2"));
  assert.ok(hiddenIn(up).length > 0, "34 - 30 would be the class of four");
});

Deno.test("one code with two meanings is refused: both tables and the way out are named", async () => {
  const { membership: _, ...exclusive } = steps(["0-1", "2-3"]);
  await assert.rejects(
    protectAll([counts("gestapeld", steps(["1+", "2+"]), [60, 34]), counts("klassen", exclusive, [70, 34])]),
    /Code "1\+" van "omstandigheid".*gestapeld en klassen.*andere naam.*niets vrijgegeven/s,
  );
});

Deno.test("two margins of a group within the table of everybody: the cells between are attacked too", async () => {
  const ages = {
    ...WIJKEN,
    name: "leeftijd",
    codes: [{ code: "jong", label: TEXT }, { code: "oud", label: TEXT }],
  };
  const tables = [
    crossed("fijn", [WIJKEN, ages], { "WK1 jong": 66, "WK1 oud": 37, "WK2 jong": 12, "WK2 oud": 16 }),
    crossed("groep-wijk", [CIRCUMSTANCES, WIJKEN], { "schulden WK1": 45, "schulden WK2": 12 }),
    crossed("groep-leeftijd", [CIRCUMSTANCES, ages], { "schulden jong": 43, "schulden oud": 14 }),
  ];
  for (const table of tables) {
    assert.deepEqual(hiddenIn(await protect(table)), [], `${table.id} passes alone`);
  }
  const safe = await protectAll(tables);
  assert.ok(safe.every(({ receipt }) => receipt.audited));
});

Deno.test("tables of groups that say too much together are refused, named, with how to mend it", async () => {
  const many = (name: string, prefix: string, size: number, membership: "overlapping" | "exclusive") => ({
    ...CIRCUMSTANCES,
    name,
    membership,
    codes: Array.from({ length: size }, (_, i) => ({ code: `${prefix}${i}`, label: TEXT })),
  });
  const [a, b] = [many("a", "a", 39, "exclusive"), many("b", "b", 39, "exclusive")];
  const group = many("groep", "g", 1, "overlapping");
  const cross = (id: string, dims: AggregateTable["dimensions"]) =>
    crossed(
      id,
      dims,
      Object.fromEntries(
        dims[0]!.codes.flatMap(({ code }) => dims[1]!.codes.map((other) => [`${code} ${other.code}`, 100])),
      ),
    );
  await assert.rejects(
    protectAll([cross("groep-a", [group, a]), cross("groep-b", [group, b]), cross("a-b", [a, b])]),
    /overlappende groepen zeggen samen meer dan na te rekenen.*groep-a en groep-b.*grovere groepen/s,
  );
});

Deno.test("an earlier edition of a group counts against everybody of the next one", async () => {
  const first = await protect(counts("groepen", CIRCUMSTANCES, [60, 95, 80]));
  assert.deepEqual(hiddenIn(first), [], "alone it is harmless");
  const total = await protect(counts("totaal", null, [100]), "cbs-microdata", {
    earlier: [ledgerOutput(first)],
  });
  assert.deepEqual(total.cells.map(({ status }) => status), ["suppressed"], "100 - 95");
});

Deno.test("a table of pairs hides both halves: B of A would give away who of B is not in A", async () => {
  const pairs = (name: string) => ({ ...CIRCUMSTANCES, name });
  const source = crossed("paren", [pairs("eerste"), pairs("tweede")], {
    "schulden eenouder": 400,
    "eenouder schulden": 120,
  });
  const shares = {
    ...source,
    measure: { ...source.measure, kind: "share" as const, per: 100 as const, decimals: 1 },
    cells: source.cells.map((cell) => ({
      ...cell,
      numerator: 116,
      denominator: cell.n,
      value: 116 / cell.n,
    })),
  };
  assert.deepEqual(hiddenIn(await protect(shares)), ["schulden eenouder", "eenouder schulden"]);
});

Deno.test("too many groups at places without a number of people are refused; with that number they are released", async () => {
  const codes = (prefix: string, size: number) =>
    Array.from({ length: size }, (_, i) => ({ code: `${prefix}${i}`, label: TEXT }));
  const group = { ...CIRCUMSTANCES, codes: codes("g", 5) };
  const places = { ...WIJKEN, codes: codes("WK", 80) };
  const crossing = crossed(
    "groep-wijk",
    [group, places],
    Object.fromEntries(
      group.codes.flatMap((a) => places.codes.map((b) => [`${a.code} ${b.code}`, 50])),
    ),
  );
  const total = counts("totaal", null, [16_000]);
  await assert.rejects(
    protectAll([crossing, total]),
    /hoeveel mensen er zijn.*\(3200, ten hoogste 3000\).*aantal mensen per plek/s,
  );
  const [safe] = await protectAll([crossing, total, counts("wijken", places, places.codes.map(() => 200))]);
  assert.deepEqual(hiddenIn(safe!), []);
});
