import argon2 from 'argon2';

/** OWASP's least for argon2id: 19 MiB, two passes, one lane. */
const COST = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** What stands in the database for a password. */
export function hashPassword(password: string): Promise<string> {
  return argon2.hash(password, COST);
}

let nobody: Promise<string> | undefined;

/**
 * Whether a password fits a hash. Without a hash, for an email nobody has, it takes just as long and says no: the
 * time of an answer tells nobody who has an account.
 */
export async function passwordFits(hash: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password');
  const fits = await argon2.verify(hash ?? (await nobody), password);
  return hash !== null && fits;
}
