/**
 * A stand-in for StatLine, with the quirks that clients have reported (domain research, section 3.1 and 3.2).
 *
 * One made-up table of a fictional region, by OData version 3 (`/ODataApi`, `/ODataFeed`) and version 4 (`/v4`).
 */

/** A cell of the table: a number, or a sign of version 3 with its attribute in version 4. */
export type StandInCell = number | "." | "blank" | "absent";

/** The table. */
export interface StandInTable {
  readonly id: string;
  readonly modified: string;
  /** Width to which region codes are padded in version 3. */
  readonly padding: number;
  readonly pageSize: number;
  /** Rows after which the query service of version 3 refuses. */
  readonly rowLimit: number;
  readonly measures: readonly {
    readonly key: string;
    readonly code: string;
    readonly title: string;
    readonly group: string;
    readonly unit: string;
  }[];
  readonly regions: readonly string[];
  readonly periods: readonly { readonly code: string; readonly status: string }[];
  readonly cell: (measure: string, region: string, period: string) => StandInCell;
}

/** Faults to play, one a request, in order; then none. */
export interface StandInFaults {
  readonly queue: (number | "network" | "html" | "cut" | "stray" | "loop")[];
}

/** The server: a handler of requests, with a list of what was asked. */
export interface StandIn {
  readonly fetch: (url: string, init?: { readonly headers: Record<string, string> }) => Promise<Response>;
  readonly asked: string[];
}

