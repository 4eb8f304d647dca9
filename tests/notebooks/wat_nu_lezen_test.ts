/** The numbers of the briefing on what to read next, once more from the raw loans by plain loops. */
import assert from "node:assert/strict";
import type { ProgrammeObject } from "../../lib/core/display.ts";
import { studentTQuantile } from "../../lib/core/stats/mod.ts";
import { loadDataset } from "../../lib/sources/mod.ts";
import { READING_TRIAL } from "../../lib/sources/synthetic/reading_pleasure.ts";
import { type NotebookValues, percentOf, sentenceOf, shownIn, tableOf, valuesOf } from "./_support.ts";

const FLOOR = 10, SHRINK = 10, COUNT = 5;
const cache = new Map<string, Promise<NotebookValues>>();

/** The notebook is run once for all tests. */
function notebook(): Promise<NotebookValues> {
  const known = cache.get("one") ?? valuesOf("wat-nu-lezen");
  cache.set("one", known);
  return known;
}

const LADDER = "AVI-Start M3 E3 M4 E4 M5 E5 M6 E6 M7 E7 Plus".split(" ");

interface Title {
  readonly title: string;
  readonly band: string;
  readonly genre: string;
  /** Place on the ladder of reading levels. */
  readonly level: number;
  readonly language: string;
  readonly branches: string[];
}

async function titles(): Promise<ReadonlyMap<string, Title>> {
  const { table } = await loadDataset("local/collectie");
  const found = new Map<string, Title>();
  for (let row = 0; row < table.rowCount; row++) {
    const text = (name: string) => table.texts(name)[row] ?? "";
    const known = found.get(text("titel")) ?? {
      title: text("titel"),
      band: text("leeftijdsband"),
      genre: text("genre"),
      level: LADDER.indexOf(text("leesniveau")),
      language: text("taal"),
      branches: [],
    };
    known.branches.push(text("vestiging"));
    found.set(known.title, known);
  }
  return found;
}

/** Titles per reader, in the order of date and title, each once. */
async function shelves(): Promise<readonly (readonly string[])[]> {
  const { table } = await loadDataset("local/bibliotheek");
  const found = new Map<string, string[]>();
  for (let row = 0; row < table.rowCount; row++) {
    const reader = table.texts("lener")[row] ?? "";
    const loan = `${table.texts("datum")[row]} ${table.texts("titel")[row]}`;
    found.set(reader, [...found.get(reader) ?? [], loan]);
  }
  return [...found.values()].map((
    loans,
  ) => [...new Set(loans.sort().map((loan) => loan.split(" ")[1] ?? ""))]);
}

/** Readers of a title, or of two by the one and then the other. */
function counts(lists: readonly (readonly string[])[]) {
  const one = new Map<string, number>(), two = new Map<string, Map<string, number>>();
  const add = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const list of lists) {
    for (const a of list) {
      add(one, a);
      const beside = two.get(a) ?? new Map<string, number>();
      for (const b of list) if (a !== b) add(beside, b);
      two.set(a, beside);
    }
  }
  return { one, two };
}

/** Ten times how alike two titles are, in sixths of a level: whole numbers, so that ties are ties. */
function alike(a: Title, b: Title): number {
  const level = Math.max(0, 6 - Math.abs(a.level - b.level));
  return 6 *
      ((a.band === b.band ? 4 : 0) + (a.genre === b.genre ? 2 : 0) + (a.language === b.language ? 3 : 0)) +
    level;
}

