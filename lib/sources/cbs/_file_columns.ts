/**
 * A CBS file in short, and the columns that many of them share.
 *
 * @module
 */
import type { Label } from "../../core/language.ts";
import { column, label, REQUIRED } from "../column.ts";
import type { ColumnSchema, NameCertainty } from "../schema.ts";

/** A file as it is written down; {@linkcode CBS_DATASETS} fills in the rest. */
export interface CbsFile {
  /** Name of the file without year, ending in `tab` or `bus`. */
  readonly family: string;
  /** What readers see. */
  readonly title: Label;
  /** One file for all years, or one a year. */
  readonly shape: "once" | "yearly";
  /** The columns. */
  readonly columns: readonly ColumnSchema[];
  /** Columns that tell rows apart; none by default. */
  readonly key?: readonly string[];
}

/** Whether the person is in the population register. */
export const SIGN = column("RINPERSOONS", "code", "Soort persoonsnummer", "Kind of person key", {
  ...REQUIRED,
  codes: {
    R: label("in het bevolkingsregister", "in the population register"),
    O: label("onbekend", "unknown"),
  },
});
/** The person. */
export const PERSON = column("RINPERSOON", "key", "Persoonsnummer", "Person key", REQUIRED);
/** Whether the main earner is in the population register. */
export const MAIN_SIGN = column(
  "RINPERSOONSHKW",
  "code",
  "Soort nummer hoofdkostwinner",
  "Kind of main earner key",
  {
    certainty: "recalled",
    codes: { R: label("in het bevolkingsregister", "in the population register") },
  },
);
/** The main earner, who is the key of the household. */
export const MAIN = column(
  "RINPERSOONHKW",
  "key",
  "Nummer hoofdkostwinner (huishoudenssleutel)",
  "Main earner (household key)",
  {
    ...REQUIRED,
    certainty: "recalled",
  },
);
/** What kind of address it is. */
export const OBJECT_SIGN = column("SOORTOBJECTNUMMER", "code", "Soort adres", "Kind of address");
/** The address. */
export const OBJECT = column("RINOBJECTNUMMER", "key", "Adres", "Address", REQUIRED);

/** Begin and end of a spell: `<prefix>DATUMAANVANG` and `<prefix>DATUMEINDE`. */
export function spells(prefix: string, certainty: NameCertainty): readonly ColumnSchema[] {
  return [
    column(`${prefix}DATUMAANVANG`, "date", "Begin", "Start", { ...REQUIRED, certainty }),
    column(`${prefix}DATUMEINDE`, "date", "Einde", "End", { ...REQUIRED, certainty }),
  ];
}
