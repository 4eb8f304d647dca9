/**
 * Local uploads: keys become pseudonyms, direct identifiers are refused, and the risk that remains is told.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { WorkspaceError } from "../../core/errors.ts";
import { hmacSha256Hex } from "../../core/hash.ts";
import { Table } from "../../core/table.ts";
import { findIdentifiers, type IdentifierFinding } from "./identifiers.ts";

/** The shortest secret key, in bytes: as long as the hash. Source: RFC 2104, section 3. */
const SHORTEST_KEY_BYTES = 32;

/** How to pseudonymise. */
export interface PseudonymiseOptions {
  /** The columns that name a person or household; each value is replaced. */
  readonly keyColumns: readonly string[];
  /** The secret, from a file outside the repository; at least 32 bytes. */
  readonly secret: Uint8Array;
  /** For which upload: the same value gets another pseudonym elsewhere unless the context is the same. */
  readonly context: string;
  /** Columns with which a person can be guessed, such as age and wijk; for the summary of risk. */
  readonly quasiIdentifiers: readonly string[];
}

/** How many persons share a combination of quasi-identifiers. */
export interface RiskSummary {
  /** The number of rows. */
  readonly rows: number;
  /** The size of the smallest group: k of k-anonymity; 0 without rows. */
  readonly k: number;
  /** Share of rows that are alone in their combination. */
  readonly uniqueShare: number;
  /** Share of rows in combinations of fewer than five. */
  readonly belowFiveShare: number;
}

/** An upload that others may use. */
export interface PseudonymisedUpload {
  /** The table with pseudonyms in the key columns. */
  readonly table: Table;
  /** What remains at risk. */
  readonly risk: RiskSummary;
}

/**
 * Makes an upload fit for use: refuses direct identifiers outside the key columns, replaces keys by pseudonyms
 * (HMAC-SHA-256 with a secret, first 32 hexadecimal digits), and sums up the risk that remains.
 *
 * Keys are trimmed, and a burgerservicenummer of eight digits gets its zero, so that one person gets one pseudonym.
 * Pseudonymised data are personal data still: whoever has the secret can make the link again.
 *
 * @param table The upload.
 * @param options Key columns, secret, context and quasi-identifiers.
 * @returns Table and risk.
 * @throws {WorkspaceError} When identifiers remain, a column is missing, or the secret is too short. Names columns only.
 */
export function pseudonymise(table: Table, options: PseudonymiseOptions): PseudonymisedUpload {
  if (options.secret.byteLength < SHORTEST_KEY_BYTES) {
    throw new WorkspaceError({
      what: `The secret is shorter than ${SHORTEST_KEY_BYTES} bytes`,
      mend: "Make one with a random generator and keep it outside the repository",
    });
  }
  const others = table.columnNames.filter((name) => !options.keyColumns.includes(name));
  refuseIdentifiers(findIdentifiers(table.select(others)));
  const replaced = Object.fromEntries(options.keyColumns.map((name) => {
    const values: Iterable<string | number | boolean | null> = table.column(name).values;
    return [name, Array.from(values, (value) => pseudonymOf(value, options))];
  }));
  return { table: table.withColumns(replaced), risk: riskSummary(table, options.quasiIdentifiers) };
}

function refuseIdentifiers(found: readonly IdentifierFinding[]): void {
  if (found.length === 0) return;
  const list = found.map((finding) => `${finding.column} (${finding.kind})`).join(", ");
  throw new WorkspaceError({
    what: `Upload holds direct identifiers: ${list}`,
    mend: "Take these columns out at the source, or name the key among the key columns; then upload again",
  });
}

function pseudonymOf(
  value: string | number | boolean | null,
  { secret, context }: PseudonymiseOptions,
): string | null {
  if (value === null || Number.isNaN(value)) return null;
  const plain = String(value).trim();
  if (plain === "") return null;
  const key = /^\d{8}$/.test(plain) ? `0${plain}` : plain;
  // The length in front keeps context and key apart: "ab"+"c" is not "a"+"bc".
  const message = `${Buffer.byteLength(context)}:${context}:${key}`;
  return hmacSha256Hex(secret, message).slice(0, 32);
}

/**
 * Sums up how well persons hide among others with the same quasi-identifiers. A missing value is a value of its own.
 *
 * @example One of three is alone
 * ```ts
 * import { riskSummary } from "./pseudonymise.ts";
 * import { Table } from "../../core/table.ts";
 * import assert from "node:assert/strict";
 *
 * const table = Table.from({ wijk: ["A", "A", "B"] });
 * assert.deepEqual(riskSummary(table, ["wijk"]), { rows: 3, k: 1, uniqueShare: 1 / 3, belowFiveShare: 1 });
 * ```
 *
 * @param table The rows.
 * @param quasiIdentifiers The columns that may be known from elsewhere.
 * @returns The summary.
 */
export function riskSummary(table: Table, quasiIdentifiers: readonly string[]): RiskSummary {
  const columns = quasiIdentifiers.map((name) => table.column(name).values);
  const sizes = new Map<string, number>();
  for (let row = 0; row < table.rowCount; row++) {
    const key = JSON.stringify(columns.map((values) => values[row] ?? null));
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  const groups = [...sizes.values()];
  const rowsIn = (keep: (size: number) => boolean) =>
    groups.filter(keep).reduce((sum, size) => sum + size, 0);
  return {
    rows: table.rowCount,
    k: groups.length === 0 ? 0 : Math.min(...groups),
    uniqueShare: table.rowCount === 0 ? 0 : rowsIn((size) => size === 1) / table.rowCount,
    belowFiveShare: table.rowCount === 0 ? 0 : rowsIn((size) => size < 5) / table.rowCount,
  };
}

/** How well an upload links to a register. Counts only. */
export interface LinkageReport {
  /** Keys in the upload that are not missing. */
  readonly keys: number;
  /** Of these, how many the register knows. */
  readonly linked: number;
  /** Rows without a key. */
  readonly withoutKey: number;
  /** Keys that occur more than once. */
  readonly repeated: number;
  /** The share of keys that link; null without keys. */
  readonly linkedShare: number | null;
}

/**
 * Counts how many keys of an upload a register knows.
 *
 * @param upload The pseudonyms of the upload, one a row.
 * @param register The pseudonyms of the register.
 * @returns The counts.
 */
export function linkageReport(
  upload: readonly (string | null)[],
  register: ReadonlySet<string>,
): LinkageReport {
  const counts = new Map<string, number>();
  for (const key of upload) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  const keys = counts.size;
  const linked = [...counts.keys()].filter((key) => register.has(key)).length;
  return {
    keys,
    linked,
    withoutKey: upload.filter((key) => key === null).length,
    repeated: [...counts.values()].filter((count) => count > 1).length,
    linkedShare: keys === 0 ? null : linked / keys,
  };
}
