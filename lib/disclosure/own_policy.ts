/**
 * Policies of a region's own: as a typed object or a JSON file, measured against the default.
 *
 * @module
 */
import { canonicalJson } from "../core/hash.ts";
import type { Label } from "../core/language.ts";
import { DisclosureError } from "./errors.ts";
import { DEFAULT_POLICY, POLICIES, policyById } from "./policies.ts";
import {
  type DominanceRule,
  type Policy,
  type Threshold,
  THRESHOLD_NAMES,
  type ThresholdName,
} from "./policy.ts";

/** What an own policy says: everything that is not named stays as in its base. */
export interface OwnPolicy {
  /** A slug that no policy of the workspace has. */
  readonly id: string;
  /** The version. */
  readonly version: string;
  /** What readers see. */
  readonly label: Label;
  /** The id of the policy it starts from. Default `cbs-microdata`. */
  readonly base?: string;
  /** The thresholds that differ. */
  readonly thresholds: Partial<Pick<Policy, ThresholdName>>;
}

/** A threshold that is looser than the default. */
export interface Loosening {
  /** The threshold. */
  readonly name: ThresholdName;
  /** What is loosened, in words. */
  readonly what: string;
}

/** In which direction a threshold gets stricter; `null` values of `lower` are the loosest, of `higher` too. */
type Direction = "higher" | "lower" | "fixed" | "dominance" | "any";

/** The strict direction of each threshold. */
const DIRECTIONS: Readonly<Record<ThresholdName, Direction>> = {
  minimumCount: "higher",
  zeros: "fixed",
  groupSharePercent: "lower",
  dominance: "dominance",
  pPercent: "higher",
  residualDof: "higher",
  rSquaredBelow: "lower",
  extremes: "fixed",
  percentileTail: "higher",
  minimumBase: "higher",
  extremeSharePercent: "lower",
  differenceUpTo: "higher",
  intervalWidth: "higher",
  intervalReach: "higher",
  insiderWidth: "higher",
  amountWidthPercent: "higher",
  rounding: "any",
};

/**
 * Makes a policy from a base and the thresholds that differ.
 *
 * @example A stricter municipality
 * ```ts
 * import { ownPolicy } from "./own_policy.ts";
 * import assert from "node:assert/strict";
 *
 * const policy = ownPolicy({
 *   id: "voorbeeldstad",
 *   version: "1",
 *   label: { nl: "Voorbeeldstad", en: "Voorbeeldstad" },
 *   thresholds: { minimumCount: { value: 15, source: "Besluit 2026-1", standing: "read" } },
 * });
 * assert.equal(policy.minimumCount.value, 15);
 * assert.equal(policy.groupSharePercent.value, 90);
 * ```
 *
 * @param own What differs from the base.
 * @returns The policy.
 * @throws {DisclosureError} When the id is taken or a threshold makes no sense.
 */
export function ownPolicy(own: OwnPolicy): Policy {
  const base = policyById(own.base ?? DEFAULT_POLICY.id);
  const policy: Policy = { ...base, ...own.thresholds, id: own.id, version: own.version, label: own.label };
  checkPolicy(policy);
  return policy;
}

/**
 * Checks a policy, wherever it comes from: every threshold makes sense and has a source, and a policy with the id of one of
 * the workspace is that one.
 *
 * @param policy The policy.
 * @throws {DisclosureError} When it does not hold. A threshold that is no number would hide nothing.
 */
export function checkPolicy(policy: Policy): void {
  const known = POLICIES.find(({ id }) => id === policy.id);
  if (known === policy) return;
  if (known !== undefined && canonicalJson(known) !== canonicalJson(policy)) {
    throw problem(policy.id, "has the id of a policy of the workspace", "Give it an id of its own");
  }
  for (const name of THRESHOLD_NAMES) checkThreshold(policy.id, name, policy[name]);
}

function problem(id: string, what: string, mend: string): DisclosureError {
  return new DisclosureError({ what: `Disclosure policy ${what}`, where: id, mend });
}

function checkThreshold(id: string, name: ThresholdName, threshold: Threshold<unknown> | undefined): void {
  if (threshold === undefined) {
    throw problem(id, `says nothing of ${name}`, "Make it with ownPolicy or parsePolicy");
  }
  const { value, source, standing } = threshold;
  if (typeof source !== "string" || source.trim() === "") {
    throw problem(id, `has no source for ${name}`, "Say where the threshold comes from");
  }
  if (standing !== "read" && standing !== "recalled" && standing !== "unconfirmed") {
    throw problem(id, `has no standing for ${name}`, "Use read, recalled or unconfirmed");
  }
  if (!isSensible(name, value)) {
    throw problem(
      id,
      `has a value for ${name} that makes no sense`,
      "See the type Policy for what it may be",
    );
  }
}

