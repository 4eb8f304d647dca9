/**
 * Watches the resident memory of a process: the heap limit of V8 does not bound native libraries.
 *
 * @module
 */

/** A watch. */
export interface MemoryWatch {
  /** Highest resident memory so far in MiB; null where it cannot be read. */
  peakMiB(): number | null;
  /** Ends it. */
  stop(): void;
}

/** Pause between looks: at 1 GiB/s an overshoot of 100 MiB. */
const LOOK_EVERY_MS = 100;

/**
 * Starts a watch.
 *
 * @param options The process, once it is known, its limit, and what happens when it is passed (once).
 * @returns The watch.
 */
export function watchMemory(options: {
  readonly pid: () => number | null;
  readonly limitMiB: number;
  readonly onExceeded: (residentMiB: number) => void;
}): MemoryWatch {
  let peak: number | null = null;
  let told = false;
  const look = () => {
    const pid = options.pid();
    const memory = pid === null ? null : readMemory(pid);
    if (memory === null) return;
    peak = Math.max(peak ?? 0, memory.peakMiB);
    if (memory.residentMiB <= options.limitMiB || told) return;
    told = true;
    options.onExceeded(Math.round(memory.residentMiB));
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    peakMiB: () => {
      look();
      return peak === null ? null : Math.round(peak);
    },
    stop: () => clearInterval(timer),
  };
}

/** Reads what Linux tells of a process; null elsewhere, and when it has ended. */
function readMemory(pid: number): { readonly residentMiB: number; readonly peakMiB: number } | null {
  try {
    const status = Deno.readTextFileSync(`/proc/${pid}/status`);
    const residentMiB = kibibytes(status, "VmRSS") / 1_024;
    return { residentMiB, peakMiB: kibibytes(status, "VmHWM") / 1_024 };
  } catch {
    return null;
  }
}

function kibibytes(status: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)?.[1] ?? 0);
}
