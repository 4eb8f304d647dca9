/**
 * Where a briefing comes from: what ran, on which files, checked by whom, with which protection. The same facts stand
 * in the page for people and as JSON for programs.
 *
 * @module
 */
import { formatDate } from "../../lib/core/format.ts";
import { canonicalJson } from "../../lib/core/hash.ts";
import { type Html, html, type HtmlPart, trustHtml } from "../../lib/core/html.ts";
import type { DisclosureReceipt } from "../../lib/core/receipt.ts";
import { type PageContext, tell } from "./context.ts";
import type { Briefing, BriefingFacts } from "./model.ts";
import type { UiKey } from "./ui_strings.ts";

/** Every receipt of a briefing once, in the order of first use. */
export function receiptsOf(briefing: Briefing): readonly DisclosureReceipt[] {
  const found = new Map<string, DisclosureReceipt>();
  for (const block of briefing.blocks) {
    if (block.kind === "prose") continue;
    for (const receipt of block.receipts) {
      if (!found.has(receipt.checksum)) found.set(receipt.checksum, receipt);
    }
  }
  return [...found.values()];
}

/**
 * Writes JSON that cannot end the element it stands in.
 *
 * @param value The value.
 * @returns The JSON, with `<`, `>` and `&` as escapes.
 */
function inertJson(value: unknown): Html {
  const text = canonicalJson(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return trustHtml(text, "pipelines/render inertJson");
}

function row(context: PageContext, key: UiKey, value: HtmlPart): Html {
  return html`
    <dt>${tell(context, key)}</dt>
    <dd>${value}</dd>
  `;
}

function listOf(context: PageContext, items: readonly HtmlPart[]): HtmlPart {
  return items.length === 0 ? tell(context, "noneText") : html`<ul>${
    items.map((item) =>
      html`
        <li>${item}</li>
      `
    )
  }</ul>`;
}

function renderFacts(context: PageContext, facts: BriefingFacts): Html {
  const { language } = context;
  const approvals = facts.approvals.map((approval) =>
    // Reviewers write in the language of the programme; a page in another language says so to who hears it.
    html`<span lang="nl">${approval.reviewer}</span>, ${
      formatDate(approval.date, language)
    }: <span lang="nl">${approval.scope}${approval.remark === "" ? "" : ` (${approval.remark})`}</span>`
  );
  const named = (values: BriefingFacts["versions"]): readonly HtmlPart[] =>
    values.map(({ name, value }) => html`${name}: <code>${value}</code>`);
  return html`
    <dl class="facts">
    ${row(context, "edition", facts.editionId)}${row(
      context,
      "date",
      formatDate(facts.generatedFor, language),
    )}${row(context, "notebook", html`<code>${facts.notebookPath}</code>`)}${row(
      context,
      "notebookSha256",
      html`<code>${facts.notebookSha256}</code>`,
    )}${row(
      context,
      "commit",
      html`<code>${facts.commit === "" ? tell(context, "noneText") : facts.commit}</code>`,
    )}${row(context, "lockSha256", html`<code>${facts.lockSha256}</code>`)}${row(
      context,
      "approvals",
      approvals.length === 0 ? tell(context, "notApproved") : listOf(context, approvals),
    )}${row(context, "parameters", listOf(context, named(facts.parameters)))}${row(
      context,
      "versions",
      listOf(context, named(facts.versions)),
    )}${row(context, "sandbox", listOf(context, facts.sandboxLayers.map((label) => label[language])))}${row(
      context,
      "licence",
      facts.licence[language],
    )}${row(context, "contact", facts.contact[language])}</dl>
  `;
}

function renderInputs(context: PageContext, facts: BriefingFacts): Html {
  if (facts.inputs.length === 0) return html``;
  const rows = facts.inputs.map(({ path, sha256 }) =>
    html`
      <tr>
        <th scope="row">${path}</th>
        <td><code>${sha256}</code></td>
      </tr>
    `
  );
  const name = tell(context, "inputs");
  return html`
    <details>
      <summary>${name} (${facts.inputs.length})</summary>
      <div class="scroll" role="region" tabindex="0" aria-label="${name}">
        <table class="utrecht-table hashes">
          <caption class="vh">${name}</caption>
          <thead>
            <tr>
              <th scope="col">${tell(context, "file")}</th>
              <th scope="col">${tell(context, "checksum")}</th>
            </tr>
          </thead>
          <tbody>${rows}</tbody>
        </table>
      </div>
    </details>
  `;
}

function renderReceipt(context: PageContext, receipt: DisclosureReceipt): Html {
  const { language } = context;
  const counts = receipt.counts.map((count) =>
    html`
      <li>${count.label[language]}: ${count.cells}</li>
    `
  );
  const exceptions = receipt.exceptions.map((item) =>
    html`
      <li>${item.what}: ${item.why} (${item.who})</li>
    `
  );
  return html`
    <tr>
      <th scope="row">${receipt.title[language]}</th>
      <td>${receipt.ruleSentence[language]}${receipt.policyConfirmed ? "" : html`
        <strong>${tell(context, "policyUnconfirmed")}</strong>
      `}${counts.length === 0 ? "" : html`<ul>${counts}</ul>`}${exceptions.length === 0 ? "" : html`
        <p>${tell(context, "exceptions")}:</p>
        <ul>${exceptions}</ul>
      `}</td>
      <td>${receipt.policyId} ${receipt.policyVersion}</td>
      <td class="number">${receipt.shown} / ${receipt.cells}</td>
      <td>${tell(context, receipt.audited ? "yes" : "no")}</td>
    </tr>
  `;
}

function renderReceipts(context: PageContext): Html {
  const receipts = receiptsOf(context.briefing);
  if (receipts.length === 0) return html``;
  const name = tell(context, "receipts");
  const head = (["receiptTable", "receiptRule", "receiptPolicy", "receiptShown", "receiptAudit"] as const)
    .map((key) => html`<th scope="col">${tell(context, key)}</th>`);
  return html`
    <details>
      <summary>${name} (${receipts.length})</summary>
      <div class="scroll" role="region" tabindex="0" aria-label="${name}">
        <table class="utrecht-table">
          <caption class="vh">${name}</caption>
          <thead>
            <tr>${head}</tr>
          </thead>
          <tbody>${receipts.map((receipt) => renderReceipt(context, receipt))}</tbody>
        </table>
      </div>
    </details>
  `;
}

/**
 * Renders the facts of a draft: the same lists, without receipts and JSON.
 *
 * @param context The page.
 * @returns The markup of its section.
 */
export function renderFactsSection(context: PageContext): Html {
  const { facts } = context.briefing;
  return html`
    <section id="herkomst" aria-labelledby="herkomst-t">
    <h2 class="utrecht-heading-2" id="herkomst-t">${tell(context, "provenance")}</h2>
    ${renderFacts(context, facts)}${renderInputs(context, facts)}</section>
  `;
}

/** Each source once, and in each receipt the places of its sources in that list: twelve tables may share nineteen files. */
function withSourcesOnce(receipts: readonly DisclosureReceipt[]): {
  readonly sources: readonly DisclosureReceipt["sources"][number][];
  readonly receipts:
    readonly (Omit<DisclosureReceipt, "sources"> & { readonly sources: readonly number[] })[];
} {
  const unique = new Map(
    receipts.flatMap(({ sources }) => sources.map((source) => [canonicalJson(source), source] as const)),
  );
  const places = new Map([...unique.keys()].map((key, place) => [key, place] as const));
  const placesOf = (sources: DisclosureReceipt["sources"]) =>
    sources.flatMap((source) => places.get(canonicalJson(source)) ?? []);
  return {
    sources: [...unique.values()],
    receipts: receipts.map((receipt) => ({ ...receipt, sources: placesOf(receipt.sources) })),
  };
}

/**
 * Renders the provenance of a briefing.
 *
 * @param context The page.
 * @returns The markup of its section.
 */
export function renderProvenance(context: PageContext): Html {
  const { briefing } = context;
  const json = inertJson({ facts: briefing.facts, ...withSourcesOnce(receiptsOf(briefing)) });
  return html`
    <section id="herkomst" aria-labelledby="herkomst-t">
    <h2 class="utrecht-heading-2" id="herkomst-t">${tell(context, "provenance")}</h2>
    ${renderFacts(context, briefing.facts)}${renderInputs(context, briefing.facts)}${renderReceipts(context)}
    <script type="application/json" id="herkomst-data">${json}</script>
    </section>
  `;
}
