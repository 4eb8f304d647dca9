"""Processor and wall seconds of kmedoids and StepMix: gate_peers.py <d.bin> <n> <k> <answers.bin> <rows>"""
import sys
import time
import warnings

import kmedoids
import numpy as np
import pandas as pd
from stepmix.stepmix import StepMix

warnings.filterwarnings("ignore")
path, n, k, answers, rows = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5])


def say(name, run, rounds, per=1):
    best = [np.inf, np.inf]
    for _ in range(rounds):
        cpu, wall = time.process_time(), time.perf_counter()
        run()
        best = [min(best[0], time.process_time() - cpu), min(best[1], time.perf_counter() - wall)]
    print(name, best[0] / per, best[1] / per)


d = np.fromfile(path, dtype=np.float64).reshape(n, n)
say("kmedoids-build", lambda: kmedoids.fasterpam(d, k, init="build", n_cpu=1), 3)
say("kmedoids-random", lambda: kmedoids.fasterpam(d, k, init="random", random_state=1, n_cpu=1), 3)
y = pd.DataFrame(np.fromfile(answers, dtype=np.float64).reshape(rows, -1))
model = StepMix(n_components=4, measurement="bernoulli", n_init=1, max_iter=200, abs_tol=0, rel_tol=0,
                random_state=7, progress_bar=0, verbose=0)
say("stepmix-pass", lambda: model.fit(y), 2, 200)
