/**
 * The dossier of an edition: what a checker at the statistics office asks for, in two parts that are never mixed.
 *
 * `release/` may leave: protected tables and receipts. `check-only/` stays: unweighted sizes, largest contributions,
 * intervals of hidden cells. The same input gives the same bytes.
 *
 * Source: Hundepool et al. (2012), section 6.6; CBS, page "Export of information"; vocabulary of output types: SACRO's
 * statbarns.
 *
 * @module
 */
import { canonicalJson, sha256Hex } from "../core/hash.ts";
import type { CheckedTable } from "./_checked.ts";
import { DisclosureError } from "./errors.ts";
import { overviewOf } from "./_overview.ts";
import { isConfirmed } from "./policy.ts";
import { statbarnOf } from "./_statbarns.ts";

/** Facts about the edition that the tables do not hold. */
export interface DossierContext {
  /** The edition, for example `voorbeeldstad/2026-1`. */
  readonly edition: string;
  /** The date as `yyyy-mm-dd`. */
  readonly date: string;
  /** Who reviewed the outputs. */
  readonly reviewer: string;
  /** SHA-256 of the code that made the outputs: the vetted notebook. */
  readonly codeSha256: string;
  /** The hash of the last entry of the ledger after this edition. */
  readonly ledgerHead: string;
  /** Seeds of random steps, by name. */
  readonly seeds: Readonly<Record<string, string>>;
}

/** One file of a dossier. */
export interface DossierFile {
  /** The path, beginning with `release/` or `check-only/`. */
  readonly path: string;
  /** The text. */
  readonly text: string;
}

/** A table on its way into a dossier, with facts about the notebook that it comes from. */
export interface DossierEntry {
  /** The table. */
  readonly table: CheckedTable;
  /** The facts. */
  readonly context: DossierContext;
}

/**
 * Makes the dossier of an edition: `releaseEdition` calls it once the edition may leave.
 *
 * @param given The tables of the edition, with facts about the notebooks.
 * @param edition The edition, and the ledger's head after it.
 * @returns The files, by path.
 * @throws {DisclosureError} When two tables have the same id.
 */
export function dossierOfEntries(
  given: readonly DossierEntry[],
  edition: Pick<DossierContext, "edition" | "date" | "ledgerHead">,
): readonly DossierFile[] {
  const entries = [...given].sort((a, b) => a.table.id < b.table.id ? -1 : 1);
  if (new Set(entries.map(({ table }) => table.id)).size !== entries.length) {
    throw new DisclosureError({
      what: "Two tables of the dossier have the same id",
      mend: "Give each its own",
    });
  }
  const release = entries.flatMap(({ table }) => releaseFiles(table));
  const checkOnly = [
    ...entries.map((entry) => checkFile(entry, entries)),
    { path: "check-only/overview.html", text: overviewOf(entries, edition) },
  ];
  return [
    ...withChecksums("release", release),
    ...withChecksums("check-only", checkOnly),
  ].sort((a, b) => a.path < b.path ? -1 : 1);
}

function withChecksums(folder: string, files: readonly DossierFile[]): readonly DossierFile[] {
  const lines = files.map(({ path, text }) => `${sha256Hex(text)}  ${path.slice(folder.length + 1)}`).sort();
  return [...files, { path: `${folder}/checksums.txt`, text: lines.join("\n") + "\n" }];
}

function csvField(text: string): string {
  return /[",\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function releaseFiles(table: CheckedTable): readonly DossierFile[] {
  const header = [...table.dimensions.map((d) => d.name), "status", "value", "low", "high", "size"];
  const rows = table.cells.map((cell) =>
    [...cell.codes, cell.status, cell.value, cell.low, cell.high, cell.nBand.nl].map((field) =>
      csvField(field === null ? "" : String(field))
    ).join(",")
  );
  return [
    { path: `release/${table.id}.csv`, text: [header.map(csvField).join(","), ...rows].join("\n") + "\n" },
    { path: `release/${table.id}.receipt.json`, text: canonicalJson(table.receipt) + "\n" },
  ];
}

/** Tells whether ratios hold no amounts, so that a checker has to see that they compare figures. */
function comparesFigures({ measure, check }: CheckedTable): boolean {
  return measure.kind === "ratio" && check.cells.some(({ numerator, n }) => numerator === null && n > 0);
}

function checkFile({ table, context }: DossierEntry, all: readonly DossierEntry[]): DossierFile {
  const { cells, search, policy } = table.check;
  const shown = cells.filter((cell) => cell.status === "shown" || cell.status === "rounded");
  const description = {
    ...context,
    id: table.id,
    title: table.title,
    statbarn: statbarnOf(table.measure),
    measure: table.measure,
    population: table.population,
    period: table.period,
    unitOfAnalysis: table.entity,
    sources: table.sources,
    weights: "minimum counts are judged on unweighted units",
    ...(comparesFigures(table)
      ? {
        comparison: "two figures compared: judged by n, the smallest count behind them; no amounts of units",
      }
      : {}),
    smallestShownN: shown.length > 0 ? Math.min(...shown.map((cell) => cell.n)) : null,
    policy: { id: policy.id, version: policy.version, confirmed: isConfirmed(policy), thresholds: policy },
    policySha256: sha256Hex(canonicalJson(policy)),
    audit: {
      method: "linear programming over all tables that were protected together; whole numbers where needed",
      attackerBounds:
        "counts from 0; numerators up to their base; sizes up to four times the largest plus 1,000",
      search: search.method,
      cost: search.cost,
      provenBound: search.provenBound,
      gapShare: search.gapShare,
      leaks: search.leaks,
    },
    linkedOutputs: all.filter((other) => other.table !== table && other.table.entity === table.entity).map((
      other,
    ) => other.table.id),
    earlierReleases: table.receipt.earlierReleases,
    exceptions: table.receipt.exceptions,
    receiptChecksum: table.receipt.checksum,
    cells,
  };
  return { path: `check-only/${table.id}.json`, text: canonicalJson(description) + "\n" };
}
