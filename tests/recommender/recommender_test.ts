import assert from "node:assert/strict";
import fc from "fast-check";
import {
  evaluateSuggestions,
  fitRecommender,
  likeness,
  LOWEST_FLOOR,
  suggestBooks,
} from "../../lib/recommender/mod.ts";
import { collectionOf, loansOf, sharedLoans } from "./_support.ts";

const titles = ["T1", "T2", "T3", "T4"];

Deno.test("a book below the floor of readers has no neighbours and no popularity", () => {
  const loans = loansOf([...sharedLoans("A", 12, ["T1", "T2"]), ...sharedLoans("B", 9, ["T3", "T4"])]);
  const model = fitRecommender(loans, collectionOf(titles));
  assert.deepEqual(model.books.map((_, place) => model.neighboursOf(place).length), [1, 1, 0, 0]);
  assert.deepEqual(model.books.map((_, place) => model.popularityOf(place)), [12, 12, 0, 0]);
});

Deno.test("a pair below the floor of shared readers is dropped, though both books are well read", () => {
  const loans = loansOf([
    ...sharedLoans("A", 9, ["T1", "T2"]),
    ...sharedLoans("B", 20, ["T1"]),
    ...sharedLoans("C", 20, ["T2"]),
  ]);
  assert.deepEqual(fitRecommender(loans, collectionOf(titles)).neighboursOf(0), []);
});

Deno.test("nobody can set a floor below the lowest, or a negative shrinkage", () => {
  const [loans, books] = [loansOf([]), collectionOf(titles)];
  for (const floor of [0, 1, LOWEST_FLOOR - 1, NaN]) {
    assert.throws(() => fitRecommender(loans, books, { minimumTogether: floor }), /too low/);
    assert.throws(() => fitRecommender(loans, books, { minimumReaders: floor }), /too low/);
  }
  assert.throws(() => fitRecommender(loans, books, { shrinkage: -1 }), /negative/);
});

Deno.test("the model holds no pseudonym of a reader, and shows no count", () => {
  const model = fitRecommender(loansOf(sharedLoans("PSEUDONIEM", 12, ["T1", "T2"])), collectionOf(titles));
  const seen = [
    JSON.stringify(model),
    String(model),
    Deno.inspect(model),
    Deno.inspect(model, { showHidden: true }),
  ];
  for (const text of seen) assert.equal(text.replaceAll('"', ""), "Recommender(4 books)");
  const reachable = JSON.stringify(model.books.map((book, place) => [book, model.neighboursOf(place)]));
  assert.ok(!reachable.includes("PSEUDONIEM"));
});

Deno.test("loans of a title that left the collection are left out; a loan without a reader is refused", () => {
  const model = fitRecommender(loansOf(sharedLoans("A", 12, ["T1", "WEG"])), collectionOf(titles));
  assert.equal(model.popularityOf(0), 12);
  const nameless = loansOf([["x", "T1"]]).withColumns({ lener: [null] });
  assert.throws(() => fitRecommender(nameless, collectionOf(titles)), /no reader/);
});

Deno.test("a second loan of a book by the same reader does not count", () => {
  const loans = loansOf([...sharedLoans("A", 9, ["T1"]), ...sharedLoans("A", 9, ["T1"])]);
  assert.equal(fitRecommender(loans, collectionOf(titles)).popularityOf(0), 0);
});

Deno.test("suggestions come only from the branch, never the book itself, and loans go before likeness", () => {
  const loans = loansOf([...sharedLoans("A", 12, ["T1", "T2"]), ...sharedLoans("B", 15, ["T1", "T3"])]);
  const collection = collectionOf(titles, { vestiging: (place) => place === 2 ? "centrum" : "school" });
  const model = fitRecommender(loans, collection);
  const next = (branch?: string) =>
    suggestBooks(model, { after: ["T1"], ...(branch ? { branch } : {}) }).map((
      { book, basis },
    ) => [book.title, basis]);
  assert.deepEqual(next(), [["T3", "loans"], ["T2", "loans"], ["T4", "likeness"]]);
  assert.deepEqual(next("school"), [["T2", "loans"], ["T4", "likeness"]]);
  assert.throws(() => suggestBooks(model, { after: ["T1"], branch: "elders" }), /branch/);
  assert.throws(() => suggestBooks(model, { after: ["T9"] }), /not in the collection/);
  assert.throws(() => suggestBooks(model, { after: [] }), /No title/);
});

