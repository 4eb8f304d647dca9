import assert from "node:assert/strict";
import { randomFor } from "../../lib/core/random.ts";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { type HttpOptions, type StatlineProtocol, statlineV3, statlineV4 } from "../../lib/sources/mod.ts";
import { type StandIn, type StandInFaults, standInStatline, type StandInTable } from "./stand_in_statline.ts";

const REGIONS = [
  "NL01",
  "PV30",
  ...Array.from({ length: 45 }, (_, index) => `GM99${String(index + 1).padStart(2, "0")}`),
];
const TABLE: StandInTable = {
  id: "99001NED",
  modified: "2024-05-01T02:00:00",
  padding: 10,
  pageSize: 7,
  rowLimit: 20,
  measures: [
    {
      key: "AantalInwoners_5",
      code: "T001036",
      title: "Aantal inwoners",
      group: "Bevolking",
      unit: "aantal",
    },
    { key: "BuitenEuropa_19", code: "M01", title: "Buiten Europa", group: "Geboorteland", unit: "aantal" },
    { key: "BuitenEuropa_22", code: "M02", title: "Buiten Europa", group: "Herkomst", unit: "aantal" },
  ],
  regions: REGIONS,
  periods: [{ code: "2022JJ00", status: "Definitief" }, { code: "2023JJ00", status: "Voorlopig" }],
  cell: (measure, region, period) => {
    if (region === "GM9902") return ".";
    if (region === "GM9903") return "blank";
    if (region === "GM9904") return "absent";
    return REGIONS.indexOf(region) * 100 + (period === "2023JJ00" ? 1 : 0) +
      (measure === "BuitenEuropa_22" ? 0.5 : 0);
  },
};

type Made = { readonly reader: StatlineProtocol; readonly server: StandIn; readonly waits: number[] };

function made(
  version: "v3" | "v4",
  faults: StandInFaults = { queue: [] },
  options: HttpOptions = {},
  table = TABLE,
): Made {
  const server = standInStatline(table, faults);
  const waits: number[] = [];
  const world = { fetch: server.fetch, sleep: (ms: number) => Promise.resolve(void waits.push(ms)) };
  const reader = version === "v3"
    ? statlineV3({ base: "http://localhost", world, ...options })
    : statlineV4({ base: "http://localhost/v4", world, ...options });
  return { reader, server, waits };
}

const QUERY = {
  table: "99001NED",
  measures: ["Aantal inwoners"],
  regions: ["GM9901"],
  periods: ["2022JJ00"],
};

