/**
 * Figures per buurt and year in the shape of open data: counts of the region itself, and figures that other owners publish.
 *
 * @module
 */
import { type Random, randomFor } from "../../core/random.ts";
import { Table } from "../../core/table.ts";
import type { Region } from "./region.ts";
import { HOUSEHOLD_TYPE, logistic, NOBODY } from "./world.ts";
import type { YearState } from "./years.ts";

/** A share of some base that goes up or down with disadvantage, as a count. */
interface CountPlan {
  /** The count that it is a part of. */
  readonly of: string;
  /** Log-odds at mean disadvantage. */
  readonly level: number;
  /** Change of the log-odds for each standard deviation of disadvantage. */
  readonly slope: number;
}

/**
 * Counts that registers of other owners give. Levels are near the published national figures of the reference values in
 * `lib/indicators`; slopes are assumed.
 */
const COUNTS: Readonly<Record<string, CountPlan>> = {
  BuitenEuropa: { of: "AantalInwoners", level: -1.9, slope: 0.45 },
  WmoClienten: { of: "AantalInwoners", level: -2.75, slope: 0.3 },
  PersonenTot25BovenArmoedegrens: { of: "AantalInwoners", level: -3, slope: 0.6 },
  HuishOnderOfRondSociaalMinimum: { of: "HuishoudensTotaal", level: -2.7, slope: 0.6 },
  GeborenMoederJongerDan20: { of: "Vrouwen15Tot20", level: -6, slope: 0.7 },
  NieuweMachtigingen: { of: "Minderjarigen", level: -7, slope: 0.6 },
  TrajectenGestart: { of: "Inwoners0Tot23", level: -3, slope: 0.4 },
  TrajectenVerwezenDoorGemeente: { of: "TrajectenGestart", level: -0.4, slope: 0.2 },
  Verzuimmeldingen: { of: "Leerplichtigen", level: -3.2, slope: 0.5 },
  Doelgroeppeuters: { of: "Peuters", level: -1.9, slope: 0.8 },
  DoelgroeppeutersMetVe: { of: "Doelgroeppeuters", level: 1.3, slope: -0.1 },
  JeugdledenBibliotheek: { of: "Inwoners0Tot18", level: 0.7, slope: -0.4 },
  HaltVerwijzingen: { of: "Inwoners12Tot18", level: -4.2, slope: 0.4 },
  GeregistreerdeMisdrijven: { of: "AantalInwoners", level: -3, slope: 0.4 },
  Meldingen: { of: "HuishoudensTotaal", level: -4.4, slope: 0.6 },
  MeldingenEerderBekend: { of: "Meldingen", level: -0.4, slope: 0.1 },
  Adviezen: { of: "HuishoudensTotaal", level: -4, slope: 0.3 },
  WerknemersMetFlexibeleArbeidsrelatie: { of: "Werknemers", level: -0.5, slope: 0.25 },
  Doelgroep: { of: "Minderjarigen", level: -2.2, slope: 0.5 },
  Deelnemers: { of: "Doelgroep", level: -1.1, slope: -0.1 },
  GezinnenBereikt: { of: "Deelnemers", level: 0.8, slope: 0 },
};

/** Figures that are no counts: percentages, amounts, distances, scores; with level, slope and spread. */
interface FigurePlan {
  readonly level: number;
  readonly slope: number;
  readonly spread: number;
  readonly decimals: number;
  readonly lowest: number;
  readonly highest: number;
}

const PERCENTAGE = { decimals: 1, lowest: 0, highest: 100 } as const;
const DISTANCE = { decimals: 1, lowest: 0.1, highest: 30, slope: 0 } as const;

