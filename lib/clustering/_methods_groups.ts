/**
 * The pages of the methods that divide rows into groups.
 *
 * @module
 */
import type { Label } from "../core/language.ts";
import type { MethodDescription, MethodReference } from "../core/method.ts";

/** A text in both languages. */
export function both(nl: string, en: string): Label {
  return { nl, en };
}

/** A source known from memory, to be confirmed. */
export function recalled(citation: string, doi?: string): MethodReference {
  return doi === undefined ? { citation, standing: "recalled" } : { citation, doi, standing: "recalled" };
}

/** What the results of a method were compared with in the tests. */
export function checked(citation: string): MethodReference {
  return { citation: `Tests of this project: ${citation}`, standing: "read" };
}

/** Every method here is about groups. */
export const NOT_FOR_PERSONS: Label = both(
  "Om te zeggen in welke groep één persoon hoort: dat geeft geen enkele functie.",
  "To say to which group one person belongs: no function gives that.",
);
/** Groups are found where there are none. */
export const NOT_WITHOUT_STRUCTURE: Label = both(
  "Zonder eerst te kijken of er groepen zijn (gap-maat, silhouet): de methode geeft altijd groepen.",
  "Without first looking whether there are groups (gap, silhouette): the method always gives groups.",
);

/** Households of two kinds, for the examples. */
export const HOUSEHOLDS = `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";

const young = (i: number) => i % 3 !== 0;
const households = Table.from({
  age: Float64Array.from({ length: 90 }, (_, i) => (young(i) ? 28 : 55) + i % 7),
  home: Array.from({ length: 90 }, (_, i) => young(i) ? "rent" : "own"),
  car: Array.from({ length: 90 }, (_, i) => !young(i)),
});
`;

const K_MEDOIDS: MethodDescription = {
  id: "k-medoids",
  folder: "clustering",
  functions: ["gower", "gowerContributions", "distance", "kMedoids"],
  name: both(
    "Groepen rond een typisch lid (Gower en k-medoids)",
    "Groups around a typical member (Gower and k-medoids)",
  ),
  answers: both(
    "Welke groepen huishoudens lijken op elkaar in kenmerken van verschillende soort: leeftijd, woning, inkomen, ja of nee?",
    "Which groups of households are alike in traits of different kinds: age, home, income, yes or no?",
  ),
  formula: both(
    "Verschil van i en j: d = Σ w δ d_k / Σ w δ. Per kenmerk is d_k bij getallen |x − y| / bereik, bij soorten 0 (gelijk) of 1; bij geordende soorten het verschil in rangnummer; δ = 0 als een waarde ontbreekt; w is het gewicht. De groepen maken de som van de verschillen met het typische lid zo klein mogelijk.",
    "Dissimilarity of i and j: d = Σ w δ d_k / Σ w δ. Per trait, d_k is |x − y| / range for numbers, 0 (equal) or 1 for kinds; for ordered kinds the difference in rank; δ = 0 when a value is missing; w is the weight. The groups make the sum of dissimilarities to the typical member as small as possible.",
  ),
  assumptions: [
    both(
      "De gekozen kenmerken en gewichten zijn de juiste.",
      "The traits chosen and their weights are the right ones.",
    ),
    both("Een groep ligt dicht om een typisch lid.", "A group lies closely around a typical member."),
  ],
  notWhen: [
    NOT_FOR_PERSONS,
    NOT_WITHOUT_STRUCTURE,
    both("Bij meer dan 12.000 rijen: gebruik CLARA.", "With more than 12,000 rows: use CLARA."),
  ],
  example: `${HOUSEHOLDS}
import { gower, kMedoids } from "../../lib/clustering/mod.ts";

const unlike = gower(households, {
  columns: [{ name: "age", kind: "numeric" }, { name: "home", kind: "nominal" }, { name: "car", kind: "symmetric" }],
});
const groups = kMedoids(unlike, { k: 2 });
assert.deepEqual(groups.sizes, [60, 30]);
`,
  references: [
    recalled("Gower (1971), A general coefficient of similarity, Biometrics 27:857–871"),
    recalled(
      "Schubert & Rousseeuw (2021), Fast and eager k-medoids clustering, Information Systems 101:101804",
    ),
    checked(
      "R cluster (daisy, pam) on ruspini, flower and agriculture to ten digits; kmedoids on 200 generated sets",
    ),
  ],
};

