/**
 * The methods of this folder as data, for the pages of the site.
 *
 * @module
 */
import type { Label } from "../core/language.ts";
import type { MethodDescription, MethodReference } from "../core/method.ts";

function both(nl: string, en: string): Label {
  return { nl, en };
}

function read(citation: string, doi?: string): MethodReference {
  return doi === undefined ? { citation, standing: "read" } : { citation, doi, standing: "read" };
}

function recalled(citation: string): MethodReference {
  return { citation, standing: "recalled" };
}

const OWN_REFERENCE = read(
  "tests/data/ace/ace-vectors.csv and ace-statistics.json: 90 vectors and the statistics of this project, checked in tests",
);
const ANDA = read(
  "Anda, Porter & Brown (2020), Inside the ACE score, American Journal of Preventive Medicine",
  "10.1016/j.amepre.2020.01.009",
);
const NOT_FOR_PERSONS = both(
  "Om iets over één persoon te zeggen: een score heeft geen grenswaarde voor personen.",
  "To say anything about one person: a score has no cut-off for persons.",
);

/** Ten people on the ten-item questionnaire, for the examples. */
const TEN_PEOPLE = `import assert from "node:assert/strict";
import { GROUPINGS, KAISER10, scoreTable } from "../../lib/ace/mod.ts";
import { Table } from "../../lib/core/mod.ts";

const people = Array.from({ length: 10 }, (_, row) => row);
const answers = Object.fromEntries(
  KAISER10.items.map(({ id }, item) => [id, people.map((row) => item < row - 3 ? "yes" : "no")]),
);
const scores = scoreTable(Table.from(answers), KAISER10, { rule: "kaiser10", missing: { kind: "complete" } });
`;

const SCORING: MethodDescription = {
  id: "ace-scoring",
  folder: "ace",
  functions: ["scoreTable", "distributeBounds"],
  name: both("Scoren van ACE-vragenlijsten, met grenzen", "Scoring ACE questionnaires, with bounds"),
  answers: both(
    "Hoeveel soorten ingrijpende ervaringen meldt iemand, en wat blijft open doordat antwoorden ontbreken?",
    "How many kinds of adverse experience does somebody report, and what stays open because answers are missing?",
  ),
  formula: both(
    "Een categorie telt als één van haar vragen 'ja' is, telt niet als alle vragen beantwoord zijn en geen 'ja' is, en is anders onbekend. Score = aantal categorieën dat telt. Ondergrens = score met onbekend als nee; bovengrens = ondergrens + aantal onbekende categorieën.",
    "A category counts when any of its items is 'yes', does not count when all were answered and none is 'yes', and is unknown otherwise. Score = number of categories that count. Lower bound = score with unknown as no; upper bound = lower bound + number of unknown categories.",
  ),
  assumptions: [
    both(
      "De vragen zijn gesteld zoals het instrument ze bedoelt, in één vorm voor iedereen.",
      "The items were asked as the instrument means them, in one form for everybody.",
    ),
    both(
      "De regel voor ontbrekende antwoorden is gekozen en genoemd; er is geen stille standaard.",
      "The rule for missing answers was chosen and named; there is no silent default.",
    ),
  ],
  notWhen: [
    NOT_FOR_PERSONS,
    both(
      "Als maar een deel van de vragen gesteld is: dan is het geen ACE-score.",
      "When only part of the items was asked: then it is no ACE score.",
    ),
    both(
      "Om scores van verschillende instrumenten of regels te vergelijken.",
      "To compare scores of different instruments or rules.",
    ),
  ],
  example: `import assert from "node:assert/strict";
import { KAISER10, scoreTable } from "../../lib/ace/mod.ts";
import { Table } from "../../lib/core/mod.ts";

// The first person answers everything; the second leaves two questions open.
const answers = Object.fromEntries(
  KAISER10.items.map(({ id }, item) => [id, ["no", item < 2 ? null : item < 5 ? "yes" : "no"]]),
);
const scores = scoreTable(Table.from(answers), KAISER10, { rule: "kaiser10", missing: { kind: "bounds" } });
assert.deepEqual([...scores.lower()], [0, 3]);
assert.deepEqual([...scores.upper()], [0, 5]);
assert.ok(Number.isNaN(scores.score()[1]));
`,
  references: [
    read("CDC, BRFSS ACE module and About the CDC-Kaiser ACE Study"),
    read("MMWR 72(26), 2023: respondents with any missing answer are left out"),
    ANDA,
    OWN_REFERENCE,
  ],
};

