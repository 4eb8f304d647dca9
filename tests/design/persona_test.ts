import assert from "node:assert/strict";
import { sameLabel } from "../../lib/core/language.ts";
import { howMightWe, personaCard, type PersonaTrait } from "../../lib/design/mod.ts";
import { dimension, districtTable, protectedFixture } from "../support/protected_fixture.ts";

const both = (nl: string, en: string) => ({ nl, en });
const HOME = dimension("huishouden", both("Huishouden", "Household"), "nominal", {
  eenouder: both("eenouder", "single parent"),
  paar: both("paar", "couple"),
});
const DEBT = dimension("schulden", both("Schulden", "Debts"), "nominal", {
  ja: both("met schulden", "with debts"),
  nee: both("zonder schulden", "without debts"),
});

const home = protectedFixture({
  id: "huishoudens",
  dimensions: [HOME],
  cells: [{ codes: ["eenouder"], value: 40 }, { codes: ["paar"], value: 60 }],
});
const debt = protectedFixture({
  id: "schulden",
  dimensions: [DEBT],
  cells: [{ codes: ["ja"], value: 12 }, { codes: ["nee"], value: null }],
});

function joint(value: number | null) {
  return protectedFixture({
    id: "samen",
    dimensions: [HOME, DEBT],
    cells: [{ codes: ["eenouder", "ja"], value }, { codes: ["paar", "ja"], value: 20 }],
  });
}

const card = {
  id: "samira",
  name: "Samira",
  situation: both("Woont met twee kinderen in een flat.", "Lives with two children in a flat."),
  goal: both("Rust in huis.", "Calm at home."),
  obstacle: both("Veel loketten.", "Many counters."),
  helps: both("Een vaste hulpverlener.", "One steady professional."),
  quote: both("Ik vertel mijn verhaal telkens opnieuw", "I tell my story again and again"),
  basedOn: ["laag-inkomen-bar"],
};
const alone: PersonaTrait = {
  heading: both("Thuis", "Home"),
  text: both("Zorgt alleen voor de kinderen.", "Cares for the children alone."),
  table: home,
  codes: { huishouden: "eenouder" },
};
const owing: PersonaTrait = {
  heading: both("Geld", "Money"),
  text: both("Lost schulden af.", "Pays off debts."),
  table: debt,
  codes: { schulden: "ja" },
};
const BOTH_CODES = { huishouden: "eenouder", schulden: "ja" };

Deno.test("a trait carries its cell and the size of its group, and its receipt goes with the card", () => {
  const made = personaCard([districtTable()], { ...card, traits: [alone] });
  const line = made.payload.lines.find(({ heading }) => heading.nl === "Thuis");
  assert.match(line?.evidence?.nl ?? "", /: eenouder; groep van 100–499$/);
  assert.ok(made.receipts.includes(home.receipt));
});

Deno.test("a trait that rests on a hidden cell, or on none, is refused", () => {
  for (const codes of [{ schulden: "nee" }, { schulden: "weg" }, {}]) {
    assert.throws(
      () => personaCard([districtTable()], { ...card, traits: [{ ...owing, codes }] }),
      /without a shown cell: Money/,
    );
  }
});

Deno.test("traits that are common apart are refused while nobody knows how many have them together", () => {
  const traits = [alone, owing];
  const make = (options: object) => () => personaCard([districtTable()], { ...card, traits, ...options });
  assert.throws(make({}), /not known how many people have all traits/);
  assert.throws(make({ together: { table: home, codes: { huishouden: "eenouder" } } }), /not known how many/);
  assert.throws(make({ together: { table: joint(null), codes: BOTH_CODES } }), /fewer people than the floor/);
  const made = make({ together: { table: joint(8), codes: BOTH_CODES } })();
  assert.equal(made.payload.lines.length, 6);
});

Deno.test("a count of nobody is no evidence", () => {
  const nobody = protectedFixture({
    id: "samen",
    dimensions: [HOME, DEBT],
    measure: { kind: "count" },
    cells: [{ codes: ["eenouder", "ja"], value: 0 }],
  });
  const options = { ...card, traits: [alone, owing], together: { table: nobody, codes: BOTH_CODES } };
  assert.throws(() => personaCard([districtTable()], options), /fewer people than the floor/);
});

Deno.test("traits that contradict each other are refused", () => {
  const couple = { ...alone, codes: { huishouden: "paar" } };
  assert.throws(() => personaCard([districtTable()], { ...card, traits: [alone, couple] }), /contradict/);
});

Deno.test("one variant of behaviour is refused, two are kept, and a percentage in one is refused", () => {
  const variant = (nl: string) => ({ heading: both("Belt zelf", "Calls herself"), text: sameLabel(nl) });
  const make = (...variants: ReturnType<typeof variant>[]) => () =>
    personaCard([districtTable()], { ...card, variants });
  assert.throws(make(variant("Een")), /one variant/);
  assert.equal(make(variant("Een"), variant("Twee"))().payload.variants?.length, 2);
  assert.throws(make(variant("Een"), variant("12% belt")), /percentage/);
});

Deno.test("howMightWe() names the cells that it rests on, and refuses one that is hidden", () => {
  const parts = {
    id: "hkw",
    reach: both("hulp dichterbij brengen", "bring help closer"),
    forWhom: both("gezinnen", "families"),
    soThat: both("zij steun vinden", "they find support"),
    basedOn: ["figuur"],
  };
  const asked = howMightWe({ ...parts, cells: [{ table: debt, codes: { schulden: "ja" } }] });
  assert.match(asked.payload.cells?.[0]?.nl ?? "", /met schulden; groep van/);
  assert.deepEqual(asked.receipts, [debt.receipt]);
  const hidden = () => howMightWe({ ...parts, cells: [{ table: debt, codes: { schulden: "nee" } }] });
  assert.throws(hidden, /cell that is not shown/);
});

Deno.test("a card that is longer than a quarter of A4 is refused, in whichever language it is longer", () => {
  const long = "Loopt elke dag naar school en weer terug. ".repeat(12).trim();
  const make = (situation: { nl: string; en: string }) => () =>
    personaCard([districtTable()], { ...card, situation, goal: situation });
  assert.throws(make(both(long, "Walks to school.")), /lines long; a quarter of a sheet of A4 holds 31/);
  assert.throws(make(both("Loopt naar school.", long)), /lines long/);
  make(both(long.slice(0, 120), long.slice(0, 120)))();
});
