/**
 * Youth care, protection orders, stays out of home, probation and suspects.
 *
 * Risk factors stack: each adds the same log-odds, so that four or more give about ten times the chance of none, as
 * the Dutch register study of 131,532 children found.
 *
 * @module
 */
import { type Random, randomFor } from "../../core/random.ts";
import { ageOn } from "../../core/period.ts";
import { interceptFor } from "./latent.ts";
import { CARE_BY_AGE, TARGETS } from "./targets.ts";
import {
  DAYS_PER_YEAR,
  HORIZON_END,
  HOUSEHOLD_TYPE,
  logistic,
  NOBODY,
  OPEN_END,
  OWNED,
  type World,
} from "./world.ts";
import type { PersonTraits, YearState } from "./years.ts";

/** Log-odds per stacked factor, per outcome. */
const FACTOR_LOG_ODDS = { protection: 0.43, help: 0.16, suspect: 0.3 } as const;
/** Mean length of a protection order in years: stock 29,070 over inflow 9,065. Source: CBS 2022 (V). */
const ORDER_YEARS = 3.2;
/** Share of orders that are supervision (OTS); the others are guardianship. Source: CBS 2022 (V). */
const SUPERVISION_SHARE = 0.68;

/** Spells of one kind of care. */
export interface CareSpell {
  /** The child. */
  readonly person: number;
  /** First day. */
  readonly start: number;
  /** Last day, or {@linkcode OPEN_END}. */
  readonly end: number;
  /** The kind within its file: measure or form of help. */
  readonly form: string;
}

/** All care of the region. */
export interface Care {
  /** Protection orders. */
  readonly orders: readonly CareSpell[];
  /** Youth help with and without stay. */
  readonly help: readonly CareSpell[];
  /** Probation. */
  readonly probation: readonly CareSpell[];
  /** Registrations as a suspect: person and year. */
  readonly suspects: readonly { readonly person: number; readonly year: number }[];
}

/** Counts the stacked factors of every minor on the last day of a year; 255 for who is no minor of the region. */
function countFactors(world: World, traits: PersonTraits, state: YearState): Uint8Array {
  const firstBirthAge = agesAtFirstBirth(world);
  return Uint8Array.from(state.rowOf, (row, child) => {
    const age = state.age[child] ?? -1;
    const mother = world.persons.mother[child] ?? NOBODY;
    if (row === NOBODY || age < 0 || age > 17 || mother === NOBODY) return 255;
    const father = world.persons.father[child] ?? NOBODY;
    const parents = [mother, father].filter((parent) => parent !== NOBODY);
    const has = (marks: Uint8Array) => parents.some((parent) => marks[parent] === 1);
    return [
      state.type[row] === HOUSEHOLD_TYPE.singleParent,
      state.idle[mother] === 1,
      (firstBirthAge[mother] ?? 99) < 25,
      state.tenure[row] !== OWNED && state.rentBenefit[row] === 1,
      has(state.assistance),
      state.debts[row] === 1 || has(state.premiumDefault),
      has(state.mentalCare),
      traits.education[mother] === 1,
    ].filter(Boolean).length;
  });
}

function agesAtFirstBirth(world: World): Int16Array {
  const ages = new Int16Array(world.persons.sex.length).fill(99);
  for (const [child, mother] of world.persons.mother.entries()) {
    if (mother === NOBODY) continue;
    const age = ageOn(world.persons.birth[mother] ?? 0, world.persons.birth[child] ?? 0);
    if (age < (ages[mother] ?? 99)) ages[mother] = age;
  }
  return ages;
}

/** Draws all care over the years. */
export function drawCare(
  seed: string,
  world: World,
  traits: PersonTraits,
  states: readonly YearState[],
): Care {
  const random = randomFor(`${seed}/care`);
  const lasting = Float64Array.from(world.persons.sex, () => random.normal());
  const factors = states.map((state) => countFactors(world, traits, state));
  const orders = drawOrders(world, states, factors, lasting, random.fork("orders"));
  const help = [
    ...drawStays(orders, random.fork("stays")),
    ...drawVoluntaryStays(world, states, factors, lasting, random.fork("voluntary")),
    ...drawHelp(world, states, factors, lasting, random.fork("help")),
  ];
  const suspects = drawSuspects(world, states, factors, lasting, random.fork("suspects"));
  const probation = drawProbation(world, suspects, random.fork("probation"));
  const begun = (spells: readonly CareSpell[]) =>
    spells.filter((spell) => spell.start <= HORIZON_END && spell.start <= spell.end);
  return { orders: begun(orders), help: begun(help), probation: begun(probation), suspects };
}

