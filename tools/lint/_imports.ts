/**
 * All ways in which a module names another one, in one shape.
 *
 * @module
 */

/** One import or re-export. */
export interface SeenImport {
  /** The node to report. */
  readonly node: Deno.lint.Node;
  /** The specifier as written. */
  readonly specifier: string;
  /** `type` imports are gone when the code runs. */
  readonly kind: "type" | "value";
  /** Names taken, as the other module calls them; `*` for all. Names of types are left out. */
  readonly names: readonly string[];
}

/** Makes a visitor that hands each import to a function. */
export function importVisitor(see: (seen: SeenImport) => void): Deno.lint.LintVisitor {
  return {
    ImportDeclaration(node) {
      const specifiers = node.specifiers.map((specifier) =>
        specifier.type === "ImportSpecifier"
          ? { name: nameOf(specifier.imported), kind: specifier.importKind }
          : { name: specifier.type === "ImportNamespaceSpecifier" ? "*" : "default", kind: "value" as const }
      );
      const kind = node.importKind === "type" || isAllTypes(specifiers) ? "type" : "value";
      see({ node, specifier: node.source.value, kind, names: valueNames(specifiers, kind) });
    },
    ExportNamedDeclaration(node) {
      if (node.source === null) return;
      const specifiers = node.specifiers.map((specifier) => ({
        name: nameOf(specifier.local),
        kind: specifier.exportKind,
      }));
      const kind = node.exportKind === "type" || isAllTypes(specifiers) ? "type" : "value";
      see({ node, specifier: node.source.value, kind, names: valueNames(specifiers, kind) });
    },
    ExportAllDeclaration(node) {
      const kind = node.exportKind;
      see({ node, specifier: node.source.value, kind, names: kind === "type" ? [] : ["*"] });
    },
    ImportExpression(node) {
      const { source } = node;
      const specifier = source.type === "Literal" && typeof source.value === "string" ? source.value : null;
      if (specifier !== null) see({ node, specifier, kind: "value", names: ["*"] });
    },
    TSImportType(node) {
      const { argument } = node as { argument?: { literal?: { value?: unknown }; value?: unknown } };
      const specifier = argument?.literal?.value ?? argument?.value;
      if (typeof specifier === "string") see({ node, specifier, kind: "type", names: [] });
    },
  };
}

interface Specifier {
  readonly name: string;
  readonly kind: "type" | "value";
}

/** `import {} from` and `import "x"` run the other module: they are values. */
function isAllTypes(specifiers: readonly Specifier[]): boolean {
  return specifiers.length > 0 && specifiers.every(({ kind }) => kind === "type");
}

function valueNames(specifiers: readonly Specifier[], kind: "type" | "value"): readonly string[] {
  return kind === "type" ? [] : specifiers.filter((one) => one.kind === "value").map(({ name }) => name);
}

function nameOf(node: { readonly type: string }): string {
  const { name, value } = node as { name?: string; value?: unknown };
  return name ?? String(value);
}
