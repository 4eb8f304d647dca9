/**
 * Which outputs may not both be public: all pairs that differ by a few units, and all that follows from several
 * outputs of the same units together.
 *
 * @module
 */
import type { Label } from "../core/language.ts";
import { canonicalJson } from "../core/hash.ts";
import { isComparable, isOpen, shownInOtherWords, smallDifferences } from "./_differences.ts";
import { gridOfOutput } from "./_earlier.ts";
import type { LedgerOutput } from "./_ledger_output.ts";
import { modelOf, universeOf } from "./_model.ts";
import type { Policy } from "./policy.ts";
import { readable } from "./_slices.ts";
import { type Found, sweep } from "./_sweep.ts";
import type { LinearSystem, Quantity, Requirement } from "./system.ts";

/** An output with the name under which people know it. */
export interface NamedOutput {
  /** For example `voorbeeldstad/2026-1: kinderen`. */
  readonly name: string;
  /** The output. */
  readonly output: LedgerOutput;
}

/** Outputs that may not both be public. */
export interface OutputConflict {
  /** The new output. */
  readonly output: string;
  /** The other one, or several: released before, or new as well. */
  readonly earlier: string;
  /** The rule: units that differ by a few, or a number that follows from both together. */
  readonly rule: "small-difference" | "implied-together";
  /** The cell or group, as codes joined by `×`; the first one where there are several. */
  readonly where: string;
  /** What follows from the two together, in words. */
  readonly what: Label;
  /** How to mend it. */
  readonly mend: Label;
}

/** An output that is judged once, however often it was or is released. */
interface Judged extends NamedOutput {
  /** The sets of tables, by checksum, with which it was judged in one system. */
  readonly judgedWith: readonly (readonly string[])[];
  /** Whether it was released before. */
  readonly release: "before" | "new";
}

/** Finds all conflicts of new outputs, with what was released and among each other. */
export async function conflictsAmong(
  released: readonly NamedOutput[],
  added: readonly NamedOutput[],
  policy: Policy,
): Promise<readonly OutputConflict[]> {
  const outputs = distinct(released, added);
  return [
    ...pairConflicts(outputs, policy),
    ...wordConflicts(outputs),
    ...await jointConflicts(outputs, policy),
  ];
}

/** What an output says, under whatever name. */
function contentOf(output: LedgerOutput): string {
  return canonicalJson({ ...output, tableId: undefined, checksum: undefined, judgedWith: undefined });
}

function distinct(released: readonly NamedOutput[], added: readonly NamedOutput[]): readonly Judged[] {
  const first = new Map<string, Judged>();
  const take = (release: Judged["release"]) => ({ name, output }: NamedOutput): void => {
    const key = contentOf(output);
    // The first name is that of the oldest release.
    const before = first.get(key) ?? { name, output, release, judgedWith: [] };
    const judgedWith = [...before.judgedWith, output.judgedWith ?? [output.checksum]];
    first.set(key, { ...before, judgedWith });
  };
  released.forEach(take("before"));
  added.forEach(take("new"));
  return [...first.values()];
}

function wereJudgedTogether(a: Judged, b: Judged): boolean {
  return a.judgedWith.some((set) => set.includes(b.output.checksum)) ||
    b.judgedWith.some((set) => set.includes(a.output.checksum));
}

function pairConflicts(outputs: readonly Judged[], policy: Policy): readonly OutputConflict[] {
  return outputs.flatMap((one, i) =>
    one.release === "before" ? [] : outputs.slice(0, i).flatMap((other): OutputConflict[] => {
      const [a, b] = [one.output, other.output];
      if (!isComparable(a, b) || wereJudgedTogether(one, other) || (isOpen(a) && isOpen(b))) return [];
      const places = smallDifferences(a, b, policy);
      const first = places[0];
      if (!first) return [];
      return [{
        output: one.name,
        earlier: other.name,
        rule: "small-difference",
        where: first.codes.join(" × "),
        ...differenceWords(first.of, first.codes, places.length, policy.differenceUpTo.value + 1),
      }];
    })
  );
}

