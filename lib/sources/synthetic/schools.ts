/**
 * What schools and the town deliver beside reading scores: a monthly panel, satisfaction of parents, initiatives.
 *
 * @module
 */
import type { Random } from "../../core/random.ts";
import { Table } from "../../core/table.ts";
import { logistic } from "./world.ts";

/** Effects of the team at school that are built in, so that a method can be held to them. */
export const SCHOOL_EFFECTS = {
  /** Schools with the team. */
  schools: ["S9901031", "S9901071"],
  /** The first month with the team, as a whole number `yyyymm`. */
  fromMonth: 201_908,
  /** Time-outs after it, as a multiple of those without it. */
  timeOutRatio: 0.6,
  /** Referrals to special education after it, as a multiple. */
  referralRatio: 0.75,
  /** Rise of a mean answer of parents (1 to 5) between the two surveys at these schools. */
  satisfaction: 0.4,
} as const;

const SCHOOLS: readonly string[] = ["01", "02", "03", "04", "05", "06", "07", "08"].map((wijk) =>
  `S9901${wijk}1`
);
const FIRST_YEAR = 2016, LAST_YEAR = 2022;
/** Months of a school year with lessons: August to July, without the summer month July. */
const MONTHS: readonly number[] = [8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6];

/** Counts per school and month: time-outs, referrals, reports of protection, pupils absent without leave. */
export function schoolPanelTable(random: Random): Table {
  const rows: { school: string; year: number; month: number; pupils: number; counts: readonly number[] }[] =
    [];
  for (const [index, school] of SCHOOLS.entries()) {
    const pupils = 180 + random.below(160);
    const strain = Math.exp(
      0.35 * random.normal() + (SCHOOL_EFFECTS.schools.includes(school as never) ? 0.4 : 0),
    );
    for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
      for (const calendarMonth of MONTHS) {
        const month = (calendarMonth >= 8 ? year : year + 1) * 100 + calendarMonth;
        const after = SCHOOL_EFFECTS.schools.includes(school as never) && month >= SCHOOL_EFFECTS.fromMonth;
        const season = calendarMonth >= 10 && calendarMonth <= 11 ? 1.15 : 1;
        const size = pupils + Math.round(4 * Math.sin(index + year));
        const mean = (perHundred: number, ratio: number) =>
          (perHundred * size * strain * season * (after ? ratio : 1)) / 100;
        rows.push({
          school,
          year,
          month,
          pupils: size,
          counts: [
            poisson(random, mean(2.6, SCHOOL_EFFECTS.timeOutRatio)),
            poisson(random, mean(0.28, SCHOOL_EFFECTS.referralRatio)),
            poisson(random, mean(0.09, 1)),
            poisson(random, mean(1.4, 0.9)),
          ],
        });
      }
    }
  }
  const count = (place: number) => Float64Array.from(rows, (row) => row.counts[place] ?? 0);
  return Table.from({
    school: rows.map((row) => row.school),
    innovatie: rows.map((row) => SCHOOL_EFFECTS.schools.includes(row.school as never)),
    schooljaar: Float64Array.from(rows, (row) => row.year),
    maand: Float64Array.from(rows, (row) => row.month),
    leerlingen: Float64Array.from(rows, (row) => row.pupils),
    time_outs: count(0),
    verwijzingen: count(1),
    beschermingsmeldingen: count(2),
    verzuimmeldingen: count(3),
  });
}

/** A number with the Poisson distribution, by multiplying chances: means here are small. */
function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count++;
  return count;
}

/** Statements about school, with the mean answer before (1 to 5). */
const STATEMENTS = {
  veilig: 3.9,
  drempel: 3.4,
  snelle_hulp: 3.0,
  contact: 3.6,
  rust: 3.2,
  aanbevelen: 3.7,
} as const;

