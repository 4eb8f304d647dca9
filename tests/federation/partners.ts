/** Six partners with made-up rows, and what tests ask of them. */
import { sameLabel } from "../../lib/core/language.ts";
import { randomFor } from "../../lib/core/random.ts";
import { Table } from "../../lib/core/table.ts";
import { type Policy, policyById } from "../../lib/disclosure/mod.ts";
import {
  type Agreement,
  type Condition,
  federatedCounts,
  Federation,
  localLink,
  newSigningKey,
  type RefusalReason,
  RefusedError,
  type SigningKey,
  Station,
  type StationLink,
  type StationOptions,
} from "../../lib/federation/mod.ts";

export const IDS = ["gemeente", "ggd", "politie", "school", "veilig-thuis", "wijkteam"] as const;
/** The floor of ten, noughts shown. */
export const POLICY: Policy = { ...policyById("cbs-microdata"), zeros: policyById("datashield").zeros };

/** Rows of one partner; the partners differ in size and in chance. */
export function rowsOfPartner(id: string, count = 150): Table {
  const random = randomFor(`tests/federation/${id}`);
  const rows = Array.from({ length: count + random.below(100) }, () => {
    const age = random.below(18);
    const debt = random.next() < 0.4;
    const kind = ["partner", "kind", "ouderen"][random.below(3)]!;
    const eta = -1.2 + 0.9 * Number(debt) + 0.06 * age + (kind === "kind" ? 0.5 : 0);
    return {
      age,
      debt,
      kind,
      again: random.next() < 1 / (1 + Math.exp(-eta)),
      cost: 100 + 30 * age + 200 * random.normal(),
    };
  });
  return Table.from({
    leeftijd: Float64Array.from(rows, ({ age }) => age),
    kosten: Float64Array.from(rows, ({ cost }) => cost),
    schulden: rows.map(({ debt }) => debt),
    aard: rows.map(({ kind }) => kind),
    opnieuw: rows.map(({ again }) => again),
  });
}

/** All rows in one table: what the partners never make. */
export function pooled(tables: readonly Table[]): Table {
  const numbers = (name: string) => Float64Array.from(tables.flatMap((table) => [...table.numbers(name)]));
  return Table.from({
    leeftijd: numbers("leeftijd"),
    kosten: numbers("kosten"),
    schulden: tables.flatMap((table) => [...table.booleans("schulden")]),
    aard: tables.flatMap((table) => [...table.texts("aard")]),
    opnieuw: tables.flatMap((table) => [...table.booleans("opnieuw")]),
  });
}

/** Everything of a federation in one process. */
export interface Partners {
  readonly agreement: Agreement;
  readonly key: SigningKey;
  readonly keys: ReadonlyMap<string, SigningKey>;
  readonly stations: readonly Station[];
  readonly federation: Federation;
}

/** Six stations in this process. */
export function partners(
  options: {
    readonly station?: Partial<StationOptions>;
    readonly agreement?: Partial<Agreement>;
    readonly link?: (link: StationLink) => StationLink;
    readonly table?: (id: string) => Table;
  } = {},
): Partners {
  const keys = new Map(IDS.map((id) => [id as string, newSigningKey()] as const));
  const key = newSigningKey();
  const agreement: Agreement = {
    id: "proef",
    purpose: { nl: "samen tellen", en: "counting together" },
    coordinator: { id: "regio", publicKey: key.publicKey },
    stations: IDS.map((id) => ({ id, publicKey: keys.get(id)!.publicKey })),
    minimumStations: 3,
    kinds: ["counts", "linear", "logistic"],
    columns: ["leeftijd", "kosten", "schulden", "aard", "opnieuw"],
    roundsPerGroup: 40,
    ...options.agreement,
  };
  const table = options.table ?? ((id: string) => rowsOfPartner(id));
  const stations = IDS.map((id) =>
    new Station({
      ...{ id, agreement, key: keys.get(id)!, table: table(id), policy: POLICY },
      now: () => "2026-01-01T00:00:00Z",
      ...options.station,
    })
  );
  const links = stations.map((station) => (options.link ?? ((link) => link))(localLink(station)));
  return { agreement, key, keys, stations, federation: new Federation({ agreement, key, links }) };
}

/** Counts by one column over all stations of a federation. */
export function countBy(
  own: Partners,
  group: readonly Condition[] = [],
  column: "aard" | "schulden" = "aard",
): ReturnType<typeof federatedCounts> {
  const word = sameLabel("-");
  const codes = column === "aard" ? ["partner", "kind", "ouderen"] : ["true", "false"];
  return federatedCounts(own.federation, {
    ...{ id: "t", title: word, entity: "household", population: word, period: word, sources: [], group },
    measure: { id: "m", label: word, unit: word, kind: "count", per: 1, decimals: 0, definition: word },
    dimensions: [{
      name: column,
      label: word,
      kind: "nominal",
      codes: codes.map((code) => ({ code, label: word })),
    }],
  });
}

/** Tells whether an error is a station's refusal for this reason. */
export function isRefusedFor(reason: RefusalReason): (error: unknown) => boolean {
  return (error) => error instanceof RefusedError && error.reason === reason;
}
