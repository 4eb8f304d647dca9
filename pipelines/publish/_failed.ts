/**
 * The folder of failed runs: its copies help to find out what went wrong, and were never checked for disclosure.
 *
 * @module
 */
import { join } from "node:path";
import { layoutOf } from "./_layout.ts";

/** Rights of a folder that nobody but its owner may look into. */
export const OWNER_ONLY = 0o700;

const NOTICE = `# Niet delen, niet synchroniseren

In deze map staan de uitgevoerde kopieën van notebooks die mislukten. Wat erin staat is **niet** gecontroleerd op
herleidbaarheid: er kunnen cijfers over enkele personen in staan. Alleen wie de run startte mag hier kijken. Zet deze map
nooit op een gedeelde schijf, in een back-up die anderen lezen, of in versiebeheer. \`deno task clean\` gooit de map weg.

Do not share, do not sync. This folder holds the executed copies of notebooks that failed. They were **not** checked for
disclosure and may hold figures about a few persons. \`deno task clean\` removes it.
`;

/**
 * Gives the folder of failed runs.
 *
 * @param outputDir The folder of all editions.
 * @returns Its path, whether it is there or not.
 */
export function failedFolder(outputDir: string): string {
  return layoutOf(outputDir).failed;
}

/** Makes the folder of failed runs, for its owner only, with a notice that says what it is. */
export async function openFailedFolder(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true, mode: OWNER_ONLY });
  // An earlier version may have made it open to others. Windows keeps the rights of the user's own folder.
  if (Deno.build.os !== "windows") await Deno.chmod(folder, OWNER_ONLY);
  await Deno.writeTextFile(join(folder, "README.md"), NOTICE, { mode: 0o600 });
}
