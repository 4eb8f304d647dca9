/**
 * The parameters of a notebook: read from its `parameters` cell, set from outside, and written back as literals.
 *
 * @module
 */
import { canonicalJson, type Json } from "../../lib/core/hash.ts";
import { WorkspaceError } from "../../lib/core/errors.ts";
import { literalSource, literalValue } from "./_literal.ts";
import { type CodeCell, type Notebook, tagsOf } from "./nbformat.ts";
import { isNode, parseCode, type SyntaxNode } from "./syntax.ts";

/** The type of a parameter, as it is told to people. */
export type ParameterType = "string" | "number" | "boolean" | "null" | "array" | "object";

/** One parameter with its default. */
export interface Parameter {
  /** The name of the constant. */
  readonly name: string;
  /** The type of its default. */
  readonly type: ParameterType;
  /** The annotated type as written, for example `"nl" | "en"`; null when there is none. */
  readonly annotation: string | null;
  /** The texts, numbers and booleans that the annotation allows; null when it is no list of literals. */
  readonly choices: readonly Json[] | null;
  /** The value in the notebook. */
  readonly value: Json;
  /** Line in the cell, from 1. */
  readonly line: number;
  /** Where the literal stands in the source: offsets of its first character and after its last. */
  readonly range: readonly [number, number];
}

/** The parameters of a notebook and the cell they stand in. */
export interface Parameters {
  /** The cell's id; null when the notebook has no parameters. */
  readonly cellId: string | null;
  /** The parameters in the order of the cell. */
  readonly parameters: readonly Parameter[];
}

/** A parameter problem: an unreadable cell, an unknown name, or a value of another type. */
export class ParameterError extends WorkspaceError {
  /** The class of the failure. */
  override readonly name = "ParameterError";
}

/**
 * Reads the parameters of a notebook. Each statement of the cell must be `const name = literal` or
 * `const name: type = literal`; literals are strings, numbers, `true`, `false`, `null`, and arrays and objects of them.
 *
 * @example Names, types and values
 * ```ts
 * import { parametersOf } from "./parameters.ts";
 * import assert from "node:assert/strict";
 *
 * const { parameters } = parametersOf({
 *   nbformat: 4,
 *   nbformat_minor: 5,
 *   metadata: {},
 *   cells: [{
 *     cell_type: "code",
 *     id: "parameters",
 *     metadata: { tags: ["parameters"] },
 *     source: 'const gemeente = "GM9901";\nconst jaren = [2022, 2023];',
 *     outputs: [],
 *     execution_count: null,
 *   }],
 * });
 * assert.deepEqual(parameters.map(({ name, type }) => `${name}: ${type}`), ["gemeente: string", "jaren: array"]);
 * ```
 *
 * @param notebook The notebook.
 * @returns The parameters; none when no cell has the tag `parameters`.
 * @throws {ParameterError} When there are two such cells, or a statement is not a constant with a literal.
 */
export function parametersOf(notebook: Notebook): Parameters {
  const cell = parametersCell(notebook);
  if (cell === null) return { cellId: null, parameters: [] };
  return { cellId: cell.id, parameters: parametersOfCode(cell.source, cell.id) };
}

function parametersCell(notebook: Notebook): CodeCell | null {
  const cells = notebook.cells.filter((cell): cell is CodeCell =>
    cell.cell_type === "code" && tagsOf(cell).includes("parameters")
  );
  if (cells.length > 1) {
    throw new ParameterError({
      what: `Notebook has ${cells.length} cells tagged parameters`,
      where: `cells ${cells.map(({ id }) => id).join(", ")}`,
      mend: "Put all parameters in one cell",
    });
  }
  return cells[0] ?? null;
}

/**
 * Reads the parameters of the source of a parameters cell.
 *
 * @example Only literals
 * ```ts
 * import { parametersOfCode } from "./parameters.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(parametersOfCode("const jaar = 2023;", "parameters")[0]?.value, 2023);
 * assert.throws(() => parametersOfCode("const jaar = 2000 + 23;", "parameters"), /Parameter is no literal: jaar/);
 * ```
 *
 * @param source The source.
 * @param cellId The cell, for messages.
 * @returns The parameters in order.
 * @throws {ParameterError} When a statement is not a constant with a literal, or a name comes twice.
 */
