/**
 * Fills the region: families first, then couples and single persons, until the composition of households fits.
 *
 * @module
 */
import { type Random, randomFor } from "../../core/random.ts";
import { planBuurten } from "./areas.ts";
import { addFamily, clamp, livesAlone } from "./families.ts";
import {
  addDwelling,
  addHouseholdPeriod,
  addPerson,
  addStay,
  CALIBRATION_DAY,
  DAYS_PER_YEAR,
  emptyWorld,
  HOUSEHOLD_TYPE,
  OPEN_END,
  PLACE,
  type World,
} from "./world.ts";

/** Composition of households on the day of calibration. Source: CBS 71486ned/71487ned, see the calibration test. */
const COMPOSITION = {
  withChildren: 0.32,
  couples: 0.285,
  alone: 0.395,
  personsPerHousehold: 2.13,
} as const;

/**
 * Builds the people of the region.
 *
 * @param seed The name from which all numbers derive.
 * @param inhabitants About how many persons live in the region on the day of calibration.
 * @param areaSet Which areas they live in: the region unless told.
 * @returns The world with persons, household spells, address spells and dwellings.
 */
export function buildPeople(seed: string, inhabitants: number, areaSet: number = 0): World {
  const world = emptyWorld(planBuurten(areaSet));
  const random = randomFor(`${seed}/people`);
  const households = inhabitants / COMPOSITION.personsPerHousehold;
  let withChildren = 0, couples = 0, alone = 0;
  while (withChildren < households * COMPOSITION.withChildren) {
    const count = addFamily(world, random);
    withChildren += count.withChildren;
    couples += count.couples;
    alone += count.alone;
  }
  for (; couples < households * COMPOSITION.couples; couples++) addCouple(world, random);
  for (; alone < households * COMPOSITION.alone; alone++) addSingle(world, random);
  return world;
}

function addCouple(world: World, random: Random): void {
  // Couples without children at home are young or past the family phase.
  const age = random.next() < 0.22 ? 24 + 12 * random.next() : 54 + 32 * Math.pow(random.next(), 1.1);
  const disadvantage = 0.95 * random.normal() - 0.15;
  const birth = birthOf(age);
  const people = [2, 1].map((sex) =>
    addPerson(world, random, {
      sex,
      birth: Math.round(birth - (sex === 1 ? clamp(2.4 + 3.5 * random.normal(), -8, 15) : 0) * DAYS_PER_YEAR),
      disadvantage,
    })
  );
  const married = random.next() < (age > 40 ? 0.85 : 0.3);
  const start = Math.round(birth + (20 + Math.min(age - 20, 12) * random.next()) * DAYS_PER_YEAR);
  const place = married ? PLACE.partnerMarried : PLACE.partnerUnmarried;
  addHouseholdPeriod(world, {
    household: world.householdCount++,
    members: people.map((person) => ({ person, place })),
    type: married ? HOUSEHOLD_TYPE.marriedCouple : HOUSEHOLD_TYPE.unmarriedCouple,
    start,
    end: OPEN_END,
  });
  const home = addDwelling(world, random, { disadvantage, ownLogOdds: age > 40 ? 1.05 : 0.6 });
  for (const person of people) addStay(world, person, home, start, OPEN_END);
}

function addSingle(world: World, random: Random): void {
  const draw = random.next();
  const age = draw < 0.2
    ? 20 + 12 * random.next()
    : draw < 0.5
    ? 32 + 28 * random.next()
    : 60 + 33 * random.next();
  const disadvantage = random.normal() + 0.25;
  const birth = birthOf(age);
  const person = addPerson(world, random, {
    sex: random.next() < (age > 65 ? 0.68 : 0.42) ? 2 : 1,
    birth,
    disadvantage,
  });
  const start = Math.round(birth + (19 + Math.max(0, age - 19) * random.next()) * DAYS_PER_YEAR);
  livesAlone(world, random, person, start, { disadvantage, ownLogOdds: age > 35 ? -0.15 : -1 });
}

function birthOf(ageOnCalibrationDay: number): number {
  return Math.round(CALIBRATION_DAY - ageOnCalibrationDay * DAYS_PER_YEAR);
}