for (const version of ["v3", "v4"] as const) {
  Deno.test(`${version}: every region and period asked comes back once, over all pages, as the server sent it`, async () => {
    const { reader } = made(version);
    const periods = TABLE.periods.map(({ code }) => code);
    const { observations } = await reader.read({ ...QUERY, regions: REGIONS, periods });
    assert.equal(observations.length, REGIONS.length * 2);
    for (const one of observations) {
      const cell = TABLE.cell("AantalInwoners_5", one.regionCode ?? "", one.periodCode ?? "");
      assert.equal(one.value, typeof cell === "number" ? cell : null, one.regionCode ?? "");
      assert.equal(one.missing === null, typeof cell === "number");
    }
  });

  Deno.test(`${version}: reasons for missing numbers stay apart`, async () => {
    const { reader } = made(version);
    const { observations } = await reader.read({ ...QUERY, regions: ["GM9902", "GM9903", "GM9904"] });
    assert.deepEqual(
      observations.map((one) => one.missing),
      version === "v3"
        ? ["unknown-or-confidential", "cannot-occur", "cannot-occur"]
        : ["other", "cannot-occur", "not-returned"],
    );
    if (version === "v4") assert.equal(observations[0]?.attribute, "Confidential");
  });

  Deno.test(`${version}: status, unit, level, licence and citation come along`, async () => {
    const answer = await made(version).reader.read({ ...QUERY, periods: ["2023JJ00"] });
    const [one] = answer.observations;
    assert.deepEqual([one?.status, one?.unit, one?.regionLevel], ["Voorlopig", "aantal", "gemeente"]);
    assert.equal(answer.citation, "CBS, Kerncijfers Wielderland (99001NED), gewijzigd 2024-05-01, CC BY 4.0");
    assert.equal(answer.licence, "CC BY 4.0");
  });

  Deno.test(`${version}: a title that occurs twice has to be told apart by its group`, async () => {
    const { reader } = made(version);
    await assert.rejects(
      reader.read({ ...QUERY, measures: ["Buiten Europa"] }),
      /more than once.*Herkomst\|Buiten Europa/,
    );
    const { observations } = await reader.read({ ...QUERY, measures: ["Herkomst|Buiten Europa"] });
    assert.equal(observations[0]?.value, 200.5);
  });

  Deno.test(`${version}: unknown measures, codes and tables are named, and never an empty answer`, async () => {
    const { reader } = made(version);
    await assert.rejects(
      reader.read({ ...QUERY, measures: ["Aantal bomen"] }),
      /Measure is not in the table/,
    );
    await assert.rejects(
      reader.read({ ...QUERY, regions: ["GM9999"] }),
      /Codes are not in the table: GM9999/,
    );
    await assert.rejects(
      reader.read({ ...QUERY, periods: ["1999JJ00"] }),
      /Codes are not in the table: 1999JJ00/,
    );
    await assert.rejects(reader.read({ ...QUERY, table: "99002NED" }), /status 404/);
    await assert.rejects(
      reader.read({ table: "99001NED", measures: ["Aantal inwoners"] }),
      /Dimensions are not asked for/,
    );
  });

  Deno.test(`${version}: passing faults are tried again with growing waits, lasting ones are told`, async () => {
    const { reader, waits } = made(version, { queue: ["network", 503, 429] });
    assert.equal((await reader.read(QUERY)).observations[0]?.value, 200);
    assert.deepEqual(waits.slice(0, 3), [500, 1000, 1000]);
    await assert.rejects(made(version, { queue: [503, 503, 503, 503] }).reader.read(QUERY), /status 503/);
    await assert.rejects(made(version, { queue: [403] }).reader.read(QUERY), /status 403/);
  });

  Deno.test(`${version}: XML, half an answer, stray rows and endless pages are refused`, async () => {
    await assert.rejects(made(version, { queue: ["html"] }).reader.read(QUERY), /XML, not JSON/);
    await assert.rejects(made(version, { queue: ["cut"] }).reader.read(QUERY), /not JSON/);
    const whole = made(version);
    await whole.reader.read(QUERY);
    const before = whole.server.asked.length - 1;
    const none = Array.from({ length: before }, () => 0);
    const queue = (last: "stray" | "loop") => [...none.map(() => "none" as never), last, last, last];
    await assert.rejects(made(version, { queue: queue("stray") }).reader.read(QUERY), /not asked for/);
    await assert.rejects(made(version, { queue: queue("loop") }).reader.read(QUERY), /pages do not end/);
  });

  Deno.test(`${version}: the cache answers while the table is unchanged, and offline`, async () => {
    const cacheDir = await Deno.makeTempDir();
    try {
      const first = made(version, { queue: [] }, { cacheDir });
      const answer = await first.reader.read(QUERY);
      const again = made(version, { queue: [] }, { cacheDir });
      assert.deepEqual(await again.reader.read(QUERY), answer);
      assert.equal(again.server.asked.length, 1, "only the date of change is asked");
      const offline = made(version, { queue: [] }, { cacheDir, mode: "offline" });
      assert.deepEqual(await offline.reader.read(QUERY), answer);
      assert.equal(offline.server.asked.length, 0);
      await assert.rejects(offline.reader.read({ ...QUERY, regions: ["GM9905"] }), /client is offline/);
      const changed = { ...TABLE, modified: "2024-06-01T02:00:00", cell: () => 7 };
      const later = made(version, { queue: [] }, { cacheDir }, changed);
      assert.equal((await later.reader.read(QUERY)).observations[0]?.value, 7);
    } finally {
      await Deno.remove(cacheDir, { recursive: true });
    }
  });

  Deno.test(`${version}: mutated answers give the numbers of the server or a WorkspaceError`, async () => {
    const runs = Deno.env.get("SMART_START_LONG") === "1" ? 10_000 : 300;
    for (let run = 0; run < runs; run++) {
      const random = randomFor(`statline/${version}/${run}`);
      const server = standInStatline(TABLE);
      const at = random.below(7);
      let asked = 0;
      const world = {
        sleep: () => Promise.resolve(),
        fetch: async (url: string, init: { readonly headers: Record<string, string> }) => {
          const text = await (await server.fetch(url, init)).text();
          return new Response(asked++ === at ? mutated(text, random) : text);
        },
      };
      const reader = version === "v3"
        ? statlineV3({ base: "http://localhost", world, tries: 1 })
        : statlineV4({ base: "http://localhost/v4", world, tries: 1 });
      try {
        const { observations } = await reader.read(QUERY);
        assert.equal(observations.length, 1);
        // The number of the server, or none with a reason; never another one.
        const [{ value, missing } = { value: NaN, missing: null }] = observations;
        assert.ok(
          value === 200 ? missing === null : value === null && missing !== null,
          `run ${run}: ${value}`,
        );
      } catch (error) {
        assert.ok(error instanceof WorkspaceError, (error as Error).stack);
      }
    }
  });
}

