/**
 * The page of a dossier that a checker reads first: what leaves, under which rules, and where to look.
 *
 * @module
 */
import { escapeHtml } from "../core/html.ts";
import type { CheckedTable } from "./_checked.ts";
import type { DossierContext, DossierEntry } from "./dossier.ts";
import { isConfirmed, type Policy, THRESHOLD_NAMES } from "./policy.ts";
import { statbarnOf } from "./_statbarns.ts";

const STYLE = "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}" +
  "table{border-collapse:collapse}th,td{border:1px solid #777;padding:.2rem .5rem;text-align:left}" +
  ".primary{background:#fdd}.secondary{background:#eef}";

/** The page that a checker reads first: what leaves, under which rules, and where to look. */
export function overviewOf(
  entries: readonly DossierEntry[],
  { edition, date, ledgerHead }: Pick<DossierContext, "edition" | "date" | "ledgerHead">,
): string {
  const tables = entries.map(({ table }) => table);
  const policies = new Map(
    tables.map(({ check }) => [`${check.policy.id} ${check.policy.version}`, check.policy]),
  );
  const origins = new Set(
    entries.map(({ context }) =>
      `Beoordeeld door ${escapeHtml(context.reviewer)}; code ${escapeHtml(context.codeSha256.slice(0, 12))}`
    ),
  );
  return [
    `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Controle ${
      escapeHtml(edition)
    }</title>`,
    `<style>${STYLE}</style></head><body>`,
    `<h1>Uitvoercontrole: ${escapeHtml(edition)}</h1>`,
    `<p><strong>Alleen voor de controle: bevat aantallen die niet naar buiten mogen.</strong></p>`,
    `<p>Datum ${escapeHtml(date)}, logboek ${escapeHtml(ledgerHead.slice(0, 12))}.</p>`,
    `<ul>${[...origins].sort().map((origin) => `<li>${origin}.</li>`).join("")}</ul>`,
    summaryTable(tables),
    ...[...policies.values()].map(policySection),
    ...tables.map(tableSection),
    "</body></html>\n",
  ].join("\n");
}

function row(cells: readonly string[], tag: "td" | "th" = "td", kind = ""): string {
  const open = kind === "" ? "<tr>" : `<tr class="${kind}">`;
  return `${open}${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
}

function summaryTable(
  tables: readonly CheckedTable[],
): string {
  const rows = tables.map((table) => {
    const { cells, search } = table.check;
    const sizes = cells.filter((cell) => cell.status === "shown" || cell.status === "rounded").map((cell) =>
      cell.n
    );
    const gap = search.provenBound > 0 ? search.cost / search.provenBound - 1 : search.gapShare;
    return row([
      table.id,
      table.title.nl,
      statbarnOf(table.measure),
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

function tableSection(table: CheckedTable): string {
  const rows = table.check.cells.map((cell) =>
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

function trim(value: number | null): string {
  return value !== null ? String(Math.round(value * 100) / 100) : "onbegrensd";
}
