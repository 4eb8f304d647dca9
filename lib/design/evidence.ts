/**
 * Cells of protected tables as evidence: which cell, how large its group, and whether it is told at all.
 *
 * @module
 */
import { type Label, mapLabel } from "../core/language.ts";
import type { ProtectedTable } from "../disclosure/mod.ts";

/** A cell of a protected table: one code per dimension, by the dimension's name. */
export interface EvidenceCell {
  /** The table. */
  readonly table: ProtectedTable;
  /** The codes, for example `{ huishouden: "eenouder" }`. */
  readonly codes: Readonly<Record<string, string>>;
}

/** Gives the cell; undefined when there is none. */
function cellOf({ table, codes }: EvidenceCell): ProtectedTable["cells"][number] | undefined {
  return table.cell(...table.dimensions.map(({ name }) => codes[name] ?? ""));
}

/**
 * Tells whether a cell is told, and so rests on at least as many people as the policy of its table asks.
 *
 * @param evidence The cell.
 * @returns Whether it has a released value; a count of nobody does not count.
 */
export function isTold(evidence: EvidenceCell): boolean {
  const cell = cellOf(evidence);
  const isNobody = evidence.table.measure.kind === "count" && cell?.value === 0;
  return cell !== undefined && cell.value !== null && !isNobody;
}

/**
 * Names a cell and the size of its group, in words.
 *
 * @param evidence The cell.
 * @returns For example "Huishoudens per groep: eenouder, groep van 100–499".
 */
export function evidenceOf(evidence: EvidenceCell): Label {
  const { table, codes } = evidence;
  return mapLabel((language) => {
    const words = table.dimensions.map((dimension) =>
      dimension.codes.find(({ code }) => code === codes[dimension.name])?.label[language] ?? ""
    ).filter((word) => word !== "");
    const band = cellOf(evidence)?.nBand[language] ?? "";
    const of = words.length === 0 ? "" : `: ${words.join(", ")}`;
    return language === "nl"
      ? `${table.title.nl}${of}; groep van ${band}`
      : `${table.title.en}${of}; group of ${band}`;
  });
}
