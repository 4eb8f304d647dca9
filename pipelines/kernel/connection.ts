/**
 * Where a kernel and its client meet: a private folder, a key, a loopback address and five ports.
 *
 * @module
 */
import { dirname, join } from "node:path";

/** What a kernel is told to listen on, and where the client finds it. */
export interface Connection {
  /** A private folder (mode 0700) that holds the connection file and the broker's socket. */
  readonly dir: string;
  /** The connection file (mode 0600). */
  readonly file: string;
  /** The broker's socket. */
  readonly brokerPath: string;
  /** The loopback address. */
  readonly ip: string;
  /** The key that signs messages. */
  readonly key: string;
  /** The five ports. */
  readonly ports: Readonly<Record<Channel, number>>;
}

/** The channels of the Jupyter protocol. */
export type Channel = "shell" | "iopub" | "stdin" | "control" | "hb";

const CHANNELS: readonly Channel[] = ["shell", "iopub", "stdin", "control", "hb"];

const DIR_PREFIX = "smart-start-kernel-";
const BROKER = "broker";

/** A unix socket path holds 104 octets on macOS and 108 on Linux; the file name takes some. */
const SOCKET_DIR_LIMIT = 80;

/**
 * Prepares a connection: makes the folder, chooses address and ports, and writes the connection file.
 *
 * Every kernel gets a loopback address of its own where the system has them (all of 127/8 on Linux), so two kernels
 * that start at once cannot take each other's port; and all five ports are held at once while they are chosen.
 *
 * @returns The connection. Whoever asks for it removes `dir`.
 */
export async function prepareConnection(): Promise<Connection> {
  const dir = await makePrivateDir();
  await (swept ??= sweepConnections(dirname(dir)));
  const ip = Deno.build.os === "linux" ? randomLoopback() : "127.0.0.1";
  const ports = chooseFreePorts(ip);
  const key = randomHex(32);
  const file = join(dir, "connection.json");
  const fields = {
    transport: "tcp",
    ip,
    key,
    signature_scheme: "hmac-sha256",
    kernel_name: "deno",
    ...Object.fromEntries(CHANNELS.map((channel) => [`${channel}_port`, ports[channel]])),
  };
  await Deno.writeTextFile(file, JSON.stringify(fields), { mode: 0o600, createNew: true });
  return { dir, file, brokerPath: join(dir, BROKER), ip, key, ports };
}

let swept: Promise<void> | null = null;

/** No kernel takes longer to start, and one without a broker (that of `lab`) has read its file by then. */
const ORPHAN_AGE_MS = 3_600_000;

/**
 * Removes folders that a runner left which was killed between choosing ports and starting its kernel: later on the
 * kernel's supervisor sees to it. Done once a process.
 *
 * @param tempDir Where they lie.
 * @param now The time, in milliseconds since 1970.
 */
export async function sweepConnections(tempDir: string, now: number = Date.now()): Promise<void> {
  for await (const { name } of Deno.readDir(tempDir)) {
    if (!name.startsWith(DIR_PREFIX)) continue;
    const dir = join(tempDir, name);
    try {
      const names = (await Array.fromAsync(Deno.readDir(dir))).map((entry) => entry.name);
      const made = (await Deno.stat(dir)).mtime?.getTime() ?? now;
      if (!names.includes(BROKER) && now - made > ORPHAN_AGE_MS) await Deno.remove(dir, { recursive: true });
    } catch {
      // It is somebody else's, or it went in the meantime.
    }
  }
}

async function makePrivateDir(): Promise<string> {
  const dir = await Deno.makeTempDir({ prefix: DIR_PREFIX });
  if (dir.length <= SOCKET_DIR_LIMIT) return dir;
  await Deno.remove(dir);
  return await Deno.makeTempDir({ dir: "/tmp", prefix: DIR_PREFIX });
}

/** 127.x.y.z with each of x, y, z from 1 to 254: away from 127.0.0.1, where everybody else listens. */
function randomLoopback(): string {
  const octets = crypto.getRandomValues(new Uint8Array(3));
  return ["127", ...[...octets].map((octet) => String(1 + octet % 254))].join(".");
}

function chooseFreePorts(hostname: string): Readonly<Record<Channel, number>> {
  const held = CHANNELS.map((channel) => ({ channel, listener: Deno.listen({ hostname, port: 0 }) }));
  const ports = held.map(({ channel, listener }) => [channel, (listener.addr as Deno.NetAddr).port] as const);
  for (const { listener } of held) listener.close();
  return Object.fromEntries(ports) as Record<Channel, number>;
}

/**
 * Makes a random text for keys and nonces.
 *
 * @param bytes Number of random bytes.
 * @returns Twice as many hexadecimal digits.
 */
export function randomHex(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((b) => b.toString(16).padStart(2, "0")).join(
    "",
  );
}
