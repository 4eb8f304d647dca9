/**
 * Takes rights away from itself and then becomes the kernel: the launcher of the operating-system layer.
 *
 * Runs as `deno run landlock_exec.ts PLAN COMMAND…`. Through libc it asks Linux to forbid this process all files, TCP
 * ports and signals that the plan does not name (Landlock), and all sockets but TCP and unix ones (seccomp); then
 * `execve` replaces it by the command, which inherits the bans and can never lift them. Native code that a notebook
 * calls is bound by them too, though Deno's permissions do not see it.
 *
 * Source: Linux kernel documentation, "Landlock: unprivileged access control"; prctl(2); seccomp(2).
 *
 * @module
 */
import { denialFilter } from "./seccomp_filter.ts";

/** What the command may do. */
export interface LandlockPlan {
  /** Landlock's ABI version on this machine. */
  readonly abi: number;
  /** Paths with what may be done below them. */
  readonly paths: readonly { readonly path: string; readonly may: PathRight }[];
  /** TCP ports that may be listened on; all others are forbidden. */
  readonly bindPorts: readonly number[];
  /** Whether outgoing connections are forbidden; a draft that may reach a host needs them. */
  readonly connect: "none" | "any";
  /** Variables that the command gets and the launcher does not: the broker would judge the launcher by them. */
  readonly env: Readonly<Record<string, string>>;
}

/** What may be done with a path. */
export type PathRight = "read" | "execute" | "write-file" | "write";

/** Exit code that tells the runner that the layer could not be laid. */
export const LAYER_FAILED = 88;

/** System calls; the numbers are the same on every architecture that Deno runs on. */
const LANDLOCK_CREATE_RULESET = 444n, LANDLOCK_ADD_RULE = 445n, LANDLOCK_RESTRICT_SELF = 446n;
/** prctl options. */
const PR_SET_PDEATHSIG = 1, PR_SET_SECCOMP = 22, PR_SET_NO_NEW_PRIVS = 38;
const SECCOMP_MODE_FILTER = 2n, SIGKILL = 9n;
const O_PATH = 0o10000000, O_CLOEXEC = 0o2000000;
const RULE_PATH = 1, RULE_PORT = 2;

/** Rights over files, as Landlock's bits. */
const FS = {
  execute: 1n << 0n,
  writeFile: 1n << 1n,
  readFile: 1n << 2n,
  readDir: 1n << 3n,
  /** Remove, and make of all kinds: bits 4 to 12. */
  change: 0x1ff0n,
  refer: 1n << 13n,
  truncate: 1n << 14n,
  ioctlDevice: 1n << 15n,
};
/** Rights over files by ABI: each version knows more, and refuses bits that it does not know. */
const FS_BY_ABI: readonly bigint[] = [0x1fffn, 0x3fffn, 0x7fffn, 0x7fffn, 0xffffn];
const NET = { bind: 1n, connect: 2n };
/** Abstract unix sockets and signals of processes outside. */
const SCOPE_ALL = 3n;
const ABI_WITH_NET = 4, ABI_WITH_SCOPE = 6;

/** What is called of the C library. */
export const LIBC = {
  syscall: { parameters: ["i64", "usize", "usize", "usize", "usize"], result: "i64" },
  prctl: { parameters: ["i32", "usize", "usize", "usize", "usize"], result: "i32" },
  execve: { parameters: ["buffer", "buffer", "buffer"], result: "i32" },
  open: { parameters: ["buffer", "i32"], result: "i32" },
  close: { parameters: ["i32"], result: "i32" },
} as const;

/** The functions of the C library that the launcher calls. */
export type Libc = Deno.DynamicLibrary<typeof LIBC>["symbols"];

const encoder = new TextEncoder();
const cString = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text + "\0");
const addressOf = (bytes: Uint8Array<ArrayBuffer>): bigint =>
  Deno.UnsafePointer.value(Deno.UnsafePointer.of(bytes));

/**
 * Opens the C library.
 *
 * @returns Its functions; null where there is none that Deno may call.
 */
export function openLibc(): Libc | null {
  try {
    return Deno.dlopen("libc.so.6", LIBC).symbols;
  } catch {
    return null;
  }
}

/**
 * Asks for the version of Landlock.
 *
 * @param libc The C library.
 * @returns The ABI version; 0 where Landlock is absent or switched off.
 */
export function landlockAbi(libc: Libc): number {
  const version = libc.syscall(LANDLOCK_CREATE_RULESET, 0n, 0n, 1n, 0n);
  return version > 0n ? Number(version) : 0;
}

