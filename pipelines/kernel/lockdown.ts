/**
 * Fixes the built-in objects of a sealed run before its first cell: what the library stands on cannot be changed from
 * a cell, by whatever way the code got hold of it, and no text becomes code.
 *
 * The conventions refuse code that tampers, and a reviewer reads it; this is the lock behind both. Drafts run without
 * it: exploring is free.
 *
 * @module
 */

/**
 * Writes the code that fixes the built-in objects.
 *
 * @returns TypeScript for the end of a prelude. It declares nothing.
 *
 * @example It is one expression that calls itself
 * ```ts
 * import { lockdownSource } from "./lockdown.ts";
 * import assert from "node:assert/strict";
 *
 * assert.match(lockdownSource(), /^\(function/);
 * ```
 */
export function lockdownSource(): string {
  return `(${lockDown.toString()})(${JSON.stringify(ROOTS)});`;
}

/** Globals that are fixed with all that hangs from them: the language's own, and those that sealing and reading use. */
const ROOTS: readonly string[] = [
  ...[
    "Object",
    "Function",
    "eval",
    "Array",
    "String",
    "Number",
    "Boolean",
    "BigInt",
    "Symbol",
    "Math",
    "JSON",
    "Reflect",
  ],
  ...[
    "Map",
    "Set",
    "WeakMap",
    "WeakSet",
    "WeakRef",
    "FinalizationRegistry",
    "Promise",
    "Proxy",
    "RegExp",
    "Date",
  ],
  ...[
    "ArrayBuffer",
    "SharedArrayBuffer",
    "DataView",
    "Atomics",
    "Int8Array",
    "Uint8Array",
    "Uint8ClampedArray",
  ],
  ...[
    "Int16Array",
    "Uint16Array",
    "Int32Array",
    "Uint32Array",
    "Float32Array",
    "Float64Array",
    "BigInt64Array",
  ],
  ...[
    "BigUint64Array",
    "Intl",
    "Iterator",
    "TextEncoder",
    "TextDecoder",
    "structuredClone",
    "parseInt",
    "parseFloat",
  ],
  ...["isNaN", "isFinite", "Error", "TypeError", "RangeError", "SyntaxError", "AggregateError"],
];

// deno-lint-ignore no-explicit-any
type Loose = any;

/** Runs inside the kernel, sent as text: it uses nothing of this module. */
function lockDown(roots: readonly string[]): void {
  const scope: Loose = globalThis;
  const { defineProperty, freeze, getOwnPropertyDescriptor, getPrototypeOf, preventExtensions } =
    scope.Object;
  const { ownKeys } = scope.Reflect;
  const seen = new Set<Loose>();
  // Libraries give their own objects a `toString`, and errors a name: where an object inherits a fixed member, a plain
  // assignment would fail, so that these become members that an heir may override and nobody may change.
  const overridable = new Set<Loose>([scope.Object.prototype, scope.Function.prototype]);
  // Libraries set how long a stack is.
  const open = new Set<Loose>();
  for (const name of roots) {
    if (!name.endsWith("Error")) continue;
    open.add(scope[name]);
    overridable.add(scope[name].prototype);
  }

  // The value itself: some globals of Deno are getters that load it.
  const hold = (name: string): void => {
    defineProperty(scope, name, { value: scope[name], writable: false, configurable: false });
  };
  const letOverride = (holder: Loose, key: string | symbol, value: Loose): void => {
    defineProperty(holder, key, {
      get: () => value,
      set(this: Loose, own: Loose) {
        if (this === holder) throw new TypeError("Cannot change a built-in object in a sealed run");
        defineProperty(this, key, { value: own, writable: true, enumerable: true, configurable: true });
      },
      configurable: false,
    });
  };
  const fix = (holder: Loose): void => {
    if (open.has(holder)) return;
    if (!overridable.has(holder)) return void freeze(holder);
    for (const key of ownKeys(holder)) {
      const member = getOwnPropertyDescriptor(holder, key);
      if (!member.configurable) continue;
      if ("value" in member) letOverride(holder, key, member.value);
      else defineProperty(holder, key, { configurable: false });
    }
    preventExtensions(holder);
  };
  const reach = (value: Loose): void => {
    if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) {
      return;
    }
    seen.add(value);
    reach(getPrototypeOf(value));
    for (const key of ownKeys(value)) {
      const member = getOwnPropertyDescriptor(value, key);
      for (const part of [member.value, member.get, member.set]) reach(part);
    }
    fix(value);
  };

  // V8's own flag against code from text does not reach a context that comes out of Deno's snapshot.
  const kinds = [() => {}, async () => {}, function* () {}, async function* () {}].map(getPrototypeOf);
  const refuse = () => {
    throw new EvalError("Cannot compile text as code in a sealed run");
  };
  for (const kind of kinds) {
    // Of the same prototype, so that `instanceof Function` stays true.
    const Refused = function () {
      return refuse();
    };
    Refused.prototype = kind;
    defineProperty(kind, "constructor", { value: Refused, writable: true, configurable: true });
  }
  scope.Function = scope.Function.prototype.constructor;
  scope.eval = refuse;

  const hidden = [
    (function* () {})(),
    (async function* () {})(),
    async () => {},
    [][Symbol.iterator](),
    ""[Symbol.iterator](),
    new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](),
    "".matchAll(/x/g),
  ];
  for (const one of hidden) reach(getPrototypeOf(one));
  // Of the runtime only the doors themselves: behind them it keeps its own books.
  for (const door of [scope.Deno, scope.Deno.jupyter]) freeze(door);
  hold("Deno");
  for (const name of roots) {
    reach(scope[name]);
    hold(name);
  }
}
