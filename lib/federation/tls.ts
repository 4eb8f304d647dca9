/**
 * Stations and coordinator over mutual TLS: one JSON message a line. The only part of this folder that touches the network.
 *
 * Both sides pin the certificate of the other: a caller without the agreed one does not get through the handshake, so a
 * stranger cannot even ask. What may be asked is decided by the signature on the request, and who answered by the signature
 * on the answer. Stations listen through `node:tls`, for `Deno.listenTls` (2.9.6) cannot ask for a certificate.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { X509Certificate } from "node:crypto";
import { createServer, type TLSSocket } from "node:tls";
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

/** Callers at one time: the coordinator, and a few of its connections that are not yet noticed to be dead. */
const MOST_CALLERS = 8;
/** How long a caller may take to say who it is. */
const HANDSHAKE_MS = 10_000;

/**
 * Lets a station listen.
 *
 * @param station The station.
 * @param options The TLS `identity` of the station, the pinned certificate of the one `caller` that may connect (PEM),
 *   `hostname` (default `localhost`) and `port` (default any free one).
 * @returns The port, and how to end it.
 */
export async function serveStation(
  station: Station,
  options: {
    readonly identity: TlsIdentity;
    readonly caller: string;
    readonly hostname?: string;
    readonly port?: number;
  },
): Promise<ServedStation> {
  const agreed = new X509Certificate(options.caller).raw;
  const open = new Set<TLSSocket>();
  const server = createServer({
    ...{ cert: options.identity.certificate, key: options.identity.privateKey, ca: [options.caller] },
    ...{ requestCert: true, rejectUnauthorized: true, minVersion: "TLSv1.3", handshakeTimeout: HANDSHAKE_MS },
  }, (socket) => {
    // What breaks a connection is the caller's concern: the station goes on.
    socket.on("error", () => socket.destroy());
    // The certificate itself, and nothing that it might have signed.
    const shown = socket.authorized ? socket.getPeerCertificate().raw : undefined;
    if (shown === undefined || !agreed.equals(shown)) return socket.destroy();
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    converse(station, socket);
  });
  server.maxConnections = MOST_CALLERS;
  server.on("tlsClientError", () => {});
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(options.port ?? 0, options.hostname ?? "localhost", () => listening());
  });
  const address = server.address();
  const close = () => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  return { port: typeof address === "object" && address !== null ? address.port : 0, close };
}

/** Answers line by line; a line that is too long ends the connection. */
function converse(station: Station, socket: TLSSocket): void {
  let rest: readonly Buffer[] = [];
  let length = 0;
  socket.on("data", (bytes: Buffer) => {
    let left = bytes;
    for (let end = left.indexOf(10); end !== -1; end = left.indexOf(10)) {
      const line = Buffer.concat([...rest, left.subarray(0, end)]).toString("utf8");
      [rest, length, left] = [[], 0, left.subarray(end + 1)];
      socket.write(`${JSON.stringify(station.answer(parseQuestion(line)))}\n`);
    }
    rest = [...rest, left];
    length += left.length;
    if (length > LONGEST_BYTES) socket.destroy();
  });
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
 * @param options `hostname`, `port`, the pinned `certificate` of the station (PEM), the `identity` that the caller shows,
 *   and `timeoutMs` for one answer, default 30,000.
 * @returns The way to the station. A connection that fails or stays silent is a drop-out of that round; the next
 *   question connects anew.
 */
export function connectStation(
  id: string,
  options: {
    readonly hostname: string;
    readonly port: number;
    readonly certificate: string;
    readonly identity: TlsIdentity;
    readonly timeoutMs?: number;
  },
): StationLink {
  let line: { readonly connection: Deno.TlsConn; readonly lines: AsyncGenerator<string> } | null = null;
  const connect = async () => {
    const { hostname, port, certificate, identity } = options;
    const connection = await Deno.connectTls({
      ...{ hostname, port, caCerts: [certificate] },
      ...{ cert: identity.certificate, key: identity.privateKey },
    });
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
