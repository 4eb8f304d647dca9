/**
 * Stations and coordinator over TLS: one JSON message a line. The only part of this folder that touches the network.
 *
 * TLS keeps others from reading and hides a station behind a pinned certificate; who may ask is decided by the
 * signature on the request, and who answered by the signature on the answer. A station asks callers for no certificate:
 * `Deno.listenTls` (2.9.6) has no option for it. `node:tls` has one (`requestCert`) that works under Deno; it would keep
 * strangers from the handshake, and adds nothing to what a signature decides.
 *
 * @module
 */
import type { Station } from "./station.ts";
import { FederationError } from "./errors.ts";
import type { Question, Reply, StationLink } from "./messages.ts";
import type { TlsIdentity } from "./self_signed.ts";

/** Longest message: sums of 100 terms are half a megabyte. */
const LONGEST_BYTES = 4 * 1024 * 1024;

/** A station that listens. */
export interface ServedStation {
  /** The port. */
  readonly port: number;
  /** Ends it. */
  close(): void;
}

/**
 * Lets a station listen.
 *
 * @param station The station.
 * @param options `hostname` (default `localhost`), `port` (default any free one) and the TLS `identity`.
 * @returns The port, and how to end it.
 */
export function serveStation(
  station: Station,
  options: { readonly identity: TlsIdentity; readonly hostname?: string; readonly port?: number },
): ServedStation {
  const listener = Deno.listenTls({
    hostname: options.hostname ?? "localhost",
    port: options.port ?? 0,
    cert: options.identity.certificate,
    key: options.identity.privateKey,
  });
  const open = new Set<Deno.TlsConn>();
  const serve = async () => {
    while (true) {
      const connection = await listener.accept().catch((error: unknown) => {
        // A caller that fails the handshake is no reason to stop; a closed listener is.
        if (error instanceof Deno.errors.BadResource) return "closed" as const;
        return "failed" as const;
      });
      if (connection === "closed") return;
      if (connection === "failed") continue;
      open.add(connection);
      converse(station, connection).catch(() => {}).finally(() => {
        open.delete(connection);
        closeQuietly(connection);
      });
    }
  };
  serve();
  const close = () => {
    listener.close();
    for (const connection of open) closeQuietly(connection);
  };
  return { port: listener.addr.port, close };
}

async function converse(station: Station, connection: Deno.TlsConn): Promise<void> {
  for await (const line of linesOf(connection)) {
    await writeLine(connection, station.answer(parseQuestion(line)));
  }
}

/** What cannot be read becomes a question that the station refuses as malformed. */
function parseQuestion(line: string): Question {
  try {
    const found: unknown = JSON.parse(line);
    if (typeof found === "object" && found !== null) return found as Question;
  } catch {
    // Falls through: the station says what it thinks of it.
  }
  return { step: "sum", request: "", offers: [] };
}

/**
 * Connects to a station.
 *
 * @param id The station's id in the agreement.
 * @param options `hostname`, `port`, the pinned `certificate` (PEM) and `timeoutMs` for one answer, default 30,000.
 * @returns The way to the station. A connection that fails or stays silent is a drop-out of that round; the next
 *   question connects anew.
 */
export function connectStation(
  id: string,
  options: {
    readonly hostname: string;
    readonly port: number;
    readonly certificate: string;
    readonly timeoutMs?: number;
  },
): StationLink {
  let line: { readonly connection: Deno.TlsConn; readonly lines: AsyncGenerator<string> } | null = null;
  const connect = async () => {
    const { hostname, port, certificate } = options;
    const connection = await Deno.connectTls({ hostname, port, caCerts: [certificate] });
    return { connection, lines: linesOf(connection) };
  };
  const close = () => {
    if (line !== null) closeQuietly(line.connection);
    line = null;
  };
  const converseOnce = async (question: Question): Promise<Reply> => {
    const here = line ?? await connect();
    line = here;
    await writeLine(here.connection, question);
    const { value, done } = await here.lines.next();
    if (done === true) throw new FederationError({ what: "The station closed the connection", where: id });
    return JSON.parse(value);
  };
  const ask = async (question: Question): Promise<Reply> => {
    try {
      return await within(converseOnce(question), options.timeoutMs ?? 30_000, id);
    } catch (error) {
      close();
      throw error;
    }
  };
  return { id, ask, close };
}

async function within<Value>(work: Promise<Value>, timeoutMs: number, id: string): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const what = `No answer within ${timeoutMs} ms`;
    timer = setTimeout(() => reject(new FederationError({ what, where: id })), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function* linesOf(connection: Deno.TlsConn): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of connection.readable) {
    rest += decoder.decode(bytes, { stream: true });
    if (rest.length > LONGEST_BYTES) throw new FederationError({ what: "A message is too long" });
    const parts = rest.split("\n");
    rest = parts.pop() ?? "";
    yield* parts;
  }
}

async function writeLine(connection: Deno.TlsConn, message: Question | Reply): Promise<void> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(message)}\n`);
  let sent = 0;
  while (sent < bytes.length) sent += await connection.write(bytes.subarray(sent));
}

function closeQuietly(connection: Deno.TlsConn): void {
  try {
    connection.close();
  } catch {
    // It was closed already, by the other side.
  }
}
