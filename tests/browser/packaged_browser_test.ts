/** Where the program that draws pages lies: nobody but its user may put another one in its place. */
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { findBrowser } from "../../pipelines/render/chromium.ts";

/** Others of the group, and everybody else: may they write? */
const WRITABLE_BY_OTHERS = 0o022;
/** In a folder with the sticky bit only the owner of an entry can replace it. */
const STICKY = 0o1000;

Deno.test({
  name: "the packaged browser lies in folders that no other user can write",
  ignore: Deno.build.os !== "linux" || findBrowser().origin !== "package",
  fn: () => {
    for (let path = findBrowser().executablePath; path !== dirname(path); path = dirname(path)) {
      const { mode, uid } = Deno.statSync(path);
      assert.ok(uid === 0 || uid === Deno.uid(), `${path} belongs to somebody else`);
      assert.ok(
        ((mode ?? 0) & WRITABLE_BY_OTHERS) === 0 || ((mode ?? 0) & STICKY) !== 0,
        `${path} can be written by others`,
      );
    }
  },
});