/** Pairs about the same units in other words: they were never judged together, whatever call protected them. */
function wordConflicts(outputs: readonly Judged[]): readonly OutputConflict[] {
  return outputs.flatMap((one, i) =>
    one.release === "before" ? [] : outputs.slice(0, i).flatMap((other): OutputConflict[] => {
      const [a, b] = [one.output, other.output];
      if (!isComparable(a, b) || (isOpen(a) && isOpen(b))) return [];
      const [first] = shownInOtherWords(a, b);
      if (first === undefined) return [];
      const where = first.join(" × ");
      return [{
        output: one.name,
        earlier: other.name,
        rule: "implied-together",
        where,
        what: {
          nl: `de ene verbergt ${where}, de andere toont het: dezelfde groep, in andere woorden beschreven`,
          en: `one hides ${where}, the other shows it: the same group, described in other words`,
        },
        mend: {
          nl: "Beschrijf dezelfde groep met dezelfde woorden (`population`) en bescherm de tabellen samen",
          en: "Describe the same group in the same words (`population`) and protect the tables together",
        },
      }];
    })
  );
}

function differenceWords(
  of: "n" | "numerator",
  codes: readonly string[],
  places: number,
  least: number,
): Pick<OutputConflict, "what" | "mend"> {
  const nl = codes.length === 0 ? "het geheel" : codes.join(" × ");
  const en = codes.length === 0 ? "the whole" : codes.join(" × ");
  const more = places - 1;
  return {
    what: {
      nl: `de ${of === "n" ? "groepen" : "tellers"} bij ${nl} verschillen minder dan ${least}` +
        (more > 0 ? ` (en zo nog op ${more} plaatsen)` : ""),
      en: `the ${of === "n" ? "groups" : "numerators"} at ${en} differ by fewer than ${least}` +
        (more > 0 ? ` (and so in ${more} more places)` : ""),
    },
    mend: {
      nl: "Houd dezelfde groepen en gegevens aan als eerder, of laat een van beide tabellen weg",
      en: "Keep the groups and data of before, or leave one of the two tables out",
    },
  };
}

/** Per set of units, what follows from all outputs together that were not judged together before. */
async function jointConflicts(
  outputs: readonly Judged[],
  policy: Policy,
): Promise<readonly OutputConflict[]> {
  const universes = Map.groupBy(outputs, ({ output }) => universeOf(gridOfOutput(output).table));
  const conflicts: OutputConflict[] = [];
  for (const [, group] of [...universes].sort(([a], [b]) => a < b ? -1 : 1)) {
    const isOld = group.every(({ release }) => release === "before");
    if (isOld || group.every(({ output }) => isOpen(output)) || isJudged(group)) continue;
    conflicts.push(...await conflictsOfGroup(group, policy));
  }
  return conflicts;
}

/** Tells whether one of the outputs was protected in one system with all others. */
function isJudged(group: readonly Judged[]): boolean {
  return group.length === 1 || group.some(({ judgedWith }) =>
    judgedWith.some((set) => {
      const judged = new Set(set);
      return group.every(({ output }) => judged.has(output.checksum));
    })
  );
}

async function conflictsOfGroup(
  group: readonly Judged[],
  policy: Policy,
): Promise<readonly OutputConflict[]> {
  const system = systemOf(group, policy);
  const leaks = await leaksOf(system, policy);
  if (leaks.length === 0) return [];
  const conflicts = new Map<string, OutputConflict>();
  const alone = await knownAlone(group, new Set(leaks.map((leak) => leak.key)), policy);
  for (const { key, found } of leaks) {
    if (isKnownAlone(alone.get(key), found)) continue;
    const involved = involvedIn(system, found, group);
    const [output, ...others] = [
      ...involved.filter(({ release }) => release === "new"),
      ...involved.filter(({ release }) => release === "before"),
    ];
    const names = [output!, ...others].map((named) => named.name);
    const where = placeOf(key);
    const conflict: OutputConflict = {
      output: names[0]!,
      earlier: names.slice(1).join(", "),
      rule: "implied-together",
      where,
      what: { nl: `samen geven zij ${where} weg`, en: `together they give away ${where}` },
      mend: {
        nl: "Bescherm deze tabellen samen (protectAll, of `earlier`), of laat er een weg",
        en: "Protect these tables together (protectAll, or `earlier`), or leave one out",
      },
    };
    const pair = canonicalJson(names);
    if (!conflicts.has(pair)) conflicts.set(pair, conflict);
  }
  return [...conflicts.values()];
}

function systemOf(group: readonly Judged[], policy: Policy): LinearSystem {
  const inputs = group.map(({ output }) => ({
    grid: gridOfOutput(output),
    findings: [],
    release: "earlier" as const,
  }));
  return modelOf(inputs, { policy, keep: new Set() }).system;
}

