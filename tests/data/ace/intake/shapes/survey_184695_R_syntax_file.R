data <- read.csv("survey_184695_R_data_file.csv", quote = "'\"", na.strings=c("", "\"\""), stringsAsFactors=FALSE, fileEncoding="UTF-8-BOM")


# LimeSurvey Field type: F
data[, 1] <- as.numeric(data[, 1])
attributes(data)$variable.labels[1] <- "id"
names(data)[1] <- "id"
# LimeSurvey Field type: DATETIME23.2
data[, 2] <- as.character(data[, 2])
attributes(data)$variable.labels[2] <- "submitdate"
names(data)[2] <- "submitdate"
# LimeSurvey Field type: F
data[, 3] <- as.numeric(data[, 3])
attributes(data)$variable.labels[3] <- "lastpage"
names(data)[3] <- "lastpage"
# LimeSurvey Field type: A
data[, 4] <- as.character(data[, 4])
attributes(data)$variable.labels[4] <- "startlanguage"
names(data)[4] <- "startlanguage"
# LimeSurvey Field type: A
data[, 5] <- as.character(data[, 5])
attributes(data)$variable.labels[5] <- "token"
names(data)[5] <- "token"
# LimeSurvey Field type: A
data[, 6] <- as.character(data[, 6])
attributes(data)$variable.labels[6] <- "[schelden of vernederen] Gebeurde dit \"voor uw achttiende\"?"
data[, 6] <- factor(data[, 6], levels=c("AO01","AO02","AO03","AO04"),labels=c("Ja", "Nee", "Weet niet", "Wil niet zeggen"))
names(data)[6] <- "ACE1_SQ001"
# LimeSurvey Field type: A
data[, 7] <- as.character(data[, 7])
attributes(data)$variable.labels[7] <- "[slaan] Gebeurde dit \"voor uw achttiende\"?"
data[, 7] <- factor(data[, 7], levels=c("AO01","AO02","AO03","AO04"),labels=c("Ja", "Nee", "Weet niet", "Wil niet zeggen"))
names(data)[7] <- "ACE1_SQ002"
# LimeSurvey Field type: A
data[, 8] <- as.character(data[, 8])
attributes(data)$variable.labels[8] <- "[ongewenst aanraken] Gebeurde dit \"voor uw achttiende\"?"
data[, 8] <- factor(data[, 8], levels=c("AO01","AO02","AO03","AO04"),labels=c("Ja", "Nee", "Weet niet", "Wil niet zeggen"))
names(data)[8] <- "ACE1_SQ003"
# LimeSurvey Field type: A
data[, 9] <- as.character(data[, 9])
attributes(data)$variable.labels[9] <- "[geen steun] Gebeurde dit \"voor uw achttiende\"?"
data[, 9] <- factor(data[, 9], levels=c("AO01","AO02","AO03","AO04"),labels=c("Ja", "Nee", "Weet niet", "Wil niet zeggen"))
names(data)[9] <- "ACE1_SQ004"
# LimeSurvey Field type: A
data[, 10] <- as.character(data[, 10])
attributes(data)$variable.labels[10] <- "[te weinig zorg] Gebeurde dit \"voor uw achttiende\"?"
data[, 10] <- factor(data[, 10], levels=c("AO01","AO02","AO03","AO04"),labels=c("Ja", "Nee", "Weet niet", "Wil niet zeggen"))
names(data)[10] <- "ACE1_SQ005"
# LimeSurvey Field type: A
data[, 11] <- as.character(data[, 11])
attributes(data)$variable.labels[11] <- "[uit elkaar] Gebeurde dit \"voor uw achttiende\"?"
data[, 11] <- factor(data[, 11], levels=c("AO01","AO02","AO03","AO04"),labels=c("Ja", "Nee", "Weet niet", "Wil niet zeggen"))
names(data)[11] <- "ACE1_SQ006"
# LimeSurvey Field type: A
data[, 12] <- as.character(data[, 12])
attributes(data)$variable.labels[12] <- "[geweld thuis] Gebeurde dit \"voor uw achttiende\"?"
data[, 12] <- factor(data[, 12], levels=c("AO01","AO02","AO03","AO04"),labels=c("Ja", "Nee", "Weet niet", "Wil niet zeggen"))
names(data)[12] <- "ACE1_SQ007"
# LimeSurvey Field type: A
data[, 13] <- as.character(data[, 13])
attributes(data)$variable.labels[13] <- "[drank of drugs] Gebeurde dit \"voor uw achttiende\"?"
data[, 13] <- factor(data[, 13], levels=c("AO01","AO02","AO03","AO04"),labels=c("Ja", "Nee", "Weet niet", "Wil niet zeggen"))
names(data)[13] <- "ACE1_SQ008"
# LimeSurvey Field type: A
data[, 14] <- as.character(data[, 14])
attributes(data)$variable.labels[14] <- "[somber of ziek] Gebeurde dit \"voor uw achttiende\"?"
data[, 14] <- factor(data[, 14], levels=c("AO01","AO02","AO03","AO04"),labels=c("Ja", "Nee", "Weet niet", "Wil niet zeggen"))
names(data)[14] <- "ACE1_SQ009"
# LimeSurvey Field type: A
data[, 15] <- as.character(data[, 15])
attributes(data)$variable.labels[15] <- "[gevangenis] Gebeurde dit \"voor uw achttiende\"?"
data[, 15] <- factor(data[, 15], levels=c("AO01","AO02","AO03","AO04"),labels=c("Ja", "Nee", "Weet niet", "Wil niet zeggen"))
names(data)[15] <- "ACE1_SQ010"
