import { readFileSync } from 'node:fs';
import path from 'node:path';
import { prepareDatabase, runSql } from '../servers/postgres';
import { CannotGoOn, inTenure, projectFolder } from '../servers/project';
import { withThrowawayCluster } from '../servers/throwaway';
import { create, deploy, type Status, status } from './migrations';

const usage = 'Say what to do: npm run migrate -- deploy, status, or create NAME.';

/** `npm run migrate`: brings a database up to date, compares it with the migrations, or writes the next migration. */
export async function migrate([command, name]: string[]): Promise<void> {
  if (command === 'deploy') return print(await deployWithRole(databaseOwnerUrl()));
  if (command === 'status') return printStatus(await status(databaseOwnerUrl()));
  if (command !== 'create') throw new CannotGoOn(usage);
  if (!name || !/^[a-z0-9_]+$/.test(name))
    throw new CannotGoOn('Name the migration in lower case: npm run migrate -- create add_pet_fees.');
  // On a database of its own: writing a migration touches nobody's data.
  const file = await withThrowawayCluster(async ({ ownerUrl }) => {
    await runSql(ownerUrl('postgres'), 'create database tenure');
    await deploy(ownerUrl('tenure'));
    return create(ownerUrl('tenure'), name);
  });
  console.log(
    file
      ? `Wrote ${path.relative(projectFolder, file)}. Read it, and add what Prisma can't say.`
      : 'Nothing changed since the last migration.',
  );
}

/** Where both addresses are given, the application's role is made too, with the password that DATABASE_URL has for it. */
async function deployWithRole(ownerUrl: string): Promise<string[]> {
  const { DATABASE_OWNER_URL, DATABASE_URL } = process.env;
  if (DATABASE_OWNER_URL && DATABASE_URL) {
    await prepareDatabase(ownerUrl, decodeURIComponent(new URL(DATABASE_URL).password));
  }
  return deploy(ownerUrl);
}

function print(applied: string[]): void {
  console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'Nothing to apply.');
}

function printStatus({ pending, edited, failed, drift }: Status): void {
  console.log(pending.length > 0 ? `Not applied yet: ${pending.join(', ')}.` : 'Every migration is applied.');
  if (edited.length > 0) console.log(`Changed after they were applied: ${edited.join(', ')}.`);
  if (failed.length > 0) console.log(`Failed: ${failed.join(', ')}.`);
  console.log(
    drift ? `schema.prisma says more than the migrations:\n${drift}` : 'The migrations and schema.prisma agree.',
  );
  if (edited.length > 0 || failed.length > 0) process.exitCode = 1;
}

/** The database to work on: DATABASE_OWNER_URL, else DATABASE_URL, else the one that `npm start` runs. */
function databaseOwnerUrl(): string {
  const named = process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL;
  if (named) return named;
  try {
    const running: { database_owner_url: string } = JSON.parse(readFileSync(inTenure('running.json'), 'utf8'));
    return running.database_owner_url;
  } catch {
    throw new CannotGoOn('Set DATABASE_OWNER_URL to the database, or start one with npm start.');
  }
}
