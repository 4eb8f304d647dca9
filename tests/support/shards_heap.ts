/**
 * What stays in memory after shards are written, in a process of its own: prints bytes on the heap, after collection,
 * that three more shards leave behind (`left`) and that one shard takes while it is held (`held`).
 *
 * Run: `deno run -A --v8-flags=--expose-gc shards_heap.ts INHABITANTS`.
 */
import { buildPlan } from "../../lib/sources/synthetic/region_files.ts";
import { ensureShards, planShards } from "../../lib/sources/synthetic/shards.ts";

const inhabitants = Number(Deno.args[0]);
const collect = (globalThis as unknown as { readonly gc: () => void }).gc;
const folder = await Deno.makeTempDir();

/** The least of some collections. Memory that Polars held is given back in a later turn of the event loop. */
async function heapBytes(): Promise<number> {
  let least = Infinity;
  for (let round = 0; round < 8; round++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 25));
    const { external, heapUsed } = Deno.memoryUsage();
    least = Math.min(least, heapUsed + external);
  }
  return least;
}

async function writeShards(count: number): Promise<void> {
  await ensureShards(`${folder}/${count}`, planShards({ count, inhabitants }));
}

try {
  await writeShards(2);
  const before = await heapBytes();
  await writeShards(3);
  const left = await heapBytes() - before;
  const [plan] = planShards({ inhabitants });
  const region = plan === undefined ? null : buildPlan(plan);
  const held = await heapBytes() - before - left;
  console.log(JSON.stringify({ left, held, persons: region?.world.persons.sex.length }));
} finally {
  await Deno.remove(folder, { recursive: true });
}
