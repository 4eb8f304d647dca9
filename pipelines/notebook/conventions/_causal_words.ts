/**
 * Words that claim cause and effect, in Dutch and English, as data.
 *
 * @module
 */

/** Whole words or phrases; each pattern stands for one claim. */
export const CAUSAL_WORDS: readonly RegExp[] = [
  // Dutch
  /\bveroorza(?:akt|akte|ken|akten)\b/iu,
  /\boorza(?:ak|ken)\s+(?:van|voor|is|zijn)\b/iu,
  /\b(?:leid(?:t|de)|leid(?:en|den))\s+tot\b/iu,
  /\bgeleid\s+tot\b/iu,
  /\bzorg(?:t|de|en|den)\s+(?:er)?voor\b/iu,
  /\b(?:als|ten)\s+gevolge?\s+van\b/iu,
  /\b(?:het|een)\s+gevolg\s+van\b/iu,
  /\bdankzij\b/iu,
  /\bresulteer(?:t|de)\s+in\b/iu,
  /\bresulteren\s+in\b/iu,
  /\b(?:effect|impact|invloed|uitwerking)\s+van\b/iu,
  /\bkom(?:t|en)\s+door(?:dat)?\b/iu,
  /\bwerkt:?\s+(?:aantoonbaar|bewezen)\b/iu,
  /\b(?:verlaagt|verhoogt|vermindert|vergroot|verkleint)\s+(?:de\s+kans|het\s+risico|het\s+aantal)\b/iu,
  // English
  /\bcause[sd]?\b/iu,
  /\bcausing\b/iu,
  /\b(?:leads?|led|leading)\s+to\b/iu,
  /\bresult(?:s|ed|ing)?\s+in\b/iu,
  /\b(?:due|owing|thanks)\s+to\b/iu,
  /\bbecause\s+of\b/iu,
  /\bas\s+a\s+(?:result|consequence)\s+of\b/iu,
  /\b(?:effect|impact|influence)\s+of\b/iu,
  /\b(?:reduces|increases|lowers|raises)\s+the\s+(?:chance|risk|number|likelihood)\b/iu,
];

/** A sentence with one of these denies or doubts rather than claims. */
export const NEGATION_REGEXP =
  /\b(?:niet|geen|nooit|niets|zonder|not|no|never|nothing|cannot|neither|nor|without)\b|\?\s*$/iu;
