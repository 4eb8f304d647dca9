/**
 * Parameters from the command line: `--param name=value`.
 *
 * @module
 */
import type { Json } from "../../lib/core/hash.ts";
import { checkValue, type Parameter, ParameterError, typeOf } from "./parameters.ts";

/**
 * Reads `name=value` pairs by the types of the notebook's parameters. Texts need no quotes; numbers, booleans, arrays
 * and objects are JSON.
 *
 * @example A number and a text
 * ```ts
 * import { parameterFlags } from "./parameter_flags.ts";
 * import assert from "node:assert/strict";
 *
 * const base = { annotation: null, choices: null, line: 1, range: [0, 0] } as const;
 * const values = parameterFlags(["jaar=2023", "gemeente=GM9901"], [
 *   { ...base, name: "jaar", type: "number", value: 2022 },
 *   { ...base, name: "gemeente", type: "string", value: "GM9900" },
 * ]);
 * assert.deepEqual(values, { jaar: 2023, gemeente: "GM9901" });
 * ```
 *
 * @param flags The pairs as typed.
 * @param parameters The notebook's parameters.
 * @returns Values by name.
 * @throws {ParameterError} When a pair has no `=`, a name is unknown or given twice, or a value has another type.
 */
export function parameterFlags(
  flags: readonly string[],
  parameters: readonly Parameter[],
): Readonly<Record<string, Json>> {
  const values = new Map<string, Json>();
  for (const flag of flags) {
    const at = flag.indexOf("=");
    if (at < 1) {
      throw new ParameterError({
        what: "Parameter is not written as name=value",
        mend: "Write --param name=value",
      });
    }
    const name = flag.slice(0, at).trim();
    if (values.has(name)) {
      throw new ParameterError({ what: `Parameter is given twice: ${name}`, mend: "Give it once" });
    }
    const value = valueOfText(flag.slice(at + 1), parameters.find((parameter) => parameter.name === name));
    checkValue(name, value, parameters);
    values.set(name, value);
  }
  return Object.fromEntries(values);
}

/** Reads the text by the parameter's type; what cannot be read stays text, and the check names the type it wanted. */
function valueOfText(text: string, parameter: Parameter | undefined): Json {
  if (parameter === undefined) return text;
  const { type, choices } = parameter;
  const wantsText = choices === null ? type === "string" : choices.some((choice) => choice === text);
  if (wantsText) return text;
  try {
    const value = JSON.parse(text) as Json;
    return type === "null" || choices !== null || typeOf(value) === type ? value : text;
  } catch {
    return text;
  }
}
