# Rscript dist-extra.R > dist-extra.csv   (R 4.2.2)
rows <- list()
add <- function(f, a = 0, b = 0, c = 0, v) rows[[length(rows) + 1]] <<- c(f, sprintf("%.17g", c(a, b, c, v)))
for (x in c(-30, -6, -1, 0, .5, 3)) { add("dnorm", x, v = dnorm(x)); add("pnorm.upper", -x, v = pnorm(-x, lower.tail = FALSE)) }
for (df in c(.7, 3, 40, 5000)) for (x in c(-20, -2, 0, .3, 7)) {
  add("dt", x, df, v = dt(x, df)); add("pt.upper", x, df, v = pt(x, df, lower.tail = FALSE)) }
for (d in list(c(1, 5), c(3, 100), c(20, 7), c(.5, 2000))) for (p in c(1e-9, .01, .5, .975, .99999)) {
  if (p > .02 && d[1] >= 1) add("qf", p, d[1], d[2], v = qf(p, d[1], d[2]))  # else R itself is off: see dist-mpmath
  for (y in c(.01, .9, 4, 30)) { add("df", y, d[1], d[2], v = df(y, d[1], d[2])); add("pf.upper", y, d[1], d[2], v = pf(y, d[1], d[2], lower.tail = FALSE)) } }
for (s in c(.05, .5, 1, 30, 5e4)) for (p in c(1e-10, .02, .5, .98, .9999999)) {
  add("qgamma", p, s, 2.5, v = qgamma(p, s, rate = 2.5)); y <- qgamma(p, s, rate = 2.5)
  if (y > 0) { if (s < 1e4) add("dgamma", y, s, 2.5, v = dgamma(y, s, rate = 2.5)); add("pgamma.upper", y, s, 2.5, v = pgamma(y, s, rate = 2.5, lower.tail = FALSE)) } }
for (n in c(7, 250, 100000)) for (p in c(1e-4, .3, .999)) for (k in unique(pmin(n, pmax(0, round(n * p) + c(-3, 0, 4))))) {
  add("dbinom", k, n, p, v = dbinom(k, n, p)); add("pbinom", k, n, p, v = pbinom(k, n, p))
  add("pbinom.upper", k, n, p, v = pbinom(k, n, p, lower.tail = FALSE)) }
for (m in c(.01, 4.5, 800, 2e5)) for (k in unique(pmax(0, round(m) + c(-4, 0, 5)))) {
  add("dpois", k, m, v = dpois(k, m)); add("ppois", k, m, v = ppois(k, m)); add("ppois.upper", k, m, v = ppois(k, m, lower.tail = FALSE)) }
for (a in c(.4, 3, 900)) for (b in c(.4, 12)) for (x in c(1e-8, .2, .7, .98)) {
  add("dbeta", x, a, b, v = dbeta(x, a, b)); add("pbeta", x, a, b, v = pbeta(x, a, b)); add("pbeta.upper", x, a, b, v = pbeta(x, a, b, lower.tail = FALSE)) }
for (df in c(.3, 4, 70)) for (x in c(.001, 3, 90)) { add("dchisq", x, df, v = dchisq(x, df)); add("pchisq.upper", x, df, v = pchisq(x, df, lower.tail = FALSE)) }
cat("f,a,b,c,v\n"); for (r in unique(rows)) cat(paste(r, collapse = ","), "\n", sep = "")
