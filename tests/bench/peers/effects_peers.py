"""Answers of Python packages: arguments method, data, out. See effects_peers.ts."""
import sys, warnings
import numpy as np, pandas as pd
warnings.filterwarnings("ignore")
method, data, target = sys.argv[1:4]
frame, out = pd.read_csv(data), []


def say(number, name, value):
    out.append((number, name, repr(float(np.ravel(value)[0]))))


def did(k, x):
    import statsmodels.api as sm
    g, after = (x.start > 0) * 1.0, (x.time >= 3) * 1.0
    groups = x.unit.astype("category").cat.codes
    m = sm.OLS(x.y, np.c_[np.ones(len(x)), g, after, g * after]).fit(cov_type="cluster", cov_kwds={"groups": groups})
    say(k, "did", m.params.iloc[3]); say(k, "did error", m.bse.iloc[3])
    on = ((x.start > 0) & (x.time >= x.start)) * 1.0
    dummies = pd.concat([pd.get_dummies(x.unit), pd.get_dummies(x.time).iloc[:, 1:]], axis=1).astype(float)
    m = sm.OLS(x.y.values, np.c_[on, dummies.values]).fit(cov_type="cluster", cov_kwds={"groups": groups})
    say(k, "two-way", m.params[0]); say(k, "two-way error", m.bse[0])


def group_time(k, x):
    from csdid.att_gt import ATTgt
    x = x.assign(id=x.unit.astype("category").cat.codes + 1)
    m = ATTgt(yname="y", gname="start", idname="id", tname="time", xformla="y~x", data=x, panel=True).fit(est_method="dr", bstrap=False)
    att = np.array(m.results["att"], float)
    say(k, "cells", sum(v * (i + 1) for i, v in enumerate(att)))
    a = m.aggte("simple", bstrap=False, cband=False)
    say(k, "simple", a.atte["overall_att"]); say(k, "simple error", np.ravel(a.atte["overall_se"])[0])


def its(k, x):
    import statsmodels.api as sm
    after = (x.time >= x.start).values * 1.0
    X = np.c_[np.ones(len(x)), x.time, after, after * (x.time - x.start)]
    m = sm.OLS(x.y.values, X).fit(); say(k, "ols", m.params[2]); say(k, "ols error", m.bse[2])
    m = sm.OLS(x.y.values, X).fit(cov_type="HAC", cov_kwds={"maxlags": 3, "use_correction": True})
    say(k, "newey-west", m.params[2]); say(k, "newey-west error", m.bse[2])
    # Prais–Winsten to convergence, on statsmodels' least squares.
    rho, y = 0.0, x.y.values
    for _ in range(500):
        s = np.sqrt(1 - rho**2)
        w = lambda v: np.r_[s * v[:1], v[1:] - rho * v[:-1]]
        m = sm.OLS(w(y), np.column_stack([w(c) for c in X.T])).fit()
        e = y - X @ m.params
        new = (e[1:] @ e[:-1]) / (e[:-1] @ e[:-1])
        if abs(new - rho) < 1e-13:
            break
        rho = new
    say(k, "prais-winsten", m.params[2]); say(k, "prais-winsten error", m.bse[2])


def mixed(k, x):
    import statsmodels.formula.api as smf
    m = smf.mixedlm("y ~ C(w) * g", x, groups=x.p).fit(reml=True, method=["lbfgs", "bfgs"], gtol=1e-10)
    say(k, "contrast", m.params["C(w)[T.2]:g"]); say(k, "contrast error", m.bse["C(w)[T.2]:g"])
    say(k, "between", m.cov_re.iloc[0, 0]); say(k, "within", m.scale)