const DISTRIBUTION: MethodDescription = {
  id: "ace-distribution",
  folder: "ace",
  functions: ["distribute", "prevalence", "cooccurrence", "trend"],
  name: both("Verdeling van scores over groepen", "Distribution of scores over groups"),
  answers: both(
    "Welk deel van de bevraagden heeft geen, één, twee of drie, of vier en meer ervaringen?",
    "Which share of respondents has none, one, two or three, or four and more experiences?",
  ),
  formula: both(
    "p = aantal in de groep / aantal met bekende groep, met het interval van Wilson: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1,96. Bij een steekproef met gewichten: p = Σwy/Σw met een interval uit het steekproefontwerp.",
    "p = number in the group / number with a known group, with Wilson's interval: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1.96. For a weighted sample: p = Σwy/Σw with an interval from the survey design.",
  ),
  assumptions: [both(
    "Wie niet antwoordde lijkt op wie wel antwoordde; toon anders ook de grenzen.",
    "Those who did not answer resemble those who did; otherwise show the bounds as well.",
  )],
  notWhen: [
    both(
      "Als een groep kleiner is dan de ondergrens van het beleid: dan weigert de functie.",
      "When a group is under the policy's floor: the function refuses.",
    ),
    NOT_FOR_PERSONS,
  ],
  example: `${TEN_PEOPLE}
import { distribute } from "../../lib/ace/mod.ts";

const text = { nl: "voorbeeld", en: "example" };
const frame = { id: "ace", title: text, population: text, period: text, sources: [], floor: 10 };
const { cells } = distribute(scores, { ...frame, grouping: GROUPINGS.cdc4 });
assert.deepEqual(cells.map(({ codes, value }) => [codes[0], value]), [["0", 0.4], ["1", 0.1], ["2-3", 0.2], ["4+", 0.3]]);
`,
  references: [
    read("CDC, About the CDC-Kaiser ACE Study: 13 published totals are rebuilt from women and men in tests"),
    recalled("Wilson (1927), Journal of the American Statistical Association 22:209–212"),
    OWN_REFERENCE,
  ],
};

const DOSE_RESPONSE: MethodDescription = {
  id: "ace-dose-response",
  folder: "ace",
  functions: ["doseResponse", "doseResponseFromCounts", "surveyDoseResponse"],
  name: both("Dosis en respons", "Dose and response"),
  answers: both(
    "Komt een uitkomst vaker voor in groepen met meer ervaringen? En hoe slecht voorspelt dat wat één persoon overkomt?",
    "Is an outcome more frequent in groups with more experiences? And how poorly does that predict what happens to one person?",
  ),
  formula: both(
    "OR = (a·d)/(b·c) tegenover de eerste groep, met interval exp(ln OR ± 1,96·√(1/a + 1/b + 1/c + 1/d)). Met gewichten: ln OR = logit r − logit r₀ uit gewogen risico's, met hun covariantie uit het ontwerp. AUC = kans dat een willekeurig geval in een hogere groep zit dan een willekeurig niet-geval.",
    "OR = (a·d)/(b·c) against the first group, with interval exp(ln OR ± 1.96·√(1/a + 1/b + 1/c + 1/d)). With weights: ln OR = logit r − logit r₀ from weighted risks, with their design-based covariance. AUC = chance that a random case is in a higher group than a random non-case.",
  ),
  assumptions: [
    both(
      "De uitkomst is bij iedereen op dezelfde manier gemeten.",
      "The outcome was measured in the same way for everybody.",
    ),
    both(
      "Het verband wordt beschreven, niet verklaard: andere oorzaken zijn niet uitgesloten.",
      "The relation is described, not explained: other causes are not ruled out.",
    ),
  ],
  notWhen: [
    NOT_FOR_PERSONS,
    both("Als bewijs van oorzaak en gevolg.", "As proof of cause and effect."),
    both("Als een groep geen of alleen maar gevallen heeft.", "When a group has no cases or only cases."),
  ],
  example: `import assert from "node:assert/strict";
import { doseResponseFromCounts } from "../../lib/ace/mod.ts";

const relation = doseResponseFromCounts({
  groups: ["0", "1", "2-3", "4+"],
  cases: [20, 30, 45, 60],
  nonCases: [380, 270, 255, 140],
});
// A strong gradient between groups, and a weak prediction for persons.
assert.equal(relation.rows[3]?.oddsRatio?.toFixed(2), "8.14");
assert.equal(relation.auc.toFixed(2), "0.70");
`,
  references: [
    recalled("Felitti et al. (1998), AJPM 14:245–258: only the crude odds ratio can be rebuilt"),
    read("Baldwin et al. (2021): groups differ, individual prediction is poor"),
    read("R survey 4.1-1, svyglm: 212 generated designs agree to 1e-13 (tests/survey/peers_test.ts)"),
    OWN_REFERENCE,
  ],
};

