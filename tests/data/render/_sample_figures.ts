/** Figures of the sample, their table and the receipt of their numbers. */
import type { FigurePayload, TableCell, TablePayload } from "../../../lib/core/display.ts";
import { formatNumber } from "../../../lib/core/format.ts";
import { type Label, mapLabel, sameLabel } from "../../../lib/core/language.ts";
import type { DisclosureReceipt } from "../../../lib/core/receipt.ts";
import { barDrawings, lineDrawings } from "./_drawings.ts";
import { both, hex, RULE, SOURCE } from "./_sample_words.ts";

/** The receipt of the sample's tables. */
export function sampleReceipt(tableId = "wijken"): DisclosureReceipt {
  return {
    checksum: hex(tableId === "wijken" ? "a" : "b"),
    tableId,
    title: both("Uithuisplaatsing per wijk", "Out-of-home placement by district"),
    policyId: "cbs-microdata",
    policyVersion: "2026.1",
    policyConfirmed: true,
    ruleSentence: RULE,
    minimumCount: 10,
    cells: 6,
    shown: 5,
    counts: [{ reason: "primary-minimum-count", label: both("minder dan 10 kinderen", "fewer than 10 children"), cells: 1 }],
    audited: true,
    exceptions: [],
    earlierReleases: [],
    sources: [{
      datasetId: "synthetic/persons",
      title: both("Verzonnen personen", "Made-up persons"),
      owner: "Smart Start",
      licence: "CC0 1.0",
      sensitivity: "personal",
      synthetic: true,
      referenceDate: "2023",
      sha256: hex("c"),
    }],
  };
}

const shown = (value: number, decimals = 1): TableCell => ({
  text: mapLabel((language) => formatNumber(value, language, decimals)),
  value,
  status: "shown",
});
const name = (text: string | Label): TableCell => ({
  text: typeof text === "string" ? sameLabel(text) : text,
  value: null,
  status: "shown",
});
const hidden: TableCell = { text: sameLabel("–"), value: null, status: "suppressed" };

const DISTRICTS = [
  { name: "Zonnepark", value: 14.2, low: 11.9, high: 16.8, accent: true },
  { name: "Oude Haven", value: 11.6, low: 9.4, high: 14.1 },
  { name: "Molenwijk", value: 9.8, low: 7.9, high: 12.0 },
  { name: "Centrum", value: 8.1, low: 6.0, high: 10.7 },
  { name: "Buitenhof", value: 5.3, low: 3.9, high: 7.1 },
  { name: "De Weiden", value: null },
] as const;

const perThousand = both("per 1.000 kinderen", "per 1,000 children");

/** The table of the first figure. */
export function sampleTable(id = "tabel-wijken"): TablePayload {
  return {
    id,
    title: both("Kinderen die uit huis zijn geplaatst, per wijk", "Children placed out of home, by district"),
    subtitle: both("Kinderen van 0 tot 18 jaar, Voorbeeldstad, 2023", "Children aged 0 to 18, Voorbeeldstad, 2023"),
    columns: [
      { label: both("Wijk", "District"), unit: sameLabel(""), kind: "heading" },
      { label: both("Aandeel", "Rate"), unit: perThousand, kind: "number" },
      { label: both("Ondergrens", "Lower bound"), unit: perThousand, kind: "number" },
      { label: both("Bovengrens", "Upper bound"), unit: perThousand, kind: "number" },
    ],
    rows: DISTRICTS.map((district) =>
      district.value === null
        ? [name(district.name), hidden, hidden, hidden]
        : [name(district.name), shown(district.value), shown(district.low), shown(district.high)]
    ),
    notes: [both("– = verborgen, omdat het om te weinig kinderen gaat.", "– = hidden, because too few children are behind it.")],
    definition: both(
      "Kinderen die in het jaar voor het eerst uit huis zijn geplaatst, per 1.000 kinderen.",
      "Children placed out of home for the first time in the year, per 1,000 children.",
    ),
    source: SOURCE,
  };
}

