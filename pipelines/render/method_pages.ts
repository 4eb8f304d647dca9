/**
 * One page per method of analysis, and the list of them.
 *
 * @module
 */
import { type Html, html } from "../../lib/core/html.ts";
import type { Label, Language } from "../../lib/core/language.ts";
import type { MethodDescription, MethodReference } from "../../lib/core/method.ts";
import {
  type ReferenceBasis,
  type ReferenceSite,
  renderReferencePage,
  renderUses,
  type SiteFile,
} from "./reference_frame.ts";
import { hrefBetween, methodPath, sitePath } from "./site_nav.ts";
import { say, type UiKey } from "./ui_strings.ts";

const STANDING: Readonly<Record<MethodReference["standing"], UiKey>> = {
  read: "standingRead",
  recalled: "standingRecalled",
};

function renderPart(id: string, heading: string, body: Html): Html {
  return html`
    <section id="${id}" aria-labelledby="${id}-t">
    <h2 class="utrecht-heading-2" id="${id}-t">${heading}</h2>
    ${body}</section>
  `;
}

function renderItems(items: readonly Label[], language: Language): Html {
  return html`
    <ul class="utrecht-unordered-list">${items.map((item) =>
      html`
        <li>${item[language]}</li>
      `
    )}</ul>
  `;
}

function renderReferences(references: readonly MethodReference[], language: Language): Html {
  return html`
    <ul class="utrecht-unordered-list">${references.map(({ citation, doi, standing }) =>
      html`<li>${citation}${
        doi === undefined ? "" : html`
          <code>doi:${doi}</code>
        `
      } <span class="note">(${say(STANDING[standing], language)})</span></li>`
    )}</ul>
  `;
}

/** Code keeps its lines: it is put in by hand, since layout of markup would move it. */
function renderCode(code: string, name: string): Html {
  return html`<pre class="code" tabindex="0" role="region" aria-label="${name}"><code>${code.trim()}</code></pre>`;
}

/** What the page of a method is made from: all of it is known before a notebook has run, but which briefings use it. */
type MethodSite = ReferenceBasis & Pick<ReferenceSite, "uses">;

function renderMethod(site: MethodSite, method: MethodDescription, language: Language): SiteFile {
  const path = methodPath(method.id, language);
  const text = (key: UiKey) => say(key, language);
  const functions = method.functions.map((name, i) => html`${i === 0 ? "" : ", "}<code>${name}</code>`);
  return renderReferencePage(site, {
    path,
    otherPath: methodPath(method.id, language === "nl" ? "en" : "nl"),
    page: "methods",
    language,
    title: method.name[language],
    intro: method.answers[language],
    weight: "plain",
    main: html`
      ${renderUses(site, { path, language }, (use) => use.methods.has(method.id))}
      ${renderPart(
        "formule",
        text("methodFormula"),
        html`<p class="formula">${method.formula[language]}</p>`,
      )}
      ${renderPart("aannames", text("methodAssumptions"), renderItems(method.assumptions, language))}
      ${renderPart("wanneer-niet", text("methodNotWhen"), renderItems(method.notWhen, language))}
      ${renderPart(
        "voorbeeld",
        text("methodExample"),
        html`<p class="utrecht-paragraph">${text("methodExampleText")}</p>${
          renderCode(method.example, text("methodCode"))
        }`,
      )}
      ${renderPart("bronnen", text("methodReferences"), renderReferences(method.references, language))}
      <p class="note">${text("methodFunctions")}: <code>lib/${method.folder}</code> · ${functions}</p>
      <p class="utrecht-paragraph"><a class="utrecht-link" href="${hrefBetween(
        path,
        sitePath("methods", language),
      )}">${text("allMethods")}</a></p>
    `,
  });
}

function renderList(site: ReferenceSite, language: Language): SiteFile {
  const path = sitePath("methods", language);
  const { methods } = site.content;
  const cards = methods.toSorted((a, b) => a.name[language].localeCompare(b.name[language], language)).map((
    method,
  ) =>
    html`
      <article
        class="entry"><h2 class="utrecht-heading-3"><a class="utrecht-link" href="${hrefBetween(
          path,
          methodPath(method.id, language),
        )}">${method.name[language]}</a></h2>
      <p class="utrecht-paragraph">${method.answers[language]}</p>
      ${renderUses(site, { path, language }, (use) => use.methods.has(method.id))}</article>
    `
  );
  const none = html`
    <p class="utrecht-paragraph">${say("noMethods", language)}</p>
  `;
  return renderReferencePage(site, {
    path,
    otherPath: sitePath("methods", language === "nl" ? "en" : "nl"),
    page: "methods",
    language,
    title: say("navMethods", language),
    intro: say("methodsIntro", language),
    main: cards.length === 0 ? none : html`<div class="entries">${cards}</div>`,
  });
}

/**
 * Renders the list of methods and one page for each.
 *
 * @param site What the reference pages are made from.
 * @param language The language of the pages.
 * @param made Paths of pages that {@linkcode renderUnusedMethodPages} made; those that no briefing uses are left out.
 * @returns The files, the list first.
 */
export function renderMethodPages(
  site: ReferenceSite,
  language: Language,
  made: ReadonlySet<string>,
): readonly SiteFile[] {
  const used = new Set(site.uses.flatMap(({ methods }) => [...methods]));
  const due = site.content.methods.filter(({ id }) => used.has(id) || !made.has(methodPath(id, language)));
  return [renderList(site, language), ...due.map((method) => renderMethod(site, method, language))];
}

/**
 * Renders the page of each method as it is when no briefing uses it.
 *
 * @param basis What is known before a notebook has run.
 * @param language The language of the pages.
 * @returns The files, rendered as they are asked for.
 */
export function* renderUnusedMethodPages(basis: ReferenceBasis, language: Language): Generator<SiteFile> {
  for (const method of basis.content.methods) yield renderMethod({ ...basis, uses: [] }, method, language);
}
