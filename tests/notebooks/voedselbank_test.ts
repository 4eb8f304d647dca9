/** The numbers of the food bank's briefing, once more from the raw rows by plain loops and a plain clustering. */
import assert from "node:assert/strict";
import { membershipOf } from "../../lib/clustering/hidden.ts";
import type { AggregateTable } from "../../lib/core/aggregate.ts";
import type { ProgrammeObject } from "../../lib/core/display.ts";
import { loadDataset } from "../../lib/sources/mod.ts";
import {
  type MixedRow,
  type NotebookValues,
  partition,
  percentOf,
  sentenceOf,
  shownIn,
  tableOf,
  unlikeness,
  valuesOf,
} from "./_support.ts";

const YEAR = 2023;
const cache = new Map<string, Promise<NotebookValues>>();

/** The notebook is run once for all tests. */
function notebook(): Promise<NotebookValues> {
  const known = cache.get("voedselbank") ?? valuesOf("voedselbank");
  cache.set("voedselbank", known);
  return known;
}

/** What the raw registers say of one household on 31 December. */
interface Household {
  readonly type: string;
  readonly people: string[];
  main: string;
}

async function rows(id: string, columns: readonly string[], years?: readonly number[]) {
  const { table } = await loadDataset(id, { columns, ...(years ? { years } : {}) });
  return table;
}

async function households(): Promise<ReadonlyMap<string, Household>> {
  const spells = await rows("cbs/gbahuishoudensbus", [
    "RINPERSOON",
    "DATUMAANVANGHH",
    "DATUMEINDEHH",
    "HUISHOUDNR",
    "TYPHH",
  ]);
  const [person, from, to, number, type] = [
    "RINPERSOON",
    "DATUMAANVANGHH",
    "DATUMEINDEHH",
    "HUISHOUDNR",
    "TYPHH",
  ]
    .map((name) => spells.column(name).values as ArrayLike<string | null>);
  const found = new Map<string, Household>();
  const day = `${YEAR}1231`;
  const plain = (date: string | null | undefined) => (date ?? "").replaceAll("-", "");
  for (let row = 0; row < spells.rowCount; row++) {
    if (plain(from?.[row]) > day || plain(to?.[row]) < day) continue;
    const key = number?.[row] ?? "";
    const home = found.get(key) ?? { type: type?.[row] ?? "", people: [], main: "" };
    home.people.push(person?.[row] ?? "");
    found.set(key, home);
  }
  const link = await rows("cbs/koppelpersoonhuishoudentab", ["RINPERSOON", "RINPERSOONHKW"], [YEAR]);
  const people = link.texts("RINPERSOON"), mains = link.texts("RINPERSOONHKW");
  const mainOf = new Map(Array.from(people, (one, row) => [one, mains[row] ?? ""]));
  for (const home of found.values()) home.main = mainOf.get(home.people[0] ?? "") ?? "";
  return found;
}

Deno.test("single-parent families at the food bank and among other minima are as in the registers", async () => {
  const [values, homes] = [await notebook(), await households()];
  const clients = new Set((await rows("local/voedselbank", ["RINPERSOON"])).texts("RINPERSOON"));
  const income = await rows("cbs/inhatab", ["RINPERSOONHKW", "INHARMOEDE"], [YEAR]);
  const earners = income.texts("RINPERSOONHKW"), flags = income.texts("INHARMOEDE");
  const poor = new Set(Array.from(earners).filter((_, row) => flags[row] === "1"));
  const count = { clients: 0, clientsSingle: 0, minima: 0, minimaSingle: 0 };
  for (const { type, people, main } of homes.values()) {
    const single = type === "6" ? 1 : 0;
    if (people.some((one) => clients.has(one))) {
      count.clients += 1;
      count.clientsSingle += single;
    } else if (poor.has(main)) {
      count.minima += 1;
      count.minimaSingle += single;
    }
  }
  assert.ok(count.clients > 200 && count.minima > 400, JSON.stringify(count));
  const table = tableOf(values, "veiligEenouder");
  const atFoodBank = percentOf(count.clientsSingle, count.clients);
  const amongMinima = percentOf(count.minimaSingle, count.minima);
  assert.equal(shownIn(table, "eenouder", "klanten"), atFoodBank);
  assert.equal(shownIn(table, "eenouder", "minima"), amongMinima);
  assert.equal(shownIn(tableOf(values, "veiligVergeleken"), "eenouder", "klanten"), atFoodBank);
  assert.match(sentenceOf(values, "meerEenouder"), new RegExp(`\\(${atFoodBank}%\\).*\\(${amongMinima}%\\)`));
});

/** A client as the clustering sees it, and what the briefing tells of groups. */
interface Client extends MixedRow {
  readonly single: boolean;
  readonly youthCare: boolean;
  readonly works: boolean;
}

