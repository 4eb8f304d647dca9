/** Methods for planning a measurement and for judging what it found, in words. @module */
import type { MethodDescription } from "../core/method.ts";

/** Methods for planning a measurement and for judging what it found, in words. */
export const JUDGING_METHODS: readonly MethodDescription[] = [
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
