/** Methods for figures of small areas, in words. @module */
import type { MethodDescription } from "../core/method.ts";

/** Methods for figures of small areas, in words. */
export const RATE_METHODS: readonly MethodDescription[] = [
  {
    id: "direct-standardisation",
    folder: "smallarea",
    functions: ["standardiseDirectly"],
    name: { nl: "Directe standaardisatie", en: "Direct standardisation" },
    answers: {
      nl: "Hoe hoog zou het cijfer zijn als elk gebied dezelfde leeftijdsopbouw had?",
      en: "How high would the rate be if every area had the same ages?",
    },
    formula: {
      nl:
        "Σ W·d/n over leeftijden, met W het aandeel in de standaard, d gebeurtenissen, n mensen; gamma-interval van Fay en Feuer.",
      en:
        "Σ W·d/n over ages, with W the share in the standard, d events, n people; gamma interval of Fay and Feuer.",
    },
    assumptions: [{
      nl: "Gebeurtenissen staan los van elkaar (Poisson).",
      en: "Events are independent (Poisson).",
    }],
    notWhen: [{ nl: "Er zijn minder dan tien gebeurtenissen.", en: "There are fewer than ten events." }],
    example: `import assert from "node:assert/strict";
import { standardiseDirectly } from "../../lib/smallarea/mod.ts";

const rate = standardiseDirectly({ counts: [10, 40], populations: [1000, 1000], standard: [3, 1] });
assert.equal(rate.estimate, 0.0175);
assert.equal(rate.crude, 0.025);
`,
    references: [{
      citation: "Fay and Feuer (1997), Statistics in Medicine 16, 791–801",
      standing: "recalled",
    }],
  },
  {
    id: "indirect-standardisation",
    folder: "smallarea",
    functions: ["expectedEvents", "standardisedRatio"],
    name: { nl: "Indirecte standaardisatie", en: "Indirect standardisation" },
    answers: {
      nl: "Gebeurt iets vaker dan te verwachten bij deze leeftijdsopbouw?",
      en: "Does something happen more often than expected at these ages?",
    },
    formula: {
      nl: "O/E met E = Σ mensen·standaardcijfer; exacte Poisson-grenzen χ²(2O)/2E en χ²(2O+2)/2E.",
      en: "O/E with E = Σ people·standard rate; exact Poisson limits χ²(2O)/2E and χ²(2O+2)/2E.",
    },
    assumptions: [{
      nl: "Gebeurtenissen staan los van elkaar (Poisson).",
      en: "Events are independent (Poisson).",
    }, {
      nl: "Het verwachte aantal is zonder fout bekend.",
      en: "The expected number is known without error.",
    }],
    notWhen: [{
      nl: "Om twee gebieden onderling te vergelijken.",
      en: "To compare two areas with each other.",
    }],
    example: `import assert from "node:assert/strict";
import { standardisedRatio } from "../../lib/smallarea/mod.ts";

const ratio = standardisedRatio(9, 1.4);
assert.equal(ratio.estimate.toFixed(2), "6.43");
assert.equal(ratio.low.toFixed(2), "2.94");
`,
    references: [{
      citation: "Ulm (1990), American Journal of Epidemiology 131(2), 373–375",
      doi: "10.1093/oxfordjournals.aje.a115507",
      standing: "recalled",
    }],
  },
  {
    id: "marshall-rates",
    folder: "smallarea",
    functions: ["marshallRates"],
    name: { nl: "Marshall: cijfers getrokken naar het gemiddelde", en: "Marshall’s empirical Bayes rates" },
    answers: {
      nl: "Wat is het beste cijfer van een klein gebied, in één stap?",
      en: "What is the best figure of a small area, in one step?",
    },
    formula: {
      nl: "m + (r − m)·A/(A + m/x), met m = ΣO/Σx, r = O/x, A de variantie tussen gebieden door momenten.",
      en: "m + (r − m)·A/(A + m/x), with m = ΣO/Σx, r = O/x, A the variance between areas by moments.",
    },
    assumptions: [{
      nl: "Van geen gebied is vooraf bekend dat het anders is.",
      en: "No area is known beforehand to differ.",
    }, { nl: "Gebeurtenissen staan los van elkaar (Poisson).", en: "Events are independent (Poisson)." }],
    notWhen: [{ nl: "Om gebieden op volgorde te zetten.", en: "To rank areas." }, {
      nl: "Als er een interval bij moet: neem poissonGamma.",
      en: "When an interval is needed: take poissonGamma.",
    }],
    example: `import assert from "node:assert/strict";
import { marshallRates } from "../../lib/smallarea/mod.ts";

const { raw, estimate } = marshallRates([2, 200, 90], [10, 1000, 1000]);
assert.equal(raw[0], raw[1]);
assert.ok(estimate[0]! < estimate[1]!);
`,
    references: [{
      citation: "Marshall (1991), Applied Statistics 40(2), 283–294",
      doi: "10.2307/2347593",
      standing: "recalled",
    }],
  },
  {
    id: "poisson-gamma",
    folder: "smallarea",
    functions: ["poissonGamma", "rawBesideShrunken"],
    name: { nl: "Poisson–gamma: geschat risico met interval", en: "Poisson–gamma empirical Bayes" },
    answers: {
      nl: "Hoe groot is het risico in een klein gebied, met wat de andere gebieden leren?",
      en: "How large is the risk in a small area, with what the other areas teach?",
    },
    formula: {
      nl: "θ = (O + ν)/(E + α); ν en α met de grootste aannemelijkheid; interval uit Gamma(O + ν, E + α).",
      en: "θ = (O + ν)/(E + α); ν and α by maximum likelihood; interval from Gamma(O + ν, E + α).",
    },
    assumptions: [{
      nl: "Van geen gebied is vooraf bekend dat het anders is.",
      en: "No area is known beforehand to differ.",
    }, { nl: "Gebeurtenissen staan los van elkaar (Poisson).", en: "Events are independent (Poisson)." }],
    notWhen: [{
      nl: "Het interval kent de onzekerheid van ν en α niet: bij weinig gebieden is het te smal.",
      en: "The interval ignores the uncertainty of ν and α: with few areas it is too narrow.",
    }],
    example: `import assert from "node:assert/strict";
import { poissonGamma } from "../../lib/smallarea/mod.ts";

const fit = poissonGamma([9, 39, 2, 0, 15], [1.4, 8.7, 6, 4.2, 14]);
assert.ok(fit.estimate[0]! < fit.raw[0]!);
assert.ok(fit.estimate[3]! > 0);
`,
    references: [{
      citation: "Clayton and Kaldor (1987), Biometrics 43(3), 671–681",
      doi: "10.2307/2532003",
      standing: "recalled",
    }],
  },
  {
    id: "fay-herriot",
    folder: "smallarea",
    functions: ["fayHerriot"],
    name: { nl: "Fay–Herriot", en: "Fay–Herriot" },
    answers: {
      nl:
        "Wat is het beste cijfer van een gebied met een kleine steekproef, als andere kenmerken het deels voorspellen?",
      en: "What is the best figure of an area with a small sample, when other traits predict part of it?",
    },
    formula: {
      nl:
        "γ·y + (1−γ)·x′β, γ = A/(A + ψ); A door REML, ML, momenten of aangepaste ML; MSE = g1 + g2 + 2·g3 (min de vertekening van A). Het interval rekent mee dat A onbekend is.",
      en:
        "γ·y + (1−γ)·x′β, γ = A/(A + ψ); A by REML, ML, moments or adjusted ML; MSE = g1 + g2 + 2·g3 (less the bias of A). The interval counts in that A is not known.",
    },
    assumptions: [{ nl: "De steekproefvarianties zijn bekend.", en: "The sampling variances are known." }, {
      nl: "Wat niet wordt voorspeld, is normaal verdeeld en onafhankelijk.",
      en: "What is not predicted is normal and independent.",
    }],
    notWhen: [{
      nl: "De steekproefvarianties zijn zelf uit enkele mensen geschat: maak ze eerst glad.",
      en: "The sampling variances themselves come from a few people: smooth them first.",
    }],
    example: `import assert from "node:assert/strict";
import { fayHerriot } from "../../lib/smallarea/mod.ts";

const fit = fayHerriot({
  direct: [1, 2, 4, 9, 3],
  variances: [0.01, 4, 1, 1, 1],
  predictors: [[1], [1], [1], [1], [1]],
});
assert.ok(fit.weight[0]! > 0.99 && fit.weight[1]! < 0.9);
`,
    references: [{
      citation: "Fay and Herriot (1979), JASA 74, 269–277",
      doi: "10.1080/01621459.1979.10482505",
      standing: "recalled",
    }, {
      citation: "Prasad and Rao (1990), JASA 85, 163–171",
      doi: "10.1080/01621459.1990.10475320",
      standing: "recalled",
    }, {
      citation: "Li and Lahiri (2010), Journal of Multivariate Analysis 101, 882–892",
      doi: "10.1016/j.jmva.2009.10.009",
      standing: "recalled",
    }],
  },
  {
    id: "funnel-limits",
    folder: "smallarea",
    functions: ["funnelLimits"],
    name: { nl: "Trechtergrenzen", en: "Funnel limits" },
    answers: {
      nl: "Welke gebieden wijken meer af dan toeval bij hun grootte geeft?",
      en: "Which areas differ more than chance at their size?",
    },
    formula: {
      nl:
        "Grenzen van O/E waarbinnen 95% en 99,8% vallen als het risico overal gelijk is, per verwacht aantal.",
      en: "Limits of O/E that hold 95% and 99.8% when the risk is the same everywhere, by expected number.",
    },
    assumptions: [{
      nl: "Gebeurtenissen staan los van elkaar (Poisson).",
      en: "Events are independent (Poisson).",
    }],
    notWhen: [{
      nl: "Gebieden verschillen van nature sterk: dan valt bijna alles buiten de trechter.",
      en: "Areas differ much by nature: then nearly everything lies outside the funnel.",
    }],
    example: `import assert from "node:assert/strict";
import { funnelLimits } from "../../lib/smallarea/mod.ts";

const { positions } = funnelLimits([3, 150, 100], [2, 100, 100]);
assert.deepEqual(positions, ["within", "above alarm", "within"]);
`,
    references: [{
      citation: "Spiegelhalter (2005), Statistics in Medicine 24(8), 1185–1202",
      doi: "10.1002/sim.1970",
      standing: "recalled",
    }],
  },
];
