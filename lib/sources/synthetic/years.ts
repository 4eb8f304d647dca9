/**
 * What happens to persons and households year by year: work, benefits, income, rent benefit, debts, health.
 *
 * Every status is a latent score (disadvantage, household, a lasting personal part, chance of the year); those with
 * the highest scores have it, as many as the published figure asks. So margins hold and gradients stay.
 *
 * @module
 */
import { type Random, randomFor } from "../../core/random.ts";
import { ageOn, dayOf } from "../../core/period.ts";
import { thresholdFor } from "./latent.ts";
import { TARGETS } from "./targets.ts";
import { HOUSEHOLD_TYPE, NOBODY, OWNED, PLACE, type World } from "./world.ts";

/** The years with yearly tables. */
export const YEARS: readonly number[] = [2018, 2019, 2020, 2021, 2022, 2023];

/** One year of the region, on its last day. Household lists have one entry per row of `household`. */
export interface YearState {
  /** The year. */
  readonly year: number;
  /** 31 December as a day number. */
  readonly day: number;
  /** Row of the household of each person; {@linkcode NOBODY} when absent. */
  readonly rowOf: Int32Array;
  /** Dwelling of each person; {@linkcode NOBODY} when absent. */
  readonly dwellingOf: Int32Array;
  /** Age of each person; negative before birth. */
  readonly age: Int16Array;
  /** Household index per row. */
  readonly household: Int32Array;
  /** TYPHH per row. */
  readonly type: Uint8Array;
  /** The main earner per row. */
  readonly head: Int32Array;
  /** Children at home below 18 per row. */
  readonly minors: Uint8Array;
  /** Mean disadvantage of the adults per row. */
  readonly disadvantage: Float64Array;
  /** Tenure per row. */
  readonly tenure: Uint8Array;
  /** Whether a person has no paid work. */
  readonly idle: Uint8Array;
  /** Whether a person receives social assistance. */
  readonly assistance: Uint8Array;
  /** Whether a person is behind with the health premium for six months or more. */
  readonly premiumDefault: Uint8Array;
  /** Whether a person used specialist mental care. */
  readonly mentalCare: Uint8Array;
  /** Whether the household is poor. */
  readonly poor: Uint8Array;
  /** Whether the household receives rent benefit. */
  readonly rentBenefit: Uint8Array;
  /** Whether the household has registered problem debts. */
  readonly debts: Uint8Array;
  /** Standardised income in euros. */
  readonly income: Float64Array;
}

/** Lasting personal parts of the statuses, and final levels of education (1 low, 2 middle, 3 high). */
export interface PersonTraits {
  /** Lasting part of having no work. */
  readonly work: Float64Array;
  /** Lasting part of money trouble. */
  readonly money: Float64Array;
  /** Lasting part of mental health. */
  readonly mind: Float64Array;
  /** Highest level of education once finished. */
  readonly education: Uint8Array;
}

/** Draws what lasts. */
export function drawTraits(seed: string, world: World): PersonTraits {
  const random = randomFor(`${seed}/traits`);
  const size = world.persons.sex.length;
  const fill = () => Float64Array.from({ length: size }, () => random.normal());
  const traits = { work: fill(), money: fill(), mind: fill() };
  const scores = Float64Array.from(
    world.persons.disadvantage,
    (level, person) => -0.9 * level + random.normal() + 0.012 * ((world.persons.birth[person] ?? 0) / 365),
  );
  const high = thresholdFor(scores, TARGETS.highEducation.value * size);
  const middle = thresholdFor(scores, (1 - TARGETS.lowEducation.value) * size);
  const education = Uint8Array.from(scores, (score) => score >= high ? 3 : score >= middle ? 2 : 1);
  return { ...traits, education };
}

/** Computes the state of one year. */
export function yearState(seed: string, world: World, traits: PersonTraits, year: number): YearState {
  const random = randomFor(`${seed}/year/${year}`);
  const base = composition(world, dayOf(year, 12, 31), year);
  const idle = drawIdle(world, traits, base, random);
  const assistance = drawAssistance(world, traits, base, idle, random);
  const money = drawMoney(traits, base, { idle, assistance }, random);
  const premiumDefault = drawPremiumDefault(world, traits, base, money.debts, random);
  const mentalCare = drawMentalCare(world, traits, base, idle, random);
  return { ...base, ...money, idle, assistance, premiumDefault, mentalCare };
}

type Composition = Pick<
  YearState,
  | "year"
  | "day"
  | "rowOf"
  | "dwellingOf"
  | "age"
  | "household"
  | "type"
  | "head"
  | "minors"
  | "disadvantage"
  | "tenure"
>;

