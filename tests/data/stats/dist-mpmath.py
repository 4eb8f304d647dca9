# python dist-mpmath.py > dist-mpmath.csv   (mpmath 1.3, 40 digits): points where R 4.2.2 itself is off by 1e-12 to 2e-5.
from mpmath import mp, mpf, betainc, exp, factorial, findroot, gamma, ncdf, nstr, sqrt, log
mp.dps = 40
def out(f, a, b, c, v): print(f"{f},{a!r},{b!r},{c!r},{nstr(v, 20)}")
def pf(x, a, b): return betainc(mpf(a) / 2, mpf(b) / 2, 0, a * x / (a * x + b), regularized=True)
def pnct(t, df, d):
    t, d = mpf(t), mpf(d); x = t * t / (t * t + df); s = mpf(0)
    for j in range(0, 160):
        w = exp(-d * d / 2) * (d * d / 2) ** j
        s += w / factorial(j) * betainc(j + mpf(1) / 2, mpf(df) / 2, 0, x, regularized=True)
        s += d * w / (sqrt(mpf(2)) * gamma(j + mpf(3) / 2)) * betainc(j + 1, mpf(df) / 2, 0, x, regularized=True)
    return ncdf(-d) + s / 2
print("f,a,b,c,v")
for x in [19436.27596361078, 19816.736447619936, 20468.519124781167]:
    r, s = mpf(2.5), mpf(50000)
    out("dgamma", x, 50000, 2.5, exp(s * log(r) + (s - 1) * log(mpf(x)) - r * mpf(x)) / gamma(s))
for p, a, b, start in [(0.01, 1, 5, 1.735e-4), (0.01, 0.5, 2000, 2.7009e-8), (0.5, 0.5, 2000, 0.17), (1e-9, 3, 100, 8e-7)]:
    u = findroot(lambda u: log(pf(exp(u), mpf(a), mpf(b))) - log(mpf(p)), log(mpf(start)))
    out("qf", p, a, b, exp(u))
for t in [0.5, 2.0, 4.0]:
    for df in [5, 38, 500]:
        for d in [-1.0, 0.5, 3.0]: out("pnct", t, df, d, pnct(t, df, d))
