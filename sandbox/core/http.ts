import type { IncomingMessage } from 'node:http';
import express, { type RequestHandler } from 'express';

const rawBodies = new WeakMap<IncomingMessage, Buffer>();
const keepRaw = (request: IncomingMessage, _response: unknown, raw: Buffer) => {
  rawBodies.set(request, raw);
};

/** The bytes of a parsed JSON or form body as they came; empty when there was none. */
export function rawBodyOf(request: IncomingMessage): Buffer {
  return rawBodies.get(request) ?? Buffer.alloc(0);
}

/** Parsers of JSON and form bodies (bracketed keys become nested objects and arrays), keeping the raw bytes. */
export function bodyParsers(): RequestHandler[] {
  return [
    // A signed PDF travels inside JSON as base64: DocuSign takes 25 MB documents.
    express.json({ limit: '40mb', verify: keepRaw }),
    express.urlencoded({ extended: true, limit: '5mb', verify: keepRaw }),
    express.raw({ type: 'multipart/form-data', limit: '20mb', verify: keepRaw }),
  ];
}

/** A record of unknowns when the value is a plain object, else undefined. */
export function asRecord(value: unknown): Record<string, unknown> | undefined {
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value when it is a non-empty string, else undefined. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
