import assert from "node:assert/strict";
import { checkReadability, measureText } from "../../lib/findings/mod.ts";
import { gallery } from "./gallery.ts";

const figures = (await gallery()).map((figure) => figure.payload);

Deno.test("descriptions and reading examples have sentences of at most 20 words, 12 on average", () => {
  for (const figure of figures) {
    for (const text of [figure.description.nl, figure.howToRead.nl]) {
      assert.deepEqual(
        checkReadability(text).filter((issue) =>
          issue.rule !== "long-words" && issue.rule !== "flesch-douma"
        ),
        [],
        `${figure.form}: ${text}`,
      );
    }
  }
});

Deno.test("how to read a figure scores at least 65 on Flesch-Douma", () => {
  for (const figure of figures) {
    const score = measureText(figure.howToRead.nl).fleschDouma;
    assert.ok(score >= 65, `${figure.form} ${score.toFixed(0)}: ${figure.howToRead.nl}`);
  }
});
