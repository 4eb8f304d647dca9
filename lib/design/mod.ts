/**
 * Design pieces for notebooks: parameters, questions, limits, method, persona cards.
 *
 * @module
 */
export {
  type BasedOn,
  briefingParameters,
  howMightWe,
  type HowMightWeOptions,
  limits,
  type LimitsOptions,
  method,
  type MethodOptions,
  question,
  type QuestionOptions,
} from "./texts.ts";
export { GLOSSARY, spellingsOf } from "./glossary.ts";
export { personaCard, type PersonaOptions } from "./persona.ts";
