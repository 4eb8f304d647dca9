/** A protected table for every form of chart, on made-up numbers. */
import type { ProtectedTable } from "../../lib/disclosure/mod.ts";
import {
  type CellInShort,
  dimension,
  DISTRICTS,
  FACTORS,
  protectedFixture,
  SEX,
  YEARS,
} from "../support/protected_fixture.ts";

/** Cells from a list of values by the codes of two dimensions; null is hidden. */
export function grid(
  first: readonly string[],
  second: readonly string[],
  values: readonly (readonly (number | null)[])[],
  margin = 0,
): readonly CellInShort[] {
  return first.flatMap((a, i) =>
    second.map((b, j) => {
      const value = values[i]?.[j] ?? null;
      const interval = value === null || margin === 0
        ? {}
        : { low: Math.max(0, value - margin), high: value + margin };
      return { codes: [a, b], value, ...interval };
    })
  );
}

const codes = (of: { readonly codes: readonly { readonly code: string }[] }) =>
  of.codes.map((each) => each.code);

/** Districts by sex. */
export function districtsBySex(): ProtectedTable {
  return protectedFixture({
    id: "wijk-geslacht",
    dimensions: [DISTRICTS, SEX],
    cells: grid(codes(DISTRICTS), codes(SEX), [
      [12.1, 12.7],
      [20.4, 23.1],
      [8.2, 9],
      [14.4, null],
      [16.9, 17.5],
      [null, null],
    ], 2.4),
  });
}

/** Years for both sexes, one hidden. */
export function yearsBySex(): ProtectedTable {
  return protectedFixture({
    id: "jaar-geslacht",
    dimensions: [YEARS, SEX],
    period: { nl: "2019 tot en met 2023", en: "2019 to 2023" },
    cells: grid(codes(YEARS), codes(SEX), [[10.2, 11], [11.4, 11.9], [12.8, null], [12.9, 12.4], [
      13.7,
      12.9,
    ]], 1.2),
  });
}

/** Districts in two years. */
export function districtsInTwoYears(): ProtectedTable {
  const two = { ...YEARS, codes: YEARS.codes.filter((code) => ["y2019", "y2023"].includes(code.code)) };
  return protectedFixture({
    id: "wijk-jaar",
    dimensions: [DISTRICTS, two],
    cells: grid(codes(DISTRICTS), codes(two), [
      [11, 12.4],
      [19.7, 21.8],
      [9.9, 8.6],
      [14.1, 14.9],
      [16.8, 17.2],
      [12.4, null],
    ]),
  });
}

/** Parts of a whole. */
export function careParts(): ProtectedTable {
  const care = dimension("zorg", { nl: "Hulp", en: "Help" }, "nominal", {
    none: { nl: "Geen hulp", en: "No help" },
    light: { nl: "Lichte hulp", en: "Light help" },
    heavy: { nl: "Zware hulp", en: "Intensive help" },
  });
  return protectedFixture({
    id: "hulp",
    dimensions: [DISTRICTS, care],
    cells: grid(codes(DISTRICTS), codes(care), [
      [70, 21.5, 8.5],
      [61.8, 26.2, 12],
      [78.3, 17.7, 4],
      [72, null, null],
      [66.6, 24.3, 9.1],
      [null, null, null],
    ]),
  });
}

/** Rungs of the stacking ladder. */
export function ladderTable(): ProtectedTable {
  const values: readonly (number | null)[] = [2.1, 4.3, 9.8, 18.4, null];
  return protectedFixture({
    id: "stapeling",
    measure: {
      label: { nl: "Kinderen met jeugdbescherming", en: "Children in child protection" },
    },
    dimensions: [FACTORS],
    cells: codes(FACTORS).map((code, i) => {
      const value = values[i] ?? null;
      return { codes: [code], value, ...(value === null ? {} : { low: value * 0.8, high: value * 1.22 }) };
    }),
  });
}

/** A share by age, a column a year. */
export function ageTable(): ProtectedTable {
  const ages = dimension(
    "leeftijd",
    { nl: "Leeftijd in jaren", en: "Age in years" },
    "ordinal",
    Object.fromEntries(
      Array.from({ length: 18 }, (_, age) => [`a${String(age).padStart(2, "0")}`, String(age)]),
    ),
  );
  const value = (age: number): number | null =>
    age === 17 ? null : Math.round((4 + 6 * Math.sin(age / 5)) * 10) / 10;
  return protectedFixture({
    id: "leeftijd",
    dimensions: [ages],
    cells: ages.codes.map((code, age) => ({ codes: [code.code], value: value(age) })),
  });
}

/** Steps of costs and savings. */
export function costTable(): ProtectedTable {
  const steps = dimension("stap", { nl: "Stap", en: "Step" }, "nominal", {
    start: { nl: "Uitgaven nu", en: "Spending now" },
    visits: { nl: "Huisbezoeken", en: "Home visits" },
    care: { nl: "Minder zware hulp", en: "Less intensive help" },
    school: { nl: "Minder thuiszitters", en: "Fewer absentees" },
    work: { nl: "Meer werk", en: "More work" },
    end: { nl: "Uitgaven straks", en: "Spending later" },
  });
  const values = [120, 18, -31, null, null, 99];
  return protectedFixture({
    id: "kosten",
    measure: {
      label: { nl: "Uitgaven", en: "Spending" },
      unit: { nl: "duizend euro", en: "thousand euros" },
      kind: "sum",
      per: 1,
      decimals: 0,
    },
    dimensions: [steps],
    cells: codes(steps).map((code, i) => ({ codes: [code], value: values[i] ?? null })),
  });
}