const FIGURES: Readonly<Record<string, FigurePlan>> = {
  HoogRisicoOpAngstOfDepressie: { ...PERCENTAGE, level: 8, slope: 2.2, spread: 0.8 },
  HeelVeelStressInAfgelopen4Weken: { ...PERCENTAGE, level: 20, slope: 3, spread: 1.2 },
  ZeerLageVeerkracht: { ...PERCENTAGE, level: 7, slope: 1.6, spread: 0.6 },
  ErvarenGezondheidGoedZeerGoed: { ...PERCENTAGE, level: 74, slope: -4, spread: 1.5 },
  MoeiteMetRondkomen: { ...PERCENTAGE, level: 14, slope: 4.5, spread: 1.2 },
  Eenzaam: { ...PERCENTAGE, level: 46, slope: 3.5, spread: 1.5 },
  MistEmotioneleSteun: { ...PERCENTAGE, level: 21, slope: 2, spread: 1 },
  Vrijwilligerswerk: { ...PERCENTAGE, level: 25, slope: -2.5, spread: 1.2 },
  Mantelzorger: { ...PERCENTAGE, level: 14, slope: 0.2, spread: 0.8 },
  PercentageMeergezinswoning: { ...PERCENTAGE, level: 32, slope: 9, spread: 12 },
  OnbewoondeWoningen: { ...PERCENTAGE, level: 4, slope: 0.3, spread: 1 },
  InBezitWoningcorporatie: { ...PERCENTAGE, level: 29, slope: 11, spread: 5 },
  MediaanVermogen: { level: 120, slope: -45, spread: 12, decimals: 1, lowest: 0, highest: 900 },
  GemiddeldeWOZWaardeVanWoningen: {
    level: 350,
    slope: -55,
    spread: 20,
    decimals: 0,
    lowest: 90,
    highest: 1500,
  },
  AfstandTotHuisartsenpraktijk: { ...DISTANCE, level: 1, spread: 0.5 },
  AfstandTotKinderdagverblijf: { ...DISTANCE, level: 0.8, spread: 0.4 },
  AfstandTotSchool: { ...DISTANCE, level: 0.7, spread: 0.3 },
  AfstandTotBibliotheek: { ...DISTANCE, level: 2, spread: 0.9 },
  AfstandTotVoedselbank: { ...DISTANCE, level: 3.4, spread: 1.5 },
  Leefbaarometer: { level: 6, slope: -0.9, spread: 0.4, decimals: 0, lowest: 1, highest: 9 },
  Kansenindex: { level: 0, slope: -0.7, spread: 0.25, decimals: 2, lowest: -4, highest: 4 },
  Achterstandsscore: { level: 120, slope: 70, spread: 20, decimals: 0, lowest: 0, highest: 900 },
  MateVanStedelijkheid: { level: 3, slope: -0.5, spread: 0.8, decimals: 0, lowest: 1, highest: 5 },
};

/** Euros of youth care a person below 23 in thousands, and of a programme a family reached. */
const COSTS = { careThousandsPerYoung: 1.6, programmePerFamily: 1450 } as const;

/** One row per buurt and year. */
export function areaFigureTable(region: Region): Table {
  const { buurten } = region.world;
  const columns = new Map<string, number[]>();
  const codes: string[] = [];
  const lasting = randomFor(`${region.seed}/areas/lasting`);
  const noise = buurten.map(() => Object.values(FIGURES).map(() => lasting.normal()));
  const hectares = buurten.map(() => 15 + lasting.below(120));
  for (const state of region.states) {
    const counts = countBuurten(region, state);
    const random = randomFor(`${region.seed}/areas/${state.year}`);
    for (const [index, plan] of buurten.entries()) {
      codes.push(plan.codeAfter.slice(2));
      const own = counts[index] ?? {};
      const row: Record<string, number> = {
        jaar: state.year,
        ...own,
        OppervlakteLand: (hectares[index] ?? 1) / 100,
      };
      addCounts(row, plan.disadvantage, random);
      addFigures(row, plan.disadvantage, noise[index] ?? [], random);
      for (const [name, value] of Object.entries(row)) {
        const column = columns.get(name);
        if (column) column.push(value);
        else columns.set(name, [value]);
      }
    }
  }
  return Table.from({
    gemeente: codes.map((code) => `GM${code.slice(0, 4)}`),
    wijk: codes.map((code) => `WK${code.slice(0, 6)}`),
    buurt: codes.map((code) => `BU${code}`),
    ...Object.fromEntries([...columns].map(([name, values]) => [name, Float64Array.from(values)] as const)),
  });
}

