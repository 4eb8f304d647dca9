/**
 * Life courses of families: first birth, later births, separation, children leaving home.
 *
 * @module
 */
import type { Random } from "../../core/random.ts";
import { dayNumber } from "../../core/period.ts";
import {
  addDwelling,
  addHouseholdPeriod,
  addPerson,
  addStay,
  CALIBRATION_DAY,
  DAYS_PER_YEAR,
  HORIZON_END,
  HOUSEHOLD_TYPE,
  logistic,
  OPEN_END,
  PLACE,
  type World,
} from "./world.ts";

/** Numbers that steer life courses; tuned so that the calibration table holds. */
const LIFE_COURSE = {
  /** First births are spread over these days. */
  firstBirthFrom: dayNumber("1987-01-01"),
  /** Share by which first births a year are fewer at the end than at the start. Source: CBS, 200 to 165 thousand. */
  fallOfFirstBirths: 0.45,
  /** Mother's age at first birth: most (years). Source: CBS mean 30.3 (recalled). */
  laterMother: { mean: 30.8, spread: 3.8 },
  /** Mother's age at first birth: a small group of young mothers (years). */
  youngMother: { mean: 21.8, spread: 2.2, share: 0.06 },
  /** Chance of exactly one, two, three or four children in the end. */
  finalChildren: [0.2, 0.53, 0.2, 0.07],
  /** Log-odds that parents ever separate, at mean disadvantage. */
  separation: -0.95,
  /** Log-odds that a mother has no partner at the first birth. */
  singleAtBirth: -2.75,
  /** Share of fathers that no register knows, among mothers without partner. */
  unknownFather: 0.45,
  /** Share of separated families in which children stay with the mother. */
  staysWithMother: 0.85,
  /** Age at leaving home (years). */
  leavingHome: { mean: 23.2, spread: 3.2, lowest: 17.6, highest: 33 },
  /** Share of those who leave home that stay in the region. */
  staysInRegion: 0.62,
} as const;

/** What a family contributed on the day of calibration. */
export interface FamilyCount {
  /** Households with a child at home. */
  readonly withChildren: number;
  /** Couples without children at home. */
  readonly couples: number;
  /** Persons living alone. */
  readonly alone: number;
}

interface Family {
  readonly mother: number;
  readonly father: number | null;
  readonly children: readonly Child[];
  readonly married: boolean;
  readonly unionStart: number;
  readonly separation: number;
  readonly withMother: boolean;
  readonly disadvantage: number;
}

interface Child {
  readonly person: number;
  readonly birth: number;
  readonly leaves: number;
}

/** Adds one family with its whole life course. */
export function addFamily(world: World, random: Random): FamilyCount {
  const family = drawFamily(world, random);
  const home = addHome(world, random, family);
  const household = world.householdCount++;
  const parent = family.withMother || family.father === null ? family.mother : family.father;
  const other = parent === family.mother ? family.father : family.mother;
  const count = { withChildren: 0, couples: 0, alone: 0 };
  for (const [start, end] of segmentsOf(family)) {
    const together = other !== null && start < family.separation;
    const kids = family.children.filter((child) => child.birth <= start && start < child.leaves);
    if (together && start < family.unionStart) continue;
    const type = typeOf(together, kids.length, family.married);
    const members = [
      { person: parent, place: parentPlace(type) },
      ...(together && other !== null ? [{ person: other, place: parentPlace(type) }] : []),
      ...kids.map((child) => ({ person: child.person, place: PLACE.child })),
    ];
    addHouseholdPeriod(world, { household, members, type, start, end });
    if (start <= CALIBRATION_DAY && CALIBRATION_DAY <= end) {
      if (kids.length > 0) count.withChildren++;
      else if (together) count.couples++;
      else count.alone++;
    }
  }
  housePeople(world, random, family, home);
  return addLeavers(world, random, family, count);
}

