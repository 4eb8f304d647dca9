/**
 * Children and their circumstances once more from the raw registers: by maps and sets of the rows, without the code that
 * the notebooks' files come from.
 *
 * @module
 */
import { loadDataset } from "../../lib/sources/mod.ts";

/** A child at the end of a year; a circumstance is null where the registers do not tell. */
export interface RawChild {
  readonly child: string;
  readonly age: number;
  readonly area: string;
  readonly motherFirstAge: number | null;
  readonly circumstances: Readonly<Record<string, boolean | null>>;
  readonly parentSuspect: boolean;
  readonly youthCare: boolean;
}

type Raw = readonly (string | number | null)[];

const held = new Map<string, Promise<readonly Raw[]>>();

/** The rows of some columns of a register; read once. */
function rows(id: string, columns: readonly string[], years?: readonly number[]): Promise<readonly Raw[]> {
  const key = [id, columns, years ?? []].join("|"), known = held.get(key) ?? read(id, columns, years);
  held.set(key, known);
  return known;
}

async function read(id: string, columns: readonly string[], years?: readonly number[]) {
  const { table } = await loadDataset(`cbs/${id}`, { columns, ...(years ? { years } : {}) });
  const values = columns.map((name) => table.column(name).values as ArrayLike<string | number | null>);
  return Array.from({ length: table.rowCount }, (_, row): Raw => values.map((column) => column[row] ?? null));
}

const text = (value: string | number | null | undefined) => String(value ?? "");
const number = (date: string | number | null | undefined) => Number(text(date).replaceAll("-", ""));
/** Completed years between two dates as yyyymmdd. */
const years = (birth: number, day: number) => Math.floor((day - birth) / 10_000);

async function keys(id: string, key: string, year: number): Promise<ReadonlySet<string>> {
  return new Set((await rows(id, [key], [year])).map(([one]) => text(one)));
}

async function codes(
  id: string,
  key: string,
  code: string,
  year?: number,
): Promise<ReadonlyMap<string, string>> {
  const all = await rows(id, [key, code], year === undefined ? undefined : [year]);
  return new Map(
    all.filter(([one, code]) => one !== null && code !== null).map(([a, b]) => [text(a), text(b)]),
  );
}

/** The value of a register of spells on a day, by person. */
async function onDay(id: string, [start, end, value]: readonly [string, string, string], day: number) {
  const spells = await rows(id, ["RINPERSOON", start, end, value]);
  return new Map(
    spells.filter(([, from, to]) => number(from) <= day && day <= number(to)).map((
      one,
    ) => [text(one[0]), text(one[3])]),
  );
}

/** Spells in a register, by person: first day, last day and kind. */
async function spellsOf(id: string, prefix: string, kind: string) {
  const found = new Map<string, { readonly from: number; readonly to: number; readonly kind: string }[]>();
  for (
    const [person, from, to, what] of await rows(id, [
      "RINPERSOON",
      `${prefix}DATUMAANVANG`,
      `${prefix}DATUMEINDE`,
      kind,
    ])
  ) {
    const one = { from: number(from), to: number(to), kind: text(what) };
    found.set(text(person), [...found.get(text(person)) ?? [], one]);
  }
  return found;
}

/** Dates of birth by person, as yyyymmdd. */
async function births(): Promise<ReadonlyMap<string, number>> {
  const parts = ["JAAR", "MAAND", "DAG"].map((part) => `GBAGEBOORTE${part}`);
  return new Map(
    (await rows("gbapersoontab", ["RINPERSOON", ...parts])).map(([one, y, m, d]) => [
      text(one),
      10_000 * number(y) + 100 * number(m) + number(d),
    ]),
  );
}

const ON_DAY = {
  home: ["DATUMAANVANGHH", "DATUMEINDEHH", "TYPHH"],
  address: ["GBADATUMAANVANGADRESHOUDING", "GBADATUMEINDEADRESHOUDING", "RINOBJECTNUMMER"],
} as const;

/** Who is below 18, at home in a household and at an address, at the end of a year: the type of household and the address. */
async function present(year: number, born: ReadonlyMap<string, number>) {
  const day = 10_000 * year + 1231;
  const homes = await onDay("gbahuishoudensbus", ON_DAY.home, day);
  const addresses = await onDay("gbaadresobjectbus", ON_DAY.address, day);
  const found = new Map<string, { readonly age: number; readonly type: string; readonly address: string }>();
  for (const [child, birth] of born) {
    const [age, type, address] = [years(birth, day), homes.get(child), addresses.get(child)];
    if (age >= 0 && age < 18 && type !== undefined && address !== undefined) {
      found.set(child, { age, type, address });
    }
  }
  return found;
}

