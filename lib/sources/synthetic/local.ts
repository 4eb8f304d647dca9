/**
 * Synthetic local uploads and questionnaires, in the shape in which municipalities, schools and partners deliver them.
 *
 * @module
 */
import { compactDate, dayOf, yearOf } from "../../core/period.ts";
import { type Random, randomFor } from "../../core/random.ts";
import { Table } from "../../core/table.ts";
import { LAST_BOUNDARY_YEAR } from "./areas.ts";
import { collectionTable, GENRES, titleCode, TITLES_PER_SHELF } from "./collection.ts";
import { parentSurveyTable } from "./parents.ts";
import { professionalSurveyTable } from "./professionals.ts";
import { readingPleasureTable } from "./reading_pleasure.ts";
import { initiativeTable, maturityTable, parentSatisfactionTable, schoolPanelTable } from "./schools.ts";
import { TARGETS } from "./targets.ts";
import { HORIZON_END, logistic, NOBODY } from "./world.ts";
import type { Region } from "./region.ts";
import { schemeTable } from "./wealth.ts";
import type { YearState } from "./years.ts";

/** Effects that are built in, so that a method can be held to them. */
export const KNOWN_EFFECTS = {
  /** Change of the yearly share in treated areas from {@linkcode KNOWN_EFFECTS.areaStartYear} on (share, absolute). */
  areaShare: -0.02,
  /** The first year with the innovation in treated areas. */
  areaStartYear: 2020,
  /** Change of well-being (0 to 100) one year after birth with the trajectory, beyond the comparison group. */
  wellbeing: 6,
  /** Change of the reading score per grade from grade 6 on at the four schools where it falls (points). */
  readingFallPerGrade: -4,
} as const;

/** Makes the local tables by dataset id. */
export function localTables(region: Region, keys: Int32Array): Readonly<Record<string, () => Table>> {
  const random = (name: string) => randomFor(`${region.seed}/local/${name}`);
  return {
    "local/vragenlijst": () => surveyTable(region, random("survey")),
    "local/voedselbank": () => foodBankTable(region, keys, random("food-bank")),
    "local/schoolresultaten": () => readingTable(region, keys, random("reading")),
    "local/bibliotheek": () => loanTable(region, random("loans")),
    "local/hgkm-casussen": () => partnerTable(region, random("partners")),
    "local/gebieden-effect": () => areaEffectTable(random("areas")),
    "local/hallo-jij": () => trajectoryTable(random("trajectory")),
    "local/collectie": () => collectionTable(random("collection")),
    "local/schoolpanel": () => schoolPanelTable(random("school-panel")),
    "local/oudertevredenheid": () => parentSatisfactionTable(random("satisfaction")),
    "local/initiatieven": () => initiativeTable(random("initiatives"), wijkCodes(region)),
    "local/hgkm-volwassenheid": () => maturityTable(random("maturity"), PARTNERS),
    "local/oudervragenlijst": () => {
      const state = lastState(region);
      const gemeente = (person: number) => gemeenteOf(region, state, person);
      return parentSurveyTable(region, state, gemeente, random("parents"));
    },
    "local/professionals": () => professionalSurveyTable(random("professionals")),
    "local/leesplezier": () => readingPleasureTable(random("reading-pleasure")),
    "local/minimaregelingen": () => {
      const state = lastState(region);
      return schemeTable(region, keys, (person) => gemeenteOf(region, state, person), random("schemes"));
    },
  };
}

function wijkCodes(region: Region): readonly string[] {
  return [...new Set(region.world.buurten.map((plan) => `WK${plan.codeAfter.slice(2, 8)}`))].sort();
}

function lastState(region: Region): YearState {
  const state = region.states.at(-1);
  if (!state) throw new RangeError("The region has no years");
  return state;
}

function buurtOf(region: Region, state: YearState, person: number): string {
  const dwelling = state.dwellingOf[person] ?? NOBODY;
  return region.world.buurten[region.world.dwellings.buurt[dwelling] ?? -1]?.codeAfter ?? "BU99010101";
}

function gemeenteOf(region: Region, state: YearState, person: number): string {
  return `GM${buurtOf(region, state, person).slice(2, 6)}`;
}

function personsOf(state: YearState, from: number, to: number): number[] {
  const found: number[] = [];
  for (const [person, row] of state.rowOf.entries()) {
    const age = state.age[person] ?? -1;
    if (row !== NOBODY && age >= from && age <= to) found.push(person);
  }
  return found;
}

