/**
 * A federation in one process: to show in a notebook what partners could make together, and for tests.
 *
 * @module
 */
import type { Table } from "../core/table.ts";
import type { Policy } from "../disclosure/mod.ts";
import type { Agreement, Analysis } from "./agreement.ts";
import { Federation, localLink } from "./coordinator.ts";
import { newSigningKey } from "./signing.ts";
import { Station, type StationOptions } from "./station.ts";

/** What a demonstration is made of. */
export interface DemonstrationOptions {
  /** The column that tells whose row it is; each of its codes becomes a station. */
  readonly partner: string;
  /** The columns that may be used. */
  readonly columns: Agreement["columns"];
  /** The kinds of analysis that may be asked. Default `counts`. */
  readonly kinds?: readonly Analysis["kind"][];
  /** The policy of every station. */
  readonly policy: Policy;
  /** What each station does with small cells of its own. Default `refuse`. */
  readonly smallCells?: StationOptions["smallCells"];
  /** How often one group of rows may be asked. Default 30. */
  readonly roundsPerGroup?: number;
}

/** A federation in one process, with its stations. */
export interface Demonstration {
  /** The coordinator's side. */
  readonly federation: Federation;
  /** The stations, by id in order. */
  readonly stations: readonly Station[];
}

/**
 * Splits a table by partner and makes each part a station with keys of its own. The steps are those of real partners;
 * only the rows stood in one table to begin with, which real partners never do.
 *
 * @example Three partners with small numbers count together
 * ```ts
 * import { sameLabel } from "../core/language.ts";
 * import { Table } from "../core/table.ts";
 * import { policyById } from "../disclosure/mod.ts";
 * import { federatedCounts } from "./counts.ts";
 * import { demonstrationFederation } from "./demonstration.ts";
 * import assert from "node:assert/strict";
 *
 * const partners = ["a", "b", "c"].flatMap((id) => Array.from({ length: 8 }, () => id));
 * const { federation } = demonstrationFederation(
 *   Table.from({ partner: partners, aard: partners.map(() => "kind") }),
 *   { partner: "partner", columns: ["aard"], policy: policyById("cbs-microdata"), smallCells: "masked" },
 * );
 * const word = sameLabel("-");
 * const { result } = await federatedCounts(federation, {
 *   ...{ id: "t", title: word, entity: "household", population: word, period: word, sources: [] },
 *   measure: { id: "m", label: word, unit: word, kind: "count", per: 1, decimals: 0, definition: word },
 *   dimensions: [{ name: "aard", label: word, kind: "nominal", codes: [{ code: "kind", label: word }] }],
 * });
 * assert.equal(result.cells[0]?.n, 24);
 * ```
 *
 * @param table The rows of all partners.
 * @param options Who is a partner, and what is agreed.
 * @returns The coordinator's side and the stations.
 */
export function demonstrationFederation(table: Table, options: DemonstrationOptions): Demonstration {
  const owner = table.texts(options.partner);
  const ids = [...new Set(owner)].filter((id) => id !== null).sort();
  const keys = new Map(ids.map((id) => [id, newSigningKey()] as const));
  const key = newSigningKey();
  const agreement: Agreement = {
    id: "demonstratie",
    purpose: { nl: "laten zien wat samen kan", en: "showing what can be done together" },
    coordinator: { id: "coordinator", publicKey: key.publicKey },
    stations: ids.map((id) => ({ id, publicKey: keys.get(id)?.publicKey ?? "" })),
    minimumStations: 3,
    kinds: options.kinds ?? ["counts"],
    columns: options.columns,
    roundsPerGroup: options.roundsPerGroup ?? 30,
  };
  const stations = ids.map((id) =>
    new Station({
      ...{ id, agreement, key: keys.get(id) ?? key, policy: options.policy },
      table: table.filter((row) => owner[row] === id),
      smallCells: options.smallCells ?? "refuse",
      now: () => "",
    })
  );
  return { federation: new Federation({ agreement, key, links: stations.map(localLink) }), stations };
}
