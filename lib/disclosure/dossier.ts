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
import type { MeasureKind } from "../core/aggregate.ts";
import { escapeHtml } from "../core/html.ts";
import { canonicalJson, sha256Hex } from "../core/hash.ts";
import { DisclosureError } from "./errors.ts";
import { isConfirmed, type Policy, THRESHOLD_NAMES } from "./policy.ts";
import { dominanceOf } from "./primary.ts";
import type { ProtectedTable } from "./protected_table.ts";
import { type ProtectionRecord, recall } from "./_record.ts";

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

/** SACRO's name for what a measure is. */
const STATBARNS: Readonly<Record<MeasureKind, string>> = {
  count: "Frequencies",
  share: "Frequencies",
  rate: "CalculatedRatios",
  ratio: "CalculatedRatios",
  mean: "LinearAggregations",
  sum: "LinearAggregations",
  estimate: "CorrelationCoefficients",
};

/**
 * Makes the dossier of an edition.
 *
 * @param tables The tables of the edition, protected in this process.
 * @param context Facts about the edition.
 * @returns The files, by path.
 * @throws {DisclosureError} When a table was protected elsewhere, or two have the same id.
 */
export function dossierOf(
  tables: readonly ProtectedTable[],
  context: DossierContext,
): readonly DossierFile[] {
  const sorted = [...tables].sort((a, b) => a.id < b.id ? -1 : 1);
  if (new Set(sorted.map((table) => table.id)).size !== sorted.length) {
    throw new DisclosureError({
      what: "Two tables of the dossier have the same id",
      mend: "Give each its own",
    });
  }
  const entries = sorted.map((table) => ({ table, record: recordOf(table) }));
  const release = entries.flatMap(({ table }) => releaseFiles(table));
  const checkOnly = [
    ...entries.map(({ table, record }) => checkFile(table, record, sorted, context)),
    { path: "check-only/overview.html", text: overviewOf(entries, context) },
  ];
  return [
    ...withChecksums("release", release),
    ...withChecksums("check-only", checkOnly),
  ].sort((a, b) => a.path < b.path ? -1 : 1);
}

function recordOf(table: ProtectedTable): ProtectionRecord {
  const record = recall(table);
  if (record) return record;
  throw new DisclosureError({
    what: "This table was protected in another process, so the checker's part is not known here",
    where: table.id,
    mend: "Make the dossier in the run that protects the tables",
  });
}

function withChecksums(folder: string, files: readonly DossierFile[]): readonly DossierFile[] {
  const lines = files.map(({ path, text }) => `${sha256Hex(text)}  ${path.slice(folder.length + 1)}`).sort();
  return [...files, { path: `${folder}/checksums.txt`, text: lines.join("\n") + "\n" }];
}

