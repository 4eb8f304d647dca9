/**
 * Reads JSON of unknown shape into a type, or says at which path it is wrong.
 *
 * Own code rather than a schema library: the library present costs 140 ms at start, and "nothing changed" must
 * end within 500 ms. Messages name the path and the expected shape, never the value found.
 *
 * @module
 */
import type { Json } from "../../lib/core/hash.ts";

/** Reads a value or throws a {@linkcode ShapeError}. */
export type Shape<T> = (value: unknown, path: string) => T;

/** The type that a shape reads. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

/** A value that has another shape than it should. */
export class ShapeError extends Error {
  /** The class of the failure. */
  override readonly name = "ShapeError";
  /** JSON path of the value, such as `$.files[3].sha256`. */
  readonly path: string;

  /**
   * Makes the error.
   *
   * @param path JSON path of the value.
   * @param expected What it should be.
   */
  constructor(path: string, expected: string) {
    super(`${path} should be ${expected}`);
    this.path = path;
  }
}

/** Any string that `allowed` accepts; `expected` completes "should be …". */
export function textShape(expected = "a string", allowed: RegExp = /^[^]*$/): Shape<string> {
  return (value, path) => {
    if (typeof value === "string" && allowed.test(value)) return value;
    throw new ShapeError(path, expected);
  };
}

/** A finite number from `min` to `max`. */
export function numberShape(min = -Infinity, max = Infinity): Shape<number> {
  return (value, path) => {
    if (typeof value === "number" && Number.isFinite(value) && value >= min && value <= max) return value;
    throw new ShapeError(path, min === -Infinity ? "a finite number" : `a number from ${min} to ${max}`);
  };
}

/** A whole number from `min` to `max`. */
export function countShape(min = 0, max: number = Number.MAX_SAFE_INTEGER): Shape<number> {
  return (value, path) => {
    if (Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max) {
      return value as number;
    }
    throw new ShapeError(path, `a whole number from ${min} to ${max}`);
  };
}

/** Exactly one of some strings or numbers. */
export function oneOfShape<const T extends string | number>(...allowed: readonly T[]): Shape<T> {
  return (value, path) => {
    const found = allowed.find((one) => one === value);
    if (found !== undefined) return found;
    throw new ShapeError(path, `one of ${allowed.map((one) => JSON.stringify(one)).join(", ")}`);
  };
}

/** `true` or `false`. */
export const flagShape: Shape<boolean> = (value, path): boolean => {
  if (typeof value === "boolean") return value;
  throw new ShapeError(path, "true or false");
};

/** A list of values of one shape. */
export function listShape<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new ShapeError(path, "a list");
    return value.map((one, index) => item(one, `${path}[${index}]`));
  };
}

/** An object with any keys and values of one shape. */
export function recordShape<T>(item: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, path) => {
    const entries = Object.entries(asObject(value, path));
    return Object.fromEntries(entries.map(([key, one]) => [key, item(one, `${path}.${key}`)]));
  };
}

/** A value or null. */
export function nullableShape<T>(shape: Shape<T>): Shape<T | null> {
  return (value, path) => value === null ? null : shape(value, path);
}

/** A value that may be left out, and what then stands for it. */
export function defaultShape<T>(shape: Shape<T>, fallback: T): Shape<T> {
  return (value, path) => value === undefined ? fallback : shape(value, path);
}

/** The value of the first shape that fits; `expected` completes "should be …". */
export function eitherShape<A, B>(first: Shape<A>, second: Shape<B>, expected: string): Shape<A | B> {
  return (value, path) => {
    for (const shape of [first, second]) {
      try {
        return shape(value, path);
      } catch (error) {
        if (!(error instanceof ShapeError)) throw error;
      }
    }
    throw new ShapeError(path, expected);
  };
}

/** An object with exactly these members: a misspelled key is an error, not silence. */
export function objectShape<S extends Readonly<Record<string, Shape<unknown>>>>(
  members: S,
): Shape<{ readonly [K in keyof S]: Shaped<S[K]> }> {
  return (value, path) => {
    const object = asObject(value, path);
    const strange = Object.keys(object).find((key) => !Object.hasOwn(members, key));
    if (strange !== undefined) throw new ShapeError(`${path}.${strange}`, "left out: the key is not known");
    const entries = Object.entries(members).map((
      [key, shape],
    ) => [key, shape(object[key], `${path}.${key}`)]);
    return Object.fromEntries(entries) as { readonly [K in keyof S]: Shaped<S[K]> };
  };
}

/** Any JSON value. */
export const jsonShape: Shape<Json> = (value, path): Json => {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((one, index) => jsonShape(one, `${path}[${index}]`));
  if (typeof value === "object") return recordShape(jsonShape)(value, path);
  throw new ShapeError(path, "a JSON value");
};

/** A SHA-256 hash in hexadecimal. */
export const sha256Shape: Shape<string> = textShape("64 lower-case hexadecimal digits", /^[0-9a-f]{64}$/);

function asObject(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new ShapeError(path, "an object");
}
