/** Assumptions and warnings in words, as data. @module */
import type { Label } from "../core/language.ts";
import type { EffectWarning } from "./summary.ts";

/** Below this number of clusters the plain robust interval is often too narrow (MacKinnon, Nielsen and Webb 2022: 20 to 50). */
const FEW_CLUSTERS = 40;
/** With fewer clusters on a side the interval for small samples covers 92 to 98 % (simulated: 3 of 10, 12 and 20 start). */
const FEW_ON_A_SIDE = 5;
/** With fewer clusters on the treated side no cluster-robust interval can be trusted (idem, section 4). */
const FEW_TREATED = 3;

/** The assumptions, by name. */
export const ASSUMPTIONS = {
  parallel: {
    nl: "Zonder de aanpak had de groep zich ontwikkeld zoals de vergelijkingsgroep.",
    en: "Without the approach the group would have developed as the comparison group did.",
  },
  anticipation: {
    nl: "Niemand veranderde al vóór de start.",
    en: "Nobody changed before the start.",
  },
  spillover: {
    nl: "De aanpak werkte niet door in de vergelijkingsgroep.",
    en: "The approach did not spill over to the comparison group.",
  },
  constant: {
    nl: "Het effect is voor alle groepen en jaren even groot.",
    en: "The effect is the same for all groups and years.",
  },
  attrition: {
    nl: "Wie wegviel, veranderde gemiddeld zoals wie bleef.",
    en: "Those who dropped out changed on average as those who stayed did.",
  },
  exchangeable: {
    nl: "Zonder effect had iedereen even goed in de andere groep kunnen zitten.",
    en: "Without an effect everybody could equally well have been in the other group.",
  },
  trend: {
    nl: "Zonder de aanpak was de rechte lijn van ervoor doorgegaan.",
    en: "Without the approach the straight line from before would have continued.",
  },
  soleEvent: {
    nl: "Er gebeurde op dat moment niets anders dat de cijfers veranderde.",
    en: "Nothing else happened at that moment that changed the figures.",
  },
  selection: {
    nl: "Groepen die op de gemeten kenmerken gelijk zijn, verschillen ook verder niet.",
    en: "Groups that are equal on the measured traits do not differ otherwise.",
  },
  resemblance: {
    nl:
      "Gebieden die vóór de start samen op dit gebied leken, hadden dat zonder de aanpak ook daarna gedaan.",
    en:
      "Areas that together resembled this area before the start would have done so afterwards without the approach.",
  },
  randomIntercept: {
    nl:
      "Wie wegviel, is te voorspellen uit de gemeten scores; verschillen tussen mensen zijn normaal verdeeld.",
    en: "Who dropped out can be predicted from the measured scores; differences between people are normal.",
  },
} as const satisfies Readonly<Record<string, Label>>;

/** Warnings about the number of clusters. */
export function clusterWarnings(
  clusters: number,
  treatedClusters: number,
  interval: "small-sample" | "plain" = "small-sample",
): readonly EffectWarning[] {
  const smaller = Math.min(treatedClusters, clusters - treatedClusters), warnings: EffectWarning[] = [];
  if (interval === "plain" && clusters < FEW_CLUSTERS) {
    warnings.push({
      code: "few-clusters",
      weight: "remark",
      text: {
        nl:
          `Er zijn maar ${clusters} clusters: het interval is mogelijk te smal; kijk ook naar de permutatietoets.`,
        en:
          `There are only ${clusters} clusters: the interval may be too narrow; see the permutation test too.`,
      },
    });
  }
  if (interval === "small-sample" && smaller < FEW_ON_A_SIDE) {
    warnings.push({
      code: "few-clusters",
      weight: "remark",
      text: {
        nl: `Een van de groepen telt maar ${smaller} clusters: kijk ook naar de permutatietoets.`,
        en: `One of the groups has only ${smaller} clusters: see the permutation test too.`,
      },
    });
  }
  if (smaller < FEW_TREATED) {
    warnings.push({
      code: "few-treated-clusters",
      weight: "serious",
      text: {
        nl: "Een van de groepen telt minder dan drie clusters: het interval is niet te vertrouwen.",
        en: "One of the groups has fewer than three clusters: the interval cannot be trusted.",
      },
    });
  }
  return warnings;
}
