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

/**
 * Keeps the problems that can be mended here. A type of a package cannot be made public by this project, so a reference
 * to one is no problem.
 *
 * @param text What `deno doc --lint` wrote, without colours.
 * @param declared Names of all types that the project declares.
 * @returns The problems, each as the text of the linter.
 */
export function ownProblems(text: string, declared: ReadonlySet<string>): readonly string[] {
  return text.split(/^(?=error\[)/m)
    .filter((part) => part.startsWith("error["))
    .filter((part) => {
      const referenced = /^error\[private-type-ref\]: .* references private type '([^']+)'/.exec(part)?.[1];
      return referenced === undefined || declared.has(referenced);
    })
    .map((part) => part.replace(/\n+(?:error: Found [^]*)?$/, "\n"));
}

/** Collects the names of all types that modules below the roots declare. */
async function declaredTypes(root: URL): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  const visit = async (folder: string): Promise<void> => {
    for await (const entry of Deno.readDir(new URL(folder, root))) {
      const path = `${folder}${entry.name}`;
      if (entry.isDirectory) await visit(`${path}/`);
      if (!entry.isFile || !path.endsWith(".ts")) continue;
      const text = await Deno.readTextFile(new URL(path, root));
      for (
        const [, name] of text.matchAll(/^(?:export )?(?:abstract )?(?:class|interface|type|enum) (\w+)/gm)
      ) {
        if (name !== undefined) names.add(name);
      }
    }
  };
  for (const folder of ROOTS) await visit(`${folder}/`);
  return names;
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
  const text = new TextDecoder().decode(stderr);
  const problems = ownProblems(text, await declaredTypes(root));
  // A failure that is no list of problems, such as a module that cannot be read, is told as it is.
  const failed = code !== 0 && !text.includes("error[");
  if (failed) console.error(text);
  for (const problem of problems) console.error(problem);
  console.log(`${modules.length} public modules, ${problems.length} problems in the documentation`);
  Deno.exit(failed || problems.length > 0 ? 1 : 0);
}
