import assert from "node:assert/strict";
import fc from "fast-check";
import {
  ageOn,
  compactDate,
  dayNumber,
  dayOf,
  isoDate,
  parsePeriod,
  tryDayNumber,
} from "../../lib/core/period.ts";

Deno.test("dayNumber() and isoDate() undo each other for every day of four centuries", () => {
  for (let day = dayNumber("1800-01-01"); day <= dayNumber("2200-12-31"); day += 1) {
    assert.equal(dayNumber(isoDate(day)), day);
  }
});

Deno.test("tryDayNumber() gives null for days that the calendar does not have", () => {
  for (
    const text of [
      "2023-02-29",
      "20230431",
      "2023-13-01",
      "2023-00-10",
      "",
      "2023-1-1",
      "2023/01/01",
      "1900-02-29",
    ]
  ) {
    assert.equal(tryDayNumber(text), null, text);
  }
  assert.equal(compactDate(tryDayNumber("20000229") ?? NaN), "20000229");
});

Deno.test("ageOn() rises by one on the birthday and on no other day", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -20000, max: 15000 }),
      fc.integer({ min: 0, max: 30000 }),
      (birth, later) => {
        const day = birth + later;
        const rise = ageOn(birth, day + 1) - ageOn(birth, day);
        const [born, next] = [isoDate(birth).slice(5), isoDate(day + 1).slice(5)];
        const year = Number(isoDate(day + 1).slice(0, 4));
        const leap = dayOf(year, 3, 1) - dayOf(year, 2, 28) === 2;
        const birthday = born === "02-29" && !leap ? "03-01" : born;
        assert.equal(rise, next === birthday ? 1 : 0);
      },
    ),
  );
});

Deno.test("parsePeriod() reads years, school years, quarters, months and days", () => {
  const ends = (code: string) => {
    const period = parsePeriod(code);
    return [period.kind, isoDate(period.firstDay), isoDate(period.lastDay)];
  };
  assert.deepEqual(ends("2024JJ00"), ["year", "2024-01-01", "2024-12-31"]);
  assert.deepEqual(ends("2024"), ["year", "2024-01-01", "2024-12-31"]);
  assert.deepEqual(ends("2023SJ00"), ["school-year", "2023-08-01", "2024-07-31"]);
  assert.deepEqual(ends("2024KW01"), ["quarter", "2024-01-01", "2024-03-31"]);
  assert.deepEqual(ends("2024MM12"), ["month", "2024-12-01", "2024-12-31"]);
  assert.deepEqual(ends("20240229"), ["day", "2024-02-29", "2024-02-29"]);
});

Deno.test("parsePeriod() refuses codes that name no period", () => {
  for (const code of ["2024KW05", "2024MM13", "2024JJ01", "20230229", "24", "2024XX00", "2024KW00"]) {
    assert.throws(() => parsePeriod(code), { name: "WorkspaceError", message: /Period code is unknown/ });
  }
});
