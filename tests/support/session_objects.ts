/**
 * Objects of a notebook for the tests of session packs: made by the library itself from fixtures.
 *
 * @module
 */
import { barChart } from "../../lib/charts/mod.ts";
import { howMightWe, type SessionPackOptions } from "../../lib/design/mod.ts";
import { finding } from "../../lib/findings/mod.ts";
import { districtTable } from "./protected_fixture.ts";

const both = (nl: string, en: string) => ({ nl, en });

/** Everything that a pack needs, from one table of districts. */
export function packOptions(): SessionPackOptions {
  const table = districtTable();
  const figure = barChart(table, { id: "wijken", notTold: both("Niet waarom.", "Not why.") });
  const differs = finding(table, { id: "verschil", role: "headline", pattern: { kind: "extremes" } });
  const asked = (id: string) =>
    howMightWe({
      id,
      reach: both("hulp dichterbij brengen", "bring help closer"),
      forWhom: both("jonge gezinnen", "young families"),
      soThat: both("zij steun vinden", "they find support"),
      basedOn: [figure],
    });
  return {
    findings: [differs],
    figures: [figure],
    questions: [asked("hkw-1"), asked("hkw-2"), asked("hkw-3")],
    problems: [
      { text: both("Hulp komt te laat.", "Help comes too late."), strength: "moderate", basedOn: differs },
      { text: both("Hulp is ver weg.", "Help is far away."), strength: "weak", basedOn: figure },
    ],
    decisionAsked: both("Welk idee proberen we?", "Which idea do we try?"),
    contact: both("de projectleider", "the project lead"),
  };
}