def synth(k, x):
    from scipy.optimize import minimize
    p = x.pivot(index="time", columns="unit", values="y"); start = x.start.iloc[0]
    pre = p[p.index < start]; y, X = pre["s00"].values, pre.drop(columns="s00").values; n = X.shape[1]
    r = minimize(lambda w: ((y - X @ w) ** 2).sum(), np.ones(n) / n, jac=lambda w: -2 * X.T @ (y - X @ w), method="SLSQP",
                 bounds=[(0, 1)] * n, constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": lambda w: np.ones(n)},
                 options={"ftol": 1e-15, "maxiter": 5000})
    say(k, "loss", r.fun / len(y))
    # pysyncon divides each period by its deviation over all areas: weights of the squares undo that.
    from pysyncon import Synth
    s, X0 = Synth(), pre.drop(columns="s00")
    s.fit(X0=X0, X1=pre["s00"], Z0=X0, Z1=pre["s00"], custom_V=pre.var(axis=1, ddof=1).values)
    say(k, "loss pysyncon", ((y - X @ s.W) ** 2).mean())
    post = p[p.index >= start]
    if n <= len(y):
        say(k, "effect", (post["s00"].values - post.drop(columns="s00").values @ r.x).mean())


def match(k, x):
    from scipy.optimize import linear_sum_assignment
    X, t = x[["a", "b", "c"]].values.astype(float), x.t.values
    S = sum((np.sum(t == s) - 1) * np.cov(X[t == s].T) for s in (0, 1)) / (len(t) - 2)
    Z = np.linalg.solve(np.linalg.cholesky(S), X.T).T
    D = np.sqrt(((Z[t == 1][:, None] - Z[t == 0][None]) ** 2).sum(2))
    r, c = linear_sum_assignment(D); say(k, "best total", D[r, c].sum())
    import statsmodels.api as sm
    y, f = x.y.values, sm.Logit(t, sm.add_constant(X)).fit(disp=0, tol=1e-14, maxiter=100)
    p = f.predict(); l = np.log(p / (1 - p)); rows, others = np.flatnonzero(t == 1), np.flatnonzero(t == 0)
    def pairs(score, reuse=False, caliper=np.inf):
        free, gaps = np.ones(len(t), bool), []
        for i in rows[np.lexsort((rows, -score[rows]))]:
            j = others[free[others]]
            if len(j) == 0: break
            d = np.abs(score[j] - score[i]); best = j[d.argmin()]
            if d.min() > caliper: continue
            gaps.append(y[i] - y[best]); free[best] = reuse
        return np.mean(gaps)
    say(k, "nearest score", pairs(p)); say(k, "nearest score reused", pairs(p, True))
    say(k, "within a caliper", pairs(l, False, 0.2 * l.std(ddof=1)))


def sandwich(psi, theta):
    m = psi(theta); n = len(m); A = np.zeros((len(theta),) * 2)
    for j in range(len(theta)):
        h = 1e-6 * max(1, abs(theta[j])); a, b = theta.copy(), theta.copy(); a[j] += h; b[j] -= h
        A[:, j] = (psi(a).mean(0) - psi(b).mean(0)) / (2 * h)
    I = np.linalg.inv(A); V = I @ (m.T @ m / n) @ I.T / n
    return np.sqrt(V[-1, -1] + V[-2, -2] - 2 * V[-1, -2])