/** Counts by age and household on the last day of the year: the region's own people. */
const AGE_COUNTS: Readonly<Record<string, readonly [number, number]>> = {
  AantalInwoners: [0, 150],
  k_0Tot15Jaar: [0, 14],
  k_15Tot25Jaar: [15, 24],
  Inwoners0Tot18: [0, 17],
  Inwoners0Tot23: [0, 22],
  Inwoners12Tot18: [12, 17],
  Minderjarigen: [0, 17],
  Volwassenen: [18, 150],
  Leerplichtigen: [5, 17],
  Peuters: [2, 3],
  GeboorteTotaal: [0, 0],
};

function countBuurten(region: Region, state: YearState): readonly Record<string, number>[] {
  const names = [...Object.keys(AGE_COUNTS), "Vrouwen15Tot20", "Werknemers"];
  const households = ["HuishoudensTotaal", "HuishoudensMinimum", "Woningvoorraad"];
  const empty = Object.fromEntries([...names, ...households].map((name) => [name, 0]));
  const counts: Record<string, number>[] = region.world.buurten.map(() => ({ ...empty }));
  const add = (person: number, name: string) => {
    const buurt = region.world.dwellings.buurt[state.dwellingOf[person] ?? NOBODY] ?? -1;
    const row = counts[buurt];
    if (row) row[name] = (row[name] ?? 0) + 1;
  };
  for (const [person, household] of state.rowOf.entries()) {
    if (household === NOBODY) continue;
    const age = state.age[person] ?? -1;
    for (const [name, [from, to]] of Object.entries(AGE_COUNTS)) {
      if (age >= from && age <= to) add(person, name);
    }
    if (age >= 15 && age < 20 && region.world.persons.sex[person] === 2) add(person, "Vrouwen15Tot20");
    if (age >= 15 && age < 67 && state.idle[person] === 0) add(person, "Werknemers");
  }
  for (const [row, head] of state.head.entries()) {
    if (state.type[row] === HOUSEHOLD_TYPE.onePerson && (state.dwellingOf[head] ?? NOBODY) === NOBODY) {
      continue;
    }
    add(head, "HuishoudensTotaal");
    add(head, "Woningvoorraad");
    if (state.poor[row] === 1) add(head, "HuishoudensMinimum");
  }
  return counts;
}

function addCounts(row: Record<string, number>, level: number, random: Random): void {
  for (const [name, plan] of Object.entries(COUNTS)) {
    const base = row[plan.of] ?? 0;
    const share = logistic(plan.level + plan.slope * level + 0.15 * random.normal());
    // Rounded up as often as its part after the comma says: rare events in small buurten keep their mean.
    row[name] = Math.min(base, Math.floor(base * share + random.next()));
  }
  const young = row["Inwoners0Tot23"] ?? 0, reached = row["GezinnenBereikt"] ?? 0;
  row["GerealiseerdeKosten"] = Math.round(
    young * COSTS.careThousandsPerYoung * Math.exp(0.35 * level + 0.1 * random.normal()),
  );
  row["Programmakosten"] = Math.round(reached * COSTS.programmePerFamily * Math.exp(0.1 * random.normal()));
}

function addFigures(
  row: Record<string, number>,
  level: number,
  lasting: readonly number[],
  random: Random,
): void {
  for (const [place, [name, plan]] of Object.entries(FIGURES).entries()) {
    const drift = 0.15 * plan.spread * random.normal();
    const value = plan.level + plan.slope * level + plan.spread * (lasting[place] ?? 0) + drift;
    const scale = 10 ** plan.decimals;
    row[name] = Math.round(Math.min(plan.highest, Math.max(plan.lowest, value)) * scale) / scale;
  }
}
