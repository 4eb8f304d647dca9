/**
 * The collection of children's books: invented titles, and where copies stand.
 *
 * @module
 */
import type { Random } from "../../core/random.ts";
import { Table } from "../../core/table.ts";

/** Genres, each with ten things that a title can be about. */
const THINGS: Readonly<Record<string, readonly string[]>> = {
  dieren: ["vos", "uil", "egel", "pony", "zeehond", "kikker", "wolf", "muis", "kat", "otter"],
  spanning: ["kluis", "kelder", "grot", "spion", "kaart", "brief", "toren", "storm", "eiland", "sleutel"],
  humor: ["juf", "oma", "meester", "tovenaar", "ridder", "kok", "burgemeester", "tandarts", "koning", "reus"],
  sport: [
    "keeper",
    "spits",
    "turnzaal",
    "finale",
    "bokaal",
    "estafette",
    "skater",
    "zwemclub",
    "trainer",
    "bal",
  ],
  weten: [
    "sterren",
    "vulkanen",
    "treinen",
    "bijen",
    "dijken",
    "planeten",
    "botten",
    "robots",
    "zeeën",
    "bomen",
  ],
  sprookjes: [
    "draak",
    "prinses",
    "fee",
    "heks",
    "dwerg",
    "spiegel",
    "roos",
    "ketel",
    "eenhoorn",
    "betovering",
  ],
};
/** Twelve ways to begin a title; with ten things that makes 120 titles a genre: 60 for each age band. */
const OPENINGS: readonly string[] = [
  "Het geheim van de",
  "Op zoek naar de",
  "Het jaar van de",
  "De nacht van de",
  "Bang voor de",
  "Alles over de",
  "De laatste",
  "De allereerste",
  "Vrienden van de",
  "Wie redt de",
  "Een dag met de",
  "Dag, lieve",
];
/** Genres in the order of the title codes of the loans. */
export const GENRES: readonly string[] = Object.keys(THINGS);
/** Titles per genre and age band. */
export const TITLES_PER_SHELF = 60;

/** Age bands with their reading levels (AVI). Source of the scale: Cito AVI, M3 to Plus. */
const BANDS = [
  { code: 1, name: "5-8", levels: ["AVI-Start", "M3", "E3", "M4", "E4", "M5"] },
  { code: 2, name: "9-12", levels: ["E5", "M6", "E6", "M7", "E7", "Plus"] },
] as const;
/** Places with copies, and the share of titles that each has. */
const BRANCHES = [
  { name: "bibliotheek centrum", share: 0.8 },
  { name: "bibliotheek wijk", share: 0.45 },
  { name: "school De Ruimte", share: 0.3 },
  { name: "school Het Kompas", share: 0.25 },
] as const;

/** Writes the code of a title: age band, genre, place on the shelf. */
export function titleCode(band: string, genre: number, place: number): string {
  const code = BANDS.find((one) => one.name === band)?.code ?? 1;
  return `T${code}${genre}${String(place).padStart(3, "0")}`;
}

/** One row per title and place with copies; popular titles stand in more places. */
export function collectionTable(random: Random): Table {
  const rows: {
    title: string;
    name: string;
    band: string;
    genre: string;
    level: string;
    language: string;
    branch: string;
    copies: number;
  }[] = [];
  for (const band of BANDS) {
    for (const [index, genre] of GENRES.entries()) {
      for (let place = 0; place < TITLES_PER_SHELF; place++) {
        const number = place + (band.code - 1) * TITLES_PER_SHELF;
        const book = {
          title: titleCode(band.name, index, place),
          name: `${OPENINGS[number % 12] ?? ""} ${THINGS[genre]?.[Math.floor(number / 12)] ?? ""}`,
          band: band.name,
          genre,
          level: band.levels[random.below(band.levels.length)] ?? "",
          language: random.next() < 0.94 ? "nl" : ["en", "tr", "ar", "pl"][random.below(4)] ?? "en",
        };
        const popular = 1 - place / TITLES_PER_SHELF;
        const branches = BRANCHES.filter(({ share }) => random.next() < share * (0.6 + 0.8 * popular));
        // A book that no place has could not have been borrowed.
        for (const branch of branches.length > 0 ? branches : BRANCHES.slice(0, 1)) {
          rows.push({ ...book, branch: branch.name, copies: 1 + random.below(1 + Math.round(3 * popular)) });
        }
      }
    }
  }
  return Table.from({
    titel: rows.map((row) => row.title),
    naam: rows.map((row) => row.name),
    leeftijdsband: rows.map((row) => row.band),
    genre: rows.map((row) => row.genre),
    leesniveau: rows.map((row) => row.level),
    taal: rows.map((row) => row.language),
    vestiging: rows.map((row) => row.branch),
    exemplaren: Float64Array.from(rows, (row) => row.copies),
  });
}
