/**
 * `doctor`: whether this machine can do the work, and what it lacks.
 *
 * @module
 */
import { startKernel } from "../kernel/client.ts";
import { requireDenoVersion, selfTestKernel } from "../kernel/self_test.ts";
import { layoutOf, type ProjectLayout } from "../layout.ts";
import { findBrowser, launchBrowser } from "../render/chromium.ts";
import { chooseParallel, thisMachine } from "../run/pool.ts";
import type { Command } from "./command.ts";

/** One thing that is looked at. `needed` things decide the exit code. */
interface Examination {
  readonly name: string;
  readonly weight: "needed" | "useful";
  readonly look: (layout: ProjectLayout) => Promise<string>;
}

const EXAMINATIONS: readonly Examination[] = [
  {
    name: "Deno version",
    weight: "needed",
    look: () => Promise.resolve((requireDenoVersion(), Deno.version.deno)),
  },
  { name: "kernel", weight: "needed", look: lookAtKernel },
  { name: "sandbox", weight: "needed", look: lookAtSandbox },
  { name: "output folder", weight: "needed", look: lookAtOutput },
  { name: "cores and memory", weight: "needed", look: () => Promise.resolve(machineText()) },
  { name: "browser, for --pdf and tests", weight: "useful", look: lookAtBrowser },
  { name: "Python, for lab", weight: "useful", look: lookAtPython },
  {
    name: "git, for the commit in the record",
    weight: "useful",
    look: () => firstLine("git", ["--version"]),
  },
];

/** The command. */
export const command: Command = {
  name: "doctor",
  summary: "Tells whether this machine can do the work, and what is missing for what.",
  operands: "",
  options: [],
  run: async () => {
    const layout = layoutOf();
    let lacking = 0;
    for (const { name, weight, look } of EXAMINATIONS) {
      try {
        console.log(`ok       ${name}: ${await look(layout)}`);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        console.log(`${weight === "needed" ? "MISSING " : "missing "} ${name}: ${message}`);
        if (weight === "needed") lacking++;
      }
    }
    return lacking > 0 ? 1 : 0;
  },
};

async function lookAtKernel(layout: ProjectLayout): Promise<string> {
  const started = performance.now();
  await selfTestKernel({ projectDir: layout.projectDir });
  return `an error is reported, order holds, a result arrives (${
    Math.round(performance.now() - started)
  } ms)`;
}

async function lookAtSandbox(layout: ProjectLayout): Promise<string> {
  const scratchDir = await Deno.makeTempDir({ prefix: "smart-start-doctor-" });
  try {
    const kernel = await startKernel({
      projectDir: layout.projectDir,
      cwd: scratchDir,
      sandbox: { read: [], scratchDir, net: [] },
    });
    try {
      return kernel.layers.join(", ");
    } finally {
      await kernel.close();
    }
  } finally {
    await Deno.remove(scratchDir, { recursive: true });
  }
}

async function lookAtOutput(layout: ProjectLayout): Promise<string> {
  await Deno.mkdir(layout.outputDir, { recursive: true });
  const probe = await Deno.makeTempFile({ dir: layout.outputDir, prefix: ".doctor-" });
  await Deno.remove(probe);
  return layout.outputDir;
}

function machineText(): string {
  const machine = thisMachine();
  const kernels = chooseParallel(null, machine);
  return `${machine.cores} cores, ${
    Math.round(machine.availableMiB / 1024)
  } GiB available: ${kernels} kernels at once`;
}

async function lookAtBrowser(): Promise<string> {
  const browser = await launchBrowser(findBrowser());
  const version = browser.version();
  await browser.close();
  return version;
}

async function lookAtPython(): Promise<string> {
  return await firstLine("python3", ["--version"]);
}

async function firstLine(program: string, args: readonly string[]): Promise<string> {
  try {
    const { code, stdout } = await new Deno.Command(program, { args: [...args], stderr: "null" }).output();
    if (code !== 0) throw new Error(`${program} ended with code ${code}`);
    return new TextDecoder().decode(stdout).split("\n")[0] ?? "";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new Error(`${program} is not installed`);
    throw error;
  }
}
