/** One figure of every form, on made-up numbers: what the tests check and what a person can look at. */
import type { ProgrammeObject } from "../../lib/core/display.ts";
import {
  barChart,
  distributionChart,
  dotIntervalChart,
  dumbbellChart,
  groupedBarChart,
  heatTable,
  lineChart,
  slopeChart,
  stackedBarChart,
  stackingLadder,
  waterfallChart,
} from "../../lib/charts/mod.ts";
import type { ProtectedTable } from "../../lib/disclosure/mod.ts";
import {
  type CellInShort,
  dimension,
  DISTRICTS,
  districtTable,
  FACTORS,
  protectedFixture,
  SEX,
  YEARS,
} from "../support/protected_fixture.ts";

export const notTold = {
  nl: "De figuur zegt niets over de oorzaak.",
  en: "The figure does not show causes.",
};

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

/** All forms. */
export function gallery(): readonly ProgrammeObject<"figure">[] {
  return [
    barChart(districtTable(), { notTold, highlight: ["WK990102"] }),
    dotIntervalChart(districtTable(), { notTold }),
    groupedBarChart(districtsBySex(), { notTold }),
    stackedBarChart(careParts(), { notTold }),
    lineChart(yearsBySex(), { notTold }),
    slopeChart(districtsInTwoYears(), { notTold, highlight: ["WK990102"] }),
    dumbbellChart(districtsBySex(), { notTold }),
    heatTable(districtsBySex(), { notTold }),
    stackingLadder(ladderTable(), { notTold }),
    distributionChart(ageTable(), { notTold }),
    waterfallChart(costTable(), { notTold, totals: ["start", "end"] }),
  ];
}
