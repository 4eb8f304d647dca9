/**
 * Keys of persons, households and dwellings as they stand in the files. Each shard has numbers of its own.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import { randomFor } from "../../core/random.ts";
import type { Column } from "../../core/table.ts";
import { digitsColumn, NO_TEXT, paddedColumn, sameText } from "./_columns.ts";
import type { Region } from "./region.ts";

/** How many numbers each shard has for its own, so that keys of two shards never clash. */
const KEYS_PER_SHARD = { persons: 2_000_000, households: 1_000_000, dwellings: 1_000_000 } as const;

/** CBS writes this for a parent who is not known. */
const MISSING_KEY = "---------";

/** Where the keys of a shard begin. */
function firstKey(region: Region, of: keyof typeof KEYS_PER_SHARD): number {
  return (region.shard ?? 0) * KEYS_PER_SHARD[of];
}

/**
 * Makes sure that keys of this shard stay its own.
 *
 * @throws {WorkspaceError} When the shard has more people, households or dwellings than keys.
 */
export function checkKeys({ world }: Region): void {
  const counts = {
    persons: world.persons.sex.length,
    households: world.householdCount,
    dwellings: world.dwellings.buurt.length,
  };
  for (const [of, most] of Object.entries(KEYS_PER_SHARD)) {
    if (counts[of as keyof typeof counts] > most) {
      throw new WorkspaceError({
        what: `A shard has more than ${most} ${of}: its keys would be those of the next`,
        mend: "Make the shards smaller",
      });
    }
  }
}

/** Keys of nine digits in an order that says nothing about the family. */
export function personKeys(region: Region): Int32Array {
  const size = region.world.persons.sex.length;
  const first = firstKey(region, "persons");
  const random = randomFor(`${region.seed}/keys`);
  const numbers = Int32Array.from({ length: size }, (_, index) => index);
  for (let last = size - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const held = numbers[last] ?? 0;
    numbers[last] = numbers[other] ?? 0;
    numbers[other] = held;
  }
  return numbers.map((number) => 100_000_000 + first + number);
}

/** The sign of people who are in the population register: all whom the files name. */
export function registered(rows: number): Column {
  return sameText("R", rows);
}

/** Keys of persons; who is not known has the mark that CBS writes. */
export function keysOf(keys: Int32Array, persons: ArrayLike<number>): Column {
  return digitsColumn(Int32Array.from(persons, (person) => keys[person] ?? NO_TEXT), MISSING_KEY);
}

/** Keys of households. */
export function householdKeys(region: Region, households: ArrayLike<number>): Column {
  const first = 10_000_000 + firstKey(region, "households");
  return digitsColumn(Int32Array.from(households, (household) => first + household));
}

/** Keys of dwellings. */
export function dwellingKeys(region: Region, dwellings: ArrayLike<number>): Column {
  const first = firstKey(region, "dwellings");
  return paddedColumn(Int32Array.from(dwellings, (dwelling) => first + dwelling), "OBJ", 8);
}
