/** Persons with their scores over the waves of a questionnaire. @module */
import { WorkspaceError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { indicatorColumn, keyColumn } from "./_columns.ts";

/** The columns of a questionnaire in waves. */
export interface PeopleColumns {
  /** The score; missing (NaN) when a person did not answer in that wave. */
  readonly outcome: string;
  /** The person, pseudonymised. */
  readonly person: string;
  /** Whether the person is in the group with the approach. */
  readonly treated: string;
  /** The wave. */
  readonly wave: string;
  /** The waves in order; the first is the baseline. */
  readonly waves: readonly string[];
}

/** A person with a score per wave, NaN where it is missing. */
export interface Person {
  readonly group: "treated" | "comparison";
  readonly scores: Float64Array;
}

/** Reads the persons in the order of their keys; waves that are not named are left out. */
export function readPeople(table: Table, options: PeopleColumns): readonly Person[] {
  const keys = keyColumn(table, options.person), waves = keyColumn(table, options.wave);
  const treated = indicatorColumn(table, options.treated), score = table.numbers(options.outcome);
  if (score.some((value) => Math.abs(value) === Infinity)) {
    throw new WorkspaceError({
      what: "A score is infinite",
      where: options.outcome,
      mend: "Make it missing, or mend the formula that it comes from",
    });
  }
  const people = new Map<string, Person>();
  keys.forEach((key, row) => {
    const place = options.waves.indexOf(waves[row]!);
    if (place < 0) return;
    const group = treated[row] === 1 ? "treated" : "comparison";
    const person = people.get(key) ?? { group, scores: new Float64Array(options.waves.length).fill(NaN) };
    if (person.group !== group || !Number.isNaN(person.scores[place]!)) {
      throw new WorkspaceError({
        what: "A person is in both groups or occurs twice in a wave",
        where: `${options.person}, ${options.wave}`,
        mend: "Keep one row a person and wave, and one group a person",
      });
    }
    person.scores[place] = score[row]!;
    people.set(key, person);
  });
  return [...people.keys()].sort().map((key) => people.get(key)!);
}
