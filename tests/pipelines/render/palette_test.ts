import assert from "node:assert/strict";
import { contrast, distance, lightness, SIGHTS } from "../../support/colour.ts";

/** Colours by the name of their token, as `#rrggbb`. */
type Tokens = ReadonlyMap<string, string>;

const CSS = Deno.readTextFileSync(new URL("../../../reports/templates/briefing.css", import.meta.url));

/** A trimmed style sheet writes `#abc` for `#aabbcc`. */
function inFull(hex: string): string {
  return hex.length === 4 ? hex.replaceAll(/[0-9a-f]/g, "$&$&") : hex;
}

function tokensIn(block: string): Tokens {
  const found = block.matchAll(/--([\w-]+):\s*(#(?:[0-9a-f]{3}){1,2})\b/g);
  return new Map([...found].map(([, name, hex]) => [name ?? "", inFull(hex ?? "")]));
}

const [light = "", dark = ""] = [...CSS.matchAll(/:root\s*\{([^}]*)\}/g)].map((match) => match[1]);
const THEMES: Readonly<Record<string, Tokens>> = { light: tokensIn(light), dark: tokensIn(dark) };

function token(theme: Tokens, name: string): string {
  const value = theme.get(name);
  if (value === undefined) throw new Error(`The style sheet has no token --${name}`);
  return value;
}

/** Difference in OKLab times 100, at its smallest over normal and simulated colour-blind sight. */
function difference(a: string, b: string): number {
  return Math.min(...SIGHTS.map((sight) => distance(a, b, sight)));
}

const CATEGORIES = ["c-1", "c-2", "c-3", "c-4", "c-5", "c-6"];
const GROUNDS = ["bg", "surface", "raised"];

for (const [name, theme] of Object.entries(THEMES)) {
  Deno.test(`in ${name}, words have a contrast of 4.5 on every ground`, () => {
    for (const words of ["text", "soft", "link"]) {
      for (const ground of [...GROUNDS, ...(words === "text" ? ["warn-bg"] : [])]) {
        const value = contrast(token(theme, words), token(theme, ground));
        assert.ok(value >= 4.5, `--${words} on --${ground}: ${value}`);
      }
    }
  });

  Deno.test(`in ${name}, colours of categories can carry words: 4.5 on every ground`, () => {
    for (const category of CATEGORIES) {
      for (const ground of GROUNDS) {
        const value = contrast(token(theme, category), token(theme, ground));
        assert.ok(value >= 4.5, `--${category} on --${ground}: ${value}`);
      }
    }
  });

  Deno.test(`in ${name}, grey marks, edges, hatching, focus and warnings have a contrast of 3`, () => {
    for (const mark of ["muted", "edge", "link", "warn-edge"]) {
      for (const ground of GROUNDS) {
        assert.ok(contrast(token(theme, mark), token(theme, ground)) >= 3, `--${mark} on --${ground}`);
      }
    }
    assert.ok(contrast(token(theme, "hatch"), token(theme, "bg")) >= 3, "--hatch");
  });

  Deno.test(`in ${name}, categories differ for everybody: 9 in OKLab, also when colour-blind`, () => {
    CATEGORIES.forEach((a, i) => {
      for (const b of CATEGORIES.slice(i + 1)) {
        const value = difference(token(theme, a), token(theme, b));
        assert.ok(value >= 9, `--${a} and --${b}: ${value}`);
      }
    });
    for (const accent of ["c-1", "c-2"]) {
      assert.ok(difference(token(theme, accent), token(theme, "muted")) >= 10, `--${accent} and --muted`);
    }
  });

  Deno.test(`in ${name}, classes of a map go one way and each step is seen by everybody`, () => {
    const steps = ["seq-1", "seq-2", "seq-3", "seq-4", "seq-5"].map((step) => token(theme, step));
    const tones = steps.map(lightness);
    const direction = Math.sign((tones.at(-1) ?? 0) - (tones[0] ?? 0));
    steps.slice(1).forEach((step, i) => {
      const before = steps[i] ?? step;
      assert.equal(Math.sign((tones[i + 1] ?? 0) - (tones[i] ?? 0)), direction);
      assert.ok(difference(before, step) >= 9, `seq-${i + 1} and seq-${i + 2}: ${difference(before, step)}`);
    });
    assert.ok(contrast(steps.at(-1) ?? "#000000", token(theme, "bg")) >= 4.5);
  });
}

Deno.test("paper has the light values: the dark theme is for screens", () => {
  assert.match(CSS, /@media screen and \(prefers-color-scheme: dark\)/);
  assert.equal(THEMES["light"]?.size, THEMES["dark"]?.size);
});