/** The first figure: bars with intervals. */
export function sampleFigure(id = "wijken"): FigurePayload {
  return {
    id,
    form: "bar",
    title: both("In Zonnepark worden de meeste kinderen uit huis geplaatst", "Zonnepark has the most children placed out of home"),
    subtitle: both(
      "Uit huis geplaatste kinderen per 1.000 kinderen van 0 tot 18 jaar, per wijk, Voorbeeldstad, 2023",
      "Children placed out of home per 1,000 children aged 0 to 18, by district, Voorbeeldstad, 2023",
    ),
    svg: barDrawings(DISTRICTS),
    legend: [
      { slot: "c-1", label: both("hoogste wijk", "highest district") },
      { slot: "muted", label: both("andere wijken", "other districts") },
      { slot: "hatch", label: both("verborgen", "hidden") },
    ],
    description: both(
      "Staafdiagram met zes wijken. Zonnepark is het hoogst met 14,2 per 1.000. Buitenhof is het laagst met 5,3. Het cijfer van De Weiden is verborgen.",
      "Bar chart with six districts. Zonnepark is highest at 14.2 per 1,000. Buitenhof is lowest at 5.3. The figure for De Weiden is hidden.",
    ),
    howToRead: both(
      "Van elke 1.000 kinderen in Zonnepark zijn er 14 uit huis geplaatst. Het streepje toont de marge: het echte getal ligt waarschijnlijk tussen 11,9 en 16,8.",
      "Of every 1,000 children in Zonnepark, 14 were placed out of home. The thin line shows the margin: the true number probably lies between 11.9 and 16.8.",
    ),
    notTold: both(
      "Deze figuur zegt niet waarom de wijken verschillen.",
      "This figure does not say why the districts differ.",
    ),
    prompts: [both("Wat zie je?", "What do you see?"), both("Wie ontbreekt er?", "Who is missing?")],
    table: sampleTable(`${id}-cijfers`),
    source: SOURCE,
  };
}

/** The second figure: lines over years. */
export function sampleLineFigure(id = "jaren"): FigurePayload {
  const years = [2018, 2019, 2020, 2021, 2022, 2023];
  const zonnepark = [11.2, 11.9, 12.1, 13.0, 13.6, 14.2];
  const city = [9.4, 9.6, 9.5, 9.7, 9.9, 10.1];
  return {
    ...sampleFigure(id),
    form: "line",
    title: both("In Zonnepark groeit het aantal sneller dan in de stad", "The number grows faster in Zonnepark than in the city"),
    subtitle: both(
      "Uit huis geplaatste kinderen per 1.000 kinderen van 0 tot 18 jaar, Voorbeeldstad, 2018 tot 2023",
      "Children placed out of home per 1,000 children aged 0 to 18, Voorbeeldstad, 2018 to 2023",
    ),
    svg: lineDrawings([
      { name: "Zonnepark", slot: "c-1", values: zonnepark },
      { name: "Hele stad", slot: "c-2", values: city },
    ], years),
    legend: [],
    description: both(
      "Lijndiagram over zes jaren. Zonnepark ging van 11,2 naar 14,2 per 1.000. De hele stad ging van 9,4 naar 10,1.",
      "Line chart over six years. Zonnepark went from 11.2 to 14.2 per 1,000. The whole city went from 9.4 to 10.1.",
    ),
    howToRead: both("Elke stip is één jaar. De as begint bij 0.", "Each dot is one year. The axis starts at 0."),
    table: {
      ...sampleTable(`${id}-cijfers`),
      columns: [
        { label: both("Jaar", "Year"), unit: sameLabel(""), kind: "heading" },
        { label: sameLabel("Zonnepark"), unit: perThousand, kind: "number" },
        { label: both("Hele stad", "Whole city"), unit: perThousand, kind: "number" },
      ],
      rows: years.map((year, i) => [name(String(year)), shown(zonnepark[i] ?? 0), shown(city[i] ?? 0)]),
      notes: [],
    },
  };
}