function composition(world: World, day: number, year: number): Composition {
  const size = world.persons.sex.length;
  const rowOf = new Int32Array(size).fill(NOBODY);
  const dwellingOf = new Int32Array(size).fill(NOBODY);
  const age = Int16Array.from(world.persons.birth, (birth) => ageOn(birth, day));
  const { addresses, households: spells } = world;
  for (const [index, person] of addresses.person.entries()) {
    if ((addresses.start[index] ?? 0) <= day && day <= (addresses.end[index] ?? 0)) {
      dwellingOf[person] = addresses.dwelling[index] ?? NOBODY;
    }
  }
  const rows = new Map<number, number>();
  const [household, type, head, minors, level, adults]: number[][] = [[], [], [], [], [], []];
  for (const [index, person] of spells.person.entries()) {
    if ((spells.start[index] ?? 0) > day || day > (spells.end[index] ?? 0)) continue;
    const id = spells.household[index] ?? 0;
    let row = rows.get(id);
    if (row === undefined) {
      row = rows.size;
      rows.set(id, row);
      household?.push(id);
      type?.push(spells.type[index] ?? 0);
      head?.push(person);
      minors?.push(0);
      level?.push(0);
      adults?.push(0);
    }
    rowOf[person] = row;
    if (spells.place[index] !== PLACE.child) {
      level![row]! += world.persons.disadvantage[person] ?? 0;
      adults![row]! += 1;
    } else if ((age[person] ?? 0) < 18) minors![row]! += 1;
  }
  const disadvantage = Float64Array.from(level ?? [], (sum, row) => sum / Math.max(1, adults?.[row] ?? 1));
  const tenure = Uint8Array.from(
    head ?? [],
    (person) => world.dwellings.tenure[dwellingOf[person] ?? NOBODY] ?? OWNED,
  );
  return {
    year,
    day,
    rowOf,
    dwellingOf,
    age,
    household: Int32Array.from(household ?? []),
    type: Uint8Array.from(type ?? []),
    head: Int32Array.from(head ?? []),
    minors: Uint8Array.from(minors ?? []),
    disadvantage,
    tenure,
  };
}

/** Marks the highest scores among those who can be marked. */
function mark(
  size: number,
  scores: ReadonlyMap<number, number>,
  count: number,
): Uint8Array {
  const marks = new Uint8Array(size);
  const threshold = thresholdFor([...scores.values()], count);
  for (const [index, score] of scores) if (score >= threshold) marks[index] = 1;
  return marks;
}

function present(base: Composition): number {
  let count = 0;
  for (const row of base.rowOf) if (row !== NOBODY) count++;
  return count;
}

function drawIdle(world: World, traits: PersonTraits, base: Composition, random: Random): Uint8Array {
  const scores = new Map<number, number>();
  let of15to74 = 0;
  for (const [person, row] of base.rowOf.entries()) {
    const age = base.age[person] ?? 0;
    const noise = random.normal();
    if (row === NOBODY || age < 15 || age > 74) continue;
    of15to74++;
    const mother = world.persons.sex[person] === 2 && (base.minors[row] ?? 0) > 0;
    const single = base.type[row] === HOUSEHOLD_TYPE.singleParent;
    scores.set(
      person,
      0.6 * (world.persons.disadvantage[person] ?? 0) + (traits.work[person] ?? 0) + 0.45 * noise +
        (traits.education[person] === 1 ? 0.4 : 0) + (mother ? 0.35 : 0) + (mother && single ? 0.35 : 0) +
        (age >= 67 ? 4 : age >= 60 ? 0.7 : age < 18 ? 1.1 : age < 23 ? 0.6 : 0),
    );
  }
  return mark(base.rowOf.length, scores, (1 - TARGETS.working15to74.value) * of15to74);
}

function drawAssistance(
  world: World,
  traits: PersonTraits,
  base: Composition,
  idle: Uint8Array,
  random: Random,
): Uint8Array {
  const scores = new Map<number, number>();
  for (const [person, row] of base.rowOf.entries()) {
    const age = base.age[person] ?? 0;
    const noise = random.normal();
    if (row === NOBODY || age < 18 || age > 66 || !idle[person]) continue;
    const single = base.type[row] === HOUSEHOLD_TYPE.singleParent && base.head[row] === person;
    const alone = base.type[row] === HOUSEHOLD_TYPE.onePerson;
    scores.set(
      person,
      1.1 * (world.persons.disadvantage[person] ?? 0) + 0.6 * (traits.money[person] ?? 0) + 0.35 * noise +
        (single ? 1.15 : alone ? 1.0 : (base.minors[row] ?? 0) > 0 ? 0.6 : 0) -
        (base.tenure[row] === OWNED ? 1.6 : 0) - (base.head[row] === person ? 0 : 0.6),
    );
  }
  return mark(base.rowOf.length, scores, TARGETS.assistancePerInhabitant.value * present(base));
}