const PAF: MethodDescription = {
  id: "population-attributable-fraction",
  folder: "ace",
  functions: ["doseResponse", "surveyDoseResponse"],
  name: both("Toerekenbare fractie", "Population attributable fraction"),
  answers: both(
    "Welk deel van de gevallen zou er niet zijn als iedereen het risico van de eerste groep had, mits het verband oorzakelijk is?",
    "Which share of the cases would not exist if everybody had the risk of the first group, provided that the relation is causal?",
  ),
  formula: both(
    "PAF = Σ pcᵢ (RRᵢ − 1)/RRᵢ = 1 − r₀/r, met pcᵢ het deel van de gevallen in groep i, RRᵢ het relatieve risico, r₀ het risico van de eerste groep en r dat van allen.",
    "PAF = Σ pcᵢ (RRᵢ − 1)/RRᵢ = 1 − r₀/r, with pcᵢ the share of cases in group i, RRᵢ the risk ratio, r₀ the risk of the first group and r that of all.",
  ),
  assumptions: [
    both(
      "Het verband is oorzakelijk en niet verstoord; cijfers per groep tonen dat niet.",
      "The relation is causal and unconfounded; figures by group do not show that.",
    ),
  ],
  notWhen: [
    both("Als belofte van wat een maatregel oplevert.", "As a promise of what a measure will bring."),
    both("Als de eerste groep geen gevallen heeft.", "When the first group has no cases."),
  ],
  example: `import assert from "node:assert/strict";
import { doseResponseFromCounts } from "../../lib/ace/mod.ts";

const { attributableFraction } = doseResponseFromCounts({ groups: ["0", "1+"], cases: [10, 30], nonCases: [90, 70] });
// r₀ = 0.10 and r = 0.20, so half.
assert.equal(attributableFraction?.toFixed(6), "0.500000");
`,
  references: [
    recalled("Miettinen (1974), American Journal of Epidemiology 99:325–332"),
    read("MMWR 68(44), 2019: fractions from 1.7 % (overweight) to 44.1 % (depression)"),
    OWN_REFERENCE,
  ],
};

