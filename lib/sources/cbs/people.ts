/**
 * Analysis files of persons, households and births at the end of a year.
 *
 * @module
 */
import { ageOn, dayOf } from "../../core/period.ts";
import type { SourceRef } from "../../core/provenance.ts";
import { Table } from "../../core/table.ts";
import { type Dataset, loadDataset, type LoadOptions } from "../dataset.ts";
import { CHILD_FILE_DATASETS } from "./children.ts";
import type { TableOf } from "./register.ts";
import { agesAtFirstBirth, birthDays, parentOf } from "./relations.ts";
import { hasSpell, indexSpells, type SpellIndex, spellOn } from "./spells.ts";

/** The datasets that {@linkcode buildPeopleFiles} needs. */
export const PEOPLE_FILE_DATASETS: readonly string[] = [...CHILD_FILE_DATASETS, "cbs/prntab"].sort();

/** Analysis files of one year. */
export interface PeopleFiles {
  /** One row per inhabitant. */
  readonly persons: Table;
  /** One row per household. */
  readonly households: Table;
  /** One row per child born alive in the year. */
  readonly births: Table;
  /** The datasets behind them. */
  readonly sources: readonly SourceRef[];
}

/**
 * Builds the files of persons, households and births of one year.
 *
 * Persons: `leeftijd`, `geslacht`, `positie` (SECM), `werkt`, `bijstand`, `wanbetaler`, `schuldsanering`, `arm`,
 * `opleiding`, `ggz`, `kosten_ggz`, `verdachte`, `eerder_verdachte` (in an earlier year of the file), `jeugdzorg`,
 * `jeugdhulp_met_verblijf`, `jeugdhulp_zonder_verblijf`, `reclassering`, `verhuisd`. Households: `type` (TYPHH), `personen`,
 * `kinderen_thuis`, `minderjarigen`, `inkomen`, `inkomen_percentiel`, `eigendom` (INHEHALGR), `arm`, `schulden`. Births:
 * `moeder_leeftijd`, `eerste_kind`, `alleenstaande_moeder`, `zwangerschapsduur_weken`, `gewicht_percentiel`. All have
 * `jaar`, `gemeente`, `wijk` and `buurt`.
 *
 * @param options `year`; `boundaryYear` of the areas, `year` by default; `projectDir`.
 * @returns The files with their sources.
 * @throws {WorkspaceError} When a dataset, year or column is missing.
 */
export async function buildPeopleFiles(
  options: { readonly year: number; readonly boundaryYear?: number; readonly projectDir?: string },
): Promise<PeopleFiles> {
  const datasets = new Map<string, Dataset>();
  for (const id of PEOPLE_FILE_DATASETS) {
    const where: LoadOptions = options.projectDir === undefined ? {} : { projectDir: options.projectDir };
    // Earlier suspects need the earlier years; all else is of this year.
    datasets.set(
      id,
      await loadDataset(id, id === "cbs/verdtab" ? where : { ...where, years: [options.year] }),
    );
  }
  const tables = peopleTables((id) => datasets.get(id)?.table ?? Table.from({}), options);
  return { ...tables, sources: [...datasets.values()].map((dataset) => dataset.source) };
}

type Keyed = ReadonlyMap<string, string>;

/**
 * Builds the files from tables in memory; what {@linkcode buildPeopleFiles} does after loading.
 *
 * @param tableOf Gives the table of a dataset id.
 * @param options `year` and `boundaryYear`.
 * @returns Persons, households and births.
 */
export function peopleTables(
  tableOf: TableOf,
  options: { readonly year: number; readonly boundaryYear?: number },
): Pick<PeopleFiles, "persons" | "households" | "births"> {
  const base = readBase(tableOf, options.year, options.boundaryYear ?? options.year);
  return {
    persons: personTable(tableOf, base),
    households: householdTable(tableOf, base),
    births: birthTable(tableOf, base),
  };
}

