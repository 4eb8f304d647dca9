/**
 * Names on which protection rests are imported only where protection happens.
 *
 * @module
 */
import { importVisitor, type SeenImport } from "./_imports.ts";
import { partOf, projectPath, resolveSpecifier } from "./_project_path.ts";
import { RESTRICTED_NAMES, type RestrictedName } from "./_rules_of_parts.ts";

/** Refuses restricted names, and whole modules that hold one, outside the parts that may have them. */
export const restrictedNames: Deno.lint.Rule = {
  create(context) {
    const importer = projectPath(context.filename);
    if (importer === null || partOf(importer) === "tests") return {};
    return importVisitor((seen) => {
      for (const restricted of RESTRICTED_NAMES) {
        if (!takes(importer, seen, restricted) || mayTake(importer, restricted)) continue;
        context.report({
          node: seen.node,
          message: `${partOf(importer)} may not import ${restricted.name}: ${restricted.why}`,
          hint: seen.names.includes("*")
            ? "Name what you import"
            : "Use what lib/disclosure and lib/charts export",
        });
      }
    });
  },
};

/** Doors may pass the module on under another path, so the name alone counts too. */
function takes(
  importer: string,
  { specifier, names }: SeenImport,
  { module, name }: RestrictedName,
): boolean {
  const isModule = resolveSpecifier(importer, specifier) === module;
  return names.includes(name) || (isModule && names.includes("*"));
}

function mayTake(importer: string, { by }: RestrictedName): boolean {
  const part = partOf(importer);
  return by.includes(part) || (by.includes("lib") && part.startsWith("lib/"));
}
