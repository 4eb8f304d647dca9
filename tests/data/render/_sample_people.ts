/** Findings, personas and questions of the sample. */
import type { FindingPayload, PersonaPayload, QuestionPayload } from "../../../lib/core/display.ts";
import type { Label } from "../../../lib/core/language.ts";
import { both, RULE, SOURCE } from "./_sample_words.ts";

function numberRef(nl: string, en: string, scope: Label): FindingPayload["numbers"][number] {
  return {
    text: both(nl, en),
    definition: both(
      "Kinderen die in het jaar minstens één dag in een pleeggezin, gezinshuis of instelling woonden, gedeeld door alle kinderen.",
      "Children who lived in a foster family, family home or institution for at least one day in the year, divided by all children.",
    ),
    scope,
    nBand: both("1.000–4.999 kinderen", "1,000–4,999 children"),
    protection: RULE,
    source: SOURCE,
  };
}

const ZONNEPARK = both("Kinderen van 0 tot 18 jaar, Zonnepark, 2023", "Children aged 0 to 18, Zonnepark, 2023");
const CITY = both("Kinderen van 0 tot 18 jaar, Voorbeeldstad, 2023", "Children aged 0 to 18, Voorbeeldstad, 2023");

/** The findings. */
export function sampleFindings(): readonly FindingPayload[] {
  return [
    {
      id: "hoogste-wijk",
      sentence: both(
        "In Zonnepark zijn 14 van de 1.000 kinderen uit huis geplaatst. In heel Voorbeeldstad zijn dat er 10 van de 1.000.",
        "In Zonnepark, 14 in 1,000 children were placed out of home. In all of Voorbeeldstad that is 10 in 1,000.",
      ),
      role: "headline",
      evidence: "certain",
      evidencePhrase: both("Dit verschil is zeker.", "This difference is certain."),
      numbers: [
        numberRef("14 van de 1.000", "14 in 1,000", ZONNEPARK),
        numberRef("10 van de 1.000", "10 in 1,000", CITY),
      ],
    },
    {
      id: "groei",
      sentence: both(
        "In Zonnepark kwamen er sinds 2018 3 van de 1.000 kinderen bij.",
        "In Zonnepark the number rose by 3 in 1,000 children since 2018.",
      ),
      role: "headline",
      evidence: "probable",
      evidencePhrase: both("Dit verschil is waarschijnlijk.", "This difference is probable."),
      numbers: [numberRef("3 van de 1.000", "3 in 1,000", ZONNEPARK)],
    },
    {
      id: "laagste-wijk",
      sentence: both(
        "In Buitenhof is het aantal het laagst: 5 van de 1.000 kinderen.",
        "Buitenhof has the lowest number: 5 in 1,000 children.",
      ),
      role: "headline",
      evidence: "certain",
      evidencePhrase: both("Dit verschil is zeker.", "This difference is certain."),
      numbers: [numberRef("5 van de 1.000", "5 in 1,000", CITY)],
    },
    {
      id: "marge",
      sentence: both(
        "Het getal voor Centrum kan tussen 6 en 11 van de 1.000 liggen.",
        "The number for Centrum may lie between 6 and 11 in 1,000.",
      ),
      role: "uncertainty",
      evidence: "too-few",
      evidencePhrase: both("Er zijn te weinig cijfers om te zeggen of dit verschilt.", "There are too few figures to say whether this differs."),
      numbers: [numberRef("tussen 6 en 11 van de 1.000", "between 6 and 11 in 1,000", CITY)],
    },
  ];
}

function persona(id: string, first: string, situation: Label, goal: Label, obstacle: Label, quote: Label): PersonaPayload {
  return {
    id,
    name: first,
    lines: [
      { heading: both("Situatie", "Situation"), text: situation },
      { heading: both("Wil graag", "Wants"), text: goal },
      { heading: both("Loopt vast op", "Gets stuck on"), text: obstacle },
    ],
    quote,
    basis: both("figuur 1 en 2; groep van 100 tot 499 gezinnen", "figures 1 and 2; group of 100 to 499 families"),
  };
}

/** The persona cards. */
export function samplePersonas(): readonly PersonaPayload[] {
  return [
    persona(
      "samira",
      "Samira",
      both("Moeder van twee kinderen, woont in Zonnepark en werkt in de avond.", "Mother of two, lives in Zonnepark and works evenings."),
      both("Rust in huis en één vast gezicht dat helpt.", "Calm at home and one person who helps."),
      both("Elke keer opnieuw haar verhaal vertellen.", "Telling her story again every time."),
      both("Ik wil dat iemand eerst vraagt hoe het gaat.", "I want someone to ask first how things are."),
    ),
    persona(
      "joost",
      "Joost",
      both("Vader die sinds kort alleen voor zijn zoon zorgt.", "Father who recently became a single carer."),
      both("Weten waar hij met geldzorgen terechtkan.", "To know where to go with money worries."),
      both("Brieven die hij niet begrijpt.", "Letters he does not understand."),
      both("Ik schuif het voor me uit.", "I keep putting it off."),
    ),
    persona(
      "fenna",
      "Fenna",
      both("Werkt als jeugdverpleegkundige in de wijk.", "Works as a youth nurse in the district."),
      both("Eerder langs kunnen gaan.", "To visit earlier."),
      both("Te weinig tijd per gezin.", "Too little time per family."),
      both("Ik zie het vaak al bij het eerste bezoek.", "I often see it at the first visit."),
    ),
    persona(
      "ravi",
      "Ravi",
      both("Vader van drie, het gaat goed met zijn gezin.", "Father of three, his family is doing well."),
      both("Iets terugdoen voor de buurt.", "To give something back."),
      both("Niemand vraagt hem.", "Nobody asks him."),
      both("Ons hielp een oma uit de straat.", "A grandmother from the street helped us."),
    ),
  ];
}

/** The questions. */
export function sampleQuestions(): readonly QuestionPayload[] {
  const question = (id: string, role: QuestionPayload["role"], nl: string, en: string, basedOn: string[]) => ({
    id,
    role,
    text: both(nl, en),
    basedOn,
  });
  return [
    question("hoofdvraag", "main", "Hoe kunnen meer kinderen in Voorbeeldstad veilig thuis opgroeien?", "How can more children in Voorbeeldstad grow up safely at home?", []),
    question("hkw-1", "how-might-we", "Hoe kunnen we ouders in Zonnepark eerder helpen, zodat zorgen klein blijven?", "How might we help parents in Zonnepark earlier, so that worries stay small?", ["wijken", "samira"]),
    question("hkw-2", "how-might-we", "Hoe kunnen we zorgen dat een gezin maar één keer zijn verhaal vertelt?", "How might we make sure that a family tells its story only once?", ["samira"]),
    question("hkw-3", "how-might-we", "Hoe kunnen we buren laten helpen zonder dat het bemoeien wordt?", "How might we let neighbours help without meddling?", ["ravi"]),
  ];
}
