/**
 * A station as a process of its own: reads its own rows, listens, writes its log. Started by the tests with
 * `id`, a folder with `agreement.json`, `caller.pem`, `ID.csv`, `ID.key.pem` and `ID.tls.json`; prints its port.
 */
import { Table } from "../../lib/core/table.ts";
import { readSigningKey, serveStation, Station } from "../../lib/federation/mod.ts";
import { POLICY } from "./partners.ts";

const [id = "", folder = "", mood = ""] = Deno.args;
const read = (name: string) => Deno.readTextFileSync(`${folder}/${name}`);
const rows = read(`${id}.csv`).trim().split("\n").slice(1).map((line) => line.split(","));
const station = new Station({
  id,
  agreement: JSON.parse(read("agreement.json")),
  key: readSigningKey(read(`${id}.key.pem`)),
  table: Table.from({
    leeftijd: Float64Array.from(rows, ([age]) => Number(age)),
    kosten: Float64Array.from(rows, ([, cost]) => Number(cost)),
    schulden: rows.map(([, , debt]) => debt === "true"),
    aard: rows.map(([, , , kind]) => kind ?? ""),
    opnieuw: rows.map(([, , , , again]) => again === "true"),
  }),
  policy: POLICY,
  now: () => new Date().toISOString(),
  onEntry: (entry) => {
    Deno.writeTextFileSync(`${folder}/${id}.log`, `${JSON.stringify(entry)}\n`, { append: true });
    // Dies after it offered its key, before it gives its sum: the worst moment.
    if (mood === "dies" && entry.outcome === "offered" && entry.index >= 2) Deno.exit(0);
  },
});
const { port } = await serveStation(station, {
  identity: JSON.parse(read(`${id}.tls.json`)),
  caller: read("caller.pem"),
});
console.log(port);
