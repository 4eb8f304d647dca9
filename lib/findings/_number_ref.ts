/** Everything that answers "where from?" for one number of a sentence. */
import type { NumberRef } from "../core/display.ts";
import { type Label, mapLabel } from "../core/language.ts";
import type { ProtectedCell, ProtectedTable } from "../disclosure/mod.ts";
import { sourceLine } from "./words.ts";

/** Makes the reference of a number that rests on one cell, or on two for a ratio. */
export function numberRef(table: ProtectedTable, cells: readonly ProtectedCell[], text: Label): NumberRef {
  return {
    text,
    definition: table.measure.definition,
    scope: mapLabel((language) =>
      [
        table.population[language],
        ...cells.map((cell) => codesText(table, cell)[language]),
        table.period[language],
      ]
        .filter((part) => part !== "").join("; ")
    ),
    nBand: mapLabel((language) => [...new Set(cells.map((cell) => cell.nBand[language]))].join("; ")),
    protection: protectionText(table, cells),
    source: sourceLine(table.sources),
  };
}

function codesText(table: ProtectedTable, cell: ProtectedCell): Label {
  return mapLabel((language) =>
    table.dimensions.filter((dimension) => dimension.codes.length > 1).map((dimension) => {
      const at = table.dimensions.indexOf(dimension);
      const code = dimension.codes.find((each) => each.code === cell.codes[at]);
      return `${dimension.label[language]}: ${code?.label[language] ?? ""}`;
    }).join(", ")
  );
}

function protectionText(table: ProtectedTable, cells: readonly ProtectedCell[]): Label {
  const rounded = cells.some((cell) => cell.status === "rounded");
  return mapLabel((language) => {
    const done = language === "nl"
      ? (rounded ? "Dit cijfer is afgerond." : "Dit cijfer is niet veranderd.")
      : (rounded ? "This figure was rounded." : "This figure was not changed.");
    return `${done} ${table.receipt.ruleSentence[language]}`;
  });
}
