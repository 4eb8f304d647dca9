/** @module */
import { isNode, type SyntaxNode, type Visited } from "../syntax.ts";
import { visitAll } from "./_code_cells.ts";
import { REFUSED_MEMBERS } from "./_refused_names.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** No change to built-in objects, no way around them. */
export const noTampering: Rule = {
  id: "no-tampering",
  wants: "Cells leave built-in objects and the insides of library objects alone",
  why: "A changed prototype or a display symbol of one's own would show what was not protected",
  severity: "error",
  *check(seen: SeenNotebook): Generator<Breach> {
    for (const visited of visitAll(seen)) {
      const found = memberProblem(visited.node) ?? thisProblem(visited) ?? symbolProblem(visited) ??
        computedCallProblem(visited.node) ?? namedTextProblem(visited.node);
      if (found !== null) yield { cell: visited.cell, line: visited.line, ...found };
    }
  },
};

/** A text that is the name of a refused member is there to be used as one: `const k = "prototype"; Array[k]`. */
function namedTextProblem(node: SyntaxNode): Found | null {
  const name = literalText(node) ?? "";
  if (!Object.hasOwn(REFUSED_MEMBERS, name)) return null;
  return { what: `Name of a refused member is used as text: ${name}`, mend: REFUSED_MEMBERS[name] ?? "" };
}

type Found = { readonly what: string; readonly mend: string };

function memberProblem(node: SyntaxNode): Found | null {
  const name = memberName(node);
  if (name === null || !Object.hasOwn(REFUSED_MEMBERS, name)) return null;
  return { what: `Member is refused: ${name}`, mend: REFUSED_MEMBERS[name] ?? "" };
}

/** Gives the member that an access, a pattern or an object literal names; null when it names none. */
function memberName(node: SyntaxNode): string | null {
  const isAccess = /MemberExpression$/.test(node.type);
  const isProperty = node.type === "ObjectProperty" || node.type === "ObjectMethod";
  if (!isAccess && !isProperty) return null;
  const key = node[isAccess ? "property" : "key"];
  if (!isNode(key)) return null;
  if (key.type === "Identifier" && node["computed"] !== true) return String(key["name"]);
  return literalText(key);
}

/** The text that a literal holds, of a template what stands before its first expression; null for other nodes. */
function literalText(node: SyntaxNode): string | null {
  if (node.type === "StringLiteral") return String(node["value"]);
  const [quasi] = node.type === "TemplateLiteral"
    ? node["quasis"] as readonly { value: { cooked: string } }[]
    : [];
  return quasi?.value.cooked ?? null;
}

/** Outside a class, `this` is the global object of the kernel. */
function thisProblem({ node, ancestors }: Visited): Found | null {
  if (node.type !== "ThisExpression" || ancestors.some(({ type }) => type === "ClassBody")) return null;
  return { what: "`this` is refused outside a class", mend: "Use a constant of the notebook" };
}

/** `Symbol.for` reaches the symbols by which the kernel and the library show objects; only well-known ones may stay. */
function symbolProblem({ node, ancestors, member }: Visited): Found | null {
  if (node.type !== "Identifier" || node["name"] !== "Symbol") return null;
  const parent = ancestors.at(-1);
  const isObject = parent !== undefined && /MemberExpression$/.test(parent.type) && member === "object";
  if (isObject && WELL_KNOWN_SYMBOLS.has(memberName(parent) ?? "")) return null;
  if (parent !== undefined && !isObject && /MemberExpression$|^Object|^Class|^TS/.test(parent.type)) {
    return null;
  }
  return { what: "Symbol is refused", mend: "Show programme objects of the library as they are" };
}

const WELL_KNOWN_SYMBOLS: ReadonlySet<string> = new Set([
  "iterator",
  "asyncIterator",
  "dispose",
  "asyncDispose",
]);

/** A member whose name is put together at run time may be any of the refused ones. */
function computedCallProblem(node: SyntaxNode): Found | null {
  const callee = /CallExpression$/.test(node.type) ? node["callee"] : undefined;
  if (!isNode(callee) || !/MemberExpression$/.test(callee.type) || callee["computed"] !== true) return null;
  if (memberName(callee) !== null) return null;
  return { what: "Call of a member by a computed name is refused", mend: "Write the name after a dot" };
}