/** Answers of parents on six statements in two years; about one in twelve is left open. */
export function parentSatisfactionTable(random: Random): Table {
  const rows: { school: string; year: number; answers: readonly number[] }[] = [];
  for (const school of SCHOOLS) {
    const treated = SCHOOL_EFFECTS.schools.includes(school as never);
    for (const year of [2018, 2021]) {
      for (let parent = 40 + random.below(50); parent > 0; parent--) {
        const mood = 0.6 * random.normal() + (treated && year === 2018 ? -0.3 : 0) +
          (treated && year === 2021 ? SCHOOL_EFFECTS.satisfaction - 0.3 : 0);
        const answers = Object.values(STATEMENTS).map((mean) =>
          random.next() < 0.08
            ? NaN
            : Math.min(5, Math.max(1, Math.round(mean + mood + 0.8 * random.normal())))
        );
        rows.push({ school, year, answers });
      }
    }
  }
  return Table.from({
    respondent: rows.map((_, row) => `O${String(row + 1).padStart(5, "0")}`),
    school: rows.map((row) => row.school),
    jaar: Float64Array.from(rows, (row) => row.year),
    ...Object.fromEntries(
      Object.keys(STATEMENTS).map((name, place) =>
        [name, Float64Array.from(rows, (row) => row.answers[place] ?? NaN)] as const
      ),
    ),
  });
}

const KINDS = [
  { kind: "voorlezen thuis", by: "bibliotheek", place: "thuis", from: 2, to: 6 },
  { kind: "boekstart", by: "bibliotheek", place: "bibliotheek", from: 0, to: 4 },
  { kind: "bibliotheek op school", by: "bibliotheek", place: "school", from: 4, to: 12 },
  { kind: "leeskring", by: "school", place: "school", from: 9, to: 12 },
  { kind: "taalhuis voor ouders", by: "welzijnswerk", place: "wijkcentrum", from: 0, to: 12 },
  { kind: "zomerschool", by: "school", place: "school", from: 6, to: 12 },
  { kind: "taalmaatje", by: "vrijwilligers", place: "thuis", from: 4, to: 10 },
  { kind: "weekendlezen", by: "wijkteam", place: "wijkcentrum", from: 6, to: 9 },
] as const;

/** Initiatives for reading in the city: who, what, for which ages, in which languages, where. Some wijken have none. */
export function initiativeTable(random: Random, wijken: readonly string[]): Table {
  const rows = wijken.filter((wijk) => wijk.startsWith("WK9901")).flatMap((wijk) => {
    const busy = logistic(0.9 * random.normal() - 0.9);
    return KINDS.filter(() => random.next() < 0.6 * busy).map((plan) => ({
      wijk,
      plan,
      languages: random.next() < 0.25 ? "meertalig" : "nl",
      children: 8 + random.below(40),
    }));
  });
  return Table.from({
    initiatief: rows.map((_, row) => `I${String(row + 1).padStart(3, "0")}`),
    soort: rows.map((row) => row.plan.kind),
    uitvoerder: rows.map((row) => row.plan.by),
    plaats: rows.map((row) => row.plan.place),
    wijk: rows.map((row) => row.wijk),
    taal: rows.map((row) => row.languages),
    leeftijd_van: Float64Array.from(rows, (row) => row.plan.from),
    leeftijd_tot: Float64Array.from(rows, (row) => row.plan.to),
    kinderen: Float64Array.from(rows, (row) => row.children),
  });
}

/** Dimensions of data maturity, each asked by three statements. */
const DIMENSIONS = [
  "beschikbaarheid",
  "kwaliteit",
  "koppelbaarheid",
  "vaardigheden",
  "sturing",
  "grondslag",
] as const;

/** Answers of partners on the maturity scan: 1 (nothing yet) to 5 (in order and kept up); some left open. */
export function maturityTable(random: Random, partners: readonly string[]): Table {
  const rows = partners.flatMap((partner) => {
    const level = 2.8 + 0.6 * random.normal();
    return DIMENSIONS.flatMap((dimension) => {
      const own = level + 0.7 * random.normal();
      return [1, 2, 3].map((question) => ({
        partner,
        dimension,
        question,
        score: random.next() < 0.05 ? NaN : Math.min(5, Math.max(1, Math.round(own + 0.5 * random.normal()))),
      }));
    });
  });
  return Table.from({
    organisatie: rows.map((row) => row.partner),
    dimensie: rows.map((row) => row.dimension),
    vraag: Float64Array.from(rows, (row) => row.question),
    score: Float64Array.from(rows, (row) => row.score),
  });
}
