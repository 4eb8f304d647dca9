/**
 * Costs and benefits: scenarios, who pays and who gains, and the break-even.
 *
 * @module
 */
import { WorkspaceError } from "../core/errors.ts";
import type { Label } from "../core/language.ts";
import { type Displayed, displayedAs } from "./summary.ts";

/** A flow of money over the years; year 0 is not discounted. */
export interface MoneyFlow {
  /** What it is. */
  readonly label: Label;
  /** Who pays, or who gains. */
  readonly party: string;
  /** Euros a year, from year 0. */
  readonly eurosByYear: readonly number[];
}

/** Something that is avoided, such as a placement, with its price. */
export interface AvoidedUnits {
  /** What is avoided. */
  readonly label: Label;
  /** Who gains. */
  readonly party: string;
  /** Euros for one, at the price level of year 0 (a shadow price with its source). */
  readonly eurosEach: number;
  /** How many are avoided a year, from year 0; negative when there are more. */
  readonly avoidedByYear: readonly number[];
}

/** One scenario. */
export interface CostScenario {
  /** The name, for example `low`. */
  readonly name: string;
  /** What is paid. */
  readonly costs: readonly MoneyFlow[];
  /** What is avoided. Take the ends of the effect's interval for the low and the high scenario. */
  readonly benefits: readonly AvoidedUnits[];
}

/** The outcome of one scenario, in euros of year 0. */
export interface ScenarioOutcome {
  /** The name. */
  readonly name: string;
  /** Discounted costs. */
  readonly costs: number;
  /** Discounted benefits. */
  readonly benefits: number;
  /** Benefits − costs. */
  readonly balance: number;
  /** Benefits / costs; null without costs. */
  readonly ratio: number | null;
  /** Balance by party, sorted by name: who pays and who gains. */
  readonly parties: readonly { readonly party: string; readonly balance: number }[];
  /** The factor by which all benefits have to be multiplied to pay for the costs; null when there are none. */
  readonly breakEvenFactor: number | null;
}

/** The result of {@linkcode costBenefit}. */
export interface CostBenefitResult {
  /** An outcome per scenario, in the order given. */
  readonly scenarios: readonly ScenarioOutcome[];
  /** The yearly discount rate. */
  readonly discountRate: number;
  /** What the figures rest on. */
  readonly assumptions: readonly Label[];
  /** What the reader should know. */
  readonly warnings: readonly Label[];
}

/** Options of {@linkcode costBenefit}. */
export interface CostBenefitOptions {
  /** The yearly discount rate as a share. Default 0.0225 (Werkgroep discontovoet 2020, for Dutch social cost–benefit analysis). */
  readonly discountRate?: number;
}

/** The Dutch rate for social cost–benefit analysis: Werkgroep discontovoet (2020). */
const DUTCH_RATE = 0.0225;

const ASSUMED: readonly Label[] = [
  {
    nl: "Elk vermeden geval spaart de volle schaduwprijs uit, ook als een voorziening vaste kosten heeft.",
    en: "Each avoided case saves its full shadow price, even when a service has fixed costs.",
  },
  {
    nl: "Wat niet in geld is uit te drukken, telt niet mee.",
    en: "What cannot be put in money does not count.",
  },
];

/**
 * Weighs costs and benefits per scenario at their present value: Σ euros / (1 + rate)^year.
 *
 * Source: Romijn and Renes (2013), Algemene leidraad voor maatschappelijke kosten-batenanalyse, CPB and PBL.
 *
 * @example Two avoided a year
 * ```ts
 * import { costBenefit } from "./cost_benefit.ts";
 * import assert from "node:assert/strict";
 *
 * const label = { nl: "voorbeeld", en: "example" };
 * const result = costBenefit([{
 *   name: "midden",
 *   costs: [{ label, party: "gemeente", eurosByYear: [100_000] }],
 *   benefits: [{ label, party: "gemeente", eurosEach: 40_000, avoidedByYear: [2] }],
 * }]);
 * assert.equal(result.scenarios[0]?.balance, -20_000);
 * assert.equal(result.scenarios[0]?.breakEvenFactor, 1.25);
 * ```
 *
 * @param scenarios The scenarios; give at least a low and a high one beside the middle.
 * @param options The discount rate.
 * @returns The outcome of each scenario.
 * @throws {WorkspaceError} When there is no scenario, a number is not finite, or the rate is −1 or lower.
 */
