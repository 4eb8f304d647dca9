/**
 * The code that every kernel runs silently before the first cell: it makes visible what the kernel keeps to itself.
 *
 * It keeps its own references to what it uses, before any notebook code can replace them.
 *
 * @module
 */
import type { CellImport } from "./cell_code.ts";

/** The MIME type of what the prelude reports. It never reaches a notebook's outputs. */
export const EVENT_MIME = "application/vnd.smart-start.kernel-event+json";

/** What the prelude reports of a cell. */
export interface KernelEvent {
  /** Proves that the prelude sent it. */
  readonly nonce: string;
  /** What happened. */
  readonly kind: "unhandled-rejection" | "uncaught-error" | "failed-import";
  /** The class of the error. */
  readonly ename: string;
  /** Its message. */
  readonly evalue: string;
  /** Its stack, by line. */
  readonly traceback: readonly string[];
  /** Line of a failed import; 0 for others. */
  readonly line: number;
}

/** Names that the runner's code has in the kernel, chosen at random per run. */
export interface PreludeNames {
  /** The global through which the runner's own cells work. */
  readonly hook: string;
  /** Proves that an event is the prelude's. */
  readonly nonce: string;
}

/**
 * Writes the prelude.
 *
 * @param names The random names of this run.
 * @returns TypeScript for one silent cell. It declares nothing but the hook.
 */
export function preludeSource(names: PreludeNames): string {
  const given = JSON.stringify({ ...names, mime: EVENT_MIME });
  const steps = STEPS.map((step) => `(${step.toString()})(tools);`);
  return `(() => { const tools = (${takeTools.toString()})(${given}); ${steps.join("\n")} })();`;
}

/**
 * Writes the fence: a silent cell whose one output tells that all earlier outputs have been sent.
 *
 * A turn of the event loop goes before it, so that rejections and timers that are due are reported first.
 *
 * @param names The random names of this run.
 * @param mime A fresh MIME type that nobody can know beforehand.
 * @returns TypeScript for one silent cell.
 */
export function fenceSource(names: PreludeNames, mime: string): string {
  return `await globalThis.${names.hook}.fence(${JSON.stringify(mime)});`;
}

/**
 * Writes a silent cell that works out a text and sends it to the runner, past every output.
 *
 * @param names The random names of this run.
 * @param mime A fresh MIME type that nobody can know beforehand.
 * @param expression TypeScript of a text or null, or of a promise of one.
 * @returns TypeScript for one silent cell.
 */
export function deliverySource(names: PreludeNames, mime: string, expression: string): string {
  return `await globalThis.${names.hook}.deliver(${JSON.stringify(mime)}, await (${expression}));`;
}

/**
 * Writes a silent cell that tries imports one by one and reports those that fail: the kernel says of a package that
 * cannot be had only that the cell failed.
 *
 * @param names The random names of this run.
 * @param imports The imports to try.
 * @returns TypeScript for one silent cell.
 */
export function importProbeSource(names: PreludeNames, imports: readonly CellImport[]): string {
  // The specifiers are data: of one that is written out, the kernel would fail the whole cell beforehand.
  const attempts = JSON.stringify(imports.map(({ specifier, line }) => [specifier, line]));
  return `for (const [specifier, line] of ${attempts}) {
    try { await import(specifier); } catch (error) { globalThis.${names.hook}.failed(error, line); }
  }`;
}

// The functions below run inside the kernel. They are sent as text, so they use nothing of this module; what they
// share goes through `tools`, taken before any code of a notebook runs.

// deno-lint-ignore no-explicit-any
type Loose = any;

function takeTools(given: { readonly hook: string; readonly nonce: string; readonly mime: string }): Loose {
  const scope: Loose = globalThis;
  const { Error, Number, Object, Promise, String, Symbol, TextDecoder, queueMicrotask, setTimeout } = scope;
  const broadcast = scope.Deno.jupyter.broadcast.bind(scope.Deno.jupyter);
  const send = (type: string, data: unknown) =>
    broadcast("display_data", { data: { [type]: data }, metadata: {}, transient: {} });
  const report = (kind: string, reason: Loose, line: number) => {
    const isError = reason instanceof Error;
    void send(given.mime, {
      nonce: given.nonce,
      kind,
      line,
      ename: isError ? String(reason.name) : "Error",
      evalue: isError ? String(reason.message) : String(reason),
      traceback: isError ? String(reason.stack).split("\n") : [],
    });
  };
  const encoder = new scope.TextEncoder();
  const own = { Error, Number, Object, Promise, String, Symbol, TextDecoder, queueMicrotask, setTimeout };
  return { ...own, scope, given, broadcast, send, report, encoder };
}

/** The kernel swallows rejections that nobody handles, and errors in timers. */
function reportErrors({ scope, report }: Loose): void {
  scope.addEventListener("unhandledrejection", (event: Loose) => {
    event.preventDefault();
    report("unhandled-rejection", event.reason, 0);
  });
  scope.addEventListener("error", (event: Loose) => {
    event.preventDefault();
    report("uncaught-error", event.error ?? event.message, 0);
  });
}