Deno.test("a plain clustering finds the same groups: sizes, work, and youth care of single parents", async () => {
  const values = await notebook();
  const table = values["klanten"] as Awaited<ReturnType<typeof rows>>;
  const clients = Array.from({ length: table.rowCount }, (_, i): Client => ({
    marks: [
      table.texts("type")[i] ?? null,
      table.texts("bron_inkomen")[i] ?? null,
      table.booleans("schulden")[i] ?? null,
      table.booleans("ggz")[i] ?? null,
    ],
    numbers: [table.numbers("leeftijd_hoofd")[i] ?? NaN, table.numbers("jaren_arm")[i] ?? NaN],
    single: table.texts("type")[i] === "eenouder",
    youthCare: table.booleans("jeugdzorg")[i] === true,
    works: (table.numbers("werkenden")[i] ?? 0) > 0,
  }));
  const labels = partition(unlikeness(clients), 4);
  const groups = [0, 1, 2, 3].map((group) => clients.filter((_, i) => labels[i] === group))
    .sort((a, b) => b.length - a.length);
  const sizes = tableOf(values, "veiligGrootte");
  groups.forEach((group, i) =>
    assert.equal(shownIn(sizes, String(i + 1)), percentOf(group.length, clients.length))
  );
  const most = (has: (client: Client) => boolean) =>
    groups.map((group) => group.filter(has).length / group.length).reduce(
      (best, x, i, all) => x > (all[best] ?? 0) ? i : best,
      0,
    );
  const working = groups[most(({ works }) => works)] ?? [];
  assert.ok(sentenceOf(values, "groepWerk").includes(`(${percentOf(working.length, clients.length)}%)`));
  const place = most(({ single }) => single), singles = groups[place] ?? [];
  assert.equal(
    shownIn(tableOf(values, "veiligGroep"), "jeugdzorg", String(place + 1)),
    percentOf(singles.filter(({ youthCare }) => youthCare).length, singles.length),
  );
});

Deno.test("a trait that fewer than ten of a group have, or have not, is hidden in the briefing", async () => {
  const values = await notebook();
  const counted = values["perGroep"] as AggregateTable;
  const small = counted.cells.filter(({ numerator, n }) =>
    Math.min(numerator ?? 0, n - (numerator ?? 0)) < 10
  );
  assert.ok(small.length > 0);
  for (const { codes } of small) {
    assert.equal(shownIn(tableOf(values, "veiligGroep"), ...codes), null, codes.join());
  }
});

Deno.test("who has a low income and did not come is counted in the registers, by type of household", async () => {
  const [values, homes] = [await notebook(), await households()];
  const clients = new Set((await rows("local/voedselbank", ["RINPERSOON"])).texts("RINPERSOON"));
  const income = await rows("cbs/inhatab", ["RINPERSOONHKW", "INHARMOEDE"], [YEAR]);
  const flags = income.texts("INHARMOEDE");
  const poor = new Set(Array.from(income.texts("RINPERSOONHKW")).filter((_, row) => flags[row] === "1"));
  const shown = tableOf(values, "veiligNietGekomen");
  const types = { alleenstaand: ["1"], eenouder: ["6"], "paar met kinderen": ["4", "5"] };
  for (const [code, numbers] of Object.entries(types)) {
    const minima = [...homes.values()].filter(({ type, main }) => numbers.includes(type) && poor.has(main));
    const away = minima.filter(({ people }) => !people.some((one) => clients.has(one)));
    assert.ok(minima.length > 50, code);
    assert.equal(shownIn(shown, "niet_gekomen", code), percentOf(away.length, minima.length), code);
  }
  const couples = [...homes.values()].filter(({ type, main }) => ["2", "3"].includes(type) && poor.has(main));
  const came = couples.filter(({ people }) => people.some((one) => clients.has(one))).length;
  const stayed = couples.length - came, value = shownIn(shown, "niet_gekomen", "paar zonder kinderen");
  assert.equal(value, Math.min(came, stayed) < 10 ? null : percentOf(stayed, couples.length));
});

Deno.test("what stands together on a persona card holds for ten clients of its group or more, and so does what it leaves out", async () => {
  const values = await notebook();
  const clients = values["klanten"] as Awaited<ReturnType<typeof rows>>;
  const { labels } = membershipOf(values["groepen"] as object);
  let cards = 0;
  for (const name of ["veiligGezin", "veiligGgz"]) {
    const table = tableOf(values, name);
    const [group, first, second] = table.dimensions.map((dimension) => dimension.name);
    for (const { codes, value } of table.cells) {
      if (value === null) continue;
      const [own, ...both] = codes;
      const count = Array.from(labels.keys()).filter((row) =>
        String((labels[row] ?? NaN) + 1) === own &&
        [first, second].every((column, i) => clients.booleans(column ?? "")[row] === (both[i] === "ja"))
      ).length;
      assert.equal(value, count, `${name} ${codes.join()}`);
      assert.ok(count >= 10, `${name} ${codes.join()}`);
      cards += 1;
    }
    assert.equal(group, "groep");
  }
  assert.ok(cards >= 4, "a card rests on nothing that is shown");
  const shown = Object.values(values).filter((value): value is ProgrammeObject<"persona"> =>
    (value as Partial<ProgrammeObject<"persona">>)?.kind === "persona"
  );
  assert.equal(shown.length, 4);
  for (const { payload } of shown) {
    assert.ok(payload.lines.some(({ evidence }) => /groep van \d/.test(evidence?.nl ?? "")), payload.name);
    assert.ok((payload.variants?.length ?? 0) >= 2 && /citaat zijn verzonnen/.test(payload.basis.nl));
  }
});
