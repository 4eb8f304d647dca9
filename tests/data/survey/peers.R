# Rscript peers.R rows.csv designs.csv answers.csv
# Works out every statistic of lib/survey on generated designs with R survey. Called by tests/bench/survey_peers.ts.
suppressMessages(library(survey))
args <- commandArgs(TRUE)
rows <- read.csv(args[1]); meta <- read.csv(args[2])
out <- file(args[3], "w"); writeLines("design,key,value,se,low,high", out)
put <- function(id, key, value, se = NA, low = NA, high = NA)
  writeLines(sprintf("%s,%s,%.15g,%.15g,%.15g,%.15g", id, key, value, se, low, high), out)
se <- function(m) sqrt(diag(as.matrix(vcov(m))))
POP_AGE <- c(young = 1500, middle = 2100, old = 1300); POP_SEX <- c(f = 2600, m = 2300)
design <- function(kind, a) switch(kind,
  weights = svydesign(~1, weights = ~w, data = a),
  strata = svydesign(~1, strata = ~h, weights = ~w, data = a),
  clusters = svydesign(~psu, weights = ~w, data = a),
  strataClustersFpc = svydesign(~psu, strata = ~h, weights = ~w, fpc = ~popc, data = a),
  twoStages = svydesign(~ psu + ssu, strata = ~ h + NULL, fpc = ~ popc + popr, data = a),
  nestedCodes = svydesign(~psu, strata = ~h, weights = ~w, data = a, nest = TRUE),
  svydesign(~psu, strata = ~h, weights = ~w, data = a))
