/**
 * `_file.ts` is private to its folder and the folders in it.
 *
 * @module
 */
import { importVisitor } from "./_imports.ts";
import { folderOf, projectPath, resolveSpecifier } from "./_project_path.ts";

/** Refuses imports of private files from other folders. */
export const privateFiles: Deno.lint.Rule = {
  create(context) {
    const importer = projectPath(context.filename);
    if (importer === null) return {};
    return importVisitor(({ node, specifier }) => {
      const target = resolveSpecifier(importer, specifier);
      const isPrivate = target !== null && /(^|\/)_[^/]*\.[a-z]+$/.test(target);
      if (!isPrivate || isWithin(folderOf(importer), folderOf(target))) return;
      context.report({
        node,
        message: `File is private to its folder: ${target}`,
        hint: "Import what the folder exports, or give the file a name without underscore",
      });
    });
  },
};

function isWithin(folder: string, outer: string): boolean {
  return folder === outer || folder.startsWith(`${outer}/`);
}
