import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { inTenure } from '../servers/project';

/** What this copy of Tenure keeps to itself. Made once, in a file that only its owner can read. */
export interface Secrets {
  ownerPassword: string;
  appPassword: string;
  /** As PAYLOAD_KEYS. */
  payloadKeys: string;
  /** As FIELD_KEY. */
  fieldKey: string;
}

const file = inTenure('secrets.json');

/** Reads the secrets, making those that are missing. */
export function readSecrets(): Secrets {
  const key = () => randomBytes(32).toString('base64');
  const made: Secrets = {
    ownerPassword: randomBytes(18).toString('base64url'),
    appPassword: randomBytes(18).toString('base64url'),
    payloadKeys: `k1:${key()}`,
    fieldKey: key(),
  };
  const secrets = { ...made, ...readKept() };
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

function readKept(): Partial<Secrets> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