export function standInStatline(table: StandInTable, faults: StandInFaults = { queue: [] }): StandIn {
  const asked: string[] = [];
  return {
    asked,
    fetch: (url, init) => {
      asked.push(url);
      const fault = faults.queue.shift();
      if (fault === "network") return Promise.reject(new TypeError("connection reset"));
      if (fault === "html") return Promise.resolve(new Response("<html>busy</html>"));
      if (typeof fault === "number") {
        return Promise.resolve(new Response("fault", { status: fault, headers: { "retry-after": "1" } }));
      }
      const answer = answerTo(table, new URL(url), init?.headers["accept"] ?? "", fault);
      return Promise.resolve(fault === "cut" ? cut(answer) : answer.response());
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly response: () => Response;
}

function cut(answer: Answer): Response {
  return new Response(answer.body.slice(0, Math.floor(answer.body.length / 2)), { status: answer.status });
}

function reply(status: number, body: string): Answer {
  return { status, body, response: () => new Response(body, { status }) };
}

function json(value: unknown): Answer {
  return reply(200, JSON.stringify(value));
}

function answerTo(table: StandInTable, url: URL, accept: string, fault: unknown): Answer {
  const path = url.pathname.split("/").filter((part) => part !== "");
  if (path[0] === "v4") return answerV4(table, url, path, accept, fault);
  const [service, , id, entity] = path;
  if (id !== table.id) return reply(404, "Resource not found");
  // Without a format the server speaks Atom.
  if (!url.search.includes("format=json") && !accept.includes("json")) return reply(200, "<feed/>");
  if (entity === "TableInfos") {
    return json({
      value: [{ Title: "Kerncijfers Wielderland", Modified: table.modified, Identifier: table.id }],
    });
  }
  if (entity === "DataProperties") return json({ value: propertiesV3(table) });
  if (entity === "RegioS") {
    return json({ value: table.regions.map((code) => ({ Key: code.padEnd(table.padding), Title: code })) });
  }
  if (entity === "Perioden") {
    return json({
      value: table.periods.map(({ code, status }) => ({ Key: code, Title: code, Status: status })),
    });
  }
  if (entity === "TypedDataSet" || entity === "UntypedDataSet") {
    return dataV3(table, url, service ?? "", entity, fault);
  }
  return reply(404, "Resource not found");
}

function propertiesV3(table: StandInTable): readonly unknown[] {
  const groups = [...new Set(table.measures.map((measure) => measure.group))];
  return [
    {
      "odata.type": "Cbs.OData.GeoDimension",
      ID: 0,
      ParentID: null,
      Type: "GeoDimension",
      Key: "RegioS",
      Title: "Regio's",
    },
    {
      "odata.type": "Cbs.OData.TimeDimension",
      ID: 1,
      ParentID: null,
      Type: "TimeDimension",
      Key: "Perioden",
      Title: "Perioden",
    },
    ...groups.map((title, index) => ({
      "odata.type": "Cbs.OData.TopicGroup",
      ID: 100 + index,
      ParentID: null,
      Key: "",
      Title: title,
    })),
    ...table.measures.map(({ key, title, group, unit }, index) => ({
      "odata.type": "Cbs.OData.Topic",
      ID: 2 + index,
      ParentID: 100 + groups.indexOf(group),
      Key: key,
      Title: title,
      Unit: unit,
      Datatype: "Integer",
    })),
  ];
}

function dataV3(table: StandInTable, url: URL, service: string, entity: string, fault: unknown): Answer {
  const filter = url.searchParams.get("$filter") ?? "";
  const top = Number(url.searchParams.get("$top") ?? 0), skip = Number(url.searchParams.get("$skip") ?? 0);
  if (service === "ODataApi" && (skip > 0 || top > 5000)) return reply(500, "Query option not allowed");
  const rows = table.regions.flatMap((region) => table.periods.map(({ code }) => ({ region, period: code })))
    // The server compares the padded code: another width gives an empty list, not an error.
    .filter(({ region, period }) =>
      matches(filter, "RegioS", region.padEnd(table.padding)) && matches(filter, "Perioden", period)
    );
  const ignored = fault === "stray"
    ? table.regions.map((region) => ({ region, period: table.periods[0]?.code ?? "" }))
    : rows;
  if (service === "ODataApi" && ignored.length > table.rowLimit) {
    return reply(500, `The query results in more than ${table.rowLimit} records.`);
  }
  const page = ignored.slice(skip, skip + table.pageSize);
  const wanted = (url.searchParams.get("$select") ?? "").split(",").filter((name) => name !== "");
  const value = page.map(({ region, period }, index) => {
    const row: Record<string, unknown> = {
      ID: skip + index,
      RegioS: region.padEnd(table.padding),
      Perioden: period,
    };
    for (const measure of table.measures) {
      row[measure.key] = cellV3(table.cell(measure.key, region, period), entity);
    }
    return wanted.length === 0
      ? row
      : Object.fromEntries(Object.entries(row).filter(([name]) => wanted.includes(name)));
  });
  if (skip + table.pageSize >= ignored.length && fault !== "loop") return json({ value });
  const next = new URL(url);
  if (fault !== "loop") next.searchParams.set("$skip", String(skip + table.pageSize));
  return json({ value, "odata.nextLink": next.href });
}

function cellV3(cell: StandInCell, entity: string): unknown {
  if (entity === "TypedDataSet") return typeof cell === "number" ? cell : null;
  const text = typeof cell === "number" ? String(cell) : cell === "." ? "." : "";
  return text.padStart(10);
}

/**
 * `Key eq 'code'` joined by or. Greater and less than hold for periods; on a region they are accepted and ignored, as a
 * filter on a topic is: all rows come, so the query service meets its limit.
 */
function matches(filter: string, key: string, code: string): boolean {
  if (key === "Perioden") {
    for (const [, operator, bound = ""] of filter.matchAll(/Perioden (ge|gt|le|lt) '([^']*)'/g)) {
      if ((operator === "ge" && code < bound) || (operator === "gt" && code <= bound)) return false;
      if ((operator === "le" && code > bound) || (operator === "lt" && code >= bound)) return false;
    }
  }
  const asked = [...filter.matchAll(new RegExp(`${key} eq '([^']*)'`, "g"))].map((match) => match[1]);
  return asked.length === 0 || asked.includes(code);
}

function answerV4(
  table: StandInTable,
  url: URL,
  path: readonly string[],
  accept: string,
  fault: unknown,
): Answer {
  const [, catalogue, id, entity] = path;
  if (catalogue !== "CBS" || id !== table.id) return reply(404, "{}");
  if (entity === "$metadata") {
    return accept.includes("xml") ? reply(200, "<edmx/>") : reply(406, "Not acceptable");
  }
  if (entity === "Properties") {
    return json({
      Identifier: table.id,
      Title: "Kerncijfers Wielderland",
      ObservationsModified: table.modified,
    });
  }
  if (entity === "Dimensions") {
    return json({
      value: [{ Identifier: "RegioS", Kind: "GeoDimension" }, {
        Identifier: "Perioden",
        Kind: "TimeDimension",
      }],
    });
  }
  if (entity === "MeasureGroups") {
    return json({
      value: [...new Set(table.measures.map((measure) => measure.group))].map((title) => ({
        Id: title,
        Title: title,
      })),
    });
  }
  if (entity === "MeasureCodes") {
    return json({
      value: table.measures.map(({ code, title, group, unit }) => ({
        Identifier: code,
        Title: title,
        MeasureGroupId: group,
        Unit: unit,
      })),
    });
  }
  if (entity === "RegioSCodes") {
    return json({ value: table.regions.map((code) => ({ Identifier: code, Title: code })) });
  }
  if (entity === "PeriodenCodes") {
    return json({ value: table.periods.map(({ code, status }) => ({ Identifier: code, Status: status })) });
  }
  if (entity !== "Observations") return reply(404, "{}");
  return observationsV4(table, url, fault);
}

function observationsV4(table: StandInTable, url: URL, fault: unknown): Answer {
  const filter = url.searchParams.get("$filter") ?? "", skip = Number(url.searchParams.get("$skip") ?? 0);
  const rows = table.measures.flatMap((measure) =>
    table.regions.flatMap((region) =>
      table.periods.flatMap(({ code: period }) => {
        const cell = table.cell(measure.key, region, period);
        const kept = fault === "stray" ||
          (matches(filter, "Measure", measure.code) && matches(filter, "RegioS", region) &&
            matches(filter, "Perioden", period));
        // Empty cells are not returned, unless they carry a special value.
        if (!kept || cell === "absent") return [];
        const attribute = typeof cell === "number" ? "None" : cell === "." ? "Confidential" : "Impossible";
        const value = typeof cell === "number" ? cell : null;
        return [{
          Measure: measure.code,
          ValueAttribute: attribute,
          Value: value,
          StringValue: null,
          RegioS: region,
          Perioden: period,
        }];
      })
    )
  );
  const value = rows.slice(skip, skip + table.pageSize);
  if (skip + table.pageSize >= rows.length && fault !== "loop") return json({ value });
  const next = new URL(url);
  if (fault !== "loop") next.searchParams.set("$skip", String(skip + table.pageSize));
  return json({ value, "@odata.nextLink": next.href });
}
