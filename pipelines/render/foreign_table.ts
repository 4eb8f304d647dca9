/**
 * Data frames of notebooks (`application/vnd.dataresource+json`, Tabular Data Resource) as tables, for drafts.
 *
 * @module
 */
import type { Json } from "../../lib/core/hash.ts";
import { type Html, html } from "../../lib/core/html.ts";
import type { Language } from "../../lib/core/language.ts";
import { say } from "./ui_strings.ts";

/** More rows and columns are cut, with a line that says so. */
const MAXIMUM_ROWS = 200;
const MAXIMUM_COLUMNS = 60;

type JsonObject = { readonly [key: string]: Json };

function asObject(value: Json | undefined): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value as JsonObject : null;
}

function asList(value: Json | undefined): readonly Json[] | null {
  return Array.isArray(value) ? value as readonly Json[] : null;
}

function fieldNames(resource: JsonObject, rows: readonly JsonObject[]): readonly string[] {
  const fields = asList(asObject(resource["schema"])?.["fields"]) ?? [];
  const named = fields.flatMap((field) => {
    const name = asObject(field)?.["name"];
    return typeof name === "string" ? [name] : [];
  });
  return named.length > 0 ? named : Object.keys(rows[0] ?? {});
}

function cellText(value: Json | undefined): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * Renders a data resource as a table.
 *
 * @param data The resource: `{ schema: { fields }, data: [rows as objects] }`.
 * @param options The reader's language and the name of the place.
 * @returns The markup; null when the data does not have the shape.
 */
export function renderDataResource(
  data: Json,
  options: { readonly language: Language; readonly place: string },
): Html | null {
  const resource = asObject(data);
  const rows = asList(resource?.["data"])?.map(asObject).filter((row) => row !== null);
  if (resource === null || rows === undefined) return null;
  const { language } = options;
  const names = fieldNames(resource, rows);
  const columns = names.slice(0, MAXIMUM_COLUMNS);
  const head = columns.map((name) => html`<th scope="col">${name}</th>`);
  const body = rows.slice(0, MAXIMUM_ROWS).map((row) =>
    html`
      <tr>${columns.map((name) => {
        const value = row[name];
        return html`<td class="${typeof value === "number" ? "number" : "text"}">${cellText(value)}</td>`;
      })}</tr>
    `
  );
  const cut = rows.length > MAXIMUM_ROWS || names.length > columns.length
    ? html`<p class="utrecht-paragraph note">${
      say("foreignTableCut", language, { rows: String(rows.length), columns: String(names.length) })
    }</p>`
    : html``;
  const name = say("foreignTable", language, { place: options.place });
  return html`
    <div class="output scroll" role="region" tabindex="0" aria-label="${name}">
      <table class="utrecht-table">
        <caption class="vh">${name}</caption>
        <thead>
          <tr>${head}</tr>
        </thead>
        <tbody>${body}</tbody>
      </table>
    </div>${cut}
  `;
}
