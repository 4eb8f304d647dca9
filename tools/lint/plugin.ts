/**
 * The lint plugin of the project: a rule that is only written down will be broken.
 *
 * @module
 */
import { functionDeclarations } from "./function_declarations.ts";
import { importDirection } from "./import_direction.ts";
import { privateFiles } from "./private_files.ts";
import { pureLibrary } from "./pure_library.ts";
import { restrictedNames } from "./restricted_names.ts";

/** The rules, as `deno lint` takes them. */
const plugin: Deno.lint.Plugin = {
  name: "smart-start",
  rules: {
    "import-direction": importDirection,
    "private-files": privateFiles,
    "restricted-names": restrictedNames,
    "pure-library": pureLibrary,
    "function-declarations": functionDeclarations,
  },
};

export default plugin;
