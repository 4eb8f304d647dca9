/**
 * The library is pure: clock, network, disk, console and chance come in as arguments.
 *
 * @module
 */
import { partOf, projectPath } from "./_project_path.ts";
import { EFFECT_PARTS } from "./_rules_of_parts.ts";

/** Globals that touch the world, with what to do instead. */
const REFUSED_GLOBALS: Readonly<Record<string, string>> = {
  Deno: "Only lib/sources reads and writes; take the data as an argument",
  process: "Only lib/sources reads and writes; take the data as an argument",
  console: "Return what is to be told; the caller shows it",
  fetch: "Only lib/sources reads; take the data as an argument",
  WebSocket: "Only lib/sources reads; take the data as an argument",
  localStorage: "Take the data as an argument",
  setTimeout: "Return a promise; the caller decides on time",
  setInterval: "Return a promise; the caller decides on time",
};

/** Members that make two runs differ, by object and member. */
const REFUSED_MEMBERS: Readonly<Record<string, string>> = {
  "Math.random": "Use randomFor of lib/core/random.ts, seeded by name",
  "Date.now": "Take the moment as an argument",
  "performance.now": "Take the moment as an argument",
  "crypto.randomUUID": "Use randomFor of lib/core/random.ts, seeded by name",
  "crypto.getRandomValues": "Use randomFor of lib/core/random.ts, seeded by name",
};

/** Refuses effects in `lib` outside the folders that may have them, and chance and clock in all of `lib`. */
export const pureLibrary: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    const part = path === null ? "" : partOf(path);
    if (!part.startsWith("lib/")) return {};
    const mayTouch = EFFECT_PARTS.includes(part);
    return {
      Identifier(node) {
        if (mayTouch || !Object.hasOwn(REFUSED_GLOBALS, node.name) || isMemberName(node)) return;
        const hint = REFUSED_GLOBALS[node.name] ?? "";
        context.report({ node, message: `${part} may not use ${node.name}`, hint });
      },
      MemberExpression(node) {
        if (node.object.type !== "Identifier" || node.property.type !== "Identifier") return;
        const member = `${node.object.name}.${node.property.name}`;
        if (!Object.hasOwn(REFUSED_MEMBERS, member)) return;
        context.report({
          node,
          message: `${part} may not use ${member}`,
          hint: REFUSED_MEMBERS[member] ?? "",
        });
      },
      NewExpression(node) {
        const isNow = node.callee.type === "Identifier" && node.callee.name === "Date" &&
          node.arguments.length === 0;
        if (!isNow) return;
        context.report({
          node,
          message: `${part} may not take the time`,
          hint: "Take the moment as an argument",
        });
      },
    };
  },
};

/** A member or key that bears the name of a global is no use of it. */
function isMemberName(node: Deno.lint.Identifier): boolean {
  const parent = node.parent as { type?: string; property?: unknown; key?: unknown; computed?: boolean };
  if (parent.computed === true) return false;
  const isMember = parent.type === "MemberExpression" && parent.property === node;
  const isKey = /^(Property|PropertyDefinition|MethodDefinition|TSPropertySignature|TSMethodSignature)$/
    .test(parent.type ?? "") && parent.key === node;
  return isMember || isKey;
}