const CLARA: MethodDescription = {
  id: "clara",
  folder: "clustering",
  functions: ["clara"],
  name: both("Groepen in grote bestanden (CLARA)", "Groups in large files (CLARA)"),
  answers: both(
    "Welke groepen zijn er in een bestand met honderdduizenden rijen, te groot om elk paar te vergelijken?",
    "Which groups are there in a file of hundreds of thousands of rows, too large to compare every pair?",
  ),
  formula: both(
    "Trek s steekproeven; zoek in elke k typische leden; ken alle n rijen toe aan het dichtstbijzijnde; houd de steekproef met het kleinste gemiddelde verschil over alle n rijen.",
    "Draw s samples; find k typical members in each; assign all n rows to the nearest; keep the sample with the lowest mean dissimilarity over all n rows.",
  ),
  assumptions: [
    both(
      "Elke groep is groot genoeg om in een steekproef voor te komen.",
      "Every group is large enough to be met in a sample.",
    ),
  ],
  notWhen: [
    NOT_FOR_PERSONS,
    both(
      "Voor kleine, zeldzame groepen: een steekproef kan ze missen.",
      "For small, rare groups: a sample can miss them.",
    ),
  ],
  example: `${HOUSEHOLDS}
import { clara } from "../../lib/clustering/mod.ts";

const groups = clara(households, {
  k: 2, sampleRows: 40, columns: [{ name: "age", kind: "numeric" }, { name: "home", kind: "nominal" }],
});
assert.deepEqual(groups.sizes, [60, 30]);
`,
  references: [
    recalled("Kaufman & Rousseeuw (1990), Finding Groups in Data, chapter 3"),
    checked("equal to k-medoids with a sample of all rows; R clara on 200 generated sets"),
  ],
};

const K_PROTOTYPES: MethodDescription = {
  id: "k-prototypes",
  folder: "clustering",
  functions: ["kPrototypes", "kModes", "gammaSensitivity"],
  name: both(
    "Groepen rond gemiddelden en meest voorkomende waarden",
    "Groups around means and most frequent values",
  ),
  answers: both(
    "Welke groepen zijn er, beschreven door gemiddelde getallen en de waarde die het vaakst voorkomt?",
    "Which groups are there, described by mean numbers and the value that occurs most?",
  ),
  formula: both(
    "Kosten van een rij: Σ (x − gemiddelde)² + γ · aantal kenmerken dat afwijkt van de meest voorkomende waarde. γ (gamma) weegt soorten tegen getallen. Zonder getallen heet het k-modes.",
    "Cost of a row: Σ (x − mean)² + γ · number of traits unlike the most frequent value. γ (gamma) weighs kinds against numbers. Without numbers it is k-modes.",
  ),
  assumptions: [
    both(
      "Gamma en de schaal van de getallen zijn goed gekozen.",
      "Gamma and the scale of the numbers are well chosen.",
    ),
    both("Er ontbreken geen waarden.", "No values are missing."),
  ],
  notWhen: [
    NOT_FOR_PERSONS,
    both(
      "Als de groepen sterk veranderen bij de helft of het dubbele van gamma.",
      "When the groups change much with half or twice the gamma.",
    ),
  ],
  example: `${HOUSEHOLDS}
import { gammaSensitivity, kPrototypes } from "../../lib/clustering/mod.ts";

const options = { k: 2, numeric: ["age"], categorical: ["home", "car"], gamma: 0.5 };
assert.deepEqual(kPrototypes(households, options).sizes, [60, 30]);
assert.ok(gammaSensitivity(households, options).estimate === 1);
`,
  references: [
    recalled(
      "Huang (1998), Extensions to the k-means algorithm, Data Mining and Knowledge Discovery 2:283–304",
    ),
    checked("Python kmodes 0.12.2: stocks to sixteen digits, soybean, 200 generated sets"),
  ],
};

