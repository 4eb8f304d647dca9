/**
 * The conventions that a notebook must keep to be vetted.
 *
 * @module
 */
import { briefingInTwoLanguages } from "./conventions/briefing_in_two_languages.ts";
import { causalWordsNeedDesign } from "./conventions/causal_words_need_design.ts";
import { codeCanBeParsed } from "./conventions/code_can_be_parsed.ts";
import { figureHasLeadIn } from "./conventions/figure_has_lead_in.ts";
import { headingStructure } from "./conventions/heading_structure.ts";
import { importsInSetup } from "./conventions/imports_in_setup.ts";
import { kernelIsDeno } from "./conventions/kernel_is_deno.ts";
import { noClockOrChance } from "./conventions/no_clock_or_chance.ts";
import { noConsoleAfterProtect } from "./conventions/no_console_after_protect.ts";
import { noHiddenCharacters } from "./conventions/no_hidden_characters.ts";
import { noPathReaders } from "./conventions/no_path_readers.ts";
import { noRawHtml } from "./conventions/no_raw_html.ts";
import { noRefusedGlobals } from "./conventions/no_refused_globals.ts";
import { noRemoteContent } from "./conventions/no_remote_content.ts";
import { noTampering } from "./conventions/no_tampering.ts";
import { noTypeEscapes } from "./conventions/no_type_escapes.ts";
import { noTypedFigures } from "./conventions/no_typed_figures.ts";
import { nothingStored } from "./conventions/nothing_stored.ts";
import { parametersAreLiterals } from "./conventions/parameters_are_literals.ts";
import { phasesInOrder } from "./conventions/phases_in_order.ts";
import { type Breach, type ConventionProblem, type Rule, seeNotebook } from "./conventions/rule.ts";
import { shownCellsEndInValue } from "./conventions/shown_cells_end_in_value.ts";
import { tagPerCell } from "./conventions/tag_per_cell.ts";
import { tagsClosedList } from "./conventions/tags_closed_list.ts";
import { templateTextReplaced } from "./conventions/template_text_replaced.ts";
import type { Notebook } from "./nbformat.ts";

export type {
  Breach,
  ConventionProblem,
  Rule,
  SeenCell,
  SeenNotebook,
  Severity,
} from "./conventions/rule.ts";

export { CONVENTIONS_VERSION } from "./conventions_version.ts";

/** All rules, in the order in which their problems are told for the notebook as a whole. */
export const RULES: readonly Rule[] = [
  codeCanBeParsed,
  kernelIsDeno,
  nothingStored,
  noHiddenCharacters,
  tagsClosedList,
  tagPerCell,
  phasesInOrder,
  parametersAreLiterals,
  importsInSetup,
  noRefusedGlobals,
  noTampering,
  noPathReaders,
  noTypeEscapes,
  noClockOrChance,
  noConsoleAfterProtect,
  shownCellsEndInValue,
  figureHasLeadIn,
  briefingInTwoLanguages,
  headingStructure,
  noRawHtml,
  noRemoteContent,
  noTypedFigures,
  causalWordsNeedDesign,
  templateTextReplaced,
];

/** How strict to be. */
export interface ConventionOptions {
  /** `vet`: every rule as it is. `draft`: exploring is free, so that only what cannot run is an error. */
  readonly stage: "vet" | "draft";
}

/**
 * Checks a notebook against the conventions.
 *
 * @example A notebook that fetches
 * ```ts
 * import { checkConventions } from "./conventions.ts";
 * import assert from "node:assert/strict";
 *
 * const problems = checkConventions({
 *   nbformat: 4,
 *   nbformat_minor: 5,
 *   metadata: { kernelspec: { name: "deno", display_name: "Deno" } },
 *   cells: [{
 *     cell_type: "code",
 *     id: "haal",
 *     metadata: { tags: ["load"] },
 *     source: 'await fetch("https://example.org");',
 *     outputs: [],
 *     execution_count: null,
 *   }],
 * }, { stage: "vet" });
 * const problem = problems.find(({ rule }) => rule === "no-refused-globals");
 * assert.equal(problem?.cellId, "haal");
 * assert.match(problem?.message ?? "", /^Name is refused: fetch/);
 * ```
 *
 * @param notebook The notebook.
 * @param options How strict to be.
 * @returns The problems: those of the notebook as a whole first, then by cell and line.
 */
export function checkConventions(
  notebook: Notebook,
  options: ConventionOptions,
): readonly ConventionProblem[] {
  const seen = seeNotebook(notebook);
  const found = RULES.flatMap((rule) => [...rule.check(seen)].map((breach) => ({ rule, breach })));
  return found
    .sort((a, b) => placeRank(a.breach) - placeRank(b.breach) || (a.breach.line ?? 0) - (b.breach.line ?? 0))
    .map(({ rule, breach }) => problemOf(rule, breach, options));
}

function placeRank({ cell }: Breach): number {
  return cell === null ? -1 : cell.index;
}

function problemOf(rule: Rule, breach: Breach, { stage }: ConventionOptions): ConventionProblem {
  const severity = breach.severity ?? rule.severity;
  return {
    rule: rule.id,
    severity: stage === "draft" && rule.from !== "draft" ? "warning" : severity,
    cellId: breach.cell?.cell.id ?? null,
    line: breach.line ?? null,
    message: `${breach.what}. ${breach.mend}`,
    messageNl: breach.nl ?? null,
  };
}
