/**
 * nbformat's own JSON schemas, as validators.
 *
 * @module
 */
import { Ajv } from "ajv";

const FOLDER = new URL("../../data/nbformat/", import.meta.url);

type Validate = (notebook: unknown) => readonly string[];

const validators = new Map<number, Promise<Validate>>();

/** Gives what a schema of minor version 0 to 5 says of a notebook: an empty list when it is valid. */
export async function schemaErrors(minor: number, notebook: unknown): Promise<readonly string[]> {
  const validator = validators.get(minor) ?? compile(minor);
  validators.set(minor, validator);
  return (await validator)(notebook);
}

async function compile(minor: number): Promise<Validate> {
  const text = await Deno.readTextFile(new URL(`nbformat.v4.${minor}.schema.json`, FOLDER));
  // The schemas are draft 4, which ajv 8 does not know by name; they use nothing that later drafts changed.
  const { $schema: _, ...schema } = JSON.parse(text) as Record<string, unknown>;
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  return (notebook) => {
    validate(notebook);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

/** Reads a file that nbformat or nbclient wrote. */
export function writtenByJupyter(name: string): Promise<string> {
  return Deno.readTextFile(new URL(`written/${name}`, FOLDER));
}