/** Themes of a profile. */
export function profileTable(): ProtectedTable {
  const themes = dimension("thema", { nl: "Thema", en: "Theme" }, "nominal", {
    income: { nl: "Laag inkomen", en: "Low income" },
    home: { nl: "Krappe woning", en: "Cramped home" },
    single: { nl: "Eenoudergezin", en: "One-parent family" },
    health: { nl: "Ervaren gezondheid niet goed", en: "Poor self-rated health" },
    debt: { nl: "Schulden", en: "Debts" },
    school: { nl: "Verzuim op school", en: "School absence" },
  });
  return protectedFixture({
    id: "profiel",
    dimensions: [themes, SEX],
    cells: grid(codes(themes), codes(SEX), [[22, 18], [12, 14], [31, 27], [19, 12], [26, 24], [null, 9]]),
  });
}

/** Events over the stages of life. */
export function lifeTable(): ProtectedTable {
  const stages = dimension("fase", { nl: "Leeftijd", en: "Age" }, "ordinal", {
    a: { nl: "voor de geboorte", en: "before birth" },
    b: { nl: "0 tot 4 jaar", en: "0 to 3 years" },
    c: { nl: "4 tot 12 jaar", en: "4 to 11 years" },
    d: { nl: "12 tot 18 jaar", en: "12 to 17 years" },
    e: { nl: "18 tot 23 jaar", en: "18 to 22 years" },
  });
  const events = dimension("gebeurtenis", { nl: "Gebeurtenis", en: "Event" }, "nominal", {
    move: { nl: "Verhuizing", en: "Moving house" },
    split: { nl: "Ouders gaan uit elkaar", en: "Parents separate" },
    care: { nl: "Jeugdhulp", en: "Youth care" },
  });
  return protectedFixture({
    id: "levensloop",
    dimensions: [stages, events],
    cells: grid(codes(stages), codes(events), [
      [14, 3, null],
      [18, 6, 4],
      [11, 9, 12],
      [8, 7, 16],
      [21, null, 6],
    ]),
  });
}

/** Months with their median. */
export function monthTable(): ProtectedTable {
  const names = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
  const english = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const months = dimension(
    "maand",
    { nl: "Maand", en: "Month" },
    "period",
    Object.fromEntries(
      names.map((nl, i) => [`m${String(i + 1).padStart(2, "0")}`, { nl, en: english[i] ?? "" }]),
    ),
  );
  const values = [31, 28, 33, 30, 27, 29, 24, 22, 21, 23, 20, 19];
  return protectedFixture({
    id: "meldingen",
    measure: {
      label: { nl: "Meldingen per maand", en: "Reports a month" },
      unit: { nl: "meldingen", en: "reports" },
      kind: "count",
      per: 1,
      decimals: 0,
    },
    dimensions: [months],
    cells: codes(months).map((code, i) => ({ codes: [code], value: values[i] ?? null })),
  });
}

/** Areas with their sizes, and the whole. */
export function funnelTables(): { readonly shares: ProtectedTable; readonly sizes: ProtectedTable } {
  const areas = dimension("buurt", { nl: "Buurt", en: "Neighbourhood" }, "region", {
    all: { nl: "Voorbeeldstad", en: "Voorbeeldstad" },
    ...Object.fromEntries(
      [
        "Akkers",
        "Beemd",
        "Donk",
        "Eikenlaan",
        "Gaard",
        "Heide",
        "Kade",
        "Linde",
        "Meent",
        "Oever",
        "Park",
        "Veste",
      ]
        .map((name, i) => [`BU9901${String(i).padStart(4, "0")}`, name]),
    ),
  });
  const shares = [14, 12.8, 16.1, 9.4, 22.8, 13.2, 15.5, 7.2, 14.6, 18.9, 13.9, null, 14.4];
  const sizes = [5200, 310, 420, 150, 640, 280, 510, 720, 90, 130, 880, 60, 450];
  return {
    shares: protectedFixture({
      id: "trechter",
      dimensions: [areas],
      cells: codes(areas).map((code, i) => ({ codes: [code], value: shares[i] ?? null })),
    }),
    sizes: protectedFixture({
      id: "trechter-aantal",
      measure: {
        label: { nl: "Aantal kinderen", en: "Number of children" },
        unit: { nl: "kinderen", en: "children" },
        kind: "count",
        per: 1,
        decimals: 0,
      },
      dimensions: [areas],
      cells: codes(areas).map((code, i) => ({ codes: [code], value: sizes[i] ?? null })),
    }),
  };
}

/** Four shares for icon arrays. */
export function shareTable(): ProtectedTable {
  const values = [12.4, 21.8, 0.3, null];
  const some = { ...DISTRICTS, codes: DISTRICTS.codes.slice(0, 4) };
  return protectedFixture({
    id: "honderd",
    dimensions: [some],
    cells: codes(some).map((code, i) => ({ codes: [code], value: values[i] ?? null })),
  });
}

/** Districts over the years. */
export function districtsByYear(): ProtectedTable {
  return protectedFixture({
    id: "wijken-jaren",
    period: { nl: "2019 tot en met 2023", en: "2019 to 2023" },
    dimensions: [YEARS, DISTRICTS],
    cells: grid(codes(YEARS), codes(DISTRICTS), [
      [11, 19.7, 9.9, 14.1, 16.8, 12.4],
      [11.4, 20.3, 9.6, 14, 16.9, null],
      [11.9, 20.8, 9.1, 14.6, 17.3, null],
      [12.2, 21.1, 8.9, 14.4, 17, 11.2],
      [12.4, 21.8, 8.6, 14.9, 17.2, null],
    ]),
  });
}
