/**
 * Checks on raw JSON that collect problems instead of throwing at the first one.
 *
 * @module
 */
import type { Json } from "../../lib/core/hash.ts";
import type { FileProblem } from "./problem.ts";

/** Raw JSON as parsed: nothing is known of it. */
export type RawObject = { readonly [key: string]: unknown };

/** Collects problems; each check gives undefined where the value is wrong. */
export class Checker {
  /** What was found so far. */
  readonly problems: FileProblem[] = [];

  /** Notes a problem. */
  note(path: string, what: string, mend = ""): undefined {
    this.problems.push({ path, what, mend });
    return undefined;
  }

  /** Takes an object. */
  object(value: unknown, path: string): RawObject | undefined {
    if (isObject(value)) return value;
    return this.note(path, mustBe("an object", value));
  }

  /** Takes a list. */
  list(value: unknown, path: string): readonly unknown[] | undefined {
    return Array.isArray(value) ? value : this.note(path, mustBe("a list", value));
  }

  /** Takes a text. */
  text(value: unknown, path: string): string | undefined {
    return typeof value === "string" ? value : this.note(path, mustBe("text", value));
  }

  /** Takes text that may be stored as a list of its lines. */
  lines(value: unknown, path: string): string | undefined {
    if (typeof value === "string") return value;
    if (!Array.isArray(value)) return this.note(path, mustBe("text or a list of texts", value));
    const wrong = value.findIndex((item) => typeof item !== "string");
    return wrong < 0 ? value.join("") : this.note(`${path}[${wrong}]`, mustBe("text", value[wrong]));
  }

  /** Takes an execution count: a whole number from 0, or null. */
  count(value: unknown, path: string): number | null | undefined {
    if (value === null || (typeof value === "number" && Number.isInteger(value) && value >= 0)) return value;
    return this.note(path, mustBe("a whole number from 0 or null", value));
  }

  /** Notes every field that the format does not have. */
  fields(object: RawObject, path: string, known: readonly string[]): void {
    for (const key of Object.keys(object)) {
      if (known.includes(key)) continue;
      this.note(
        memberPath(path, key),
        "is no field of notebook format 4",
        "Remove unknown fields or move them into metadata, which may hold anything",
      );
    }
  }
}

/** Tells whether a value is a JSON object. */
export function isObject(value: unknown): value is RawObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Trusts that a value came out of `JSON.parse`. */
export function asJson(value: unknown): Json {
  return value as Json;
}

/** Gives the JSON path of a member. */
export function memberPath(path: string, key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

/** Says what was wanted and which type was found; the value itself may be personal and is not repeated. */
export function mustBe(wanted: string, value: unknown): string {
  return value === undefined ? "is missing" : `must be ${wanted}, but is ${kindOf(value)}`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return ({ string: "text", object: "an object" } as Record<string, string>)[typeof value] ??
    `a ${typeof value}`;
}
