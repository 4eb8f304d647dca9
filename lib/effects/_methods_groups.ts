/** Methods for two groups of people, for planning and for judging, in words. @module */
import type { MethodDescription } from "../core/method.ts";
import { ASSUMPTIONS } from "./_words.ts";

/** Methods for two groups of people, for planning and for judging, in words. */
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
        "p = aandeel van alle verdelingen over de groepen met een verschil dat minstens zo ver van nul ligt; bij te veel verdelingen (treffers + 1)/(trekkingen + 1).",
      en:
        "p = share of all divisions over the groups with a difference at least as far from zero; with too many divisions (hits + 1)/(draws + 1).",
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
        "Som van de kansen (hypergeometrisch) van alle tabellen die niet waarschijnlijker zijn dan de gevonden tabel.",
      en: "Sum of the (hypergeometric) chances of all tables that are no likelier than the one found.",
    },
    assumptions: [ASSUMPTIONS.exchangeable],
    notWhen: [{
      nl: "De mensen zijn gekoppeld of samenhangend.",
      en: "The people are paired or hang together.",
    }],
    example: `import assert from "node:assert/strict";
import { fisherExact } from "../../lib/effects/mod.ts";

assert.ok(Math.abs(fisherExact({ yes: 3, of: 4 }, { yes: 1, of: 4 }) - 34 / 70) < 1e-12);
`,
    references: [{ citation: "Fisher (1935), The Design of Experiments", standing: "recalled" }],
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
  {
    id: "power",
    folder: "effects",
    functions: [
      "powerOf",
      "sizeFor",
      "detectableDifference",
      "detectableRange",
      "marginOfShare",
      "clusterDesignEffect",
    ],
    name: {
      nl: "Onderscheidingsvermogen en kleinste aantoonbare verschil",
      en: "Power and minimum detectable effect",
    },
    answers: {
      nl: "Hoeveel mensen zijn nodig, en welk verschil kan dit onderzoek hoe dan ook niet vinden?",
      en: "How many people are needed, and which difference can this study not find anyway?",
    },
    formula: {
      nl:
        "Aandelen: normale benadering; gemiddelden: niet-centrale t; met clusters n/(1 + ((1+cv²)·m − 1)·ICC) en 2·(clusters − 1) vrijheidsgraden (m is de clustergrootte, cv de spreiding ervan).",
      en:
        "Shares: normal approximation; means: noncentral t; with clusters n/(1 + ((1+cv²)·m − 1)·ICC) and 2·(clusters − 1) degrees of freedom (m is the cluster size, cv its spread).",
    },
    assumptions: [{
      nl: "De spreiding en de samenhang binnen clusters zijn vooraf goed geschat.",
      en: "The spread and the correlation within clusters were estimated well beforehand.",
    }],
    notWhen: [{
      nl: "Achteraf, met het gevonden verschil: dan zegt het niets.",
      en: "Afterwards, with the difference that was found: then it says nothing.",
    }],
    example: `import assert from "node:assert/strict";
import { detectableDifference, powerOf, sizeFor } from "../../lib/effects/mod.ts";

assert.equal(powerOf({ kind: "shares", base: 0.5 }, 0.25, 50).toFixed(4), "0.7402");
assert.equal(Math.ceil(sizeFor({ kind: "two-means", deviation: 1 }, 0.5)), 64);
// In classes of twenty with an intraclass correlation of 0.05 a hundred people a group find no less than this.
const classes = { kind: "two-means" as const, deviation: 1, cluster: { size: 20, icc: 0.05 } };
assert.equal(detectableDifference(classes, 100).toFixed(3), "0.632");
`,
    references: [{
      citation: "Eldridge, Ashby and Kerry (2006), International Journal of Epidemiology 35(5), 1292–1300",
      doi: "10.1093/ije/dyl129",
      standing: "recalled",
    }, {
      citation: "Lenth (1989), Applied Statistics 38(1), 185–189",
      doi: "10.2307/2347693",
      standing: "recalled",
    }],
  },
  {
    id: "cost-benefit",
    folder: "effects",
    functions: ["costBenefit", "breakEvenUnits"],
    name: { nl: "Kosten en baten met scenario’s", en: "Cost–benefit with scenarios" },
    answers: {
      nl:
        "Wegen de baten op tegen de kosten, voor wie, en bij hoeveel vermeden gevallen ligt het omslagpunt?",
      en: "Do the benefits outweigh the costs, for whom, and at how many avoided cases is the break-even?",
    },
    formula: {
      nl:
        "saldo = Σ baten_t/(1+r)^t − Σ kosten_t/(1+r)^t; omslagpunt = kosten/baten als factor op het effect.",
      en:
        "balance = Σ benefits_t/(1+r)^t − Σ costs_t/(1+r)^t; break-even = costs/benefits as a factor on the effect.",
    },
    assumptions: [{
      nl: "Het effect en de prijs per vermeden geval zijn juist.",
      en: "The effect and the price of an avoided case are right.",
    }],
    notWhen: [{
      nl: "Het effect is niet te zeggen: toon dan alleen het omslagpunt.",
      en: "The effect cannot be said: show the break-even only then.",
    }],
    example: `import assert from "node:assert/strict";
import { costBenefit } from "../../lib/effects/mod.ts";

const label = { nl: "voorbeeld", en: "example" };
const result = costBenefit([{
  name: "midden",
  costs: [{ label, party: "gemeente", eurosByYear: [100_000] }],
  benefits: [{ label, party: "gemeente", eurosEach: 40_000, avoidedByYear: [2] }],
}]);
assert.equal(result.scenarios[0]?.balance, -20_000);
assert.equal(result.scenarios[0]?.breakEvenFactor, 1.25);
`,
    references: [{
      citation: "Werkgroep discontovoet (2020), Rapport Werkgroep discontovoet",
      standing: "recalled",
    }],
  },
  {
    id: "preregistration",
    folder: "effects",
    functions: ["preRegister"],
    name: { nl: "Plan vooraf vastleggen", en: "Pre-registration" },
    answers: {
      nl: "Stond vooraf vast wat als succes zou gelden?",
      en: "Was it fixed beforehand what would count as success?",
    },
    formula: {
      nl:
        "SHA-256 van het plan in vaste schrijfwijze; de briefing toont hem, en een gewijzigd plan wordt geweigerd.",
      en: "SHA-256 of the plan in canonical form; the briefing shows it, and a changed plan is refused.",
    },
    assumptions: [{
      nl: "De hash is gepubliceerd voordat de cijfers er waren.",
      en: "The hash was published before the figures were there.",
    }],
    notWhen: [{
      nl: "Het onderzoek is verkennend: zeg dat dan.",
      en: "The study is exploratory: say so then.",
    }],
    example: `import assert from "node:assert/strict";
import { preRegister } from "../../lib/effects/mod.ts";

const text = { nl: "voorbeeld", en: "example" };
const plan = {
  id: "plan", registeredOn: "2026-01-15", question: text, primaryOutcome: text, better: "higher" as const,
  smallestRelevant: 1, groups: text, model: text, decisionRule: text,
};
const first = preRegister(plan);
assert.equal(preRegister(plan, { expected: first.sha256 }).sha256, first.sha256);
assert.throws(() => preRegister({ ...plan, smallestRelevant: 2 }, { expected: first.sha256 }), /changed/);
`,
    references: [{
      citation: "Nosek and others (2018), PNAS 115(11), 2600–2606",
      doi: "10.1073/pnas.1708274114",
      standing: "recalled",
    }],
  },
  {
    id: "plain-verdict",
    folder: "effects",
    functions: ["judgeEffect"],
    name: { nl: "Oordeel in gewone taal", en: "Verdict in plain language" },
    answers: {
      nl: "Is het verbeterd, verslechterd, niet duidelijk veranderd, of niet te zeggen?",
      en: "Has it improved, worsened, not clearly changed, or can it not be said?",
    },
    formula: {
      nl:
        "Vaste regels op het interval, gerekend in kleinste verschillen die ertoe doen: laag > 0 verbeterd; hoog < 0 verslechterd; binnen −1 en 1 geen duidelijke verandering; anders, of bij een ernstige waarschuwing, niet te zeggen.",
      en:
        "Fixed rules on the interval in smallest differences that matter: low > 0 improved; high < 0 worsened; within −1 and 1 no clear change; otherwise, or with a serious warning, cannot say.",
    },
    assumptions: [{
      nl: "Welk verschil ertoe doet, is vooraf afgesproken.",
      en: "Which difference matters was agreed beforehand.",
    }],
    notWhen: [{
      nl: "De kleinste groep telt minder dan tien.",
      en: "The smallest group counts fewer than ten.",
    }],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { differenceInDifferences, judgeEffect } from "../../lib/effects/mod.ts";

const rows = Array.from({ length: 48 }, (_, i) => ({ area: \`wijk \${Math.floor(i / 2)}\`, group: i < 24 ? 1 : 0, after: i % 2 }));
const table = Table.from({
  wijk: rows.map((row) => row.area),
  aanpak: Float64Array.from(rows, (row) => row.group),
  na: Float64Array.from(rows, (row) => row.after),
  score: Float64Array.from(rows, (row, i) => 50 + row.after + 4 * row.group * row.after + ((i * 7) % 5) / 2),
});
const effect = differenceInDifferences(table, { outcome: "score", treated: "aanpak", after: "na", cluster: "wijk" });
const { verdict, words } = judgeEffect(effect, { better: "higher", smallestRelevant: 2 });
assert.equal(verdict, "improved");
assert.equal(words.nl, "verbeterd");
`,
    references: [{
      citation: "Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15(6), 657–680",
      doi: "10.1007/BF01068419",
      standing: "recalled",
    }],
  },
  {
    id: "effect-table",
    folder: "effects",
    functions: ["effectTable"],
    name: { nl: "Effecten in een tabel voor bescherming", en: "Effects in a table for protection" },
    answers: {
      nl: "Hoe komt een effect met zijn n in een beschermde tabel of figuur?",
      en: "How does an effect get into a protected table or figure with its n?",
    },
    formula: {
      nl: "Per cel schatting en interval, met n = de kleinste groep van de vergelijking.",
      en: "Per cell estimate and interval, with n = the smallest group of the comparison.",
    },
    assumptions: [{
      nl: "De kleinste groep is het aantal mensen, niet het aantal rijen.",
      en: "The smallest group is a number of people, not of rows.",
    }],
    notWhen: [{
      nl: "Een effect rust op één gebied zonder bekend aantal inwoners: n is dan 1.",
      en: "An effect rests on one area without a known number of people: n is 1 then.",
    }],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { effectTable, groupByWave } from "../../lib/effects/mod.ts";

const people = Array.from({ length: 40 }, (_, i) => \`p\${i}\`);
const table = Table.from({
  persoon: [...people, ...people],
  groep: Float64Array.from([...people, ...people], (_, i) => i % 2),
  meting: [...people.map(() => "voor"), ...people.map(() => "na")],
  score: Float64Array.from({ length: 80 }, (_, i) => 5 + (i % 7) / 2 + (i >= 40 ? i % 2 : 0)),
});
const columns = { outcome: "score", person: "persoon", treated: "groep", wave: "meting", waves: ["voor", "na"] };
const effect = groupByWave(table, columns);
const text = { nl: "voorbeeld", en: "example" };
const aggregate = effectTable([{ code: "na", effect }], {
  id: "effect", title: text, population: text, period: text, sources: [], entity: "person",
  measure: { id: "effect", label: text, unit: text, per: 1, decimals: 1, definition: text },
  dimension: { name: "meting", label: text, kind: "ordinal", codes: [{ code: "na", label: text }] },
});
// The n of the cell is the smallest group, so that protect judges on that.
assert.equal(aggregate.cells[0]?.n, 20);
`,
    references: [{
      citation: "Hundepool and others (2012), Statistical Disclosure Control, chapter 4",
      standing: "recalled",
    }],
  },
];
