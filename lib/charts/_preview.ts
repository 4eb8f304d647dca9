/** What JupyterLab shows of a figure: a standalone piece with its own neutral colours. */
import type { FigurePayload, TablePayload } from "../core/display.ts";
import { type Html, html, trustHtml } from "../core/html.ts";
import { LIGHT_PALETTE } from "./theme.ts";

const COLOURS = Object.entries(LIGHT_PALETTE).map(([slot, colour]) => `--${slot}:${colour}`).join(";");

const STYLE = trustHtml(
  `<style>.ss-preview{${COLOURS};color:var(--text);background:var(--bg);max-width:44rem;padding:1rem;` +
    "font:1rem/1.5 'Source Sans 3',system-ui,sans-serif}.ss-preview svg{width:100%;height:auto;color:var(--text)}" +
    ".ss-preview h3{margin:0 0 .2rem;font-size:1.2rem;line-height:1.3}.ss-preview p{margin:.2rem 0}" +
    ".ss-preview .ss-small{color:#4a5463;font-size:.9rem}.ss-preview table{border-collapse:collapse}" +
    ".ss-preview :is(th,td){padding:.2rem .8rem .2rem 0;border-bottom:1px solid #dde1e7;text-align:left}" +
    ".ss-preview .ss-number{text-align:right}.ss-preview ul{margin:.2rem 0;padding-left:1.2rem}" +
    ".ss-preview .ss-key{display:inline-block;width:.8rem;height:.8rem;margin-right:.3rem}</style>",
  "lib/charts/_preview.ts (a constant)",
);

/** Wraps a preview in its own colours and type. */
export function previewFrame(content: Html): string {
  return html`<div class="ss-preview">${STYLE}${content}</div>`.toString();
}

/** The preview of a figure: the wide Dutch drawing with its words. */
export function figurePreview(figure: FigurePayload): string {
  const legend = figure.legend.map(({ slot, label }) =>
    html`
      <span
        class="ss-small"><svg class="ss-key" viewBox="0 0 8 8"><rect width="8" height="8" fill="var(--${slot})"/></svg>${label
          .nl} </span>
    `
  );
  return previewFrame(
    html`<h3>${figure.title.nl}</h3><p class="ss-small">${figure.subtitle.nl}</p>${legend}
${trustHtml(figure.svg.nl.wide, "lib/charts/svg.ts finishSvg")}
<p>${figure.description.nl}</p><p class="ss-small">Bron: ${figure.source.nl}</p>`,
  );
}

/** The preview of a table. */
export function tablePreview(table: TablePayload): string {
  const head = table.columns.map((column) => html`<th scope="col">${column.label.nl}</th>`);
  const rows = table.rows.map((row) =>
    html`<tr>${
      row.map((cell, i) =>
        table.columns[i]?.kind === "number"
          ? html`<td class="ss-number">${cell.text.nl}</td>`
          : html`<td>${cell.text.nl}</td>`
      )
    }</tr>`
  );
  return previewFrame(
    html`
      <h3>${table.title.nl}</h3><p class="ss-small">${table.subtitle.nl}</p>
      <table>
        <thead>
          <tr>${head}</tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
      ${table.notes.map((note) => html`<p class="ss-small">${note.nl}</p>`)}<p class="ss-small">Bron: ${table
        .source.nl}</p>
    `,
  );
}
