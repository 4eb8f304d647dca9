/**
 * The layer below Deno's permissions: native code of a package is bound by it too.
 *
 * Linux offers it since 5.13 to every user, in containers too, without a helper to install (bubblewrap) and without
 * user namespaces, which many systems forbid: Landlock. Where it is absent the layer is absent, and the run says so.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Connection } from "./connection.ts";
import { landlockAbi, type LandlockPlan, openLibc, type PathRight } from "./landlock_exec.ts";
import { BROKER_VARIABLE } from "./process.ts";
import { type LockedPackages, packageFolders } from "./packages.ts";
import type { SandboxPolicy } from "./types.ts";

/** What the layer is laid around. */
export interface LayerParts {
  /** Root of the project, absolute. */
  readonly projectDir: string;
  /** Working folder of the kernel, absolute. */
  readonly cwd: string;
  /** What the run declares. */
  readonly policy: SandboxPolicy;
  /** Folder of Deno's caches, absolute. */
  readonly denoDir: string;
  /** The packages of the lock file. */
  readonly locked: LockedPackages;
  /** The kernel's ports and files. */
  readonly connection: Connection;
}

/** A layer that can be laid. */
export interface OsLayer {
  /** Its name in `kernel.layers`. */
  readonly name: string;
  /** Puts the launcher before a command. */
  readonly wrap: (command: readonly string[]) => readonly string[];
}

/** What the dynamic loader and Deno itself read of a Linux system. No folder of users, no `/etc/passwd`. */
const SYSTEM_PATHS: readonly { readonly path: string; readonly may: PathRight }[] = [
  { path: "/lib", may: "read" },
  { path: "/lib64", may: "read" },
  { path: "/usr/lib", may: "read" },
  { path: "/usr/lib64", may: "read" },
  { path: "/nix/store", may: "read" },
  { path: "/lib64/ld-linux-x86-64.so.2", may: "execute" },
  { path: "/lib/ld-linux-aarch64.so.1", may: "execute" },
  { path: "/etc/ld.so.cache", may: "read" },
  { path: "/usr/share/zoneinfo", may: "read" },
  { path: "/dev/null", may: "write-file" },
  { path: "/dev/zero", may: "read" },
  { path: "/dev/random", may: "read" },
  { path: "/dev/urandom", may: "read" },
];

/** Facts of the machine and of the kernel's own process: cores, memory and limits. Other processes stay unseen. */
const FACT_PATHS: readonly string[] = [
  "/proc/self/maps",
  "/proc/self/cgroup",
  "/proc/self/mountinfo",
  "/proc/self/status",
  "/proc/self/statm",
  "/proc/stat",
  "/proc/meminfo",
  "/proc/cpuinfo",
  "/proc/sys/vm/overcommit_memory",
  "/proc/sys/kernel/osrelease",
  "/sys/fs/cgroup",
  "/sys/devices/system/cpu",
  "/sys/kernel/mm/transparent_hugepage",
];

/** What a draft that may reach the network reads besides, to find hosts. */
const NETWORK_PATHS: readonly string[] = [
  "/etc/resolv.conf",
  "/etc/hosts",
  "/etc/nsswitch.conf",
  "/etc/ssl",
  "/run/systemd/resolve",
];

/** Folders and files below the caches that the kernel reads: compiled modules and databases. */
const CACHE_PATHS: readonly string[] = [
  "gen",
  "dep_analysis_cache_v2",
  "node_analysis_cache_v2",
  "v8_code_cache_v2",
];

/**
 * Prepares the layer, where the system offers it.
 *
 * @param parts Folders, declarations and ports.
 * @returns The layer; null where there is none.
 */
export async function prepareOsLayer(parts: LayerParts): Promise<OsLayer | null> {
  const abi = availableAbi();
  if (abi === 0) return null;
  const plan = await makePlan(parts, abi);
  const planFile = join(parts.connection.dir, "layer.json");
  await Deno.writeTextFile(planFile, JSON.stringify(plan), { mode: 0o600 });
  const launcher = fileURLToPath(new URL("./landlock_exec.ts", import.meta.url));
  const flags = ["run", "--quiet", "--no-config", "--no-lock", "--no-npm", "--no-remote", "--allow-all"];
  return {
    name: plan.connect === "none" ? "os:landlock+seccomp" : "os:landlock",
    wrap: (command) => [Deno.execPath(), ...flags, launcher, planFile, ...command],
  };
}

/** Deno looks for its configuration in the working folder and all above; a file it may not read would stop it. */
function configPaths(cwd: string): readonly string[] {
  const parent = dirname(cwd);
  const here = ["deno.json", "deno.jsonc", "package.json"].map((name) => join(cwd, name));
  return parent === cwd ? here : [...here, ...configPaths(parent)];
}

let knownAbi: number | null = null;

/** Landlock's version here; 0 where it is absent, or where this process may not ask. */
function availableAbi(): number {
  if (Deno.build.os !== "linux") return 0;
  if (knownAbi === null) {
    const libc = openLibc();
    knownAbi = libc === null ? 0 : landlockAbi(libc);
  }
  return knownAbi;
}

async function makePlan(parts: LayerParts, abi: number): Promise<LandlockPlan> {
  const read = (path: string) => ({ path, may: "read" as const });
  const open = parts.policy.net === "any" || parts.policy.net.length > 0;
  const project = ["deno.json", "deno.lock", "lib"].map((name) => read(join(parts.projectDir, name)));
  return {
    abi,
    paths: [
      ...SYSTEM_PATHS,
      ...FACT_PATHS.map(read),
      ...(open ? NETWORK_PATHS.map(read) : []),
      { path: Deno.execPath(), may: "execute" },
      read(parts.connection.file),
      ...project,
      ...configPaths(parts.cwd).map(read),
      ...CACHE_PATHS.map((name) => read(join(parts.denoDir, name))),
      ...(await packageFolders(parts.locked)).map(read),
      ...parts.policy.read.map((grant) => read(grant.path)),
      { path: parts.policy.scratchDir, may: "write" },
    ],
    bindPorts: Object.values(parts.connection.ports),
    connect: open ? "any" : "none",
    env: { [BROKER_VARIABLE]: parts.connection.brokerPath },
  };
}