/** Thresholds of the ten items on one latent scale: about one in eight reaches four. Source: Felitti et al. (1998). */
const ACE_THRESHOLDS: readonly number[] = [1.13, 0.98, 1.13, 1.03, 1.53, 0.63, 1.38, 0.53, 0.73, 1.48];

/** A questionnaire among adults: two strata, weights, ten ACE items with codes for no answer. */
function surveyTable(region: Region, random: Random): Table {
  const state = lastState(region);
  const city = "GM9901";
  const chosen = personsOf(state, 18, 90).flatMap((person) => {
    const inCity = gemeenteOf(region, state, person) === city;
    // The city is sampled at half the rate; who is disadvantaged answers less often.
    const rate = inCity ? 0.03 : 0.06;
    const level = region.world.persons.disadvantage[person] ?? 0;
    const draws = [random.next(), random.next()] as const;
    return draws[0] < rate && draws[1] < logistic(0.3 - 0.4 * level) ? [{ person, rate, level, inCity }] : [];
  });
  const items = ACE_THRESHOLDS.map(() => new Float64Array(chosen.length));
  const [wellbeing, lonely, reading] = [0, 1, 2].map(() => new Float64Array(chosen.length));
  const language: string[] = [];
  for (const [row, { level }] of chosen.entries()) {
    const latent = 0.3 * level + 0.5 * random.normal();
    for (const [item, threshold] of ACE_THRESHOLDS.entries()) {
      const answer = latent + 0.85 * random.normal() > threshold ? 1 : 0;
      const refusal = random.next();
      // 8: does not know, 9: does not want to say; more often where the answer would be yes.
      items[item]![row] = refusal < 0.01 + 0.02 * answer ? 9 : refusal > 0.985 ? 8 : answer;
    }
    wellbeing![row] = Math.round(
      Math.min(100, Math.max(0, 66 - 6 * level - 4 * latent + 14 * random.normal())),
    );
    lonely![row] = 0.3 * level + random.normal() > 0.1 ? 1 : 0;
    reading![row] = Math.min(7, Math.max(0, Math.round(4.6 - 0.8 * level + 1.8 * random.normal())));
    language.push(random.next() < 0.12 ? "anders" : "nl");
  }
  return Table.from({
    respondent: chosen.map((_, row) => `R${String(row + 1).padStart(6, "0")}`),
    stratum: chosen.map(({ inCity }) => inCity ? "stad" : "overig"),
    gewicht: Float64Array.from(chosen, ({ rate }) => Math.round((1 / rate) * 100) / 100),
    gemeente: chosen.map(({ person }) => gemeenteOf(region, state, person)),
    geslacht: chosen.map(({ person }) => region.world.persons.sex[person] === 1 ? "man" : "vrouw"),
    leeftijd: Float64Array.from(chosen, ({ person }) => state.age[person] ?? NaN),
    ...Object.fromEntries(items.map((values, item) => [`ace${String(item + 1).padStart(2, "0")}`, values])),
    welbevinden: wellbeing ?? new Float64Array(0),
    eenzaam: lonely ?? new Float64Array(0),
    voorleesdagen: reading ?? new Float64Array(0),
    thuistaal: language,
  });
}

/** Households at the food bank: poor ones above all, more single parents and single persons. */
function foodBankTable(region: Region, keys: Int32Array, random: Random): Table {
  const state = lastState(region);
  const size = new Uint8Array(state.household.length);
  let inhabitants = 0;
  for (const row of state.rowOf) {
    if (row === NOBODY) continue;
    inhabitants++;
    size[row]! += 1;
  }
  const order = Array.from(state.household.keys())
    .map((row) => ({
      row,
      income: (state.income[row] ?? 0) * (1 + 0.15 * random.normal()) - (state.debts[row] ? 4000 : 0),
    }))
    .filter(({ row }) => (state.age[state.head[row] ?? 0] ?? 0) < 70)
    .sort((a, b) => a.income - b.income);
  const wanted = TARGETS.foodBankPerInhabitant.value * inhabitants;
  const chosen: number[] = [];
  for (let index = 0, served = 0; index < order.length && served < wanted; index++) {
    // Two of five that could go, do not.
    if (random.next() < 0.4) continue;
    const row = order[index]?.row ?? 0;
    chosen.push(row);
    served += size[row] ?? 0;
  }
  const start = chosen.map(() => state.day - random.below(900));
  return Table.from({
    RINPERSOON: chosen.map((row) => String(keys[state.head[row] ?? 0] ?? "")),
    gemeente: chosen.map((row) => gemeenteOf(region, state, state.head[row] ?? 0)),
    startdatum: start.map(compactDate),
    personen: Float64Array.from(chosen, (row) => size[row] ?? 0),
    kinderen: Float64Array.from(chosen, (row) => state.minors[row] ?? 0),
    bron_inkomen: chosen.map((row) => {
      const head = state.head[row] ?? 0;
      return state.assistance[head] ? "bijstand" : state.idle[head] ? "overig" : "werk";
    }),
  });
}

