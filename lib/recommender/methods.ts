/**
 * The methods of this folder, for their pages in the site.
 *
 * @module
 */
import type { MethodDescription } from "../core/method.ts";

const EXAMPLE_BOOKS = `const collection = Table.from({
  titel: ["T1", "T2", "T3"],
  naam: ["De vos", "De uil", "De keeper"],
  leeftijdsband: ["5-8", "5-8", "5-8"],
  genre: ["dieren", "dieren", "sport"],
  leesniveau: ["M3", "M3", "M3"],
  taal: ["nl", "nl", "nl"],
  vestiging: ["school", "school", "school"],
});
const readers = Array.from({ length: 12 }, (_, i) => "L" + i);
const loans = Table.from({
  lener: [...readers, ...readers],
  titel: [...readers.map(() => "T1"), ...readers.map(() => "T3")],
  datum: [...readers.map(() => "20230101"), ...readers.map(() => "20230201")],
});`;

/** Every method of the folder. */
export const RECOMMENDER_METHODS: readonly MethodDescription[] = [
  {
    id: "item-item-suggestions",
    folder: "recommender",
    functions: ["fitRecommender", "suggestBooks", "suggestionList", "readCollection", "likeness"],
    name: { nl: "Tips uit uitleningen", en: "Suggestions from loans" },
    answers: {
      nl: "Wat kan een kind na dit boek lezen, uit de eigen kast?",
      en: "What can a child read after this book, from its own shelf?",
    },
    formula: {
      nl:
        "overeenkomst(a, b) = c / wortel(n(a) · n(b)) · c / (c + λ). n(a) is het aantal lezers van boek a, c het aantal lezers van beide, λ de krimp. Boeken en paren onder de ondergrens vallen weg. Zonder leningen telt wat gelijk is: leeftijd, taal, genre en leesniveau.",
      en:
        "similarity(a, b) = c / √(n(a) · n(b)) · c / (c + λ). n(a) is the number of readers of book a, c the readers of both, λ the shrinkage. Books and pairs below the floor are dropped. Without loans counts what is alike: age, language, genre and reading level.",
    },
    assumptions: [
      { nl: "Lenen zegt iets over graag lezen.", en: "Borrowing says something about liking to read." },
      {
        nl: "Een lener is één kind, niet een heel gezin of een klas.",
        en: "A reader is one child, not a whole family or class.",
      },
    ],
    notWhen: [
      {
        nl: "Om bij te houden wat één kind leest: het model kent geen kinderen.",
        en: "To track what one child reads: the model knows no children.",
      },
      {
        nl: "Als bijna geen boek genoeg lezers heeft: dan komt elke tip van wat op elkaar lijkt.",
        en: "When hardly any book has enough readers: then every suggestion comes from likeness.",
      },
    ],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { fitRecommender, suggestBooks } from "../../lib/recommender/mod.ts";

${EXAMPLE_BOOKS}
const model = fitRecommender(loans, collection);
const next = suggestBooks(model, { after: ["T1"], branch: "school" });
assert.deepEqual(next.map(({ book, basis }) => [book.name, basis]), [
  ["De keeper", "loans"],
  ["De uil", "likeness"],
]);`,
    references: [
      {
        citation:
          "Sarwar, Karypis, Konstan and Riedl (2001), Item-based collaborative filtering recommendation algorithms, WWW '01",
        doi: "10.1145/371920.372071",
        standing: "recalled",
      },
      {
        citation:
          "Bell and Koren (2007), Scalable collaborative filtering with jointly derived neighborhood interpolation weights, ICDM 2007",
        doi: "10.1109/ICDM.2007.90",
        standing: "recalled",
      },
      {
        citation:
          "Checked against scipy's sparse products and implicit's CosineRecommender: tests/data/recommender",
        standing: "read",
      },
    ],
  },
  {
    id: "held-out-suggestions",
    folder: "recommender",
    functions: ["evaluateSuggestions", "qualityTable", "reachTable"],
    name: { nl: "Tips beproeven op achtergehouden boeken", en: "Testing suggestions on held-out books" },
    answers: {
      nl: "Staat het boek dat een kind daarna koos bij de tips, en krijgt elk boek een kans?",
      en: "Is the book that a child chose next among the suggestions, and does every book get a chance?",
    },
    formula: {
      nl:
        "raak = lezers van wie het laatste boek bij de k tips stond / lezers met twee of meer boeken. bereik = boeken die ergens een tip waren / alle boeken. verschil = paren in een lijstje met een ander genre / alle paren. bekendheid = lezers per tip / lezers per achtergehouden boek.",
      en:
        "recall = readers whose last book was among the k suggestions / readers with two or more books. coverage = books suggested to anyone / all books. diversity = pairs in a list that differ in genre / all pairs. popularity = readers per suggestion / readers per held-out book.",
    },
    assumptions: [
      {
        nl: "Het model is gemaakt zonder de achtergehouden boeken.",
        en: "The model was fitted without the held-out books.",
      },
      {
        nl: "Wat een kind koos is een teken van wat het leuk vindt.",
        en: "What a child chose is a sign of what it likes.",
      },
    ],
    notWhen: [
      {
        nl: "Om te zeggen dat kinderen meer gaan lezen: dat vraagt een proef met een andere groep ernaast.",
        en: "To say that children come to read more: that takes a trial with another group beside it.",
      },
    ],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/table.ts";
import { evaluateSuggestions } from "../../lib/recommender/mod.ts";

${EXAMPLE_BOOKS}
// Held back, the second book has no readers left; likeness suggests the owl, popularity the first by number.
const tested = evaluateSuggestions(loans, collection, { count: 1 });
assert.deepEqual(tested.map(({ way, hits }) => [way, hits]).slice(0, 3), [
  ["loans", 0],
  ["likeness", 0],
  ["popular", 0],
]);`,
    references: [
      {
        citation:
          "Herlocker, Konstan, Terveen and Riedl (2004), Evaluating collaborative filtering recommender systems, ACM TOIS 22(1)",
        doi: "10.1145/963770.963772",
        standing: "recalled",
      },
      {
        citation: "Abdollahpouri, Burke and Mobasher (2019), Managing popularity bias in recommender systems",
        standing: "recalled",
      },
      { citation: "Checked against plain loops in Python: tests/data/recommender", standing: "read" },
    ],
  },
];
