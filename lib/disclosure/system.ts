/**
 * One linear system for everything that is released: quantities, what ties them together, what a reader gets to
 * see of them, and how uncertain an attacker has to stay about the sensitive ones.
 *
 * @module
 */

/** A number that an attacker could want to know: a cell's count, its numerator, an amount, or an implicit cell. */
export interface Quantity {
  /** A stable key, unique in the system. */
  readonly key: string;
  /** The true value; null for an implicit quantity that the system only knows through its relations. */
  readonly value: number | null;
  /** Whether only whole numbers are possible. */
  readonly domain: "integer" | "real";
  /** The smallest value that an attacker holds possible beforehand. */
  readonly lower: number;
  /** The largest value that an attacker holds possible beforehand. */
  readonly upper: number;
  /** The smallest value that remains possible once the item is shown. */
  readonly shownLower: number;
  /** The largest value that remains possible once the item is shown. */
  readonly shownUpper: number;
  /** The index of the item that shows this quantity; null when nothing shows it directly. */
  readonly item: number | null;
}

/** A released or hidden number: one cell of a table. Hiding an item hides every quantity it shows. */
export interface Item {
  /** A stable key, unique in the system. */
  readonly key: string;
  /** What hiding it costs; above 0. */
  readonly cost: number;
  /** `free` items may be hidden, `hidden` ones must be, `shown` ones are known already or may not be hidden. */
  readonly decision: "free" | "hidden" | "shown";
}

/** One term of a relation. */
export interface Term {
  /** The index of the quantity. */
  readonly quantity: number;
  /** Its coefficient. */
  readonly coefficient: number;
}

/** A relation that everybody knows: `lower <= sum of terms <= upper`. */
export interface Relation {
  /** A stable key, unique in the system. */
  readonly key: string;
  /** The terms; a quantity occurs at most once. */
  readonly terms: readonly Term[];
  /** The lower end. */
  readonly lower: number;
  /** The upper end. */
  readonly upper: number;
}

/** How uncertain an attacker must stay about one quantity. */
export interface Requirement {
  /** A stable key, unique in the system. */
  readonly key: string;
  /** The index of the quantity. */
  readonly quantity: number;
  /** The attacker's smallest possible value has to be at most this; `Infinity` asks nothing. */
  readonly lowAtMost: number;
  /** The attacker's largest possible value has to be at least this; `-Infinity` asks nothing. */
  readonly highAtLeast: number;
  /** The interval has to be at least this wide; 0 asks nothing. */
  readonly width: number;
  /** Indices of quantities that this attacker knows exactly: the singleton of an insider, public totals. */
  readonly known: readonly number[];
}

/**
 * A table that nobody published but that tables imply which have no dimension in common but those that all have: one
 * join for each place of these. A hint for finding possible worlds; no verdict rests on it.
 */
export interface Join {
  /** Per set of tables the quantities of its cells at the place; null for what no table gives. */
  readonly margins: readonly (readonly (number | null)[])[];
  /** The quantities of the implied cells, one for each combination of margins, the last set running fastest; null for none. */
  readonly cells: readonly (number | null)[];
}

/** The whole: what is released, what is tied together, what is sensitive. */
export interface LinearSystem {
  /** The quantities. */
  readonly quantities: readonly Quantity[];
  /** The items. */
  readonly items: readonly Item[];
  /** The relations. */
  readonly relations: readonly Relation[];
  /** The requirements. */
  readonly requirements: readonly Requirement[];
  /** Hints about implied tables. Default none. */
  readonly joins?: readonly Join[];
}

/** What is needed to add a quantity; the rest has defaults. */
export interface QuantityOptions {
  /** The true value; null for an implicit quantity. */
  readonly value: number | null;
  /** Default `integer`. */
  readonly domain?: "integer" | "real";
  /** Default 0. */
  readonly lower?: number;
  /** Default no limit. */
  readonly upper?: number;
  /** Default the true value. */
  readonly shownLower?: number;
  /** Default the true value. */
  readonly shownUpper?: number;
  /** Default null: nothing shows it. */
  readonly item?: number | null;
}

