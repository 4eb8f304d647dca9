/** Reads the reference vectors and turns a row of answers into a one-row table. */
import { parse } from "csv-parse/sync";
import { Table } from "../../lib/core/table.ts";
import type { Instrument, MissingRule } from "../../lib/ace/mod.ts";

/** One row of ace-vectors.csv. */
export interface Vector {
  readonly instrument: string;
  readonly rule: string;
  readonly answers: string;
  readonly expected_flags: string;
  readonly expected_score: string;
  readonly note: string;
}

/** All reference vectors. */
export function readVectors(): readonly Vector[] {
  const path = new URL("../data/ace/ace-vectors.csv", import.meta.url);
  return parse(Deno.readTextFileSync(path), { columns: true, skip_empty_lines: true });
}

/** The answers of one vector as a table of one row: numbers stay numbers, an absent key is an absent column. */
export function tableOf(answers: Readonly<Record<string, string | number | null>>): Table {
  const columns: Record<string, Float64Array | (string | null)[]> = {};
  for (const [item, answer] of Object.entries(answers)) {
    columns[item] = typeof answer === "number" ? Float64Array.of(answer) : [answer];
  }
  return Table.from(columns);
}

/** The missing rule as it is written in the vectors, for example `maxMissing(1)`. */
export function missingRule(text: string): MissingRule {
  const [, kind = "", number = ""] = /^([a-zA-Z]+)(?:\((\d+)\))?$/.exec(text) ?? [];
  switch (kind) {
    case "maxMissing":
      return { kind, most: Number(number) };
    case "prorate":
      return { kind, least: Number(number) };
    case "complete":
    case "asNo":
    case "bounds":
    case "boundedGroup":
      return { kind };
    default:
      throw new Error(`no missing rule ${text}`);
  }
}

/** A mode for instruments that demand one. */
export function modeFor(instrument: Instrument) {
  return { reporter: instrument.reporter, disclosure: "item", channel: "unrecorded" } as const;
}
