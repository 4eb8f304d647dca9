/**
 * What has to be said with a model: assumptions, and warnings that the data give cause to.
 *
 * @module
 */
import type { Label } from "../core/language.ts";
import type { Inflated } from "./_inflation.ts";
import type { CovarianceChoice } from "./covariance.ts";
import type { DesignMatrix } from "./design_matrix.ts";
import type { RiskMethod } from "./model.ts";

/** Fewer events than this per coefficient make estimates unstable. Source: Peduzzi et al. (1996), J Clin Epidemiol 49. */
const EVENTS_PER_COEFFICIENT = 10;
/** Share of outcomes from which an odds ratio is visibly larger than the risk ratio. Source: Zhang & Yu (1998), JAMA 280. */
const COMMON_OUTCOME = 0.1;
/** Fewer clusters than this make CR0 and CR1 too narrow. Source: MacKinnon, Nielsen & Webb (2022), QED WP 1456. */
const FEW_CLUSTERS = 40;
/** Fewer residual degrees of freedom than this may not be published. Source: European output checking, ACRO. */
const LEAST_RESIDUAL_DF = 10;
/** Satterthwaite's degrees of freedom under this give unsure p-values. Source: Tipton (2015), Psychological Methods 20. */
const LEAST_CLUSTER_DF = 4;
const COUNT_METHODS: ReadonlySet<RiskMethod> = new Set(["poisson", "negative-binomial"]);
const FEW_CLUSTER_CORRECTIONS: ReadonlySet<string> = new Set(["CR2", "CR3"]);

const ODDS: readonly Label[] = [
  { nl: "De logodds zijn een som van de termen", en: "The log odds are a sum of the terms" },
  {
    nl: "De verhoudingen gaan over samenhang, niet over oorzaak",
    en: "The ratios are about association, not cause",
  },
];

/** What has to hold, by method and by the kind of covariance. */
export const ASSUMPTIONS: Readonly<Record<RiskMethod | "clusters" | "independent", readonly Label[]>> = {
  linear: [{
    nl: "Het gemiddelde is een som van de termen",
    en: "The mean is a sum of the terms",
  }],
  logistic: ODDS,
  firth: [...ODDS, {
    nl: "Een lichte straf (Jeffreys) houdt schattingen eindig; Waldintervallen zijn dan een benadering",
    en: "A light penalty (Jeffreys) keeps estimates finite; Wald intervals are an approximation then",
  }],
  poisson: [
    {
      nl: "De logaritme van het aantal per persoontijd is een som van de termen",
      en: "The log of the rate is a sum of the terms",
    },
    {
      nl: "De spreiding is gelijk aan het gemiddelde, tenzij een robuuste covariantie is gekozen",
      en: "The variance equals the mean, unless a robust covariance is chosen",
    },
  ],
  "negative-binomial": [
    {
      nl: "De logaritme van het aantal per persoontijd is een som van de termen",
      en: "The log of the rate is a sum of the terms",
    },
    {
      nl: "De spreiding is μ + μ²/θ, met voor iedereen dezelfde θ",
      en: "The variance is μ + μ²/θ, with the same θ for everybody",
    },
  ],
  "modified-poisson": [
    {
      nl: "De logaritme van het risico is een som van de termen",
      en: "The log of the risk is a sum of the terms",
    },
    {
      nl: "De onzekerheid komt uit een robuuste covariantie (Zou 2004)",
      en: "Uncertainty comes from a robust covariance (Zou 2004)",
    },
  ],
  clusters: [{ nl: "Clusters zijn onafhankelijk van elkaar", en: "Clusters are independent of each other" }],
  independent: [{ nl: "Rijen zijn onafhankelijk van elkaar", en: "Rows are independent of each other" }],
};

/** What advice is about. */
export interface AdviceInput {
  readonly method: RiskMethod;
  readonly design: DesignMatrix;
  readonly y: Float64Array;
  readonly clusters: number | null;
  readonly choice: CovarianceChoice;
  /** Satterthwaite's degrees of freedom per coefficient; null without CR2. */
  readonly coefficientDf: Float64Array | null;
  /** Numbers that nearly follow from the other columns. */
  readonly inflated: readonly Inflated[];
}

