/**
 * Asking a server politely: one at a time, with a pause, again after a fault, from the cache where possible.
 *
 * @module
 */
import { WorkspaceError } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";

/** What the client needs of the world. */
export interface HttpWorld {
  /** Fetches a URL. */
  readonly fetch: (url: string, init: { readonly headers: Record<string, string> }) => Promise<Response>;
  /** Waits. */
  readonly sleep: (ms: number) => Promise<void>;
}

/** How to ask. */
export interface HttpOptions {
  /** Fetch and wait; those of the platform by default. */
  readonly world?: HttpWorld;
  /** The pause before each request but the first, in milliseconds; 200 by default. */
  readonly pauseMs?: number;
  /** How often a request is tried in all; 4 by default. */
  readonly tries?: number;
  /** A folder for answers; none by default. */
  readonly cacheDir?: string;
  /** `online` asks the server, `offline` takes the cache only; `online` by default. */
  readonly mode?: "online" | "offline";
}

const WORLD: HttpWorld = {
  fetch: (url, init) => fetch(url, init),
  sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
};
/** The first wait after a fault; each next one is twice as long. */
const FIRST_WAIT_MS = 500;
/** A server may ask for patience, up to this. */
const LONGEST_WAIT_MS = 60_000;
/** Faults that pass: too many requests, and a server or gateway that is down for a moment. */
const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
/** An answer larger than this is no page of a table. */
const LARGEST_ANSWER = 500_000_000;

/** Gets JSON. */
export interface JsonClient {
  /**
   * Gets JSON from a URL.
   *
   * @param url The URL.
   * @param version What the answer belongs to, such as the table's date of change; part of the key of the cache.
   * Undefined for answers that tell the version itself: those are asked anew each time when online.
   */
  get(url: string, version?: string): Promise<unknown>;
}

/**
 * Makes a client.
 *
 * @param options Pace, tries, cache and mode.
 * @returns The client.
 */
export function jsonClient(options: HttpOptions = {}): JsonClient {
  const world = options.world ?? WORLD;
  let asked = 0;
  const ask = async (url: string): Promise<string> => {
    if (asked++ > 0) await world.sleep(options.pauseMs ?? 200);
    return await askAgain(url, world, options.tries ?? 4);
  };
  return {
    get: async (url, version) => {
      const path = options.cacheDir
        ? `${options.cacheDir}/${sha256Hex(`${url}\n${version ?? ""}`)}.json`
        : null;
      if (path && (options.mode === "offline" || version !== undefined)) {
        const held = await readIfThere(path);
        if (held !== null) return parse(held, url);
      }
      if (options.mode === "offline") throw absent(url);
      const text = await ask(url);
      const value = parse(text, url);
      if (path) await store(options.cacheDir ?? "", path, text);
      return value;
    },
  };
}

function absent(url: string): WorkspaceError {
  return new WorkspaceError({
    what: "The cache does not hold this answer, and the client is offline",
    where: url,
    mend: "Ask for the table once while online",
  });
}

async function askAgain(url: string, world: HttpWorld, tries: number): Promise<string> {
  let wait = FIRST_WAIT_MS;
  for (let attempt = 1;; attempt++) {
    const outcome = await askOnce(url, world);
    if ("text" in outcome) return outcome.text;
    if (!outcome.passing || attempt >= tries) throw outcome.error;
    await world.sleep(Math.min(LONGEST_WAIT_MS, outcome.waitMs ?? wait));
    wait *= 2;
  }
}

type Outcome =
  | { readonly text: string }
  | { readonly error: WorkspaceError; readonly passing: boolean; readonly waitMs?: number };

async function askOnce(url: string, world: HttpWorld): Promise<Outcome> {
  let response: Response;
  try {
    response = await world.fetch(url, { headers: { accept: "application/json" } });
  } catch (cause) {
    const error = new WorkspaceError(
      { what: "The server cannot be reached", where: url, mend: "Try later" },
      { cause },
    );
    return { error, passing: true };
  }
  const text = await response.text();
  if (response.ok && text.length <= LARGEST_ANSWER) return { text };
  const tooMany = /more than \d+ records/i.test(text);
  const error = new WorkspaceError({
    what: tooMany
      ? "The server refuses: the question yields too many rows"
      : `The server answered with status ${response.status}`,
    where: url,
    mend: response.status === 404
      ? "Check the identifier of the table"
      : "Ask for less at once, or try later",
  });
  const after = Number(response.headers.get("retry-after"));
  return {
    error,
    passing: PASSING.has(response.status) && !tooMany,
    ...(after > 0 ? { waitMs: after * 1000 } : {}),
  };
}

function parse(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WorkspaceError({
      what: text.trimStart().startsWith("<")
        ? "The server answered with XML, not JSON"
        : "The answer is not JSON",
      where: url,
      mend: "Ask again; if it stays so, the protocol has changed",
    }, { cause });
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

async function store(directory: string, path: string, text: string): Promise<void> {
  await Deno.mkdir(directory, { recursive: true });
  const draft = await Deno.makeTempFile({ dir: directory, prefix: ".answer-" });
  await Deno.writeTextFile(draft, text);
  await Deno.rename(draft, path);
}
