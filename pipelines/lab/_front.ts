/**
 * The side of the kernel proxy that JupyterLab connects to: the five sockets of a kernel.
 *
 * @module
 */
import type { Frame } from "../kernel/wire.ts";
import { openZmtp, type ZmtpSocket } from "../kernel/zmtp.ts";

/** What a socket is to its peer. */
export type SocketRole = Parameters<typeof openZmtp>[1]["type"];

/** The connection file as Jupyter writes it. */
export interface FrontConnection {
  /** Address to listen on. */
  readonly ip: string;
  /** Key that signs messages. */
  readonly key: string;
  /** Ports. */
  readonly shell_port: number;
  /** Port of the broadcasts. */
  readonly iopub_port: number;
  /** Port of interrupts and shutdown. */
  readonly control_port: number;
  /** Port of input. */
  readonly stdin_port: number;
  /** Port of the heartbeat. */
  readonly hb_port: number;
}

/** A message of a client, and the way back to it. */
export interface ClientMessage {
  /** The client. */
  readonly socket: ZmtpSocket;
  /** The frames, without identity: each client has a connection of its own. */
  readonly frames: readonly Frame[];
}

/** What is done with messages of clients. */
export interface FrontHandlers {
  /** A request on the shell channel. */
  readonly shell: (message: ClientMessage) => void;
  /** A request on the control channel. */
  readonly control: (message: ClientMessage) => void;
  /** An answer on the stdin channel. */
  readonly stdin: (message: ClientMessage) => void;
}

/** The open sockets. */
export interface Front {
  /** Sends to all who listen to broadcasts. */
  publish(frames: readonly Frame[]): void;
  /** Sends to all clients of the stdin channel. */
  askInput(frames: readonly Frame[]): void;
}

/** Sends, and takes a client that is gone for gone. */
export function sendQuietly(socket: ZmtpSocket, frames: readonly Frame[]): void {
  socket.send(frames).catch(() => socket.close());
}

/**
 * Opens the five sockets.
 *
 * @param connection Where to listen.
 * @param handlers What is done with messages.
 * @returns The sockets.
 */
export function openFront(connection: FrontConnection, handlers: FrontHandlers): Front {
  const listeners = new Set<ZmtpSocket>();
  const inputs = new Set<ZmtpSocket>();
  const { ip: hostname } = connection;
  const none = new Set<ZmtpSocket>();
  void serve({ hostname, port: connection.shell_port }, "ROUTER", none, handlers.shell);
  void serve({ hostname, port: connection.control_port }, "ROUTER", none, handlers.control);
  void serve({ hostname, port: connection.stdin_port }, "ROUTER", inputs, handlers.stdin);
  // A subscription says what a client wants to hear: Jupyter's clients want everything.
  void serve({ hostname, port: connection.iopub_port }, "PUB", listeners, () => {});
  void serve({ hostname, port: connection.hb_port }, "REP", none, ({ socket, frames }) => {
    sendQuietly(socket, frames);
  });
  return {
    publish: (frames) => listeners.forEach((socket) => sendQuietly(socket, frames)),
    askInput: (frames) => inputs.forEach((socket) => sendQuietly(socket, frames)),
  };
}

async function serve(
  address: { readonly hostname: string; readonly port: number },
  type: SocketRole,
  open: Set<ZmtpSocket>,
  handle: (message: ClientMessage) => void,
): Promise<void> {
  for await (const conn of Deno.listen(address)) {
    conn.setNoDelay(true);
    void attend(conn, type, open, handle);
  }
}

async function attend(
  conn: Deno.TcpConn,
  type: SocketRole,
  open: Set<ZmtpSocket>,
  handle: (message: ClientMessage) => void,
): Promise<void> {
  let socket: ZmtpSocket | null = null;
  try {
    socket = await openZmtp(conn, { type });
    open.add(socket);
    for (let incoming = await socket.receive(); incoming !== null; incoming = await socket.receive()) {
      if (incoming.kind === "message") handle({ socket, frames: incoming.frames });
    }
  } catch {
    // A client that breaks off, or is none, ends its own connection only.
  } finally {
    if (socket !== null) open.delete(socket);
    socket?.close();
  }
}
