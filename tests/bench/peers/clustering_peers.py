"""What peers in Python say of the data sets that clustering_peers.ts wrote.

Run by clustering_peers.ts, in an environment with numpy, scipy, scikit-learn, kmedoids, kmodes, stepmix and gower.
"""
import json
import sys
import time
import warnings

import gower
import kmedoids
import numpy as np
import pandas as pd
from kmodes.kmodes import KModes
from kmodes.kprototypes import KPrototypes
from scipy.cluster.hierarchy import cophenet, linkage
from scipy.spatial.distance import pdist, squareform
from sklearn.metrics import adjusted_rand_score, calinski_harabasz_score, silhouette_score
from stepmix.stepmix import StepMix

warnings.filterwarnings("ignore")


def nan(values):
    return np.array([[np.nan if v is None else v for v in row] for row in values], dtype=float)


def points(task):
    x = np.array(task["x"])
    d = squareform(pdist(x))
    condensed = squareform(d)
    out = {"heights": {}, "cophenetic": {}}
    for name in ("single", "complete", "average", "weighted", "ward"):
        z = linkage(x, name)
        out["heights"][name] = z[:, 2].tolist()
        out["cophenetic"][name] = float(cophenet(z, condensed)[0])
    pam = kmedoids.pam(d, task["k"], init="build")
    fast = kmedoids.fasterpam(d, task["k"], init="build")
    out["pam"], out["fasterpam"] = float(pam.loss), float(fast.loss)
    labels = np.array(task["labels"])
    out["silhouette"] = float(silhouette_score(d, labels, metric="precomputed"))
    out["ch"] = float(calinski_harabasz_score(x, labels))
    out["rand"] = float(adjusted_rand_score(labels, task["other"]))
    out["strength"] = strength(d, task["halves"], task["k"])
    return out


def strength(d, halves, k):
    found = [kmedoids.pam(d[np.ix_(h, h)], k, init="build") for h in halves]
    worst = []
    for test in (0, 1):
        rows, labels = np.array(halves[test]), np.array(found[test].labels)
        medoids = np.array(halves[1 - test])[np.array(found[1 - test].medoids, dtype=int)]
        near = np.argmin(d[np.ix_(rows, medoids)], axis=1)
        shares = []
        for c in range(k):
            own = near[labels == c]
            if len(own) < 2:
                shares.append(1.0)
                continue
            same = sum(own[i] == own[j] for i in range(len(own)) for j in range(len(own)) if i != j)
            shares.append(same / (len(own) * (len(own) - 1)))
        worst.append(min(shares))
    return float(np.mean(worst))


def mixed(task):
    x, c = nan(task["numbers"]), np.array(task["codes"])
    frame = pd.DataFrame(x).join(pd.DataFrame(c.astype(str)), rsuffix="c")
    g = gower.gower_matrix(frame.values, cat_features=[False] * x.shape[1] + [True] * c.shape[1])
    modes = min(KModes(task["k"], init=i, n_init=10, random_state=1).fit(c).cost_ for i in ("Cao", "Huang"))
    both = np.hstack([x, c])
    at = list(range(x.shape[1], both.shape[1]))
    protos = min(
        KPrototypes(task["k"], init=i, n_init=10, gamma=task["gamma"], random_state=1).fit(both, categorical=at).cost_
        for i in ("Cao", "Huang"))
    return {"gower": g.astype(float).ravel().tolist(), "modes": float(modes), "protos": float(protos)}


def latent(task):
    y = pd.DataFrame(nan(task["items"]))
    kind = "bernoulli_nan" if y.isna().any().any() else "bernoulli"
    common = dict(n_components=task["k"], measurement=kind, n_init=2, max_iter=2000, abs_tol=1e-9, rel_tol=0,
                  random_state=7, progress_bar=0, verbose=0)
    model = StepMix(**common).fit(y)
    out = {"logLikelihood": float(model.score(y) * len(y)), "shares": sorted(model.weights_.tolist(), reverse=True)}
    if task.get("x") is not None:
        x = pd.DataFrame({"x": task["x"]})
        order = np.argsort(-np.asarray(model.weights_))
        for correction in ("BCH", "ML"):
            third = StepMix(**common, n_steps=3, correction=correction, assignment="modal", structural="covariate",
                            structural_params={"method": "newton-raphson", "max_iter": 200, "intercept": True})
            third.fit(y, x)
            beta = np.asarray(third.get_parameters()["structural"]["beta"], dtype=float)
            # Classes may come in another order in this fit: by the mean of the answers.
            pis = np.asarray(third.get_parameters()["measurement"]["pis"], dtype=float)
            base = np.asarray(model.get_parameters()["measurement"]["pis"], dtype=float)
            match = [int(np.argmin(((pis - base[c]) ** 2).sum(axis=1))) for c in order]
            beta = beta[match] - beta[match][0]
            out[correction] = beta[1:].tolist()
    return out


def speed(task):
    n, k = task["n"], task["k"]
    d = np.fromfile(task["d"], dtype=np.float64).reshape(n, n)
    out = {}
    for dtype in (np.float64, np.float32):
        m = d.astype(dtype)
        times = []
        for _ in range(3):
            start = time.perf_counter()
            loss = kmedoids.fasterpam(m, k, init="build", n_cpu=1).loss
            times.append(time.perf_counter() - start)
        out["build+fasterpam " + np.dtype(dtype).name] = [min(times), float(loss)]
        times = []
        for seed in range(3):
            start = time.perf_counter()
            loss = kmedoids.fasterpam(m, k, init="random", random_state=seed, n_cpu=1).loss
            times.append(time.perf_counter() - start)
        out["random+fasterpam " + np.dtype(dtype).name] = [min(times), float(loss)]
    y = pd.DataFrame(np.fromfile(task["answers"], dtype=np.float64).reshape(task["rows"], -1))
    model = StepMix(n_components=4, measurement="bernoulli", n_init=1, max_iter=200, abs_tol=0, rel_tol=0,
                    random_state=7, progress_bar=0, verbose=0)
    start = time.perf_counter()
    model.fit(y)
    out["stepmix ms per iteration"] = [(time.perf_counter() - start) / 200 * 1000, float(model.score(y) * len(y))]
    return out


if __name__ == "__main__":
    job = json.load(open(sys.argv[1]))
    handlers = {"points": points, "mixed": mixed, "latent": latent, "speed": speed}
    json.dump([handlers[task["kind"]](task) for task in job], open(sys.argv[2], "w"))
