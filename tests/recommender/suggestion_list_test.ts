import assert from "node:assert/strict";
import { PROGRAMME_MIME } from "../../lib/core/display.ts";
import { protect } from "../../lib/disclosure/mod.ts";
import { fitRecommender, reachTable, suggestBooks, suggestionList } from "../../lib/recommender/mod.ts";
import { KINDS_BY_TAG } from "../../pipelines/run/gate.ts";
import { collectionOf, loansOf, sharedLoans } from "./_support.ts";

const titles = Array.from({ length: 9 }, (_, i) => `T${i}`);
const text = { nl: "boeken", en: "books" };

async function made() {
  const collection = collectionOf(titles, { vestiging: (place) => place < 7 ? "school" : "centrum" });
  const loans = loansOf([
    ...sharedLoans("LEZER", 12, ["T0", "T3"]),
    ...sharedLoans("ANDER", 14, ["T0", "T8"]),
  ]);
  const model = fitRecommender(loans, collection);
  const about = { id: "bereik", title: text, population: text, period: text, sources: [] };
  const bereik = reachTable(model, { ...about, by: "branch", codes: [{ code: "school", label: text }] });
  const table = await protect(bereik, "open", {
    exception: { why: "the list itself is public", who: "the library" },
  });
  return { model, table, bereik };
}

Deno.test("a list has the books of its branch, each with five of the same branch, as suggestBooks gives them", async () => {
  const { model, table } = await made();
  const { payload } = suggestionList(model, table, { id: "boeken", branch: "school" });
  assert.equal(payload.books.length, 7);
  for (const [line, book] of payload.books.entries()) {
    const title = `T${line}`;
    assert.equal(book.name, `Boek ${title}`);
    const expected = suggestBooks(model, { after: [title], branch: "school" });
    assert.deepEqual(
      book.next.map(({ place, basis }) => [payload.books[place]?.name, basis]),
      expected.map(({ book: next, basis }) => [next.name, basis]),
    );
    assert.equal(book.next.length, 5);
    assert.ok(book.next.every(({ place }) => place !== line && place >= 0));
  }
  assert.deepEqual(payload.books[0]?.next[0], { place: 3, basis: "loans" });
});

Deno.test("where the table hides the branch, no line tells that loans chose, and the list says so", async () => {
  const { model, bereik } = await made();
  const hidden = await protect(bereik, "municipal");
  assert.deepEqual(hidden.cells.map(({ value }) => value), [null], "fewer than ten books have a suggestion");
  const { payload } = suggestionList(model, hidden, { id: "boeken", branch: "school" });
  assert.deepEqual(
    new Set(payload.books.flatMap(({ next }) => next.map(({ basis }) => basis))),
    new Set(["likeness"]),
  );
  assert.deepEqual(
    payload.books.map(({ next }) => next.map(({ place }) => payload.books[place]?.name)),
    titles.slice(0, 7).map((title) =>
      suggestBooks(model, { after: [title], branch: "school", by: "likeness" }).map(({ book }) => book.name)
    ),
  );
  assert.match(payload.intro.nl, /telt hier niet mee/);
});

Deno.test("what travels to the page holds no reader and no number of readers", async () => {
  const { model, table } = await made();
  const list = suggestionList(model, table, { id: "boeken", branch: "school" });
  const bundle = (list as unknown as Record<symbol, () => Record<string, unknown>>)
    [Symbol.for("Jupyter.display")]?.();
  const { payload } = bundle?.[PROGRAMME_MIME] as { readonly payload: unknown };
  const sent = JSON.stringify(payload);
  assert.ok(!/LEZER|ANDER/.test(sent));
  assert.deepEqual(
    [...sent.matchAll(/"(\w+)":\d/g)].map(([, key]) => key).filter((key) => key !== "place"),
    [],
  );
});

Deno.test("a list rests on a receipt, and passes the gate from a table cell only", async () => {
  const { model, table } = await made();
  assert.equal(suggestionList(model, table, { id: "boeken", branch: "school" }).receipts.length, 1);
  const tags = Object.entries(KINDS_BY_TAG).filter(([, kinds]) => kinds.includes("suggestions")).map((
    [tag],
  ) => tag);
  assert.deepEqual(tags, ["table"]);
  assert.throws(() => suggestionList(model, table, { id: "boeken", branch: "elders" }), /no books/);
});