function csvField(text: string): string {
  return /[",\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function releaseFiles(table: ProtectedTable): readonly DossierFile[] {
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

/** What a checker sees of one cell. */
interface CheckedCell {
  readonly codes: readonly string[];
  readonly status: string;
  readonly n: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly contributors: number;
  readonly topSharePercent: number | null;
  readonly topTwoSharePercent: number | null;
  readonly hiddenAs: "primary" | "secondary" | null;
  readonly reasons: readonly string[];
  readonly intervals: readonly { readonly of: string; readonly low: number; readonly high: number }[];
}

function checkedCells(table: ProtectedTable, record: ProtectionRecord): readonly CheckedCell[] {
  const intervals = intervalsByItem(record);
  return table.cells.map((shown, i): CheckedCell => {
    const { cell, key } = record.grid.cells[i]!;
    const found = record.findings.filter((finding) => finding.key === key);
    const shares = cell.largest && cell.largest.length > 0
      ? dominanceOf(Math.abs(cell.numerator ?? (cell.value ?? 0) * cell.n), cell.largest)
      : null;
    return {
      codes: cell.codes,
      status: shown.status,
      n: cell.n,
      numerator: cell.numerator,
      denominator: cell.denominator,
      contributors: cell.n,
      topSharePercent: shares ? shares.topSharePercent(1) : null,
      topTwoSharePercent: shares ? shares.topSharePercent(2) : null,
      hiddenAs: shown.status !== "suppressed" ? null : found.length > 0 ? "primary" : "secondary",
      reasons: found.map((finding) => finding.rule),
      intervals: intervals.get(record.itemOf(table.id, key) ?? -1) ?? [],
    };
  });
}

function intervalsByItem(record: ProtectionRecord): ReadonlyMap<number, CheckedCell["intervals"]> {
  const byItem = new Map<number, { of: string; low: number; high: number }[]>();
  record.system.requirements.forEach((requirement, i) => {
    const item = record.system.quantities[requirement.quantity]!.item;
    const interval = record.suppression.audit.intervals[i];
    if (item === null || !interval) return;
    const of = requirement.key.slice(requirement.key.lastIndexOf("|") + 1) +
      (requirement.known.length > 0 ? " (insider)" : "");
    byItem.set(item, [...byItem.get(item) ?? [], { of, low: interval.low, high: interval.high }]);
  });
  return byItem;
}

function checkFile(
  table: ProtectedTable,
  record: ProtectionRecord,
  all: readonly ProtectedTable[],
  context: DossierContext,
): DossierFile {
  const cells = checkedCells(table, record);
  const shown = cells.filter((cell) => cell.status === "shown" || cell.status === "rounded");
  const { suppression, policy } = record;
  const description = {
    ...context,
    id: table.id,
    title: table.title,
    statbarn: STATBARNS[table.measure.kind],
    measure: table.measure,
    population: table.population,
    period: table.period,
    unitOfAnalysis: table.entity,
    sources: table.sources,
    weights: "minimum counts are judged on unweighted units",
    smallestShownN: shown.length > 0 ? Math.min(...shown.map((cell) => cell.n)) : null,
    policy: { id: policy.id, version: policy.version, confirmed: isConfirmed(policy), thresholds: policy },
    policySha256: sha256Hex(canonicalJson(policy)),
    audit: {
      method: "linear programming over all tables that were protected together; whole numbers where needed",
      attackerBounds:
        "counts from 0; numerators up to their base; sizes up to four times the largest plus 1,000",
      search: suppression.method,
      cost: suppression.cost,
      provenBound: suppression.bound,
      gapShare: suppression.gapShare,
      leaks: suppression.audit.leaks.length,
    },
    linkedOutputs: all.filter((other) => other !== table && other.entity === table.entity).map((other) =>
      other.id
    ),
    earlierReleases: table.receipt.earlierReleases,
    exceptions: table.receipt.exceptions,
    receiptChecksum: table.receipt.checksum,
    cells,
  };
  return { path: `check-only/${table.id}.json`, text: canonicalJson(description) + "\n" };
}

const STYLE = "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}" +
  "table{border-collapse:collapse}th,td{border:1px solid #777;padding:.2rem .5rem;text-align:left}" +
  ".primary{background:#fdd}.secondary{background:#eef}";

/** The page that a checker reads first: what leaves, under which rules, and where to look. */
function overviewOf(
  entries: readonly { readonly table: ProtectedTable; readonly record: ProtectionRecord }[],
  context: DossierContext,
): string {
  const policies = new Map(entries.map(({ record }) => [record.policy.id, record.policy]));
  return [
    `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Controle ${
      escapeHtml(context.edition)
    }</title>`,
    `<style>${STYLE}</style></head><body>`,
    `<h1>Uitvoercontrole: ${escapeHtml(context.edition)}</h1>`,
    `<p><strong>Alleen voor de controle: bevat aantallen die niet naar buiten mogen.</strong></p>`,
    `<p>Datum ${escapeHtml(context.date)}, beoordeeld door ${escapeHtml(context.reviewer)}. Code ${
      escapeHtml(context.codeSha256.slice(0, 12))
    }, logboek ${escapeHtml(context.ledgerHead.slice(0, 12))}.</p>`,
    summaryTable(entries),
    ...[...policies.values()].map(policySection),
    ...entries.map(({ table, record }) => tableSection(table, record)),
    "</body></html>\n",
  ].join("\n");
}

function row(cells: readonly string[], tag: "td" | "th" = "td", kind = ""): string {
  const open = kind === "" ? "<tr>" : `<tr class="${kind}">`;
  return `${open}${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
}

function summaryTable(
  entries: readonly { readonly table: ProtectedTable; readonly record: ProtectionRecord }[],
): string {
  const rows = entries.map(({ table, record }) => {
    const cells = checkedCells(table, record);
    const sizes = cells.filter((cell) => cell.status === "shown" || cell.status === "rounded").map((cell) =>
      cell.n
    );
    const gap = record.suppression.gapShare;
    return row([
      table.id,
      table.title.nl,
      STATBARNS[table.measure.kind],
      String(table.cells.length),
      String(cells.filter((cell) => cell.hiddenAs === "primary").length),
      String(cells.filter((cell) => cell.hiddenAs === "secondary").length),
      sizes.length > 0 ? String(Math.min(...sizes)) : "geen",
      gap === 0 ? "bewezen minimum" : `ten hoogste ${(100 * gap).toFixed(1)}% boven het minimum`,
    ]);
  });
  const heads = [
    "tabel",
    "titel",
    "soort",
    "cellen",
    "primair",
    "secundair",
    "kleinste n getoond",
    "verborgen",
  ];
  return `<h2>In één oogopslag</h2><table>${row(heads, "th")}${rows.join("")}</table>`;
}

function policySection(policy: Policy): string {
  const rows = THRESHOLD_NAMES.map((name) =>
    row([name, JSON.stringify(policy[name].value), policy[name].source, policy[name].standing])
  );
  const status = isConfirmed(policy)
    ? "alle drempels nagelezen"
    : "niet alle drempels zijn bij de bron bevestigd";
  return `<h2>Regels: ${escapeHtml(policy.label.nl)} (${escapeHtml(policy.id)}, versie ${
    escapeHtml(policy.version)
  }; ${status})</h2><table>${row(["drempel", "waarde", "bron", "stand"], "th")}${rows.join("")}</table>`;
}

function tableSection(table: ProtectedTable, record: ProtectionRecord): string {
  const rows = checkedCells(table, record).map((cell) =>
    row(
      [
        cell.codes.join(" × "),
        String(cell.n),
        cell.numerator === null ? "" : String(cell.numerator),
        cell.topSharePercent === null ? "" : cell.topSharePercent.toFixed(1),
        cell.topTwoSharePercent === null ? "" : cell.topTwoSharePercent.toFixed(1),
        cell.hiddenAs ?? "",
        cell.reasons.join(", "),
        cell.intervals.map(({ of, low, high }) => `${of}: ${trim(low)} tot ${trim(high)}`).join("; "),
      ],
      "td",
      cell.hiddenAs ?? "",
    )
  );
  const heads = ["cel", "n", "teller", "top 1 %", "top 2 %", "verborgen", "regel", "wat een aanvaller weet"];
  return `<h2>${escapeHtml(table.title.nl)} (${escapeHtml(table.id)})</h2>` +
    `<p>${escapeHtml(table.measure.definition.nl)} Populatie: ${escapeHtml(table.population.nl)}. Periode: ${
      escapeHtml(table.period.nl)
    }. Eenheid: ${escapeHtml(table.entity)}.</p><table>${row(heads, "th")}${rows.join("")}</table>`;
}

function trim(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 100) / 100) : "onbegrensd";
}
