/**
 * Why tables with overlapping codes cannot be protected together: for the analyst, in Dutch, with the tables named.
 *
 * @module
 */
import { DisclosureError } from "./errors.ts";
import { readable } from "./_slices.ts";

/** A group holds more than the group that contains it. */
export function contradiction(tableId: string, inner: string, outer: string): DisclosureError {
  return new DisclosureError({
    what: `Groep "${readable(inner)}" hoort binnen "${readable(outer)}" te vallen, maar telt er meer`,
    where: tableId,
    mend:
      "Tel beide groepen op dezelfde rijen, of haal `parent` weg als de ene groep niet binnen de andere valt. " +
      "Er is niets vrijgegeven",
  });
}

/** One code that overlaps in one table and excludes others in another, and does not fit. */
export function disagreement(
  tables: readonly [string, string],
  dimension: string,
  code: string,
): DisclosureError {
  return new DisclosureError({
    what:
      `Code "${code}" van "${dimension}" is in de ene tabel een groep die met andere overlapt, en past in de ` +
      "andere tabel niet op codes die elkaar uitsluiten",
    where: `${tables[0]} en ${tables[1]}`,
    mend:
      "Geef de dimensie van een van beide tabellen een andere naam als het om iets anders gaat, kies grenzen " +
      "die op elkaar passen, of laat een van beide tabellen weg. Er is niets vrijgegeven",
  });
}

/** Tables that say more together than can be examined. */
export function tooIntertwined(tables: readonly string[], cells: number, most: number): DisclosureError {
  return new DisclosureError({
    what: "Deze tabellen met overlappende groepen zeggen samen meer dan na te rekenen is " +
      `(${cells} combinaties, ten hoogste ${most})`,
    where: tables.join(" en "),
    mend:
      "Laat een van deze tabellen weg, neem minder of grovere groepen, of deel overlappende groepen eerst in " +
      "groepen die elkaar uitsluiten. Er is niets vrijgegeven",
  });
}

/** More pairs of groups at places without a number of people than can be examined. */
export function tooManyPairs(tables: readonly string[], cells: number, most: number): DisclosureError {
  return new DisclosureError({
    what:
      "Deze overlappende groepen delen mensen op plekken waarvan geen tabel zegt hoeveel mensen er zijn. " +
      `Dat zijn te veel combinaties om na te rekenen (${cells}, ten hoogste ${most})`,
    where: tables.join(" en "),
    mend:
      "Geef ook een tabel mee met het aantal mensen per plek (dezelfde dimensies, zonder de groepen), of neem " +
      "minder groepen of grovere plekken. Er is niets vrijgegeven",
  });
}
