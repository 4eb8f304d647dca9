/** The numbers of the briefing on staying at home, once more: from the raw registers by maps and sets, and by a plain model. */
import assert from "node:assert/strict";
import type { AggregateTable } from "../../lib/core/aggregate.ts";
import { auc, chanceOf, logistic, type Pattern, patternsOf, wald, wilson } from "./_models.ts";
import { type RawChild, rawChildren, rawPlacements } from "./_raw_children.ts";
import { type NotebookValues, percentOf, sentenceOf, shownIn, tableOf, valuesOf } from "./_support.ts";

const BASE = 2019, AFTER = [2020, 2021, 2022, 2023];

interface Child extends RawChild {
  readonly placed: boolean;
  readonly count: number;
}

async function read() {
  const values = await valuesOf("heusden");
  const [children, placed] = [await rawChildren(BASE, AFTER.at(-1) ?? BASE), await rawPlacements(AFTER)];
  const all = children.map((child): Child => ({
    ...child,
    placed: placed.has(child.child),
    count: Object.values(child.circumstances).filter((one) => one === true).length,
  }));
  return { values, all };
}

const cache = new Map<string, ReturnType<typeof read>>();

/** The notebook is run and the registers are read once for all tests. */
function both(): Promise<{ readonly values: NotebookValues; readonly all: readonly Child[] }> {
  const known = cache.get("heusden") ?? read();
  cache.set("heusden", known);
  return known;
}

/** A cell shows a share and its interval of Wilson, or nothing when fewer than ten are behind it. */
function checkShare(
  values: NotebookValues,
  [name, ...codes]: readonly [string, ...string[]],
  group: readonly Child[],
  has: (child: Child) => boolean = ({ placed }) => placed,
): void {
  const table = tableOf(values, name), cell = table.cell(...codes), decimals = table.measure.decimals;
  const count = group.filter(has).length, [low, high] = wilson(count, group.length);
  const expected = [count / group.length, low, high].map((x) => Number((100 * x).toFixed(decimals)));
  assert.ok(cell !== undefined && group.length > 0, `${name} ${codes}`);
  if (count < 10) assert.equal(cell.value, null, `${name} ${codes}`);
  else assert.deepEqual([cell.value, cell.low, cell.high], expected, `${name} ${codes}`);
}

const percent = (count: number, n: number) => `${percentOf(count, n, 1).toFixed(1).replace(".", ",")}%`;
const share = (group: readonly Child[]) => percent(group.filter(({ placed }) => placed).length, group.length);

Deno.test("how many children were placed is as the raw registers of orders and stays say, with Wilson's margin", async () => {
  const { values, all } = await both();
  assert.ok(all.length > 9000);
  checkShare(values, ["veiligTotaal"], all);
  assert.ok(sentenceOf(values, "hoeVaak").includes(`(${share(all)})`));
});

Deno.test("the stack of circumstances, the ratio of its ends and who is outside its top follow from the raw registers", async () => {
  const { values, all } = await both();
  const step = (code: string) =>
    all.filter(({ count }) => code === "4+" ? count >= 4 : count === Number(code));
  for (const code of ["0", "1", "2", "3", "4+"]) checkShare(values, ["veiligStapel", code], step(code));
  const [top, none] = [step("4+"), step("0")], placed = all.filter((child) => child.placed);
  const chance = (group: readonly Child[]) => group.filter((child) => child.placed).length / group.length;
  const said = sentenceOf(values, "stapeling");
  assert.ok(said.includes(`(${share(top)} tegen ${share(none)})`), said);
  assert.ok(said.includes(` ${Math.round(chance(top) / chance(none))} keer`), said);
  checkShare(values, ["veiligBuiten"], placed, ({ count }) => count < 4);
  const outside = percentOf(placed.filter(({ count }) => count < 4).length, placed.length);
  assert.ok(sentenceOf(values, "buiten").includes(`(${outside}%)`));
});

Deno.test("each circumstance, each age of the mother and each municipality is as counted from the raw registers", async () => {
  const { values, all } = await both();
  for (const name of Object.keys(all[0]?.circumstances ?? {})) {
    checkShare(
      values,
      ["veiligFactor", name],
      all.filter(({ circumstances }) => circumstances[name] === true),
    );
  }
  const bands = { "onder-25": [0, 25], "25-27": [25, 28], "28-29": [28, 30], "vanaf-30": [30, 99] } as const;
  for (const [code, [from, to]] of Object.entries(bands)) {
    const group = all.filter(({ motherFirstAge: age }) => age !== null && age >= from && age < to);
    checkShare(values, ["veiligLeeftijd", code], group);
  }
  const areas = [...new Set(all.map(({ area }) => area))];
  assert.equal(areas.length, 9);
  for (const area of areas) {
    checkShare(
      values,
      ["veiligGemeente", area],
      all.filter((child) => child.area === area),
      ({ count }) => count >= 4,
    );
  }
});

