/**
 * The methods of this folder, for their pages in the site.
 *
 * @module
 */
import type { MethodDescription, MethodReference } from "../core/method.ts";

/** Three partners with made-up rows, for the examples. */
const EXAMPLE = `import assert from "node:assert/strict";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/mod.ts";
import { policyById } from "../../lib/disclosure/mod.ts";

const random = randomFor("voorbeeld/partners");
const rows = Array.from({ length: 600 }, (_, i) => ({ partner: "abc"[i % 3]!, schulden: random.next() < 0.4 }));
const table = Table.from({
  partner: rows.map(({ partner }) => partner),
  schulden: rows.map(({ schulden }) => schulden),
  hulp: rows.map(({ schulden }) => random.next() < (schulden ? 0.5 : 0.2)),
  uren: Float64Array.from(rows, ({ schulden }) => 2 + 3 * Number(schulden) + random.normal()),
});
const agreed = {
  partner: "partner",
  columns: ["schulden", "hulp", "uren"],
  kinds: ["counts", "linear", "logistic"],
  policy: policyById("cbs-microdata"),
} as const;`;

function recalled(citation: string): MethodReference {
  return { citation, standing: "recalled" };
}

const CHECKED: MethodReference = {
  citation: "Checked in the tests: six processes over TLS against the pooled rows, to 1e-8",
  standing: "read",
};

const COUNTS: MethodDescription = {
  id: "federated-counts",
  folder: "federation",
  functions: ["federatedCounts", "demonstrationFederation"],
  name: { nl: "Samen tellen zonder te delen", en: "Counting together without sharing" },
  answers: {
    nl: "Hoeveel zijn het er bij alle partners samen, zonder dat een partner zijn eigen getal laat zien?",
    en: "How many are there over all partners, without any partner showing its own number?",
  },
  formula: {
    nl:
      "Elke partner i stuurt x(i) + som van m(i,j) − som van m(j,i), modulo 2^192. Het masker m(i,j) kennen alleen i en j. In de som over alle partners vallen de maskers weg.",
    en:
      "Each partner i sends x(i) + sum of m(i,j) − sum of m(j,i), modulo 2^192. Only i and j know the mask m(i,j). In the sum over all partners the masks vanish.",
  },
  assumptions: [
    {
      nl: "De partners spraken af wat een kolom en een code betekent.",
      en: "The partners agreed what a column and a code mean.",
    },
    {
      nl: "De coördinator volgt de stappen, en minstens twee partners spannen niet met hem samen.",
      en: "The coordinator follows the steps, and at least two partners do not collude with it.",
    },
  ],
  notWhen: [
    {
      nl: "De vraag is wie bij twee partners bekend is: dat vraagt koppelen en een eigen grondslag.",
      en: "The question is who is known to two partners: that takes linkage and its own legal basis.",
    },
    {
      nl: "Er zijn minder dan drie partners: van een som van twee kent ieder het deel van de ander.",
      en: "There are fewer than three partners: of a sum of two, each knows the other's part.",
    },
  ],
  example: `${EXAMPLE}
import { demonstrationFederation, federatedCounts } from "../../lib/federation/mod.ts";

const { federation } = demonstrationFederation(table, agreed);
const word = { nl: "hulp", en: "help" };
const { result, stations } = await federatedCounts(federation, {
  ...{ id: "hulp", title: word, entity: "person", population: word, period: word, sources: [], event: "hulp" },
  measure: { id: "hulp", label: word, unit: word, kind: "share", per: 100, decimals: 0, definition: word },
  dimensions: [{ name: "schulden", label: word, kind: "nominal", codes: [{ code: "true", label: word }, { code: "false", label: word }] }],
});
assert.equal(stations.length, 3);
assert.equal(result.cells[0]!.n + result.cells[1]!.n, 600);`,
  references: [
    recalled(
      "Bonawitz et al. (2017), Practical secure aggregation for privacy-preserving machine learning, CCS",
    ),
    CHECKED,
  ],
};

const REGRESSION: MethodDescription = {
  id: "federated-regression",
  folder: "federation",
  functions: ["federatedLogistic", "federatedLinear"],
  name: { nl: "Regressie over partners", en: "Regression over partners" },
  answers: {
    nl:
      "Welke kenmerken gaan samen met een uitkomst, over alle partners heen, zonder rijen bij elkaar te leggen?",
    en: "Which characteristics go with an outcome, over all partners, without putting rows together?",
  },
  formula: {
    nl:
      "Lineair: b lost (som van X'X) b = som van X'y op. Logistisch: per stap b + H⁻¹g, met g = som van X'(y − p) en H = som van X'diag(p(1 − p))X; elke som loopt over de partners.",
    en:
      "Linear: b solves (sum of X'X) b = sum of X'y. Logistic: each step b + H⁻¹g, with g = sum of X'(y − p) and H = sum of X'diag(p(1 − p))X; each sum runs over the partners.",
  },
  assumptions: [
    {
      nl: "Het verband is bij alle partners hetzelfde, of het verschil staat als term in het model.",
      en: "The relation is the same at all partners, or the difference stands in the model as a term.",
    },
    {
      nl: "Rijen bij verschillende partners zijn verschillende mensen.",
      en: "Rows at different partners are different people.",
    },
  ],
  notWhen: [
    {
      nl: "Een partner heeft zo weinig rijen dat zijn eigen beleid de sommen weigert.",
      en: "A partner has so few rows that its own policy refuses the sums.",
    },
    {
      nl: "Kenmerken van één mens staan bij verschillende partners: dit telt rijen op, geen kolommen.",
      en: "One person's characteristics are spread over partners: this adds rows, not columns.",
    },
  ],
  example: `${EXAMPLE}
import { demonstrationFederation, federatedLinear, federatedLogistic } from "../../lib/federation/mod.ts";
import { fitLogistic, formula } from "../../lib/risk/mod.ts";

const { federation } = demonstrationFederation(table, agreed);
const asked = { terms: [{ column: "schulden" }] };
const { result } = await federatedLogistic(federation, { outcome: "hulp", ...asked });
const pooled = fitLogistic(table, formula("hulp", ["schulden"])).coefficient("schulden");
assert.ok(Math.abs(result.coefficients[1]!.estimate - pooled.estimate) < 1e-8);
const hours = (await federatedLinear(federation, { outcome: "uren", ...asked })).result.coefficients[1]!;
assert.ok(hours.low < 3 && 3 < hours.high);`,
  references: [
    recalled("Wolfson et al. (2010), DataSHIELD, International Journal of Epidemiology 39:1372–1382"),
    CHECKED,
  ],
};

/** Every method of the folder. */
export const FEDERATION_METHODS: readonly MethodDescription[] = [COUNTS, REGRESSION];
