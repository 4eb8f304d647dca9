/**
 * The ledger: what was ever released per dataset, so that no new edition can be subtracted from an old one.
 *
 * Entries are chained by hash: changing or removing one breaks the chain, and the head that is kept elsewhere (it
 * stands in each edition's dossier) shows when the last ones were cut off. Entries hold exact sizes of shown groups:
 * check-only material, kept where the data are.
 *
 * @module
 */
import type { Entity, MeasureKind } from "../core/aggregate.ts";
import { canonicalJson, sha256Hex } from "../core/hash.ts";
import { audit } from "./audit.ts";
import { DisclosureError } from "./errors.ts";
import { gridOfOutput } from "./_earlier.ts";
import { modelOf } from "./_model.ts";
import { DEFAULT_POLICY } from "./policies.ts";
import type { Policy } from "./policy.ts";
import type { ProtectedTable } from "./protected_table.ts";
import { recall } from "./_record.ts";

/** A cell as it was released. The numbers are null where it was hidden. */
export interface LedgerCell {
  /** One code per dimension. */
  readonly codes: readonly string[];
  /** The released value. */
  readonly value: number | null;
  /** The exact number of entities behind a shown cell. Check-only. */
  readonly n: number | null;
  /** The exact numerator of a shown cell; null where the measure has none. Check-only. */
  readonly numerator: number | null;
  /** The exact denominator of a shown cell; null where the measure has none. Check-only. */
  readonly denominator: number | null;
}

/** A table as it was released. */
export interface LedgerOutput {
  /** The id of the table. */
  readonly tableId: string;
  /** The checksum of its receipt. */
  readonly checksum: string;
  /** What its values are. */
  readonly measure: {
    readonly id: string;
    readonly kind: MeasureKind;
    readonly per: 1 | 100 | 1000 | 10000 | 100000;
    readonly decimals: number;
  };
  /** Whom it counts. */
  readonly entity: Entity;
  /** Who is in, in Dutch. */
  readonly population: string;
  /** The period, in Dutch. */
  readonly period: string;
  /** The dimensions. */
  readonly dimensions: readonly {
    readonly name: string;
    readonly kind: "region" | "period" | "ordinal" | "nominal";
    readonly codes: readonly { readonly code: string; readonly parent: string | null }[];
  }[];
  /** The datasets behind it. */
  readonly sources: readonly { readonly datasetId: string; readonly sha256: string }[];
  /** The cells. */
  readonly cells: readonly LedgerCell[];
}

/** One edition in the ledger. */
export interface LedgerEntry {
  /** 0 for the first entry, then one more each. */
  readonly index: number;
  /** The hash of the entry before; 64 zeros for the first. */
  readonly previous: string;
  /** The edition, for example `voorbeeldstad/2026-1`. */
  readonly edition: string;
  /** The date of release as `yyyy-mm-dd`. */
  readonly date: string;
  /** What was released. */
  readonly outputs: readonly LedgerOutput[];
  /** SHA-256 over all of the above. */
  readonly hash: string;
}

/** What stands before the first entry. */
const GENESIS = "0".repeat(64);

/**
 * Makes the ledger's record of a protected table.
 *
 * @param table A table that was protected in this process.
 * @returns The record. Check-only material.
 * @throws {DisclosureError} When the table was protected elsewhere, so that its group sizes are not known.
 */
export function ledgerOutput(table: ProtectedTable): LedgerOutput {
  const record = recall(table);
  if (!record) {
    throw new DisclosureError({
      what: "This table was protected in another process, so it cannot be recorded",
      where: table.id,
      mend: "Record it in the run that protects it",
    });
  }
  const { measure } = table;
  return {
    tableId: table.id,
    checksum: table.receipt.checksum,
    measure: { id: measure.id, kind: measure.kind, per: measure.per, decimals: measure.decimals },
    entity: table.entity,
    population: table.population.nl,
    period: table.period.nl,
    dimensions: table.dimensions.map(({ name, kind, codes }) => ({
      name,
      kind,
      codes: codes.map(({ code, parent }) => ({ code, parent: parent ?? null })),
    })),
    sources: table.sources.map(({ datasetId, sha256 }) => ({ datasetId, sha256 })),
    cells: table.cells.map((cell, i): LedgerCell => {
      const { codes, value, status } = cell;
      if (status === "suppressed") return { codes, value: null, n: null, numerator: null, denominator: null };
      const { n, numerator, denominator } = record.grid.cells[i]!.cell;
      return { codes, value, n, numerator, denominator };
    }),
  };
}

