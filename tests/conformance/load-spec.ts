import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A vendor's own description of its interface, ready to hold answers against. */
export interface Spec {
  /** Everything that is wrong with a value by the schema at a JSON pointer, such as `/definitions/envelope`. */
  problems(pointer: string, value: unknown): string[];
}

/**
 * Loads a description by its file name; undefined, with a note on the console, where the files are not present: they
 * are not part of the project. Objects are closed, so that a misspelled field in an answer is a problem too.
 */
export function loadSpec(file: string): Spec | undefined {
  const path = resolve(__dirname, '../../../shared/specs', file);
  if (!existsSync(path)) {
    console.info(`${file} is not present: the sandbox's answers were not held against it.`);
    return undefined;
  }
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  // Twilio's dates and the formats below are its own; the rest of the schema still counts.
  ajv.addFormat('date-time-rfc-2822', /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000$/);
  for (const format of ['uri-map', 'phone-number', 'currency', 'uri']) ajv.addFormat(format, true);
  const document = tidy(dropDangling(JSON.parse(readFileSync(path, 'utf8'))));
  ajv.addSchema({ $id: 'spec', document });
  return {
    problems(pointer, value) {
      const validate = ajv.getSchema(`spec#/document${pointer}`);
      if (validate === undefined) throw new Error(`${file} has no schema at ${pointer}`);
      if (validate(JSON.parse(JSON.stringify(value)))) return [];
      return (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
      );
    },
  };
}

/** DocuSign's description refers to a few definitions that it does not hold; there anything goes. */
function dropDangling(root: Json): Json {
  const holds = (ref: string) =>
    ref
      .slice(2)
      .split('/')
      .reduce<Json | undefined>((node, step) => (isRecord(node) ? node[unescapePointer(step)] : undefined), root) !==
    undefined;
  const visit = (node: Json): Json => {
    if (Array.isArray(node)) return node.map(visit);
    if (!isRecord(node)) return node;
    if (typeof node.$ref === 'string' && node.$ref.startsWith('#/') && !holds(node.$ref)) return {};
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, visit(value)]));
  };
  return visit(root);
}

function unescapePointer(step: string): string {
  return decodeURIComponent(step).replace(/~1/g, '/').replace(/~0/g, '~');
}

/** OpenAPI's `nullable` becomes JSON Schema's null, references point into the kept document, objects are closed. */
function tidy(node: Json, insideProperties = false): Json {
  if (Array.isArray(node)) return node.map((each) => tidy(each));
  if (node === null || typeof node !== 'object') return node;
  const out: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(node)) {
    if (!insideProperties && (key === 'example' || key === 'examples' || key === 'discriminator')) continue;
    out[key] = tidy(value, !insideProperties && key === 'properties');
  }
  if (insideProperties) return out;
  if (typeof out.$ref === 'string') out.$ref = out.$ref.replace(/^#\//, 'spec#/document/');
  if (out.nullable === true && typeof out.type === 'string') out.type = [out.type, 'null'];
  if (out.nullable === true && Array.isArray(out.enum)) out.enum = [...out.enum, null];
  if (isRecord(out.properties) && out.additionalProperties === undefined && out.allOf === undefined) {
    out.additionalProperties = false;
  }
  return out;
}

function isRecord(node: Json | undefined): node is { [key: string]: Json } {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
