/**
 * Literals in TypeScript source: read, and written so that no text can leave its quotes.
 *
 * @module
 */
import type { Json } from "../../lib/core/hash.ts";
import { isNode, type SyntaxNode } from "./syntax.ts";

/** Reads a literal; undefined when the expression is not one. Wrapped, since null is a value. */
export function literalValue(node: SyntaxNode): { readonly json: Json } | undefined {
  switch (node.type) {
    case "StringLiteral":
    case "BooleanLiteral":
      return { json: node["value"] as Json };
    case "NumericLiteral":
      return finite(node["value"] as number);
    case "NullLiteral":
      return { json: null };
    case "UnaryExpression":
      return signedNumber(node);
    case "ArrayExpression":
      return arrayValue(node["elements"] as readonly unknown[]);
    case "ObjectExpression":
      return objectValue(node["properties"] as readonly SyntaxNode[]);
    case "TemplateLiteral":
      return templateValue(node);
    case "TSAsExpression":
      return isConst(node["typeAnnotation"]) ? literalValue(node["expression"] as SyntaxNode) : undefined;
    default:
      return undefined;
  }
}

function finite(value: number): { readonly json: Json } | undefined {
  return Number.isFinite(value) ? { json: value } : undefined;
}

function signedNumber(node: SyntaxNode): { readonly json: Json } | undefined {
  const argument = node["argument"];
  if (node["operator"] !== "-" || !isNode(argument) || argument.type !== "NumericLiteral") return undefined;
  const value = argument["value"] as number;
  return finite(value === 0 ? 0 : -value);
}

function arrayValue(elements: readonly unknown[]): { readonly json: Json } | undefined {
  const values = elements.map((element) => isNode(element) ? literalValue(element) : undefined);
  return values.every((value) => value !== undefined) ? { json: values.map(({ json }) => json) } : undefined;
}

function objectValue(properties: readonly SyntaxNode[]): { readonly json: Json } | undefined {
  const entries = properties.map((property): readonly [string, Json] | undefined => {
    const key = property["key"];
    const value = property["value"];
    if (property.type !== "ObjectProperty" || property["computed"] === true) return undefined;
    if (!isNode(key) || !isNode(value)) return undefined;
    const name = key.type === "Identifier" ? String(key["name"]) : String(key["value"]);
    const known = ["Identifier", "StringLiteral", "NumericLiteral"].includes(key.type);
    const json = literalValue(value);
    // `__proto__` in an object literal sets the prototype: it is no plain member.
    return known && name !== "__proto__" && json !== undefined ? [name, json.json] : undefined;
  });
  return entries.every((entry) => entry !== undefined) ? { json: Object.fromEntries(entries) } : undefined;
}

function templateValue(node: SyntaxNode): { readonly json: Json } | undefined {
  const [quasi, ...more] = node["quasis"] as readonly { readonly value: { readonly cooked: string } }[];
  return quasi !== undefined && more.length === 0 ? { json: quasi.value.cooked } : undefined;
}

function isConst(annotation: unknown): boolean {
  if (!isNode(annotation) || annotation.type !== "TSTypeReference") return false;
  const name = annotation["typeName"];
  return isNode(name) && name["name"] === "const";
}

/**
 * Writes a value as a literal of plain ASCII: quotes, backslashes and line ends are escaped by JSON, all else beyond
 * printable ASCII as `\uXXXX`, so that neither U+2028 nor a right-to-left mark can change how the line is read.
 */
export function literalSource(value: Json): string {
  if (typeof value === "string") return stringSource(value);
  if (Array.isArray(value)) return `[${value.map(literalSource).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value as { readonly [key: string]: Json })
      // A computed key makes an ordinary member even of the name `__proto__`.
      .map(([key, item]) =>
        `${key === "__proto__" ? `[${stringSource(key)}]` : stringSource(key)}: ${literalSource(item)}`
      );
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new TypeError("Cannot write a literal: a number is not finite");
  }
  return Object.is(value, -0) ? "0" : String(value);
}

function stringSource(text: string): string {
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
