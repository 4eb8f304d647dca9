"""Standard errors of latent class models by brute force: the log-likelihood in 40 digits, its second derivatives by
differences, and nothing shared with the project's code. Writes latent_errors.csv.

python3 latent_errors.py   (needs mpmath and numpy)
"""
import csv
import sys

import mpmath as mp
import numpy as np

mp.mp.dps = 40
BOUNDARY = 1e-5


def read(name):
    with open(name) as file:
        rows = list(csv.DictReader(file))
    y = [[int(c) for c in row["pattern"]] for row in rows]
    # Categories in sorted order, from 0.
    for j in range(len(y[0])):
        found = sorted({row[j] for row in y})
        for row in y:
            row[j] = found.index(row[j])
    return np.array(y), np.array([int(row["count"]) for row in rows])


def em(y, counts, k, seed):
    random = np.random.default_rng(seed)
    sizes = y.max(axis=0) + 1
    share = np.full(k, 1 / k)
    p = [random.dirichlet(np.ones(s), k) for s in sizes]
    last = -np.inf
    for _ in range(20000):
        joint = share * np.prod([p[j][:, y[:, j]].T for j in range(len(sizes))], axis=0)
        total = joint.sum(axis=1)
        post = joint / total[:, None] * counts[:, None]
        share = post.sum(axis=0) / counts.sum()
        p = [np.array([[post[y[:, j] == m, c].sum() for m in range(s)] for c in range(k)]) for j, s in enumerate(sizes)]
        p = [q / q.sum(axis=1, keepdims=True) for q in p]
        value = counts @ np.log(total)
        if value - last < 1e-13:
            break
        last = value
    order = np.argsort(-share)
    return value, share[order], [q[order] for q in p]


class Model:
    """Shares and probabilities as free numbers: all but the first (share) or the likeliest (item), interior ones only."""

    def __init__(self, y, counts, share, p):
        self.y, self.counts, self.k = y, counts, len(share)
        self.free, self.start = [], []
        for c in range(1, self.k):
            self.free.append(("share", c))
            self.start.append(mp.mpf(share[c]))
        for j, q in enumerate(p):
            for c in range(self.k):
                best = int(np.argmax(q[c]))
                for m in range(q.shape[1]):
                    if m != best and q[c, m] >= BOUNDARY:
                        self.free.append((j, c, m, best))
                        self.start.append(mp.mpf(q[c, m]))
        self.shape = [q.shape for q in p]

    def spread(self, x):
        share = [mp.mpf(0)] * self.k
        p = [[[mp.mpf(0)] * s[1] for _ in range(self.k)] for s in self.shape]
        best = {}
        for name, value in zip(self.free, x):
            if name[0] == "share":
                share[name[1]] = value
            else:
                p[name[0]][name[1]][name[2]] = value
                best[name[0], name[1]] = name[3]
        share[0] = 1 - sum(share[1:])
        for j in range(len(p)):
            for c in range(self.k):
                rest = 1 - sum(p[j][c])
                at = best.get((j, c), self.fixed[j][c])
                p[j][c][at] += rest
        return share, p

    def logs(self, x):
        share, p = self.spread(x)
        out = []
        for row in self.y:
            total = mp.mpf(0)
            for c in range(self.k):
                part = share[c]
                for j, m in enumerate(row):
                    part *= p[j][c][m]
                total += part
            out.append(mp.log(total))
        return out

    def value(self, x):
        return sum(int(n) * v for n, v in zip(self.counts, self.logs(x)))


def derivatives(model, x):
    q, h = len(x), mp.mpf(10) ** -10

    def at(*moves):
        z = list(x)
        for index, step in moves:
            z[index] += step * h
        return z

    centre = model.value(x)
    up, down = [model.value(at((i, 1))) for i in range(q)], [model.value(at((i, -1))) for i in range(q)]
    gradient = mp.matrix([(up[i] - down[i]) / (2 * h) for i in range(q)])
    hessian = mp.matrix(q, q)
    for i in range(q):
        hessian[i, i] = (up[i] - 2 * centre + down[i]) / h**2
        for j in range(i):
            both, none = model.value(at((i, 1), (j, 1))), model.value(at((i, -1), (j, -1)))
            value = (both + none - up[i] - up[j] - down[i] - down[j] + 2 * centre) / (2 * h**2)
            hessian[i, j] = hessian[j, i] = value
    return gradient, hessian


def main():
    out = []
    for name, k in (("carcinoma", 2), ("carcinoma", 3), ("values", 2), ("cheating", 2), ("gss82", 3)):
        y, counts = read(f"{name}.csv")
        value, share, p = max((em(y, counts, k, seed) for seed in range(20)), key=lambda run: run[0])
        model = Model(y, counts, share, p)
        model.fixed = [[int(np.argmax(q[c])) for c in range(k)] for q in p]
        x = model.start
        for _ in range(3):
            gradient, hessian = derivatives(model, x)
            step = mp.lu_solve(hessian, gradient)
            x = [a - b for a, b in zip(x, step)]
        _, hessian = derivatives(model, x)
        h = mp.mpf(10) ** -12
        outer = mp.matrix(len(x), len(x))
        slopes = []
        for i in range(len(x)):
            a, b = list(x), list(x)
            a[i] += h
            b[i] -= h
            slopes.append([(u - v) / (2 * h) for u, v in zip(model.logs(a), model.logs(b))])
        for i in range(len(x)):
            for j in range(len(x)):
                outer[i, j] = sum(int(n) * u * v for n, u, v in zip(counts, slopes[i], slopes[j]))
        both = {"observed": (-hessian) ** -1}
        if len(x) <= len(y):
            try:
                both["outerProduct"] = outer**-1
            except ZeroDivisionError:
                pass
        for kind, covariance in both.items():
            if any(covariance[i, i] <= 0 for i in range(len(x))):
                continue
            for i, parameter in enumerate(model.free):
                item, c, category = ("", parameter[1], "") if parameter[0] == "share" else parameter[:3]
                out.append([name, k, kind, item, c + 1, category, mp.nstr(x[i], 15), mp.nstr(mp.sqrt(covariance[i, i]), 15)])
            # The first share is one minus the others.
            variance = sum(covariance[i, j] for i in range(k - 1) for j in range(k - 1))
            out.append([name, k, kind, "", 1, "", mp.nstr(1 - sum(x[:k - 1]), 15), mp.nstr(mp.sqrt(variance), 15)])
        print(name, k, value, file=sys.stderr)
    with open("latent_errors.csv", "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [["data", "classes", "information", "item", "class", "category", "estimate", "error"], *out])


main()
