/**
 * What households have beside their income: savings and wealth, and the municipal schemes for low incomes that they use.
 *
 * Nothing of the rest of the region is drawn anew for it: these files have random numbers of their own.
 *
 * @module
 */
import { type Random, randomFor } from "../../core/random.ts";
import { Table } from "../../core/table.ts";
import { digitsColumn, numberColumn, sameText, tableOfColumns } from "./_columns.ts";
import type { Region } from "./region.ts";
import { HOUSEHOLD_TYPE, logistic, NOBODY, OWNED } from "./world.ts";
import type { YearState } from "./years.ts";

/** What a household may have saved and still be entitled to assistance, in euros. Source: Participatiewet 2023, recalled. */
export const SAVINGS_LIMIT = { alone: 7_605, together: 15_210 } as const;

/** Savings of a household with the usual income and no debts: about the middle of all households (euros, recalled). */
const MIDDLE = { savings: 14_000, income: 28_000, home: 120_000, debts: 9_000 } as const;

/** What a household has, by row of the year's state, in whole euros. */
interface Wealth {
  readonly savings: Float64Array;
  readonly wealth: Float64Array;
}

/** Savings and wealth of one year: a lasting part of the main earner, income, debts, and a little of the year itself. */
function wealthOf(region: Region, state: YearState): Wealth {
  const lasting = randomFor(`${region.seed}/wealth/lasting`);
  const own = Float64Array.from(region.world.persons.sex, () => lasting.normal());
  const random = randomFor(`${region.seed}/wealth/${state.year}`);
  const savings = new Float64Array(state.household.length), wealth = new Float64Array(state.household.length);
  for (const row of savings.keys()) {
    const head = state.head[row] ?? 0;
    const [spread, home, owed] = [random.normal(), random.normal(), random.normal()];
    const base = MIDDLE.savings * ((state.income[row] ?? 0) / MIDDLE.income) ** 1.5;
    const drawn = base * Math.exp(1.2 * (own[head] ?? 0) + 0.3 * spread) * (state.debts[row] ? 0.2 : 1);
    // Who gets assistance had too little to live on: savings were looked at.
    const most = state.assistance[head] ? 0.9 * savingsLimit(state, row) : Infinity;
    savings[row] = Math.round(Math.min(drawn, most));
    const equity = state.tenure[row] === OWNED ? MIDDLE.home * Math.exp(0.7 * home) : 0;
    const debts = state.debts[row] ? MIDDLE.debts * Math.exp(0.8 * owed) : 0;
    wealth[row] = Math.round((savings[row] ?? 0) + equity - debts);
  }
  return { savings, wealth };
}

function savingsLimit(state: YearState, row: number): number {
  return state.type[row] === HOUSEHOLD_TYPE.onePerson ? SAVINGS_LIMIT.alone : SAVINGS_LIMIT.together;
}

/** The file on wealth of a year: a row per household, by its main earner. */
export function wealthTable(region: Region, keys: Int32Array, state: YearState): Table {
  const { savings, wealth } = wealthOf(region, state);
  return tableOfColumns({
    RINPERSOONSHKW: sameText("R", state.head.length),
    RINPERSOONHKW: digitsColumn(Int32Array.from(state.head, (person) => keys[person] ?? 0)),
    VEHW1000VERH: numberColumn(wealth),
    VEHW1111BANH: numberColumn(savings),
  });
}

/** Years of poverty from which a household may ask for the yearly addition, of the last five. */
const LONG_POOR_YEARS = 3;
/** How often a household that is entitled to a scheme uses it, on the scale of log odds; more with assistance. */
const USE = {
  inkomenstoeslag: { base: -0.9, assistance: 1.3 },
  meedoen: { base: -0.3, assistance: 0.9 },
} as const;

/** The municipal schemes of the year: a row per household and scheme that it uses. */
export function schemeTable(
  region: Region,
  keys: Int32Array,
  gemeenteOf: (person: number) => string,
  random: Random,
): Table {
  const state = region.states.at(-1);
  if (!state) throw new RangeError("The region has no years");
  const { savings } = wealthOf(region, state);
  const rows: { readonly head: number; readonly scheme: string }[] = [];
  for (const row of state.household.keys()) {
    const head = state.head[row] ?? 0;
    const draws = [random.next(), random.next()] as const;
    if (!state.poor[row] || (savings[row] ?? 0) > savingsLimit(state, row)) continue;
    const uses = ({ base, assistance }: (typeof USE)[keyof typeof USE], draw: number) =>
      draw < logistic(base + (state.assistance[head] ? assistance : 0) - 0.3 * (state.debts[row] ?? 0));
    const isLong = poorYears(region, head) >= LONG_POOR_YEARS && (state.age[head] ?? 0) < 67;
    if (isLong && uses(USE.inkomenstoeslag, draws[0])) rows.push({ head, scheme: "inkomenstoeslag" });
    if ((state.minors[row] ?? 0) > 0 && uses(USE.meedoen, draws[1])) rows.push({ head, scheme: "meedoen" });
  }
  return Table.from({
    RINPERSOON: rows.map(({ head }) => String(keys[head] ?? "")),
    gemeente: rows.map(({ head }) => gemeenteOf(head)),
    regeling: rows.map(({ scheme }) => scheme),
    jaar: Float64Array.from(rows, () => state.year),
  });
}

/** In how many of the last five years the household of a person was poor. */
function poorYears(region: Region, person: number): number {
  return region.states.slice(-5).filter((state) => {
    const row = state.rowOf[person] ?? NOBODY;
    return row !== NOBODY && state.poor[row] === 1;
  }).length;
}
