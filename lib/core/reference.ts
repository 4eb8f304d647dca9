/**
 * What the reference pages of a site say: indicators, terms, methods, policies, phases and places, as plain data.
 *
 * The library writes it, the pipeline renders it: neither has to know the other.
 *
 * @module
 */
import type { GlossaryTerm } from "./glossary.ts";
import type { Label } from "./language.ts";
import type { MethodDescription } from "./method.ts";

/** An indicator as the catalogue shows it. */
export interface ReferenceIndicator {
  /** The id, for example `JZG06`; unique. */
  readonly id: string;
  /** The name of tables and columns. */
  readonly slug: string;
  /** What readers call it. */
  readonly label: Label;
  /** The unit in words. */
  readonly unit: Label;
  /** The theme that it stands under. */
  readonly theme: Label;
  /** What is counted, over whom, and what is left out. */
  readonly definition: Label;
  /** What is counted or summed, as the program computes it. */
  readonly numerator: string;
  /** Over what, as the program computes it; empty for a count or a sum. */
  readonly denominator: string;
  /** How numerator and denominator become the figure, for example "gedeeld door, maal 100". */
  readonly calculation: Label;
  /** Whether a high figure is a risk, protects, or only tells the context. */
  readonly direction: Label;
  /** The smallest areas for which it may be published. */
  readonly smallestArea: Label;
  /** What to keep in mind; empty when there is nothing. */
  readonly caveat: Label;
  /** First years of a new definition: figures on both sides are not comparable. */
  readonly breaks: readonly number[];
  /** Files and public tables that hold it. */
  readonly sources: readonly string[];
  /** How sure it is that those sources hold it. */
  readonly certainty: Label;
  /** A published figure with its year and source; null when none is certain enough to show. */
  readonly published: { readonly value: Label; readonly year: string; readonly source: string } | null;
}

/** One rule of a disclosure policy. */
export interface ReferenceRule {
  /** What it is about. */
  readonly name: Label;
  /** The threshold in words. */
  readonly value: Label;
  /** Where it comes from. */
  readonly source: string;
  /** Whether the source was read, is recalled from memory, or has still to be confirmed. */
  readonly standing: "read" | "recalled" | "unconfirmed";
}

/** A disclosure policy as readers see it. */
export interface ReferencePolicy {
  /** A slug, unique. */
  readonly id: string;
  /** The version of its thresholds. */
  readonly version: string;
  /** The name. */
  readonly label: Label;
  /** The rules that it has, in a fixed order; rules that it does not have are left out. */
  readonly rules: readonly ReferenceRule[];
}

/** An area of the region, with its tile on a schematic map. */
export interface ReferencePlace {
  /** The code. */
  readonly code: string;
  /** The name, as it stands in the place of a briefing. */
  readonly name: string;
  /** The column of the tile, from 0 at the left. */
  readonly column: number;
  /** The row of the tile, from 0 at the top. */
  readonly row: number;
}

/** Everything that the reference pages of a site say. */
export interface ReferenceContent {
  /** Indicators, by theme and id. */
  readonly indicators: readonly ReferenceIndicator[];
  /** Terms, by id. */
  readonly glossary: readonly GlossaryTerm[];
  /** Methods of analysis, by folder and then as the folder lists them. */
  readonly methods: readonly MethodDescription[];
  /** Disclosure policies; the first is the default. */
  readonly policies: readonly ReferencePolicy[];
  /** The phases of a pilot, from phase 0. */
  readonly phases: readonly Label[];
  /** The region that places belong to, and its areas. */
  readonly region: { readonly label: Label; readonly places: readonly ReferencePlace[] };
}
