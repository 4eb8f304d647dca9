/**
 * Finding direct identifiers in an upload: what points at one person must not enter the workspace.
 *
 * @module
 */
import type { Table } from "../../core/table.ts";
import { looksLikeName } from "./_names.ts";

/** Kinds of direct identifiers. */
export type IdentifierKind =
  | "bsn"
  | "email"
  | "phone"
  | "iban"
  | "address"
  | "postcode"
  | "birth-date"
  | "name"
  | "free-text";

/** A column that seems to hold an identifier. */
export interface IdentifierFinding {
  /** The column. */
  readonly column: string;
  /** The kind. */
  readonly kind: IdentifierKind;
  /** Whether the name of the column says so, or its values do. */
  readonly seenIn: "column-name" | "values";
  /** Share of the filled cells that look like it; 1 when the name of the column says so. */
  readonly share: number;
}

interface Rule {
  readonly kind: IdentifierKind;
  readonly matches: (value: string) => boolean;
  /** Share of filled cells from which the column is refused. */
  readonly from: number;
}

/** A date has the eight digits of an old number, and passes the eleven-test once in eleven. */
const DATE_REGEXP = /^\d{4}-\d{2}-\d{2}/;

/** Values. An e-mail address or account anywhere is one too many; nine digits pass the eleven-test by chance in 1 of 11. */
const VALUE_RULES: readonly Rule[] = [
  { kind: "bsn", matches: (value) => !DATE_REGEXP.test(value.trim()) && isBsn(value), from: 0.3 },
  { kind: "email", matches: (value) => /[^\s@]+@[^\s@]+\.[a-z]{2,}/i.test(value), from: 0 },
  { kind: "iban", matches: containsIban, from: 0 },
  {
    kind: "phone",
    matches: (value) => /^(\+31|0031|0)[\s-]?[1-9]([\s-]?\d){8}$/.test(value.trim()),
    from: 0.05,
  },
  {
    kind: "address",
    matches: (value) =>
      /\b[\p{L}.' -]{3,}(straat|laan|weg|plein|dijk|hof|pad|singel|kade|steeg)\s+\d{1,4}/iu.test(value),
    from: 0.02,
  },
  { kind: "postcode", matches: (value) => /^\d{4}\s?[A-Z]{2}$/i.test(value.trim()), from: 0.05 },
  { kind: "name", matches: looksLikeName, from: 0.05 },
  { kind: "free-text", matches: (value) => value.trim().split(/\s+/).length >= 6, from: 0.05 },
];

/** Names of columns, as whole words. */
const NAME_RULES: readonly { readonly kind: IdentifierKind; readonly pattern: RegExp }[] = [
  { kind: "bsn", pattern: /^(bsn|burgerservicenummer|sofi(nummer)?|a[_ -]?nummer)$/i },
  { kind: "email", pattern: /^e[_ -]?mail([_ -]?adres)?$/i },
  { kind: "phone", pattern: /^(tel(efoon)?([_ -]?nummer)?|mobiel|gsm)$/i },
  { kind: "iban", pattern: /^(iban|rekening([_ -]?nummer)?)$/i },
  { kind: "address", pattern: /^(adres|straat([_ -]?naam)?|huis[_ -]?nummer|woonadres)$/i },
  { kind: "birth-date", pattern: /^(geboorte[_ -]?datum|geb[_ -]?dat(um)?|date[_ -]?of[_ -]?birth)$/i },
  {
    kind: "name",
    pattern:
      /^((voor|achter|roep|volledige[_ -]?)?naam|voorletters|initialen|first[_ -]?name|last[_ -]?name)$/i,
  },
  { kind: "free-text", pattern: /^(opmerking(en)?|toelichting|notitie(s)?|verslag|vrije[_ -]?tekst)$/i },
];

/**
 * Tells whether a text is a number that can be a burgerservicenummer: eight or nine digits that pass the eleven-test.
 *
 * 9·d₁ + 8·d₂ + … + 2·d₈ − d₉ is divisible by 11 and not all digits are equal. Eight digits get a zero in front.
 *
 * @example A number that is given out to nobody
 * ```ts
 * import { isBsn } from "./identifiers.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(isBsn("999990019"), true);
 * assert.equal(isBsn("999990018"), false);
 * ```
 *
 * @param value The text; points, spaces and hyphens between digits do not count.
 * @returns Whether it passes.
 */
export function isBsn(value: string): boolean {
  const digits = value.trim().replaceAll(/[.\s-]/g, "");
  if (!/^\d{8,9}$/.test(digits)) return false;
  const nine = digits.padStart(9, "0");
  if (/^(\d)\1{8}$/.test(nine)) return false;
  let sum = 0;
  for (let place = 0; place < 9; place++) sum += Number(nine[place]) * (place === 8 ? -1 : 9 - place);
  return sum % 11 === 0;
}

function containsIban(value: string): boolean {
  const found = /\b([A-Z]{2}\d{2}[A-Z0-9]{10,30})\b/i.exec(value.replaceAll(/\s/g, ""))?.[1]?.toUpperCase();
  if (!found) return false;
  const moved = found.slice(4) + found.slice(0, 4);
  let rest = 0;
  for (const sign of moved) {
    for (const digit of parseInt(sign, 36).toString()) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}

/**
 * Looks for direct identifiers in names and values of columns.
 *
 * It finds what looks like an identifier; it does not prove that there is none. A person has to look as well.
 *
 * @param table The upload.
 * @returns What was found, by column; one finding per column and kind.
 */
export function findIdentifiers(table: Table): readonly IdentifierFinding[] {
  return table.columnNames.flatMap((column) => {
    const named = NAME_RULES.filter((rule) => rule.pattern.test(column.trim()))
      .map(({ kind }) => ({ column, kind, seenIn: "column-name", share: 1 } as const));
    const kinds = new Set<IdentifierKind>(named.map((finding) => finding.kind));
    return [...named, ...valueFindings(table, column).filter((finding) => !kinds.has(finding.kind))];
  });
}

function valueFindings(table: Table, column: string): readonly IdentifierFinding[] {
  const held: Iterable<string | number | boolean | null> = table.column(column).values;
  const filled = Array.from(held).filter((value) => value !== null && value !== "" && !Number.isNaN(value));
  if (filled.length === 0) return [];
  return VALUE_RULES.flatMap(({ kind, matches, from }) => {
    const share = filled.filter((value) => typeof value !== "boolean" && matches(String(value))).length /
      filled.length;
    return share > from ? [{ column, kind, seenIn: "values", share } as const] : [];
  });
}
