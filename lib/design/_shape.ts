/**
 * Small shapes for reading JSON: each says everything that is wrong, with a path.
 *
 * @module
 */

/** One thing that is wrong in a file. Never holds the value. */
export interface RecordProblem {
  /** Where, as a JSON path: `$.sessions[0].date`. */
  readonly path: string;
  /** What is wrong. */
  readonly what: string;
  /** What to do. */
  readonly mend: string;
}

/** Looks at a value and adds what is wrong with it. */
export type Shape<T> = ((value: unknown, path: string, problems: RecordProblem[]) => void) & {
  /** Never there: ties the shape to its type. */
  readonly of?: T;
};

/** A shape for every member of a type, so that a forgotten member does not compile. */
export type Shapes<T> = { readonly [K in keyof T]-?: Shape<T[K]> };

/** Tells whether a value is an object with members. */
export function isRecordObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object with exactly these members; those in `optional` may be absent. */
export function objectOf<T extends object>(
  shapes: Shapes<T>,
  optional: readonly (keyof T & string)[] = [],
): Shape<T> {
  const known = Object.entries<Shape<unknown>>(shapes as Record<string, Shape<unknown>>);
  return (value, path, problems) => {
    if (!isRecordObject(value)) {
      problems.push({
        path,
        what: "is no object",
        mend: `Write {${known.map(([name]) => name).join(", ")}}`,
      });
      return;
    }
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(shapes, name)) problems.push(unknownField(`${path}.${name}`, name, known));
    }
    for (const [name, shape] of known) {
      if (Object.hasOwn(value, name)) shape(value[name], `${path}.${name}`, problems);
      else if (!optional.some((each) => each === name)) {
        problems.push({ path: `${path}.${name}`, what: "is missing", mend: "Add it" });
      }
    }
  };
}

/** Names of fields that hold a person: the record knows roles only. */
const PERSON_FIELD =
  /^(?:(?:voor|achter|roep|full|first|last|sur)?(?:naam|name)|e-?mail(?:adres)?|tele?foon|phone|bsn|adres|address|contact(?:persoon)?|geboortedatum|birth_?date)$/i;

function unknownField(
  path: string,
  name: string,
  known: readonly (readonly [string, unknown])[],
): RecordProblem {
  return PERSON_FIELD.test(name)
    ? { path, what: "is a field for a person", mend: "Remove it; the record holds roles, never persons" }
    : {
      path,
      what: "is an unknown field",
      mend: `Remove it, or use one of: ${known.map(([each]) => each).join(", ")}`,
    };
}

/** A list; `least` items at least. */
export function listOf<T>(shape: Shape<T>, least = 0): Shape<readonly T[]> {
  return (value, path, problems) => {
    if (!Array.isArray(value)) {
      problems.push({ path, what: "is no list", mend: "Write [ … ]" });
      return;
    }
    if (value.length < least) {
      problems.push({ path, what: `has ${value.length} items`, mend: `Name at least ${least}` });
    }
    value.forEach((item, i) => shape(item, `${path}[${i}]`, problems));
  };
}

/** Either nothing, written as null, or the shape. */
export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value, path, problems) => {
    if (value !== null) shape(value, path, problems);
  };
}

/** One of a fixed list of values. */
export function oneOf<T extends string | number>(values: readonly T[]): Shape<T> {
  return (value, path, problems) => {
    if (values.some((each) => each === value)) return;
    problems.push({ path, what: "is not one of the allowed values", mend: `Choose ${values.join(", ")}` });
  };
}

/** A text that fits a pattern. */
export function patternOf(pattern: RegExp, example: string): Shape<string> {
  return (value, path, problems) => {
    if (typeof value === "string" && pattern.test(value)) return;
    problems.push({ path, what: "has another form", mend: `Write it like ${example}` });
  };
}

/** A whole number from `least` to `most`. */
export function wholeFrom(least: number, most: number): Shape<number> {
  return (value, path, problems) => {
    if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return;
    problems.push({
      path,
      what: "is no whole number in range",
      mend: `Write a number from ${least} to ${most}`,
    });
  };
}