/** The warnings that these data give cause to. */
export function adviceOn(input: AdviceInput): readonly Label[] {
  return [
    ...adviceOnRows(input),
    ...adviceOnOutcome(input),
    ...adviceOnClusters(input),
    ...adviceOnDegrees(input),
    ...adviceOnLikeness(input),
  ];
}

function adviceOnRows({ design }: AdviceInput): readonly Label[] {
  const warnings: Label[] = [];
  if (design.droppedRows > 0) {
    const columns = design.missing.map(({ column, rows }) => `${column} ${rows}`).join(", ");
    warnings.push({
      nl: `${design.droppedRows} rijen weggelaten omdat een waarde ontbreekt (${columns})`,
      en: `${design.droppedRows} rows left out because a value is missing (${columns})`,
    });
  }
  for (const text of design.droppedColumns) {
    warnings.push({ nl: `Kolom weggelaten. ${text}`, en: `Column left out. ${text}` });
  }
  const rest = design.n - design.columns.length;
  if (rest < LEAST_RESIDUAL_DF) {
    warnings.push({
      nl: `${rest} vrijheidsgraden over: te weinig om te publiceren (minimaal ${LEAST_RESIDUAL_DF})`,
      en: `${rest} residual degrees of freedom: too few to publish (at least ${LEAST_RESIDUAL_DF})`,
    });
  }
  return warnings;
}

function adviceOnOutcome({ method, design, y }: AdviceInput): readonly Label[] {
  if (method === "linear") return [];
  const cases = y.reduce((sum, value) => sum + value, 0);
  const rarer = COUNT_METHODS.has(method) ? cases : Math.min(cases, y.length - cases);
  const terms = design.columns.length - 1;
  const warnings: Label[] = [];
  if (rarer < EVENTS_PER_COEFFICIENT * terms) {
    warnings.push({
      nl:
        `Minder dan ${EVENTS_PER_COEFFICIENT} gebeurtenissen per coëfficiënt: schattingen zijn wankel en te groot`,
      en: `Fewer than ${EVENTS_PER_COEFFICIENT} events per coefficient: estimates are unstable and too large`,
    });
  }
  if ((method === "logistic" || method === "firth") && cases > COMMON_OUTCOME * y.length) {
    warnings.push({
      nl:
        "De uitkomst komt bij meer dan 10% voor: lees een odds ratio niet als risicoverhouding; gebruik standardisedRisks",
      en: "More than 10% have the outcome: do not read an odds ratio as a risk ratio; use standardisedRisks",
    });
  }
  return warnings;
}

/** Whether there are too few clusters for their covariance. */
export function adviceOnClusters(
  { clusters, choice }: Pick<AdviceInput, "clusters" | "choice">,
): readonly Label[] {
  if (clusters === null || clusters >= FEW_CLUSTERS || typeof choice === "string") return [];
  if (FEW_CLUSTER_CORRECTIONS.has(choice.correction ?? "CR1")) return [];
  return [{
    nl: `${clusters} clusters, minder dan ${FEW_CLUSTERS}: intervallen zijn te smal; gebruik CR2 of CR3`,
    en: `${clusters} clusters, fewer than ${FEW_CLUSTERS}: intervals are too narrow; use CR2 or CR3`,
  }];
}

function adviceOnLikeness({ inflated }: AdviceInput): readonly Label[] {
  return inflated.map(({ name, factor }) => {
    const percent = Math.floor(100 - 100 / factor);
    return {
      nl:
        `${name} volgt voor ${percent}% uit de andere termen: wat ervan zelf komt is niet goed te onderscheiden; neem er een weg`,
      en:
        `${name} follows for ${percent}% from the other terms: its own part can hardly be told; take one of them out`,
    };
  });
}

function adviceOnDegrees({ coefficientDf, design }: AdviceInput): readonly Label[] {
  const few = design.columns.filter((_, index) => (coefficientDf?.[index] ?? Infinity) < LEAST_CLUSTER_DF)
    .map(({ name }) => name).join(", ");
  if (few === "") return [];
  return [{
    nl: `Te weinig of te ongelijke clusters zeggen iets over ${few}: vertrouw dat interval niet`,
    en: `Too few or too unequal clusters tell about ${few}: do not trust that interval`,
  }];
}