/**
 * Builds a linear system step by step. Keys are unique: adding one twice is an error.
 *
 * @example Two numbers and their total
 * ```ts
 * import { SystemBuilder } from "./system.ts";
 * import assert from "node:assert/strict";
 *
 * const builder = new SystemBuilder();
 * for (const [key, value] of [["a", 3], ["b", 20], ["total", 23]] as const) {
 *   builder.addQuantity(key, { value, item: builder.addItem(key, 1, "free") });
 * }
 * builder.addSum("a+b", "total", ["a", "b"]);
 * assert.equal(builder.build().relations.length, 1);
 * ```
 */
export class SystemBuilder {
  readonly #quantities: Quantity[] = [];
  readonly #items: Item[] = [];
  readonly #relations: Relation[] = [];
  readonly #requirements: Requirement[] = [];
  readonly #joins: Join[] = [];
  readonly #indexByKey = new Map<string, number>();
  readonly #itemKeys = new Set<string>();

  /** Adds an item and gives its index. */
  addItem(key: string, cost: number, decision: Item["decision"]): number {
    if (this.#itemKeys.has(key)) throw new RangeError(`Cannot add item twice: ${key}`);
    this.#itemKeys.add(key);
    return this.#items.push({ key, cost, decision }) - 1;
  }

  /** Adds a quantity and gives its index. */
  addQuantity(key: string, options: QuantityOptions): number {
    if (this.#indexByKey.has(key)) throw new RangeError(`Cannot add quantity twice: ${key}`);
    const { value, domain = "integer", lower = 0, upper = Infinity, item = null } = options;
    const shownLower = options.shownLower ?? value ?? lower;
    const shownUpper = options.shownUpper ?? value ?? upper;
    const index = this.#quantities.push({ key, value, domain, lower, upper, shownLower, shownUpper, item }) -
      1;
    this.#indexByKey.set(key, index);
    return index;
  }

  /** Gives the index of a quantity; undefined when there is none of that key. */
  find(key: string): number | undefined {
    return this.#indexByKey.get(key);
  }

  /** Gives the index of a quantity that has to be there. */
  indexOf(key: string): number {
    const index = this.#indexByKey.get(key);
    if (index === undefined) throw new RangeError(`Quantity is missing from the system: ${key}`);
    return index;
  }

  /** Gives a quantity by its index. */
  quantity(index: number): Quantity {
    const quantity = this.#quantities[index];
    if (!quantity) throw new RangeError(`Quantity is missing from the system: number ${index}`);
    return quantity;
  }

  /** Adds a relation over quantity indices. */
  addRelation(key: string, terms: readonly Term[], lower: number, upper: number): void {
    this.#relations.push({ key, terms, lower, upper });
  }

  /** Adds `parent = sum of children`, by quantity keys. */
  addSum(key: string, parent: string, children: readonly string[]): void {
    const terms = children.map((child) => ({ quantity: this.indexOf(child), coefficient: 1 }));
    this.addRelation(key, [{ quantity: this.indexOf(parent), coefficient: -1 }, ...terms], 0, 0);
  }

  /** Adds a requirement. */
  addRequirement(
    key: string,
    quantity: number,
    ask: {
      readonly lowAtMost?: number;
      readonly highAtLeast?: number;
      readonly width?: number;
      readonly known?: readonly number[];
    },
  ): void {
    const { lowAtMost = Infinity, highAtLeast = -Infinity, width = 0, known = [] } = ask;
    this.#requirements.push({ key, quantity, lowAtMost, highAtLeast, width, known });
  }

  /** Adds a hint about an implied table. */
  addJoin(join: Join): void {
    this.#joins.push(join);
  }

  /** Gives the system as it is now. */
  build(): LinearSystem {
    return {
      quantities: [...this.#quantities],
      items: [...this.#items],
      relations: [...this.#relations],
      requirements: [...this.#requirements],
      joins: [...this.#joins],
    };
  }
}