interface Base {
  readonly year: number;
  readonly day: number;
  readonly birth: ReadonlyMap<string, number>;
  /** Inhabitants on the day, in the order of the register. */
  readonly present: readonly string[];
  readonly households: SpellIndex;
  readonly householdColumns: Readonly<Record<"HUISHOUDNR" | "TYPHH" | "PLHH", readonly (string | null)[]>>;
  readonly addresses: SpellIndex;
  readonly buurtOf: (person: string) => string | null;
  readonly main: Keyed;
}

function readBase(tableOf: TableOf, year: number, boundaryYear: number): Base {
  const day = dayOf(year, 12, 31);
  const birth = birthDays(tableOf("cbs/gbapersoontab"));
  const table = tableOf("cbs/gbahuishoudensbus"), stays = tableOf("cbs/gbaadresobjectbus");
  const households = indexSpells(table, { key: "RINPERSOON", start: "DATUMAANVANGHH", end: "DATUMEINDEHH" });
  const addresses = indexSpells(stays, {
    key: "RINPERSOON",
    start: "GBADATUMAANVANGADRESHOUDING",
    end: "GBADATUMEINDEADRESHOUDING",
  });
  const objects = stays.texts("RINOBJECTNUMMER");
  const buurten = keyed(tableOf("cbs/vslgwbtab"), "RINOBJECTNUMMER", `bc${boundaryYear}`);
  return {
    year,
    day,
    birth,
    present: [...birth.keys()].filter((key) =>
      (birth.get(key) ?? Infinity) <= day && spellOn(households, key, day)
    ),
    households,
    householdColumns: {
      HUISHOUDNR: table.texts("HUISHOUDNR"),
      TYPHH: table.texts("TYPHH"),
      PLHH: table.texts("PLHH"),
    },
    addresses,
    buurtOf: (person) => buurten.get(objects[spellOn(addresses, person, day)?.row ?? -1] ?? "") ?? null,
    main: keyed(ofYear(tableOf("cbs/koppelpersoonhuishoudentab"), year), "RINPERSOON", "RINPERSOONHKW"),
  };
}

function ofYear(table: Table, year: number): Table {
  if (!table.has("JAAR")) return table;
  const years = table.numbers("JAAR");
  return years.every((one) => one === year) ? table : table.filter((row) => years[row] === year);
}

function keyed(table: Table, key: string, value: string): Keyed {
  const keys = table.texts(key), values = table.texts(value);
  const found = new Map<string, string>();
  for (const [row, name] of keys.entries()) {
    const held = values[row];
    if (name !== null && held !== null && held !== undefined) found.set(name, held);
  }
  return found;
}

function keySet(table: Table, key = "RINPERSOON"): ReadonlySet<string> {
  return new Set(table.texts(key).filter((one): one is string => one !== null));
}

function areaColumns(base: Base, people: readonly string[]): Record<string, readonly (string | null)[]> {
  const codes = people.map(base.buurtOf);
  const cut = (prefix: string, length: number) =>
    codes.map((code) => code === null ? null : `${prefix}${code.slice(0, length)}`);
  return { gemeente: cut("GM", 4), wijk: cut("WK", 6), buurt: cut("BU", 8) };
}