function isSensible(name: ThresholdName, value: unknown): boolean {
  const example: unknown = DEFAULT_POLICY[name].value;
  switch (DIRECTIONS[name]) {
    case "fixed":
      return name === "zeros"
        ? value === "sensitive" || value === "shown"
        : value === "refused" || value === "shown";
    case "dominance":
      return Array.isArray(value) && value.every(isDominanceRule);
    case "any":
      return value === null || (typeof value === "object" && isPositive((value as { base?: unknown }).base));
    default: {
      const mayBeNull = example === null || NULLABLE.has(name);
      return (mayBeNull && value === null) ||
        (typeof value === "number" && Number.isFinite(value) && value >= 0);
    }
  }
}

/** Thresholds for which null means "no rule". */
const NULLABLE: ReadonlySet<ThresholdName> = new Set([
  "groupSharePercent",
  "pPercent",
  "residualDof",
  "rSquaredBelow",
  "extremeSharePercent",
]);

function isPositive(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value > 0;
}

function isDominanceRule(rule: unknown): rule is DominanceRule {
  if (typeof rule !== "object" || rule === null) return false;
  const { largest, percent } = rule as Partial<DominanceRule>;
  return isPositive(largest) && typeof percent === "number" && percent > 0 && percent <= 100;
}

/**
 * Reads an own policy from JSON text.
 *
 * @example A file of one threshold
 * ```ts
 * import { parsePolicy } from "./own_policy.ts";
 * import assert from "node:assert/strict";
 *
 * const policy = parsePolicy(`{
 *   "id": "voorbeeldstad", "version": "1", "label": { "nl": "Voorbeeldstad", "en": "Voorbeeldstad" },
 *   "thresholds": { "minimumCount": { "value": 12, "source": "Besluit 2026-1", "standing": "read" } }
 * }`);
 * assert.equal(policy.minimumCount.value, 12);
 * ```
 *
 * @param text The JSON: an object as {@linkcode OwnPolicy}.
 * @returns The policy.
 * @throws {DisclosureError} When the text is not such an object, or names a threshold that does not exist.
 */
export function parsePolicy(text: string): Policy {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new DisclosureError({ what: "Disclosure policy is not JSON", mend: "Mend the file" }, { cause });
  }
  const own = parsed as Partial<OwnPolicy> | null;
  const id = typeof own?.id === "string" ? own.id : "";
  if (!own || typeof own !== "object" || !/^[a-z0-9-]+$/.test(id)) {
    throw problem(id, "has no id of small letters, digits and hyphens", "Give it one");
  }
  if (
    typeof own.version !== "string" || typeof own.label?.nl !== "string" || typeof own.label?.en !== "string"
  ) {
    throw problem(id, "needs a version and a label in Dutch and English", "Add them");
  }
  const unknown = Object.keys(own.thresholds ?? {}).filter((name) =>
    !THRESHOLD_NAMES.some((known) => known === name)
  );
  if (unknown.length > 0) {
    throw problem(
      id,
      `names thresholds that do not exist: ${unknown.join(", ")}`,
      "Use the names of the type Policy",
    );
  }
  return ownPolicy({
    id,
    version: own.version,
    label: own.label,
    ...(own.base === undefined ? {} : { base: own.base }),
    thresholds: own.thresholds ?? {},
  });
}

/**
 * Lists what a policy allows that the default does not.
 *
 * @example DataSHIELD shows counts of three
 * ```ts
 * import { loosenings } from "./own_policy.ts";
 * import { policyById } from "./policies.ts";
 * import assert from "node:assert/strict";
 *
 * const names = loosenings(policyById("datashield")).map((loosening) => loosening.name);
 * assert.ok(names.includes("minimumCount"));
 * assert.deepEqual(loosenings(policyById("cbs-income")), []);
 * ```
 *
 * @param policy The policy.
 * @returns One entry per looser threshold, in the order of the thresholds.
 */
export function loosenings(policy: Policy): readonly Loosening[] {
  return THRESHOLD_NAMES.filter((name) => isLooser(name, policy[name].value, DEFAULT_POLICY[name].value)).map(
    (
      name,
    ) => ({
      name,
      what: `${name}: ${JSON.stringify(policy[name].value)} in plaats van ${
        JSON.stringify(DEFAULT_POLICY[name].value)
      }`,
    }),
  );
}

function isLooser(name: ThresholdName, value: unknown, standard: unknown): boolean {
  switch (DIRECTIONS[name]) {
    case "fixed":
      return value !== standard && value === "shown";
    case "dominance":
      return (standard as readonly DominanceRule[]).some((rule) =>
        !(value as readonly DominanceRule[]).some((own) =>
          own.largest >= rule.largest && own.percent <= rule.percent
        )
      );
    case "higher":
      return (value as number | null ?? 0) < (standard as number | null ?? 0);
    case "lower":
      return (value as number | null ?? Infinity) > (standard as number | null ?? Infinity);
    case "any":
      return false;
  }
}
