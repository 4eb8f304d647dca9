/**
 * Measures a command with all the processes it starts: wall time, processor time, peak memory. Linux only.
 *
 * Every 40 ms the tree is walked in `/proc`. Processor time is the last seen of each process, so the last
 * 40 ms of a short-lived one are missed, the same way for every program that is measured.
 *
 * @module
 */

/** What a command cost. */
export interface Cost {
  /** Wall time in seconds. */
  readonly wallSeconds: number;
  /** Processor time of all its processes in seconds. */
  readonly cpuSeconds: number;
  /** Peak of the resident memory of all its processes together, in MiB. */
  readonly peakMiB: number;
  /** The same without the kernels. */
  readonly runnerPeakMiB: number;
  /**
   * Peak of what the processes without the kernels take of the machine, in MiB: their proportional set size, in which a
   * page that several processes share (Deno's own program) is counted once and not once for each.
   */
  readonly runnerSharePeakMiB: number;
  /** Exit code. */
  readonly code: number;
  /** What it wrote on both outputs. */
  readonly output: string;
}

/** How often the tree is walked, in milliseconds. */
const SAMPLE_MS = 40;
/** Clock ticks per second in `/proc/PID/stat`; 100 on every Linux of the last decades. */
const TICKS = 100;
const MIB = 1024 * 1024;
/** Bytes per page on x86-64 and arm64 Linux. */
const PAGE_BYTES = 4096;

interface Sample {
  readonly pid: number;
  readonly parent: number;
  readonly cpuSeconds: number;
  readonly residentMiB: number;
}

/** Runs a command and measures it. */
export async function measure(
  argv: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Cost> {
  const [program = "", ...args] = argv;
  const started = performance.now();
  const child = new Deno.Command(program, {
    args,
    cwd: options.cwd,
    ...(options.env === undefined ? {} : { env: options.env }),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const watch = new TreeWatch(child.pid);
  const timer = setInterval(() => watch.sample(), SAMPLE_MS);
  watch.sample();
  const { code, stdout, stderr } = await child.output();
  const wallSeconds = (performance.now() - started) / 1000;
  clearInterval(timer);
  const decoder = new TextDecoder();
  return { wallSeconds, ...watch.totals(), code, output: decoder.decode(stdout) + decoder.decode(stderr) };
}

class TreeWatch {
  readonly #members: Set<number>;
  readonly #cpu = new Map<number, number>();
  readonly #kernels = new Map<number, boolean>();
  #peakMiB = 0;
  #runnerPeakMiB = 0;
  #runnerSharePeakMiB = 0;

  constructor(root: number) {
    this.#members = new Set([root]);
  }

  sample(): void {
    const all = readProcesses();
    // A child may have a smaller number than its parent after the numbers came round: go on until nothing is added.
    for (let before = -1; before !== this.#members.size;) {
      before = this.#members.size;
      for (const one of all) if (this.#members.has(one.parent)) this.#members.add(one.pid);
    }
    let total = 0;
    let runner = 0;
    let share = 0;
    for (const one of all) {
      if (!this.#members.has(one.pid)) continue;
      this.#cpu.set(one.pid, one.cpuSeconds);
      total += one.residentMiB;
      if (this.#isKernel(one.pid)) continue;
      runner += one.residentMiB;
      share += shareOf(one.pid);
    }
    this.#runnerSharePeakMiB = Math.max(this.#runnerSharePeakMiB, share);
    this.#peakMiB = Math.max(this.#peakMiB, total);
    this.#runnerPeakMiB = Math.max(this.#runnerPeakMiB, runner);
  }

  totals(): Pick<Cost, "cpuSeconds" | "peakMiB" | "runnerPeakMiB" | "runnerSharePeakMiB"> {
    const cpuSeconds = [...this.#cpu.values()].reduce((sum, one) => sum + one, 0);
    return {
      cpuSeconds,
      peakMiB: this.#peakMiB,
      runnerPeakMiB: this.#runnerPeakMiB,
      runnerSharePeakMiB: this.#runnerSharePeakMiB,
    };
  }

  /** Asked until yes: a process is a copy of its parent for a moment before it becomes the kernel. */
  #isKernel(pid: number): boolean {
    if (this.#kernels.get(pid)) return true;
    const command = readText(`/proc/${pid}/cmdline`).split("\0");
    const is = command.includes("jupyter") && command.includes("--kernel");
    this.#kernels.set(pid, is);
    return is;
  }
}

function readProcesses(): readonly Sample[] {
  const samples: Sample[] = [];
  for (const entry of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(entry.name)) continue;
    const stat = readText(`/proc/${entry.name}/stat`);
    // The name may hold spaces and brackets: fields are counted from its end.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields.length < 22) continue;
    samples.push({
      pid: Number(entry.name),
      parent: Number(fields[1]),
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
      residentMiB: Number(fields[21]) * PAGE_BYTES / MIB,
    });
  }
  return samples;
}

function readText(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return ""; // The process ended between two looks.
  }
}

/** The proportional set size of a process in MiB; 0 when it has ended. */
function shareOf(pid: number): number {
  const found = /^Pss:\s+(\d+) kB/m.exec(readText(`/proc/${pid}/smaps_rollup`));
  return Number(found?.[1] ?? 0) / 1024;
}
