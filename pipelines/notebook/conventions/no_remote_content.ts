/** @module */
import { addresses, briefingCells, briefingParts } from "./_briefing_text.ts";
import type { Breach, Rule, SeenNotebook } from "./rule.ts";

/** Addresses by kind: pictures lie in the notebook, links lead to pages. */
const ALLOWED_REGEXP: Readonly<Record<"link" | "image", RegExp>> = {
  link: /^(?:https:|mailto:|#)/i,
  image: /^attachment:/i,
};

/** The briefing asks nothing of the network. */
export const noRemoteContent: Rule = {
  id: "no-remote-content",
  wants:
    "Pictures in briefing text are attachments, and links lead to https pages, mail or the briefing itself",
  why: "The page opens from a file without any request, and a remote picture tells others who reads it",
  severity: "error",
  *check(seen: SeenNotebook): Generator<Breach> {
    for (const cell of briefingCells(seen)) {
      for (const { kind, text, line } of briefingParts(cell).flatMap(addresses)) {
        if (ALLOWED_REGEXP[kind].test(text)) continue;
        yield {
          cell,
          line,
          what: kind === "image"
            ? "Picture lies outside the notebook"
            : "Link leads to an address that is refused",
          mend: kind === "image"
            ? "Drop the picture into the cell, as an attachment"
            : "Use an https address",
          nl: kind === "image"
            ? "De afbeelding staat buiten het notebook. Sleep de afbeelding in de cel"
            : "De link gaat naar een adres dat niet mag. Gebruik een https-adres",
        };
      }
    }
  },
};
