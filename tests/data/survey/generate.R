# Rscript generate.R   (R 4.2.2, survey 4.1-1): writes design-*.csv and expected.csv. Synthetic data only.
suppressMessages(library(survey))
set.seed(20261122)
rows <- list()
put <- function(key, value, se = NA, low = NA, high = NA) {
  rows[[length(rows) + 1]] <<- sprintf("%s,%.17g,%.17g,%.17g,%.17g", key, value, se, low, high)
}
est <- function(key, m) { v <- coef(m); s <- sqrt(diag(as.matrix(vcov(m)))); for (i in seq_along(v)) put(if (length(v) > 1) paste0(key, "/", i) else key, v[i], s[i]) }
make <- function(strata, psus, size, fpc) {
  out <- NULL; id <- 0
  for (h in seq_along(strata)) for (c in seq_len(psus[h])) {
    id <- id + 1; n <- size[1] + sample(0:size[2], 1); effect <- rnorm(1, 0, 4)
    x <- rnorm(n, h, 2)
    out <- rbind(out, data.frame(h = strata[h], psu = id, w = round(runif(n, 2, 40), 3), x = x, y = 50 + 2 * x + effect + rnorm(n, 0, 6),
      e = runif(n, 20, 80), dom = sample(c("a", "b", "c"), n, TRUE, c(.5, .35, .15)), popc = fpc[h]))
  }
  out$flag <- rbinom(nrow(out), 1, plogis(-3 + .25 * out$x + .3 * (out$dom == "b")))
  out$flag[sample(nrow(out), 12)] <- NA
  out$age <- sample(c("young", "middle", "old"), nrow(out), TRUE); out$sex <- sample(c("f", "m"), nrow(out), TRUE)
  out
}
common <- function(key, d) {
  est(paste0(key, "/total/y"), svytotal(~y, d)); est(paste0(key, "/mean/y"), svymean(~y, d))
  est(paste0(key, "/ratio/y/e"), svyratio(~y, ~e, d))
  est(paste0(key, "/mean/flag"), svymean(~flag, d, na.rm = TRUE))
  for (g in c("a", "b", "c")) {
    s <- eval(bquote(subset(d, dom == .(g))))
    est(paste0(key, "/mean/y/", g), svymean(~y, s)); est(paste0(key, "/total/y/", g), svytotal(~y, s))
    put(paste0(key, "/df/", g), degf(s))
  }
  put(paste0(key, "/df"), degf(d))
  d2 <- update(d, na = as.numeric(dom == "a"), nb = as.numeric(dom == "b"), ya = y * (dom == "a"), yb = y * (dom == "b"))
  k <- svycontrast(svytotal(~ ya + na + yb + nb, d2), quote(ya / na - yb / nb)); put(paste0(key, "/difference/a-b"), coef(k), sqrt(vcov(k)))
}
full <- function(key, d) {
  common(key, d)
  s <- subset(d, !is.na(flag))
  for (m in c("logit", "beta")) { p <- svyciprop(~flag, s, method = m); put(paste0(key, "/proportion/", m), coef(p), sqrt(attr(p, "var")), attr(p, "ci")[1], attr(p, "ci")[2]) }
  for (q in c(.1, .5, .9)) { v <- svyquantile(~y, d, q, qrule = "math", interval.type = "mean", df = degf(d))$y; put(paste0(key, "/quantile/", q), v[1], v[4], v[2], v[3]) }
  z <- svymean(~y, d, deff = TRUE); put(paste0(key, "/deff"), deff(z)); z <- svymean(~y, d, deff = "replace"); put(paste0(key, "/deff-replace"), deff(z))
  est(paste0(key, "/linear"), svyglm(y ~ x + I(dom == "b"), d))
  g <- suppressWarnings(svyglm(flag ~ x + I(dom == "b"), s, family = quasibinomial(), control = list(epsilon = 1e-15, maxit = 100))); est(paste0(key, "/logistic"), g)
}
a <- make(c("n", "e", "s", "w"), c(6, 4, 5, 3), c(8, 10), c(40, 11, 25, 9))
write.csv(a, "design-a.csv", row.names = FALSE)
d <- svydesign(~psu, strata = ~h, weights = ~w, fpc = ~popc, data = a); full("a-fpc", d)
d <- svydesign(~psu, strata = ~h, weights = ~w, data = a); full("a", d)
j <- as.svrepdesign(d, type = "JKn"); est("a-jkn/mean/y", svymean(~y, j)); est("a-jkn/ratio/y/e", svyratio(~y, ~e, j)); est("a-jkn/total/y", svytotal(~y, j))
est("a-jkn/mean/y/b", svymean(~y, subset(j, dom == "b")))
pop <- data.frame(age = c("young", "middle", "old"), Freq = c(1500, 2100, 1300))
p <- postStratify(d, ~age, pop); common("a-post", p)
jp <- postStratify(j, ~age, pop); est("a-jkn-post/mean/y", svymean(~y, jp))
m <- model.matrix(~ age + sex, a); tot <- c(4900, 1300, 1500, 2300); names(tot) <- colnames(m)
r <- calibrate(d, ~ age + sex, tot, calfun = "raking", epsilon = 1e-13, maxit = 200); common("a-rake", r)
put("a-rake/weight/1", weights(r)[1]); put("a-rake/weight/50", weights(r)[50])
lin <- calibrate(d, ~ age + sex + e, c(tot, e = 245000)); common("a-linear", lin); put("a-linear/weight/7", weights(lin)[7])
rs <- svychisq(~ dom + sex, d, statistic = "F"); put("a/rao-scott/F", rs$statistic, rs$p.value, rs$parameter[1], rs$parameter[2])
rs <- svychisq(~ dom + age, d, statistic = "F"); put("a/rao-scott/F3", rs$statistic, rs$p.value, rs$parameter[1], rs$parameter[2])

b <- make(c("n", "e", "s", "w", "z"), c(4, 1, 3, 2, 1), c(9, 6), rep(50, 5))
b$dom[b$psu > 2] <- ifelse(b$dom[b$psu > 2] == "c", "a", b$dom[b$psu > 2])  # domain c in two clusters only
write.csv(b, "design-b.csv", row.names = FALSE)
for (policy in c("certainty", "adjust", "average")) { options(survey.lonely.psu = policy); d <- svydesign(~psu, strata = ~h, weights = ~w, data = b); common(paste0("b-", policy), d) }
options(survey.lonely.psu = "fail")
b2 <- b; b2$h[b2$h == "e"] <- "s"; b2$h[b2$h == "z"] <- "w"; d <- svydesign(~psu, strata = ~h, weights = ~w, data = b2); common("b-collapse", d)

# two stages: clusters of known number, rows of known number within clusters
cc <- make(c("n", "e"), c(5, 4), c(6, 6), c(12, 30)); cc$popr <- ave(cc$psu, cc$psu, FUN = length) + 3 * (cc$psu %% 4); cc$row <- seq_len(nrow(cc))
cc <- cc[cc$psu != 3 | !duplicated(cc$psu), ]; cc$popr[cc$psu == 3] <- 1   # a cluster with its only member
write.csv(cc, "design-c.csv", row.names = FALSE)
d <- svydesign(~ psu + row, strata = ~ h + NULL, fpc = ~ popc + popr, data = cc); common("c", d)
put("c/weight/1", weights(d)[1])
d <- svydesign(~1, weights = ~w, data = a); full("srs", d)
writeLines(c("key,value,se,low,high", unlist(rows)), "expected.csv")
cat(R.version.string, "survey", as.character(packageVersion("survey")), length(rows), "values\n")
