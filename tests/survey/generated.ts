/** 240 generated survey designs, the same in every run: what lib/survey is compared with R `survey` on. */
import { type Random, randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import {
  type DesignOptions,
  type LonelyPolicy,
  type SurveyDesign,
  surveyDesign,
} from "../../lib/survey/mod.ts";

/** What sort of design. R makes the same from the columns: see tests/data/survey/peers.R. */
export const KINDS = [
  "weights",
  "strata",
  "clusters",
  "strataClusters",
  "strataClustersFpc",
  "twoStages",
  "nestedCodes",
  "lonelyCertainty",
  "lonelyCentre",
  "lonelyAverage",
] as const;
/** One of {@linkcode KINDS}. */
export type DesignKind = typeof KINDS[number];

/** The number of generated designs. */
export const DESIGN_COUNT = 240;

/** One generated design. */
export interface GeneratedDesign {
  readonly id: string;
  readonly kind: DesignKind;
  readonly columns: Readonly<Record<string, readonly (number | string)[]>>;
}

const LONELY: Readonly<Partial<Record<DesignKind, LonelyPolicy>>> = {
  lonelyCertainty: "certainty",
  lonelyCentre: "centre",
  lonelyAverage: "average",
};

/** The design with this number. */
export function generateDesign(index: number): GeneratedDesign {
  const kind = KINDS[index % KINDS.length]!;
  const id = `d${String(index).padStart(3, "0")}`;
  const random = randomFor(`tests/survey/design/${index}`);
  const columns: Record<string, (number | string)[]> = {};
  const put = (name: string, value: number | string) => (columns[name] ??= []).push(value);
  const sizes = clusterSizes(kind, random);
  let unique = 0;
  sizes.forEach((clusters, stratum) => {
    const clusterPopulation = clusters.length + 1 + random.below(4 * clusters.length);
    clusters.forEach((size, cluster) => {
      unique++;
      const effect = random.normal() * 3;
      const memberPopulation = size + random.below(3 * size);
      for (let member = 0; member < size; member++) {
        put("design", id);
        put("h", `h${stratum}`);
        put("psu", kind === "nestedCodes" ? cluster + 1 : unique);
        put("ssu", columns.design?.length ?? 0);
        put("popc", clusterPopulation);
        put("popr", memberPopulation);
        respondent(put, { random, effect, shift: stratum });
      }
    });
  });
  return { id, kind, columns };
}

/** Per stratum, the size of each cluster. */
function clusterSizes(kind: DesignKind, random: Random): readonly (readonly number[])[] {
  const lonely = kind in LONELY;
  const strata = kind === "clusters" || kind === "weights" ? 1 : 2 + random.below(4);
  return Array.from({ length: strata }, (_, stratum) => {
    if (kind === "weights" || kind === "strata") {
      return Array.from({ length: Math.ceil(70 / strata) + random.below(30) }, () => 1);
    }
    // The first strata of a lonely design have one cluster; at least two strata have more.
    const few = lonely && stratum > 0 && stratum < strata - 1 || lonely && strata === 2 && stratum === 1;
    const clusters = few ? 1 : 3 + random.below(5) + (strata === 1 ? 8 : 0);
    return Array.from({ length: clusters }, () => 4 + random.below(9));
  });
}

interface Frame {
  readonly random: Random;
  readonly effect: number;
  readonly shift: number;
}

function respondent(
  put: (name: string, value: number | string) => void,
  { random, effect, shift }: Frame,
): void {
  const x = rounded(random.normal() * 2 + shift);
  const domain = random.next();
  const group = Math.min(3, Math.floor(-Math.log(1 - random.next()) * 1.6));
  put("w", rounded(1 + random.next() * 30));
  put("x", x);
  put("y", rounded(20 + 1.5 * x + effect + random.normal() * 5));
  put("e", rounded(10 + random.next() * 50));
  put("dom", domain < 0.45 ? "a" : domain < 0.8 ? "b" : "c");
  put("age", random.next() < 0.35 ? "young" : random.next() < 0.5 ? "middle" : "old");
  put("sex", random.next() < 0.5 ? "f" : "m");
  put("grp", group);
  const risk = 1 / (1 + Math.exp(0.9 - 0.35 * group - 0.08 * x));
  put("flag", random.next() < 0.06 ? NaN : random.next() < risk ? 1 : 0);
  const first = random.below(3);
  put("k1", first);
  put("k2", random.next() < 0.6 ? first : random.below(3));
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** The columns as a table. */
export function tableOf({ columns }: GeneratedDesign): Table {
  return Table.from(Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [
      name,
      typeof values[0] === "number" ? Float64Array.from(values, Number) : values.map(String),
    ]),
  ));
}

/** The design as lib/survey describes it. */
export function designOf({ kind }: GeneratedDesign, table: Table): SurveyDesign {
  const lonely = LONELY[kind] ?? "refuse";
  return surveyDesign(table, { ...stagesOf(kind), lonely });
}

function stagesOf(kind: DesignKind): DesignOptions {
  switch (kind) {
    case "weights":
      return { weight: "w", stages: [] };
    case "strata":
      return { weight: "w", stages: [{ stratum: "h" }] };
    case "clusters":
      return { weight: "w", stages: [{ cluster: "psu" }] };
    case "strataClustersFpc":
      return { weight: "w", stages: [{ stratum: "h", cluster: "psu", population: "popc" }] };
    case "twoStages":
      return {
        stages: [{ stratum: "h", cluster: "psu", population: "popc" }, {
          cluster: "ssu",
          population: "popr",
        }],
      };
    case "nestedCodes":
      return { weight: "w", stages: [{ stratum: "h", cluster: "psu" }], clusterIds: "withinStratum" };
    default:
      return { weight: "w", stages: [{ stratum: "h", cluster: "psu" }] };
  }
}
