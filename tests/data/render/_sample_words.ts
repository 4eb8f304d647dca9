/** Words that the parts of the sample share. */
import type { Label } from "../../../lib/core/language.ts";

/** A checksum of one digit. */
export const hex = (digit: string): string => digit.repeat(64);
/** A text in Dutch and English. */
export const both = (nl: string, en: string): Label => ({ nl, en });

/** The source of all numbers. */
export const SOURCE = both(
  "verzonnen bevolking van Voorbeeldstad, in de vorm van CBS-bestanden, 2023",
  "made-up population of Voorbeeldstad, in the shape of CBS files, 2023",
);
/** The rule of protection. */
export const RULE = both("Aantallen onder 10 zijn verborgen.", "Counts below 10 are hidden.");
