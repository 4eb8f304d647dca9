/**
 * Indicators over the file of children (one row per child below 18 and year).
 *
 * @module
 */
import type { Label } from "../../core/mod.ts";
import type { IndicatorDefinition, ReferenceValue } from "../definition.ts";

const NONE: Label = { nl: "", en: "" };

interface ChildPlan {
  readonly id: string;
  readonly slug: string;
  readonly label: Label;
  readonly definition: Label;
  readonly theme: string;
  readonly base?: string;
  readonly numerator: string;
  readonly decimals?: number;
  readonly smallestLevel?: IndicatorDefinition["smallestLevel"];
  readonly caveat?: Label;
  readonly reference?: ReferenceValue;
}

function share(plan: ChildPlan): IndicatorDefinition {
  return {
    unit: { nl: "% van de kinderen", en: "% of children" },
    rows: "child",
    entity: "person",
    kind: "share",
    per: 100,
    direction: "risk",
    breaks: [],
    ...plan,
    base: plan.base ?? "TRUE",
    decimals: plan.decimals ?? 1,
    smallestLevel: plan.smallestLevel ?? "wijk",
    caveat: plan.caveat ?? NONE,
  };
}

/** The indicators over children. */
export const CHILD_INDICATORS: readonly IndicatorDefinition[] = [
  share({
    id: "JZG06",
    slug: "uithuisplaatsing",
    theme: "jeugdhulp",
    label: { nl: "Uithuisplaatsing (benadering)", en: "Out-of-home placement (proxy)" },
    definition: {
      nl:
        "Kinderen van 0 tot 18 jaar met in het jaar op dezelfde dag een jeugdbeschermingsmaatregel en jeugdhulp " +
        "met verblijf, gedeeld door alle kinderen van 0 tot 18 jaar.",
      en:
        "Children below 18 with a protection order and youth help with stay on the same day of the year, divided " +
        "by all children below 18.",
    },
    numerator: "uithuisplaatsing",
    decimals: 2,
    smallestLevel: "gemeente",
    caveat: {
      nl: "Benadering van het CBS: vrijwillige plaatsingen tellen niet mee.",
      en: "CBS's approximation: voluntary placements are missed.",
    },
    reference: {
      value: 0.005,
      year: "2021",
      certainty: "L",
      source: "CBS, samenloop van maatregel en verblijf",
    },
  }),
  share({
    id: "JZG04J",
    slug: "ondertoezichtstelling",
    theme: "jeugdhulp",
    label: { nl: "Ondertoezichtstelling", en: "Supervision order" },
    definition: {
      nl: "Kinderen van 0 tot 18 jaar met een ondertoezichtstelling in het jaar.",
      en: "Children below 18 with a supervision order in the year.",
    },
    numerator: "ots",
    decimals: 2,
    smallestLevel: "gemeente",
    caveat: {
      nl: "Het gepubliceerde cijfer telt op 31 december, dit over het hele jaar.",
      en: "The published figure counts on 31 December, this one over the whole year.",
    },
    reference: { value: 0.0059, year: "2022", certainty: "V", source: "CBS 85094NED" },
  }),
  share({
    id: "JZG01K",
    slug: "jeugdhulp",
    theme: "jeugdhulp",
    label: { nl: "Kinderen met jeugdhulp", en: "Children with youth help" },
    definition: {
      nl: "Kinderen van 0 tot 18 jaar met jeugdhulp in het jaar.",
      en: "Children below 18 with youth help in the year.",
    },
    numerator: "jeugdhulp",
    reference: { value: 0.125, year: "2020", certainty: "V", source: "CBS, jeugdzorg onder 18 jaar" },
  }),
  share({
    id: "GEZ03K",
    slug: "eenouder",
    theme: "gezin",
    label: { nl: "Kinderen in een eenouderhuishouden", en: "Children in a single-parent household" },
    definition: {
      nl: "Kinderen van 0 tot 18 jaar die op 31 december in een eenouderhuishouden wonen.",
      en: "Children below 18 living in a single-parent household on 31 December.",
    },
    numerator: "eenouder",
  }),
  share({
    id: "GEB01K",
    slug: "jonge-moeder",
    theme: "geboorte",
    label: { nl: "Moeder jonger dan 25 bij eerste kind", en: "Mother below 25 at first birth" },
    definition: {
      nl:
        "Kinderen wier moeder jonger dan 25 jaar was bij de geboorte van haar eerste kind, gedeeld door kinderen " +
        "met een bekende moeder.",
      en: "Children whose mother was below 25 at her first birth, divided by children with a known mother.",
    },
    base: "jonge_moeder IS NOT NULL",
    numerator: "jonge_moeder",
  }),
  share({
    id: "WRK03",
    slug: "moeder-zonder-werk",
    theme: "werk",
    label: { nl: "Moeder zonder betaald werk", en: "Mother without paid work" },
    definition: {
      nl:
        "Kinderen wier moeder op 31 december geen betaald werk heeft, gedeeld door kinderen met een bekende moeder.",
      en: "Children whose mother has no paid work on 31 December, divided by children with a known mother.",
    },
    base: "moeder_zonder_werk IS NOT NULL",
    numerator: "moeder_zonder_werk",
  }),
  share({
    id: "WON03K",
    slug: "huur-met-toeslag",
    theme: "wonen",
    label: { nl: "Huurwoning met huurtoeslag", en: "Rented home with rent benefit" },
    definition: {
      nl: "Kinderen in een huurwoning waarvoor het huishouden huurtoeslag krijgt.",
      en: "Children in a rented home for which the household receives rent benefit.",
    },
    base: "huur_met_toeslag IS NOT NULL",
    numerator: "huur_met_toeslag",
  }),
  share({
    id: "UIT02",
    slug: "bijstand",
    theme: "inkomen",
    label: { nl: "Kinderen in een bijstandsgezin", en: "Children in a family on social assistance" },
    definition: {
      nl: "Kinderen met minstens één ouder die bijstand ontvangt.",
      en: "Children with at least one parent on social assistance.",
    },
    base: "bijstand IS NOT NULL",
    numerator: "bijstand",
    reference: { value: 0.057, year: "2022", certainty: "V", source: "Jeugdmonitor" },
  }),
  share({
    id: "SCH02K",
    slug: "schulden",
    theme: "schulden",
    label: { nl: "Kinderen in een huishouden met schulden", en: "Children in a household with debts" },
    definition: {
      nl:
        "Kinderen in een huishouden met geregistreerde problematische schulden, of met een ouder die achterloopt met " +
        "de zorgpremie of in de schuldsanering zit.",
      en:
        "Children in a household with registered problem debts, or with a parent behind with the health premium or " +
        "in debt restructuring.",
    },
    numerator: "schulden",
  }),
  share({
    id: "GZH01K",
    slug: "ggz-ouder",
    theme: "gezondheid",
    label: { nl: "Ouder met specialistische ggz", en: "Parent with specialist mental care" },
    definition: {
      nl: "Kinderen met minstens één ouder met kosten voor specialistische ggz in het jaar.",
      en: "Children with at least one parent with specialist mental care costs in the year.",
    },
    base: "ggz_ouder IS NOT NULL",
    numerator: "ggz_ouder",
  }),
  share({
    id: "OND03",
    slug: "laagopgeleide-moeder",
    theme: "onderwijs",
    label: { nl: "Laagopgeleide moeder", en: "Low-educated mother" },
    definition: {
      nl: "Kinderen wier moeder hoogstens mbo-1 heeft, gedeeld door kinderen van wie dat bekend is.",
      en: "Children whose mother has at most mbo-1, divided by children for whom that is known.",
    },
    base: "laagopgeleide_moeder IS NOT NULL",
    numerator: "laagopgeleide_moeder",
    caveat: {
      nl: "Het register kent niet van iedereen het niveau.",
      en: "The register does not know everybody's level.",
    },
  }),
  share({
    id: "INK03",
    slug: "arm",
    theme: "inkomen",
    label: { nl: "Kinderen in armoede", en: "Children in poverty" },
    definition: {
      nl: "Kinderen in een huishouden onder de armoedegrens (definitie van 2024).",
      en: "Children in a household below the poverty line (2024 definition).",
    },
    base: "arm IS NOT NULL",
    numerator: "arm",
    reference: { value: 0.036, year: "2023", certainty: "V", source: "NJi/CBS 86132NED" },
  }),
  share({
    id: "CMP01",
    slug: "vier-of-meer-factoren",
    theme: "composiet",
    label: { nl: "Vier of meer risicofactoren", en: "Four or more risk factors" },
    definition: {
      nl:
        "Kinderen bij wie vier of meer van de acht genoemde omstandigheden samenkomen; onbekend telt als niet.",
      en:
        "Children for whom four or more of the eight named circumstances come together; unknown counts as not.",
    },
    numerator: "factoren >= 4",
    caveat: {
      nl:
        "Zegt iets over omstandigheden van groepen, nooit over één kind: de meeste van deze kinderen groeien goed op.",
      en: "Tells about circumstances of groups, never about one child: most of these children grow up fine.",
    },
  }),
];