const HIERARCHY: MethodDescription = {
  id: "hierarchical-clustering",
  folder: "clustering",
  functions: ["hierarchy", "cutHierarchy"],
  name: both("Groepen die stap voor stap samengaan", "Groups that merge step by step"),
  answers: both(
    "Hoe liggen groepen in elkaar: welke kleine groepen vormen samen een grotere?",
    "How are groups nested: which small groups together make a larger one?",
  ),
  formula: both(
    "Voeg telkens de twee groepen samen die het minst verschillen. Het verschil is het kleinste (single), grootste (complete) of gemiddelde (average, weighted) over paren, of de toename van de spreiding (ward).",
    "Merge the two least unlike groups each time. Their dissimilarity is the least (single), largest (complete) or mean (average, weighted) over pairs, or the increase of the spread (ward).",
  ),
  assumptions: [
    both("Groepen zijn genest; een stap wordt niet herzien.", "Groups are nested; a step is never undone."),
  ],
  notWhen: [
    NOT_FOR_PERSONS,
    both("Ward zonder gewone (Euclidische) afstanden.", "Ward without ordinary (Euclidean) distances."),
    both(
      "Als veel rijen precies even ver uiteen liggen: de volgorde is dan willekeurig.",
      "When many rows are exactly equally far apart: the order is arbitrary then.",
    ),
  ],
  example: `${HOUSEHOLDS}
import { cutHierarchy, gower, hierarchy } from "../../lib/clustering/mod.ts";

const unlike = gower(households, { columns: [{ name: "age", kind: "numeric" }, { name: "home", kind: "nominal" }] });
const tree = hierarchy(unlike, { linkage: "average" });
assert.ok(tree.lastHeights[0]! > 3 * tree.lastHeights[1]!);
assert.deepEqual(cutHierarchy(tree, unlike, { k: 2 }).sizes, [60, 30]);
`,
  references: [
    recalled("Lance & Williams (1967), The Computer Journal 9:373–380"),
    recalled(
      "Murtagh & Legendre (2014), Ward's hierarchical agglomerative clustering method, Journal of Classification 31:274–295",
    ),
    checked("R hclust on ruspini and agriculture to ten digits; SciPy linkage on 200 generated sets"),
  ],
};

const NOISE: MethodDescription = {
  id: "noise-class",
  folder: "clustering",
  functions: ["kMedoidsWithNoise", "mergeSmallClusters"],
  name: both(
    "Rijen die nergens bij horen, en te kleine groepen",
    "Rows that belong nowhere, and groups that are too small",
  ),
  answers: both(
    "Welk deel hoort bij geen enkele groep, en wat doen we met een groep die te klein is om te tonen?",
    "Which part belongs to no group, and what becomes of a group that is too small to show?",
  ),
  formula: both(
    "Kleinste Σ min(verschil met het typische lid, δ): wie δ of meer van elke groep af ligt, valt in de restklasse. Een groep onder de ondergrens gaat op in de groep waarop ze gemiddeld het meest lijkt.",
    "Lowest Σ min(dissimilarity to the typical member, δ): whoever is δ or more away from every group falls in the noise class. A group under the floor joins the group it is most like on average.",
  ),
  assumptions: [both("De grens δ is inhoudelijk gekozen.", "The limit δ is chosen on substance.")],
  notWhen: [
    NOT_FOR_PERSONS,
    both("Om van de restklasse een persona te maken.", "To make a persona of the noise class."),
  ],
  example: `${HOUSEHOLDS}
import { gower, kMedoidsWithNoise, mergeSmallClusters } from "../../lib/clustering/mod.ts";

const age = households.numbers("age").map((value, i) => i < 2 ? 99 : value);
const unlike = gower(households.withColumns({ age }), { columns: [{ name: "age", kind: "numeric" }] });
const groups = kMedoidsWithNoise(unlike, { k: 2, noiseFrom: 0.3 });
assert.deepEqual([groups.sizes, groups.noise], [[59, 29, 2], "last"]);
assert.deepEqual(mergeSmallClusters(groups, unlike, { floor: 10 }).sizes, [59, 31]);
`,
  references: [
    recalled(
      "Davé (1991), Characterization and detection of noise in clustering, Pattern Recognition Letters 12:657–664",
    ),
    checked("equal to k-medoids where the limit is far; sizes by hand"),
  ],
};

/** The pages of the methods that divide rows into groups. */
export const GROUP_METHODS: readonly MethodDescription[] = [K_MEDOIDS, CLARA, K_PROTOTYPES, HIERARCHY, NOISE];
