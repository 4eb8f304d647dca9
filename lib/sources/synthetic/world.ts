/**
 * The people of the synthetic region: who is whose child, who lives with whom and where, from when to when.
 *
 * Built family by family, so that ages, births, separations, moves and leaving home hang together.
 *
 * @module
 */
import type { Random } from "../../core/random.ts";
import { dayNumber } from "../../core/period.ts";
import type { BuurtPlan } from "./areas.ts";

/** The day from which spells are kept; earlier ones that still ran are kept with their true start. */
const HORIZON_START = dayNumber("2015-01-01");
/** The last day of the series. */
export const HORIZON_END = dayNumber("2023-12-31");
/** The day on which the composition of households is calibrated. */
export const CALIBRATION_DAY = dayNumber("2022-12-31");
/** Days in a mean year of the Gregorian calendar. */
export const DAYS_PER_YEAR = 365.2425;
/** The end of a spell that still runs. */
export const OPEN_END = 2 ** 30;
/** No person, no parent known. */
export const NOBODY = -1;

/** Who owns a dwelling. */
export type Tenure = 0 | 1 | 2;
/** Owner-occupied. */
export const OWNED: Tenure = 0;
/** Rented from a housing association. */
const ASSOCIATION: Tenure = 1;
/** Rented from another landlord. */
const OTHER_RENT: Tenure = 2;

/** Household types of CBS (TYPHH). */
export const HOUSEHOLD_TYPE = {
  onePerson: 1,
  unmarriedCouple: 2,
  marriedCouple: 3,
  unmarriedWithChildren: 4,
  marriedWithChildren: 5,
  singleParent: 6,
} as const;

/** Places in a household of CBS (PLHH). */
export const PLACE = {
  child: 1,
  alone: 2,
  partnerUnmarried: 3,
  partnerMarried: 4,
  parentUnmarried: 5,
  parentMarried: 6,
  singleParent: 7,
} as const;

/** Persons, one entry each in every list. */
export interface PersonColumns {
  /** 1 man, 2 woman, as GBAGESLACHT. */
  readonly sex: number[];
  /** Day of birth. */
  readonly birth: number[];
  /** Index of the mother or {@linkcode NOBODY}. */
  readonly mother: number[];
  /** Index of the father or {@linkcode NOBODY}. */
  readonly father: number[];
  /** Disadvantage in standard deviations: what poverty, work, schooling and care have in common. */
  readonly disadvantage: number[];
  /** Whether born abroad: 1 or 0. */
  readonly bornAbroad: number[];
}

/** Spells of membership of a household, in order of writing. */
export interface HouseholdSpells {
  /** Index of the person. */
  readonly person: number[];
  /** Index of the household. */
  readonly household: number[];
  /** First day. */
  readonly start: number[];
  /** Last day or {@linkcode OPEN_END}. */
  readonly end: number[];
  /** TYPHH. */
  readonly type: number[];
  /** PLHH. */
  readonly place: number[];
  /** Number of persons in the household. */
  readonly size: number[];
}

/** Spells at an address. */
export interface AddressSpells {
  /** Index of the person. */
  readonly person: number[];
  /** Index of the dwelling. */
  readonly dwelling: number[];
  /** First day. */
  readonly start: number[];
  /** Last day or {@linkcode OPEN_END}. */
  readonly end: number[];
}

/** Dwellings. */
export interface DwellingColumns {
  /** Index of the buurt. */
  readonly buurt: number[];
  /** Who owns it. */
  readonly tenure: number[];
}

/** The region under construction. */
export interface World {
  /** The buurten. */
  readonly buurten: readonly BuurtPlan[];
  /** The persons. */
  readonly persons: PersonColumns;
  /** Who lives with whom. */
  readonly households: HouseholdSpells;
  /** Who lives where. */
  readonly addresses: AddressSpells;
  /** The dwellings. */
  readonly dwellings: DwellingColumns;
  /** The number of households so far. */
  householdCount: number;
}

/** Makes an empty world. */
export function emptyWorld(buurten: readonly BuurtPlan[]): World {
  return {
    buurten,
    persons: { sex: [], birth: [], mother: [], father: [], disadvantage: [], bornAbroad: [] },
    households: { person: [], household: [], start: [], end: [], type: [], place: [], size: [] },
    addresses: { person: [], dwelling: [], start: [], end: [] },
    dwellings: { buurt: [], tenure: [] },
    householdCount: 0,
  };
}