function hashOf(entry: Omit<LedgerEntry, "hash">): string {
  const { index, previous, edition, date, outputs } = entry;
  return sha256Hex(canonicalJson({ index, previous, edition, date, outputs }));
}

/**
 * Checks that no entry was changed, removed or put in.
 *
 * @example An entry that was changed afterwards
 * ```ts
 * import { admitEdition, verifyLedger } from "./ledger.ts";
 * import assert from "node:assert/strict";
 *
 * const ledger = await admitEdition([], { edition: "stad/2026-1", date: "2026-01-05", outputs: [] });
 * assert.equal(verifyLedger(ledger), ledger[0]!.hash);
 * assert.throws(() => verifyLedger([{ ...ledger[0]!, date: "2026-01-06" }]), /changed at entry 0/);
 * ```
 *
 * @param entries The ledger, oldest first.
 * @param head The hash of the last entry as it was noted elsewhere; without it a cut-off end is not seen.
 * @returns The hash of the last entry, 64 zeros for an empty ledger.
 * @throws {DisclosureError} When the chain is broken, naming the entry.
 */
export function verifyLedger(entries: readonly LedgerEntry[], head?: string): string {
  let previous = GENESIS;
  entries.forEach((entry, i) => {
    if (entry.index !== i || entry.previous !== previous || hashOf(entry) !== entry.hash) {
      throw new DisclosureError({
        what: `The ledger was changed at entry ${i}`,
        where: entry.edition,
        mend: "Restore the ledger from a safe copy; nothing is released until then",
      });
    }
    previous = entry.hash;
  });
  if (head !== undefined && head !== previous) {
    throw new DisclosureError({
      what: "The ledger does not end where the last edition says it does: entries are missing or were added",
      mend: "Restore the ledger from a safe copy; nothing is released until then",
    });
  }
  return previous;
}

/** Two outputs that may not both be public. */
export interface LedgerConflict {
  /** The new output. */
  readonly output: string;
  /** The edition and the table of the earlier output. */
  readonly earlier: string;
  /** What follows from the two together. */
  readonly what: string;
}

/**
 * Finds what follows from new outputs beside earlier ones of the same data: groups that differ by a few, bands between
 * borders, hidden numbers that become computable.
 *
 * @param entries The ledger, oldest first.
 * @param outputs The new outputs.
 * @param policy The policy. Default `cbs-microdata`.
 * @returns The conflicts; empty when the outputs may be released.
 * @throws {SolverError} When an attack was not computed to its end.
 */
export async function ledgerConflicts(
  entries: readonly LedgerEntry[],
  outputs: readonly LedgerOutput[],
  policy: Policy = DEFAULT_POLICY,
): Promise<readonly LedgerConflict[]> {
  const conflicts: LedgerConflict[] = [];
  for (const entry of entries) {
    for (const earlier of entry.outputs) {
      for (const output of outputs) {
        if (!isComparable(earlier, output) || earlier.checksum === output.checksum) continue;
        const what = smallDifference(earlier, output, policy) ??
          await impliedTogether(earlier, output, policy);
        if (what) {
          conflicts.push({ output: output.tableId, earlier: `${entry.edition}: ${earlier.tableId}`, what });
        }
      }
    }
  }
  return conflicts;
}

/** Outputs can be subtracted when they count the same kind of unit in the same period from the same dataset. */
function isComparable(a: LedgerOutput, b: LedgerOutput): boolean {
  const datasets = new Set(a.sources.map((source) => source.datasetId));
  return a.entity === b.entity && a.period === b.period &&
    (b.sources.length === 0
      ? a.sources.length === 0
      : b.sources.some((source) => datasets.has(source.datasetId)));
}