Deno.test("hits, coverage, diversity and popularity of each way are those of a plain recomputation", async () => {
  const [values, all, lists] = [await notebook(), await titles(), await shelves()];
  const known = lists.map((list) => list.length > 1 ? list.slice(0, -1) : list);
  const { one, two } = counts(known);
  const enough = (title: string) => (one.get(title) ?? 0) >= FLOOR ? one.get(title) ?? 0 : 0;
  const books = [...all.values()].sort((a, b) => a.title < b.title ? -1 : 1);
  const hits = { loans: 0, popular: 0, readers: 0 };
  const byWay: Record<"loans" | "popular", string[][]> = { loans: [], popular: [] };
  const chosen: string[] = [];
  lists.forEach((list, i) => {
    const held = list.length > 1 ? list.at(-1) : undefined, had = known[i] ?? [];
    if (held === undefined) return;
    hits.readers++;
    const scored = books.filter(({ title }) => !had.includes(title)).map((book) => {
      const together = had.map((title) => {
        const c = two.get(title)?.get(book.title) ?? 0;
        if (c < FLOOR || enough(title) === 0 || enough(book.title) === 0) return 0;
        return (c / Math.sqrt(enough(title) * enough(book.title))) * (c / (c + SHRINK));
      }).reduce((sum, x) => sum + x, 0);
      const like = had.map((title) => alike(all.get(title) ?? book, book)).reduce((sum, x) => sum + x, 0);
      return { book, loans: Math.round(together * 1e9), like };
    });
    const order = scored.toSorted((a, b) =>
      b.loans - a.loans ||
      (a.loans > 0 ? 0 : b.like - a.like || enough(b.book.title) - enough(a.book.title))
    ).slice(0, COUNT).map(({ book }) => book.title);
    byWay.loans.push(order);
    chosen.push(held);
    if (order.includes(held)) hits.loans++;
    const band = all.get(had.at(-1) ?? "")?.band;
    const popular = scored.filter(({ book }) => book.band === band)
      .toSorted((a, b) => (one.get(b.book.title) ?? 0) - (one.get(a.book.title) ?? 0)).slice(0, COUNT);
    if (popular.some(({ book }) => book.title === held)) hits.popular++;
    byWay.popular.push(popular.map(({ book }) => book.title));
  });
  assert.ok(hits.readers > 1000);
  const table = tableOf(values, "veiligRaak");
  assert.equal(shownIn(table, "loans"), percentOf(hits.loans, hits.readers));
  assert.equal(shownIn(table, "popular"), percentOf(hits.popular, hits.readers));
  const suggested = new Set(byWay.loans.flat());
  const genreOf = (title: string) => all.get(title)?.genre;
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  for (const way of ["loans", "popular"] as const) {
    const tips = byWay[way].flat();
    assert.equal(
      shownIn(tableOf(values, "veiligBereikt"), way),
      percentOf(new Set(tips).size, books.length),
      `coverage of ${way}`,
    );
    const pairs = byWay[way].flatMap((list) =>
      list.flatMap((a, i) => list.slice(i + 1).map((b) => genreOf(a) !== genreOf(b)))
    );
    const differing = pairs.filter((differ) => differ).length;
    assert.equal(
      shownIn(tableOf(values, "veiligVerschil"), way),
      percentOf(differing, pairs.length),
      `diversity of ${way}`,
    );
    const ratio = mean(tips.map((title) => one.get(title) ?? 0)) /
      mean(chosen.map((title) => one.get(title) ?? 0));
    assert.equal(
      shownIn(tableOf(values, "veiligBekend"), way),
      Number(ratio.toFixed(1)),
      `popularity of ${way}`,
    );
  }
  assert.ok(sentenceOf(values, "meerBoeken").includes(`(${percentOf(suggested.size, books.length)}%)`));
});

Deno.test("per place: the share of books that share enough readers with another book there, hidden below ten", async () => {
  const [values, all, lists] = [await notebook(), await titles(), await shelves()];
  const { one, two } = counts(lists);
  const read = (title: string) => (one.get(title) ?? 0) >= FLOOR;
  const pairs = [...two].filter(([a]) => read(a)).flatMap(([a, beside]) =>
    [...beside].filter(([b, c]) => c >= FLOOR && read(b)).map(([b]) => [all.get(a), all.get(b)])
  );
  const table = tableOf(values, "veiligPerPlek");
  const places = [...new Set([...all.values()].flatMap(({ branches }) => branches))];
  assert.equal(places.length, 4);
  for (const place of places) {
    const shelf = [...all.values()].filter(({ branches }) => branches.includes(place));
    const reached = shelf.filter((book) => pairs.some(([a, b]) => a === book && b?.branches.includes(place)));
    const shown = shownIn(table, place);
    if (reached.length < FLOOR) assert.equal(shown, null, place);
    else assert.equal(shown, percentOf(reached.length, shelf.length), place);
  }
});

Deno.test("books in another language are counted from the list of books, place by place", async () => {
  const values = await notebook();
  const { table } = await loadDataset("local/collectie");
  const [where, language] = [table.texts("vestiging"), table.texts("taal")];
  for (const place of new Set(where)) {
    const here = Array.from(where.keys()).filter((row) => where[row] === place);
    const other = here.filter((row) => language[row] !== "nl").length;
    const shown = shownIn(tableOf(values, "veiligAndereTaal"), place ?? "");
    assert.equal(shown, percentOf(other, here.length, 1), place ?? "");
  }
});

Deno.test("a guess hits about as often as chance says", async () => {
  const lists = (await shelves()).filter((list) => list.length > 1);
  // Five of the 360 books of an age band, less those that the reader had: well between 1 and 3 of a hundred.
  const shown = shownIn(tableOf(await notebook(), "veiligRaak"), "random") ?? NaN;
  const chance = lists.reduce((sum, list) => sum + COUNT / (360 - (list.length - 1)), 0) / lists.length;
  assert.ok(Math.abs(shown - 100 * chance) <= 1, `${shown} ${100 * chance}`);
});

/** The answers of a child at a school: before the start, and half a year later when it still answered. */
interface Child {
  readonly school: string;
  readonly withList: boolean;
  readonly scores: number[];
}

