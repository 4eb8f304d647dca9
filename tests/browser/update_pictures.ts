/**
 * Makes the pictures of every page of an edition anew, and the contact sheet with which a person looks at them:
 * tests/golden/edition/index.html.
 *
 * Usage: `deno run -A tests/browser/update_pictures.ts`. It publishes all vetted notebooks in a project of its own (some
 * minutes), so that the pictures are those that the tests compare with. Pictures that still hold stay as they are.
 */
import { escapeHtml } from "../../lib/core/html.ts";
import { closeBrowser } from "../support/browser.ts";
import { withProject } from "../support/project.ts";
import { publishEdition } from "./_edition.ts";
import { readPages } from "./_edition_pages.ts";
import {
  holds,
  looksOf,
  type PictureLook,
  pictureName,
  PICTURES,
  scaleOf,
  takePicture,
} from "./_pictures.ts";

interface Entry {
  readonly path: string;
  readonly look: PictureLook;
}

/** A page of the pictures below each other, to be opened from the folder. */
function contactSheet(entries: readonly Entry[]): string {
  const paths = [...new Set(entries.map(({ path }) => path))];
  const rows = paths.map((path) => {
    const pictures = entries.filter((entry) => entry.path === path).map(({ look }) => {
      const name = escapeHtml(pictureName(path, look));
      return `<a href="${name}"><img src="${name}" alt="${escapeHtml(path)}, ${look}" loading="lazy"></a>`;
    });
    return `<h2>${escapeHtml(path)}</h2>\n<p>${pictures.join("\n")}</p>`;
  });
  return `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>Pages of an edition</title>
<style>
body { font: 1rem/1.4 sans-serif; margin: 1rem; }
p { display: flex; gap: 1rem; align-items: start; overflow-x: auto; max-height: 90vh; }
img { border: 1px solid #888; }
</style>
<h1>Pages of an edition: light, dark, narrow, print</h1>
<p>Made by tests/browser/update_pictures.ts; compared by tests/browser/checklist_test.ts.</p>
${rows.join("\n")}
</html>
`;
}

async function updatePictures(dir: string): Promise<readonly Entry[]> {
  const pages = await readPages(dir);
  const entries = [...pages.keys()].flatMap((path) => looksOf(path).map((look): Entry => ({ path, look })));
  const wanted = new Set(entries.map(({ path, look }) => pictureName(path, look)));
  for (const { name } of [...Deno.readDirSync(PICTURES)]) {
    if (name.endsWith(".webp") && !wanted.has(name)) await Deno.remove(new URL(name, PICTURES));
  }
  let changed = 0;
  for (const { path, look } of entries) {
    const scale = scaleOf(path, look);
    const picture = await takePicture(pages.get(path) ?? "", look, scale);
    const file = new URL(pictureName(path, look), PICTURES);
    if (await holds(file, picture, scale)) continue;
    await Deno.writeFile(file, picture);
    changed++;
  }
  console.log(`${entries.length} pictures of ${pages.size} pages; ${changed} made anew`);
  return entries;
}

if (import.meta.main) {
  await Deno.mkdir(PICTURES, { recursive: true });
  await withProject(async (project) => {
    const { dir } = await publishEdition(project, []);
    await Deno.writeTextFile(new URL("index.html", PICTURES), contactSheet(await updatePictures(dir)));
  });
  await closeBrowser();
}
