/**
 * Imports run one way.
 *
 * @module
 */
import { importVisitor, type SeenImport } from "./_imports.ts";
import { partOf, projectPath, resolveSpecifier } from "./_project_path.ts";
import { ALLOWED_EXCEPTIONS, type PartRule, ruleOfPart } from "./_rules_of_parts.ts";

/** Says which way imports may run, and refuses all others. */
export const importDirection: Deno.lint.Rule = {
  create(context) {
    const importer = projectPath(context.filename);
    const rule = importer === null ? null : ruleOfPart(partOf(importer));
    if (importer === null || rule === null) return {};
    return importVisitor((seen) => {
      const problem = directionProblem(importer, rule, seen);
      if (problem !== null) context.report({ node: seen.node, ...problem });
    });
  },
};

interface Problem {
  readonly message: string;
  readonly hint: string;
}

function directionProblem(importer: string, rule: PartRule, seen: SeenImport): Problem | null {
  const { specifier } = seen;
  if (ALLOWED_EXCEPTIONS.some((one) => one.importer === importer && one.specifier === specifier)) return null;
  if (/^(npm|jsr|https?|data|blob):/.test(specifier)) {
    return {
      message: `Import names a registry or address: ${specifier}`,
      hint: "Add the package to `imports` in deno.json and import it by its name",
    };
  }
  if (specifier.startsWith("node:")) return builtInProblem(importer, rule, specifier);
  const target = resolveSpecifier(importer, specifier);
  if (target === null) return packageProblem(importer, rule, specifier);
  return pathProblem(importer, rule, target, seen);
}

function builtInProblem(importer: string, { builtIns }: PartRule, specifier: string): Problem | null {
  if (builtIns === "any" || builtIns.includes(specifier)) return null;
  return {
    message: `${partOf(importer)} may not import ${specifier}`,
    hint: "Only lib/sources reads and writes; take the data as an argument",
  };
}

function packageProblem(importer: string, { packages }: PartRule, specifier: string): Problem | null {
  if (packages === "any") return null;
  return {
    message: `${partOf(importer)} may not import a package: ${specifier}`,
    hint: "The core imports nothing",
  };
}

function pathProblem(importer: string, rule: PartRule, target: string, seen: SeenImport): Problem | null {
  const [from, to] = [partOf(importer), partOf(target)];
  if (to === "notebooks" || (to === "tests" && from !== "tests")) {
    return {
      message: `Nothing imports ${to}: ${seen.specifier}`,
      hint: "Move what is shared into lib or pipelines",
    };
  }
  if (from === to || to === "lib/core") return from === "lib/core" && to !== from ? wrongWay(from, to) : null;
  if (rule.typesOnly.includes(to) && seen.kind === "value") {
    return { message: `${from} may import only types of ${to}`, hint: "Write `import type`" };
  }
  if (rule.reaches.includes(to) || (rule.reaches.includes("lib") && to.startsWith("lib/"))) return null;
  if (!rule.reaches.includes("doors") || !to.startsWith("lib/")) return wrongWay(from, to);
  return target === `${to}/mod.ts` ? null : {
    message: `${from} may import ${to} only by its door`,
    hint: `Import from ${to}/mod.ts, and export there what is missing`,
  };
}

function wrongWay(from: string, to: string): Problem {
  return {
    message: `${from} may not import ${to}`,
    hint:
      "Imports run one way: see _rules_of_parts.ts; pass the value in, or move the shared part to lib/core",
  };
}
