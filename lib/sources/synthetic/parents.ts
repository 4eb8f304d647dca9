/**
 * A questionnaire among parents of children below eight, with who was asked and did not answer.
 *
 * @module
 */
import type { Random } from "../../core/random.ts";
import { Table } from "../../core/table.ts";
import type { Region } from "./region.ts";
import { HOUSEHOLD_TYPE, logistic, NOBODY } from "./world.ts";
import type { YearState } from "./years.ts";

/** What one parent was asked and said. */
interface Parent {
  readonly gemeente: string;
  readonly rate: number;
  readonly childAge: number;
  readonly answered: boolean;
  readonly single: boolean;
  readonly education: number;
  readonly abroad: boolean;
  readonly restructuring: boolean;
  /** Disadvantage in standard deviations. */
  readonly level: number;
}

const EDUCATION = ["", "laag", "midden", "hoog"] as const;

/**
 * Draws the sample and the answers.
 *
 * Households with a child below eight; small towns are sampled at twice the rate of the city. Who is disadvantaged or does
 * not speak Dutch at home answers less often.
 */
export function parentSurveyTable(
  region: Region,
  state: YearState,
  gemeenteOf: (person: number) => string,
  random: Random,
): Table {
  const asked = drawSample(region, state, gemeenteOf, random);
  const answers = asked.map((parent) => drawAnswers(parent, random));
  const text = (pick: (row: number) => string | undefined) =>
    asked.map((parent, row) => parent.answered ? pick(row) ?? null : null);
  const number = (pick: (row: number) => number | undefined) =>
    Float64Array.from(asked, (parent, row) => parent.answered ? pick(row) ?? NaN : NaN);
  return Table.from({
    respondent: asked.map((_, row) => `P${String(row + 1).padStart(5, "0")}`),
    stratum: asked.map((parent) => parent.gemeente === "GM9901" ? "stad" : "overig"),
    gewicht: Float64Array.from(asked, (parent) => Math.round(100 / parent.rate) / 100),
    gemeente: asked.map((parent) => parent.gemeente),
    leeftijd_kind: Float64Array.from(asked, (parent) => parent.childAge),
    respons: asked.map((parent) => parent.answered),
    gezinsvorm: text((row) => asked[row]?.single ? "een ouder" : "twee ouders"),
    opleiding: text((row) => EDUCATION[asked[row]?.education ?? 0]),
    thuistaal: text((row) => answers[row]?.language),
    opvang: text((row) => answers[row]?.care),
    drempel: text((row) => answers[row]?.barrier),
    verblijfsduur_jaren: number((row) => answers[row]?.stayYears),
    schuldsanering: number((row) => asked[row]?.restructuring ? 1 : 0),
    voorleesdagen: number((row) => answers[row]?.readingDays),
    boeken_thuis: number((row) => answers[row]?.books),
    bibliotheek_lid: number((row) => answers[row]?.member),
    afstand_bibliotheek_km: number((row) => answers[row]?.distanceKm),
    eenzaam: number((row) => answers[row]?.lonely),
    behoefte_ontmoeting: number((row) => answers[row]?.meeting),
  });
}

function drawSample(
  region: Region,
  state: YearState,
  gemeenteOf: (person: number) => string,
  random: Random,
): readonly Parent[] {
  const { persons } = region.world;
  const youngest = new Map<number, number>();
  for (const [person, row] of state.rowOf.entries()) {
    const age = state.age[person] ?? -1, mother = persons.mother[person] ?? NOBODY;
    if (row === NOBODY || age < 0 || age > 7 || mother === NOBODY) continue;
    youngest.set(mother, Math.min(age, youngest.get(mother) ?? 99));
  }
  return [...youngest].flatMap(([mother, childAge]) => {
    const gemeente = gemeenteOf(mother), rate = gemeente === "GM9901" ? 0.25 : 0.5;
    const draws = [random.next(), random.next()] as const;
    if (draws[0] >= rate || (state.rowOf[mother] ?? NOBODY) === NOBODY) return [];
    const level = persons.disadvantage[mother] ?? 0, abroad = persons.bornAbroad[mother] === 1;
    const row = state.rowOf[mother] ?? 0;
    return [{
      gemeente,
      rate,
      childAge,
      answered: draws[1] < logistic(0.4 - 0.4 * level - (abroad ? 0.5 : 0)),
      single: state.type[row] === HOUSEHOLD_TYPE.singleParent,
      education: region.traits.education[mother] ?? 2,
      abroad,
      restructuring: state.debts[row] === 1 && mother % 9 === 0,
      level,
    }];
  });
}

interface Answers {
  readonly language: string;
  readonly care: string;
  readonly barrier: string;
  readonly stayYears: number;
  readonly readingDays: number;
  readonly books: number;
  readonly member: number;
  readonly distanceKm: number;
  readonly lonely: number;
  readonly meeting: number;
}

function drawAnswers(parent: Parent, random: Random): Answers {
  const { level, abroad, education, single } = parent;
  const other = random.next() < (abroad ? 0.7 : 0.04);
  const schooling = education - 2;
  const lonely = random.next() < logistic(-1.1 + 0.35 * level + (single ? 0.7 : 0) + (other ? 0.6 : 0));
  const read = 4.8 + 0.9 * schooling - 0.4 * level - (other ? 0.8 : 0) + 1.4 * random.normal();
  return {
    language: other ? "anders" : "nl",
    care: drawCare(random, { level, single, age: parent.childAge }),
    barrier: drawBarrier(random, { other, single, lonely, level }),
    stayYears: abroad ? 1 + random.below(15) : NaN,
    readingDays: Math.min(7, Math.max(0, Math.round(read))),
    books: Math.max(0, Math.round(Math.exp(3.1 + 0.5 * schooling - 0.25 * level + 0.6 * random.normal()))),
    member: random.next() < logistic(0.2 + 0.6 * schooling - 0.3 * level) ? 1 : 0,
    distanceKm: Math.round(Math.exp(0.2 + 0.6 * random.normal()) * 10) / 10,
    lonely: lonely ? 1 : 0,
    meeting: Math.min(5, Math.max(1, Math.round(2.6 + (lonely ? 1.3 : 0) + 0.8 * random.normal()))),
  };
}

function drawCare(
  random: Random,
  of: { readonly level: number; readonly single: boolean; readonly age: number },
): string {
  if (of.age >= 4) return random.next() < 0.4 ? "buitenschoolse opvang" : "thuis";
  const formal = random.next() < logistic(0.5 - 0.8 * of.level + (of.single ? 0.2 : 0));
  if (formal) return "kinderopvang";
  return of.age >= 2 && random.next() < 0.55 ? "peuteropvang" : random.next() < 0.6 ? "familie" : "thuis";
}

function drawBarrier(
  random: Random,
  of: { readonly other: boolean; readonly single: boolean; readonly lonely: boolean; readonly level: number },
): string {
  const weights: readonly (readonly [string, number])[] = [
    ["geen", 2.2 - 0.4 * of.level],
    ["tijd", of.single ? 2 : 1],
    ["taal", of.other ? 2.5 : 0.1],
    ["onbekend", 0.9],
    ["vertrouwen", of.lonely ? 1.2 : 0.4],
    ["kosten", Math.max(0.1, 0.5 + 0.5 * of.level)],
  ];
  let rest = random.next() * weights.reduce((sum, [, weight]) => sum + Math.max(0.1, weight), 0);
  for (const [name, weight] of weights) {
    rest -= Math.max(0.1, weight);
    if (rest < 0) return name;
  }
  return "geen";
}