/** Schools per municipality code; every school year one score a pupil. */
const SCHOOLS_PER_WIJK = 1;

/** Reading scores of grades 3 to 8; at four schools they fall behind in the upper grades. */
function readingTable(region: Region, keys: Int32Array, random: Random): Table {
  const rows: { key: string; school: string; wijk: string; year: number; grade: number; score: number }[] =
    [];
  const schools = [...new Set(region.world.buurten.map((plan) => plan.codeAfter.slice(2, 8)))].sort();
  const falling = new Set(schools.filter((_, index) => index % 15 === 3).slice(0, 4));
  const lasting = randomFor(`${region.seed}/local/reading/lasting`);
  const talent = Float64Array.from(region.world.persons.sex, () => lasting.normal());
  for (const state of region.states) {
    for (const person of personsOf(state, 6, 11)) {
      const grade = (state.age[person] ?? 6) - 3;
      const wijk = buurtOf(region, state, person).slice(2, 8);
      const level = region.world.persons.disadvantage[person] ?? 0;
      const fall = falling.has(wijk) && grade >= 6 ? KNOWN_EFFECTS.readingFallPerGrade * (grade - 5) : 0;
      const score = 100 + 8 * (grade - 3) + 9 * (talent[person] ?? 0) - 5 * level + 4 * random.normal() +
        fall;
      rows.push({
        key: String(keys[person] ?? ""),
        school: `S${wijk}${SCHOOLS_PER_WIJK}`,
        wijk: `WK${wijk}`,
        year: state.year,
        grade,
        score: Math.round(score),
      });
    }
  }
  const level = ({ grade, score }: { grade: number; score: number }) =>
    grade !== 8 ? null : score < 118 ? "onder 1F" : score < 133 ? "1F" : "2F";
  return Table.from({
    RINPERSOON: rows.map((row) => row.key),
    school: rows.map((row) => row.school),
    wijk: rows.map((row) => row.wijk),
    schooljaar: Float64Array.from(rows, (row) => row.year),
    groep: Float64Array.from(rows, (row) => row.grade),
    leesscore: Float64Array.from(rows, (row) => row.score),
    leesniveau: rows.map(level),
  });
}

/** Loans of children: each has a genre or two, popular titles are borrowed more. */
function loanTable(region: Region, random: Random): Table {
  const state = lastState(region);
  const rows: { reader: number; title: string; day: number; band: string; genre: string }[] = [];
  for (const [reader, child] of personsOf(state, 5, 12).entries()) {
    if (random.next() > 0.45) continue;
    const band = (state.age[child] ?? 0) < 9 ? "5-8" : "9-12";
    const own = [random.below(GENRES.length), random.below(GENRES.length)] as const;
    for (let left = 1 + random.below(12); left > 0; left--) {
      const genre = random.next() < 0.75 ? own[random.below(2)] ?? 0 : random.below(GENRES.length);
      const place = Math.floor(TITLES_PER_SHELF * random.next() ** 2.2);
      const title = titleCode(band, genre, place);
      rows.push({ reader, title, day: state.day - random.below(365), band, genre: GENRES[genre] ?? "weten" });
    }
  }
  return Table.from({
    lener: rows.map((row) => `L${String(row.reader).padStart(6, "0")}`),
    titel: rows.map((row) => row.title),
    datum: rows.map((row) => compactDate(row.day)),
    leeftijdsband: rows.map((row) => row.band),
    genre: rows.map((row) => row.genre),
  });
}

const PARTNERS = [
  "politie",
  "veilig-thuis",
  "ggd",
  "maatschappelijk-werk",
  "vrouwenopvang",
  "gemeente",
] as const;

