/** Methods for patterns between areas, in words. @module */
import type { MethodDescription } from "../core/method.ts";

/** Methods for patterns between areas, in words. */
export const SPATIAL_METHODS: readonly MethodDescription[] = [
  {
    id: "neighbours",
    folder: "smallarea",
    functions: ["neighbourWeights", "boundaryNeighbours"],
    name: { nl: "Wie zijn elkaars buren", en: "Who is next to whom" },
    answers: {
      nl: "Welke gebieden grenzen aan elkaar, volgens hun omtrek?",
      en: "Which areas border on each other, by their outlines?",
    },
    formula: {
      nl:
        "queen: een gedeeld hoekpunt; rook: een gedeeld stuk grens; gewicht 1 (binary) of 1/aantal buren (row).",
      en:
        "queen: a shared corner; rook: a shared piece of border; weight 1 (binary) or 1/number of neighbours (row).",
    },
    assumptions: [{
      nl: "De omtrekken komen uit één bron en delen hun hoekpunten.",
      en: "The outlines come from one source and share their corners.",
    }],
    notWhen: [{
      nl: "Water of een snelweg scheidt gebieden die op de kaart grenzen: geef dan zelf de buren op.",
      en: "Water or a motorway separates areas that border on the map: name the neighbours yourself then.",
    }],
    example: `import assert from "node:assert/strict";
import { boundaryNeighbours } from "../../lib/smallarea/mod.ts";

const square = (x: number, y: number) => ({
  type: "Polygon" as const,
  coordinates: [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]],
});
const areas = [square(0, 0), square(1, 0), square(0, 1), square(1, 1)];
assert.deepEqual(boundaryNeighbours(areas), [[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]]);
assert.deepEqual(boundaryNeighbours(areas, { contiguity: "rook" }), [[1, 2], [0, 3], [0, 3], [1, 2]]);
`,
    references: [{
      citation: "Bivand and Wong (2018), TEST 27, 716–748",
      doi: "10.1007/s11749-018-0599-x",
      standing: "recalled",
    }],
  },
  {
    id: "moran",
    folder: "smallarea",
    functions: ["moran", "residualMoran"],
    name: { nl: "Moran’s I", en: "Moran’s I" },
    answers: { nl: "Lijken buurgebieden op elkaar?", en: "Are neighbouring areas alike?" },
    formula: {
      nl:
        "n/S0 · Σ w z z / Σ z², met z het verschil van het gemiddelde, w de gewichten en S0 hun som; p door 999 verwisselingen.",
      en:
        "n/S0 · Σ w z z / Σ z², with z the gap to the mean, w the weights and S0 their sum; p by 999 reorderings.",
    },
    assumptions: [{
      nl: "Zonder patroon had elke waarde in elk gebied kunnen voorkomen.",
      en: "Without pattern, every value could have occurred in every area.",
    }, { nl: "De buren zijn de juiste.", en: "The neighbours are the right ones." }],
    notWhen: [{
      nl: "Er zijn minder dan 20 gebieden: ga af op de p-waarde door permutatie.",
      en: "There are fewer than 20 areas: go by the permutation p-value.",
    }, {
      nl: "Gebieden verschillen sterk in grootte: neem bayesMoran.",
      en: "Areas differ much in size: take bayesMoran.",
    }],
    example: `import assert from "node:assert/strict";
import { moran, neighbourWeights } from "../../lib/smallarea/mod.ts";

const line = neighbourWeights([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]]);
assert.ok(moran([1, 2, 3, 7, 8, 9], line).estimate > 0.5);
`,
    references: [{ citation: "Cliff and Ord (1981), Spatial Processes", standing: "recalled" }],
  },
  {
    id: "bayes-moran",
    folder: "smallarea",
    functions: ["bayesMoran"],
    name: { nl: "Moran’s I van cijfers van ongelijke gebieden", en: "Moran’s I of rates of unequal areas" },
    answers: {
      nl: "Lijken buurgebieden op elkaar, als kleine gebieden al door toeval meer schommelen?",
      en: "Are neighbouring areas alike, when small areas vary more by chance alone?",
    },
    formula: {
      nl: "Moran’s I van (r − b)/√(a + b/x), met r = O/x, b = ΣO/Σx en a de variantie tussen gebieden.",
      en: "Moran’s I of (r − b)/√(a + b/x), with r = O/x, b = ΣO/Σx and a the variance between areas.",
    },
    assumptions: [
      {
        nl: "Zonder patroon had elke waarde in elk gebied kunnen voorkomen.",
        en: "Without pattern, every value could have occurred in every area.",
      },
      { nl: "De buren zijn de juiste.", en: "The neighbours are the right ones." },
      { nl: "Gebeurtenissen staan los van elkaar (Poisson).", en: "Events are independent (Poisson)." },
    ],
    notWhen: [{
      nl: "Er zijn minder dan 20 gebieden: ga af op de p-waarde door permutatie.",
      en: "There are fewer than 20 areas: go by the permutation p-value.",
    }],
    example: `import assert from "node:assert/strict";
import { bayesMoran, neighbourWeights } from "../../lib/smallarea/mod.ts";

const line = neighbourWeights([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]]);
const found = bayesMoran([40, 9, 35, 12, 20, 2], [400, 100, 400, 300, 600, 80], line);
assert.ok(found.estimate > 0.3);
`,
    references: [{
      citation: "Assunção and Reis (1999), Statistics in Medicine 18(16), 2147–2162",
      standing: "recalled",
    }],
  },
  {
    id: "geary",
    folder: "smallarea",
    functions: ["geary"],
    name: { nl: "Geary’s C", en: "Geary’s C" },
    answers: {
      nl: "Verschillen buurgebieden onderling minder dan willekeurige gebieden?",
      en: "Do neighbouring areas differ less than any two areas?",
    },
    formula: {
      nl: "(n−1)/(2·S0) · Σ w (x_i − x_j)² / Σ z²; 1 zonder patroon, lager als buren lijken.",
      en: "(n−1)/(2·S0) · Σ w (x_i − x_j)² / Σ z²; 1 without pattern, lower when neighbours are alike.",
    },
    assumptions: [{
      nl: "Zonder patroon had elke waarde in elk gebied kunnen voorkomen.",
      en: "Without pattern, every value could have occurred in every area.",
    }, { nl: "De buren zijn de juiste.", en: "The neighbours are the right ones." }],
    notWhen: [{
      nl: "Er zijn minder dan 20 gebieden: ga af op de p-waarde door permutatie.",
      en: "There are fewer than 20 areas: go by the permutation p-value.",
    }],
    example: `import assert from "node:assert/strict";
import { geary, neighbourWeights } from "../../lib/smallarea/mod.ts";

const line = neighbourWeights([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]]);
assert.ok(geary([1, 2, 3, 7, 8, 9], line).estimate < 0.5);
`,
    references: [{
      citation: "Geary (1954), The Incorporated Statistician 5(3), 115–145",
      doi: "10.2307/2986645",
      standing: "recalled",
    }],
  },
  {
    id: "getis-ord",
    folder: "smallarea",
    functions: ["getisG", "localGetis"],
    name: { nl: "Getis en Ord: hoge bij hoge", en: "Getis–Ord: high next to high" },
    answers: {
      nl: "Waar liggen hoge waarden bijeen, en waar lage?",
      en: "Where do high values lie together, and where low ones?",
    },
    formula: {
      nl: "Gi = (Σ w x − W·gemiddelde)/(s·√((n·Σw² − W²)/(n−1))), zonder (Gi) of met (Gi*) het gebied zelf.",
      en: "Gi = (Σ w x − W·mean)/(s·√((n·Σw² − W²)/(n−1))), without (Gi) or with (Gi*) the area itself.",
    },
    assumptions: [{
      nl: "Zonder patroon had elke waarde in elk gebied kunnen voorkomen.",
      en: "Without pattern, every value could have occurred in every area.",
    }, { nl: "De buren zijn de juiste.", en: "The neighbours are the right ones." }],
    notWhen: [
      { nl: "Een gebied grenst aan bijna alle andere.", en: "An area borders on nearly all others." },
      {
        nl: "Er zijn minder dan 20 gebieden: de p-waarde van één gebied is dan ruw.",
        en: "There are fewer than 20 areas: the p-value of a single area is rough then.",
      },
    ],
    example: `import assert from "node:assert/strict";
import { localGetis, neighbourWeights } from "../../lib/smallarea/mod.ts";

const line = neighbourWeights([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]], { style: "binary" });
const { z } = localGetis([1, 2, 1, 7, 8, 9], line, { self: "with" });
assert.ok(z[4]! > 1.5 && z[1]! < -1.5);
`,
    references: [{
      citation: "Ord and Getis (1995), Geographical Analysis 27(4), 286–306",
      doi: "10.1111/j.1538-4632.1995.tb00912.x",
      standing: "recalled",
    }],
  },
  {
    id: "local-moran",
    folder: "smallarea",
    functions: ["localMoran"],
    name: { nl: "Lokale Moran", en: "Local Moran" },
    answers: {
      nl: "Welke gebieden lijken op hun buren, en welke juist niet?",
      en: "Which areas are like their neighbours, and which are not?",
    },
    formula: {
      nl: "I_i = z_i/m2 · Σ w z, met momenten gegeven de eigen waarde; p aangepast voor het aantal gebieden.",
      en:
        "I_i = z_i/m2 · Σ w z, with moments given the area’s own value; p adjusted for the number of areas.",
    },
    assumptions: [{
      nl: "Zonder patroon had elke waarde in elk gebied kunnen voorkomen.",
      en: "Without pattern, every value could have occurred in every area.",
    }, { nl: "De buren zijn de juiste.", en: "The neighbours are the right ones." }],
    notWhen: [{
      nl: "Er zijn minder dan 20 gebieden: de p-waarde van één gebied is dan ruw.",
      en: "There are fewer than 20 areas: the p-value of a single area is rough then.",
    }],
    example: `import assert from "node:assert/strict";
import { localMoran, moran, neighbourWeights } from "../../lib/smallarea/mod.ts";

const line = neighbourWeights([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]]), values = [1, 2, 3, 7, 8, 9];
const mean = localMoran(values, line).estimate.reduce((sum, value) => sum + value, 0) / 6;
assert.ok(Math.abs(mean - moran(values, line).estimate) < 1e-14);
`,
    references: [{
      citation: "Anselin (1995), Geographical Analysis 27(2), 93–115",
      doi: "10.1111/j.1538-4632.1995.tb00338.x",
      standing: "recalled",
    }, {
      citation: "Benjamini and Hochberg (1995), JRSS B 57(1), 289–300",
      doi: "10.1111/j.2517-6161.1995.tb02031.x",
      standing: "recalled",
    }],
  },
  {
    id: "spatial-lag",
    folder: "smallarea",
    functions: ["spatialLag"],
    name: { nl: "Wat buurgebieden doorgeven", en: "What neighbouring areas pass on" },
    answers: {
      nl: "Hoe hangt een cijfer samen met kenmerken van het gebied, als buurgebieden op elkaar lijken?",
      en: "How does a figure go with traits of the area, when neighbouring areas are alike?",
    },
    formula: {
      nl:
        "y = ρWy + Xβ + ε, door grootste aannemelijkheid; effect in alle gebieden samen: β·1′(I − ρW)⁻¹1/n; interval van ρ waar de aannemelijkheid 1,92 lager ligt.",
      en:
        "y = ρWy + Xβ + ε, by maximum likelihood; effect over all areas together: β·1′(I − ρW)⁻¹1/n; interval of ρ where the log-likelihood is 1.92 lower.",
    },
    assumptions: [{
      nl: "Wat over is, is normaal verdeeld, overal even groot en los van de buren.",
      en: "What is left is normal, of one size everywhere and independent of the neighbours.",
    }, {
      nl: "Er ontbreekt geen kenmerk waarin buren op elkaar lijken: ρ zou dat opnemen.",
      en: "No trait is missing in which neighbours are alike: ρ would take it up.",
    }],
    notWhen: [{
      nl: "Om te bewijzen dat een wijk de andere beïnvloedt: ρ bewijst dat niet.",
      en: "To prove that one district influences another: ρ does not.",
    }, {
      nl: "Er zijn minder dan 20 gebieden, of de uitkomst is een klein aantal: neem eerst poissonGamma.",
      en: "There are fewer than 20 areas, or the outcome is a small count: take poissonGamma first.",
    }],
    example: `import assert from "node:assert/strict";
import { neighbourWeights, spatialLag } from "../../lib/smallarea/mod.ts";

const ring = neighbourWeights(Array.from({ length: 24 }, (_, i) => [(i + 23) % 24, (i + 1) % 24]));
const income = Array.from({ length: 24 }, (_, i) => Math.sin(i) + (i % 5) / 5);
const arrears = Array.from({ length: 24 }, (_, i) => 8 + 3 * Math.cos(i / 4) - 2 * income[i]! + (i * 7 % 4) / 10);
const fit = spatialLag(arrears, income.map((value) => [1, value]), ring);
// Neighbours pass some of it on, so over all areas income does more than its coefficient says.
assert.ok(fit.low > 0 && fit.coefficients[1]!.total.estimate < fit.coefficients[1]!.estimate);
`,
    references: [{
      citation: "Ord (1975), Journal of the American Statistical Association 70(349), 120–126",
      doi: "10.1080/01621459.1975.10480272",
      standing: "recalled",
    }, {
      citation: "LeSage and Pace (2009), Introduction to Spatial Econometrics, CRC Press, 2.7",
      standing: "recalled",
    }],
  },
  {
    id: "area-table",
    folder: "smallarea",
    functions: ["areaTable"],
    name: { nl: "Schattingen in een tabel voor bescherming", en: "Estimates in a table for protection" },
    answers: {
      nl: "Hoe komen geschatte cijfers met hun aantallen in een beschermde kaart?",
      en: "How do estimated figures get into a protected map with their counts?",
    },
    formula: {
      nl: "Per gebied schatting en interval, met n = het aantal gebeurtenissen waarop zij rust.",
      en: "Per area estimate and interval, with n = the number of events it rests on.",
    },
    assumptions: [{
      nl: "Van elk gebied is het aantal gebeurtenissen bekend.",
      en: "The number of events of every area is known.",
    }],
    notWhen: [{
      nl: "Om een onderdrukt cijfer alsnog te tonen als schatting.",
      en: "To show a suppressed figure after all as an estimate.",
    }],
    example: `import assert from "node:assert/strict";
import { areaTable, marshallRates } from "../../lib/smallarea/mod.ts";

const text = { nl: "voorbeeld", en: "example" }, counts = [12, 40, 90];
const table = areaTable(marshallRates(counts, [10, 50, 60]), {
  id: "risico", title: text, population: text, period: text, sources: [], entity: "person", counts,
  measure: { id: "risico", label: text, unit: text, kind: "ratio", per: 1, decimals: 2, definition: text },
  areas: {
    name: "wijk", label: text, kind: "region",
    codes: ["WK990101", "WK990102", "WK990103"].map((code) => ({ code, label: text })),
  },
});
assert.deepEqual(table.cells.map(({ n }) => n), counts);
`,
    references: [{
      citation: "Hundepool and others (2012), Statistical Disclosure Control, chapter 4",
      standing: "recalled",
    }],
  },
];
