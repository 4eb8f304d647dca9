"""Fits every data set of a folder with statsmodels and scikit-learn and writes set,key,value: risk_agreement.py <folder>"""
import pathlib, sys, warnings
import numpy as np, pandas as pd, statsmodels.api as sm
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score

warnings.simplefilter("ignore")
folder = pathlib.Path(sys.argv[1])
out = open(folder / "python.csv", "w")


def say(set_, key, names, values):
    for name, value in zip(names, values):
        out.write(f"{set_},{key}|{name},{float(value):.17g}\n")


def attempt(set_, key, run):
    try:
        run()
    except Exception:
        out.write(f"{set_},{key}|fails,1\n")


for file in sorted(folder.glob("set*.csv")):
    name = file.stem
    d = pd.read_csv(file)
    x = pd.DataFrame({"(Intercept)": 1.0, "x1": d.x1, "x2": d.x2, "b": d.b})
    for level in sorted(d.f.unique())[1:]:
        x["f" + level] = (d.f == level).astype(float)
    terms = list(x.columns)

    def logit():
        r = sm.Logit(d.y, x).fit(method="newton", maxiter=200, tol=1e-14, disp=0)
        assert r.mle_retvals["converged"]
        say(name, "logit coef", terms, r.params)
        say(name, "logit se", terms, r.bse)
        # Effects of terms without factor: statsmodels flips one level of a factor while another stays on.
        say(name, "effects of logit", ["x1", "x2"], r.get_margeff(dummy=True).margeff[:2])
        say(name, "effects of logit se", ["x1", "x2"], r.get_margeff(dummy=True).margeff_se[:2])
        p = r.predict(x)
        say(name, "validation", ["auc", "brier"], [roc_auc_score(d.y, p), brier_score_loss(d.y, p)])
        c = sm.Logit(d.y, x).fit(method="newton", maxiter=200, tol=1e-14, disp=0, cov_type="cluster", cov_kwds={"groups": d.cluster})
        say(name, "logit CR1S", terms, c.bse)

    def poisson():
        r = sm.GLM(d["count"], x, family=sm.families.Poisson(), offset=np.log(d.time)).fit(tol=1e-14, maxiter=200)
        say(name, "poisson coef", terms, r.params)
        say(name, "poisson se", terms, r.bse)

    def negbin():
        r = sm.NegativeBinomial(d["count"], x, offset=np.log(d.time)).fit(method="newton", maxiter=500, tol=1e-12, disp=0)
        assert r.mle_retvals["converged"]
        say(name, "negbin coef", terms, r.params[:-1])
        say(name, "negbin theta", ["estimate"], [1 / r.params.iloc[-1]])
        say(name, "negbin fit", ["loglik"], [r.llf])

    def multinomial():
        r = sm.MNLogit(d.kind, x).fit(method="newton", maxiter=200, tol=1e-14, disp=0)
        assert r.mle_retvals["converged"]
        say(name, "multinom fit", ["deviance"], [-2 * r.llf])
        for index, level in enumerate(sorted(d.kind.unique())[1:]):
            say(name, f"multinom coef {level}", terms, r.params.iloc[:, index])
            say(name, f"multinom se {level}", terms, r.bse.iloc[:, index])
        for key, kind in [("HC0", dict(cov_type="HC0")), ("CR1S", dict(cov_type="cluster", cov_kwds={"groups": d.cluster}))]:
            c = sm.MNLogit(d.kind, x).fit(method="newton", maxiter=200, tol=1e-14, disp=0, **kind)
            for index, level in enumerate(sorted(d.kind.unique())[1:]):
                say(name, f"multinom {key} {level}", terms, c.bse.iloc[:, index])

    def linear():
        r = sm.OLS(d.amount, x).fit()
        say(name, "linear coef", terms, r.params)
        say(name, "linear HC1", terms, r.HC1_se)

    def sklearn():
        r = LogisticRegression(C=np.inf, tol=1e-12, max_iter=10000, solver="newton-cholesky").fit(x[terms[1:]], d.y)
        say(name, "logit of scikit-learn", terms, [r.intercept_[0], *r.coef_[0]])

    for key, run in [("logit", logit), ("poisson", poisson), ("negbin", negbin), ("multinom", multinomial), ("linear", linear), ("logit of scikit-learn", sklearn)]:
        attempt(name, key, run)
out.close()
