/**
 * The areas file of the region Hart van Brabant, as data: another region is another such object.
 *
 * @module
 */
import type { RegionFile } from "../region.ts";

/**
 * The nine municipalities of Hart van Brabant in all texts of the programme. `deno task new-region hart-van-brabant`
 * writes it as the `region.json` beside the files; from then on that file holds, and may be changed.
 *
 * Membership by year is not in it, because it was not seen: an undated list also has Alphen-Chaam (GM1723) and
 * Baarle-Nassau (GM0744). Add them with `from` and `to` where a source says so. Nor are the wijken and buurten: their
 * codes change each year and stand in the CBS table of the year. The code `JZHB` is the workspace's own: no code of CBS
 * for the region was seen, and theirs have digits.
 *
 * Source: texts of the programme for the members; national table 33 of the register of persons for the codes.
 */
export const HART_VAN_BRABANT: RegionFile = {
  version: 1,
  id: "hart-van-brabant",
  code: "JZHB",
  label: { nl: "Hart van Brabant", en: "Hart van Brabant" },
  fictional: false,
  areas: [
    { code: "GM0766", name: "Dongen" },
    { code: "GM0784", name: "Gilze en Rijen" },
    { code: "GM0785", name: "Goirle" },
    { code: "GM0797", name: "Heusden" },
    { code: "GM0798", name: "Hilvarenbeek" },
    { code: "GM0809", name: "Loon op Zand" },
    { code: "GM0824", name: "Oisterwijk" },
    { code: "GM0855", name: "Tilburg" },
    { code: "GM0867", name: "Waalwijk" },
  ],
};