/** Swaps structure, not digits: a changed digit in a number cannot be told from another number. */
function mutated(text: string, random: ReturnType<typeof randomFor>): string {
  const at = random.below(text.length);
  const kind = random.below(4);
  if (kind === 0) return text.slice(0, at);
  if (kind === 1) return text.slice(0, at) + "null" + text.slice(at + random.below(12));
  if (kind === 2) {
    return text.replaceAll(/"[A-Za-z_]+"(?=:)/g, (name) => random.below(6) === 0 ? '"x"' : name);
  }
  return text.replace(
    /\[.*\]/s,
    () => ["[]", "{}", "null", "[null]", "[[]]", '"x"'][random.below(6)] ?? "[]",
  );
}

Deno.test("v3: codes are sent with the padding of the table, whatever its width", async () => {
  for (const padding of [4, 6, 10, 12]) {
    const { reader } = made("v3", { queue: [] }, {}, { ...TABLE, padding });
    assert.equal((await reader.read(QUERY)).observations[0]?.value, 200, String(padding));
  }
});

Deno.test("the stand-in plays the quirks that field reports tell of", async () => {
  const server = standInStatline(TABLE);
  const get = async (path: string) => await (await server.fetch(`http://localhost${path}`)).text();
  assert.equal(await get("/ODataApi/odata/99001NED/TableInfos"), "<feed/>");
  assert.match(await get("/ODataApi/odata/99001NED/TypedDataSet?$format=json"), /more than 20 records/);
  assert.match(await get("/ODataApi/odata/99001NED/TypedDataSet?$format=json&$top=6000"), /not allowed/);
  assert.equal(
    await get("/ODataFeed/odata/99001NED/TypedDataSet?$format=json&$filter=RegioS eq 'GM9901'"),
    '{"value":[]}',
  );
  assert.match(await get("/ODataApi/odata/99001NED/TypedDataSet?$format=json&$skip=10"), /not allowed/);
  const path = "/ODataApi/odata/99001NED/TypedDataSet?$format=json&$filter=";
  assert.match(
    await get(`${path}SoortRegio_2 eq 'Gemeente  '`),
    /more than 20 records/,
    "a filter on a topic",
  );
  assert.match(await get(`${path}RegioS ge 'GM9903'`), /more than 20 records/, "greater than on a region");
  const feed = "/ODataFeed/odata/99001NED/TypedDataSet?$format=json&$filter=";
  const periods = await get(`${feed}Perioden ge '2023JJ00'`);
  assert.ok(periods.includes("2023JJ00") && !periods.includes("2022JJ00"), "greater than on a period holds");
  const cells = `&$filter=RegioS eq '${"GM9902".padEnd(TABLE.padding)}'&$select=AantalInwoners_5`;
  assert.match(await get(`/ODataFeed/odata/99001NED/TypedDataSet?$format=json${cells}`), /:null/);
  assert.match(await get(`/ODataFeed/odata/99001NED/UntypedDataSet?$format=json${cells}`), /" +\."/);
  assert.equal((await server.fetch("http://localhost/ODataApi/odata/99999NED/TableInfos")).status, 404);
  assert.equal((await server.fetch("http://localhost/v4/CBS/99001NED/$metadata")).status, 406);
});
