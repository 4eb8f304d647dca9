# Rscript more.R   (R 4.2.2, survey 4.1-1): reads design-a.csv and design-b.csv, writes bootstrap-factors.csv and more-expected.csv:
# what generate.R leaves out (replicates of every kind, calibrated regressions, domains and lonely clusters of more statistics, levels).
suppressMessages(library(survey))
set.seed(20261122)
rows <- list()
put <- function(key, value, se = NA, low = NA, high = NA) rows[[length(rows) + 1]] <<- sprintf("%s,%.17g,%.17g,%.17g,%.17g", key, value, se, low, high)
est <- function(key, m) { v <- coef(m); s <- sqrt(diag(as.matrix(vcov(m)))); for (i in seq_along(v)) put(if (length(v) > 1) paste0(key, "/", i) else key, v[i], s[i]) }
tight <- list(epsilon = 1e-15, maxit = 100)
# After a calibration R keeps the rows outside a subset with weight 0, and an unknown value there spoils a model: so they are filled.
known <- function(d) { d <- update(d, known = !is.na(flag), flag = ifelse(is.na(flag), 0, flag)); subset(d, known) }
share <- function(key, d, level = 0.95) {
  s <- known(d); n <- sum(weights(s, "sampling") != 0); m <- svymean(~flag, s); p <- coef(m); q <- 1 - level
  # svyciprop(method = "beta") by its own formula, with the number of respondents: after a calibration R counts those outside as well.
  e <- p * (1 - p) / vcov(m) * (qt(q / 2, n - 1) / qt(q / 2, degf(s)))^2
  ci <- c(qbeta(q / 2, e * p, e * (1 - p) + 1), qbeta(1 - q / 2, e * p + 1, e * (1 - p)))
  if (nrow(s) == n) stopifnot(max(abs(ci - attr(svyciprop(~flag, s, method = "beta", level = level), "ci"))) < 1e-12)
  put(paste0(key, "/beta"), p, sqrt(vcov(m)), ci[1], ci[2])
  # "xlogit" is the logit interval by the delta method, without the epsilon of a fitted model; the same for replicates.
  x <- svyciprop(~flag, s, method = "xlogit", level = level); put(paste0(key, "/logit"), coef(x), NA, attr(x, "ci")[1], attr(x, "ci")[2])
}
models <- function(key, d) {
  est(paste0(key, "/linear"), svyglm(y ~ x + I(dom == "b"), d))
  est(paste0(key, "/logistic"), suppressWarnings(svyglm(flag ~ x + I(dom == "b"), known(d), family = quasibinomial(), control = tight)))
}
median3 <- function(key, d) for (q in c(.2, .5, .8)) {
  v <- svyquantile(~y, d, q, qrule = "math", interval.type = "mean", df = degf(d))$y; put(paste0(key, "/quantile/", q), v[1], v[4], v[2], v[3])
}
gap <- function(key, d) {  # the difference between two domains, of means and of shares; svyby has no covariance after calibration
  for (name in c("y", "flag")) {
    if (inherits(d, "svyrep.design")) {
      by <- svyby(as.formula(paste0("~", name)), ~dom, d[!is.na(d$variables[[name]]), ], svymean, covmat = TRUE); k <- svycontrast(by, c(a = 1, b = -1))
    } else {
      v <- d$variables[[name]]; known <- !is.na(v); v[!known] <- 0; g <- d$variables$dom
      u <- update(d, na = as.numeric(known & g == "a"), nb = as.numeric(known & g == "b"), va = v * (g == "a"), vb = v * (g == "b"))
      k <- svycontrast(svytotal(~ va + na + vb + nb, u), quote(va / na - vb / nb))
    }
    put(paste0(key, "/difference/", name), coef(k), sqrt(vcov(k)))
  }
}
all5 <- function(key, d) { models(key, d); median3(key, d); share(key, d); gap(key, d); est(paste0(key, "/ratio/b"), svyratio(~y, ~e, subset(d, dom == "b"))) }

a <- read.csv("design-a.csv"); a$age <- factor(a$age); a$sex <- factor(a$sex)
d <- svydesign(~psu, strata = ~h, weights = ~w, data = a)
share("level90", d, 0.90); share("level99", d, 0.99); share("domain-c", subset(d, dom == "c"))
gap("taylor", d); models("domain-a", subset(d, dom == "a")); median3("domain-b", subset(d, dom == "b")); est("taylor/ratio/b", svyratio(~y, ~e, subset(d, dom == "b")))
f <- svydesign(~psu, strata = ~h, weights = ~w, fpc = ~popc, data = a); gap("fpc", f); models("fpc-domain-a", subset(f, dom == "a"))
pop <- data.frame(age = c("young", "middle", "old"), Freq = c(1500, 2100, 1300)); sex <- data.frame(sex = c("f", "m"), Freq = c(2600, 2300))
all5("post", postStratify(d, ~age, pop))
m <- model.matrix(~ age + sex, a); tot <- c(4900, 1300, 1500, 2300); names(tot) <- colnames(m)
all5("rake", calibrate(d, ~ age + sex, tot, calfun = "raking", epsilon = 1e-13, maxit = 200))

