"""The same indicators in DuckDB or pandas. Usage: python _peer_indicators.py duckdb|pandas JOB.json RESULT.json

The job has units with files, measures (SQL and pandas expressions of the same text) and levels. Writes seconds, peak
memory and every number. A sum of amounts is exact by definition (lib/engine/_exact.ts): both add whole numbers of 32
bits, on the grid of 2**-64, and round the total once, each with its own code."""
import json, resource, sys, time

peer, job_path, result_path = sys.argv[1:4]
job = json.load(open(job_path))
started = time.perf_counter()
before = time.process_time()
results = {}
tables = []


GRID = 2**64


def together(parts):
    """Totals of the four parts, rounded once: Python divides whole numbers with one rounding."""
    return [((((int(a) << 32) + int(b) << 32) + int(c) << 32) + int(d)) / GRID for a, b, c, d in zip(*parts)]


def kept(value):
    return None if value is None or value != value else value


if peer == "duckdb":
    import duckdb

    connection = duckdb.connect(":memory:", config={"threads": job["threads"]})
    for unit in job["units"]:
        files = ", ".join(f"'{file}'" for file in unit["files"])
        ones = ", ".join(f'1 AS "{name}"' for name in job["ones"])
        connection.execute(f"CREATE OR REPLACE VIEW t AS SELECT *, {ones} FROM read_parquet([{files}])")
        for level, query in unit["queries"].items():
            relation = connection.execute(query["sql"])
            names = [column[0] for column in relation.description]
            found = dict(zip(names, zip(*relation.fetchall())))
            table = {name: found[name] for name in names[:2]}
            done = {}
            for name, kind, of in query["columns"]:
                if of not in done:
                    done[of] = found[of] if kind == "count" else together([found[f"{of} p{part}"] for part in range(4)])
                table[name] = done[of]
            tables.append((f'{unit["unit"]}|{level}', table))
else:
    import numpy as np
    import pandas as pd

    for unit in job["units"]:
        columns = unit["columns"]
        df = pd.concat([pd.read_parquet(file, columns=columns, dtype_backend="numpy_nullable") for file in unit["files"]])
        df = df.reset_index(drop=True)
        parts, amounts = {}, []

        def add_amount(name, values):
            x = values.astype("Float64").where(base, 0).fillna(0).astype("float64").to_numpy()
            top, whole, below, lowest = (np.floor(x * 2.0**power) for power in (-32, 0, 32, 64))
            cut = (top, whole - top * 2.0**32, below - whole * 2.0**32, lowest - below * 2.0**32)
            for part, one in enumerate(cut):
                parts[f"{name} p{part}"] = pd.Series(one.astype("int64"), index=df.index)
            amounts.append(name)

        for measure in unit["measures"]:
            base = eval(measure["base"], {"df": df, "pd": pd, "np": np})
            base = base.fillna(False) if hasattr(base, "fillna") else pd.Series(base, index=df.index, dtype="boolean")
            top = eval(measure["numerator"], {"df": df, "pd": pd, "np": np})
            top = top if hasattr(top, "fillna") else pd.Series(top, index=df.index)
            parts[measure["id"] + ".n"] = base.astype("int64")
            if measure["combine"] == "count":
                parts[measure["id"] + ".numerator"] = (base & top.fillna(False).astype("boolean")).astype("int64")
            else:
                add_amount(measure["id"] + ".numerator", top)
            if measure.get("denominator"):
                below = eval(measure["denominator"], {"df": df, "pd": pd, "np": np})
                below = below if hasattr(below, "fillna") else pd.Series(below, index=df.index)
                add_amount(measure["id"] + ".denominator", below)
        wide = pd.DataFrame(parts)
        for level in unit["queries"]:
            grouped = wide.groupby([df[level], df["jaar"].astype("int64")], sort=False, dropna=True).sum()
            flat = grouped.reset_index()
            flat.columns = [level, "jaar", *wide.columns]
            table = {name: flat[name].to_numpy() for name in [level, "jaar", *(n for n in wide.columns if " p" not in n)]}
            for name in amounts:
                table[name] = np.array(together([flat[f"{name} p{part}"] for part in range(4)]))
            tables.append((f'{unit["unit"]}|{level}', table))
seconds = time.perf_counter() - started
processor = time.process_time() - before
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
for place, table in tables:
    names = list(table)
    keys = [f"{area}/{int(year)}" for area, year in zip(table[names[0]], table[names[1]])]
    for name in names[2:]:
        values = table[name]
        for key, value in zip(keys, values.tolist() if hasattr(values, "tolist") else values):
            results[f"{place}|{key}|{name}"] = value
json.dump({"seconds": seconds, "processorSeconds": processor, "peakMiB": peak, "values": {k: kept(v) for k, v in results.items()}}, open(result_path, "w"))
