/**
 * What a notebook may touch: denied is what no rule allows.
 *
 * Every path is resolved through its links before it is judged, so a link cannot lead out of an allowed folder.
 *
 * @module
 */
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { BrokerRequest, Judge, Verdict } from "./broker.ts";
import { type LockedPackages, packageOfPath } from "./packages.ts";
import type { ReadGrant, SandboxPolicy } from "./types.ts";

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
  /** Deno's executable, absolute. */
  readonly execPath: string;
  /** Where a process stands now; null where the system does not tell. */
  readonly cwdOf: (pid: number) => string | null;
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

/** Project files that nobody may read unless a grant names them or a folder inside. */
const PROTECTED_REGEXP = /^(\.git|\.env[^/]*)(\/|$)/;
/** Folders in which the system shows processes, devices and itself: they are no data, whatever is granted. */
const SYSTEM_FOLDERS: readonly string[] = ["/proc", "/sys", "/dev"];

/** Facts of the system that libraries ask for and that say nothing of a person. Measured: Polars, DuckDB, Vega. */
const SYSTEM_FACTS: ReadonlySet<string> = new Set(["cpus", "osRelease", "systemMemoryInfo"]);
/** Files by which native packages tell one C library from another. Measured: DuckDB reads the heads of both. */
const SYSTEM_FILES: ReadonlySet<string> = new Set(["/usr/bin/ldd"]);
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
    execPath: realOf(parts.execPath),
    locked: { ...parts.locked, npmDir: realOf(parts.locked.npmDir) },
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
      return judgePath(parts, request, (path) => readRule(parts, path));
    case "write":
      return judgePath(parts, request, (path) => isWithin(path, parts.policy.scratchDir) ? "scratch" : null);
    case "ffi":
      // A bare name is looked up by the system's loader, not in the working folder.
      if (!value.includes("/")) return deny("default");
      return judgePath(parts, request, (path) => nativeRule(parts, path));
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

function judgePath(
  parts: SandboxParts,
  request: BrokerRequest,
  ruleOf: (path: string) => string | null,
): Verdict {
  const asked = absoluteOf(parts, request);
  if (asked === null) return deny("default");
  const path = realOf(asked);
  const rule = ruleOf(path);
  const traceValue = traceName(parts, path);
  return rule === null ? { ...deny("default"), traceValue } : { ...allow(rule), traceValue };
}

/** How Deno names the folder of temporary files, which is the scratch folder. */
const TEMPORARY = "<TMP>";

/**
 * Deno hands on a relative path as the code wrote it, and opens it from where the process stands *now*: after a
 * `Deno.chdir()` that is elsewhere. Where the system does not tell, a path that climbs is refused: any other stays
 * below a folder that the process was let into.
 */
function absoluteOf(parts: SandboxParts, request: BrokerRequest): string | null {
  const value = request.value ?? "";
  if (isAbsolute(value)) return value;
  if (value === TEMPORARY) return parts.policy.scratchDir;
  const standing = request.pid === null ? null : parts.cwdOf(request.pid);
  if (standing !== null) return resolve(standing, value);
  return value.split(/[/\\]/).includes("..") ? null : resolve(parts.cwd, value);
}

function readRule(parts: SandboxParts, path: string): string | null {
  if (SYSTEM_FOLDERS.some((folder) => isWithin(path, folder))) return null;
  const { projectDir, policy } = parts;
  const inProject = relative(projectDir, path);
  const grants = PROTECTED_REGEXP.test(inProject)
    ? policy.read.filter((each) => PROTECTED_REGEXP.test(relative(projectDir, each.path)))
    : policy.read;
  // Of nested grants the innermost names the access.
  const grant = grants.filter((each) => isWithin(path, each.path))
    .reduce<ReadGrant | null>(
      (best, each) => best && best.path.length >= each.path.length ? best : each,
      null,
    );
  if (grant !== null) return grant.rule;
  if (isWithin(path, policy.scratchDir)) return "scratch";
  if (
    PROJECT_FILES.has(inProject) || PROJECT_FOLDERS.some((each) => isWithin(path, join(projectDir, each)))
  ) {
    return "module";
  }
  if (path === parts.execPath || SYSTEM_FILES.has(path)) return "system-fact";
  return packageOfPath(parts.locked, path) === null ? null : "package";
}

/** Native code only where a locked package brings it. */
function nativeRule(parts: SandboxParts, path: string): string | null {
  return NATIVE_REGEXP.test(path) && packageOfPath(parts.locked, path) !== null ? "package-native" : null;
}

const NATIVE_REGEXP = /\.(node|so|dylib)$/;

/** Names a path the same way in every run: project paths from its root, scratch paths from theirs. */
function traceName(parts: SandboxParts, path: string): string {
  const { scratchDir } = parts.policy;
  if (isWithin(path, scratchDir)) return join("scratch:", relative(scratchDir, path));
  return isWithin(path, parts.projectDir) ? relative(parts.projectDir, path) || "." : path;
}

/** Whether a real path is a folder or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/**
 * Tells where a process stands, on Linux.
 *
 * @param pid The process.
 * @returns An absolute path; null elsewhere, and when the process has ended.
 */
export function workingFolderOf(pid: number): string | null {
  if (Deno.build.os !== "linux") return null;
  try {
    return Deno.readLinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/** As many links in a row as Linux itself follows before it gives up. */
const LINK_LIMIT = 40;

/**
 * Follows the links of a path. What does not exist yet is judged by the nearest folder that does, and a link to what
 * does not exist yet by where it leads.
 *
 * @param path An absolute path.
 * @returns The path without links.
 * @throws {RangeError} When links lead in a circle.
 */
export function realOf(path: string): string {
  return follow(path, LINK_LIMIT);
}

function follow(path: string, linksLeft: number): string {
  if (linksLeft < 0) throw new RangeError("Cannot follow a path: its links lead in a circle");
  try {
    return Deno.realPathSync(path);
  } catch {
    const parent = dirname(path);
    if (parent === path) return path;
    const target = linkTarget(path);
    if (target !== null) return follow(resolve(follow(parent, linksLeft), target), linksLeft - 1);
    return join(follow(parent, linksLeft), basename(path));
  }
}

function linkTarget(path: string): string | null {
  try {
    return Deno.readLinkSync(path);
  } catch {
    return null;
  }
}