/** The kernel answers a prompt with nothing, and ends without a word when a cell says so. */
function refuseInputAndExit({ scope, Error }: Loose): void {
  const refuse = (ename: string, evalue: string) => () => {
    const error = new Error(evalue);
    error.name = ename;
    throw error;
  };
  for (const name of ["prompt", "confirm", "alert"]) {
    const evalue = `Cannot ask for input with ${name}(): a notebook runs without a person. Use a parameter`;
    scope[name] = refuse("StdinRefused", evalue);
  }
  const advice = "Cannot end the kernel from a cell: later cells would be lost. Throw an error";
  scope.Deno.exit = refuse("ExitRefused", advice);
  for (const name of ["exit", "reallyExit", "abort"]) scope.process[name] = scope.Deno.exit;
}

/** What is written past the console would end in the process's own output, which nobody sees. */
function catchRawOutput({ scope, broadcast, encoder, Promise, TextDecoder, queueMicrotask }: Loose): void {
  for (const name of ["stdout", "stderr"]) {
    const decoder = new TextDecoder();
    const write = (bytes: Uint8Array) => {
      void broadcast("stream", { name, text: decoder.decode(bytes, { stream: true }) });
      return bytes.length;
    };
    scope.Deno[name].writeSync = write;
    scope.Deno[name].write = (bytes: Uint8Array) => Promise.resolve(write(bytes));
    scope.process[name].write = (chunk: string | Uint8Array, ...rest: Loose[]) => {
      write(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
      const done = rest.at(-1);
      if (typeof done === "function") queueMicrotask(done);
      return true;
    };
  }
}

/**
 * Native packages ask for this report to tell one C library from another; Deno, which exists for one only, would first
 * ask for the host's name and addresses, which are nobody's business.
 */
function hideMachine({ scope }: Loose): void {
  const facts = { header: { glibcVersionRuntime: "2" }, sharedObjects: [] };
  scope.process.report.getReport = () => facts;
}

/**
 * The stores of browsers lie in Deno's own folder, for which no permission is asked: what one run wrote there a later one
 * would read, and neither its record nor its cache key would show it.
 */
function refuseStores({ scope, Error, Object }: Loose): void {
  const doors = {
    localStorage: ["getItem", "setItem", "removeItem", "clear", "key"],
    sessionStorage: ["getItem", "setItem", "removeItem", "clear", "key"],
    caches: ["open", "has", "delete", "keys", "match"],
  };
  // Objects whose methods throw, and not getters that do: libraries look whether there is such a global.
  for (const [name, methods] of Object.entries(doors)) {
    const refuse = () => {
      const error = new Error(
        `Cannot use ${name}: a run leaves nothing for the next. Use a file in the scratch folder`,
      );
      error.name = "StoreRefused";
      throw error;
    };
    const store = Object.fromEntries(methods.map((method: string) => [method, refuse]));
    Object.defineProperty(scope, name, { value: Object.freeze(store), writable: false, configurable: false });
  }
}

/**
 * Node's stream handles take any descriptor of the process by its number, without asking for a permission: the kernel's
 * own sockets and the line to the sandbox too. Nothing that a notebook does needs one.
 */
function refuseDescriptors({ scope, Object }: Loose): void {
  const badDescriptor = -9; // EBADF, as the handles answer it.
  for (const [module, kind] of [["pipe_wrap", "Pipe"], ["tcp_wrap", "TCP"]]) {
    const { prototype } = scope.process.binding(module)[kind!];
    const open = { value: () => badDescriptor, writable: false, configurable: false };
    Object.defineProperty(prototype, "open", open);
  }
}

/** What the runner's own cells call. It cannot be replaced or removed. */
function setHook({ scope, given, send, report, ...own }: Loose): void {
  const { Number, Object, Promise, String, Symbol, setTimeout } = own;
  const display = Symbol.for("Jupyter.display");
  const isUnshown = (value: unknown) =>
    value === null || typeof value === "bigint" || (typeof value === "number" && !Number.isFinite(value)) ||
    Object.is(value, -0);
  const textOf = (value: unknown) =>
    typeof value === "bigint" ? `${value}n` : Object.is(value, -0) ? "-0" : String(value);
  const hook = {
    fence: async (type: string) => {
      await new Promise((resolve: () => void) => setTimeout(resolve, 0));
      await send(type, {});
    },
    deliver: (type: string, text: unknown) => send(type, { text }),
    show: (value: unknown) =>
      isUnshown(value) ? { [display]: () => ({ "text/plain": textOf(value) }) } : value,
    failed: (error: unknown, line: number) => report("failed-import", error, line),
  };
  Object.defineProperty(scope, given.hook, { value: Object.freeze(hook) });
}

const STEPS = [
  reportErrors,
  refuseInputAndExit,
  catchRawOutput,
  hideMachine,
  refuseDescriptors,
  refuseStores,
  setHook,
] as const;