function placeKey(output: LedgerOutput, codes: readonly string[]): string {
  return canonicalJson(Object.fromEntries(output.dimensions.map((d, i) => [d.name, codes[i] ?? ""])));
}

/** The same place with a few units more or fewer: a subset, other borders, or corrected data (R12). */
function smallDifference(a: LedgerOutput, b: LedgerOutput, policy: Policy): string | null {
  const sizes = new Map(a.cells.map((cell) => [placeKey(a, cell.codes), cell.n]));
  for (const cell of b.cells) {
    const before = sizes.get(placeKey(b, cell.codes)) ?? null;
    if (before === null || cell.n === null) continue;
    const gap = Math.abs(before - cell.n);
    if (gap > 0 && gap <= policy.differenceUpTo.value) {
      return `the groups at ${cell.codes.join(" × ")} differ by fewer than ${
        policy.differenceUpTo.value + 1
      }`;
    }
  }
  return null;
}

/** Both outputs in one system, everything shown: rests and implied cells that are small and narrow are leaks. */
async function impliedTogether(a: LedgerOutput, b: LedgerOutput, policy: Policy): Promise<string | null> {
  const wanted = await leaksOf([a, b], policy);
  if (wanted.size === 0) return null;
  // What one of them gives away alone is not the doing of the pair.
  const alone = [...await leaksOf([a], policy), ...await leaksOf([b], policy)];
  for (const key of alone) wanted.delete(key);
  const [first] = [...wanted].sort();
  return first === undefined ? null : `together they give away ${describe(first)}`;
}

function describe(key: string): string {
  return key.slice(key.lastIndexOf("]|") + 2).replace(/"/g, "");
}

async function leaksOf(outputs: readonly LedgerOutput[], policy: Policy): Promise<Set<string>> {
  const { system } = modelOf(
    outputs.map((output) => ({ grid: gridOfOutput(output), findings: [], release: "earlier" as const })),
    { policy, keep: new Set() },
  );
  const width = policy.intervalWidth.value;
  const implied = system.quantities.flatMap((q, quantity) =>
    q.item === null && q.value === null && q.domain === "integer"
      ? [{
        key: q.key,
        quantity,
        lowAtMost: Infinity,
        highAtLeast: policy.intervalReach.value,
        width,
        known: [],
      }]
      : []
  );
  const whole = { ...system, requirements: [...system.requirements, ...implied] };
  const found = await audit(whole, system.items.map(() => false));
  return new Set(
    found.leaks.filter(({ interval }) => interval.low < policy.minimumCount.value && interval.high > 0)
      .map((leak) => leak.quantity),
  );
}

/**
 * Adds an edition to the ledger, unless it can be subtracted from an earlier one.
 *
 * @param entries The ledger, oldest first.
 * @param edition What is released: its name, its date and its outputs.
 * @param policy The policy. Default `cbs-microdata`.
 * @returns The ledger with one entry more; the one given is not changed.
 * @throws {DisclosureError} When the ledger was changed, or an output conflicts with an earlier one: both are named.
 */
export async function admitEdition(
  entries: readonly LedgerEntry[],
  edition: { readonly edition: string; readonly date: string; readonly outputs: readonly LedgerOutput[] },
  policy: Policy = DEFAULT_POLICY,
): Promise<readonly LedgerEntry[]> {
  const previous = verifyLedger(entries);
  const [conflict] = await ledgerConflicts(entries, edition.outputs, policy);
  if (conflict) {
    throw new DisclosureError({
      what: `Table ${conflict.output} may not be released beside ${conflict.earlier}: ${conflict.what}`,
      where: edition.edition,
      mend: "Keep the earlier groups, or leave the table out; nothing was released",
    });
  }
  const body = { index: entries.length, previous, ...edition };
  return [...entries, { ...body, hash: hashOf(body) }];
}
