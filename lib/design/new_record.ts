/**
 * The record of a pilot that begins.
 *
 * @module
 */
import type { PilotRecord } from "./pilot_record.ts";

/**
 * Makes a record with a place for each thing that a pilot has to write down.
 *
 * @example It is sound from the start
 * ```ts
 * import { newPilotRecord } from "./new_record.ts";
 * import { problemsOfRecord } from "./read_record.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(problemsOfRecord(newPilotRecord("taal-dorp")), []);
 * ```
 *
 * @param id The slug of the pilot: the name of its folder.
 * @returns The record, in phase 0.
 */
export function newPilotRecord(id: string): PilotRecord {
  return {
    version: 1,
    id,
    title: { nl: "Naam van de pilot", en: "Name of the pilot" },
    municipality: { code: "GM9901", place: "Vlierdrecht" },
    findingPlace: { nl: "Waar gezinnen vanzelf komen", en: "Where families come anyway" },
    phase: 0,
    light: "amber",
    status: { nl: "De pilot begint.", en: "The pilot begins." },
    question: { nl: "Wat willen we weten, en voor wie?", en: "What do we want to know, and for whom?" },
    sharpened: [],
    partners: [{
      role: { nl: "projectleider", en: "project lead" },
      organisation: { nl: "gemeente", en: "municipality" },
      does: { nl: "Zorgt dat de pilot loopt.", en: "Keeps the pilot going." },
    }],
    literature: [],
    indicators: [],
    ethics: {
      purpose: {
        nl: "Beter weten wat een groep nodig heeft. Nooit om personen te kiezen.",
        en: "To know better what a group needs. Never to select persons.",
      },
      legalBasis: { nl: "Nog te bepalen met de jurist.", en: "To be settled with the lawyer." },
      article: "nog te bepalen",
      necessity: {
        nl: "Nog te schrijven: waarom kan het niet met minder?",
        en: "To be written: why can it not be done with less?",
      },
      access: [
        { role: { nl: "onderzoeker bij het CBS", en: "researcher at Statistics Netherlands" }, sees: "rows" },
        { role: { nl: "data-team", en: "data team" }, sees: "protected-tables" },
        { role: { nl: "ontwerpgroep", en: "design group" }, sees: "briefing" },
      ],
      retention: [{
        what: { nl: "beveiligde tabellen", en: "protected tables" },
        months: 24,
        then: { nl: "Worden verwijderd.", en: "Are removed." },
      }],
      risks: [],
      assessment: "planned",
    },
    analysisPlan: [],
    sessions: [],
    duiding: [],
    ideas: [],
    innovation: null,
    theoryOfChange: null,
    effectPlan: null,
    decisions: [],
    feedback: [],
  };
}