Deno.test("without loans, age and language go before genre, and genre before one level", () => {
  const collection = collectionOf(titles, {
    leeftijdsband: (place) => place === 1 ? "9-12" : "5-8",
    genre: (place) => place === 2 ? "sport" : "dieren",
    leesniveau: (place) => place === 3 ? "Plus" : "M3",
  });
  const model = fitRecommender(loansOf([]), collection);
  assert.deepEqual(suggestBooks(model, { after: ["T1"] }).map(({ book }) => book.title), ["T4", "T3", "T2"]);
});

Deno.test("likeness is from 0 to 1, the same both ways, and 1 with itself", () => {
  const [one] = fitRecommender(loansOf([]), collectionOf(["T1"])).books;
  assert.ok(one);
  const book = fc.record({
    ageBand: fc.constantFrom("5-8", "9-12"),
    genre: fc.constantFrom("dieren", "sport"),
    level: fc.constantFrom("M3", "E7", "geen"),
    language: fc.constantFrom("nl", "tr"),
  }).map((traits) => ({ ...one, ...traits }));
  fc.assert(fc.property(book, book, (a, b) => {
    const value = likeness(a, b);
    assert.ok(value >= 0 && value <= 1);
    assert.equal(value, likeness(b, a));
    if (a.level !== "geen") assert.equal(likeness(a, a), 1);
  }));
});

Deno.test("neither the order of loans nor other pseudonyms change the model or its test", () => {
  const loan = fc.tuple(
    fc.integer({ min: 0, max: 30 }),
    fc.constantFrom(...titles),
    fc.integer({ min: 1, max: 9 }),
  );
  fc.assert(
    fc.property(
      fc.array(loan, { minLength: 40, maxLength: 120 }),
      fc.integer({ min: 1, max: 39 }),
      (rows, turn) => {
        const table = (name: (reader: number) => string, list: typeof rows) =>
          loansOf(list.map(([reader, title, day]) => [name(reader), title, `2023010${day}`]));
        const options = { minimumReaders: 5, minimumTogether: 5 };
        const a = table((reader) => `L${reader}`, rows);
        const b = table((reader) => `X${97 - reader}`, [...rows.slice(turn), ...rows.slice(0, turn)]);
        const books = collectionOf(titles);
        const seen = [a, b].map((loans) => {
          const model = fitRecommender(loans, books, options);
          return [
            model.books.map((_, i) => model.neighboursOf(i)),
            evaluateSuggestions(loans, books, options),
          ];
        });
        assert.deepEqual(seen[0], seen[1]);
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("the last loan of a reader is held back, and with it its readers", () => {
  // Ten readers took T1, then T2; the eleventh only T1. Held back, T2 has no reader left and cannot come from loans.
  const rows = Array.from(
    { length: 10 },
    (_, i) => [[`L${i}`, "T1", "20230101"], [`L${i}`, "T2", "20230601"]] as const,
  );
  const result = evaluateSuggestions(loansOf(rows.flat()), collectionOf(titles), { count: 1 });
  assert.deepEqual(result.map(({ way, readers }) => [way, readers]), [
    ["loans", 10],
    ["likeness", 10],
    ["popular", 10],
    ["random", 10],
  ]);
  assert.equal(result[0]?.booksSuggested, 1);
  assert.equal(result[0]?.diversity, null);
});

Deno.test("with no reader of two books there is no recall, and no error", () => {
  const result = evaluateSuggestions(loansOf([["L1", "T1"]]), collectionOf(titles));
  assert.deepEqual(
    result.map(({ recall, popularityRatio }) => [recall, popularityRatio]),
    Array(4).fill([null, null]),
  );
  assert.throws(() => evaluateSuggestions(loansOf([]), collectionOf(titles), { count: 0 }), /whole number/);
});

Deno.test("random hits as often as chance says: five of a hundred books", () => {
  const many = Array.from({ length: 101 }, (_, i) => `T${String(i).padStart(3, "0")}`);
  const rows = Array.from(
    { length: 1500 },
    (_, i) => [[`L${i}`, many[i % 101] ?? "", "1"], [`L${i}`, many[(i * 7 + 3) % 101] ?? "", "2"]] as const,
  ).flat();
  const random = evaluateSuggestions(loansOf(rows), collectionOf(many)).find(({ way }) => way === "random");
  // Four standard errors of a share of 0.05.
  const error = 4 * Math.sqrt(0.05 * 0.95 / (random?.readers ?? 1));
  assert.ok(Math.abs((random?.recall ?? 0) - 0.05) < error, String(random?.recall));
});