function drawMoney(
  traits: PersonTraits,
  base: Composition,
  status: { readonly idle: Uint8Array; readonly assistance: Uint8Array },
  random: Random,
): Pick<YearState, "poor" | "rentBenefit" | "debts" | "income"> {
  const rows = base.household.length;
  const workers = new Uint8Array(rows), helped = new Uint8Array(rows);
  for (const [person, row] of base.rowOf.entries()) {
    if (row === NOBODY) continue;
    const age = base.age[person] ?? 0;
    if (age >= 18 && age < 67 && !status.idle[person]) workers[row] = 1;
    if (status.assistance[person]) helped[row] = 1;
  }
  const income = new Float64Array(rows);
  const [poorScore, rentScore, debtScore] = [new Map(), new Map(), new Map()] as Map<number, number>[];
  for (let row = 0; row < rows; row++) {
    const head = base.head[row] ?? 0;
    const level = base.disadvantage[row] ?? 0, lasting = traits.money[head] ?? 0;
    const retired = (base.age[head] ?? 0) >= 67;
    const single = base.type[row] === HOUSEHOLD_TYPE.singleParent;
    const hardship = 0.7 * level + (workers[row] || retired ? 0 : 1.1) + (helped[row] ? 0.7 : 0) +
      (single ? 0.5 : 0) + 0.6 * lasting;
    income[row] = Math.round(31000 * Math.exp(-0.26 * hardship + 0.17 * random.normal()));
    poorScore?.set(row, hardship + 0.5 * random.normal() - (retired ? 2 : 0));
    if (base.tenure[row] !== OWNED) {
      rentScore?.set(row, hardship + 0.5 * random.normal() + (retired ? 0.5 : 0));
    }
    const children = (base.minors[row] ?? 0) > 0 ? 0.6 : 0;
    debtScore?.set(row, 0.75 * level + lasting + children + (helped[row] ? 0.5 : 0) + 0.4 * random.normal());
  }
  return {
    income,
    poor: markPoor(base, poorScore ?? new Map()),
    rentBenefit: mark(rows, rentScore ?? new Map(), TARGETS.rentBenefitHouseholds.value * rows),
    debts: mark(rows, debtScore ?? new Map(), TARGETS.problemDebtHouseholds.value * rows),
  };
}

/** Poverty is published per type of household, so each type gets its own share. */
function markPoor(base: Composition, scores: ReadonlyMap<number, number>): Uint8Array {
  const groups: Map<number, number>[] = [new Map(), new Map(), new Map()];
  for (const [row, score] of scores) {
    const type = base.type[row] ?? 0;
    const group = type === HOUSEHOLD_TYPE.singleParent
      ? 0
      : type === HOUSEHOLD_TYPE.marriedWithChildren || type === HOUSEHOLD_TYPE.unmarriedWithChildren
      ? 1
      : 2;
    groups[group]?.set(row, score);
  }
  const [single, couples] = groups;
  const ofSingle = TARGETS.poorSingleParents.value * (single?.size ?? 0);
  const ofCouples = TARGETS.poorCouplesWithChildren.value * (couples?.size ?? 0);
  const ofRest = Math.max(0, TARGETS.poorHouseholds.value * scores.size - ofSingle - ofCouples);
  const marks = [ofSingle, ofCouples, ofRest].map((count, index) =>
    mark(scores.size, groups[index] ?? new Map(), count)
  );
  return Uint8Array.from({ length: scores.size }, (_, row) => marks.some((part) => part[row] === 1) ? 1 : 0);
}

/** Scores of the adults who are present: what is known of them, and noise. */
function adultScores(
  base: Composition,
  random: Random,
  known: (person: number, row: number) => number,
): Map<number, number> {
  const scores = new Map<number, number>();
  for (const [person, row] of base.rowOf.entries()) {
    // Drawn for everybody, so that one person more or less leaves the others as they are.
    const noise = random.normal();
    if (row === NOBODY || (base.age[person] ?? 0) < 18) continue;
    scores.set(person, known(person, row) + 0.6 * noise);
  }
  return scores;
}

function drawPremiumDefault(
  world: World,
  traits: PersonTraits,
  base: Composition,
  debts: Uint8Array,
  random: Random,
): Uint8Array {
  const scores = adultScores(
    base,
    random,
    (person, row) =>
      0.6 * (world.persons.disadvantage[person] ?? 0) + 0.6 * (traits.money[person] ?? 0) +
      (debts[row] ? 1.6 : 0),
  );
  return mark(base.rowOf.length, scores, TARGETS.premiumDefaultAdults.value * scores.size);
}

function drawMentalCare(
  world: World,
  traits: PersonTraits,
  base: Composition,
  idle: Uint8Array,
  random: Random,
): Uint8Array {
  const scores = adultScores(
    base,
    random,
    (person) =>
      0.35 * (world.persons.disadvantage[person] ?? 0) + (traits.mind[person] ?? 0) +
      (idle[person] && (base.age[person] ?? 0) < 67 ? 0.5 : 0),
  );
  return mark(base.rowOf.length, scores, TARGETS.specialistMentalCareAdults.value * scores.size);
}
