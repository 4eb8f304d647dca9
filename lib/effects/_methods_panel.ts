/** Methods that follow areas over time, in words. @module */
import type { MethodDescription } from "../core/method.ts";
import { ASSUMPTIONS } from "./_words.ts";

/** Methods that follow areas over time, in words. */
export const PANEL_METHODS: readonly MethodDescription[] = [
  {
    id: "difference-in-differences",
    folder: "effects",
    functions: ["differenceInDifferences"],
    name: { nl: "Verschil van verschillen (2×2)", en: "Difference-in-differences (2×2)" },
    answers: {
      nl: "Veranderde de groep met de aanpak meer dan de vergelijkingsgroep, van voor naar na de start?",
      en:
        "Did the group with the approach change more than the comparison group, from before to after the start?",
    },
    formula: {
      nl:
        "effect = (na − voor) met aanpak − (na − voor) zonder; standaardfout met clusters (CR2) en t met de vrijheidsgraden van Bell en McCaffrey. Zo bevat het 95%-interval ook bij 20 clusters in 93 tot 97 van de 100 gevallen de waarheid; met de gewone fout (keuze plain) zijn dat er 91 tot 95.",
      en:
        "effect = (after − before) with the approach − (after − before) without; cluster-robust error (CR2) and t with the degrees of freedom of Bell and McCaffrey. So the 95% interval holds the truth in 93 to 97 of 100 cases with 20 clusters too; with the usual error (choice plain) in 91 to 95.",
    },
    assumptions: [ASSUMPTIONS.parallel, ASSUMPTIONS.anticipation, ASSUMPTIONS.spillover],
    notWhen: [{
      nl: "Er zijn minder dan drie clusters aan een van de kanten: het interval is dan niet te vertrouwen.",
      en: "One side has fewer than three clusters: the interval cannot be trusted then.",
    }, {
      nl: "De groepen liepen al vóór de start uiteen.",
      en: "The groups already moved apart before the start.",
    }],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { differenceInDifferences } from "../../lib/effects/mod.ts";

const table = Table.from({
  score: Float64Array.of(10, 15, 11, 17, 9, 10, 12, 14),
  aanpak: Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0),
  na: Float64Array.of(0, 1, 0, 1, 0, 1, 0, 1),
  wijk: ["a", "a", "b", "b", "c", "c", "d", "d"],
});
const effect = differenceInDifferences(table, { outcome: "score", treated: "aanpak", after: "na", cluster: "wijk" });
assert.equal(effect.estimate.toFixed(6), "4.000000");
`,
    references: [{
      citation: "Angrist and Pischke (2009), Mostly Harmless Econometrics, chapter 5",
      standing: "recalled",
    }, {
      citation: "Zeileis, Köll and Graham (2020), Journal of Statistical Software 95(1)",
      doi: "10.18637/jss.v095.i01",
      standing: "recalled",
    }, {
      citation: "Bell and McCaffrey (2002), Survey Methodology 28(2), 169–181",
      standing: "recalled",
    }, {
      citation:
        "Pustejovsky and Tipton (2018), Journal of Business & Economic Statistics 36(4), 672–683; R clubSandwich",
      doi: "10.1080/07350015.2016.1247004",
      standing: "recalled",
    }],
  },
  {
    id: "two-way-fixed-effects",
    folder: "effects",
    functions: ["twoWayEffect"],
    name: { nl: "Vaste effecten van gebied en jaar", en: "Two-way fixed effects" },
    answers: {
      nl:
        "Hoeveel hoger of lager is de uitkomst sinds de start, als elk gebied en elk jaar een eigen niveau heeft?",
      en:
        "How much higher or lower is the outcome since the start, when every area and every year has a level of its own?",
    },
    formula: {
      nl:
        "y = gebied + jaar + β·(is gestart) + ε; β is het effect. Fout en vrijheidsgraden (CR2, Bell en McCaffrey) zijn ook goed bij 20 gebieden en als jaren samenhangen.",
      en:
        "y = area + year + β·(has started) + ε; β is the effect. Error and degrees of freedom (CR2, Bell and McCaffrey) are right with 20 areas too, and when years hang together.",
    },
    assumptions: [
      ASSUMPTIONS.parallel,
      ASSUMPTIONS.anticipation,
      ASSUMPTIONS.spillover,
      ASSUMPTIONS.constant,
    ],
    notWhen: [{
      nl: "Gebieden starten op verschillende momenten en het effect groeit: neem groupTimeEffects.",
      en: "Areas start at different moments and the effect grows: take groupTimeEffects.",
    }, {
      nl: "Er zijn minder dan drie clusters aan een van de kanten: het interval is dan niet te vertrouwen.",
      en: "One side has fewer than three clusters: the interval cannot be trusted then.",
    }],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { twoWayEffect } from "../../lib/effects/mod.ts";

const table = Table.from({
  y: Float64Array.of(5, 6, 9, 4, 6, 9, 3, 4, 5, 2, 3, 5),
  wijk: ["a", "a", "a", "b", "b", "b", "c", "c", "c", "d", "d", "d"],
  jaar: Float64Array.of(2020, 2021, 2022, 2020, 2021, 2022, 2020, 2021, 2022, 2020, 2021, 2022),
  start: Float64Array.of(2022, 2022, 2022, 2022, 2022, 2022, 0, 0, 0, 0, 0, 0),
});
const effect = twoWayEffect(table, { outcome: "y", unit: "wijk", period: "jaar", firstTreated: "start" });
assert.equal(effect.estimate.toFixed(6), "1.750000");
`,
    references: [{
      citation: "Goodman-Bacon (2021), Journal of Econometrics 225(2), 254–277",
      doi: "10.1016/j.jeconom.2021.03.014",
      standing: "recalled",
    }, {
      citation: "Bell and McCaffrey (2002), Survey Methodology 28(2), 169–181",
      standing: "recalled",
    }, {
      citation:
        "Pustejovsky and Tipton (2018), Journal of Business & Economic Statistics 36(4), 672–683; R clubSandwich",
      doi: "10.1080/07350015.2016.1247004",
      standing: "recalled",
    }],
  },
  {
    id: "event-study",
    folder: "effects",
    functions: ["eventStudy"],
    name: { nl: "Effect per jaar voor en na de start", en: "Event study" },
    answers: {
      nl: "Vanaf wanneer is er verschil, en was er vóór de start al verschil?",
      en: "From when is there a difference, and was there one before the start already?",
    },
    formula: {
      nl:
        "y = gebied + jaar + Σ β_k·(k jaren sinds de start) + ε, met k = −1 als nulpunt; een F-toets op alle β_k vóór de start (vanaf 40 clusters aan elke kant), anders de kleinste p-waarde van die jaren maal hun aantal; en een toets van de rechte lijn door die jaren. De kleinste van beide, maal twee, beslist.",
      en:
        "y = area + year + Σ β_k·(k years since the start) + ε, with k = −1 as zero; an F test of all β_k before the start (from 40 clusters on each side), else the smallest p value of those years times their number; and a test of the straight line through those years. The smaller of both, times two, decides.",
    },
    assumptions: [
      ASSUMPTIONS.parallel,
      ASSUMPTIONS.anticipation,
      ASSUMPTIONS.spillover,
      ASSUMPTIONS.constant,
    ],
    notWhen: [{
      nl: "Een toets vooraf die niets vindt, is geen bewijs dat de groepen gelijk opgingen.",
      en: "A test beforehand that finds nothing is no proof that the groups moved alike.",
    }, {
      nl: "Er zijn minder dan drie clusters aan een van de kanten: het interval is dan niet te vertrouwen.",
      en: "One side has fewer than three clusters: the interval cannot be trusted then.",
    }],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { eventStudy } from "../../lib/effects/mod.ts";

const rows = ["a", "b", "c", "d", "e", "f"].flatMap((wijk, i) =>
  [2020, 2021, 2022].map((jaar, t) => ({ wijk, jaar, y: i + t + (i < 3 && t === 2 ? 4 : 0) + ((i * 7 + t * 3) % 4) / 10 }))
);
const table = Table.from({
  y: Float64Array.from(rows, (row) => row.y),
  wijk: rows.map((row) => row.wijk),
  jaar: Float64Array.from(rows, (row) => row.jaar),
  start: Float64Array.from(rows, (row) => row.wijk < "d" ? 2022 : 0),
});
const study = eventStudy(table, { outcome: "y", unit: "wijk", period: "jaar", firstTreated: "start" });
assert.deepEqual(study.table.map((line) => line.since), [-2, -1, 0]);
assert.ok(Math.abs(study.estimate - 4) < 0.3);
`,
    references: [{
      citation: "Miller (2023), Journal of Economic Perspectives 37(2), 203–230",
      doi: "10.1257/jep.37.2.203",
      standing: "recalled",
    }, {
      citation: "Roth (2022), AER: Insights 4(3), 305–322",
      doi: "10.1257/aeri.20210236",
      standing: "recalled",
    }, {
      citation: "Bell and McCaffrey (2002), Survey Methodology 28(2), 169–181",
      standing: "recalled",
    }, {
      citation:
        "Pustejovsky and Tipton (2018), Journal of Business & Economic Statistics 36(4), 672–683; R clubSandwich",
      doi: "10.1080/07350015.2016.1247004",
      standing: "recalled",
    }],
  },
  {
    id: "group-time-effects",
    folder: "effects",
    functions: ["groupTimeEffects"],
    name: { nl: "Effect per startgroep en periode", en: "Group-time effects (Callaway–Sant’Anna)" },
    answers: {
      nl: "Wat is het effect als gebieden in verschillende jaren starten en het effect mag groeien?",
      en: "What is the effect when areas start in different years and the effect may grow?",
    },
    formula: {
      nl:
        "ATT(g,t) = verandering van startgroep g van g−1 tot t − die van gebieden zonder aanpak; gemiddelden met groepsgrootte als gewicht; fout uit invloedsfuncties ψ, per startgroep rond het eigen gemiddelde, met de vrijheidsgraden van Welch; gezamenlijke band = schatting ± c·fout met c de 95%-grens van de grootste |t|. De jaren vóór de start worden één voor één bekeken en als rechte lijn.",
      en:
        "ATT(g,t) = change of starting group g from g−1 to t − that of areas without; averages weighted by group size; error from influence functions ψ, around the mean of each starting group, with Welch’s degrees of freedom; joint band = estimate ± c·error with c the 95% border of the largest |t|. The years before the start are looked at one by one and as a straight line.",
    },
    assumptions: [ASSUMPTIONS.parallel, ASSUMPTIONS.anticipation, ASSUMPTIONS.spillover],
    notWhen: [{
      nl:
        "Een startgroep is één gebied: hoe zeker dat effect is, is niet te zeggen. Met twee is het interval nog te smal.",
      en:
        "A starting group is one area: how sure that effect is cannot be told. With two the interval is still too narrow.",
    }, {
      nl: "Niemand is (nog) zonder aanpak: er is dan geen vergelijking.",
      en: "Nobody is (yet) without the approach: there is no comparison then.",
    }],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { groupTimeEffects } from "../../lib/effects/mod.ts";

const rows = ["a", "b", "c", "d", "e", "f"].flatMap((wijk, i) =>
  [2020, 2021, 2022].map((jaar, t) => ({ wijk, jaar, y: i + t + (i < 3 && t === 2 ? 4 : 0) + ((i * 7 + t * 3) % 4) / 10 }))
);
const table = Table.from({
  y: Float64Array.from(rows, (row) => row.y),
  wijk: rows.map((row) => row.wijk),
  jaar: Float64Array.from(rows, (row) => row.jaar),
  start: Float64Array.from(rows, (row) => row.wijk < "d" ? 2022 : 0),
});
const result = groupTimeEffects(table, { outcome: "y", unit: "wijk", period: "jaar", firstTreated: "start" });
assert.deepEqual(result.cells.map((cell) => cell.part), ["before", "after"]);
assert.ok(Math.abs(result.estimate - 4) < 0.3);
`,
    references: [{
      citation: "Callaway and Sant’Anna (2021), Journal of Econometrics 225(2), 200–230",
      doi: "10.1016/j.jeconom.2020.12.001",
      standing: "recalled",
    }, {
      citation: "Sant’Anna and Zhao (2020), Journal of Econometrics 219(1), 101–122",
      doi: "10.1016/j.jeconom.2020.06.003",
      standing: "recalled",
    }, {
      citation: "Welch (1947), Biometrika 34, 28–35",
      doi: "10.1093/biomet/34.1-2.28",
      standing: "recalled",
    }],
  },
  {
    id: "synthetic-control",
    folder: "effects",
    functions: ["syntheticControl"],
    name: { nl: "Synthetische controle", en: "Synthetic control" },
    answers: {
      nl:
        "Hoe was het één gebied vergaan zonder de aanpak, gelet op een mix van gebieden die er vooraf op leken?",
      en:
        "How would one area have fared without the approach, judged by a mix of areas that resembled it before?",
    },
    formula: {
      nl:
        "Gewichten w ≥ 0 met Σw = 1 die Σ v·(x − Σ w x_j)² zo klein mogelijk maken; effect = y − Σ w y_j na de start; p = rang van (RMSPE na / RMSPE voor) onder alle gebieden.",
      en:
        "Weights w ≥ 0 with Σw = 1 that make Σ v·(x − Σ w x_j)² least; effect = y − Σ w y_j after the start; p = rank of (RMSPE after / RMSPE before) among all areas.",
    },
    assumptions: [ASSUMPTIONS.resemblance, ASSUMPTIONS.anticipation, ASSUMPTIONS.spillover],
    notWhen: [{
      nl: "Het gebied ligt vooraf buiten het bereik van de andere: dan past geen mix.",
      en: "The area lies outside the range of the others beforehand: then no mix fits.",
    }, {
      nl: "Er zijn minder dan 20 gebieden: er is dan geen interval.",
      en: "There are fewer than 20 areas: there is no interval then.",
    }],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { syntheticControl } from "../../lib/effects/mod.ts";

const series = { a: [2, 4, 3, 9], b: [1, 5, 3, 4], c: [3, 3, 3, 4], d: [9, 1, 5, 5] };
const rows = Object.entries(series).flatMap(([wijk, y]) => y.map((value, t) => ({ wijk, value, jaar: 2020 + t })));
const table = Table.from({
  wijk: rows.map((row) => row.wijk),
  jaar: Float64Array.from(rows, (row) => row.jaar),
  y: Float64Array.from(rows, (row) => row.value),
});
const result = syntheticControl(table, { outcome: "y", unit: "wijk", period: "jaar", treatedUnit: "a", start: 2023 });
assert.equal(result.estimate.toFixed(6), "5.000000");
assert.deepEqual(result.weights.map(({ unit, weight }) => [unit, weight.toFixed(3)]), [["b", "0.500"], ["c", "0.500"]]);
`,
    references: [{
      citation: "Abadie, Diamond and Hainmueller (2010), JASA 105(490), 493–505",
      doi: "10.1198/jasa.2009.ap08746",
      standing: "recalled",
    }, {
      citation: "Firpo and Possebom (2018), Journal of Causal Inference 6(2)",
      doi: "10.1515/jci-2016-0026",
      standing: "recalled",
    }, {
      citation: "Wolfe (1976), Mathematical Programming 11, 128–149",
      doi: "10.1007/BF01580381",
      standing: "recalled",
    }],
  },
  {
    id: "interrupted-time-series",
    folder: "effects",
    functions: ["interruptedSeries"],
    name: { nl: "Onderbroken tijdreeks", en: "Interrupted time series" },
    answers: {
      nl: "Sprong het niveau of veranderde de helling van één reeks op het moment van de start?",
      en: "Did the level jump or the slope change in one series at the moment of the start?",
    },
    formula: {
      nl:
        "y = niveau + helling·tijd + sprong·(na) + knik·(na)·(tijd − start) + ε. De punten hangen samen: ε(t) = ρ·ε(t−1) + iets nieuws. Het interval weegt alle ρ die bij de reeks passen (REML-AR(1) en Prais–Winsten: een mengsel van t-verdelingen; Newey–West: een grens uit nagebootste reeksen). Zo bevat het vanaf 24 punten en tot ρ = 0,6 de sprong in 93 tot 97 van de 100 gevallen, en de knik met Newey–West ook; met REML-AR(1) is het interval van de knik in korte reeksen ruim (98 van de 100). De gewone intervallen (keuze plain) doen dat in 70 tot 94 gevallen, kleinste kwadraten alleen zonder samenhang in 95.",
      en:
        "y = level + slope·time + jump·(after) + bend·(after)·(time − start) + ε. Points hang together: ε(t) = ρ·ε(t−1) + something new. The interval weighs all ρ that suit the series (REML-AR(1) and Prais–Winsten: a mixture of t distributions; Newey–West: a border from imitated series). So from 24 points and up to ρ = 0.6 it holds the jump in 93 to 97 of 100 cases, and the bend too with Newey–West; with REML-AR(1) the interval of the bend is wide in short series (98 of 100). The usual intervals (choice plain) do so in 70 to 94, least squares in 95 only when points do not hang together.",
    },
    assumptions: [ASSUMPTIONS.trend, ASSUMPTIONS.soleEvent, ASSUMPTIONS.anticipation],
    notWhen: [{
      nl:
        "Er zijn minder dan acht punten vóór de start, of minder dan 24 samen: het interval bevat de sprong dan soms maar in 91 van de 100 gevallen. Onder acht punten is er geen oordeel.",
      en:
        "There are fewer than eight points before the start, or fewer than 24 in all: the interval may then hold the jump in only 91 of 100 cases. Below eight points there is no verdict.",
    }, {
      nl: "Op hetzelfde moment veranderde ook de meetwijze.",
      en: "The way of measuring changed at the same moment.",
    }],
    example: `import assert from "node:assert/strict";
import { Table } from "../../lib/core/mod.ts";
import { interruptedSeries } from "../../lib/effects/mod.ts";

const time = Float64Array.from({ length: 20 }, (_, i) => i);
const y = time.map((t) => 50 + t - (t >= 10 ? 10 : 0) + [0.2, -0.3, 0.1, 0.3, -0.3][t % 5]!);
const table = Table.from({ jaar: time, y });
const result = interruptedSeries(table, { outcome: "y", time: "jaar", start: 10 });
assert.ok(Math.abs(result.estimate + 10) < 0.5);
assert.equal(result.handling, "reml-ar1");
`,
    references: [{
      citation: "Turner, Karahalios, Forbes and others (2021), BMC Medical Research Methodology 21, 134",
      doi: "10.1186/s12874-021-01306-w",
      standing: "recalled",
    }, {
      citation: "Newey and West (1987), Econometrica 55(3), 703–708",
      doi: "10.2307/1913610",
      standing: "recalled",
    }, {
      citation: "Zellner and Tiao (1964), Journal of the American Statistical Association 59, 763–778",
      doi: "10.2307/2283097",
      standing: "recalled",
    }],
  },
];
