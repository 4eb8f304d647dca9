/**
 * Notices to people: a command that is run, a webhook that is called.
 *
 * A notice names notebook, cell, error class and message, nothing of the data. Error messages of other people's
 * code may repeat a value all the same; what looks like a number of a person or an address is masked.
 *
 * @module
 */

/** One notebook that failed. */
export interface NoticeFailure {
  /** Path of the notebook relative to the project. */
  readonly notebook: string;
  /** The cell; null when it failed outside its cells. */
  readonly cellId: string | null;
  /** Class of the error. */
  readonly ename: string;
  /** Message of the error. */
  readonly evalue: string;
}

/** What a notice tells. */
export interface Notice {
  /** What happened. */
  readonly event: "edition-failed" | "edition-published";
  /** The job of the schedule. */
  readonly job: string;
  /** The edition. */
  readonly editionId: string;
  /** How often it was tried. */
  readonly attempts: number;
  /** The notebooks that failed; empty when all is well or nothing is known of them. */
  readonly failures: readonly NoticeFailure[];
}

/** Where notices go. */
export interface NoticeTargets {
  /** Program and arguments, run without a shell; the notice comes as JSON on its standard input. */
  readonly command: readonly string[] | null;
  /** Address to which the notice is posted as JSON; `https:`, or `http:` on this very machine. */
  readonly webhookUrl: string | null;
  /** Name of the environment variable that holds a bearer token for the webhook; null for none. */
  readonly webhookTokenEnv: string | null;
  /** How long each of the two may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** How one delivery went. */
export interface Delivery {
  /** Which way. */
  readonly channel: "command" | "webhook";
  /** Whether it arrived. */
  readonly status: "sent" | "failed";
  /** Why not, or how; holds neither the address nor the token. */
  readonly detail: string;
}

/** Longest message that is passed on, in characters: a notice is a pointer, not the evidence. */
const MESSAGE_LIMIT = 300;

/**
 * Makes an error message fit to leave the machine: one line, at most 300 characters, e-mail addresses and runs of
 * five or more digits masked (citizen service numbers have nine, register keys more).
 *
 * @example A number is masked
 * ```ts
 * import { maskMessage } from "./notify.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(maskMessage("no row\nfor 123456782"), "no row for [number]");
 * ```
 *
 * @param message The message.
 * @returns The masked message.
 */
export function maskMessage(message: string): string {
  return message
    // deno-lint-ignore no-control-regex -- control characters could steer the terminal of whoever reads it
    .replace(/[\u0000-\u001f\u007f-\u009f\s]+/g, " ")
    .replace(/\S+@\S+/g, "[address]")
    .replace(/\d(?:[ .-]?\d){4,}/g, "[number]")
    .trim()
    .slice(0, MESSAGE_LIMIT);
}

/**
 * Sends a notice every way that is configured. Never throws: a notice that cannot be sent is told, no more.
 *
 * @param notice What happened.
 * @param targets Where to.
 * @returns One delivery per way.
 */
export async function sendNotice(notice: Notice, targets: NoticeTargets): Promise<readonly Delivery[]> {
  const body = JSON.stringify(safeNotice(notice));
  const deliveries: Promise<Delivery>[] = [];
  if (targets.command !== null) deliveries.push(runCommand(body, targets.command, targets.timeoutMs));
  if (targets.webhookUrl !== null) deliveries.push(postWebhook(body, targets.webhookUrl, targets));
  return await Promise.all(deliveries);
}

/** Only the known members, so that nothing rides along. */
function safeNotice(notice: Notice): Notice {
  return {
    event: notice.event,
    job: notice.job,
    editionId: notice.editionId,
    attempts: notice.attempts,
    failures: notice.failures.map(({ notebook, cellId, ename, evalue }) => ({
      notebook,
      cellId,
      ename: maskMessage(ename),
      evalue: maskMessage(evalue),
    })),
  };
}

async function runCommand(body: string, argv: readonly string[], timeoutMs: number): Promise<Delivery> {
  const [program = "", ...args] = argv;
  const channel = "command";
  try {
    const child = new Deno.Command(program, { args, stdin: "piped", stdout: "null", stderr: "null" }).spawn();
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill("SIGKILL");
    }, timeoutMs);
    try {
      await writeAll(child.stdin, body);
      const { code } = await child.status;
      if (timedOut) return { channel, status: "failed", detail: `took longer than ${timeoutMs} ms` };
      return { channel, status: code === 0 ? "sent" : "failed", detail: `exit code ${code}` };
    } finally {
      clearTimeout(timer);
    }
  } catch (error) {
    return { channel, status: "failed", detail: `cannot start: ${nameOf(error)}` };
  }
}

/** A command may end without reading the notice: its exit code tells whether all is well, not the pipe. */
async function writeAll(stdin: WritableStream<Uint8Array>, body: string): Promise<void> {
  const writer = stdin.getWriter();
  try {
    await writer.write(new TextEncoder().encode(body));
    await writer.close();
  } catch {
    writer.releaseLock();
  }
}

async function postWebhook(body: string, url: string, targets: NoticeTargets): Promise<Delivery> {
  const channel = "webhook";
  const token = targets.webhookTokenEnv === null ? undefined : Deno.env.get(targets.webhookTokenEnv);
  if (targets.webhookTokenEnv !== null && token === undefined) {
    return {
      channel,
      status: "failed",
      detail: `environment variable ${targets.webhookTokenEnv} is not set`,
    };
  }
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body,
      redirect: "manual", // A redirect could carry the notice to another host.
      signal: AbortSignal.timeout(targets.timeoutMs),
    });
    await response.body?.cancel();
    return { channel, status: response.ok ? "sent" : "failed", detail: `answer ${response.status}` };
  } catch (error) {
    return { channel, status: "failed", detail: nameOf(error) };
  }
}

/** The class of an error only: its message may repeat the address, which may hold a secret. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown error";
}