/** Tells who may get something in a year, with log-odds that hold no intercept yet. */
interface Candidates {
  readonly people: readonly number[];
  readonly logOdds: readonly number[];
}

function candidates(
  state: YearState,
  from: number,
  to: number,
  logOdds: (person: number, age: number) => number,
): Candidates {
  const people: number[] = [], odds: number[] = [];
  for (const [person, row] of state.rowOf.entries()) {
    const age = state.age[person] ?? -1;
    if (row === NOBODY || age < from || age > to) continue;
    people.push(person);
    odds.push(logOdds(person, age));
  }
  return { people, logOdds: odds };
}

function factorCount(factors: Uint8Array | undefined, person: number): number {
  const count = factors?.[person] ?? 255;
  return count === 255 ? 1.5 : count;
}

function drawOrders(
  world: World,
  states: readonly YearState[],
  factors: readonly Uint8Array[],
  lasting: Float64Array,
  random: Random,
): CareSpell[] {
  const stock = TARGETS.supervisionMinors.value + TARGETS.guardianshipMinors.value;
  const spells: CareSpell[] = [];
  const busyUntil = new Map<number, number>();
  for (const [index, state] of states.entries()) {
    const young = candidates(
      state,
      0,
      17,
      (person, age) =>
        FACTOR_LOG_ODDS.protection * factorCount(factors[index], person) + 0.5 * (lasting[person] ?? 0) +
        0.04 * age,
    );
    // The first year starts with the stock, every year adds the inflow that keeps it; stock counts orders at one day.
    const chance = index === 0 ? stock : stock / ORDER_YEARS * 1.25;
    const intercept = interceptFor(young.logOdds, chance);
    for (const [place, person] of young.people.entries()) {
      const draws = [random.next(), random.next(), random.next(), random.next()] as const;
      if (draws[0] >= logistic(intercept + (young.logOdds[place] ?? 0))) continue;
      const start = Math.max(
        state.day - Math.floor(draws[1] * (index === 0 ? 2.5 : 1) * DAYS_PER_YEAR),
        world.persons.birth[person] ?? 0,
      );
      if ((busyUntil.get(person) ?? -Infinity) >= start) continue;
      const adulthood = Math.round((world.persons.birth[person] ?? 0) + 18 * DAYS_PER_YEAR) - 1;
      const length = 180 - Math.log(1 - draws[2]) * (ORDER_YEARS - 0.5) * DAYS_PER_YEAR;
      const end = Math.min(Math.round((index === 0 ? state.day : start) + length), adulthood);
      busyUntil.set(person, end);
      const form = draws[3] < SUPERVISION_SHARE ? "OTS" : "VOOGDIJ";
      spells.push({ person, start, end: closed(end), form });
    }
  }
  return spells;
}

/** Of those under an order more than half also stay out of home for a while: the concurrence that CBS uses. */
function drawStays(orders: readonly CareSpell[], random: Random): CareSpell[] {
  const share = TARGETS.placementMinors.value /
    (TARGETS.supervisionMinors.value + TARGETS.guardianshipMinors.value);
  return orders.flatMap((order) => {
    const [takes, delay, length] = [random.next(), random.next(), random.next()];
    const stays = order.form === "VOOGDIJ"
      ? 0.85
      : (share - 0.85 * (1 - SUPERVISION_SHARE)) / SUPERVISION_SHARE;
    if (takes >= stays * 1.35) return [];
    const last = order.end === OPEN_END ? HORIZON_END + 400 : order.end;
    const start = Math.min(order.start + Math.floor(delay * 150), last);
    const end = start + Math.floor((last - start) * (0.6 + 0.4 * length));
    return [{
      person: order.person,
      start,
      end: closed(end),
      form: length < 0.55 ? "PLEEGZORG" : "VERBLIJF",
    }];
  });
}

function drawVoluntaryStays(
  world: World,
  states: readonly YearState[],
  factors: readonly Uint8Array[],
  lasting: Float64Array,
  random: Random,
): CareSpell[] {
  const chance = Math.max(0, TARGETS.withStayBelow23.value - 0.8 * TARGETS.placementMinors.value) * 0.7;
  return yearlySpells(world, states, random, {
    from: 8,
    to: 22,
    chance,
    meanDays: 300,
    form: () => "VERBLIJF",
    logOdds: (index, person, age) =>
      0.3 * factorCount(factors[index], person) + 0.7 * (lasting[person] ?? 0) - 0.15 * Math.abs(age - 16),
  });
}

