/** Similarities and held-out loans against scipy and implicit: tests/data/recommender/reference.py made the numbers. */
import assert from "node:assert/strict";
import { evaluateSuggestions, fitRecommender } from "../../lib/recommender/mod.ts";
import { collectionOf, loansOf } from "./_support.ts";

type Triple = readonly [number, number, number];
interface Case {
  readonly name: string;
  readonly options: {
    readonly minimumReaders: number;
    readonly minimumTogether: number;
    readonly shrinkage: number;
    readonly similarity: "cosine" | "jaccard";
  };
  readonly books: number;
  readonly loans: readonly Triple[];
  readonly pairs: readonly Triple[];
  readonly implicit?: readonly Triple[];
  readonly heldOut: {
    readonly readers: number;
    readonly hits: number;
    readonly booksSuggested: number;
    readonly popularHits: number;
  };
}

const { cases }: { readonly cases: readonly Case[] } = JSON.parse(
  await Deno.readTextFile(new URL("../data/recommender/reference.json", import.meta.url)),
);
const pad = (number: number) => String(number).padStart(4, "0");

function tablesOf({ books, loans }: Case) {
  const titles = Array.from({ length: books }, (_, book) => `T${pad(book)}`);
  const rows = loans.map(([reader, book, day]) => [`L${pad(reader)}`, `T${pad(book)}`, pad(day)] as const);
  return [loansOf(rows), collectionOf(titles)] as const;
}

for (const one of cases) {
  Deno.test(`${one.name}: every similarity is that of scipy, and no other pair is kept`, () => {
    const model = fitRecommender(...tablesOf(one), one.options);
    const ours = model.books.flatMap((_, place) =>
      model.neighboursOf(place).map((to) => [place, to.place, to.similarity] as const)
    ).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    assert.ok(one.pairs.length >= 20);
    assert.deepEqual(ours.map(([a, b]) => [a, b]), one.pairs.map(([a, b]) => [a, b]));
    ours.forEach(([, , similarity], i) => {
      assert.ok(Math.abs(similarity - (one.pairs[i]?.[2] ?? NaN)) < 1e-12);
      if (one.implicit) assert.ok(Math.abs(similarity - (one.implicit[i]?.[2] ?? NaN)) < 1e-6);
    });
  });

  Deno.test(`${one.name}: hits and coverage on held-out loans are those of plain loops in Python`, () => {
    const [loans, popular] = evaluateSuggestions(...tablesOf(one), one.options).filter(({ way }) =>
      way === "loans" || way === "popular"
    );
    assert.deepEqual(
      {
        readers: loans?.readers,
        hits: loans?.hits,
        booksSuggested: loans?.booksSuggested,
        popularHits: popular?.hits,
      },
      one.heldOut,
    );
  });
}

Deno.test("one case is checked against implicit, too", () => {
  assert.deepEqual(cases.filter((one) => one.implicit).map(({ name }) => name), ["plain cosine"]);
});
