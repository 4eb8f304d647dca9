/**
 * The version of the conventions, apart from them: who looks up an approval need not load them.
 *
 * @module
 */

/**
 * The version of the set of rules; part of every vetting checksum. Raise it when a rule is added or made stricter.
 *
 * `template-text-replaced` and the names in texts of `no-tampering` did not raise it: of all that was approved nothing held
 * a text of the template, or such a name.
 */
export const CONVENTIONS_VERSION = "1";
