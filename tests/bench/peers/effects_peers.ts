/**
 * Two hundred generated data sets per method, here and in Python and R. Prints the table for RESULTS.md.
 *
 * `PEER_PYTHON=<python with statsmodels, scipy, csdid, pysyncon, esda, libpysal, samplics> deno run -A tests/bench/peers/effects_peers.ts`
 *
 * @module
 */
import { join } from "node:path";
import { AREA_PEERS } from "./_area_methods.ts";
import { EFFECT_PEERS } from "./_effects_methods.ts";
import type { Answers, Peer, Rows } from "./_peer.ts";

const SETS = Number(Deno.env.get("PEER_SETS") ?? "200");
const PEERS = [...EFFECT_PEERS, ...AREA_PEERS];

/** Data sets on which a method rightly refuses are skipped on both sides. */
async function tried(work: () => Answers | Promise<Answers>): Promise<Answers> {
  try {
    return await work();
  } catch {
    return {};
  }
}

async function program(command: string, args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, {
    args: [...args],
    stdout: "null",
    stderr: "piped",
    // One thread: on a busy machine OpenBLAS otherwise waits for itself.
    env: { OPENBLAS_NUM_THREADS: "1" },
  }).output();
  if (!success) throw new Error(`${command} failed:\n${new TextDecoder().decode(stderr).slice(-2000)}`);
}

function csvOf(sets: readonly Rows[]): string {
  const names = Object.keys(sets[0] ?? {});
  const lines = sets.flatMap((rows, set) =>
    rows[names[0]!]!.map((_, i) => [set, ...names.map((name) => rows[name]![i])].join(","))
  );
  return [["set", ...names].join(","), ...lines].join("\n") + "\n";
}

/** Answers of a peer: set, name, value per line. */
function readAnswers(path: string): readonly Answers[] {
  const answers: Record<string, number>[] = Array.from({ length: SETS }, () => ({}));
  for (const line of Deno.readTextFileSync(path).trim().split("\n").slice(1)) {
    const [set, name, value] = line.replaceAll('"', "").split(",");
    answers[Number(set)]![name!] = Number(value);
  }
  return answers;
}

/** Runs the script of a peer on the data sets. */
async function answersOf(peer: Peer, kind: "python" | "r", data: string): Promise<readonly Answers[]> {
  const out = `${data}.${kind}.csv`;
  const command = kind === "r" ? "Rscript" : Deno.env.get("PEER_PYTHON") ?? "python3";
  const script = kind === "r" ? "./effects_peers.R" : "./effects_peers.py";
  await program(command, [new URL(script, import.meta.url).pathname, peer.method, data, out]);
  return readAnswers(out);
}

/** Gaps of one number over the data sets on which both answered, relative to the peer's, from small to large. */
function gapsOf(here: readonly Answers[], there: readonly Answers[], name: string): readonly number[] {
  const gaps = here.flatMap((answers, set) => {
    const [a, b] = [answers[name], there[set]![name]];
    if (a === undefined || b === undefined) return [];
    return [a === b ? 0 : Math.abs(a - b) / Math.max(1e-3, Math.abs(b))];
  });
  return gaps.map((gap) => Number.isNaN(gap) ? Infinity : gap).sort((a, b) => a - b);
}

async function compare(peer: Peer, data: string): Promise<void> {
  const sets = Array.from({ length: SETS }, (_, set) => peer.make(`peers/${peer.method}/${set}`));
  Deno.writeTextFileSync(data, csvOf(sets));
  const here: Answers[] = [];
  for (const rows of sets) here.push(await tried(() => peer.here(rows)));
  for (const kind of peer.programs) {
    const there = await answersOf(peer, kind, data);
    for (const name of new Set(there.flatMap((answers) => Object.keys(answers)))) {
      const gaps = gapsOf(here, there, name);
      const at = (share: number) =>
        (gaps[Math.min(gaps.length - 1, Math.floor(share * gaps.length))] ?? NaN).toExponential(1);
      console.log(
        `| ${peer.method} | ${name} | ${kind} | ${gaps.length} | ${at(0.5)} | ${at(0.95)} | ${at(1)} |`,
      );
    }
  }
}

const folder = await Deno.makeTempDir();
const chosen = Deno.args[0] ?? "";
console.log("| method | number | peer | sets | median gap | 95 % below | largest gap |");
console.log("| --- | --- | --- | ---: | ---: | ---: | ---: |");
for (const [nth, peer] of PEERS.entries()) {
  if (peer.method.includes(chosen)) await compare(peer, join(folder, `${nth}.csv`));
}
await Deno.remove(folder, { recursive: true });
