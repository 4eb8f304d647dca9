/**
 * The page about disclosure control: every policy with its thresholds, their sources and how sure they are.
 *
 * @module
 */
import { type Html, html } from "../../lib/core/html.ts";
import type { Language } from "../../lib/core/language.ts";
import type { ReferencePolicy, ReferenceRule } from "../../lib/core/reference.ts";
import { type ReferenceSite, renderReferencePage, renderUses, type SiteFile } from "./reference_frame.ts";
import { sitePath } from "./site_nav.ts";
import { say, type UiKey } from "./ui_strings.ts";

const STANDING: Readonly<Record<ReferenceRule["standing"], UiKey>> = {
  read: "standingRead",
  recalled: "standingRecalled",
  unconfirmed: "standingUnconfirmed",
};

function renderRules(policy: ReferencePolicy, language: Language): Html {
  const name = say("policyRules", language, { policy: policy.label[language] });
  const rows = policy.rules.map((rule) =>
    html`
      <tr>
        <th scope="row">${rule.name[language]}</th>
        <td>${rule.value[language]}</td>
        <td>${rule
          .source}</td>
        <td>${say(STANDING[rule.standing], language)}</td>
      </tr>
    `
  );
  return html`
    <div class="scroll" role="region" tabindex="0" aria-label="${name}">
      <table class="utrecht-table rules">
        <caption class="vh">${name}</caption>
        <thead>
          <tr>
            <th scope="col">${say("policyRule", language)}</th>
            <th scope="col">${say(
              "policyThreshold",
              language,
            )}</th>
            <th scope="col">${say("source", language)}</th>
            <th scope="col">${say(
              "policyStanding",
              language,
            )}</th>
          </tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
    </div>
  `;
}

function renderPolicy(site: ReferenceSite, policy: ReferencePolicy, language: Language): Html {
  const id = `beleid-${policy.id}`;
  const confirmed = policy.rules.every(({ standing }) => standing === "read");
  return html`
    <section id="${id}" aria-labelledby="${id}-t">
    <h2 class="utrecht-heading-2" id="${id}-t">${policy.label[language]}</h2>
    <p class="utrecht-paragraph">${say("policyVersion", language, { version: policy.version })}. ${say(
      confirmed ? "policyConfirmed" : "policyUnconfirmed",
      language,
    )}</p>
    ${renderUses(
      site,
      { path: sitePath("policies", language), language },
      (use) => use.policies.has(policy.id),
    )}${renderRules(policy, language)}</section>
  `;
}

/**
 * Renders the page about disclosure control.
 *
 * @param site What the reference pages are made from.
 * @param language The language of the page.
 * @returns The file.
 */
export function renderPolicyPage(site: ReferenceSite, language: Language): SiteFile {
  return renderReferencePage(site, {
    path: sitePath("policies", language),
    otherPath: sitePath("policies", language === "nl" ? "en" : "nl"),
    page: "policies",
    language,
    title: say("navPolicies", language),
    intro: say("policiesIntro", language),
    main: html`${site.content.policies.map((policy) => renderPolicy(site, policy, language))}`,
  });
}
