import assert from "node:assert/strict";
import { DARK_PALETTE, LIGHT_PALETTE, type Palette, type Slot } from "../../lib/charts/theme.ts";
import { contrast, distance, SIGHTS } from "../support/colour.ts";

const PALETTES: Readonly<Record<string, Palette>> = { light: LIGHT_PALETTE, dark: DARK_PALETTE };
const CATEGORIES: readonly Slot[] = ["c-1", "c-2", "c-3", "c-4"];

Deno.test("the palettes of charts are those of the pages", async () => {
  const css = await Deno.readTextFile(new URL("../../reports/templates/briefing.css", import.meta.url));
  const [light = "", dark = ""] = css.split("@media screen and (prefers-color-scheme: dark)");
  for (const [part, palette] of [[light, LIGHT_PALETTE], [dark, DARK_PALETTE]] as const) {
    for (const [slot, colour] of Object.entries(palette)) {
      assert.equal(new RegExp(`--${slot}: (#[0-9a-f]{6});`).exec(part)?.[1], colour, slot);
    }
  }
});

for (const [name, palette] of Object.entries(PALETTES)) {
  Deno.test(`marks have at least 3:1 and words 4.5:1 against the ${name} page`, () => {
    for (const slot of ["c-5", "c-6", "muted", "hatch"] as const) {
      assert.ok(contrast(palette[slot], palette.bg) >= 3, slot);
    }
    // Names of lines and the median are written in the colour of their line.
    for (const slot of ["text", ...CATEGORIES] as const) {
      assert.ok(contrast(palette[slot], palette.bg) >= 4.5, slot);
    }
  });

  Deno.test(`numbers on shades and on stacked pieces have at least 4.5:1 in the ${name} theme`, () => {
    for (const slot of ["seq-1", "seq-2", "seq-3"] as const) {
      assert.ok(
        contrast(palette[slot], palette.text) >= 4.5,
        `${slot} ${contrast(palette[slot], palette.text)}`,
      );
    }
    for (const slot of ["seq-4", "seq-5", ...CATEGORIES] as const) {
      assert.ok(contrast(palette[slot], palette.bg) >= 4.5, `${slot} ${contrast(palette[slot], palette.bg)}`);
    }
    // Words on hatching have a border in the colour of the page.
    assert.ok(contrast(palette.text, palette.bg) >= 7);
  });

  for (const sight of SIGHTS) {
    Deno.test(`categories stay apart with ${sight} sight in the ${name} theme, and both accents from grey`, () => {
      const pairs = CATEGORIES.flatMap((a, i) => CATEGORIES.slice(i + 1).map((b) => [a, b] as const));
      for (const [a, b] of [...pairs, ["c-1", "muted"] as const, ["c-2", "muted"] as const]) {
        const apart = distance(palette[a], palette[b], sight);
        assert.ok(apart >= 9, `${a} ${b}: ${apart.toFixed(1)}`);
      }
    });
  }
}
