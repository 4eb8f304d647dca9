# CR2 with Satterthwaite's degrees of freedom by R clubSandwich; writes clubsandwich.csv beside it. Rscript clubsandwich.R
suppressMessages({ library(clubSandwich); library(MASS) })
d <- read.csv("birthwt.csv"); q <- read.csv("quine.csv", stringsAsFactors = TRUE)
tight <- list(epsilon = 1e-15, maxit = 100)
out <- NULL
say <- function(model, g, cluster, data) {
  v <- vcovCR(g, cluster = cluster, type = "CR2")
  test <- coef_test(g, vcov = v, test = "Satterthwaite")
  out <<- rbind(out, data.frame(model = model, term = rownames(v), se = sprintf("%.15g", sqrt(diag(v))),
    df = sprintf("%.15g", if ("df_Satt" %in% names(test)) test$df_Satt else test$df), p = sprintf("%.15g", test$p_Satt)))
}
say("logit", glm(low ~ age + lwt + smoke + ht, binomial, d, control = tight), d$age)
say("poisson", glm(low ~ smoke + lwt, poisson, d, control = tight), d$age)
say("linear", lm(bwt ~ lwt + smoke + ht, d), d$age)
say("negbin", glm.nb(Days ~ Eth + Sex, q, control = glm.control(epsilon = 1e-15, maxit = 500)), interaction(q$Age, q$Lrn, drop = TRUE))
# A cluster alone decides a coefficient: everybody of one age is the only one with `alone`.
d$alone <- as.numeric(d$age == 22)
say("decided", glm(low ~ alone + lwt, binomial, d, control = tight), d$age)
write.csv(out, "clubsandwich.csv", row.names = FALSE, quote = FALSE)
