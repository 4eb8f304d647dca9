/**
 * Checks that everything public is documented: `deno doc --lint` over the doors of all folders.
 *
 * `deno run -A tools/check_docs.ts` ends with 1 when something is missing.
 *
 * @module
 */

/** Folders whose `mod.ts` is public. Their modules without a door are reached through the others. */
const ROOTS: readonly string[] = ["lib", "pipelines"];

/**
 * Finds the public modules: every `mod.ts` below the given folders, and all modules of the core but the private ones,
 * which other folders import directly.
 *
 * @param root URL of the project's root, with a slash at its end.
 * @returns Paths below the root, sorted.
 */
export async function publicModules(root: URL): Promise<readonly string[]> {
  const found: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    for await (const entry of Deno.readDir(new URL(folder, root))) {
      const path = `${folder}${entry.name}`;
      if (entry.isDirectory) await visit(`${path}/`);
      else if (entry.name === "mod.ts" || isCore(path)) found.push(path);
    }
  };
  for (const folder of ROOTS) await visit(`${folder}/`);
  return found.sort();
}

function isCore(path: string): boolean {
  return /^lib\/core\/[^_/][^/]*\.ts$/.test(path);
}

if (import.meta.main) {
  const root = new URL("../", import.meta.url);
  const modules = await publicModules(root);
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "-q", "--lint", ...modules],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdout: "null",
  }).output();
  if (code !== 0) console.error(new TextDecoder().decode(stderr));
  console.log(`${modules.length} public modules, documentation ${code === 0 ? "complete" : "incomplete"}`);
  Deno.exit(code === 0 ? 0 : 1);
}
