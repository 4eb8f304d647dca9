/** Where the program that draws pages lies: nobody but its user may put another one in its place. */
import assert from "node:assert/strict";
import { basename, dirname } from "node:path";
import { findBrowser } from "../../pipelines/render/chromium.ts";

/** Others of the group, and everybody else: may they write? */
const WRITABLE_BY_OTHERS = 0o022;

Deno.test({
  name: "the packaged browser lies in folders that no other user can write",
  ignore: Deno.build.os !== "linux" || findBrowser().origin !== "package",
  fn: () => {
    let path = findBrowser().executablePath;
    assert.match(path, /\/smart-start[^/]*\//);
    while (true) {
      const { mode, uid } = Deno.statSync(path);
      assert.equal(uid, Deno.uid(), `${path} belongs to somebody else`);
      assert.equal((mode ?? 0) & WRITABLE_BY_OTHERS, 0, `${path} can be written by others`);
      if (basename(path).startsWith("smart-start")) return;
      path = dirname(path);
    }
  },
});