Deno.test("what played already, by the age of children who were placed later, is as counted from the raw registers", async () => {
  const { values, all } = await both();
  const ages = { "0-3": [0, 4], "4-11": [4, 12], "12-17": [12, 18] } as const;
  const traits: Readonly<Record<string, (child: Child) => boolean | null>> = {
    moeder_zonder_werk: ({ circumstances }) => circumstances["moeder_zonder_werk"] ?? null,
    schulden: ({ circumstances }) => circumstances["schulden"] ?? null,
    ggz_ouder: ({ circumstances }) => circumstances["ggz_ouder"] ?? null,
    jeugdhulp: ({ youthCare }) => youthCare,
  };
  for (const [code, [from, to]] of Object.entries(ages)) {
    const group = all.filter(({ placed, age }) => placed && age >= from && age < to);
    for (const [trait, has] of Object.entries(traits)) {
      const known = group.filter((child) => has(child) !== null);
      checkShare(values, ["veiligSchakels", trait, code], known, (child) => has(child) === true);
    }
  }
});

/** The circumstances as zeros and ones: unknown is not counted. */
const marks = ({ circumstances }: Child) => Object.values(circumstances).map((one) => one === true ? 1 : 0);
const placedOf = ({ placed }: Child) => placed;

Deno.test("each circumstance apart from the others: the odds ratios of a model by Newton's steps", async () => {
  const { values, all } = await both();
  const { beta, errors } = logistic(patternsOf(all, marks, placedOf));
  const table = tableOf(values, "veiligLos");
  Object.keys(all[0]?.circumstances ?? {}).forEach((name, j) => {
    const cell = table.cell(name), b = beta[j + 1] ?? NaN;
    const expected = [b, ...wald(b, errors[j + 1] ?? NaN)].map((x) => Number(Math.exp(x).toFixed(1)));
    assert.deepEqual([cell?.value, cell?.low, cell?.high], expected, name);
  });
});

/** Chances from a model of the other municipalities; those that look alike in one municipality have the same. */
function leftOut(
  all: readonly Child[],
): readonly (Pattern & { readonly risk: number })[] {
  return [...new Set(all.map(({ area }) => area))].flatMap((area) => {
    const { beta } = logistic(
      patternsOf(all.filter((child) => child.area !== area), marks, placedOf),
    );
    return patternsOf(all.filter((child) => child.area === area), marks, placedOf)
      .map((pattern) => ({ ...pattern, risk: chanceOf(beta, pattern.x) }));
  });
}

Deno.test("pairs chosen right, and the fifths by estimate, follow from plain models that left the municipality out", async () => {
  const { values, all } = await both();
  const patterns = leftOut(all).toSorted((a, b) => a.risk - b.risk);
  const rows = patterns.flatMap(({ n, cases, risk }) =>
    Array.from({ length: n }, (_, i) => ({ risk, y: i < cases }))
  );
  assert.equal(shownIn(tableOf(values, "veiligParen")), percentOf(auc(rows), 1));
  const fifths = [1, 2, 3, 4, 5].map(() => ({ n: 0, cases: 0 }));
  let before = 0;
  for (const { n, cases } of patterns) {
    // Who look alike stay together: in the fifth of the first of them.
    const fifth = fifths[fifths.findIndex((_, i) => before < Math.round((i + 1) * rows.length / 5))];
    if (fifth) [fifth.n, fifth.cases] = [fifth.n + n, fifth.cases + cases];
    before += n;
  }
  fifths.forEach(({ n, cases }, i) => {
    assert.equal(
      shownIn(tableOf(values, "veiligIjking"), String(i + 1)),
      percentOf(cases, n, 1),
      String(i + 1),
    );
  });
});

Deno.test("the combinations of the tree hold every child once, and what it shows fits what is seen among all of them", async () => {
  const { values, all } = await both();
  const grown = values["takken"] as AggregateTable, shown = tableOf(values, "veiligBoom");
  const held = new Map<Child, number>();
  for (const { code, label } of grown.dimensions[0]?.codes ?? []) {
    const rules = [...label.nl.matchAll(/(\w+) (>|≤) 0,5/g)];
    assert.equal(rules.length, label.nl.split(" en ").length, label.nl);
    const group = all.filter(({ circumstances }) =>
      rules.every(([, name, sign]) => (circumstances[name ?? ""] === true) === (sign === ">"))
    );
    group.forEach((child) => held.set(child, (held.get(child) ?? 0) + 1));
    const cell = shown.cell(code), among = 100 * group.filter(placedOf).length / group.length;
    // The tree shows the half of the children that it was not grown on: all of them lie within its margin.
    assert.ok(
      cell !== undefined && (cell.low ?? 100) <= among && among <= (cell.high ?? 0),
      `${label.nl} ${among}`,
    );
  }
  assert.ok(held.size === all.length && [...held.values()].every((times) => times === 1));
});