const TETRACHORIC: MethodDescription = {
  id: "tetrachoric-correlation",
  folder: "ace",
  functions: ["tetrachoric", "tetrachoricMatrix", "tetrachoricAlpha"],
  name: both("Tetrachorische correlatie", "Tetrachoric correlation"),
  answers: both(
    "Hoe sterk hangen twee ja/nee-vragen samen, als achter elk een doorlopende schaal ligt?",
    "How strongly do two yes/no items go together, if a continuous scale lies behind each?",
  ),
  formula: both(
    "Los ρ op uit Φ₂(h, k; ρ) = p₁₁, met h en k de normale kwantielen van de twee marges en Φ₂ de tweedimensionale normale verdeling.",
    "Solve ρ from Φ₂(h, k; ρ) = p₁₁, with h and k the normal quantiles of the two margins and Φ₂ the bivariate normal distribution.",
  ),
  assumptions: [
    both(
      "Achter elke vraag ligt een normaal verdeelde schaal.",
      "A normally distributed scale lies behind each item.",
    ),
  ],
  notWhen: [both("Als een van de vier cellen leeg is.", "When one of the four cells is empty.")],
  example: `import assert from "node:assert/strict";
import { tetrachoric } from "../../lib/ace/mod.ts";

// With medians as cut points: ρ = sin(π/2 · (4 p₁₁ − 1)).
assert.equal(tetrachoric([[35, 15], [15, 35]]).toFixed(10), Math.sin(Math.PI / 5).toFixed(10));
`,
  references: [
    recalled("Pearson (1900), Philosophical Transactions of the Royal Society A 195:1–47"),
    read("R psych 2.2.9 and polycor 0.8-1: values in tests/data/ace/ace-statistics.json"),
  ],
};

const RELIABILITY: MethodDescription = {
  id: "kr20-alpha",
  folder: "ace",
  functions: ["reliability"],
  name: both("Betrouwbaarheid: KR-20 en alfa", "Reliability: KR-20 and alpha"),
  answers: both("Hangen de vragen onderling samen?", "Do the items go together?"),
  formula: both(
    "α = k/(k−1) · (1 − Σ sᵢ²/s²), met k vragen, sᵢ² de variantie van vraag i en s² die van de som. Voor ja/nee-vragen is dit KR-20.",
    "α = k/(k−1) · (1 − Σ sᵢ²/s²), with k items, sᵢ² the variance of item i and s² that of the sum. For yes/no items this is KR-20.",
  ),
  assumptions: [
    both(
      "De vragen meten één ding; een ACE-score doet dat niet.",
      "The items measure one thing; an ACE score does not.",
    ),
  ],
  notWhen: [both(
    "Als bewijs dat een ACE-score klopt: het is een optelsom van gebeurtenissen, geen schaal.",
    "As proof that an ACE score is right: it adds up events and is no scale.",
  )],
  example: `import assert from "node:assert/strict";
import { reliability } from "../../lib/ace/mod.ts";

const result = reliability({ a: [1, 1, 0, 0], b: [1, 1, 0, 0], c: [1, 0, 0, 0] }, { floor: 4 });
// Variances 1/3, 1/3 and 1/4 of the items, 9/4 of the sums 3, 2, 0, 0.
assert.equal(result.alpha?.toFixed(6), (1.5 * (1 - (1 / 3 + 1 / 3 + 1 / 4) / (27 / 12))).toFixed(6));
assert.equal(result.warnings[0]?.id, "formative-index");
`,
  references: [
    recalled("Kuder & Richardson (1937), Psychometrika 2:151–160"),
    OWN_REFERENCE,
  ],
};

const KAPPA: MethodDescription = {
  id: "kappa-agreement",
  folder: "ace",
  functions: ["kappa", "testRetest"],
  name: both("Overeenstemming: kappa", "Agreement: kappa"),
  answers: both(
    "Geven dezelfde mensen twee keer hetzelfde antwoord, meer dan door toeval?",
    "Do the same people give the same answer twice, beyond chance?",
  ),
  formula: both(
    "κ = (p_o − p_e)/(1 − p_e), met p_o de gewogen overeenstemming en p_e die door toeval uit de marges. Gewicht van d stappen verschil bij k categorieën: 0, 1 − d/(k−1) of 1 − (d/(k−1))².",
    "κ = (p_o − p_e)/(1 − p_e), with p_o the weighted agreement and p_e that by chance from the margins. Weight of a difference of d steps among k categories: 0, 1 − d/(k−1) or 1 − (d/(k−1))².",
  ),
  assumptions: [
    both("De twee metingen zijn los van elkaar gedaan.", "The two measurements were made independently."),
  ],
  notWhen: [both(
    "Om metingen met een heel andere verdeling te vergelijken: kappa hangt van de marges af.",
    "To compare measurements with a very different distribution: kappa depends on the margins.",
  )],
  example: `import assert from "node:assert/strict";
import { kappa } from "../../lib/ace/mod.ts";

// Two dermatologists on 88 patients, the example of SAS PROC FREQ.
const table = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]];
const simple = kappa(table, { weights: "none" });
const linear = kappa(table, { weights: "linear" });
assert.deepEqual([simple.kappa?.toFixed(4), simple.se?.toFixed(4)], ["0.3449", "0.0724"]);
assert.deepEqual([linear.kappa?.toFixed(4), linear.se?.toFixed(4)], ["0.5082", "0.0655"]);
`,
  references: [
    recalled("Fleiss, Cohen & Everitt (1969), Psychological Bulletin 72:323–327"),
    read("SAS/STAT, The FREQ procedure, Agreement study: the table; its printed kappas are recalled"),
    read("R survey 4.1-1: kappa under 240 generated designs agrees to 1e-14 (tests/survey/peers_test.ts)"),
  ],
};

