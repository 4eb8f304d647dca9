/**
 * What a notebook may touch: denied is what no rule allows.
 *
 * Every path is resolved through its links before it is judged, so a link cannot lead out of an allowed folder.
 *
 * @module
 */
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { BrokerRequest, Judge, Verdict } from "./broker.ts";
import { type LockedPackages, packageOfPath } from "./packages.ts";
import type { SandboxPolicy } from "./types.ts";

/** What the sandbox is made of. */
export interface SandboxParts {
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
  /** `host:port` of the kernel's own sockets. */
  readonly ownSockets: readonly string[];
}

/** A sandbox: the judge, and the switch from starting to running. */
export interface Sandbox {
  /** Answers accesses. */
  readonly judge: Judge;
  /** From now on the kernel's own sockets are closed to the notebook: they are all listening. */
  seal(): void;
}

/** Project files that every notebook may read, by path from the root. */
const PROJECT_FILES: ReadonlySet<string> = new Set(["deno.json", "deno.lock"]);
/** Project folders whose modules every notebook may load. */
const PROJECT_FOLDERS: readonly string[] = ["lib"];

/** Facts of the system that libraries ask for and that say nothing of a person. Measured: Polars, Plot, Vega. */
const SYSTEM_FACTS: ReadonlySet<string> = new Set([
  "cpus",
  "osRelease",
  "systemMemoryInfo",
  "networkInterfaces",
  "hostname",
]);
/** Variables that libraries ask for; the kernel's environment holds no secret under any name. */
const PUBLIC_VARIABLES: ReadonlySet<string> = new Set([
  "NO_COLOR",
  "TZ",
  "LANG",
  "FORCE_COLOR",
  "TERM",
  "NODE_ENV",
]);

/**
 * Makes the sandbox of a run.
 *
 * @param parts Folders, declarations and sockets.
 * @returns The sandbox.
 */
export function makeSandbox(parts: SandboxParts): Sandbox {
  const real: SandboxParts = {
    ...parts,
    projectDir: realOf(parts.projectDir),
    cwd: realOf(parts.cwd),
    denoDir: realOf(parts.denoDir),
    policy: {
      ...parts.policy,
      scratchDir: realOf(parts.policy.scratchDir),
      read: parts.policy.read.map((grant) => ({ ...grant, path: realOf(grant.path) })),
    },
  };
  let phase: "starting" | "sealed" = "starting";
  return {
    judge: (request) => judge(real, request, phase),
    seal: () => void (phase = "sealed"),
  };
}

function judge(parts: SandboxParts, request: BrokerRequest, phase: "starting" | "sealed"): Verdict {
  const { permission, value } = request;
  if (permission === "net") return judgeNet(parts, value, phase);
  if (value === null) return deny("default");
  switch (permission) {
    case "read":
      return judgePath(parts, value, (path) => readRule(parts, path));
    case "write":
      return judgePath(parts, value, (path) => isWithin(path, parts.policy.scratchDir) ? "scratch" : null);
    case "ffi":
      return judgePath(parts, value, (path) => nativeRule(parts, path));
    case "sys":
      return SYSTEM_FACTS.has(value) ? allow("system-fact") : deny("default");
    case "env":
      return PUBLIC_VARIABLES.has(value) ? allow("public-variable") : deny("default");
    default:
      return deny("default");
  }
}

const allow = (rule: string): Verdict => ({ result: "allow", rule });
const deny = (rule: string): Verdict => ({ result: "deny", rule });

function judgeNet(parts: SandboxParts, value: string | null, phase: "starting" | "sealed"): Verdict {
  if (phase === "starting" && value !== null && parts.ownSockets.includes(value)) {
    // Address and ports differ per run; the trace of two equal runs has to be equal.
    return { ...allow("kernel-socket"), traceValue: "kernel" };
  }
  const { net } = parts.policy;
  if (net === "any") return allow("network");
  if (value === null) return deny("default");
  const host = value.replace(/:\d+$/, "");
  return net.includes(value) || net.includes(host) ? allow("network") : deny("default");
}

function judgePath(parts: SandboxParts, asked: string, ruleOf: (path: string) => string | null): Verdict {
  const path = realOf(resolve(parts.cwd, asked));
  const rule = ruleOf(path);
  const traceValue = traceName(parts, path);
  return rule === null ? { ...deny("default"), traceValue } : { ...allow(rule), traceValue };
}

function readRule(parts: SandboxParts, path: string): string | null {
  if (isWithin(path, parts.policy.scratchDir)) return "scratch";
  const grant = parts.policy.read.find((each) => isWithin(path, each.path));
  if (grant) return grant.rule;
  const inProject = relative(parts.projectDir, path);
  if (
    PROJECT_FILES.has(inProject) ||
    PROJECT_FOLDERS.some((each) => isWithin(path, join(parts.projectDir, each)))
  ) {
    return "module";
  }
  return packageOfPath(parts.locked, path) === null ? null : "package";
}

/** Native code only where a locked package brings it. */
function nativeRule(parts: SandboxParts, path: string): string | null {
  return NATIVE_REGEXP.test(path) && packageOfPath(parts.locked, path) !== null ? "package-native" : null;
}

const NATIVE_REGEXP = /\.(node|so|dylib)$/;

function traceName(parts: SandboxParts, path: string): string {
  return isWithin(path, parts.projectDir) ? relative(parts.projectDir, path) || "." : path;
}

/** Whether a real path is a folder or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/**
 * Follows the links of a path. What does not exist yet is judged by the nearest folder that does.
 *
 * @param path An absolute path.
 * @returns The path without links.
 */
export function realOf(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realOf(parent), basename(path));
  }
}
