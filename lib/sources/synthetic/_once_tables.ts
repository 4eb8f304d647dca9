/**
 * Files that hold all years: people, households, addresses, areas, spells of care and births.
 *
 * Names of columns that could not be verified in a public source are marked so in the schema.
 *
 * @module
 */
import { civilDigits } from "../../core/period.ts";
import { randomFor } from "../../core/random.ts";
import type { Column, Table } from "../../core/table.ts";
import {
  datesColumn,
  digitsColumn,
  lookedUp,
  numberColumn,
  paddedColumn,
  sameText,
  tableOfColumns,
} from "./_columns.ts";
import { dwellingKeys, householdKeys, keysOf, registered } from "./_keys.ts";
import { BORDER_CHANGE_YEAR, FIRST_BOUNDARY_YEAR, LAST_BOUNDARY_YEAR } from "./areas.ts";
import type { CareSpell } from "./care.ts";
import type { Region } from "./region.ts";
import { TARGETS } from "./targets.ts";
import { HORIZON_END, NOBODY, OPEN_END } from "./world.ts";

function endDates(ends: ArrayLike<number>): Column {
  // An open end stands in the files as the last day of the series.
  return datesColumn(Int32Array.from(ends, (end) => end === OPEN_END ? HORIZON_END : end));
}

/** Everybody: GBAPERSOONTAB. */
export function personTable({ world }: Region, keys: Int32Array): Table {
  const { birth, bornAbroad, sex } = world.persons;
  const dates = Int32Array.from(birth, civilDigits);
  return tableOfColumns({
    RINPERSOONS: registered(keys.length),
    RINPERSOON: digitsColumn(keys),
    GBAGESLACHT: digitsColumn(Int32Array.from(sex)),
    GBAGEBOORTEJAAR: digitsColumn(dates.map((date) => Math.floor(date / 10_000))),
    GBAGEBOORTEMAAND: paddedColumn(dates.map((date) => Math.floor(date / 100) % 100), "", 2),
    GBAGEBOORTEDAG: paddedColumn(dates.map((date) => date % 100), "", 2),
    GBAGEBOORTELAND: digitsColumn(Int32Array.from(bornAbroad, (abroad) => abroad ? 9999 : 6030)),
  });
}

/** Who is whose child: KINDOUDERTAB. */
export function parentTable({ world }: Region, keys: Int32Array): Table {
  const { father, mother } = world.persons;
  const sign = (parents: readonly number[]) =>
    lookedUp(Int32Array.from(parents, (parent) => parent === NOBODY ? 0 : 1), { sign: ["O", "R"] })["sign"] ??
      registered(0);
  return tableOfColumns({
    RINPERSOONS: registered(keys.length),
    RINPERSOON: digitsColumn(keys),
    RINPERSOONSpa: sign(father),
    RINPERSOONpa: keysOf(keys, father),
    RINPERSOONSMa: sign(mother),
    RINPERSOONMa: keysOf(keys, mother),
  });
}

/** Spells in households: GBAHUISHOUDENSBUS. */
export function householdTable(region: Region, keys: Int32Array): Table {
  const spells = region.world.households;
  return tableOfColumns({
    RINPERSOONS: registered(spells.person.length),
    RINPERSOON: keysOf(keys, spells.person),
    DATUMAANVANGHH: datesColumn(spells.start),
    DATUMEINDEHH: endDates(spells.end),
    HUISHOUDNR: householdKeys(region, spells.household),
    TYPHH: digitsColumn(Int32Array.from(spells.type)),
    PLHH: digitsColumn(Int32Array.from(spells.place)),
    AANTALPERSHH: numberColumn(Float64Array.from(spells.size)),
  });
}

/** Spells at addresses: GBAADRESOBJECTBUS. */
export function addressTable(region: Region, keys: Int32Array): Table {
  const spells = region.world.addresses;
  return tableOfColumns({
    RINPERSOONS: registered(spells.person.length),
    RINPERSOON: keysOf(keys, spells.person),
    SOORTOBJECTNUMMER: sameText("B", spells.person.length),
    RINOBJECTNUMMER: dwellingKeys(region, spells.dwelling),
    GBADATUMAANVANGADRESHOUDING: datesColumn(spells.start),
    GBADATUMEINDEADRESHOUDING: endDates(spells.end),
  });
}

