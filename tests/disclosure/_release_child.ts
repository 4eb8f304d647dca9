/**
 * A run in a process of its own, as a kernel is: protects tables and prints the hand-over. The argument names a scene.
 */
import { protect, protectAll } from "../../lib/disclosure/mod.ts";
import { handOver } from "../../lib/disclosure/hand_over.ts";
import { count, dimension, table } from "./_tables.ts";

const SCENES: Readonly<Record<string, () => Promise<unknown>>> = {
  wijken: () => protectAll([wijken("aantallen", 7, 2331, 7635), leeftijd()]),
  "one more": () => protectAll([wijken("aantallen", 7, 2331, 7636)]),
  "same id twice": async () => {
    await protect(wijken("aantallen", 7, 2331, 7635));
    await protect(wijken("aantallen", 8, 2331, 7635));
  },
  nothing: () => Promise.resolve(),
};

function wijken(id: string, a: number, b: number, c: number) {
  const areas = dimension("wijk", ["GM9901", "WK1<GM9901", "WK2<GM9901", "WK3<GM9901"]);
  const cells = [count(["GM9901"], a + b + c), count(["WK1"], a), count(["WK2"], b), count(["WK3"], c)];
  return table(id, "count", [areas], cells);
}

function leeftijd() {
  const bands = dimension("leeftijd", ["0-11", "12-17"], "ordinal");
  return table("leeftijd", "count", [bands], [count(["0-11"], 6000), count(["12-17"], 3973)]);
}

await SCENES[Deno.args[0]!]!();
console.log(handOver());
