/**
 * The code that every kernel runs silently before the first cell: it makes visible what the kernel keeps to itself.
 *
 * It keeps its own references to what it uses, before any notebook code can replace them.
 *
 * @module
 */

/** The MIME type of what the prelude reports. It never reaches a notebook's outputs. */
export const EVENT_MIME = "application/vnd.smart-start.kernel-event+json";

/** What the prelude reports of a cell. */
export interface KernelEvent {
  /** Proves that the prelude sent it. */
  readonly nonce: string;
  /** What happened. */
  readonly kind: "unhandled-rejection" | "timer-error";
  /** The class of the error. */
  readonly ename: string;
  /** Its message. */
  readonly evalue: string;
  /** Its stack, by line. */
  readonly traceback: readonly string[];
}

/** Names that the runner's code has in the kernel, chosen at random per run. */
export interface PreludeNames {
  /** The global through which fences are sent. */
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
  return `await (${install.toString()})(${JSON.stringify(names.hook)}, ${JSON.stringify(names.nonce)}, ${
    JSON.stringify(EVENT_MIME)
  });`;
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
  return `await globalThis[${JSON.stringify(names.hook)}].fence(${JSON.stringify(mime)});`;
}

// deno-lint-ignore no-explicit-any
type KernelScope = any;

/** Runs inside the kernel; it is sent as text, so it may use nothing of this module. */
function install(hook: string, nonce: string, mime: string): void {
  const scope: KernelScope = globalThis;
  const broadcast = scope.Deno.jupyter.broadcast.bind(scope.Deno.jupyter);
  const timer = scope.setTimeout.bind(scope);
  const send = (type: string, data: Record<string, unknown>) =>
    broadcast("display_data", { data: { [type]: data }, metadata: {}, transient: {} });
  const report = (kind: string, reason: unknown) => {
    const isError = reason instanceof Error;
    void send(mime, {
      nonce,
      kind,
      ename: isError ? String(reason.name) : "Error",
      evalue: isError ? String(reason.message) : String(reason),
      traceback: isError ? String(reason.stack).split("\n") : [],
    });
  };
  scope.addEventListener("unhandledrejection", (event: KernelScope) => {
    event.preventDefault();
    report("unhandled-rejection", event.reason);
  });
  scope.addEventListener("error", (event: KernelScope) => {
    event.preventDefault();
    report("timer-error", event.error ?? event.message);
  });
  const refuse = (name: string) => () => {
    const error = new Error(
      `Cannot ask for input with ${name}(): a notebook runs without a person. Use a parameter`,
    );
    error.name = "StdinRefused";
    throw error;
  };
  const report_ = { header: { glibcVersionRuntime: "GLIBC" }, sharedObjects: [] };
  scope.process.report.getReport = () => report_;
  for (const name of ["prompt", "confirm", "alert"]) scope[name] = refuse(name);
  const fence = async (type: string) => {
    await new Promise((resolve) => timer(resolve, 0));
    await send(type, {});
  };
  Object.defineProperty(scope, hook, { value: Object.freeze({ fence }) });
}