/** The children of a year; `areaYear` is the year whose boundaries count. */
export async function rawChildren(year: number, areaYear: number): Promise<readonly RawChild[]> {
  const born = await births();
  const children = await present(year, born);
  const parents = new Map(
    (await rows("kindoudertab", ["RINPERSOON", "RINPERSOONMa", "RINPERSOONpa"])).map((
      [child, mother, father],
    ) => [text(child), { mother: text(mother), father: text(father) }]),
  );
  const first = new Map<string, number>();
  for (const [child, { mother }] of parents) {
    const own = born.get(mother), day = born.get(child);
    if (own === undefined || day === undefined) continue;
    first.set(mother, Math.min(first.get(mother) ?? Infinity, years(own, day)));
  }
  const main = await codes("koppelpersoonhuishoudentab", "RINPERSOON", "RINPERSOONHKW", year);
  const tenure = await codes("inhatab", "RINPERSOONHKW", "INHEHALGR", year);
  const position = await codes("secmtab", "RINPERSOON", "SECM", year);
  const education = await codes("hoogsteopltab", "RINPERSOON", "OPLNIVSOI2021AGG1HB", year);
  const area = await codes("vslgwbtab", "RINOBJECTNUMMER", `gem${areaYear}`);
  const care = new Set(
    (await rows("zvwzorgkostentab", ["RINPERSOON", "ZVWKGGZ"], [year])).filter(([, cost]) => Number(cost) > 0)
      .map(([one]) => text(one)),
  );
  const assistance = await keys("bijstanduitkeringentab", "RINPERSOON", year);
  const defaulters = await keys("wanbzvtab", "RINPERSOON", year);
  const debts = await keys("schuldenproblematiektab", "RINPERSOONHKW", year);
  const suspects = await keys("verdtab", "RINPERSOON", year);
  const inYear = ({ from, to }: { readonly from: number; readonly to: number }) =>
    from <= 10_000 * year + 1231 && to >= 10_000 * year + 101;
  const restructuring = await spellsOf("wsnppersbus", "WSNP", "WSNPSOORT");
  const help = await spellsOf("jgdhulpbus", "JGDH", "JGDHVORM");
  return [...children].map(([child, { age, type, address }]) => {
    const { mother, father } = parents.get(child) ?? { mother: "", father: "" };
    const known = [mother, father].filter((one) => one !== "");
    const any = (set: ReadonlySet<string>) => known.some((one) => set.has(one));
    const some = (set: ReadonlySet<string>) => known.length === 0 ? null : any(set);
    const [home, tenancy, work] = [
      main.get(child) ?? "",
      tenure.get(main.get(child) ?? ""),
      position.get(mother),
    ];
    const motherFirstAge = first.get(mother) ?? null, level = education.get(mother);
    const helped = known.some((one) => (restructuring.get(one) ?? []).some(inYear));
    return {
      child,
      age,
      area: `GM${area.get(address)}`,
      motherFirstAge,
      circumstances: {
        eenouder: type === "6",
        moeder_zonder_werk: work === undefined ? null : !["11", "12", "13", "14", "15"].includes(work),
        jonge_moeder: motherFirstAge === null ? null : motherFirstAge < 25,
        huur_met_toeslag: tenancy === undefined || tenancy === "9" ? null : tenancy === "2",
        bijstand: some(assistance),
        schulden: debts.has(home) || any(defaulters) || helped,
        ggz_ouder: some(care),
        laagopgeleide_moeder: level === undefined ? null : level === "1",
      },
      parentSuspect: any(suspects),
      youthCare: (help.get(child) ?? []).some(inYear),
    };
  });
}

/** Who in one of some years, being below 18 at its end, had on one day of it both an order and help with a stay. */
export async function rawPlacements(inYears: readonly number[]): Promise<ReadonlySet<string>> {
  const born = await births();
  const orders = await spellsOf("jgdbeschermbus", "JGDB", "JGDBMAATREGEL");
  const help = await spellsOf("jgdhulpbus", "JGDH", "JGDHVORM");
  const found = new Set<string>();
  for (const year of inYears) {
    const children = await present(year, born);
    for (const [child, own] of orders) {
      if (!children.has(child)) continue;
      const stays = (help.get(child) ?? []).filter(({ kind }) => kind === "PLEEGZORG" || kind === "VERBLIJF");
      const together = own.some((order) =>
        stays.some((stay) =>
          Math.max(order.from, stay.from, 10_000 * year + 101) <=
            Math.min(order.to, stay.to, 10_000 * year + 1231)
        )
      );
      if (together) found.add(child);
    }
  }
  return found;
}