function drawFamily(world: World, random: Random): Family {
  const span = HORIZON_END - LIFE_COURSE.firstBirthFrom;
  const firstBirth = LIFE_COURSE.firstBirthFrom + Math.floor(earlierOften(random.next()) * span);
  const young = random.next() < LIFE_COURSE.youngMother.share;
  const ages = young ? LIFE_COURSE.youngMother : LIFE_COURSE.laterMother;
  const motherAge = clamp(ages.mean + ages.spread * random.normal(), 16, 46);
  const disadvantage = 0.88 * random.normal() - 0.47 * clamp((motherAge - 30.3) / 4.4, -2.2, 2.2);
  const single = random.next() < logistic(LIFE_COURSE.singleAtBirth + 0.8 * disadvantage + (young ? 0.7 : 0));
  const motherBirth = Math.round(firstBirth - motherAge * DAYS_PER_YEAR);
  const fatherKnown = !single || random.next() >= LIFE_COURSE.unknownFather;
  const mother = addPerson(world, random, { sex: 2, birth: motherBirth, disadvantage });
  const gap = clamp(2.4 + 4 * random.normal(), -8, 22);
  const fatherBirth = Math.min(motherBirth - gap * DAYS_PER_YEAR, firstBirth - 17 * DAYS_PER_YEAR);
  const father = fatherKnown
    ? addPerson(world, random, {
      sex: 1,
      birth: Math.round(fatherBirth),
      disadvantage: 0.75 * disadvantage + 0.6 * random.normal(),
    })
    : null;
  const separates = random.next() < logistic(LIFE_COURSE.separation + 0.75 * disadvantage);
  const yearsTogether = 1.2 + 20 * Math.pow(random.next(), 0.8);
  const separation = single
    ? firstBirth - 120
    : separates
    ? firstBirth + Math.round(yearsTogether * DAYS_PER_YEAR)
    : OPEN_END;
  const births = drawBirths(random, firstBirth, motherBirth, single ? firstBirth + 1 : separation);
  const children = births.map((birth) => drawChild(world, random, { birth, mother, father, disadvantage }));
  return {
    mother,
    father,
    children,
    married: random.next() < 0.66,
    unionStart: firstBirth - Math.round((0.6 + 5 * random.next()) * DAYS_PER_YEAR),
    separation,
    withMother: single || random.next() < LIFE_COURSE.staysWithMother,
    disadvantage,
  };
}

/** Turns a uniform number into one whose density falls in a straight line: families used to start more often. */
function earlierOften(uniform: number): number {
  const fall = LIFE_COURSE.fallOfFirstBirths;
  return (1 - Math.sqrt(1 - 2 * fall * uniform * (1 - fall / 2))) / fall;
}

function drawBirths(random: Random, first: number, motherBirth: number, until: number): number[] {
  const births = [first];
  let wanted = 1, draw = random.next();
  for (const share of LIFE_COURSE.finalChildren) {
    draw -= share;
    if (draw < 0) break;
    wanted++;
  }
  const last = motherBirth + 45 * DAYS_PER_YEAR;
  while (births.length < wanted) {
    const next = (births.at(-1) ?? first) +
      Math.round((1.4 + 2.6 * random.next() * (1 + random.next())) * 365);
    if (next > last || next >= until || next > HORIZON_END) break;
    births.push(next);
  }
  return births;
}

function drawChild(
  world: World,
  random: Random,
  of: {
    readonly birth: number;
    readonly mother: number;
    readonly father: number | null;
    readonly disadvantage: number;
  },
): Child {
  const person = addPerson(world, random, {
    sex: random.next() < 0.513 ? 1 : 2,
    birth: of.birth,
    disadvantage: 0.7 * of.disadvantage + 0.6 * random.normal(),
    mother: of.mother,
    ...(of.father === null ? {} : { father: of.father }),
  });
  const { mean, spread, lowest, highest } = LIFE_COURSE.leavingHome;
  const age = clamp(mean + spread * random.normal(), lowest, highest);
  return { person, birth: of.birth, leaves: of.birth + Math.round(age * DAYS_PER_YEAR) };
}