/** Forbids this process what the plan does not allow. Throws when Linux refuses. */
function restrict(libc: Libc, plan: LandlockPlan): void {
  const handledFs = FS_BY_ABI[Math.min(plan.abi, FS_BY_ABI.length) - 1] as bigint;
  const net = plan.abi < ABI_WITH_NET ? 0n : NET.bind | (plan.connect === "none" ? NET.connect : 0n);
  const scope = plan.abi < ABI_WITH_SCOPE ? 0n : SCOPE_ALL;
  const attributes = words(handledFs, net, scope);
  const size = plan.abi < ABI_WITH_NET ? 8n : plan.abi < ABI_WITH_SCOPE ? 16n : 24n;
  const ruleset = libc.syscall(LANDLOCK_CREATE_RULESET, addressOf(attributes), size, 0n, 0n);
  if (ruleset < 0n) throw new Error("Cannot make a Landlock ruleset");
  for (const { path, may } of plan.paths) allowPath(libc, ruleset, path, rightsOf(may) & handledFs);
  if (net !== 0n) { for (const port of plan.bindPorts) allowPort(libc, ruleset, port); }
  demand(libc.prctl(PR_SET_NO_NEW_PRIVS, 1n, 0n, 0n, 0n), "forgo new privileges");
  demand(Number(libc.syscall(LANDLOCK_RESTRICT_SELF, ruleset, 0n, 0n, 0n)), "restrict itself");
  libc.close(Number(ruleset));
  if (plan.connect === "none") filterCalls(libc);
}

function rightsOf(may: PathRight): bigint {
  switch (may) {
    case "read":
      return FS.readFile | FS.readDir;
    case "execute":
      return FS.readFile | FS.execute;
    case "write-file":
      return FS.readFile | FS.writeFile | FS.truncate;
    case "write":
      return FS.readFile | FS.readDir | FS.writeFile | FS.change | FS.refer | FS.truncate;
  }
}

/** Rights over directories do not apply to a file, and Linux refuses a rule that names them for one. */
const FILE_RIGHTS = FS.execute | FS.writeFile | FS.readFile | FS.truncate | FS.ioctlDevice;

function allowPath(libc: Libc, ruleset: bigint, path: string, rights: bigint): void {
  let isDirectory: boolean;
  try {
    isDirectory = Deno.statSync(path).isDirectory;
  } catch {
    return; // What does not exist needs no rule.
  }
  const parent = libc.open(cString(path), O_PATH | O_CLOEXEC);
  if (parent < 0) return;
  const rule = new Uint8Array(12);
  const view = new DataView(rule.buffer);
  view.setBigUint64(0, isDirectory ? rights : rights & FILE_RIGHTS, true);
  view.setInt32(8, parent, true);
  const done = libc.syscall(LANDLOCK_ADD_RULE, ruleset, BigInt(RULE_PATH), addressOf(rule), 0n);
  libc.close(parent);
  demand(Number(done), `allow ${path}`);
}

function allowPort(libc: Libc, ruleset: bigint, port: number): void {
  const rule = words(NET.bind, BigInt(port));
  demand(
    Number(libc.syscall(LANDLOCK_ADD_RULE, ruleset, BigInt(RULE_PORT), addressOf(rule), 0n)),
    `allow port ${port}`,
  );
}

function filterCalls(libc: Libc): void {
  const filter = denialFilter(Deno.build.arch);
  const program = words(BigInt(filter.length / 8), addressOf(filter));
  demand(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, addressOf(program), 0n, 0n), "filter system calls");
}

function demand(result: number, action: string): void {
  if (result !== 0) throw new Error(`Linux did not let the launcher ${action}`);
}

function words(...values: readonly bigint[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(BigUint64Array.from(values).buffer);
}

/** Replaces this process by the command. Returns only when that failed. */
function becomeCommand(libc: Libc, command: readonly string[], more: Readonly<Record<string, string>>): void {
  const env = Object.entries({ ...Deno.env.toObject(), ...more }).map(([name, value]) => `${name}=${value}`);
  const held = [...command, ...env].map(cString);
  const vector = (parts: readonly Uint8Array<ArrayBuffer>[]) => words(...parts.map(addressOf), 0n);
  const argv = vector(held.slice(0, command.length));
  const envp = vector(held.slice(command.length));
  libc.execve(held[0] as Uint8Array<ArrayBuffer>, argv, envp);
}

function main(args: readonly string[]): void {
  const [planFile, ...command] = args;
  const libc = openLibc();
  if (libc === null || planFile === undefined) throw new Error("There is no C library or no plan");
  const plan = JSON.parse(Deno.readTextFileSync(planFile)) as LandlockPlan;
  libc.prctl(PR_SET_PDEATHSIG, SIGKILL, 0n, 0n, 0n);
  restrict(libc, plan);
  becomeCommand(libc, command, plan.env);
  throw new Error("The command could not be started");
}

if (import.meta.main) {
  try {
    main(Deno.args);
  } catch (error) {
    console.error(`landlock_exec: ${error instanceof Error ? error.message : String(error)}`);
    Deno.exit(LAYER_FAILED);
  }
}
