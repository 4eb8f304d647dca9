"""Intervals of milk.csv under a flat prior on the variance between areas, by a fine integral. Needs numpy and scipy."""
import csv

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm

rows = list(csv.DictReader(open("milk.csv")))
y = np.array([float(r["direct_est"]) for r in rows])
psi = np.array([float(r["std_error"]) for r in rows]) ** 2
major = np.array([int(float(r["major_area"])) for r in rows])
X = np.c_[np.ones(len(y)), major == 2, major == 3, major == 4].astype(float)
logs = np.linspace(np.log(1e-9), np.log(1e3), 20001)
parts = []
for a in np.exp(logs):
    v = a + psi
    g = np.linalg.inv(X.T / v @ X)
    b = g @ (X.T / v @ y)
    rest = psi / v
    value = -0.5 * (np.log(v).sum() + ((y - X @ b) ** 2 / v).sum()) + 0.5 * np.linalg.slogdet(g)[1]
    parts.append((value + np.log(a), y - rest * (y - X @ b), a * rest + rest**2 * np.einsum("ij,jk,ik->i", X, g, X)))
weight = np.exp(np.array([p[0] for p in parts]) - max(p[0] for p in parts))
weight /= weight.sum()
for area in (0, 3, 42):
    centre, spread = np.array([p[1][area] for p in parts]), np.sqrt([p[2][area] for p in parts])
    at = lambda x, p: weight @ norm.cdf((x - centre) / spread) - p
    print(f"[{area}, {brentq(at, -5, 5, (0.025,), xtol=1e-14):.10f}, {brentq(at, -5, 5, (0.975,), xtol=1e-14):.10f}]")