function personTable(tableOf: TableOf, base: Base): Table {
  const { present, year, day } = base;
  const at = (id: string) => ofYear(tableOf(id), year);
  const has = (keys: ReadonlySet<string>) => present.map((key) => keys.has(key));
  const position = keyed(at("cbs/secmtab"), "RINPERSOON", "SECM");
  const education = keyed(at("cbs/hoogsteopltab"), "RINPERSOON", "OPLNIVSOI2021AGG1HB");
  const poor = keyed(at("cbs/inhatab"), "RINPERSOONHKW", "INHARMOEDE");
  const costs = at("cbs/zvwzorgkostentab"),
    payers = costs.texts("RINPERSOON"),
    spent = costs.numbers("ZVWKGGZ");
  const cost = new Map(payers.map((key, row) => [key, spent[row] ?? NaN] as const));
  const suspects = tableOf("cbs/verdtab");
  const years = suspects.has("JAAR")
    ? suspects.numbers("JAAR")
    : new Float64Array(suspects.rowCount).fill(year);
  const earlier = keySet(suspects.filter((row) => (years[row] ?? year) < year));
  const sex = keyed(tableOf("cbs/gbapersoontab"), "RINPERSOON", "GBAGESLACHT");
  const poverty = present.map((key) => poor.get(base.main.get(key) ?? ""));
  return Table.from({
    jaar: new Float64Array(present.length).fill(year),
    leeftijd: Float64Array.from(present, (key) => ageOn(base.birth.get(key) ?? NaN, day)),
    geslacht: present.map((key) => sex.get(key) === "1" ? "man" : "vrouw"),
    ...areaColumns(base, present),
    positie: present.map((key) => position.get(key) ?? null),
    werkt: present.map((key) => ["11", "12", "13", "14", "15"].includes(position.get(key) ?? "")),
    bijstand: has(keySet(at("cbs/bijstanduitkeringentab"))),
    wanbetaler: has(keySet(at("cbs/wanbzvtab"))),
    arm: poverty.map((code) => code === undefined ? null : code === "1"),
    opleiding: present.map((key) => education.get(key) ?? null),
    kosten_ggz: Float64Array.from(present, (key) => cost.get(key) ?? NaN),
    ggz: present.map((key) => (cost.get(key) ?? 0) > 0),
    verdachte: has(keySet(at("cbs/verdtab"))),
    eerder_verdachte: has(earlier),
    ...careColumns(tableOf, base),
    ...moveColumns(base),
  });
}

/** Forms of youth help with stay. */
const STAY_FORMS: ReadonlySet<string> = new Set(["PLEEGZORG", "VERBLIJF"]);

function careColumns(tableOf: TableOf, base: Base): Record<string, readonly boolean[]> {
  const index = (id: string, prefix: string) =>
    indexSpells(tableOf(id), {
      key: "RINPERSOON",
      start: `${prefix}DATUMAANVANG`,
      end: `${prefix}DATUMEINDE`,
    });
  const [help, orders] = [index("cbs/jgdhulpbus", "JGDH"), index("cbs/jgdbeschermbus", "JGDB")];
  const [probation, debts] = [index("cbs/jgdreclasbus", "JGDR"), index("cbs/wsnppersbus", "WSNP")];
  const forms = tableOf("cbs/jgdhulpbus").texts("JGDHVORM");
  const from = dayOf(base.year, 1, 1);
  const during = (spells: SpellIndex, keep?: (row: number) => boolean) =>
    base.present.map((key) => hasSpell(spells, key, from, base.day, keep));
  const stay = (row: number) => STAY_FORMS.has(forms[row] ?? "");
  const [anyHelp, protectedNow, reclassering] = [during(help), during(orders), during(probation)];
  return {
    jeugdzorg: anyHelp.map((held, row) => held || protectedNow[row] === true || reclassering[row] === true),
    jeugdhulp_met_verblijf: during(help, stay),
    jeugdhulp_zonder_verblijf: during(help, (row) => !stay(row)),
    reclassering,
    schuldsanering: base.present.map((key) => spellOn(debts, key, base.day) !== null),
  };
}

function moveColumns(base: Base): Record<string, readonly boolean[]> {
  const from = dayOf(base.year, 1, 1);
  // Who is born in the year starts at an address without a move.
  const moved = (key: string) =>
    (base.addresses.get(key) ?? []).some((spell) =>
      spell.start >= from && spell.start <= base.day && spell.start !== base.birth.get(key)
    );
  return { verhuisd: base.present.map(moved) };
}

