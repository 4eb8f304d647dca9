/** Methods for two groups of people, in words. @module */
import type { MethodDescription } from "../core/method.ts";
import { ASSUMPTIONS } from "./_words.ts";

/** Methods for two groups of people, in words. */
export const GROUP_METHODS: readonly MethodDescription[] = [
  {
    id: "group-by-wave",
    folder: "effects",
    functions: ["groupByWave"],
    name: { nl: "Verandering van twee groepen over metingen", en: "Group × wave of a questionnaire" },
    answers: {
      nl: "Veranderden deelnemers sinds de eerste meting meer dan de vergelijkingsgroep?",
      en: "Did participants change more since the first wave than the comparison group?",
    },
    formula: {
      nl:
        "Per meting: gemiddelde verandering met aanpak − zonder, onder wie beide keren antwoordde; interval van Welch en permutatietoets.",
      en:
        "Per wave: mean change with the approach − without, among those who answered both times; Welch interval and permutation test.",
    },
    assumptions: [
      ASSUMPTIONS.parallel,
      ASSUMPTIONS.spillover,
      ASSUMPTIONS.attrition,
      ASSUMPTIONS.exchangeable,
    ],
    notWhen: [{
      nl: "Velen vielen weg: neem mixedGroupByWave en vergelijk.",
      en: "Many dropped out: take mixedGroupByWave and compare.",
    }],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { groupByWave } from "../../lib/effects/mod.ts";

const persons = ["a", "b", "c", "d", "e", "f"];
const table = Table.from({
  persoon: [...persons, ...persons],
  groep: Float64Array.of(1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0),
  meting: [...persons.map(() => "0"), ...persons.map(() => "1")],
  score: Float64Array.of(5, 6, 7, 5, 6, 7, 9, 9, 11, 5, 7, 8),
});
const result = groupByWave(table, {
  outcome: "score", person: "persoon", treated: "groep", wave: "meting", waves: ["0", "1"],
});
assert.equal(result.estimate, 3);
assert.equal(result.contrasts[0]?.permutation.pValue, 0.1);
`,
    references: [{
      citation: "Welch (1947), Biometrika 34, 28–35",
      doi: "10.1093/biomet/34.1-2.28",
      standing: "recalled",
    }],
  },
  {
    id: "figures-of-both-groups",
    folder: "effects",
    functions: ["waveMeans", "waveFlow", "periodShares"],
    name: {
      nl: "Cijfers van beide groepen naast het effect",
      en: "Figures of both groups beside the effect",
    },
    answers: {
      nl: "Hoe ging het met elke groep per meting of jaar, en wie bleef meedoen?",
      en: "How did each group fare by wave or year, and who stayed on?",
    },
    formula: {
      nl:
        "Gemiddelde ± t·s/√n per groep en meting; aandeel = som van tellers / som van noemers, interval van Wilson.",
      en:
        "Mean ± t·s/√n by group and wave; share = sum of numerators / sum of denominators, Wilson interval.",
    },
    assumptions: [{
      nl: "Het interval neemt mensen als onafhankelijk; binnen gebieden is het iets te smal.",
      en: "The interval takes people as independent; within areas it is somewhat too narrow.",
    }],
    notWhen: [{
      nl: "De vraag is of de groepen verschillen: daarvoor is de effectschatting, met haar eigen interval.",
      en:
        "The question is whether the groups differ: that is for the effect estimate, with its own interval.",
    }],
    example: `import assert from "node:assert/strict";
import { waveFlow } from "../../lib/effects/mod.ts";

const text = { nl: "voorbeeld", en: "example" };
const cells = [
  { group: "treated", wave: "1", n: 45, lost: 15, mean: 60, deviation: 10 },
  { group: "comparison", wave: "1", n: 45, lost: 15, mean: 55, deviation: 10 },
] as const;
const flow = waveFlow(cells, {
  id: "gebleven", title: text, population: text, period: text, sources: [], entity: "person",
  measure: { id: "gebleven", label: text, unit: text, per: 100, decimals: 0, definition: text },
  moments: { name: "meting", label: text, kind: "ordinal", codes: [{ code: "1", label: text }] },
});
assert.equal(flow.cells[0]?.value, 0.75);
`,
    references: [{
      citation: "Wilson (1927), Journal of the American Statistical Association 22, 209–212",
      doi: "10.1080/01621459.1927.10502953",
      standing: "recalled",
    }],
  },
  {
    id: "mixed-group-by-wave",
    folder: "effects",
    functions: ["mixedGroupByWave"],
    name: { nl: "Gemengd model groep × meting", en: "Mixed model group × wave" },
    answers: {
      nl: "Wat is het verschil in verandering als ook mensen meetellen die een meting misten?",
      en: "What is the difference in change when people who missed a wave count too?",
    },
    formula: {
      nl:
        "score = meting + groep + groep × meting + u(persoon) + ε, u en ε normaal, REML; fout en vrijheidsgraden van Kenward en Roger, die ook bij 20 mensen kloppen.",
      en:
        "score = wave + group + group × wave + u(person) + ε, u and ε normal, REML; error and degrees of freedom of Kenward and Roger, which are right with 20 people too.",
    },
    assumptions: [ASSUMPTIONS.parallel, ASSUMPTIONS.spillover, ASSUMPTIONS.randomIntercept],
    notWhen: [{
      nl: "Wie het slecht gaat, valt juist daarom weg: geen model herstelt dat.",
      en: "Those who fare badly drop out for that very reason: no model repairs that.",
    }, {
      nl: "Er zijn minder dan 15 mensen per groep: kijk ook naar de permutatietoets.",
      en: "There are fewer than 15 people a group: look at the permutation test too.",
    }],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { mixedGroupByWave } from "../../lib/effects/mod.ts";

const people = ["a", "b", "c", "d", "e", "f", "g", "h"], waves = ["0", "1", "2"];
const rows = waves.flatMap((wave, w) => people.map((person, i) => ({ person, wave, i, w })));
const table = Table.from({
  persoon: rows.map((row) => row.person),
  meting: rows.map((row) => row.wave),
  groep: Float64Array.from(rows, ({ i }) => i % 2),
  score: Float64Array.from(rows, ({ i, w }) => i === 3 && w === 2 ? NaN : 5 + i + (i % 2) * w * 2 + ((i * 5 + w * 3) % 4) / 4),
});
const result = mixedGroupByWave(table, {
  outcome: "score", person: "persoon", treated: "groep", wave: "meting", waves,
});
assert.equal(result.contrasts.length, 2);
assert.ok(result.low !== null && result.low < 4.3 && Math.abs(result.estimate - 4) < 0.5);
`,
    references: [{
      citation: "Laird and Ware (1982), Biometrics 38, 963–974",
      doi: "10.2307/2529876",
      standing: "recalled",
    }, {
      citation: "Kuznetsova, Brockhoff and Christensen (2017), Journal of Statistical Software 82(13)",
      doi: "10.18637/jss.v082.i13",
      standing: "recalled",
    }, {
      citation: "Kenward and Roger (1997), Biometrics 53, 983–997; R pbkrtest",
      doi: "10.2307/2533558",
      standing: "recalled",
    }],
  },
  {
    id: "permutation-test",
    folder: "effects",
    functions: ["permutationTest"],
    name: { nl: "Permutatietoets", en: "Permutation test" },
    answers: {
      nl: "Hoe vaak geeft louter toeval een verschil dat zo groot is, bij kleine groepen?",
      en: "How often does chance alone give a difference this large, in small groups?",
    },
    formula: {
      nl:
        "p = aandeel van alle verdelingen over de groepen met een verschil dat minstens zo ver van nul ligt; bij te veel verdelingen (treffers + 1)/(trekkingen + 1); het interval bevat elke verschuiving die zo niet wordt verworpen.",
      en:
        "p = share of all divisions over the groups with a difference at least as far from zero; with too many divisions (hits + 1)/(draws + 1); the interval holds every shift that is not refused in this way.",
    },
    assumptions: [ASSUMPTIONS.exchangeable],
    notWhen: [{
      nl: "Mensen hangen samen in klassen of wijken: verdeel dan de klassen.",
      en: "People hang together in classes or areas: divide the classes then.",
    }],
    example: `import assert from "node:assert/strict";
import { permutationTest } from "../../lib/effects/mod.ts";

const test = permutationTest(Float64Array.of(4, 5, 6), Float64Array.of(1, 2, 3));
assert.equal(test.pValue, 0.1);
assert.equal(test.divisions, 20);
`,
    references: [{
      citation:
        "Phipson and Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9(1), 39",
      doi: "10.2202/1544-6115.1585",
      standing: "recalled",
    }, {
      citation: "Garthwaite (1996), Biometrics 52(4), 1387–1393 (the interval)",
      standing: "recalled",
    }],
  },
  {
    id: "fisher-exact-test",
    folder: "effects",
    functions: ["fisherExact"],
    name: { nl: "Exacte toets van Fisher", en: "Fisher’s exact test" },
    answers: {
      nl: "Verschillen twee aandelen in kleine groepen meer dan toeval geeft?",
      en: "Do two shares in small groups differ more than by chance?",
    },
    formula: {
      nl:
        "Som van de kansen (hypergeometrisch) van alle tabellen die niet waarschijnlijker zijn dan de gevonden tabel; interval van het verschil volgens Newcombe.",
      en:
        "Sum of the (hypergeometric) chances of all tables that are no likelier than the one found; interval of the difference by Newcombe.",
    },
    assumptions: [ASSUMPTIONS.exchangeable],
    notWhen: [{
      nl: "De mensen zijn gekoppeld of samenhangend.",
      en: "The people are paired or hang together.",
    }],
    example: `import assert from "node:assert/strict";
import { fisherExact } from "../../lib/effects/mod.ts";

const { estimate, pValue } = fisherExact({ yes: 3, of: 4 }, { yes: 1, of: 4 });
assert.equal(estimate, 0.5);
assert.ok(Math.abs(pValue - 34 / 70) < 1e-12);
`,
    references: [{ citation: "Fisher (1935), The Design of Experiments", standing: "recalled" }, {
      citation: "Newcombe (1998), Statistics in Medicine 17(8), 873–890 (the interval)",
      standing: "recalled",
    }],
  },
  {
    id: "regression-to-the-mean",
    folder: "effects",
    functions: ["regressionToMean"],
    name: { nl: "Terugval naar het gemiddelde", en: "Regression to the mean" },
    answers: {
      nl:
        "Hoeveel van de verbetering was te verwachten, alleen omdat gebieden met hoge cijfers zijn gekozen?",
      en:
        "How much of the improvement was to be expected merely because areas with high figures were chosen?",
    },
    formula: {
      nl: "verwacht na = a + b·voor uit de niet gekozen gebieden; effect = gevonden − verwacht.",
      en: "expected after = a + b·before from the areas that were not chosen; effect = found − expected.",
    },
    assumptions: [ASSUMPTIONS.selection],
    notWhen: [{
      nl: "Er zijn minder dan vier gebieden die niet zijn gekozen.",
      en: "There are fewer than four areas that were not chosen.",
    }],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { regressionToMean } from "../../lib/effects/mod.ts";

const table = Table.from({
  voor: Float64Array.of(10, 12, 14, 16, 18, 20, 19, 21),
  na: Float64Array.of(12.1, 12.9, 14.1, 14.9, 16.1, 16.9, 16.5, 17.5),
  gekozen: Float64Array.of(0, 0, 0, 0, 0, 0, 1, 1),
});
const result = regressionToMean(table, { before: "voor", after: "na", selected: "gekozen" });
assert.equal(result.observedChange, -3);
assert.ok(Math.abs(result.estimate) < 0.2);
assert.equal(result.warnings[0]?.code, "regression-to-mean");
`,
    references: [{
      citation:
        "Barnett, van der Pols and Dobson (2005), International Journal of Epidemiology 34(1), 215–220",
      doi: "10.1093/ije/dyh299",
      standing: "recalled",
    }],
  },
];