/** Cases of six partners; some households are known to several, under one pseudonym. */
function partnerTable(region: Region, random: Random): Table {
  const state = lastState(region);
  const rows: {
    partner: string;
    household: number;
    person: number;
    day: number;
    kind: string;
    known: boolean;
  }[] = [];
  for (const [row, head] of state.head.entries()) {
    const level = state.disadvantage[row] ?? 0;
    const chance = logistic(-4.6 + 0.7 * level + ((state.minors[row] ?? 0) > 0 ? 0.6 : 0));
    if (random.next() >= chance) continue;
    const kind = (state.minors[row] ?? 0) > 0 && random.next() < 0.6
      ? "kindermishandeling"
      : random.next() < 0.8
      ? "partner"
      : "ouderen";
    for (const partner of PARTNERS) {
      if (random.next() > 0.3) continue;
      const known = random.next() < 0.38;
      rows.push({
        partner,
        household: state.household[row] ?? 0,
        person: head,
        day: state.day - random.below(365),
        kind,
        known,
      });
    }
  }
  return Table.from({
    organisatie: rows.map((row) => row.partner),
    huishouden: rows.map((row) => `H${String(row.household * 7919 % 99_999_989).padStart(8, "0")}`),
    gemeente: rows.map((row) => gemeenteOf(region, state, row.person)),
    datum: rows.map((row) => compactDate(row.day)),
    aard: rows.map((row) => row.kind),
    eerder_bekend: rows.map((row) => row.known),
  });
}

/** Areas over years: treated ones change by {@linkcode KNOWN_EFFECTS.areaShare} from the start year on. */
function areaEffectTable(random: Random): Table {
  const rows: { area: string; treated: boolean; year: number; base: number; events: number }[] = [];
  for (let area = 0; area < 40; area++) {
    const treated = area % 5 === 0;
    const level = 0.1 + 0.02 * random.normal();
    const base = 300 + random.below(500);
    for (let year = 2014; year <= LAST_BOUNDARY_YEAR; year++) {
      const effect = treated && year >= KNOWN_EFFECTS.areaStartYear ? KNOWN_EFFECTS.areaShare : 0;
      const share = Math.max(0.005, level + 0.0015 * (year - 2014) + effect + 0.003 * random.normal());
      let events = 0;
      for (let person = 0; person < base; person++) if (random.next() < share) events++;
      rows.push({
        area: `WK99${String(70 + Math.floor(area / 10))}${String(area % 10).padStart(2, "0")}`,
        treated,
        year,
        base,
        events,
      });
    }
  }
  return Table.from({
    gebied: rows.map((row) => row.area),
    behandeld: rows.map((row) => row.treated),
    jaar: Float64Array.from(rows, (row) => row.year),
    kinderen: Float64Array.from(rows, (row) => row.base),
    gebeurtenissen: Float64Array.from(rows, (row) => row.events),
  });
}

/** Two groups of mothers by three moments: in pregnancy, after three months, after a year. Some drop out. */
function trajectoryTable(random: Random): Table {
  const rows: {
    person: string;
    group: string;
    moment: number;
    day: number;
    wellbeing: number;
    resilience: number;
  }[] = [];
  for (let person = 0; person < 120; person++) {
    const group = person % 2 === 0 ? "traject" : "vergelijking";
    const level = 62 + 10 * random.normal(), strength = 3.2 + 0.6 * random.normal();
    const start = dayOf(2021, 10, 1) + random.below(300);
    for (let moment = 0; moment < 3; moment++) {
      if (moment > 0 && random.next() < 0.12) break;
      const effect = group === "traject" ? (KNOWN_EFFECTS.wellbeing * moment) / 2 : 0;
      rows.push({
        person: `D${String(person + 1).padStart(3, "0")}`,
        group,
        moment,
        day: start + ([0, 280, 540][moment] ?? 0),
        wellbeing: Math.round(Math.min(100, Math.max(0, level + effect + 6 * random.normal()))),
        resilience:
          Math.round(Math.min(5, Math.max(1, strength + effect / 30 + 0.3 * random.normal())) * 10) / 10,
      });
    }
  }
  return Table.from({
    deelnemer: rows.map((row) => row.person),
    groep: rows.map((row) => row.group),
    meting: Float64Array.from(rows, (row) => row.moment),
    datum: rows.map((row) => compactDate(Math.min(row.day, HORIZON_END))),
    jaar: Float64Array.from(rows, (row) => yearOf(Math.min(row.day, HORIZON_END))),
    welbevinden: Float64Array.from(rows, (row) => row.wellbeing),
    veerkracht: Float64Array.from(rows, (row) => row.resilience),
  });
}
