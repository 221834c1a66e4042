import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** A required text. `meaning` completes the sentence "X is missing: it is …". */
export function text(meaning: string) {
  return z.string({ error: () => `is missing: it is ${meaning}.` });
}

/** A base address, returned without a trailing slash. */
export function webAddress(meaning: string) {
  return text(meaning)
    .refine((value) => hasProtocol(value, 'http:', 'https:'), {
      error: 'must be an address that begins with http:// or https://.',
    })
    .transform((value) => value.replace(/\/+$/, ''));
}

/** A PostgreSQL connection string. */
export function databaseAddress(meaning: string) {
  return text(meaning).refine((value) => hasProtocol(value, 'postgresql:', 'postgres:'), {
    error: 'must be a connection string that begins with postgresql://.',
  });
}

/** `host:port`. */
export function hostAndPort(meaning: string) {
  return text(meaning).regex(/^[^\s/:]+:\d{1,5}$/, { error: 'must be a host and a port, such as 127.0.0.1:7233.' });
}

/** A TCP port. */
export function port(meaning: string) {
  return text(meaning)
    .refine((value) => /^\d+$/.test(value) && Number(value) > 0 && Number(value) < 65_536, {
      error: 'must be a port number from 1 to 65535.',
    })
    .transform(Number);
}

/** A whole number with a value to take where the variable is not set. */
export function wholeNumber(otherwise: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/, { error: 'must be a whole number.' })
    .transform(Number)
    .default(otherwise);
}

/** One or more texts with commas between them, the current one first; the others are accepted while they are rotated out. */
export function oneOrMore(meaning: string) {
  return text(meaning)
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .refine((parts) => parts.length > 0, { error: `is empty: it is ${meaning}.` });
}

/** 32 bytes in base64: a key for AES-256. */
export function key(meaning: string) {
  return text(meaning)
    .refine((value) => isKey(value), { error: 'must be 32 bytes in base64 (openssl rand -base64 32).' })
    .transform((value) => Buffer.from(value, 'base64'));
}

/** A key with the name it is referred to by. */
export interface NamedKey {
  id: string;
  key: Buffer;
}

/** `id:base64(32 bytes)`, several with commas between them, the one to encrypt with first. */
export function namedKeys(meaning: string) {
  return text(meaning)
    .refine(
      (value) =>
        value.split(',').every((part) => /^[\w.-]+:/.test(part.trim()) && isKey(part.slice(part.indexOf(':') + 1))),
      {
        error: 'must be a name, a colon and 32 bytes in base64, such as k1:…=, older keys after commas.',
      },
    )
    .transform((value): NamedKey[] =>
      value.split(',').map((part) => {
        const at = part.indexOf(':');
        return { id: part.slice(0, at).trim(), key: Buffer.from(part.slice(at + 1), 'base64') };
      }),
    );
}

/** A private key as PEM, with real or written-out line ends, or the path of a file that holds it. */
export function privateKey(meaning: string) {
  return text(meaning)
    .transform((value) => {
      if (value.includes('-----BEGIN')) return value.replaceAll('\\n', '\n');
      return existsSync(value) ? readFileSync(value, 'utf8') : '';
    })
    .refine((value) => value.includes('PRIVATE KEY-----'), {
      error: 'must be a private key as PEM, or the path of a file that holds one.',
    });
}

/** A text, or the path of a file that holds it. */
export function textOrFile(meaning: string) {
  return text(meaning).transform((value) =>
    value.startsWith('/') && existsSync(value) ? readFileSync(value, 'utf8').trim() : value,
  );
}

/** An email address. */
export function emailAddress(meaning: string) {
  return text(meaning).regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, { error: 'must be an email address.' });
}

function isKey(value: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(value.trim());
}

function hasProtocol(value: string, ...protocols: string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}
