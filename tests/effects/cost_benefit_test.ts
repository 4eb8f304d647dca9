import assert from "node:assert/strict";
import { breakEvenUnits, costBenefit } from "../../lib/effects/cost_benefit.ts";

const label = { nl: "voorbeeld", en: "example" };

Deno.test("costBenefit() discounts by year and tells who pays and who gains", () => {
  const { scenarios: [one] } = costBenefit([{
    name: "middle",
    costs: [{ label, party: "gemeente", eurosByYear: [1000, 1000] }],
    benefits: [{ label, party: "rijk", eurosEach: 500, avoidedByYear: [0, 0, 8] }],
  }], { discountRate: 0.1 });
  assert.ok(Math.abs((one?.costs ?? 0) - (1000 + 1000 / 1.1)) < 1e-9);
  assert.ok(Math.abs((one?.benefits ?? 0) - 4000 / 1.21) < 1e-9);
  assert.deepEqual(one?.parties.map((party) => party.party), ["gemeente", "rijk"]);
  assert.ok(Math.abs((one?.breakEvenFactor ?? 0) * (one?.benefits ?? 0) - (one?.costs ?? 0)) < 1e-9);
});

Deno.test("breakEvenUnits() is the number at which the balance is zero", () => {
  const units = breakEvenUnits([90_000, 30_000, 30_000], 45_000);
  const { scenarios: [one] } = costBenefit([{
    name: "break-even",
    costs: [{ label, party: "a", eurosByYear: [90_000, 30_000, 30_000] }],
    benefits: [{ label, party: "a", eurosEach: 45_000, avoidedByYear: [units, units, units] }],
  }]);
  assert.ok(Math.abs(one?.balance ?? 1) < 1e-6);
});

Deno.test("costBenefit() refuses missing amounts and free units", () => {
  const costs = [{ label, party: "a", eurosByYear: [NaN] }];
  assert.throws(() => costBenefit([{ name: "x", costs, benefits: [] }]), /missing or infinite/);
  assert.throws(() => costBenefit([]), /no scenario/);
  assert.throws(() => breakEvenUnits([1], 0), /not above 0/);
});

Deno.test("costBenefit() warns of a single scenario, and when the scenario decides whether it pays", () => {
  const costs = [{ label, party: "a", eurosByYear: [1000] }];
  const scenario = (name: string, avoided: number) => ({
    ...{ name, costs },
    benefits: [{ label, party: "a", eurosEach: 100, avoidedByYear: [avoided] }],
  });
  assert.match(costBenefit([scenario("middle", 12)]).warnings[0]!.en, /one scenario/);
  assert.match(
    costBenefit([scenario("low", 2), scenario("high", 20)]).warnings[0]!.en,
    /depends on the scenario/,
  );
  assert.deepEqual(costBenefit([scenario("low", 12), scenario("high", 20)]).warnings, []);
});
