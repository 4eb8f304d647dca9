/**
 * Words of birth, health, school and language.
 *
 * @module
 */
import type { GlossaryTerm } from "../../core/glossary.ts";
import { term } from "../_term.ts";

/** The terms. */
export const GROWING_UP_TERMS: readonly GlossaryTerm[] = [
  term(
    "eerste-duizend-dagen",
    [
      "eerste duizend dagen",
      "De tijd van het begin van de zwangerschap tot de tweede verjaardag.",
      "eerste 1000 dagen",
    ],
    [
      "first thousand days",
      "The time from the start of pregnancy to the second birthday.",
      "first 1000 days",
    ],
  ),
  term(
    "kansrijke-start",
    ["Kansrijke Start", "Een landelijk programma dat baby's een goed begin wil geven."],
    ["Kansrijke Start", "A national programme that wants to give babies a good start."],
  ),
  term(
    "ontwikkelarmoede",
    ["ontwikkelarmoede", "Een kind krijgt te weinig kansen om te leren, te spelen en te groeien."],
    ["developmental poverty", "A child gets too few chances to learn, play and grow."],
  ),
  term(
    "perined",
    ["Perined", "De organisatie die cijfers bijhoudt over zwangerschap en geboorte."],
    ["Perined", "The organisation that keeps figures on pregnancy and birth."],
  ),
  term(
    "vroeggeboorte",
    ["vroeggeboorte", "Een baby komt voor 37 weken zwangerschap.", "te vroeg geboren"],
    ["preterm birth", "A baby comes before 37 weeks of pregnancy.", "born preterm"],
    "Perined",
  ),
  term(
    "laag-geboortegewicht",
    [
      "laag geboortegewicht",
      "Een baby weegt bij de geboorte minder dan past bij de duur van de zwangerschap.",
    ],
    ["low birth weight", "At birth a baby weighs less than fits the length of the pregnancy."],
    "Perined",
  ),
  term(
    "perinatale-sterfte",
    ["perinatale sterfte", "Een baby sterft rond de geboorte."],
    ["perinatal mortality", "A baby dies around birth."],
    "Perined",
  ),
  term(
    "ggd",
    ["GGD", "De dienst van gemeenten die op de gezondheid van iedereen let.", "GGD'en"],
    ["GGD", "The municipal health service.", "municipal health service"],
  ),
  term(
    "jgz",
    [
      "JGZ",
      "Artsen en verpleegkundigen die alle kinderen zien, zoals op het consultatiebureau.",
      "jeugdgezondheidszorg",
    ],
    ["youth health care", "Doctors and nurses who see all children, as at the well-baby clinic.", "JGZ"],
  ),
  term(
    "verloskundige",
    ["verloskundige", "Iemand die vrouwen helpt bij zwangerschap en geboorte.", "verloskundigen"],
    ["midwife", "Someone who helps women in pregnancy and at birth.", "midwives"],
  ),
  term(
    "kraamzorg",
    ["kraamzorg", "Hulp thuis in de eerste week na de geboorte."],
    ["maternity care", "Help at home in the first week after birth."],
  ),
  term(
    "kindcentrum",
    ["kindcentrum", "School en opvang onder één dak.", "kindcentra"],
    ["children's centre", "School and child care under one roof.", "children's centres"],
  ),
  term(
    "kinderopvang",
    ["kinderopvang", "Een plek waar kinderen zijn terwijl ouders werken of leren."],
    ["child care", "A place where children are while parents work or learn."],
  ),
  term(
    "voorschoolse-educatie",
    ["voorschoolse educatie", "Spelend leren voor peuters die extra taal nodig hebben.", "VVE", "vve"],
    ["preschool education", "Learning by play for toddlers who need more language.", "VVE"],
  ),
  term(
    "doelgroeppeuter",
    [
      "doelgroeppeuter",
      "Een peuter die van de gemeente extra uren voorschool kan krijgen.",
      "doelgroeppeuters",
    ],
    [
      "target toddler",
      "A toddler who can get extra preschool hours from the municipality.",
      "target toddlers",
    ],
  ),
  term(
    "onderwijsachterstand",
    [
      "onderwijsachterstand",
      "Een kind leert op school minder dan het zou kunnen, door omstandigheden thuis.",
      "onderwijsachterstanden",
    ],
    [
      "educational disadvantage",
      "A child learns less at school than it could, because of circumstances at home.",
    ],
    "CBS, onderwijsachterstandsscore",
  ),
  term(
    "schoolweging",
    [
      "schoolweging",
      "Een getal voor hoe de leerlingen van een school zijn samengesteld. Zo vergelijk je eerlijk.",
    ],
    ["school weighting", "A number for the make-up of a school's pupils. It makes comparing fair."],
    "CBS en Inspectie van het Onderwijs",
  ),
  term(
    "referentieniveau",
    [
      "referentieniveau",
      "Wat een leerling moet kunnen met taal en rekenen, zoals 1F en 2F.",
      "1F",
      "2F",
      "1S",
    ],
    [
      "reference level",
      "What a pupil has to know of language and arithmetic, such as 1F and 2F.",
      "1F",
      "2F",
      "1S",
    ],
  ),
  term(
    "laaggeletterd",
    [
      "laaggeletterd",
      "Moeite hebben met lezen en schrijven in het dagelijks leven.",
      "laaggeletterdheid",
      "laaggeletterde",
    ],
    ["low literate", "Having trouble with reading and writing in daily life.", "low literacy"],
  ),
  term(
    "avi",
    ["AVI", "Een maat voor hoe moeilijk een tekst is voor een kind dat leert lezen.", "AVI-niveau"],
    ["AVI", "A measure of how hard a text is for a child who learns to read.", "AVI level"],
  ),
  term(
    "speciaal-onderwijs",
    ["speciaal onderwijs", "School voor kinderen die meer hulp nodig hebben bij het leren.", "s(b)o", "sbo"],
    ["special education", "School for children who need more help with learning."],
  ),
  term(
    "voortijdig-schoolverlaten",
    [
      "voortijdig schoolverlaten",
      "Van school gaan zonder een diploma dat genoeg is voor werk.",
      "voortijdig schoolverlaters",
      "vsv",
    ],
    [
      "early school leaving",
      "Leaving school without a diploma that is enough for work.",
      "early school leavers",
    ],
    "DUO en CBS",
  ),
  term(
    "opleidingsniveau",
    ["opleidingsniveau", "De hoogste opleiding die iemand afmaakte.", "kort onderwijs", "kort opgeleid"],
    ["level of education", "The highest education that someone finished.", "short education"],
    "CBS, begrippen onderwijs",
  ),
  term(
    "startkwalificatie",
    [
      "startkwalificatie",
      "Een diploma op het niveau van mbo 2, havo of vwo, of hoger.",
      "startkwalificaties",
    ],
    [
      "basic qualification",
      "A diploma at the level of Dutch mbo 2, havo or vwo, or higher.",
      "basic qualifications",
    ],
    "CBS, begrippen onderwijs",
  ),
  term(
    "niveau-1f",
    [
      "niveau 1F",
      "Het niveau van lezen dat bijna elk kind aan het eind van de basisschool nodig heeft.",
    ],
    ["level 1F", "The level of reading that nearly every child needs at the end of primary school."],
    "Referentiekader taal en rekenen (2010)",
  ),
  term(
    "leesscore",
    ["leesscore", "Het aantal punten op een leestoets.", "leesscores", "leestoets"],
    ["reading score", "The points on a reading test.", "reading scores", "reading test"],
  ),
  term(
    "ongunstige-start",
    [
      "ongunstige start",
      "Een kind dat te vroeg is geboren of te licht is voor de duur van de zwangerschap.",
      "ongunstige starts",
    ],
    [
      "unfavourable start",
      "A child born too early or too light for the length of pregnancy.",
      "unfavourable starts",
    ],
    "RIVM, Kansrijke Start",
  ),
  term(
    "intern-begeleider",
    [
      "intern begeleider",
      "De leerkracht die op een school de hulp aan leerlingen regelt.",
      "intern begeleiders",
    ],
    ["internal supervisor", "The teacher who arranges help for pupils at a school.", "internal supervisors"],
  ),
  term(
    "time-out",
    [
      "time-out",
      "Een leerling gaat even uit de klas, omdat het daar niet lukt.",
      "time-outs",
    ],
    ["time-out", "A pupil leaves the class for a while, because things do not go well there.", "time-outs"],
  ),
];
