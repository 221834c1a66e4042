import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import { inProject, inTenure } from '../servers/project';

const demoSchema = z.object({
  email: z.string(),
  password: z.string(),
  organization_id: z.string(),
  api_key: z.string(),
});

/** How to sign in to the demo. */
export type Demo = z.infer<typeof demoSchema>;

const file = inTenure('demo.json');

export interface SeedOptions {
  /** As the application's role. */
  databaseUrl: string;
  /** As the owner of the tables. */
  databaseOwnerUrl: string;
  /** As FIELD_KEY: 32 bytes in base64. */
  fieldKey: string;
}

/** Fills an empty database with the demo portfolio, once; afterwards answers how to sign in. */
export async function seedDemo(options: SeedOptions): Promise<Demo | undefined> {
  const remembered = readRemembered();
  if (remembered) return remembered;
  const source = inProject('prisma', 'seed.ts');
  if (!existsSync(source)) return undefined;
  // Loaded only here: the seed needs the generated client, which exists only by now.
  const { seed }: { seed(options: SeedOptions): Promise<unknown> } = createRequire(__filename)(source);
  const demo = demoSchema.parse(await seed(options));
  writeFileSync(file, JSON.stringify(demo), { mode: 0o600 });
  return demo;
}

function readRemembered(): Demo | undefined {
  return existsSync(file) ? demoSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data : undefined;
}
