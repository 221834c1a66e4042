import { z } from 'zod';

type Schema = {
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  description?: string;
  minimum?: number;
  default?: unknown;
  minItems?: number;
};

/** A body that must be refused, and the field that the refusal must name. */
export type WrongBody = { why: string; field: string; body: unknown };

const schemaOf = (schema: z.ZodType): Schema =>
  // JSON Schema as zod writes it; only the few keywords above are looked at.
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;

/** Every field of a body wrong in every way that its schema knows of: missing, of another type, too long, unknown. */
export function wrongBodies(schema: z.ZodType): WrongBody[] {
  const root = schemaOf(schema);
  if (root.properties === undefined) return [];
  const wrong: WrongBody[] = [
    { why: 'unknown', field: 'surprise', body: { surprise: 1 } },
    ...(root.required ?? []).map((field) => ({ why: 'missing', field, body: {} })),
  ];
  visit(root, [], wrong);
  return wrong;
}

function visit(schema: Schema, path: string[], wrong: WrongBody[]): void {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const at = [...path, name];
    const add = (why: string, value: unknown, where = at) =>
      wrong.push({ why, field: where.join('.'), body: nest(at, value) });
    add('of another type', otherType(field));
    const kinds = field.anyOf ?? field.oneOf ?? [field];
    if (kinds.some(({ type }) => type === 'string')) {
      add('too long', 'x'.repeat(20_001));
      add('NUL', 'a\0b');
    }
    if (kinds.some(({ type }) => type === 'integer')) for (const value of [1e21, 0.5]) add(`${value}`, value);
    const list = kinds.find(({ type }) => type === 'array');
    if (list !== undefined)
      add(
        'too many',
        new Array(1_001).fill(null).map((_, i) => i),
      );
    if (list?.items?.properties !== undefined) visit(list.items, [...at, '0'], wrong);
    // Of one of several shapes only what tells them apart is named: what lies within is not looked at.
    const objects = kinds.filter(({ properties }) => properties !== undefined);
    if (objects.length === 1 && objects[0] !== undefined && path.length < 3) visit(objects[0], at, wrong);
  }
}

function otherType(field: Schema): unknown {
  const kinds = (field.anyOf ?? field.oneOf ?? [field]).map(({ type }) => type);
  for (const [type, value] of Object.entries({
    boolean: true,
    number: 1.5,
    string: 'x',
    array: [[[]]],
    object: { x: { y: 1 } },
  })) {
    const fits = kinds.includes(type) || (type === 'number' && kinds.includes('integer'));
    // A field with an enum or a pattern is a string; anything of no stated type takes what comes.
    if (!fits && !kinds.includes(undefined)) return value;
  }
  return { x: { y: 1 } };
}

/** The value at a path, in objects and, where the path says 0, lists of one. */
function nest([name, ...rest]: string[], value: unknown): unknown {
  if (name === undefined) return value;
  return name === '0' ? [nest(rest, value)] : { [name]: nest(rest, value) };
}

/**
 * A body that its schema may well accept, with ids taken by their prefix.
 * @param ids by prefix; of a stranger's organization, so that nothing it names may be found
 */
export function likelyBody(schema: z.ZodType, ids: ReadonlyMap<string, string>): unknown {
  return sample(schemaOf(schema), ids);
}

function sample(schema: Schema, ids: ReadonlyMap<string, string>): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const prefix = /beginning with `(\w+)_`/.exec(schema.description ?? '')?.[1];
  if (prefix !== undefined) return ids.get(prefix) ?? `${prefix}_01ARZ3NDEKTSV4RRFFQ69G5FAV`;
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (choice !== undefined) return sample(choice, ids);
  if (schema.properties !== undefined) {
    const wanted = Object.entries(schema.properties).filter(
      ([name]) => schema.required?.includes(name) || name.endsWith('_id'),
    );
    return Object.fromEntries(wanted.map(([name, field]) => [name, sample(field, ids)]));
  }
  if (schema.type === 'array') return schema.items === undefined ? [] : [sample(schema.items, ids)];
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, schema.minimum ?? 1);
  if (schema.type === 'boolean') return true;
  if (schema.format === 'date') return '2026-12-01';
  if (schema.format === 'date-time') return '2026-12-01T10:00:00Z';
  if (schema.format === 'email') return 'somebody@example.test';
  return '98101';
}
