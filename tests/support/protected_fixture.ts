/**
 * Protected tables for the tests of charts, findings and design: made-up numbers about fictional places, with a
 * receipt as disclosure control would mint it.
 *
 * @module
 */
import type { Dimension, Measure } from "../../lib/core/aggregate.ts";
import type { CellStatus } from "../../lib/core/display.ts";
import { sha256Hex } from "../../lib/core/hash.ts";
import { type Label, sameLabel } from "../../lib/core/language.ts";
import { mintReceipt } from "../../lib/core/receipt.ts";
import { PROTECTED_TOKEN, type ProtectedCell, ProtectedTable } from "../../lib/disclosure/protected_table.ts";

/** One cell in short: codes, and the value or why there is none. */
export interface CellInShort {
  /** One code per dimension. */
  readonly codes: readonly string[];
  /** The value; null when hidden or missing. */
  readonly value: number | null;
  /** Default: `shown` with a value, `suppressed` without. */
  readonly status?: CellStatus;
  /** Lower end of the interval. */
  readonly low?: number;
  /** Upper end of the interval. */
  readonly high?: number;
}

/** What a fixture may set. */
export interface FixtureParts {
  /** The slug. */
  readonly id?: string;
  /** Parts of the measure that differ from a share in percent. */
  readonly measure?: Partial<Measure>;
  /** The dimensions. */
  readonly dimensions: readonly Dimension[];
  /** The cells. */
  readonly cells: readonly CellInShort[];
  /** The period. */
  readonly period?: Label;
}

/** A share in percent with one decimal. */
export const SHARE: Measure = {
  id: "laag-inkomen-aandeel",
  label: { nl: "Kinderen in een gezin met een laag inkomen", en: "Children in a low-income family" },
  unit: { nl: "% van de kinderen", en: "% of children" },
  kind: "share",
  per: 100,
  decimals: 1,
  definition: {
    nl: "Kinderen tot 18 jaar in een huishouden onder de lage-inkomensgrens, gedeeld door alle kinderen.",
    en: "Children under 18 in a household below the low-income threshold, divided by all children.",
  },
};

/** Makes a dimension from code and label pairs. */
export function dimension(
  name: string,
  label: Label,
  kind: Dimension["kind"],
  codes: Readonly<Record<string, string | Label>>,
): Dimension {
  return {
    name,
    label,
    kind,
    codes: Object.entries(codes).map(([code, text]) => ({
      code,
      label: typeof text === "string" ? sameLabel(text) : text,
    })),
  };
}

/** Six fictional districts. */
export const DISTRICTS: Dimension = dimension("wijk", { nl: "Wijk", en: "District" }, "region", {
  WK990101: "Lindehof",
  WK990102: "Molenbuurt en Oude Haven",
  WK990103: "Noorderpoort",
  WK990104: "Vogelwijk",
  WK990105: "Centrum",
  WK990106: "Buitengebied Oost",
});

/** Five years. */
export const YEARS: Dimension = dimension("jaar", { nl: "Jaar", en: "Year" }, "period", {
  "y2019": "2019",
  "y2020": "2020",
  "y2021": "2021",
  "y2022": "2022",
  "y2023": "2023",
});

/** Two groups. */
export const SEX: Dimension = dimension("geslacht", { nl: "Geslacht", en: "Sex" }, "nominal", {
  girl: { nl: "Meisjes", en: "Girls" },
  boy: { nl: "Jongens", en: "Boys" },
});

/** Number of risk factors. */
export const FACTORS: Dimension = dimension(
  "factoren",
  {
    nl: "Aantal risicofactoren",
    en: "Number of risk factors",
  },
  "ordinal",
  { "0": "0", "1": "1", "2": "2", "3": "3", "4": { nl: "4 of meer", en: "4 or more" } },
);

/** Makes a protected table. */
export function protectedFixture(parts: FixtureParts): ProtectedTable {
  const cells = parts.cells.map(fullCell);
  const id = parts.id ?? "laag-inkomen";
  const hidden = cells.filter((cell) => cell.status === "suppressed").length;
  const title = { nl: "Kinderen met een laag inkomen", en: "Children with a low income" };
  const sources = [{
    datasetId: "synthetic/persons",
    title: { nl: "Verzonnen bevolking", en: "Made-up population" },
    owner: "Smart Start",
    licence: "CC0-1.0",
    sensitivity: "open" as const,
    synthetic: true,
    referenceDate: "2023",
    sha256: sha256Hex("fixture"),
  }];
  const receipt = mintReceipt({
    checksum: sha256Hex(JSON.stringify([id, cells])),
    tableId: id,
    title,
    policyId: "test-policy",
    policyVersion: "1",
    policyConfirmed: true,
    ruleSentence: { nl: "Aantallen onder de 10 zijn verborgen.", en: "Counts below 10 are hidden." },
    minimumCount: 10,
    cells: cells.length,
    shown: cells.length - hidden,
    counts: [{
      reason: "primary-minimum-count",
      label: { nl: "te kleine groep", en: "group too small" },
      cells: hidden,
    }],
    audited: true,
    exceptions: [],
    earlierReleases: [],
    sources,
  });
  return new ProtectedTable(PROTECTED_TOKEN, {
    id,
    title,
    measure: { ...SHARE, ...parts.measure },
    entity: "person",
    population: { nl: "kinderen van 0 tot 18 jaar", en: "children aged 0 to 17" },
    period: parts.period ?? sameLabel("2023"),
    dimensions: parts.dimensions,
    cells,
    sources,
    receipt,
  });
}

function fullCell(cell: CellInShort): ProtectedCell {
  const status = cell.status ?? (cell.value === null ? "suppressed" : "shown");
  const hidden = status === "suppressed";
  return {
    codes: cell.codes,
    status,
    value: cell.value,
    low: cell.low ?? null,
    high: cell.high ?? null,
    nBand: hidden ? { nl: "verborgen", en: "hidden" } : sameLabel("100–499"),
    reason: hidden ? "primary-minimum-count" : null,
  };
}

/** Low income by district, one district hidden, with intervals. */
export function districtTable(): ProtectedTable {
  const rows: readonly (readonly [string, number | null, number?, number?])[] = [
    ["WK990101", 12.4, 10.1, 15.1],
    ["WK990102", 21.8, 18.2, 25.9],
    ["WK990103", 8.6, 6.9, 10.7],
    ["WK990104", 14.9, 12, 18.3],
    ["WK990105", 17.2, 14.6, 20.1],
    ["WK990106", null],
  ];
  return protectedFixture({
    dimensions: [DISTRICTS],
    cells: rows.map(([code, value, low, high]) => ({
      codes: [code],
      value,
      ...(low === undefined ? {} : { low }),
      ...(high === undefined ? {} : { high }),
    })),
  });
}
