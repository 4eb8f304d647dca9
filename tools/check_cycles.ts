/**
 * Finds import cycles: between modules where code runs, and between folders of `lib` and `pipelines` in any way.
 *
 * `deno run -A tools/check_cycles.ts` ends with 1 when there is one. The graph comes from `deno info --json`, the only
 * reader of imports that agrees with the runtime in every case.
 *
 * @module
 */

/** One import in the graph, by project paths. */
export interface GraphEdge {
  /** The module that imports. */
  readonly from: string;
  /** The module that is imported. */
  readonly to: string;
  /** `type` imports are gone when the code runs; modules of one folder may refer to each other's types. */
  readonly kind: "code" | "type";
}

/** Gives the part whose folders may not depend on each other in a circle: `lib/<folder>`, `pipelines/<folder>`, or a top folder. */
function folderPart(path: string): string {
  const parts = path.split("/");
  return parts.length > 2 ? parts.slice(0, 2).join("/") : parts[0] ?? "";
}

/**
 * Finds cycles.
 *
 * @param edges All imports.
 * @returns Each cycle as the modules or folders along it, the first one again at the end; sorted, each told once.
 */
export function findCycles(edges: readonly GraphEdge[]): readonly (readonly string[])[] {
  const modules = edges.filter(({ kind }) => kind === "code").map(({ from, to }) => [from, to] as const);
  const folders = edges.map(({ from, to }) => [folderPart(from), folderPart(to)] as const)
    .filter(([from, to]) => from !== to && isLayered(from) && isLayered(to));
  return [...cyclesOf(modules), ...cyclesOf(folders)];
}

/** Loose files at the top of `pipelines` tie its folders together: they are the rim. */
function isLayered(folder: string): boolean {
  return /^(lib|pipelines)\/./.test(folder) && folder !== "pipelines/commands";
}

/** Depth first; each way back to a node that is still open closes a cycle. */
function cyclesOf(edges: readonly (readonly [string, string])[]): readonly (readonly string[])[] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of edges) next.set(from, (next.get(from) ?? new Set()).add(to));
  const found = new Map<string, readonly string[]>();
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): void => {
    const at = path.indexOf(node);
    if (at >= 0) {
      const cycle = rotated(path.slice(at));
      found.set(cycle.join("\n"), cycle);
      return;
    }
    if (done.has(node)) return;
    path.push(node);
    for (const target of [...next.get(node) ?? []].sort()) visit(target);
    path.pop();
    done.add(node);
  };
  for (const node of [...next.keys()].sort()) visit(node);
  return [...found.keys()].sort().map((key) => found.get(key) ?? []);
}

/** Begins a cycle with its first name by alphabet, so that it is told once. */
function rotated(cycle: readonly string[]): readonly string[] {
  const start = cycle.indexOf([...cycle].sort()[0] ?? "");
  const turned = [...cycle.slice(start), ...cycle.slice(0, start)];
  return [...turned, ...turned.slice(0, 1)];
}

/** The part of what `deno info --json` writes that matters here. */
interface ModuleGraph {
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly {
      readonly code?: { readonly specifier?: string };
      readonly type?: { readonly specifier?: string };
    }[];
  }[];
}

/**
 * Reads the edges of a module graph.
 *
 * @param json What `deno info --json` wrote.
 * @param root URL of the project's root, with a slash at its end.
 * @returns The imports between modules of the project.
 */
export function edgesOf(json: string, root: string): readonly GraphEdge[] {
  const graph = JSON.parse(json) as ModuleGraph;
  const local = (specifier: string | undefined) =>
    specifier?.startsWith(root) ? specifier.slice(root.length) : undefined;
  return graph.modules.flatMap(({ specifier, dependencies = [] }) => {
    const from = local(specifier);
    if (from === undefined) return [];
    return dependencies.flatMap(({ code, type }): readonly GraphEdge[] => {
      const to = local(code?.specifier ?? type?.specifier);
      return to === undefined ? [] : [{ from, to, kind: code === undefined ? "type" : "code" }];
    });
  });
}

/** Reads the graph of all given modules with one run: a module of imports is piped in. */
async function readGraph(files: readonly string[], root: URL): Promise<readonly GraphEdge[]> {
  const entry = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    const lines = files.map((file) => `import ${JSON.stringify(new URL(file, root).href)};`);
    await Deno.writeTextFile(entry, lines.join("\n"));
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", "--config", new URL("deno.json", root).pathname, entry],
      env: { NO_COLOR: "1" },
    }).output();
    if (code !== 0) throw new Error(`deno info failed: ${new TextDecoder().decode(stderr)}`);
    return edgesOf(new TextDecoder().decode(stdout), root.href);
  } finally {
    await Deno.remove(entry);
  }
}

/** Lists all modules below a folder of the project. */
async function* modulesBelow(folder: string, root: URL): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(new URL(folder, root))) {
    if (entry.isDirectory) yield* modulesBelow(`${folder}${entry.name}/`, root);
    else if (entry.name.endsWith(".ts")) yield `${folder}${entry.name}`;
  }
}

if (import.meta.main) {
  const root = new URL("../", import.meta.url);
  const files: string[] = [];
  for (const folder of ["lib/", "pipelines/", "tools/"]) {
    for await (const file of modulesBelow(folder, root)) files.push(file);
  }
  const cycles = findCycles(await readGraph(files.sort(), root));
  for (const cycle of cycles) console.error(`cycle: ${cycle.join(" → ")}`);
  console.log(`${files.length} modules, ${cycles.length} import cycles`);
  Deno.exit(cycles.length > 0 ? 1 : 0);
}
