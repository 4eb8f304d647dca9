import assert from "node:assert/strict";
import { barChart } from "../../lib/charts/mod.ts";
import { districtTable } from "../support/protected_fixture.ts";

const notTold = { nl: "De figuur zegt niets over de oorzaak.", en: "The figure does not show causes." };

Deno.test("barChart() draws a hidden number as hidden, never as zero", () => {
  const figure = barChart(districtTable(), { notTold });
  assert.match(figure.payload.svg.nl.wide, /url\(#laag-inkomen-bar-hatch\)/);
  assert.match(figure.payload.svg.nl.wide, />verborgen</);
  assert.match(figure.payload.svg.en.narrow, />hidden</);
});

Deno.test("barChart() names its highest and lowest shown number in the description", () => {
  const { description } = barChart(districtTable(), { notTold }).payload;
  assert.match(description.nl, /Het hoogste cijfer is 21,8% \(Molenbuurt en Oude Haven\)/);
  assert.match(description.en, /The lowest figure is 8\.6% \(Noorderpoort\)/);
});

Deno.test("barChart() refuses a typed number in a title that the table does not have", () => {
  const title = { nl: "In Lindehof is het 99%", en: "In Lindehof it is 99%" };
  assert.throws(() => barChart(districtTable(), { notTold, title }), /number that the table does not have/);
});
