/**
 * Functions of a module are declared as functions: they have a name, a place and a doc block.
 *
 * @module
 */
import { partOf, projectPath } from "./_project_path.ts";

/**
 * Refuses `export const verb = () => …` and arrows with a block at the top of modules, unless a type annotation needs
 * it. A private helper that is one expression may stay an arrow.
 */
export const functionDeclarations: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    const part = path === null ? "" : partOf(path);
    if (!part.startsWith("lib/") && part !== "pipelines" && part !== "tools") return {};
    return {
      VariableDeclarator(node) {
        const declaration = node.parent;
        const above = declaration.parent;
        const isTop = above?.type === "Program" || above?.type === "ExportNamedDeclaration";
        const arrow = node.init?.type === "ArrowFunctionExpression" ? node.init : null;
        const isShort = arrow?.body.type !== "BlockStatement" && above?.type === "Program";
        const isFunction = (arrow !== null && !isShort) || node.init?.type === "FunctionExpression";
        const annotation = (node.id as { typeAnnotation?: unknown }).typeAnnotation;
        if (!isTop || !isFunction || (annotation !== undefined && annotation !== null)) return;
        context.report({
          node,
          message: "Function of a module is no declaration",
          hint: "Write `function name(…) { … }`",
        });
      },
    };
  },
};