kappa_formula <- function(w) {  # weighted kappa of a 3 x 3 table of shares p1..p9 (k1 fastest), as one expression
  p <- function(i, j) as.name(paste0("p", i + 3 * (j - 1)))
  plus <- function(xs) Reduce(function(a, b) call("+", a, b), xs)
  po <- plus(unlist(lapply(1:3, function(i) lapply(1:3, function(j) call("*", w[i, j], p(i, j))))))
  r <- lapply(1:3, function(i) call("(", plus(lapply(1:3, function(j) p(i, j)))))
  k <- lapply(1:3, function(j) call("(", plus(lapply(1:3, function(i) p(i, j)))))
  pe <- plus(unlist(lapply(1:3, function(i) lapply(1:3, function(j) call("*", w[i, j], call("*", r[[i]], k[[j]]))))))
  bquote((.(po) - (.(pe))) / (1 - (.(pe))))
}
tight <- list(epsilon = 1e-15, maxit = 100)
LINEAR <- outer(1:3, 1:3, function(i, j) 1 - abs(i - j) / 2); QUADRATIC <- outer(1:3, 1:3, function(i, j) 1 - (i - j)^2 / 4)
common <- function(id, key, d) {
  m <- svytotal(~y, d); put(id, paste0(key, "total"), coef(m), se(m))
  m <- svymean(~y, d); put(id, paste0(key, "mean"), coef(m), se(m))
  m <- svyratio(~y, ~e, d); put(id, paste0(key, "ratio"), coef(m), se(m))
}
domains <- function(id, kind, d) {
  by <- svyby(~y, ~dom, d, svymean, covmat = TRUE)
  for (g in c("a", "b", "c")) {
    s <- eval(bquote(subset(d, dom == .(g))))
    m <- svymean(~y, s); put(id, paste0("mean/", g), coef(m), se(m), degf(s)); m <- svytotal(~y, s); put(id, paste0("total/", g), coef(m), se(m))
  }
  # Under the policy "average" svyby scales by the strata of the whole sample, subset by those of the domain: not compared.
  if (kind == "lonelyAverage") return()
  v <- vcov(by); b <- coef(by); df <- degf(d)
  times <- c(0, 1, 3); k <- (times - mean(times)) / sum((times - mean(times))^2)
  s <- sqrt(drop(k %*% v %*% k)); put(id, "trend", sum(k * b), s, 2 * pt(-abs(sum(k * b) / s), df))
  pairs <- list(c(1, 2), c(1, 3), c(2, 3)); q <- qt(1 - .05 / 6, df)
  dif <- sapply(pairs, function(p) b[p[2]] - b[p[1]]); sd <- sapply(pairs, function(p) sqrt(v[p[1], p[1]] + v[p[2], p[2]] - 2 * v[p[1], p[2]]))
  pv <- 2 * pt(-abs(dif / sd), df); h <- p.adjust(pv, "holm"); bf <- p.adjust(pv, "bonferroni")
  for (i in 1:3) { put(id, paste0("pair/", i), dif[i], sd[i], dif[i] - q * sd[i], dif[i] + q * sd[i]); put(id, paste0("pair-p/", i), pv[i], h[i], bf[i]) }
}
shares <- function(id, d) {
  s <- subset(d, !is.na(flag))
  for (m in c("logit", "beta")) { p <- svyciprop(~flag, s, method = m); put(id, paste0("share/", m), coef(p), sqrt(attr(p, "var")), attr(p, "ci")[1], attr(p, "ci")[2]) }
  # survey 4.1 takes the second value for a share below that of the first one (qs: no position is found): not compared.
  y <- d$variables$y; w <- weights(d, "sampling"); first <- w[which.min(y)] / sum(w)
  for (q in c(.2, .5, .8)) {
    v <- svyquantile(~y, d, q, qrule = "math", interval.type = "mean", df = degf(d))$y
    u <- update(d, under = as.numeric(y <= v[1])); below <- confint(svymean(~under, u), df = degf(d))[1]
    odd <- is.na(v[2]) || isTRUE(below < first)
    put(id, paste0("quantile/", q), v[1], if (odd) NA else v[4], if (odd) NA else v[2], v[3])
  }
  put(id, "deff", deff(svymean(~y, d, deff = TRUE)), deff(svymean(~y, d, deff = "replace")))
}
models <- function(id, kind, d) {
  s <- subset(d, !is.na(flag))
  g <- svyglm(y ~ x + I(dom == "b"), d); for (i in 1:3) put(id, paste0("linear/", i), coef(g)[i], se(g)[i])
  g <- suppressWarnings(svyglm(flag ~ x + I(dom == "b"), s, family = quasibinomial(), control = tight)); for (i in 1:3) put(id, paste0("logistic/", i), coef(g)[i], se(g)[i])
  filled <- all(table(factor(s$variables$grp, 0:3), s$variables$flag) > 0)  # no odds ratio exists with an empty cell
  if (filled && kind != "lonelyAverage") {  # the policy: see domains
    g <- suppressWarnings(svyglm(flag ~ factor(grp), s, family = quasibinomial(), control = tight))
    q <- if (degf(s) > 3) qt(.975, degf(s) - 3) else NA
    for (i in 2:4) put(id, paste0("odds/", i), coef(g)[i], se(g)[i], exp(coef(g)[i] - q * se(g)[i]), exp(coef(g)[i] + q * se(g)[i]))
  }
  g <- suppressWarnings(svyglm(flag ~ grp, s, family = quasibinomial(), control = tight)); put(id, "odds-step", coef(g)[2], se(g)[2], 2 * pt(-abs(coef(g)[2] / se(g)[2]), degf(s) - 1))
  u <- update(s, base = as.numeric(grp == 0), hit = flag * (grp == 0))
  k <- svycontrast(svymean(~ base + hit + flag, u), quote(log(hit / base) - log(flag))); put(id, "paf", 1 - exp(coef(k)), sqrt(vcov(k)))
}
agreement <- function(id, d) {
  u <- update(d, cell = factor(3 * k2 + k1 + 1, levels = 1:9)); m <- svymean(~cell, u); names(m) <- paste0("p", 1:9)
  attr(m, "var") <- structure(attr(m, "var"), dimnames = list(names(m), names(m)))
  for (w in c("none", "linear", "quadratic")) {
    k <- svycontrast(m, kappa_formula(switch(w, none = diag(3), linear = LINEAR, quadratic = QUADRATIC)))
    put(id, paste0("kappa/", w), coef(k), sqrt(vcov(k)))
  }
}
weighting <- function(id, kind, d, a) {
  p <- postStratify(d, ~age, data.frame(age = names(POP_AGE), Freq = POP_AGE)); common(id, "post/", p)
  total <- c(sum(POP_AGE), POP_AGE[["old"]], POP_AGE[["young"]], POP_SEX[["m"]]); names(total) <- colnames(model.matrix(~ age + sex, a))
  r <- calibrate(d, ~ age + sex, total, calfun = "raking", epsilon = 1e-13, maxit = 500); common(id, "rake/", r)
  l <- calibrate(d, ~ age + sex, total); common(id, "linear-calibration/", l)
  if (kind %in% c("twoStages", "lonelyCertainty", "lonelyCentre", "lonelyAverage", "weights", "strata")) return()
  j <- as.svrepdesign(d, type = if (kind == "clusters") "JK1" else "JKn"); common(id, "jackknife/", j)
  m <- svymean(~y, subset(j, dom == "b")); put(id, "jackknife/mean/b", coef(m), se(m))
  g <- svyglm(y ~ x, j); put(id, "jackknife/slope", coef(g)[2], se(g)[2])
  jp <- postStratify(j, ~age, data.frame(age = names(POP_AGE), Freq = POP_AGE)); m <- svymean(~y, jp); put(id, "jackknife/post", coef(m), se(m))
}
POLICY <- c(lonelyCertainty = "certainty", lonelyCentre = "adjust", lonelyAverage = "average")
for (i in seq_len(nrow(meta))) {
  id <- meta$design[i]; kind <- meta$kind[i]; a <- rows[rows$design == id, ]; a$age <- factor(a$age); a$sex <- factor(a$sex)
  options(survey.lonely.psu = if (kind %in% names(POLICY)) POLICY[[kind]] else "fail")
  d <- design(kind, a)
  put(id, "df", degf(d)); common(id, "", d); domains(id, kind, d); shares(id, d); models(id, kind, d); agreement(id, d); weighting(id, kind, d, a)
}
close(out)
cat(R.version.string, "survey", as.character(packageVersion("survey")), "\n")
