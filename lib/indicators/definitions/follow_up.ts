/**
 * Indicators over a cohort of children that was followed for some years.
 *
 * @module
 */
import type { IndicatorDefinition } from "../definition.ts";

/** The indicators over cohorts: one row per child, circumstances at the start, outcome afterwards. */
export const FOLLOW_UP_INDICATORS: readonly IndicatorDefinition[] = [
  {
    id: "JZG06V",
    slug: "later-uithuisgeplaatst",
    theme: "jeugdhulp",
    label: {
      nl: "Uit huis geplaatst in de jaren daarna (benadering)",
      en: "Placed out of home in the years after (proxy)",
    },
    unit: { nl: "% van de kinderen", en: "% of children" },
    definition: {
      nl:
        "Kinderen die aan het begin onder de 18 waren en in een van de jaren daarna, voor hun achttiende, op " +
        "dezelfde dag een jeugdbeschermingsmaatregel en jeugdhulp met verblijf hadden, gedeeld door alle kinderen " +
        "die aan het begin onder de 18 waren.",
      en:
        "Children below 18 at the start who in one of the years after, before turning 18, had a protection order " +
        "and youth help with stay on the same day, divided by all children below 18 at the start.",
    },
    rows: "child",
    entity: "person",
    kind: "share",
    per: 100,
    decimals: 1,
    base: "TRUE",
    numerator: "later_uithuisgeplaatst",
    direction: "risk",
    smallestLevel: "gemeente",
    caveat: {
      nl:
        "Vrijwillige plaatsingen tellen niet mee, en kinderen die vertrokken of volwassen werden zijn niet verder gevolgd.",
      en: "Voluntary placements are missed, and children who left or grew up are not followed further.",
    },
    breaks: [],
  },
  {
    id: "JZG06B",
    slug: "uithuisgeplaatst-buiten-hoogste-groep",
    theme: "jeugdhulp",
    label: {
      nl: "Uit huis geplaatste kinderen met minder dan vier omstandigheden",
      en: "Children placed out of home with fewer than four circumstances",
    },
    unit: { nl: "% van de uit huis geplaatste kinderen", en: "% of children placed out of home" },
    definition: {
      nl:
        "Kinderen bij wie aan het begin minder dan vier van de acht omstandigheden samenkwamen, gedeeld door alle " +
        "kinderen die in de jaren daarna uit huis zijn geplaatst; onbekend telt als niet.",
      en:
        "Children for whom fewer than four of the eight circumstances came together at the start, divided by all " +
        "children placed out of home in the years after; unknown counts as not.",
    },
    rows: "child",
    entity: "person",
    kind: "share",
    per: 100,
    decimals: 0,
    base: "later_uithuisgeplaatst",
    numerator: "factoren < 4",
    direction: "context",
    smallestLevel: "gemeente",
    caveat: {
      nl: "Laat zien dat een aanbod voor alleen de zwaarste groep veel kinderen mist.",
      en: "Shows that an offer for the heaviest group only misses many children.",
    },
    breaks: [],
  },
  {
    id: "POP18",
    slug: "kinderen",
    theme: "gezin",
    label: { nl: "Kinderen onder de 18", en: "Children below 18" },
    unit: { nl: "kinderen", en: "children" },
    definition: {
      nl: "Kinderen die op 31 december jonger dan 18 jaar waren en in de gemeente stonden ingeschreven.",
      en: "Children below 18 on 31 December who were registered in the municipality.",
    },
    rows: "child",
    entity: "person",
    kind: "count",
    per: 1,
    decimals: 0,
    base: "TRUE",
    numerator: "TRUE",
    direction: "context",
    smallestLevel: "buurt",
    caveat: { nl: "", en: "" },
    breaks: [],
  },
];