def weigh(k, x):
    import statsmodels.api as sm
    from scipy.optimize import minimize
    X = x[["a", "b", "c"]].values.astype(float); X = (X - X.mean(0)) / X.std(0); t, y = x.t.values, x.y.values
    X1 = np.c_[np.ones(len(t)), X]; q = X1.shape[1]
    b = sm.Logit(t, X1).fit(disp=0, tol=1e-14, maxiter=100).params
    for target, w in {"treated": lambda p: (np.ones_like(p), p / (1 - p)), "all": lambda p: (1 / p, 1 / (1 - p))}.items():
        def psi(th):
            p = 1 / (1 + np.exp(-X1 @ th[:q])); w1, w0 = w(p)
            return np.c_[X1 * (t - p)[:, None], t * w1 * (y - th[q]), (1 - t) * w0 * (y - th[q + 1])]
        w1, w0 = w(1 / (1 + np.exp(-X1 @ b)))
        th = np.r_[b, np.average(y[t == 1], weights=w1[t == 1]), np.average(y[t == 0], weights=w0[t == 0])]
        say(k, target, th[q] - th[q + 1]); say(k, target + " error", sandwich(psi, th))
    m, C = X[t == 1].mean(0), X[t == 0] - X[t == 1].mean(0); q = X.shape[1]
    l = minimize(lambda l: np.log(np.exp(-C @ l).sum()), np.zeros(q), method="BFGS", options={"gtol": 1e-12},
                 jac=lambda l: -(C.T @ np.exp(-C @ l)) / np.exp(-C @ l).sum()).x
    v = np.exp(-C @ l); v /= v.sum()
    def psi(th):
        e = np.exp(-(X - th[q:2 * q]) @ th[:q]) * (1 - t)
        return np.c_[e[:, None] * (X - th[q:2 * q]), t[:, None] * (X - th[q:2 * q]), t * (y - th[2 * q]), e * (y - th[2 * q + 1])]
    th = np.r_[l, m, y[t == 1].mean(), v @ y[t == 0]]
    say(k, "entropy", th[-2] - th[-1]); say(k, "entropy error", sandwich(psi, th))


def space(k, x):
    import libpysal, esda
    w = libpysal.weights.lat2W(int(x.z.max()) + 1, int(x.x.max()) + 1, rook=False); w.transform = "r"
    i = esda.Moran(x.v.values, w, permutations=0); say(k, "moran", i.I); say(k, "moran variance", i.VI_rand)
    c = esda.Geary(x.v.values, w, permutations=0); say(k, "geary", c.C)
    b = libpysal.weights.lat2W(int(x.z.max()) + 1, int(x.x.max()) + 1, rook=False)
    say(k, "g", esda.G(x.v.values, b, permutations=0).G)


def fay(k, x):
    from samplics.sae import EblupAreaModel
    from samplics.sae.eblup_area_model import FitMethod
    # The maximum of the likelihood itself; samplics' own ML does not reach it (named "ml samplics").
    from scipy.optimize import minimize_scalar
    X, y, psi = np.c_[np.ones(len(x)), x.x], x.y.values, x.psi.values
    def loss(log):
        v = np.exp(log) + psi; b = np.linalg.solve(X.T / v @ X, X.T / v @ y); return np.log(v).sum() + ((y - X @ b) ** 2 / v).sum()
    log = min(np.linspace(-12, 4, 200), key=loss)
    say(k, "ml", np.exp(minimize_scalar(loss, bounds=(log - 0.1, log + 0.1), method="bounded", options={"xatol": 1e-12}).x))
    for name in ("REML", "ML", "FH"):
        m = EblupAreaModel(method=FitMethod(name))
        m.fit(yhat=x.y.values, X=x[["x"]].values, area=np.arange(len(x)), error_std=np.sqrt(x.psi.values), intercept=True, tol=1e-12, maxiter=1000)
        ours = {"REML": "reml", "ML": "ml samplics", "FH": "moment"}[name]
        say(k, ours, m.re_std**2)
        m.predict(X=x[["x"]].values, area=np.arange(len(x)))
        say(k, ours + " estimate", list(m.area_est.values())[0]); say(k, ours + " mse", list(m.area_mse.values())[0])


WORK = {"DiD 2×2 and two-way": did, "Callaway–Sant'Anna": group_time, "Interrupted series": its, "Mixed model": mixed,
        "Synthetic control": synth, "Matching": match, "Weighting": weigh, "Moran, Geary, G": space, "Fay–Herriot": fay}
failed = 0
for number, part in frame.groupby("set"):
    before = len(out)
    try:
        WORK[method](number, part.reset_index(drop=True))
    except Exception as error:  # a set that the peer refuses
        failed += 1
        last = error
        del out[before:]
if failed:
    print(f"{failed} sets refused, the last with: {last!r}", file=sys.stderr)
    if failed == frame.set.nunique():
        raise SystemExit(1)
pd.DataFrame(out, columns=["set", "name", "value"]).to_csv(target, index=False)