/** A number that is too well known. */
interface JointLeak {
  readonly key: string;
  readonly found: Found;
}

/** Rests, hidden cells and cells that nobody published, of which too much is known. */
async function leaksOf(
  system: LinearSystem,
  policy: Policy,
  only?: ReadonlySet<string>,
): Promise<JointLeak[]> {
  const isCount = ({ quantity }: Requirement): boolean => system.quantities[quantity]!.domain === "integer";
  const asked = system.quantities.flatMap((quantity, i) =>
    only && !only.has(quantity.key) ? [] : asksOf(quantity, i, policy)
  );
  const own = system.requirements.filter((requirement) =>
    !only || only.has(system.quantities[requirement.quantity]!.key)
  );
  const [counts, amounts] = [[...own, ...asked].filter(isCount), asked.filter((ask) => !isCount(ask))];
  const nothing = system.items.map(() => false);
  const found = [
    ...await sweep(system, nothing, counts, { enough: policy.minimumCount.value }),
    ...await sweep(system, nothing, amounts),
  ];
  const minimum = policy.minimumCount.value;
  return found
    .filter(({ requirement, interval }) =>
      isCount(requirement) ? interval.low < minimum && interval.high > 0 : isNarrow(interval, policy)
    )
    .map((leak) => ({ key: system.quantities[leak.requirement.quantity]!.key, found: leak }));
}

/** A hidden amount is too well known when its interval is narrower than an own table would have to leave it. */
function isNarrow({ low, high }: Found["interval"], policy: Policy): boolean {
  const size = Math.max(Math.abs(low), Math.abs(high));
  return size > 0 && high - low < (2 * policy.amountWidthPercent.value / 100) * size;
}

function asksOf(quantity: Quantity, index: number, policy: Policy): Requirement[] {
  if (quantity.item !== null || quantity.value !== null) return [];
  const ask = { key: quantity.key, quantity: index, known: [] };
  return quantity.domain === "integer"
    ? [{
      ...ask,
      lowAtMost: Infinity,
      highAtLeast: policy.intervalReach.value,
      width: policy.intervalWidth.value,
    }]
    // Whatever the interval is, it is looked at.
    : [{ ...ask, lowAtMost: -Infinity, highAtLeast: Infinity, width: 0 }];
}

/** What each batch of outputs that were judged together says alone of the numbers in question. */
async function knownAlone(
  group: readonly Judged[],
  keys: ReadonlySet<string>,
  policy: Policy,
): Promise<ReadonlyMap<string, readonly Found[]>> {
  const sets = new Map(
    group.flatMap(({ judgedWith }) => judgedWith.map((set) => [canonicalJson(set), new Set(set)])),
  );
  const batches = [...sets.values()].map((set) => group.filter(({ output }) => set.has(output.checksum)));
  const known = new Map<string, Found[]>();
  for (const batch of batches) {
    for (const { key, found } of await leaksOf(systemOf(batch, policy), policy, keys)) {
      known.set(key, [...known.get(key) ?? [], found]);
    }
  }
  return known;
}

/** Relative room within which two intervals are taken as equal. */
const SAME = 1e-6;

function isKnownAlone(alone: readonly Found[] | undefined, { interval }: Found): boolean {
  const room = SAME * Math.max(1, Math.abs(interval.low), Math.abs(interval.high));
  return (alone ?? []).some((found) =>
    found.interval.low >= interval.low - room && found.interval.high <= interval.high + room
  );
}

/** The outputs whose shown cells carry the proof. */
function involvedIn(
  system: LinearSystem,
  { relations }: Found,
  group: readonly Judged[],
): readonly Judged[] {
  const tables = new Set<string>();
  for (const r of relations) {
    for (const { quantity } of system.relations[r]!.terms) {
      const item = system.quantities[quantity]!.item;
      if (item === null) continue;
      const [tableId] = JSON.parse(system.items[item]!.key) as [string, string];
      tables.add(tableId);
    }
  }
  const involved = group.filter(({ output }) => tables.has(gridOfOutput(output).table.id));
  return involved.length > 0 ? involved : group;
}

/** The place within the key of a quantity, readable. */
function placeOf(key: string): string {
  return readable(key.slice(key.lastIndexOf("]|") + 2)).replace(/"/g, "");
}