function householdTable(tableOf: TableOf, base: Base): Table {
  const groups = new Map<
    string,
    { type: string | null; people: string[]; children: number; minors: number }
  >();
  for (const person of base.present) {
    const row = spellOn(base.households, person, base.day)?.row ?? -1;
    const number = base.householdColumns.HUISHOUDNR[row] ?? "";
    const group = groups.get(number) ??
      { type: base.householdColumns.TYPHH[row] ?? null, people: [], children: 0, minors: 0 };
    groups.set(number, group);
    group.people.push(person);
    if (base.householdColumns.PLHH[row] !== "1") continue;
    group.children++;
    if (ageOn(base.birth.get(person) ?? NaN, base.day) < 18) group.minors++;
  }
  const all = [...groups.values()];
  const income = ofYear(tableOf("cbs/inhatab"), base.year);
  const rowOf = new Map(income.texts("RINPERSOONHKW").map((key, row) => [key, row] as const));
  const rows = all.map((group) => rowOf.get(base.main.get(group.people[0] ?? "") ?? "") ?? -1);
  const debts = keySet(ofYear(tableOf("cbs/schuldenproblematiektab"), base.year), "RINPERSOONHKW");
  const amount = (name: string) => Float64Array.from(rows, (row) => income.numbers(name)[row] ?? NaN);
  return Table.from({
    jaar: new Float64Array(all.length).fill(base.year),
    ...areaColumns(base, all.map((group) => group.people[0] ?? "")),
    type: all.map((group) => group.type),
    personen: Float64Array.from(all, (group) => group.people.length),
    kinderen_thuis: Float64Array.from(all, (group) => group.children),
    minderjarigen: Float64Array.from(all, (group) => group.minors),
    inkomen: amount("INHGESTINKH"),
    inkomen_percentiel: amount("INHP100HGEST"),
    eigendom: rows.map((row) => income.texts("INHEHALGR")[row] ?? null),
    arm: rows.map((row) => {
      const code = income.texts("INHARMOEDE")[row] ?? null;
      return code === null ? null : code === "1";
    }),
    schulden: all.map((group) => debts.has(base.main.get(group.people[0] ?? "") ?? "")),
  });
}

function birthTable(tableOf: TableOf, base: Base): Table {
  const births = tableOf("cbs/prntab");
  const children = births.texts("RINPERSOON"), mothers = births.texts("RINPERSOONMa");
  const first = agesAtFirstBirth(base.birth, parentOf(tableOf("cbs/kindoudertab"), "RINPERSOONMa"));
  const from = dayOf(base.year, 1, 1);
  const rows = Array.from(children.keys()).filter((row) => {
    const born = base.birth.get(children[row] ?? "") ?? NaN;
    return born >= from && born <= base.day;
  });
  const age = (row: number) =>
    ageOn(base.birth.get(mothers[row] ?? "") ?? NaN, base.birth.get(children[row] ?? "") ?? NaN);
  const homeType = (row: number) => {
    const born = base.birth.get(children[row] ?? "") ?? NaN;
    return base.householdColumns.TYPHH[spellOn(base.households, mothers[row] ?? "", born)?.row ?? -1] ?? null;
  };
  const number = (name: string) => Float64Array.from(rows, (row) => births.numbers(name)[row] ?? NaN);
  return Table.from({
    jaar: new Float64Array(rows.length).fill(base.year),
    ...areaColumns(base, rows.map((row) => children[row] ?? "")),
    moeder_leeftijd: Float64Array.from(rows, age),
    // Her first child was born at this age: for a later child she was older, or it is a twin.
    eerste_kind: rows.map((row) => first.get(mothers[row] ?? "") === age(row)),
    alleenstaande_moeder: rows.map((row) => homeType(row) === null ? null : homeType(row) === "6"),
    zwangerschapsduur_weken: number("ZWDUUR_WEKEN"),
    gewicht_percentiel: number("GEBGEWICHTPERCENTIEL"),
  });
}
