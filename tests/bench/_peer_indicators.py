"""The same indicators in DuckDB or pandas. Usage: python _peer_indicators.py duckdb|pandas JOB.json RESULT.json

The job has units with files, measures (SQL and pandas expressions of the same text) and levels. Writes seconds, peak
memory and every number."""
import json, resource, sys, time

peer, job_path, result_path = sys.argv[1:4]
job = json.load(open(job_path))
started = time.perf_counter()
before = time.process_time()
results = {}
tables = []


def kept(value):
    return None if value is None or value != value else value


if peer == "duckdb":
    import duckdb

    connection = duckdb.connect(":memory:", config={"threads": job["threads"]})
    for unit in job["units"]:
        files = ", ".join(f"'{file}'" for file in unit["files"])
        connection.execute(f'CREATE OR REPLACE VIEW t AS SELECT *, 1 AS "{job["ones"]}" FROM read_parquet([{files}])')
        for level, sql in unit["queries"].items():
            tables.append((f'{unit["unit"]}|{level}', connection.execute(sql).fetchnumpy()))
else:
    import numpy as np
    import pandas as pd

    for unit in job["units"]:
        columns = unit["columns"]
        df = pd.concat([pd.read_parquet(file, columns=columns, dtype_backend="numpy_nullable") for file in unit["files"]])
        df = df.reset_index(drop=True)
        parts = {}
        for measure in unit["measures"]:
            base = eval(measure["base"], {"df": df, "pd": pd, "np": np})
            base = base.fillna(False) if hasattr(base, "fillna") else pd.Series(base, index=df.index, dtype="boolean")
            top = eval(measure["numerator"], {"df": df, "pd": pd, "np": np})
            top = top if hasattr(top, "fillna") else pd.Series(top, index=df.index)
            parts[measure["id"] + ".n"] = base.astype("int64")
            if measure["combine"] == "count":
                parts[measure["id"] + ".numerator"] = (base & top.fillna(False).astype("boolean")).astype("int64")
            else:
                parts[measure["id"] + ".numerator"] = top.astype("Float64").where(base, 0).fillna(0).astype("float64")
            if measure.get("denominator"):
                below = eval(measure["denominator"], {"df": df, "pd": pd, "np": np})
                below = below if hasattr(below, "fillna") else pd.Series(below, index=df.index)
                parts[measure["id"] + ".denominator"] = below.astype("Float64").where(base, 0).fillna(0).astype("float64")
        wide = pd.DataFrame(parts)
        for level in unit["queries"]:
            grouped = wide.groupby([df[level], df["jaar"].astype("int64")], sort=False, dropna=True).sum()
            flat = grouped.reset_index()
            flat.columns = [level, "jaar", *wide.columns]
            tables.append((f'{unit["unit"]}|{level}', {name: flat[name].to_numpy() for name in flat.columns}))
seconds = time.perf_counter() - started
processor = time.process_time() - before
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
for place, table in tables:
    names = list(table)
    keys = [f"{area}/{int(year)}" for area, year in zip(table[names[0]], table[names[1]])]
    for name in names[2:]:
        for key, value in zip(keys, table[name].tolist()):
            results[f"{place}|{key}|{name}"] = value
json.dump({"seconds": seconds, "processorSeconds": processor, "peakMiB": peak, "values": {k: kept(v) for k, v in results.items()}}, open(result_path, "w"))
