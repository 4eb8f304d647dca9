/**
 * Fills what most definitions share.
 *
 * @module
 */
import type { Entity } from "../core/mod.ts";
import type { IndicatorDefinition, UnitOfRow } from "./definition.ts";

/** A definition without what follows from the rest. */
export type IndicatorPlan =
  & Omit<IndicatorDefinition, "entity" | "base" | "caveat" | "breaks">
  & Partial<Pick<IndicatorDefinition, "base" | "caveat" | "breaks">>;

const ENTITY: Readonly<Record<UnitOfRow, Entity>> = {
  child: "person",
  person: "person",
  household: "household",
  birth: "person",
  area: "area",
  respondent: "person",
  pupil: "person",
  signal: "person",
};

/** Makes a definition of a plan: every row is in the base unless told, and there is no caveat or break. */
export function indicator(plan: IndicatorPlan): IndicatorDefinition {
  return {
    base: "TRUE",
    caveat: { nl: "", en: "" },
    breaks: [],
    ...plan,
    entity: ENTITY[plan.rows],
  };
}
