/**
 * The layers of the sandbox in words, for readers of a page.
 *
 * @module
 */
import type { Label } from "../../lib/core/language.ts";

const LAYER_LABELS: Readonly<Record<string, Label>> = {
  "permission-broker": {
    nl: "elke toegang gevraagd en vastgelegd",
    en: "every access asked for and recorded",
  },
  "os:landlock+seccomp": {
    nl: "bestanden en netwerk dicht door het besturingssysteem (Landlock en seccomp)",
    en: "files and network closed by the operating system (Landlock and seccomp)",
  },
  "os:landlock": {
    nl: "bestanden dicht door het besturingssysteem (Landlock)",
    en: "files closed by the operating system (Landlock)",
  },
};

/**
 * Says what a layer of the sandbox does.
 *
 * @param layer Its name, as a kernel tells it.
 * @returns The words; the name itself for a layer that has none.
 */
export function labelLayer(layer: string): Label {
  return LAYER_LABELS[layer] ?? { nl: layer, en: layer };
}