const CHANGE: MethodDescription = {
  id: "ace-change-between-waves",
  folder: "ace",
  functions: ["trend", "testChange"],
  name: both("Verandering tussen metingen", "Change between waves"),
  answers: both(
    "Is de score of een aandeel tussen metingen veranderd, meer dan door toeval?",
    "Did the score or a share change between waves, beyond chance?",
  ),
  formula: both(
    "Trend: b = Σ cₜθₜ met cₜ = (t − t̄)/Σ(t − t̄)², variantie c′Vc uit het ontwerp, t-toets met de vrijheidsgraden van het ontwerp. Paren: verschil met Holm-p-waarde en Bonferroni-interval.",
    "Trend: b = Σ cₜθₜ with cₜ = (t − t̄)/Σ(t − t̄)², variance c′Vc from the design, t test with the design's degrees of freedom. Pairs: difference with Holm's p value and Bonferroni's interval.",
  ),
  assumptions: [both(
    "Elke meting is een eigen steekproef, met dezelfde vragen, regel en manier van vragen.",
    "Each wave is a sample of its own, with the same items, rule and mode.",
  )],
  notWhen: [
    both(
      "Als vragen of regels veranderd zijn: dan weigert de functie.",
      "When items or rules changed: the function refuses.",
    ),
    both("Als bewijs dat een aanpak werkte.", "As proof that a programme worked."),
  ],
  example: `import assert from "node:assert/strict";
import { GROUPINGS, KAISER10, scoreTable, testChange } from "../../lib/ace/mod.ts";
import { Table } from "../../lib/core/mod.ts";

const wave = (time: number, yes: number) => {
  const answers = Object.fromEntries(
    KAISER10.items.map(({ id }, item) => [id, Array.from({ length: 100 }, (_, row) => item === 0 && row < yes ? "yes" : "no")]),
  );
  const scores = scoreTable(Table.from(answers), KAISER10, { rule: "kaiser10", missing: { kind: "complete" } });
  return { time, period: { code: String(time), label: { nl: String(time), en: String(time) } }, scores };
};
const change = testChange([wave(2022, 20), wave(2024, 30), wave(2026, 40)], {
  id: "any",
  measure: { kind: "shareFrom", grouping: GROUPINGS.any, code: "1+" },
  samples: "independent",
  floor: 30,
  adjust: "holm",
});
assert.equal(change.trend.slope.toFixed(6), "0.050000");
assert.equal(change.pairs.length, 3);
assert.ok((change.pairs[1]?.adjustedPValue ?? 1) < 0.05);
`,
  references: [
    recalled("Korn & Graubard (1999), Analysis of Health Surveys"),
    recalled("Holm (1979), Scandinavian Journal of Statistics 6:65–70"),
    read(
      "R survey 4.1-1, svyby and svycontrast: 216 generated designs agree to 1e-13 (tests/survey/peers_test.ts)",
    ),
  ],
};

/** The methods of this folder. */
export const ACE_METHODS: readonly MethodDescription[] = [
  SCORING,
  DISTRIBUTION,
  DOSE_RESPONSE,
  PAF,
  TETRACHORIC,
  RELIABILITY,
  KAPPA,
  CHANGE,
];
