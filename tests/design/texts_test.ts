import assert from "node:assert/strict";
import { limits, personaCard, question } from "../../lib/design/mod.ts";
import { sameLabel } from "../../lib/core/language.ts";
import { DISTRICTS, districtTable, protectedFixture } from "../support/protected_fixture.ts";

const persona = {
  id: "samira",
  name: "Samira",
  situation: { nl: "Woont met twee kinderen in een flat.", en: "Lives with two children in a flat." },
  goal: { nl: "Rust in huis.", en: "Calm at home." },
  obstacle: { nl: "Veel loketten.", en: "Many counters." },
  helps: { nl: "Een vaste hulpverlener.", en: "One steady professional." },
  quote: { nl: "Ik vertel mijn verhaal telkens opnieuw", en: "I tell my story again and again" },
  basedOn: ["laag-inkomen-bar"],
};

Deno.test("personaCard() carries the receipts of its tables and says it is not one person", () => {
  const table = districtTable();
  const card = personaCard([table], persona);
  assert.deepEqual(card.receipts, [table.receipt]);
  assert.match(card.payload.basis.nl, /niet één echte persoon/);
});

Deno.test("personaCard() refuses a table in which every number is hidden, and percentages in the story", () => {
  const hidden = protectedFixture({
    dimensions: [DISTRICTS],
    cells: [{ codes: ["WK990101"], value: null }],
  });
  assert.throws(() => personaCard([hidden], persona), /every number is hidden/);
  assert.throws(() => personaCard([], persona), /rests on nothing/);
  const withNumber = { ...persona, quote: sameLabel("12% is veel") };
  assert.throws(() => personaCard([districtTable()], withNumber), /percentage/);
});

Deno.test("limits() needs three items and question() a question mark", () => {
  assert.throws(() => limits({ items: [sameLabel("een"), sameLabel("twee")] }), /2 items/);
  assert.throws(() => question({ id: "q", text: sameLabel("Geen vraag") }), /question mark/);
});
