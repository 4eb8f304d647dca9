/**
 * The version of the conventions, apart from them: who looks up an approval need not load them.
 *
 * @module
 */

/** The version of the set of rules; part of every vetting checksum. Raise it when a rule is added or made stricter. */
export const CONVENTIONS_VERSION = "1";
