/**
 * Whether a text looks like the name of a person. Two signs: initials with a surname, and a common first name with
 * another word behind it. Surnames alone are not seen: they are places and trades as well.
 *
 * @module
 */

/** Small words between first name and surname. */
const BETWEEN = "(?:(?:van|von|de|der|den|des|het|ter|ten|te|el|al|ben|op|in|la|le|du|'t|d')\\s)*";
const SURNAME = "\\p{Lu}[\\p{L}'’-]+";
/** `J.P. de Vries`, `A. el Idrissi`. */
const INITIALS_FIRST = new RegExp(`^(?:\\p{Lu}\\.\\s?){1,6}${BETWEEN}${SURNAME}`, "u");
/** `Vries, J.P. de`. */
const INITIALS_LAST = new RegExp(`^${SURNAME}(?:\\s${SURNAME})?,\\s?(?:\\p{Lu}\\.\\s?){1,6}`, "u");
/** `Jan de Vries`: the first word is looked up. */
const TWO_WORDS = new RegExp(`^(\\p{Lu}\\p{Ll}+)(?:[ -]\\p{Lu}\\p{Ll}+)?\\s${BETWEEN}${SURNAME}$`, "u");

/** Common first names in the Netherlands, of several generations and origins. Chosen by hand: a net, not a register. */
const FIRST_NAMES: ReadonlySet<string> = new Set(
  ("Jan Piet Pieter Kees Cornelis Willem Wim Hendrik Henk Gerrit Johannes Hans Johan Jacob Jaap Dirk Klaas Arie Theo " +
    "Marcel Peter Paul Mark Erik Rob Robert Richard Jeroen Martijn Dennis Patrick Sander Bas Tim Tom Thomas Lars Daan " +
    "Sem Lucas Levi Finn Noah Milan Jesse Luuk Bram Thijs Ruben Stijn Max Niels Rick Kevin Mike Joost Maarten Frank " +
    "Mohamed Mohammed Ahmed Ali Hassan Youssef Omar Ibrahim Mustafa Mehmet Bilal Hamza Karim Rachid Anna Maria Johanna " +
    "Els Elisabeth Cornelia Wilhelmina Hendrika Petra Marja Marian Marianne Monique Ingrid Annemarie Anita Astrid " +
    "Karin Sandra Linda Esther Saskia Mirjam Natasja Wendy Kim Laura Lisa Sanne Lotte Emma Julia Sophie Eva Sara " +
    "Fleur Anne Iris Femke Maaike Marieke Marloes Manon Nina Roos Tess Zoë Isa Lieke Noor Mila Saar Yara Fatima " +
    "Aisha Khadija Samira Naima Zeynep Elif Emine Ayse Agnieszka Katarzyna Piotr Krzysztof Anouk Hanneke Joke Truus " +
    "Riet Bep Corrie Ria Tineke Gerda Greet Trees").split(" "),
);

/**
 * Tells whether a text looks like the name of a person.
 *
 * @param text The text.
 * @returns Whether it does; false for most names of a single word.
 */
export function looksLikeName(text: string): boolean {
  const plain = text.trim();
  if (INITIALS_FIRST.test(plain) || INITIALS_LAST.test(plain)) return true;
  const first = TWO_WORDS.exec(plain)?.[1];
  return first !== undefined && FIRST_NAMES.has(first);
}
