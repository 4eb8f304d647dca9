/**
 * Reads outputs and MIME bundles.
 *
 * @module
 */
import type { Json } from "../../lib/core/hash.ts";
import type { Attachments, Metadata, MimeBundle, Output } from "./nbformat.ts";
import { asJson, type Checker, memberPath, mustBe, type RawObject } from "./_check.ts";

const JSON_MIME_REGEXP = /^application\/(.*\+)?json$/;

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  stream: ["output_type", "name", "text"],
  display_data: ["output_type", "data", "metadata"],
  execute_result: ["output_type", "data", "metadata", "execution_count"],
  error: ["output_type", "ename", "evalue", "traceback"],
};

/** Tells whether a MIME type holds JSON rather than text. */
export function isJsonMime(mime: string): boolean {
  return JSON_MIME_REGEXP.test(mime);
}

/** Reads one output; undefined when it is wrong. */
export function readOutput(value: unknown, path: string, check: Checker): Output | undefined {
  const raw = check.object(value, path);
  if (raw === undefined) return undefined;
  const type = raw["output_type"];
  const fields = typeof type === "string" && Object.hasOwn(FIELDS, type) ? FIELDS[type] : undefined;
  if (fields === undefined) {
    const old = type === "pyout" || type === "pyerr";
    const wanted = `one of ${Object.keys(FIELDS).join(", ")}`;
    return check.note(
      `${path}.output_type`,
      old ? `is ${type}, which is notebook format 3` : mustBe(wanted, type === undefined ? type : null)
        .replace(", but is null", ""),
      "Clear the outputs of the notebook and run it again",
    );
  }
  check.fields(raw, path, fields);
  if (type === "stream") return readStream(raw, path, check);
  if (type === "error") return readError(raw, path, check);
  return readData(raw, path, check);
}

function readStream(raw: RawObject, path: string, check: Checker): Output | undefined {
  const text = check.lines(raw["text"], `${path}.text`);
  const name = raw["name"];
  if (name !== "stdout" && name !== "stderr") {
    return check.note(`${path}.name`, name === undefined ? "is missing" : "must be stdout or stderr");
  }
  return text === undefined ? undefined : { output_type: "stream", name, text };
}

function readError(raw: RawObject, path: string, check: Checker): Output | undefined {
  const ename = check.text(raw["ename"], `${path}.ename`);
  const evalue = check.text(raw["evalue"], `${path}.evalue`);
  const traceback = check.list(raw["traceback"], `${path}.traceback`)
    ?.map((line, i) => check.text(line, `${path}.traceback[${i}]`) ?? "");
  if (ename === undefined || evalue === undefined || traceback === undefined) return undefined;
  return { output_type: "error", ename, evalue, traceback };
}

function readData(raw: RawObject, path: string, check: Checker): Output | undefined {
  const data = readBundle(raw["data"], `${path}.data`, check);
  const metadata = check.object(raw["metadata"], `${path}.metadata`) as Metadata | undefined;
  const isResult = raw["output_type"] === "execute_result";
  const count = isResult ? check.count(raw["execution_count"], `${path}.execution_count`) : null;
  if (data === undefined || metadata === undefined || count === undefined) return undefined;
  return isResult
    ? { output_type: "execute_result", data, metadata, execution_count: count }
    : { output_type: "display_data", data, metadata };
}

/** Reads a MIME bundle: text types as one string, JSON types as they are. */
function readBundle(value: unknown, path: string, check: Checker): MimeBundle | undefined {
  const raw = check.object(value, path);
  if (raw === undefined) return undefined;
  const entries = Object.entries(raw).map(([mime, data]): [string, Json] => {
    if (isJsonMime(mime)) return [mime, asJson(data)];
    return [mime, check.lines(data, memberPath(path, mime)) ?? ""];
  });
  return Object.fromEntries(entries);
}

/** Reads the attachments of a cell. */
export function readAttachments(value: unknown, path: string, check: Checker): Attachments | undefined {
  const raw = check.object(value, path);
  if (raw === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(raw).map((
      [name, bundle],
    ) => [name, readBundle(bundle, memberPath(path, name), check) ?? {}]),
  );
}
