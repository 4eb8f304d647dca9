import assert from "node:assert/strict";

/** Tokens by name, as red, green and blue on linear scales from 0 to 1. */
type Tokens = ReadonlyMap<string, Rgb>;
type Rgb = readonly [number, number, number];

const CSS = Deno.readTextFileSync(new URL("../../../reports/templates/briefing.css", import.meta.url));

function linear(hexOrShort: string): Rgb {
  const hex = hexOrShort.length === 4 ? hexOrShort.replaceAll(/[0-9a-f]/g, "$&$&") : hexOrShort;
  const channel = (at: number): number => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function tokensIn(block: string): Tokens {
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#(?:[0-9a-f]{3}){1,2})\b/g)].map((
      [, name, hex],
    ) => [name ?? "", linear(hex ?? "")]),
  );
}

const [light = "", dark = ""] = [...CSS.matchAll(/:root\s*\{([^}]*)\}/g)].map((match) => match[1]);
const THEMES: Readonly<Record<string, Tokens>> = { light: tokensIn(light), dark: tokensIn(dark) };

function token(theme: Tokens, name: string): Rgb {
  const value = theme.get(name);
  if (value === undefined) throw new Error(`The style sheet has no token --${name}`);
  return value;
}

/** Source: WCAG 2.2, relative luminance and contrast ratio. */
function contrast(a: Rgb, b: Rgb): number {
  const luminance = ([r, g, blue]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** Source: Machado, Oliveira and Fernandes (2009), severity 1.0. */
const VISION: Readonly<Record<string, readonly (readonly number[])[]>> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

function seenAs(colour: Rgb, vision: string): Rgb {
  const rows = VISION[vision] ?? [];
  const channel = (i: number): number =>
    Math.min(1, Math.max(0, colour.reduce((sum, value, j) => sum + value * (rows[i]?.[j] ?? 0), 0)));
  return [channel(0), channel(1), channel(2)];
}

/** Source: Ottosson (2020), OKLab. */
function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Difference in OKLab times 100, at its smallest over normal and simulated colour-blind sight. */
function difference(a: Rgb, b: Rgb): number {
  return Math.min(
    ...Object.keys(VISION).map((vision) => {
      const [x, y] = [oklab(seenAs(a, vision)), oklab(seenAs(b, vision))];
      return 100 * Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
    }),
  );
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
    const lightness = steps.map((step) => oklab(step)[0]);
    const direction = Math.sign((lightness.at(-1) ?? 0) - (lightness[0] ?? 0));
    steps.slice(1).forEach((step, i) => {
      const before = steps[i] ?? step;
      assert.equal(Math.sign((lightness[i + 1] ?? 0) - (lightness[i] ?? 0)), direction);
      assert.ok(difference(before, step) >= 9, `seq-${i + 1} and seq-${i + 2}: ${difference(before, step)}`);
    });
    assert.ok(contrast(steps.at(-1) ?? [0, 0, 0], token(theme, "bg")) >= 4.5);
  });
}

Deno.test("paper has the light values: the dark theme is for screens", () => {
  assert.match(CSS, /@media screen and \(prefers-color-scheme: dark\)/);
  assert.equal(THEMES["light"]?.size, THEMES["dark"]?.size);
});