/** The municipality, wijk and buurt of each dwelling in each year: VSLGWBTAB. */
export function areaTable(region: Region): Table {
  const { world } = region;
  const texts: Record<string, readonly string[]> = {};
  for (let year = FIRST_BOUNDARY_YEAR; year <= LAST_BOUNDARY_YEAR; year++) {
    const codes = world.buurten.map((plan) => year < BORDER_CHANGE_YEAR ? plan.codeBefore : plan.codeAfter);
    const cut = (to: number) => codes.map((code) => code.slice(2, to));
    texts[`gem${year}`] = cut(6);
    texts[`wc${year}`] = cut(8);
    texts[`bc${year}`] = cut(10);
  }
  const { buurt } = world.dwellings;
  return tableOfColumns({
    SOORTOBJECTNUMMER: sameText("B", buurt.length),
    RINOBJECTNUMMER: dwellingKeys(region, Int32Array.from(buurt.keys())),
    ...lookedUp(Int32Array.from(buurt), texts),
  });
}

/** Who owns each dwelling: EIGENDOMTAB. */
export function tenureTable(region: Region): Table {
  const { buurt, tenure } = region.world.dwellings;
  return tableOfColumns({
    SOORTOBJECTNUMMER: sameText("B", buurt.length),
    RINOBJECTNUMMER: dwellingKeys(region, Int32Array.from(buurt.keys())),
    ...lookedUp(Int32Array.from(tenure), { TYPEEIGENAAR: ["E", "C", "P"] }),
  });
}

/** Spells of care of one kind, by person and date. */
export function careTable(
  spells: readonly CareSpell[],
  keys: Int32Array,
  prefix: string,
  form: string,
): Table {
  const sorted = [...spells].sort((a, b) =>
    a.person - b.person || a.start - b.start || a.end - b.end || (a.form < b.form ? -1 : 1)
  );
  return tableOfColumns({
    RINPERSOONS: registered(sorted.length),
    RINPERSOON: keysOf(keys, sorted.map((spell) => spell.person)),
    [`${prefix}DATUMAANVANG`]: datesColumn(sorted.map((spell) => spell.start)),
    [`${prefix}DATUMEINDE`]: endDates(sorted.map((spell) => spell.end)),
    [form]: { type: "text", values: sorted.map((spell) => spell.form) },
  });
}

/** Spells of debt restructuring: WSNPPERSBUS. */
export function restructuringTable({ seed, states }: Region, keys: Int32Array): Table {
  const random = randomFor(`${seed}/wsnp`);
  const spells: CareSpell[] = [];
  const seen = new Set<number>();
  for (const state of states) {
    for (const [person, row] of state.rowOf.entries()) {
      if (row === NOBODY || (state.age[person] ?? 0) < 18 || state.debts[row] !== 1 || seen.has(person)) {
        continue;
      }
      if (random.next() >= 0.012) continue;
      seen.add(person);
      const start = state.day - random.below(365);
      const end = start + 1096;
      spells.push({ person, start, end: end > HORIZON_END ? OPEN_END : end, form: "WSNP" });
    }
  }
  return careTable(spells, keys, "WSNP", "WSNPSOORT");
}

/** Births of the last six years: PRNTAB. */
export function birthTable({ seed, world, traits }: Region, keys: Int32Array): Table {
  const random = randomFor(`${seed}/births`);
  const rows: { child: number; mother: number; weeks: number; grams: number; percentile: number }[] = [];
  const first = HORIZON_END - 365 * 6;
  for (const [child, mother] of world.persons.mother.entries()) {
    if (mother === NOBODY || (world.persons.birth[child] ?? 0) <= first) continue;
    const strain = 0.3 * (world.persons.disadvantage[mother] ?? 0) + 0.2 * (traits.mind[mother] ?? 0);
    const preterm = random.next() < TARGETS.preterm.value * Math.exp(strain - 0.06);
    const weeks = preterm ? 28 + random.below(9) : 37 + random.below(5);
    const z = random.normal() - 0.35 * strain;
    const grams = Math.round(3500 - 175 * (40 - weeks) + 430 * z);
    rows.push({ child, mother, weeks, grams: Math.max(500, grams), percentile: percentileOf(z) });
  }
  const number = (pick: (row: (typeof rows)[number]) => number) =>
    numberColumn(Float64Array.from(rows, pick));
  return tableOfColumns({
    RINPERSOONS: registered(rows.length),
    RINPERSOON: keysOf(keys, rows.map((row) => row.child)),
    RINPERSOONSMa: registered(rows.length),
    RINPERSOONMa: keysOf(keys, rows.map((row) => row.mother)),
    ZWDUUR_WEKEN: number((row) => row.weeks),
    GEBGEWICHT: number((row) => row.grams),
    GEBGEWICHTPERCENTIEL: number((row) => row.percentile),
  });
}

/** The percentile of a standard normal value, by the logistic approximation with error below one point. */
function percentileOf(z: number): number {
  return Math.round(100 / (1 + Math.exp(-(1.5976 * z + 0.070565992 * z ** 3))));
}