export function parametersOfCode(source: string, cellId: string): readonly Parameter[] {
  const parsed = parseCode(source);
  if (!parsed.ok) {
    const { line, message } = parsed.problem;
    throw new ParameterError({
      what: `Parameters cannot be read: ${message}`,
      where: `cell ${cellId}, line ${line}`,
    });
  }
  const parameters = parsed.statements.flatMap((statement) =>
    parametersOfStatement(statement, source, cellId)
  );
  const doubled = parameters.find(({ name }, i) =>
    parameters.findIndex((other) => other.name === name) !== i
  );
  if (doubled === undefined) return parameters;
  throw new ParameterError({
    what: `Parameter is declared twice: ${doubled.name}`,
    where: `cell ${cellId}, line ${doubled.line}`,
    mend: "Remove one of them",
  });
}

function parametersOfStatement(statement: SyntaxNode, source: string, cellId: string): readonly Parameter[] {
  const { line } = statement.loc.start;
  const refuse = (what: string): never => {
    throw new ParameterError({
      what,
      where: `cell ${cellId}, line ${line}`,
      mend:
        'Write each parameter as `const name = literal`, for example `const jaar = 2023;` or `const naam = "x";`',
    });
  };
  if (statement.type !== "VariableDeclaration" || statement["kind"] !== "const") {
    return refuse("Statement is no constant");
  }
  return (statement["declarations"] as readonly SyntaxNode[]).map((declaration) => {
    const id = declaration["id"];
    const init = declaration["init"];
    if (!isNode(id) || id.type !== "Identifier" || !isNode(init)) {
      return refuse("Statement declares no plain name");
    }
    const value = literalValue(init);
    if (value === undefined) return refuse(`Parameter is no literal: ${String(id["name"])}`);
    // An `as const` behind the literal stays when another value comes in.
    const literal = init.type === "TSAsExpression" ? init["expression"] as SyntaxNode : init;
    return { ...describe(id, value.json, source), line, range: [literal.start, literal.end] };
  });
}

function describe(id: SyntaxNode, value: Json, source: string): Omit<Parameter, "line" | "range"> {
  const holder = id["typeAnnotation"];
  const annotation = isNode(holder) && isNode(holder["typeAnnotation"]) ? holder["typeAnnotation"] : null;
  return {
    name: String(id["name"]),
    type: typeOf(value),
    annotation: annotation === null ? null : source.slice(annotation.start, annotation.end),
    choices: annotation === null ? null : choicesOf(annotation),
    value,
  };
}

/** Gives the literals of an annotation such as `"nl" | "en"`; null for any other type. */
function choicesOf(annotation: SyntaxNode): readonly Json[] | null {
  const members = annotation.type === "TSUnionType"
    ? annotation["types"] as readonly SyntaxNode[]
    : [annotation];
  const values = members.map((member) => {
    if (member.type === "TSNullKeyword") return { json: null };
    const literal = member["literal"];
    return member.type === "TSLiteralType" && isNode(literal) ? literalValue(literal) : undefined;
  });
  return values.every((value) => value !== undefined) ? values.map(({ json }) => json) : null;
}

/**
 * Tells the type of a value.
 *
 * @param value The value.
 * @returns Its type as parameters have it.
 */
export function typeOf(value: Json): ParameterType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as "string" | "number" | "boolean" | "object";
}

/**
 * Puts values in the place of the defaults of a notebook. Nothing but the literals changes, and a value cannot become
 * anything but a literal, whatever text it holds.
 *
 * @example Another municipality
 * ```ts
 * import { withParameters } from "./parameters.ts";
 * import assert from "node:assert/strict";
 *
 * const cell = {
 *   cell_type: "code",
 *   id: "parameters",
 *   metadata: { tags: ["parameters"] },
 *   source: 'const gemeente = "GM9901";',
 *   outputs: [],
 *   execution_count: null,
 * } as const;
 * const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] } as const;
 * const set = withParameters(notebook, { gemeente: 'GM9902"; fetch("//evil"); "' });
 * assert.equal(set.cells[0]?.source, 'const gemeente = "GM9902\\"; fetch(\\"//evil\\"); \\"";');
 * ```
 *
 * @param notebook The notebook.
 * @param values Values by name, already validated.
 * @returns The notebook with the values; the same notebook when there are none.
 * @throws {ParameterError} When a name is not a parameter, or a value has another type.
 */