export function costBenefit(
  scenarios: readonly CostScenario[],
  options: CostBenefitOptions = {},
): CostBenefitResult & Displayed {
  const { discountRate = DUTCH_RATE } = options;
  if (scenarios.length === 0 || !(discountRate > -1) || !Number.isFinite(discountRate)) {
    throw new WorkspaceError({
      what: "There is no scenario, or the discount rate is no rate",
      where: "cost–benefit",
    });
  }
  const outcomes = scenarios.map((scenario) => outcomeOf(scenario, discountRate));
  const text = outcomes.map(({ name, costs, benefits, balance }) =>
    `${name}: costs ${Math.round(costs)}, benefits ${Math.round(benefits)}, balance ${
      Math.round(balance)
    } euros`
  ).join("\n");
  const warnings = warningsOf(outcomes);
  return displayedAs({ scenarios: outcomes, discountRate, assumptions: ASSUMED, warnings }, text);
}

function warningsOf(outcomes: readonly ScenarioOutcome[]): readonly Label[] {
  if (outcomes.length === 1) {
    return [{
      nl: "Er is maar één scenario: hoe onzeker de uitkomst is, is niet te zien.",
      en: "There is one scenario only: how unsure the outcome is cannot be seen.",
    }];
  }
  const signs = new Set(outcomes.map(({ balance }) => balance >= 0));
  return signs.size < 2 ? [] : [{
    nl: "Of het geld oplevert of kost, hangt af van het scenario.",
    en: "Whether it yields or costs money depends on the scenario.",
  }];
}

function outcomeOf(scenario: CostScenario, rate: number): ScenarioOutcome {
  const byParty = new Map<string, number>();
  const book = (party: string, amount: number) => byParty.set(party, (byParty.get(party) ?? 0) + amount);
  let costs = 0, benefits = 0;
  for (const flow of scenario.costs) {
    const value = presentValue(flow.eurosByYear, rate, scenario.name);
    costs += value;
    book(flow.party, -value);
  }
  for (const unit of scenario.benefits) {
    const value = presentValue(
      unit.avoidedByYear.map((count) => count * unit.eurosEach),
      rate,
      scenario.name,
    );
    benefits += value;
    book(unit.party, value);
  }
  return {
    ...{
      name: scenario.name,
      costs: finite(costs, scenario.name),
      benefits: finite(benefits, scenario.name),
    },
    balance: finite(benefits - costs, scenario.name),
    ratio: costs === 0 ? null : finite(benefits / costs, scenario.name),
    parties: [...byParty.keys()].sort().map((party) => ({ party, balance: byParty.get(party)! })),
    breakEvenFactor: benefits > 0 ? finite(costs / benefits, scenario.name) : null,
  };
}

function presentValue(amounts: readonly number[], rate: number, where: string): number {
  if (!amounts.every(Number.isFinite)) {
    throw new WorkspaceError({ what: "An amount is missing or infinite", where: `scenario ${where}` });
  }
  return finite(amounts.reduce((sum, amount, year) => sum + amount / (1 + rate) ** year, 0), where);
}

function finite(amount: number, where: string): number {
  if (Number.isFinite(amount)) return amount;
  throw new WorkspaceError({
    what: "Amounts are too large, or too unlike in size, to reckon with",
    where: `scenario ${where}`,
    mend: "Look at the unit of the amounts and at the discount rate",
  });
}

/**
 * How many cases a year have to be avoided to pay for the costs.
 *
 * @example A hundred thousand at forty thousand each
 * ```ts
 * import { breakEvenUnits } from "./cost_benefit.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(breakEvenUnits([100_000], 40_000), 2.5);
 * ```
 *
 * @param costsByYear Euros a year, from year 0.
 * @param eurosEach Euros that one avoided case saves; above 0.
 * @param options The discount rate.
 * @returns Cases in each of those years, not rounded.
 * @throws {WorkspaceError} When the price is not above 0, or there are no years.
 */
export function breakEvenUnits(
  costsByYear: readonly number[],
  eurosEach: number,
  options: CostBenefitOptions = {},
): number {
  const { discountRate = DUTCH_RATE } = options;
  if (!(eurosEach > 0) || !Number.isFinite(eurosEach) || costsByYear.length === 0 || !(discountRate > -1)) {
    throw new WorkspaceError({
      what: "The price is not above 0, or there are no years",
      where: "break-even",
    });
  }
  const costs = presentValue(costsByYear, discountRate, "break-even");
  return finite(
    costs / presentValue(costsByYear.map(() => eurosEach), discountRate, "break-even"),
    "break-even",
  );
}
