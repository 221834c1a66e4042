import { randomBytes } from 'node:crypto';
import { appRole, runSql, withDatabase, withRole } from '../../scripts/servers/postgres';
import { given, templateDatabase } from './given';

/** A migrated, empty database of a test's own. */
export interface TestDatabase {
  /** Connects as the application does: the role owns nothing and row-level security holds. */
  appUrl: string;
  /** Connects as the owner of the tables, a superuser. */
  ownerUrl: string;
  /** Removes the database, ending whatever is still connected. Not required: the whole cluster goes at the end. */
  drop(): Promise<void>;
}

/** Copies the migrated template (a tenth of a second). Call it once per file, in `beforeAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const admin = given('TEST_OWNER_URL');
  const name = `test_${process.env.JEST_WORKER_ID ?? 0}_${randomBytes(6).toString('hex')}`;
  // Copied as files: half the work of copying page by page through the log, which is for a server that others use too.
  await runSql(admin, `create database ${name} template ${templateDatabase} strategy file_copy`);
  const ownerUrl = withDatabase(admin, name);
  return {
    appUrl: withRole(ownerUrl, appRole, appRole),
    ownerUrl,
    drop: async () => {
      // A pool that has ended may still be hanging up, and would be shot in the back with `force`: the plain drop waits
      // a few seconds for that.
      await runSql(admin, `drop database if exists ${name}`).catch(() =>
        runSql(admin, `drop database if exists ${name} with (force)`),
      );
    },
  };
}
