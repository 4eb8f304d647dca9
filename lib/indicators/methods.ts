/** Methods that put indicators together, in words. @module */
import type { MethodDescription } from "../core/method.ts";

/** Methods that put indicators together, in words. */
export const INDICATOR_METHODS: readonly MethodDescription[] = [
  {
    id: "composite-index",
    folder: "indicators",
    functions: ["compositeIndex", "weightedMean"],
    name: { nl: "Samengestelde index", en: "Composite index" },
    answers: {
      nl: "Waar komen verschillende risico's samen, en hoeveel hangt die volgorde af van onze keuzes?",
      en: "Where do several risks come together, and how much does that order depend on our choices?",
    },
    formula: {
      nl:
        "Elk deel wordt vergelijkbaar gemaakt (z-score, min-max of rang) en gewogen gemiddeld: Σw·x, Πx^w of 1/Σ(w/x). Daarna worden duizend andere keuzes geprobeerd: andere gewichten, een andere schaal, een ander gemiddelde, uitschieters wel of niet naar binnen gehaald.",
      en:
        "Each part is made comparable (z-score, min-max or rank) and averaged by weight: Σw·x, Πx^w or 1/Σ(w/x). Then a thousand other choices are tried: other weights, another scale, another mean, outliers drawn in or not.",
    },
    assumptions: [{
      nl: "Een goed deel mag een slecht deel goedmaken, helemaal of voor een stuk.",
      en: "A good part may make up for a bad one, fully or in part.",
    }, {
      nl: "De gewichten zeggen wat mensen belangrijk vinden. Cijfers kunnen dat niet zeggen.",
      en: "The weights say what people find important. Figures cannot tell.",
    }],
    notWhen: [{
      nl: "Om gebieden op één plaats in een ranglijst te zetten: laat de marge van de plaats zien.",
      en: "To put areas on one place in a ranking: show the range of the place.",
    }, {
      nl: "Om jaren te vergelijken zonder vaste onder- en bovengrens.",
      en: "To compare years without agreed ends of the scale.",
    }],
    example: `import assert from "node:assert/strict";
import { weightedMean } from "../../lib/indicators/mod.ts";

const weights = [0.4, 0.3, 0.2, 0.1];
assert.equal(weightedMean([1, 2, 3, 4], weights, "arithmetic").toFixed(6), "2.000000");
assert.equal(weightedMean([1, 2, 3, 4], weights, "geometric").toFixed(6), "1.761730");
assert.equal(weightedMean([1, 2, 3, 4], weights, "harmonic").toFixed(6), "1.558442");
`,
    references: [{
      citation: "OECD and JRC (2008), Handbook on Constructing Composite Indicators",
      doi: "10.1787/9789264043466-en",
      standing: "recalled",
    }, {
      citation:
        "Saisana, Saltelli and Tarantola (2005), Journal of the Royal Statistical Society A 168(2), 307–323",
      doi: "10.1111/j.1467-985X.2005.00350.x",
      standing: "recalled",
    }],
  },
  {
    id: "composite-sensitivity",
    folder: "indicators",
    functions: ["compositeSensitivity"],
    name: { nl: "Op welke keuze rust de volgorde?", en: "Which choice does the order rest on?" },
    answers: {
      nl: "Welke keuze in een samengestelde index maakt de volgorde van gebieden het meest onzeker?",
      en: "Which choice in a composite index makes the order of areas most uncertain?",
    },
    formula: {
      nl:
        "Alle keuzes variëren tegelijk. S = Var(E(Y|keuze))/Var(Y): wat één keuze alleen doet; S_totaal = 1 − Var(E(Y|andere keuzes))/Var(Y): wat zij samen met andere doet. Y is de gemiddelde verschuiving van de plaats.",
      en:
        "All choices vary at once. S = Var(E(Y|choice))/Var(Y): what one choice does alone; S_total = 1 − Var(E(Y|other choices))/Var(Y): what it does in company. Y is the mean shift of the rank.",
    },
    assumptions: [{
      nl:
        "De keuzes staan los van elkaar, en alle manieren die geprobeerd zijn, zijn even goed te verdedigen.",
      en: "Choices are made without regard to each other, and all ways tried are equally defensible.",
    }],
    notWhen: [{
      nl: "Om te zeggen welke keuze de goede is: dat zegt een verdeling van onzekerheid niet.",
      en: "To say which choice is right: sharing out uncertainty does not tell.",
    }, {
      nl: "Er zijn maar een paar gebieden: een volgorde van drie verschuift met sprongen.",
      en: "There are only a few areas: an order of three shifts in jumps.",
    }],
    example: `import assert from "node:assert/strict";
import { compositeSensitivity } from "../../lib/indicators/mod.ts";

const label = { nl: "deel", en: "part" };
const part = (id: string, values: readonly number[]) => ({
  direction: "risk" as const,
  weight: 1,
  table: {
    id, title: label, entity: "person" as const, population: label, period: label, sources: [],
    measure: { id, label, unit: label, kind: "estimate" as const, per: 1 as const, decimals: 1, definition: label },
    dimensions: [{ name: "wijk", label, kind: "region" as const, codes: [] }],
    cells: values.map((value, i) => ({
      codes: ["WK" + i], n: 50, numerator: null, denominator: null, value, low: null, high: null,
    })),
  },
});
const found = compositeSensitivity([part("a", [1, 2, 3, 4, 5, 60]), part("b", [6, 2, 5, 1, 4, 3])], { draws: 200 });
assert.equal(found.factors.length, 4);
assert.ok(found.factors[0]!.total.estimate > 0);
`,
    references: [{
      citation:
        "Saisana, Saltelli and Tarantola (2005), Journal of the Royal Statistical Society A 168(2), 307–323",
      doi: "10.1111/j.1467-985X.2005.00350.x",
      standing: "recalled",
    }, {
      citation: "Saltelli and others (2010), Computer Physics Communications 181(2), 259–270",
      doi: "10.1016/j.cpc.2009.09.018",
      standing: "recalled",
    }],
  },
];
