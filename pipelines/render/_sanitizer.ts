/** A typed door to sanitize-html, which ships without types. */
import sanitizeHtmlUntyped from "sanitize-html";

/** Attributes of one element by name. */
export type Attributes = Record<string, string>;

/** What a transformation gives back. */
export interface Transformed {
  tagName: string;
  attribs: Attributes;
  text?: string;
}

/** The options used here. */
export interface SanitizeOptions {
  readonly allowedTags: readonly string[];
  readonly allowedAttributes: Readonly<Record<string, readonly string[]>>;
  readonly allowedSchemes: readonly string[];
  readonly allowedSchemesByTag?: Readonly<Record<string, readonly string[]>>;
  readonly allowProtocolRelative: false;
  readonly disallowedTagsMode: "discard";
  readonly nonTextTags: readonly string[];
  readonly nestingLimit: number;
  readonly transformTags: Readonly<Record<string, (tagName: string, attribs: Attributes) => Transformed>>;
}

/** Cleans markup. */
export const sanitizeHtml = sanitizeHtmlUntyped as unknown as (
  dirty: string,
  options: SanitizeOptions,
) => string;
