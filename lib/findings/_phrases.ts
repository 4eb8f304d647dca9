/** The fixed phrases and the words for places in a sentence. */
import type { Dimension } from "../core/aggregate.ts";
import type { EvidenceLevel } from "../core/display.ts";
import { type Label, type Language, mapLabel } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";
import { lowerFirst } from "./words.ts";

/** The four fixed phrases about a difference. */
export const DIFFERENCE_PHRASES: Readonly<Record<EvidenceLevel, Label>> = {
  certain: { nl: "Dit verschil is zeker.", en: "This difference is certain." },
  probable: { nl: "Dit verschil is waarschijnlijk.", en: "This difference is probable." },
  "too-few": {
    nl: "Er zijn te weinig cijfers om te zeggen of dit verschilt.",
    en: "There are too few figures to say whether this differs.",
  },
  none: { nl: "Hierover is geen cijfer.", en: "There is no figure for this." },
};

/** The same four steps about one number. */
export const LEVEL_PHRASES: Readonly<Record<EvidenceLevel, Label>> = {
  certain: { nl: "Dit cijfer is zeker.", en: "This figure is certain." },
  probable: {
    nl: "Dit cijfer is ongeveer goed: er is een marge.",
    en: "This figure is about right: it has a margin.",
  },
  "too-few": {
    nl: "Er zijn te weinig cijfers om precies te zijn.",
    en: "There are too few figures to be precise.",
  },
  none: DIFFERENCE_PHRASES.none,
};

/** A cell of a table: one code per dimension with more than one code. */
export interface Selection {
  /** The code by dimension name. Dimensions with one code may be left out. */
  readonly codes: Readonly<Record<string, string>>;
  /** How the sentence names it, with its preposition. Default: "in" a region or period, "bij" a group. */
  readonly phrase?: Label;
}

/** Order in which dimensions are named: whom, then where, then when. */
const NAMING_ORDER: readonly Dimension["kind"][] = ["nominal", "ordinal", "region", "period"];

/** "bij meisjes in Lindehof in 2023" */
export function placePhrase(table: ProtectedTable, selection: Selection): Label {
  if (selection.phrase !== undefined) return selection.phrase;
  const named = table.dimensions.filter((dimension) => dimension.codes.length > 1)
    .toSorted((a, b) => NAMING_ORDER.indexOf(a.kind) - NAMING_ORDER.indexOf(b.kind));
  return mapLabel((language) =>
    named.map((dimension) => dimensionPhrase(dimension, selection.codes[dimension.name], language))
      .filter((part) => part !== "").join(" ")
  );
}

function dimensionPhrase(dimension: Dimension, code: string | undefined, language: Language): string {
  const label = dimension.codes.find((each) => each.code === code)?.label[language];
  if (label === undefined) return "";
  if (dimension.kind === "region" || dimension.kind === "period") return `in ${label}`;
  const preposition = language === "nl" ? "bij" : "for";
  // Where some labels begin small ("de regio"), one with a capital ("Vlierdrecht Oost") is a name and keeps it.
  const mixed = dimension.codes.some((each) => /^\p{Ll}/u.test(each.label[language]));
  const name = mixed ? label : lowerFirst(label);
  // A bare number such as "3" says nothing without the name of its scale.
  return /^\d/.test(label)
    ? `${preposition} ${lowerFirst(dimension.label[language])} ${name}`
    : `${preposition} ${name}`;
}
