# Answers of R packages: arguments method, data, out. See effects_peers.ts.
args <- commandArgs(TRUE)
d <- read.csv(args[2])
out <- list()
say <- function(set, name, value) out[[length(out) + 1]] <<- data.frame(set = set, name = name, value = value)
quiet <- function(e) suppressWarnings(suppressMessages(e))
for (set in unique(d$set)) try(quiet({
  x <- d[d$set == set, ]
  if (args[1] == "Interrupted series") {
    library(nlme); library(sandwich)
    x$after <- as.numeric(x$time >= x$start); x$since <- x$after * (x$time - x$start)
    m <- lm(y ~ time + after + since, x)
    say(set, "newey-west error", sqrt(NeweyWest(m, lag = 3, prewhite = FALSE, adjust = TRUE)[3, 3]))
    g <- gls(y ~ time + after + since, x, correlation = corAR1(form = ~time), method = "REML",
             control = glsControl(tolerance = 1e-12, msTol = 1e-14, returnObject = TRUE))
    say(set, "reml-ar1", coef(g)[3]); say(set, "reml-ar1 error", sqrt(vcov(g)[3, 3]))
  }
  if (args[1] == "DiD 2×2 and two-way") {
    library(clubSandwich)
    x$g <- as.numeric(x$start > 0); x$a <- as.numeric(x$time >= 3); x$on <- as.numeric(x$start > 0 & x$time >= x$start)
    small <- function(m, name) coef_test(m, vcov = "CR2", cluster = x$unit, test = "Satterthwaite", coefs = name)
    s <- small(lm(y ~ g * a, x), "g:a"); say(set, "did CR2", s$SE); say(set, "did df", s$df)
    s <- small(lm(y ~ on + factor(unit) + factor(time), x), "on"); say(set, "two-way CR2", s$SE); say(set, "two-way df", s$df)
  }
  if (args[1] == "Event study") {
    library(clubSandwich)
    since <- ifelse(x$start > 0, x$time - x$start, -1); terms <- setdiff(sort(unique(since)), -1)
    D <- sapply(terms, function(s) as.numeric(since == s)); colnames(D) <- paste0("s", terms)
    m <- lm(x$y ~ D + factor(x$unit) + factor(x$time)); own <- paste0("D", colnames(D))
    V <- vcovCR(m, cluster = x$unit, type = "CR2"); after <- own[terms >= 0]; w <- rep(1 / length(after), length(after))
    say(set, "mean after", sum(w * coef(m)[after])); say(set, "mean after error", sqrt(drop(w %*% as.matrix(V)[after, after] %*% w)))
    s <- coef_test(m, vcov = V, test = "Satterthwaite", coefs = "Ds0")
    say(set, "first line", coef(m)[["Ds0"]]); say(set, "first line error", s$SE); say(set, "first line df", s$df)
  }
  if (args[1] == "Power") {
    p2 <- x$base + x$gain; df <- 2 * (x$n / x$size - 1); effective <- x$n / (1 + (x$size - 1) * x$icc)
    power <- function(d) pt(qt(0.975, df), df, sqrt(effective / 2) * d / x$deviation, lower.tail = FALSE)
    say(set, "means", power.t.test(n = x$n, delta = x$effect * x$deviation, sd = x$deviation)$power)
    say(set, "clustered means", power(x$effect * x$deviation))
    say(set, "shares", power.prop.test(n = x$n, p1 = x$base, p2 = p2)$power)
    say(set, "detectable clustered", uniroot(function(d) power(d) - 0.8, c(0, 40 * x$deviation), tol = 1e-13)$root)
    say(set, "size for shares", power.prop.test(p1 = x$base, p2 = p2, power = 0.8, tol = 1e-13)$n)
  }
  if (args[1] == "Mixed model") {
    library(lmerTest); x$w <- factor(x$w)
    m <- lmer(y ~ w * g + (1 | p), x, control = lmerControl(optCtrl = list(xtol_abs = 1e-13, ftol_abs = 1e-13)))
    s <- coef(summary(m)); v <- as.data.frame(VarCorr(m))$vcov
    say(set, "contrast", s["w2:g", 1]); say(set, "contrast error", s["w2:g", 2]); say(set, "df", s["w2:g", 3])
    s <- coef(summary(m, ddf = "Kenward-Roger"))
    say(set, "Kenward–Roger error", s["w2:g", 2]); say(set, "Kenward–Roger df", s["w2:g", 3])
    say(set, "between", v[1]); say(set, "within", v[2])
  }
  if (args[1] == "Matching") {
    library(MatchIt)
    m <- matchit(t ~ a + b + c, x, method = "cem", cutpoints = list(a = c(-1, 0, 1), b = c(-3, 0, 3)))
    w <- m$weights
    say(set, "cem", weighted.mean(x$y[x$t == 1], w[x$t == 1]) - weighted.mean(x$y[x$t == 0], w[x$t == 0]))
    m <- matchit(t ~ a + b + c, x, method = "cem", cutpoints = "sturges"); w <- m$weights
    say(set, "cem in equal parts", weighted.mean(x$y[x$t == 1], w[x$t == 1]) - weighted.mean(x$y[x$t == 0], w[x$t == 0]))
    say(set, "cem strata", nlevels(droplevels(m$subclass)))
    m <- matchit(t ~ a + b + c, x, distance = "mahalanobis"); w <- m$weights
    say(set, "mahalanobis", weighted.mean(x$y[x$t == 1], w[x$t == 1]) - weighted.mean(x$y[x$t == 0], w[x$t == 0]))
  }
  if (args[1] == "Standardised rates") {
    library(epitools)
    a <- ageadjust.direct(x$o, x$base, stdpop = x$std)
    say(set, "direct", a[["adj.rate"]]); say(set, "direct low", a[["lci"]]); say(set, "direct high", a[["uci"]])
    e <- sum(x$base * x$std / 1e5); p <- poisson.test(sum(x$o), e)$conf.int
    say(set, "ratio low", p[1]); say(set, "ratio high", p[2])
    i <- ageadjust.indirect(x$o, x$base, stdcount = x$std, stdpop = rep(1e5, nrow(x)))$sir
    say(set, "ratio", i[["sir"]]); say(set, "log-normal low", i[["lci"]])
  }
  if (args[1] == "Empirical Bayes") {
    library(spdep); library(MASS)
    b <- EBest(x$o, x$e); say(set, "marshall", b$estmm[1])
    say(set, "marshall variance", max(0, attr(b, "parameters")$a))
    # The maximum of the likelihood by its own optimiser, over log shape and log mean.
    ll <- function(t) -sum(dnbinom(x$o, size = exp(t[1]), mu = exp(t[2]) * x$e, log = TRUE))
    f <- optim(c(log(5), 0), ll, method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))
    nu <- exp(f$par[1]); al <- nu / exp(f$par[2])
    say(set, "log-likelihood", -f$value); say(set, "risk", (x$o[1] + nu) / (x$e[1] + al))
    say(set, "risk low", qgamma(0.025, x$o[1] + nu, x$e[1] + al))
  }
  if (args[1] == "Exact tests") {
    library(exactRankTests)
    say(set, "fisher", fisher.test(matrix(c(x$a[1], x$n[1] - x$a[1], x$b[1], x$m[1] - x$b[1]), 2))$p.value)
    say(set, "permutation", perm.test(x$v[x$g == 1], x$v[x$g == 0], exact = TRUE)$p.value)
  }
  if (args[1] == "Composite parts") {
    library(e1071)
    m <- x[, c("p", "q", "r", "s")]; k <- prcomp(m, scale. = TRUE)$sdev; r <- cor(m); a <- (sum(r) - 4) / 12
    say(set, "skewness", skewness(m$p, type = 2)); say(set, "kurtosis", kurtosis(m$p, type = 2))
    say(set, "component", k[1]); say(set, "last component", k[4]); say(set, "alpha", max(0, 4 * a / (1 + 3 * a)))
    say(set, "geometric", exp(weighted.mean(log(abs(m$p) + 1), 1:nrow(m))))
    z <- scale(m) %*% c(4, 3, 2, 1) / 10; say(set, "score", z[1]); say(set, "rank", rank(-z)[1])
  }
  if (args[1] == "Regression to the mean") {
    f <- lm(after ~ before, x[x$t == 0, ]); new <- data.frame(before = mean(x$before[x$t == 1]))
    q <- predict(f, new, se.fit = TRUE); k <- sum(x$t == 1)
    say(set, "beyond", mean(x$after[x$t == 1]) - q$fit); say(set, "beyond error", sqrt(q$se.fit^2 + q$residual.scale^2 / k))
  }
  if (args[1] == "Change from the baseline") {
    w <- reshape(x[, c("p", "w", "g", "y")], idvar = c("p", "g"), timevar = "w", direction = "wide")
    change <- w$y.2 - w$y.0; f <- t.test(change[w$g == 1], change[w$g == 0])
    say(set, "change", f$estimate[1] - f$estimate[2]); say(set, "change error", f$stderr); say(set, "df", f$parameter)
  }
  if (args[1] == "Spatial models") {
    library(spdep); library(spatialreg)
    row <- nb2listw(dnearneigh(cbind(x$x, x$z), 0, 1.5)); x$b <- x$base / 100
    r <- lm.morantest(lm(v ~ b, x), row)$estimate; say(set, "residual moran", r[1]); say(set, "residual moran variance", r[3])
    m <- lagsarlm(v ~ b, x, row, tol.solve = 1e-14, control = list(tol.opt = 1e-14)); i <- impacts(m, listw = row)
    say(set, "rho", m$rho); say(set, "rho error", m$rho.se); say(set, "lag likelihood", m$LL)
    say(set, "slope", coef(m)[["b"]]); say(set, "slope error", m$rest.se[["b"]]); say(set, "direct", i$direct[1]); say(set, "total", i$total[1])
    say(set, "likelihood ratio", 2 * (m$LL - logLik(lm(v ~ b, x))))
  }
  if (args[1] == "Funnel limits") {
    # Spiegelhalter (2005): the quantile r, less by the share of P(X = r) that lies beyond the level.
    at <- function(p) { r <- qpois(p, x$e[1]); a <- (ppois(r, x$e[1]) - p) / dpois(r, x$e[1]); max(0, r - a) / x$e[1] }
    say(set, "warning low", at(0.025)); say(set, "warning high", at(0.975)); say(set, "alarm high", at(0.999))
  }
  if (args[1] == "Moran, Geary, G") {
    library(spdep)
    nb <- dnearneigh(cbind(x$x, x$z), 0, 1.5)
    row <- nb2listw(nb); bin <- nb2listw(nb, style = "B")
    i <- moran.test(x$v, row)$estimate; g <- geary.test(x$v, row)$estimate
    say(set, "moran", i[1]); say(set, "moran variance", i[3])
    say(set, "geary", g[1]); say(set, "geary variance", g[3])
    say(set, "g", globalG.test(x$v, bin)$estimate[1]); say(set, "g variance", globalG.test(x$v, bin)$estimate[3])
    say(set, "rates", EBImoran.mc(x$o, x$base, row, 1)$statistic)
    say(set, "local g", localG(x$v, bin)[4])
    say(set, "local g star", localG(x$v, nb2listw(include.self(nb), style = "B"))[4])
    say(set, "local moran", localmoran(x$v, row)[6, 1])
  }
}), silent = TRUE)
result <- do.call(rbind, out)
result$value <- sprintf("%.17g", result$value)
write.csv(result, args[3], row.names = FALSE)
