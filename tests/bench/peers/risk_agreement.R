# Fits every data set of a folder with R and writes set,key,value: Rscript risk_agreement.R <folder>
# glm() gives its covariance at the step before the last, so each fit is started once more from its own coefficients.
suppressMessages({library(MASS); library(nnet); library(rpart); library(sandwich); library(splines); library(clubSandwich); library(mice)})
folder <- commandArgs(trailingOnly = TRUE)[1]
out <- file(file.path(folder, "r.csv"), "w")
say <- function(set, key, values) cat(sprintf("%s,%s,%.17g\n", set, paste(key, names(values), sep = "|"), values), file = out, sep = "")
fit <- function(formula, family, d) {
  control <- list(epsilon = 1e-14, maxit = 200)
  g <- glm(formula, family, d, control = control)
  glm(formula, family, d, control = control, start = coef(g))
}
errors <- function(v) sqrt(diag(v))
attempt <- function(set, key, run) tryCatch(suppressWarnings(run()), error = function(e) say(set, key, c(fails = 1)))
for (file in list.files(folder, "^set.*csv$")) {
  set <- sub(".csv", "", file)
  d <- read.csv(file.path(folder, file)); d$f <- factor(d$f); d$kind <- factor(d$kind)
  terms <- "x1 + x2 + b + f"
  attempt(set, "logit", function() {
    g <- fit(as.formula(paste("y ~", terms)), binomial, d)
    say(set, "logit coef", coef(g)); say(set, "logit se", errors(vcov(g))); say(set, "logit fit", c(deviance = deviance(g)))
    for (type in c("HC0", "HC1", "HC2", "HC3")) say(set, paste("logit", type), errors(vcovHC(g, type = type)))
    say(set, "logit CR1", errors(vcovCL(g, cluster = d$cluster, type = "HC0")))
    s <- fit(y ~ ns(x1, df = 3) + b, binomial, d); say(set, "spline logit fit", c(deviance = deviance(s))); say(set, "spline logit b", c(coef = coef(s)[["b"]], se = errors(vcov(s))[["b"]]))
  })
  attempt(set, "logit CR2", function() {
    g <- fit(as.formula(paste("y ~", terms)), binomial, d)
    v2 <- vcovCR(g, cluster = d$cluster, type = "CR2"); t2 <- coef_test(g, vcov = v2, test = "Satterthwaite")
    say(set, "logit CR2", errors(v2)); say(set, "logit CR2 df", setNames(if ("df_Satt" %in% names(t2)) t2$df_Satt else t2$df, rownames(v2)))
    say(set, "logit CR3", errors(vcovCR(g, cluster = d$cluster, type = "CR3")))
  })
  attempt(set, "firth", function() {
    # Firth's estimate is the fixed point of a glm on the data plus h/2 of each row and of its opposite.
    x <- model.matrix(as.formula(paste("~", terms)), d); n <- nrow(x); weight <- rep(0, n)
    beta <- rep(0, ncol(x))
    for (round in 1:2000) {
      g <- suppressWarnings(glm.fit(rbind(x, x, x), c(d$y, d$y, 1 - d$y), c(rep(1, n), weight / 2, weight / 2), family = binomial(), start = beta, control = list(epsilon = 1e-15, maxit = 50)))
      mu <- plogis(drop(x %*% g$coefficients)); root <- sqrt(mu * (1 - mu)) * x
      weight <- rowSums(qr.Q(qr(root))^2)
      moved <- max(abs(g$coefficients - beta) / pmax(abs(beta), 1e-8)); beta <- g$coefficients
      if (round > 1 && moved < 1e-13) break
    }
    say(set, "firth coef", beta); se <- sqrt(diag(chol2inv(qr.R(qr(root))))); names(se) <- names(beta); say(set, "firth se", se)
  })
  attempt(set, "risk ratio", function() {
    g <- fit(as.formula(paste("y ~", terms)), poisson, d)
    say(set, "risk ratio coef", coef(g)); say(set, "risk ratio HC0", errors(vcovHC(g, type = "HC0")))
  })
  attempt(set, "poisson", function() {
    g <- fit(as.formula(paste("count ~ offset(log(time)) +", terms)), poisson, d)
    say(set, "poisson coef", coef(g)); say(set, "poisson se", errors(vcov(g))); say(set, "poisson fit", c(deviance = deviance(g), null = g$null.deviance))
  })
  attempt(set, "negbin", function() {
    g <- glm.nb(as.formula(paste("count ~ offset(log(time)) +", terms)), d, control = glm.control(epsilon = 1e-14, maxit = 300))
    say(set, "negbin coef", coef(g)); say(set, "negbin se", errors(vcov(g))); say(set, "negbin theta", c(estimate = g$theta)); say(set, "negbin fit", c(loglik = g$twologlik / 2))
  })
  attempt(set, "linear", function() {
    g <- lm(as.formula(paste("amount ~", terms)), d)
    say(set, "linear coef", coef(g)); say(set, "linear se", errors(vcov(g))); say(set, "linear HC3", errors(vcovHC(g, type = "HC3")))
    say(set, "linear CR2", errors(vcovCR(g, cluster = d$cluster, type = "CR2")))
    say(set, "linear fit", c(rsquared = summary(g)$r.squared, loglik = as.numeric(logLik(g))))
  })
  attempt(set, "multinom", function() {
    m <- multinom(as.formula(paste("kind ~", terms)), d, trace = FALSE, reltol = 1e-16, abstol = 1e-12, maxit = 2000)
    say(set, "multinom fit", c(deviance = deviance(m)))
    for (level in rownames(coef(m))) { say(set, paste("multinom coef", level), coef(m)[level, ]) }
  })
  attempt(set, "pooling", function() {
    p <- pool.scalar(head(d$amount, 6), head(d$x2, 6), n = 50, k = 3)
    say(set, "pooling", unlist(p[c("qbar", "ubar", "b", "t", "df", "r", "fmi")]))
  })
  attempt(set, "tree", function() {
    t <- rpart(y ~ x1 + x2 + b + f, d, method = "anova", control = rpart.control(minsplit = 40, minbucket = 20, cp = 0.01, xval = 0, maxdepth = 4, maxsurrogate = 0))
    leaves <- t$frame[t$frame$var == "<leaf>", ]; leaves <- leaves[order(-leaves$yval, -leaves$n), ]
    values <- as.vector(rbind(leaves$n, round(leaves$yval * leaves$n))); names(values) <- seq_along(values)
    say(set, "tree leaves", values)
    # The stop of partykit's ctree: (n - 1) r^2, and (n - 1) / n times Pearson's chi-squared, adjusted for four columns.
    n <- nrow(d); p <- sapply(d[c("x1", "x2", "b")], function(v) pchisq((n - 1) * cor(v, d$y)^2, 1, lower.tail = FALSE))
    q <- pchisq((n - 1) / n * chisq.test(table(d$f, d$y), correct = FALSE)$statistic, nlevels(d$f) - 1, lower.tail = FALSE)
    say(set, "tree signal", c(p = -expm1(4 * log1p(-min(p, q)))))
  })
}
close(out)
