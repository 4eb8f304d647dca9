"""Seconds per pass of pypoLCA, the port of poLCA to C++ (Python 3.12 or later): gate_polca.py <answers.bin> <rows>"""
import sys
import time

import numpy as np
import polars as pl
from pypolca.api import fit

answers, rows = sys.argv[1], int(sys.argv[2])
y = np.fromfile(answers, dtype=np.float64).reshape(rows, -1).astype(int) + 1
frame = pl.DataFrame({f"q{j}": y[:, j] for j in range(y.shape[1])})
formula = f"cbind({', '.join(frame.columns)}) ~ 1"
best = [np.inf, np.inf]
for seed in range(3):
    cpu, wall = time.process_time(), time.perf_counter()
    found = fit(formula, frame, nclass=4, maxiter=200, tol=0.0, seed=seed, calc_se=False)
    best = [min(best[0], (time.process_time() - cpu) / found.iterations),
            min(best[1], (time.perf_counter() - wall) / found.iterations)]
print("polca-pass", *best)