j <- as.svrepdesign(d, type = "JKn"); all5("jkn", j)
jf <- as.svrepdesign(f, type = "JKn"); est("jkn-fpc/mean", svymean(~y, jf)); est("jkn-fpc/total", svytotal(~y, jf)); models("jkn-fpc", jf)
jr <- rake(j, list(~age, ~sex), list(pop, sex), control = list(maxit = 200, epsilon = 1e-9, verbose = FALSE)); est("jkn-rake/mean", svymean(~y, jr)); est("jkn-rake/total/b", svytotal(~y, subset(jr, dom == "b")))

# Rao-Wu-Yue bootstrap: R draws, the factors of its replicates are kept, every statistic follows from them.
b <- as.svrepdesign(d, type = "subbootstrap", replicates = 60, compress = FALSE); r <- weights(b, type = "replication")
one <- !duplicated(a$psu); stopifnot(all(abs(r - r[one, ][match(a$psu, a$psu[one]), ]) < 1e-12))
write.csv(data.frame(psu = a$psu[one], signif(r[one, ], 15)), "bootstrap-factors.csv", row.names = FALSE)
est("boot/mean", svymean(~y, b)); est("boot/total", svytotal(~y, b)); est("boot/ratio", svyratio(~y, ~e, b)); est("boot/mean/b", svymean(~y, subset(b, dom == "b")))
median3("boot", b); share("boot", b); gap("boot", b); est("boot/ratio/b", svyratio(~y, ~e, subset(b, dom == "b"))); est("boot/linear", svyglm(y ~ x + I(dom == "b"), b))
# With a term for domain b a replicate has no case there: R goes on (standard error 3.9 where linearisation has 0.6), here it is refused.
est("boot/logistic", suppressWarnings(svyglm(flag ~ x, known(b), family = quasibinomial(), control = tight)))
put("boot/scale", b$scale, NA, sum(b$rscales), degf(b))

# Lonely clusters: more than means and totals.
l <- read.csv("design-b.csv")
for (policy in c("certainty", "adjust")) {
  options(survey.lonely.psu = policy); d <- svydesign(~psu, strata = ~h, weights = ~w, data = l); key <- paste0("lonely-", policy)
  models(key, d); median3(key, d); share(key, d); gap(key, d)
}
# Jackknife with lonely clusters.
for (policy in c("certainty", "average")) {
  options(survey.lonely.psu = policy); j <- as.svrepdesign(svydesign(~psu, strata = ~h, weights = ~w, data = l), type = "JKn")
  est(paste0("jkn-lonely-", policy, "/mean"), svymean(~y, j)); est(paste0("jkn-lonely-", policy, "/total"), svytotal(~y, j))
}
options(survey.lonely.psu = "adjust")
# Two waves that are samples of their own: design a and design b (the policy above). Score: x, rounded, between 0 and 10.
score <- function(d) update(d, s = pmin(10, pmax(0, round(x))), many = as.numeric(pmin(10, pmax(0, round(x))) >= 4))
d1 <- score(svydesign(~psu, strata = ~h, weights = ~w, data = a)); d2 <- score(d); df <- degf(d1) + degf(d2)
for (name in c("s", "many")) {
  v1 <- svymean(as.formula(paste0("~", name)), d1); v2 <- svymean(as.formula(paste0("~", name)), d2); k <- coef(v2) - coef(v1); s <- sqrt(vcov(v1) + vcov(v2))
  put(paste0("waves/", name), k, s, k - qt(.975, df) * s, k + qt(.975, df) * s); put(paste0("waves/", name, "/p"), 2 * pt(-abs(k / s), df), NA, df)
}
# Intervals of simple samples, from nothing to all.
for (n in c(1, 12, 30, 664, 100000)) for (x in unique(round(n * c(0, .01, .34, .5, 1)))) for (level in c(.9, .95, .99)) {
  w <- suppressWarnings(prop.test(x, n, conf.level = level, correct = FALSE))$conf.int; put(sprintf("wilson/%d/%d/%.2f", n, x, level), x / n, NA, w[1], w[2])
  c <- binom.test(x, n, conf.level = level)$conf.int; put(sprintf("clopper/%d/%d/%.2f", n, x, level), x / n, NA, c[1], c[2])
}
writeLines(c("key,value,se,low,high", unlist(rows)), "more-expected.csv")
cat(R.version.string, "survey", as.character(packageVersion("survey")), length(rows), "values\n")
