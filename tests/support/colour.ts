/** Colour arithmetic for tests of contrast, of charts and of the style sheet. Colours are `#rrggbb`. */

/** Linear light of red, green and blue, 0 to 1. */
type Linear = readonly [number, number, number];

/** Reads `#rrggbb` into linear light. Source: IEC 61966-2-1 (sRGB). */
function linearOf(hex: string): Linear {
  const channel = (at: number): number => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Contrast of two colours, 1 to 21. Source: WCAG 2.2, relative luminance and contrast ratio. */
export function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => {
    const [r, g, b] = linearOf(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/**
 * Full colour blindness as matrices on linear light.
 * Source: Machado, Oliveira and Fernandes (2009), IEEE TVCG 15(6), severity 1.0.
 */
const BLINDNESS = {
  none: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
} as const;

/** A kind of sight. */
export type Sight = keyof typeof BLINDNESS;

/** All kinds of sight. */
export const SIGHTS: readonly Sight[] = ["none", "protan", "deutan", "tritan"];

function seen(hex: string, sight: Sight): Linear {
  const [r, g, b] = linearOf(hex);
  return BLINDNESS[sight].map((row) =>
    Math.max(0, Math.min(1, row[0] * r + row[1] * g + row[2] * b))
  ) as unknown as Linear;
}

/** OKLab of linear light. Source: Björn Ottosson (2020), "A perceptual color space for image processing". */
function oklab([r, g, b]: Linear): Linear {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Distance of two colours as somebody with a kind of sight sees them: OKLab times 100. */
export function distance(a: string, b: string, sight: Sight): number {
  const [x, y] = [oklab(seen(a, sight)), oklab(seen(b, sight))];
  return 100 * Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

/** Lightness in OKLab, 0 to 1. */
export function lightness(hex: string): number {
  return oklab(linearOf(hex))[0];
}
