/**
 * Words that claim cause and effect, in Dutch and English, as data.
 *
 * @module
 */

/** Whole words or phrases; each pattern stands for one claim. */
export const CAUSAL_WORDS: readonly RegExp[] = [
  // Dutch
  /\bveroorza(?:akt|akte|ken|akten)\b/iu,
  /\boorza(?:ak|ken) (?:van|voor|is|zijn)\b/iu,
  /\b(?:leid(?:t|de)|leid(?:en|den)) tot\b/iu,
  /\bgeleid tot\b/iu,
  /\bzorg(?:t|de|en|den) (?:er)?voor\b/iu,
  /\b(?:als|ten) gevolge? van\b/iu,
  /\b(?:het|een) gevolg van\b/iu,
  /\bdankzij\b/iu,
  /\bresulteer(?:t|de) in\b/iu,
  /\bresulteren in\b/iu,
  /\b(?:effect|impact|invloed|uitwerking) van\b/iu,
  /\bkom(?:t|en) door(?:dat)?\b/iu,
  /\bwerkt:? (?:aantoonbaar|bewezen)\b/iu,
  /\b(?:verlaagt|verhoogt|vermindert|vergroot|verkleint) (?:de kans|het risico|het aantal)\b/iu,
  // English
  /\bcause[sd]?\b/iu,
  /\bcausing\b/iu,
  /\b(?:leads?|led|leading) to\b/iu,
  /\bresult(?:s|ed|ing)? in\b/iu,
  /\b(?:due|owing|thanks) to\b/iu,
  /\bbecause of\b/iu,
  /\bas a (?:result|consequence) of\b/iu,
  /\b(?:effect|impact|influence) of\b/iu,
  /\b(?:reduces|increases|lowers|raises) the (?:chance|risk|number|likelihood)\b/iu,
];

/** A sentence with one of these denies or doubts rather than claims. */
export const NEGATION_REGEXP =
  /\b(?:niet|geen|nooit|niets|zonder|not|no|never|nothing|cannot|neither|nor|without)\b|\?$/iu;