function drawHelp(
  world: World,
  states: readonly YearState[],
  factors: readonly Uint8Array[],
  lasting: Float64Array,
  random: Random,
): CareSpell[] {
  const forms = ["AMBULANT", "WIJKTEAM", "DAGHULP", "GGZ"] as const;
  return yearlySpells(world, states, random, {
    from: 0,
    to: 22,
    // Spells run over the turn of the year, so fewer start in a year than run in it.
    chance: TARGETS.youthCareBelow23.value * 0.5,
    meanDays: 330,
    form: (draw) => forms[Math.floor(draw * forms.length)] ?? "AMBULANT",
    logOdds: (index, person, age) =>
      Math.log(CARE_BY_AGE[age] ?? 1000) + FACTOR_LOG_ODDS.help * factorCount(factors[index], person) +
      0.6 * (lasting[person] ?? 0) + (world.persons.sex[person] === 1 ? 0.16 : 0),
  });
}

interface YearlyPlan {
  readonly from: number;
  readonly to: number;
  readonly chance: number;
  readonly meanDays: number;
  readonly form: (draw: number) => string;
  readonly logOdds: (index: number, person: number, age: number) => number;
}

function yearlySpells(
  world: World,
  states: readonly YearState[],
  random: Random,
  plan: YearlyPlan,
): CareSpell[] {
  const spells: CareSpell[] = [];
  for (const [index, state] of states.entries()) {
    const young = candidates(state, plan.from, plan.to, (person, age) => plan.logOdds(index, person, age));
    const intercept = interceptFor(young.logOdds, plan.chance);
    for (const [place, person] of young.people.entries()) {
      const draws = [random.next(), random.next(), random.next(), random.next()] as const;
      if (draws[0] >= logistic(intercept + (young.logOdds[place] ?? 0))) continue;
      const start = Math.max(
        state.day - Math.floor(draws[1] * DAYS_PER_YEAR),
        world.persons.birth[person] ?? 0,
      );
      const end = start + 30 + Math.floor(-Math.log(1 - draws[2]) * plan.meanDays);
      spells.push({ person, start, end: closed(end), form: plan.form(draws[3]) });
    }
  }
  return spells;
}

function drawSuspects(
  world: World,
  states: readonly YearState[],
  factors: readonly Uint8Array[],
  lasting: Float64Array,
  random: Random,
): Care["suspects"][number][] {
  const groups = [
    { from: 12, to: 17, chance: TARGETS.suspects12to17.value },
    { from: 18, to: 22, chance: TARGETS.suspects18to22.value },
    // Adults are registered less often with age; about 0.7 % a year over all (assumed, no published target is used).
    { from: 23, to: 70, chance: 0.007 },
  ];
  return states.flatMap((state, index) =>
    groups.flatMap((group) => {
      const people = candidates(state, group.from, group.to, (person, age) =>
        FACTOR_LOG_ODDS.suspect * factorCount(factors[index], person) + 0.8 * (lasting[person] ?? 0) +
        0.4 * (world.persons.disadvantage[person] ?? 0) + (world.persons.sex[person] === 1 ? 1.2 : 0) -
        (age > 22 ? 0.045 * (age - 22) : 0));
      const intercept = interceptFor(people.logOdds, group.chance);
      return people.people
        .filter((_, place) =>
          random.next() < logistic(intercept + (people.logOdds[place] ?? 0))
        )
        .map((person) => ({ person, year: state.year }));
    })
  );
}

/** Probation follows a registration as a suspect, for who is 12 to 22. */
function drawProbation(world: World, suspects: Care["suspects"], random: Random): CareSpell[] {
  return suspects.flatMap(({ person, year }) => {
    const [takes, when, length] = [random.next(), random.next(), random.next()];
    const day = Math.floor((year - 1970) * DAYS_PER_YEAR + when * 300);
    const age = ageOn(world.persons.birth[person] ?? 0, day);
    if (age < 12 || age > 22 || takes > 0.15) return [];
    return [{ person, start: day, end: closed(day + 90 + Math.floor(length * 400)), form: "JR" }];
  });
}

function closed(end: number): number {
  return end > HORIZON_END ? OPEN_END : end;
}
