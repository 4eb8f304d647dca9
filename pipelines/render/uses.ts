/**
 * What a briefing uses of the reference: indicators, terms, policies, methods. So that the reference can say where
 * each is used.
 *
 * @module
 */
import { type Label, type Language, LANGUAGES } from "../../lib/core/language.ts";
import type { ReferenceContent } from "../../lib/core/reference.ts";
import type { Notebook } from "../notebook/nbformat.ts";
import type { Briefing } from "./model.ts";
import { receiptsOf } from "./provenance_section.ts";
import { termsIn } from "./terms.ts";

/** What one briefing uses. */
export interface BriefingUse {
  /** The title of the briefing. */
  readonly title: Label;
  /** Its pages, relative to the root of the edition. */
  readonly pages: Readonly<Record<Language, string>>;
  /** Ids of indicators. */
  readonly indicators: ReadonlySet<string>;
  /** Ids of terms. */
  readonly terms: ReadonlySet<string>;
  /** Ids of policies. */
  readonly policies: ReadonlySet<string>;
  /** Ids of methods. */
  readonly methods: ReadonlySet<string>;
}

/** Every definition of a measure and every column heading: where an indicator shows itself by its own words. */
function measureTexts(briefing: Briefing): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const block of briefing.blocks) {
    if (block.kind === "finding") {
      for (const { definition } of block.payload.numbers) texts.add(definition.nl);
    } else if (block.kind === "figure" || block.kind === "table") {
      const table = block.kind === "figure" ? block.payload.table : block.payload;
      for (const column of table.columns) texts.add(column.label.nl);
    }
  }
  return texts;
}

/** What a block says in sentences. */
function saidIn(block: Briefing["blocks"][number]): readonly Label[] {
  switch (block.kind) {
    case "method":
      return block.payload.paragraphs;
    case "limits":
      return block.payload.items;
    case "finding":
      return [block.payload.sentence];
    case "question":
      return [block.payload.text];
    case "figure":
      return [block.payload.subtitle, block.payload.notTold];
    case "persona":
      return block.payload.lines.map(({ text }) => text);
    default:
      return [];
  }
}

function proseOf(briefing: Briefing, language: Language): string {
  const said = briefing.blocks.flatMap((block) => saidIn(block).map((text) => text[language]));
  return [...said, textsBeside(briefing, language)].join("\n\n");
}

/** What a block says where no link stands: titles, descriptions, heads of tables, definitions, sheets to print. */
function besideIn(block: Briefing["blocks"][number]): unknown {
  switch (block.kind) {
    case "prose":
      // Its headings bear no links.
      return block.text;
    case "sheets":
      return block.payload.pages;
    case "figure": {
      const { title, description, howToRead, prompts, table } = block.payload;
      return [title, description, howToRead, prompts, { ...table, rows: [] }];
    }
    case "table":
      return { ...block.payload, rows: [] };
    case "finding":
      return block.payload.numbers.map(({ definition }) => definition);
    case "method":
      return block.payload.title;
    default:
      return null;
  }
}

/**
 * Everything that a briefing says where no link stands: its terms are explained too.
 *
 * @param briefing The briefing.
 * @param language The language.
 * @returns The texts, one below the other.
 */
export function textsBeside(briefing: Briefing, language: Language): string {
  return [...new Set(briefing.blocks.flatMap((block) => textsIn(besideIn(block), language)))].join("\n");
}

/** The texts in one language anywhere in a value of labels. */
function textsIn(value: unknown, language: Language): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => textsIn(each, language));
  if (typeof value !== "object" || value === null) return [];
  const entries = new Map<string, unknown>(Object.entries(value));
  const own = entries.get(language);
  return typeof own === "string" && entries.has("nl")
    ? [own]
    : [...entries.values()].flatMap((each) => textsIn(each, language));
}

function codeOf(notebook: Notebook): string {
  return notebook.cells.filter((cell) => cell.cell_type === "code").map(({ source }) => source).join("\n");
}

function calls(code: string, name: string): boolean {
  return new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(code);
}

/**
 * Finds what a briefing uses.
 *
 * An indicator is used when its definition stands behind a number or its name heads a column; a term when it stands
 * in any of its texts, in either language; a policy when a receipt names it; a method when the notebook names its function.
 *
 * @param briefing The briefing.
 * @param notebook The notebook that it was made from.
 * @param content The reference.
 * @param pages The pages of the briefing, relative to the root of the edition.
 * @returns What it uses.
 */
export function usesOf(
  briefing: Briefing,
  notebook: Notebook,
  content: ReferenceContent,
  pages: BriefingUse["pages"],
): BriefingUse {
  const texts = measureTexts(briefing);
  const code = codeOf(notebook);
  const indicators = content.indicators.filter(({ definition, label }) =>
    texts.has(definition.nl) || texts.has(label.nl)
  );
  const methods = content.methods.filter(({ functions }) => functions.some((name) => calls(code, name)));
  const terms = LANGUAGES.flatMap((language) => [
    ...termsIn(proseOf(briefing, language), content.glossary, language),
  ]);
  return {
    title: briefing.parameters.title,
    pages,
    indicators: new Set(indicators.map(({ id }) => id)),
    terms: new Set(terms),
    policies: new Set(receiptsOf(briefing).map(({ policyId }) => policyId)),
    methods: new Set(methods.map(({ id }) => id)),
  };
}