export function withParameters(notebook: Notebook, values: Readonly<Record<string, Json>>): Notebook {
  if (Object.keys(values).length === 0) return notebook;
  const { cellId, parameters } = parametersOf(notebook);
  for (const [name, value] of Object.entries(values)) checkValue(name, value, parameters);
  const cells = notebook.cells.map((cell) =>
    cell.id === cellId ? { ...cell, source: replaceLiterals(cell.source, parameters, values) } : cell
  );
  return { ...notebook, cells };
}

function replaceLiterals(
  source: string,
  parameters: readonly Parameter[],
  values: Readonly<Record<string, Json>>,
): string {
  let result = source;
  for (const { name, range: [start, end] } of [...parameters].reverse()) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) result = result.slice(0, start) + literalSource(value) + result.slice(end);
  }
  return result;
}

/**
 * Checks that a value fits a parameter.
 *
 * @example A text where a number belongs
 * ```ts
 * import { checkValue, parametersOfCode } from "./parameters.ts";
 * import assert from "node:assert/strict";
 *
 * const parameters = parametersOfCode("const jaar = 2023;", "parameters");
 * assert.throws(() => checkValue("jaar", "2023", parameters), /jaar must be number, but is string/);
 * ```
 *
 * @param name The name.
 * @param value The value.
 * @param parameters The parameters that exist.
 * @throws {ParameterError} When the name is unknown, the type differs, or the value is none of the listed ones.
 */
export function checkValue(name: string, value: Json, parameters: readonly Parameter[]): void {
  const parameter = parameters.find((candidate) => candidate.name === name);
  if (parameter === undefined) {
    const known = parameters.map((one) => `${one.name}: ${one.annotation ?? one.type}`).join(", ");
    throw new ParameterError({
      what: `Parameter is unknown: ${name}`,
      mend: known === "" ? "The notebook has no parameters" : `Known are ${known}`,
    });
  }
  const { type, choices, annotation } = parameter;
  const fits = choices !== null
    ? choices.some((choice) => canonicalJson(choice) === canonicalJson(value))
    : type === "null" || typeOf(value) === type;
  if (fits) return;
  throw new ParameterError({
    what: `Parameter ${name} must be ${annotation ?? type}, but is ${typeOf(value)}`,
    mend: choices === null
      ? `Give a value of type ${type}`
      : `Choose from ${choices.map(literalSource).join(", ")}`,
  });
}

/**
 * Gives the values that a run uses, as canonical JSON: the key under which its result is cached.
 *
 * @example Defaults and one value
 * ```ts
 * import { effectiveParametersJson } from "./parameters.ts";
 * import assert from "node:assert/strict";
 *
 * const cell = {
 *   cell_type: "code",
 *   id: "parameters",
 *   metadata: { tags: ["parameters"] },
 *   source: 'const jaar = 2023, gemeente = "GM9901";',
 *   outputs: [],
 *   execution_count: null,
 * } as const;
 * const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] } as const;
 * assert.equal(effectiveParametersJson(notebook, { jaar: 2022 }), '{"gemeente":"GM9901","jaar":2022}');
 * ```
 *
 * @param notebook The notebook.
 * @param values Values that replace defaults.
 * @returns Canonical JSON of all parameters by name.
 * @throws {ParameterError} As {@linkcode withParameters}.
 */
export function effectiveParametersJson(notebook: Notebook, values: Readonly<Record<string, Json>>): string {
  const { parameters } = parametersOf(withParameters(notebook, values));
  return canonicalJson(Object.fromEntries(parameters.map(({ name, value }) => [name, value])));
}