function segmentsOf(family: Family): readonly (readonly [number, number])[] {
  const cuts = new Set<number>([Math.min(family.unionStart, family.children[0]?.birth ?? 0)]);
  if (family.separation < OPEN_END) cuts.add(family.separation);
  for (const child of family.children) cuts.add(child.birth).add(child.leaves);
  const days = [...cuts].filter((day) => day <= HORIZON_END).sort((a, b) => a - b);
  return days.map((day, index) => [day, (days[index + 1] ?? OPEN_END + 1) - 1] as const);
}

function typeOf(together: boolean, children: number, married: boolean): number {
  if (children === 0) {
    if (!together) return HOUSEHOLD_TYPE.onePerson;
    return married ? HOUSEHOLD_TYPE.marriedCouple : HOUSEHOLD_TYPE.unmarriedCouple;
  }
  if (!together) return HOUSEHOLD_TYPE.singleParent;
  return married ? HOUSEHOLD_TYPE.marriedWithChildren : HOUSEHOLD_TYPE.unmarriedWithChildren;
}

function parentPlace(type: number): number {
  return type + 1;
}

function addHome(world: World, random: Random, family: Family): number {
  const settled = family.separation < OPEN_END ? 0.35 : 1.25;
  return addDwelling(world, random, { disadvantage: family.disadvantage, ownLogOdds: settled });
}

/** Homes: the family home, perhaps one family move, and a new home for whoever leaves. */
function housePeople(world: World, random: Random, family: Family, home: number): void {
  const start = Math.min(family.unionStart, family.children[0]?.birth ?? 0);
  const parent = family.withMother || family.father === null ? family.mother : family.father;
  const other = parent === family.mother ? family.father : family.mother;
  const separates = family.separation < OPEN_END;
  // Two of five separated parents leave the family home with the children; of other families one in four moves.
  const moves = random.next() < (separates ? 0.4 : 0.25);
  const moveDay = separates
    ? Math.max(family.separation, start + 1)
    : start + Math.round((2 + 16 * random.next()) * DAYS_PER_YEAR);
  const second = moves
    ? addDwelling(world, random, {
      disadvantage: family.disadvantage,
      ownLogOdds: separates ? -0.7 : 1.5,
      ...(random.next() < 0.6 ? { buurt: world.dwellings.buurt[home] ?? 0 } : {}),
    })
    : home;
  const stay = (person: number, from: number, to: number): void => {
    if (!moves) return addStay(world, person, home, from, to);
    addStay(world, person, home, from, Math.min(to, moveDay - 1));
    addStay(world, person, second, Math.max(from, moveDay), to);
  };
  stay(parent, start, OPEN_END);
  if (other !== null) stay(other, start, Math.min(OPEN_END, family.separation - 1));
  for (const child of family.children) stay(child.person, child.birth, child.leaves - 1);
}

/** The parent who left and the children who left home live alone, in the region or beyond it. */
function addLeavers(world: World, random: Random, family: Family, count: FamilyCount): FamilyCount {
  const parent = family.withMother || family.father === null ? family.mother : family.father;
  const other = parent === family.mother ? family.father : family.mother;
  let alone = count.alone;
  const leavers = family.children.map((child) => ({ person: child.person, day: child.leaves }));
  if (other !== null && family.separation < OPEN_END) leavers.push({ person: other, day: family.separation });
  for (const { person, day } of leavers) {
    if (day > HORIZON_END || random.next() >= LIFE_COURSE.staysInRegion) continue;
    const own = { disadvantage: world.persons.disadvantage[person] ?? 0, ownLogOdds: -0.9 };
    livesAlone(world, random, person, day, own);
    if (day <= CALIBRATION_DAY) alone++;
  }
  return { ...count, alone };
}

/** Puts a person in a household and dwelling of their own. */
export function livesAlone(
  world: World,
  random: Random,
  person: number,
  start: number,
  wish: { readonly disadvantage: number; readonly ownLogOdds: number },
): void {
  const household = world.householdCount++;
  const type = HOUSEHOLD_TYPE.onePerson;
  addHouseholdPeriod(world, {
    household,
    members: [{ person, place: PLACE.alone }],
    type,
    start,
    end: OPEN_END,
  });
  addStay(world, person, addDwelling(world, random, wish), start, OPEN_END);
}

/** Keeps a number within bounds. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
