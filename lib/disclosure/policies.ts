/**
 * The policies that come with the workspace. Nothing here is a rule of the workspace's own making without saying so.
 *
 * @module
 */
import type { Policy, Standing, Threshold } from "./policy.ts";
import { DisclosureError } from "./errors.ts";

const EUROPEAN = "ESSnet SDC (2009), Guidelines for the checking of output based on microdata research";
const OWN = "Smart Start, stricter than the rule of thumb on purpose";
const NO_RULE = "This policy has no such rule";

function threshold<T>(value: T, source: string, standing: Standing): Threshold<T> {
  return { value, source, standing };
}

function none<T>(value: T): Threshold<T> {
  return threshold(value, NO_RULE, "read");
}

function own<T>(value: T): Threshold<T> {
  return threshold(value, OWN, "read");
}

const CBS_MICRODATA: Policy = {
  id: "cbs-microdata",
  version: "1",
  label: {
    nl: "Regels voor uitvoer uit CBS-microdata",
    en: "Rules for output from CBS microdata",
  },
  minimumCount: threshold(10, `${EUROPEAN}; repeated by ACRO and by deliveries of CBS`, "unconfirmed"),
  zeros: threshold("sensitive", "ACRO default.yaml, zeros_are_disclosive", "read"),
  groupSharePercent: threshold(90, EUROPEAN, "recalled"),
  dominance: threshold([{ largest: 1, percent: 50 }], EUROPEAN, "recalled"),
  pPercent: threshold(10, "ACRO default.yaml, safe_pratio_p", "read"),
  residualDof: threshold(10, EUROPEAN, "recalled"),
  rSquaredBelow: threshold(0.9, "ABS DataLab output rules", "read"),
  extremes: threshold("refused", "Notes of a user of CBS microdata on the CBS guideline", "unconfirmed"),
  percentileTail: threshold(10, EUROPEAN, "recalled"),
  minimumBase: none(0),
  extremeSharePercent: none(null),
  differenceUpTo: threshold(9, "ABS DataLab, differences of less than ten", "read"),
  intervalWidth: own(10),
  intervalReach: own(10),
  insiderWidth: own(2),
  amountWidthPercent: own(10),
  rounding: none(null),
};

const INCOME = "CBS, Aanvullende Onderzoeksbeschrijving Inkomensstatistiek, section 5";

const CBS_INCOME: Policy = {
  ...CBS_MICRODATA,
  id: "cbs-income",
  label: { nl: "Regels voor inkomen en vermogen (CBS)", en: "Rules for income and wealth (CBS)" },
  minimumBase: threshold(100, INCOME, "read"),
  extremeSharePercent: threshold(30, INCOME, "read"),
  rounding: threshold({ base: 100 }, INCOME, "read"),
};

const STATLINE_LOOK: Policy = {
  ...CBS_MICRODATA,
  id: "statline-look",
  label: { nl: "Zoals Kerncijfers wijken en buurten", en: "As in the neighbourhood key figures" },
  rounding: threshold({ base: 5 }, "Measured in StatLine tables 85984NED and 84583NED", "read"),
};

const ACRO_SOURCE = "ACRO 1.0.1, default.yaml";

const ACRO: Policy = {
  ...CBS_MICRODATA,
  id: "acro",
  label: { nl: "Standaard van ACRO", en: "Defaults of ACRO" },
  minimumCount: threshold(10, ACRO_SOURCE, "read"),
  zeros: threshold("sensitive", ACRO_SOURCE, "read"),
  groupSharePercent: none(null),
  dominance: threshold([{ largest: 2, percent: 90 }], ACRO_SOURCE, "read"),
  pPercent: threshold(10, ACRO_SOURCE, "read"),
  residualDof: threshold(10, ACRO_SOURCE, "read"),
  rSquaredBelow: none(null),
  extremes: own("refused"),
  percentileTail: own(10),
};

const DATASHIELD_SOURCE = "dsBase, ds.listDisclosureSettings, defaults";

const DATASHIELD: Policy = {
  ...CBS_MICRODATA,
  id: "datashield",
  label: { nl: "Standaard van DataSHIELD", en: "Defaults of DataSHIELD" },
  minimumCount: threshold(3, DATASHIELD_SOURCE, "read"),
  zeros: threshold("shown", DATASHIELD_SOURCE, "read"),
  groupSharePercent: none(null),
  dominance: none([]),
  pPercent: none(null),
  residualDof: none(null),
  rSquaredBelow: none(null),
  extremes: own("refused"),
  percentileTail: threshold(3, DATASHIELD_SOURCE, "read"),
  differenceUpTo: none(0),
  intervalWidth: own(3),
  intervalReach: own(3),
  insiderWidth: own(1),
};

const MUNICIPAL: Policy = {
  ...CBS_MICRODATA,
  id: "municipal",
  label: { nl: "Gemeentelijke gegevens", en: "Municipal data" },
  minimumCount: threshold(10, "Smart Start; a municipality may decide on a stricter one", "unconfirmed"),
};

const OPEN: Policy = {
  ...CBS_MICRODATA,
  id: "open",
  label: { nl: "Al openbare cijfers", en: "Figures that are public already" },
  minimumCount: none(0),
  zeros: none("shown"),
  groupSharePercent: none(null),
  dominance: none([]),
  pPercent: none(null),
  residualDof: none(null),
  rSquaredBelow: none(null),
  extremes: none("shown"),
  percentileTail: none(0),
  differenceUpTo: none(0),
  intervalWidth: none(0),
  intervalReach: none(0),
  insiderWidth: none(0),
  amountWidthPercent: none(0),
};

/** The policies, by id; the first is the default. */
export const POLICIES: readonly Policy[] = [
  CBS_MICRODATA,
  CBS_INCOME,
  STATLINE_LOOK,
  ACRO,
  DATASHIELD,
  MUNICIPAL,
  OPEN,
];

/** The policy that every other one is measured against. */
export const DEFAULT_POLICY: Policy = CBS_MICRODATA;

/**
 * Gives a policy by its id.
 *
 * @example The minimum count of the default
 * ```ts
 * import { policyById } from "./policies.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(policyById("cbs-microdata").minimumCount.value, 10);
 * ```
 *
 * @param id The id, for example `cbs-microdata`.
 * @returns The policy.
 * @throws {DisclosureError} When there is no policy of that id.
 */
export function policyById(id: string): Policy {
  const policy = POLICIES.find((candidate) => candidate.id === id);
  if (policy) return policy;
  throw new DisclosureError({
    what: `There is no disclosure policy of this name: ${id}`,
    mend: `Use one of ${POLICIES.map((p) => p.id).join(", ")}, or give a policy object`,
  });
}
