/**
 * `clean`: removes what can be made again.
 *
 * @module
 */
import { layoutOf } from "../layout.ts";
import { join } from "../paths.ts";
import type { Command } from "./command.ts";

/** Removes caches, data and scratch folders; editions only when asked. */
export const command: Command = {
  name: "clean",
  summary: "Removes caches, prepared data and scratch folders. Editions stay unless --editions is given.",
  operands: "",
  options: [
    { name: "editions", value: "none", help: "Remove all published editions too" },
    { name: "data", value: "none", help: "Remove only prepared data" },
  ],
  run: async (input) => {
    const layout = layoutOf();
    const folders = input.has("data")
      ? [join(layout.stateDir, "data")]
      : [layout.stateDir, ...(input.has("editions") ? [layout.outputDir] : [])];
    for (const folder of folders) {
      await Deno.remove(folder, { recursive: true }).catch((error) => {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      });
      console.log(`removed ${folder}`);
    }
    return 0;
  },
};
