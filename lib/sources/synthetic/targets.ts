/**
 * Published national figures to which the synthetic region is tuned, each with its source and certainty.
 *
 * Certainty: V seen in a source; H, M, L recalled with high, medium, low certainty.
 *
 * @module
 */

/** One published figure. */
export interface Target {
  /** The value: a share from 0 to 1 unless the name says otherwise. */
  readonly value: number;
  /** The year or date of the figure. */
  readonly year: string;
  /** Where it was published. */
  readonly source: string;
  /** How certain the value is. */
  readonly certainty: "V" | "H" | "M" | "L";
}

function target(value: number, year: string, source: string, certainty: Target["certainty"]): Target {
  return { value, year, source, certainty };
}

/** The figures, by name. */
export const TARGETS = {
  householdsWithChildren: target(0.32, "2023", "CBS 71486ned, derived", "M"),
  singleParentOfWithChildren: target(0.231, "2023", "CBS 71487ned", "V"),
  singleParentWithMinor: target(0.19, "2024", "CBS 71487ned, second-hand", "M"),
  oneChildHouseholds: target(0.43, "2023", "CBS 71487ned", "V"),
  twoChildHouseholds: target(0.41, "2023", "CBS 71487ned", "V"),
  meanAgeFirstBirthYears: target(30.3, "2023", "CBS 37201, recalled", "H"),
  firstBirthBelow25: target(0.08, "2023", "CBS 37201, recalled", "L"),
  livebirthsPerInhabitant: target(0.0092, "2024", "CBS", "V"),
  poorSingleParents: target(0.068, "2023", "NJi/CBS", "V"),
  poorCouplesWithChildren: target(0.021, "2023", "NJi/CBS", "V"),
  poorHouseholds: target(0.031, "2023", "NJi/CBS", "V"),
  poorChildren: target(0.036, "2023", "NJi/CBS 86132NED", "V"),
  assistancePerInhabitant: target(0.023, "2023", "CBS, recalled", "M"),
  assistanceChildren: target(0.057, "2022", "Jeugdmonitor", "V"),
  working15to74: target(0.73, "2023", "CBS, recalled", "M"),
  problemDebtHouseholds: target(0.076, "2020", "CBS Schuldenproblematiek in beeld", "V"),
  problemDebtWithChildren: target(0.45, "2020", "CBS Schuldenproblematiek in beeld", "V"),
  premiumDefaultAdults: target(0.012, "2023", "CBS 81064ned, recalled", "M"),
  owned: target(0.57, "2023", "CBS, recalled", "H"),
  association: target(0.28, "2023", "CBS, recalled", "H"),
  rentBenefitHouseholds: target(0.175, "2022", "recalled", "L"),
  lowEducation: target(0.24, "2023", "CBS 85525NED, recalled", "M"),
  highEducation: target(0.36, "2023", "CBS 85525NED, recalled", "M"),
  youthCareBelow23: target(0.106, "2023", "Jeugdmonitor 2024", "V"),
  youthCareBelow18: target(0.125, "2020", "sector site", "V"),
  withStayBelow23: target(0.009, "2023", "Jeugdmonitor 2024", "V"),
  supervisionMinors: target(0.0059, "2022", "CBS 85094NED", "V"),
  guardianshipMinors: target(0.0027, "2022", "CBS 85095NED", "V"),
  placementMinors: target(0.005, "2021", "concurrence proxy, recalled", "L"),
  probation12to22: target(0.0035, "2023", "Jeugdmonitor", "V"),
  suspects12to17: target(0.0139, "2023", "CBS 85655NED", "V"),
  suspects18to22: target(0.0178, "2023", "CBS 85655NED", "V"),
  specialistMentalCareAdults: target(0.07, "2022", "assumed", "L"),
  specialPrimary: target(0.045, "2023", "CBS 71478ned", "M"),
  preterm: target(0.065, "2021", "Perined", "M"),
  smallForAge: target(0.1, "by construction", "Perined", "M"),
  foodBankPerInhabitant: target(0.0095, "2023-24", "Voedselbanken Nederland", "M"),
  earlyLeavers: target(0.0229, "2023/24", "NJi/DUO", "V"),
} as const;

/** Youth in care by age on 31 December 2023 (persons). Source: CBS 85095NED (V). */
export const CARE_BY_AGE: readonly number[] = [
  1455,
  2075,
  3500,
  6065,
  8480,
  9355,
  11315,
  14630,
  20980,
  26025,
  25510,
  24260,
  21265,
  21470,
  22810,
  23920,
  23255,
  22480,
  8800,
  4000,
  2800,
  1900,
  1440,
];
