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
    m <- matchit(t ~ a + b + c, x, distance = "mahalanobis"); w <- m$weights
    say(set, "mahalanobis", weighted.mean(x$y[x$t == 1], w[x$t == 1]) - weighted.mean(x$y[x$t == 0], w[x$t == 0]))
  }
  if (args[1] == "Moran, Geary, G") {
    library(spdep)
    nb <- dnearneigh(cbind(x$x, x$z), 0, 1.5)
    row <- nb2listw(nb); bin <- nb2listw(nb, style = "B")
    i <- moran.test(x$v, row)$estimate; g <- geary.test(x$v, row)$estimate
    say(set, "moran", i[1]); say(set, "moran variance", i[3])
    say(set, "geary", g[1]); say(set, "geary variance", g[3])
    say(set, "g", globalG.test(x$v, bin)$estimate[1])
    say(set, "rates", EBImoran.mc(x$o, x$base, row, 1)$statistic)
    say(set, "local g", localG(x$v, bin)[4])
    say(set, "local g star", localG(x$v, nb2listw(include.self(nb), style = "B"))[4])
    say(set, "local moran", localmoran(x$v, row)[6, 1])
  }
}), silent = TRUE)
result <- do.call(rbind, out)
result$value <- sprintf("%.17g", result$value)
write.csv(result, args[3], row.names = FALSE)