/** What a new person is. */
export interface NewPerson {
  /** 1 man, 2 woman. */
  readonly sex: number;
  /** Day of birth. */
  readonly birth: number;
  /** Disadvantage in standard deviations. */
  readonly disadvantage: number;
  /** The mother, if she is in the region. */
  readonly mother?: number;
  /** The father, if he is in the region. */
  readonly father?: number;
}

/** Adds a person and gives the index. */
export function addPerson(world: World, random: Random, person: NewPerson): number {
  const { persons } = world;
  persons.sex.push(person.sex);
  persons.birth.push(person.birth);
  persons.mother.push(person.mother ?? NOBODY);
  persons.father.push(person.father ?? NOBODY);
  persons.disadvantage.push(person.disadvantage);
  // About 15 % of adults and 4 % of children were born abroad (recalled, context only, no risk is tied to it).
  persons.bornAbroad.push(random.next() < (person.mother === undefined ? 0.15 : 0.04) ? 1 : 0);
  return persons.sex.length - 1;
}

/** What a new spell of a whole household is. */
export interface HouseholdPeriod {
  /** The household. */
  readonly household: number;
  /** The members with their place. */
  readonly members: readonly { readonly person: number; readonly place: number }[];
  /** TYPHH. */
  readonly type: number;
  /** First day. */
  readonly start: number;
  /** Last day or {@linkcode OPEN_END}. */
  readonly end: number;
}

/** Adds a spell for every member, unless it ended before the horizon or starts after it. */
export function addHouseholdPeriod(world: World, period: HouseholdPeriod): void {
  if (period.end < HORIZON_START || period.start > HORIZON_END || period.end < period.start) return;
  const spells = world.households;
  for (const { person, place } of period.members) {
    spells.person.push(person);
    spells.household.push(period.household);
    spells.start.push(period.start);
    spells.end.push(period.end > HORIZON_END ? OPEN_END : period.end);
    spells.type.push(period.type);
    spells.place.push(place);
    spells.size.push(period.members.length);
  }
}

/** Adds a stay at an address, unless it lies outside the horizon. */
export function addStay(world: World, person: number, dwelling: number, start: number, end: number): void {
  if (end < HORIZON_START || start > HORIZON_END || end < start) return;
  world.addresses.person.push(person);
  world.addresses.dwelling.push(dwelling);
  world.addresses.start.push(start);
  world.addresses.end.push(end > HORIZON_END ? OPEN_END : end);
}

/** What a new dwelling is chosen by. */
export interface DwellingWish {
  /** Disadvantage of the household. */
  readonly disadvantage: number;
  /** Log-odds of owning before disadvantage counts. */
  readonly ownLogOdds: number;
  /** The buurt to stay in; drawn when absent. */
  readonly buurt?: number;
}

/** Adds a dwelling in a buurt that suits the household and gives the index. */
export function addDwelling(world: World, random: Random, wish: DwellingWish): number {
  const buurt = wish.buurt ?? drawBuurt(world.buurten, random, wish.disadvantage);
  const around = world.buurten[buurt]?.disadvantage ?? 0;
  const owns = random.next() < logistic(wish.ownLogOdds + 0.25 - 1.3 * wish.disadvantage - 0.5 * around);
  // Two of three rented dwellings belong to an association (28 against 14 % of dwellings).
  const social = random.next() < logistic(0.58 + 0.5 * wish.disadvantage);
  world.dwellings.buurt.push(buurt);
  world.dwellings.tenure.push(owns ? OWNED : social ? ASSOCIATION : OTHER_RENT);
  return world.dwellings.buurt.length - 1;
}

function drawBuurt(buurten: readonly BuurtPlan[], random: Random, disadvantage: number): number {
  // Of a few buurten drawn by size the household takes one that resembles it: sorting without a price model.
  const candidates = [0, 1, 2].map(() => drawBySize(buurten, random));
  const weights = candidates.map((index) =>
    Math.exp(0.8 * disadvantage * (buurten[index]?.disadvantage ?? 0))
  );
  let rest = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [place, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return candidates[place] ?? 0;
  }
  return candidates[0] ?? 0;
}

const cumulativeShares = new WeakMap<readonly BuurtPlan[], Float64Array>();

function drawBySize(buurten: readonly BuurtPlan[], random: Random): number {
  let sums = cumulativeShares.get(buurten);
  if (!sums) {
    let sum = 0;
    sums = Float64Array.from(buurten, (buurt) => sum += buurt.share);
    cumulativeShares.set(buurten, sums);
  }
  const draw = random.next() * (sums[sums.length - 1] ?? 1);
  let low = 0, high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) <= draw) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The logistic function. */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