async function children(outcome: string): Promise<readonly Child[]> {
  const { table } = await loadDataset("local/leesplezier");
  const found = new Map<string, Child>();
  for (let row = 0; row < table.rowCount; row++) {
    const key = table.texts("kind")[row] ?? "";
    const child = found.get(key) ??
      {
        school: table.texts("school")[row] ?? "",
        withList: table.booleans("boekenlijst")[row] === true,
        scores: [],
      };
    child.scores[table.numbers("meting")[row] ?? NaN] = table.numbers(outcome)[row] ?? NaN;
    found.set(key, child);
  }
  return [...found.values()];
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, x) => total + x, 0);

/** Mean change of a group, its CR2 variance with schools as clusters, and the parts of its degrees of freedom. */
function changeOf(group: readonly Child[]) {
  const changes = group.map(({ scores: [before = NaN, after = NaN] }) => after - before);
  const n = changes.length, mean = sum(changes) / n;
  const schools = [...new Set(group.map(({ school }) => school))].map((school) => {
    const own = changes.filter((_, i) => group[i]?.school === school);
    return { size: own.length, left: sum(own.map((change) => change - mean)), leverage: 1 - own.length / n };
  });
  const variance = sum(schools.map(({ left, leverage }) => left ** 2 / leverage)) / n ** 2;
  const products = schools.flatMap((g, i) =>
    schools.map((h, j) => {
      const overlap = (i === j ? g.size : 0) - g.size * h.size / n;
      return { same: i === j, value: overlap / Math.sqrt(g.leverage * h.leverage) / n ** 2 };
    })
  );
  return { mean, variance, products, n };
}

Deno.test("the growth of pleasure in reading, and a margin that counts schools, are those of plain loops", async () => {
  const values = await notebook();
  const shown = tableOf(values, "veiligGroei");
  for (const [code, outcome] of [["leesplezier", "leesplezier"], ["zelf-kiezen", "zelf_kiezen"]] as const) {
    const twice = (await children(outcome)).filter(({ scores }) => scores.length === 2);
    const [list, later] = [true, false].map((on) =>
      changeOf(twice.filter(({ withList }) => withList === on))
    );
    assert.ok(list !== undefined && later !== undefined && list.n > 100 && later.n > 100);
    const estimate = list.mean - later.mean, error = Math.sqrt(list.variance + later.variance);
    const all = [...list.products, ...later.products];
    const df = sum(all.filter(({ same }) => same).map(({ value }) => value)) ** 2 /
      sum(all.map(({ value }) => value ** 2));
    const reach = studentTQuantile(0.975, df) * error;
    const cell = shown.cell(code);
    const digits = (x: number | null | undefined) => Number((x ?? NaN).toFixed(2));
    assert.equal(cell?.value, digits(estimate));
    assert.deepEqual([cell?.low, cell?.high], [digits(estimate - reach), digits(estimate + reach)]);
    if (code === "leesplezier") {
      assert.ok(
        Math.abs(estimate - READING_TRIAL.effect) < reach,
        "the built-in effect lies within the margin",
      );
      assert.ok(sentenceOf(values, "plezierGroeit").includes(String(digits(estimate)).replace(".", ",")));
    }
  }
});

Deno.test("pleasure per group and moment, and who stayed, are counted child by child", async () => {
  const values = await notebook(), all = await children("leesplezier");
  const stayed = all.filter(({ scores }) => scores.length === 2).length;
  assert.equal(shownIn(tableOf(values, "veiligGebleven"), "1"), percentOf(stayed, all.length));
  for (const [code, on] of [["treated", true], ["comparison", false]] as const) {
    for (const moment of [0, 1]) {
      const scores = all.filter(({ withList }) => withList === on).map(({ scores: own }) => own[moment])
        .filter((score) => score !== undefined);
      const mean = Number((sum(scores) / scores.length).toFixed(2));
      assert.equal(
        shownIn(tableOf(values, "veiligPlezier"), code, String(moment)),
        mean,
        `${code} ${moment}`,
      );
    }
  }
});

Deno.test("a school whose figure is hidden shows no suggestion from loans; the other school shows as many as its figure says", async () => {
  const values = await notebook(), table = tableOf(values, "veiligPerPlek");
  const lists = Object.values(values).filter((value): value is ProgrammeObject<"suggestions"> =>
    (value as Partial<ProgrammeObject<"suggestions">>)?.kind === "suggestions"
  );
  assert.equal(lists.length, 2);
  for (const { payload } of lists) {
    const fromLoans = payload.books.filter(({ next }) => next.some(({ basis }) => basis === "loans")).length;
    const shown = shownIn(table, payload.title.nl);
    assert.equal(fromLoans > 0, shown !== null, payload.title.nl);
    if (shown !== null) assert.equal(shown, percentOf(fromLoans, payload.books.length));
  }
  assert.equal(shownIn(table, "school Het Kompas"), null);
});
