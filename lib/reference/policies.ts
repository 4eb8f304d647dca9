/**
 * The disclosure policies in words for readers.
 *
 * @module
 */
import { formatNumber } from "../core/format.ts";
import { type Label, mapLabel } from "../core/language.ts";
import type { ReferencePolicy, ReferenceRule } from "../core/reference.ts";
import { POLICIES } from "../disclosure/policies.ts";
import { type Policy, THRESHOLD_NAMES, type ThresholdName } from "../disclosure/policy.ts";

/** How one threshold is told: its name, and its value with the words around it. Null means: no such rule. */
interface Told<N extends ThresholdName> {
  readonly name: Label;
  readonly tell: (value: Policy[N]["value"]) => Label | null;
}

function count(value: number, nl: string, en: string): Label | null {
  if (value === 0) return null;
  const text = mapLabel((language) => formatNumber(value, language));
  return { nl: nl.replace("#", text.nl), en: en.replace("#", text.en) };
}

function limit(value: number | null, nl: string, en: string): Label | null {
  if (value === null) return null;
  const decimals = Number.isInteger(value) ? 0 : 2;
  const text = mapLabel((language) => formatNumber(value, language, decimals));
  return { nl: nl.replace("#", text.nl), en: en.replace("#", text.en) };
}

const TOLD: { readonly [N in ThresholdName]: Told<N> } = {
  minimumCount: {
    name: { nl: "Kleinste groep", en: "Smallest group" },
    tell: (value) =>
      count(value, "minstens # personen achter een cijfer", "at least # persons behind a figure"),
  },
  zeros: {
    name: { nl: "Nul", en: "Zero" },
    tell: (value) =>
      value === "sensitive"
        ? { nl: "een nul wordt ook verborgen", en: "a zero is hidden too" }
        : { nl: "een nul mag getoond worden", en: "a zero may be shown" },
  },
  groupSharePercent: {
    name: { nl: "Bijna iedereen", en: "Nearly everybody" },
    tell: (value) =>
      limit(
        value,
        "een categorie heeft hoogstens #% van de groep",
        "a category holds at most #% of the group",
      ),
  },
  dominance: {
    name: { nl: "Weinig grote bijdragen", en: "Few large contributions" },
    tell: (rules) =>
      rules.length === 0 ? null : {
        nl: rules.map(({ largest, percent }) =>
          `de ${
            largest === 1 ? "grootste" : `${largest} grootste`
          } samen hoogstens ${percent}% van een bedrag`
        ).join("; "),
        en: rules.map(({ largest, percent }) =>
          `the ${largest === 1 ? "largest" : `${largest} largest`} together at most ${percent}% of an amount`
        ).join("; "),
      },
  },
  pPercent: {
    name: { nl: "Na te rekenen bedrag", en: "Amount that can be worked out" },
    tell: (value) =>
      limit(
        value,
        "niemand kan het bedrag van een ander op #% na schatten",
        "nobody can estimate another’s amount to within #%",
      ),
  },
  residualDof: {
    name: { nl: "Modellen: vrijheidsgraden", en: "Models: degrees of freedom" },
    tell: (value) => limit(value, "minstens #", "at least #"),
  },
  rSquaredBelow: {
    name: { nl: "Modellen: te goed passend", en: "Models: too good a fit" },
    tell: (value) =>
      limit(value, "bij een R² vanaf # blijft het snijpunt weg", "from an R² of # the intercept is left out"),
  },
  extremes: {
    name: { nl: "Laagste en hoogste waarde", en: "Lowest and highest value" },
    tell: (value) =>
      value === "refused" ? { nl: "niet getoond", en: "not shown" } : { nl: "getoond", en: "shown" },
  },
  percentileTail: {
    name: { nl: "Percentielen", en: "Percentiles" },
    tell: (value) => count(value, "minstens # personen aan elke kant", "at least # persons on each side"),
  },
  minimumBase: {
    name: { nl: "Basis van een percentage of gemiddelde", en: "Base of a percentage or mean" },
    tell: (value) => count(value, "minstens #", "at least #"),
  },
  extremeSharePercent: {
    name: { nl: "Aandeel van de uiterste waarde", en: "Share of the extreme value" },
    tell: (value) => limit(value, "hoogstens #% van de som", "at most #% of the sum"),
  },
  differenceUpTo: {
    name: { nl: "Verschil tussen twee tabellen", en: "Difference between two tables" },
    tell: (value) =>
      count(
        value,
        "twee groepen mogen niet 1 tot en met # personen verschillen",
        "two groups may not differ by 1 to # persons",
      ),
  },
  intervalWidth: {
    name: { nl: "Wat een rekenaar nog kan uitsluiten", en: "What a calculating reader can rule out" },
    tell: (value) =>
      count(
        value,
        "een verborgen aantal blijft # personen onzeker",
        "a hidden count stays uncertain by # persons",
      ),
  },
  intervalReach: {
    name: { nl: "Hoe hoog een verborgen aantal kan zijn", en: "How high a hidden count can be" },
    tell: (value) => count(value, "het kan nog # of meer zijn", "it can still be # or more"),
  },
  insiderWidth: {
    name: { nl: "Wie zelf in de groep zit", en: "Somebody inside the group" },
    tell: (value) => count(value, "ook dan blijft # personen onzeker", "even then # persons stay uncertain"),
  },
  amountWidthPercent: {
    name: { nl: "Onzekerheid van een verborgen bedrag", en: "Uncertainty of a hidden amount" },
    tell: (value) => count(value, "minstens #% naar beide kanten", "at least #% to either side"),
  },
  rounding: {
    name: { nl: "Afronden", en: "Rounding" },
    tell: (value) =>
      value === null ? null : { nl: `op veelvouden van ${value.base}`, en: `to multiples of ${value.base}` },
  },
};

function ruleOf<N extends ThresholdName>(policy: Policy, name: N): readonly ReferenceRule[] {
  const told: Told<N> = TOLD[name];
  const threshold: Policy[N] = policy[name];
  const value = told.tell(threshold.value);
  if (value === null) return [];
  return [{ name: told.name, value, source: threshold.source, standing: threshold.standing }];
}

/**
 * Puts every policy in words for readers: the rules that it has, each with its threshold, source and standing.
 *
 * @returns The policies; the first is the default.
 */
export function referencePolicies(): readonly ReferencePolicy[] {
  return POLICIES.map((policy) => ({
    id: policy.id,
    version: policy.version,
    label: policy.label,
    rules: THRESHOLD_NAMES.flatMap((name) => ruleOf(policy, name)),
  }));
}
