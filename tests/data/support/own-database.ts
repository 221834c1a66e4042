import { type Database, openDatabase } from '../../../store/database';
import { type Observed, observeDatabase } from './catalogue';
import { type Landlord, makeLandlord } from './landlord';

/** A test database, open as the application sees it and as its owner does. */
export type OwnDatabase = Observed & { database: Database };

/**
 * Gives a file of tests its own database: made before its first test, dropped after its last. To be called outside of
 * tests; what it returns is filled when they begin.
 * @param connections of the application
 */
export function ownDatabase(connections: number): OwnDatabase {
  const own = {} as OwnDatabase; // filled before the first test
  beforeAll(async () => {
    const observed = await observeDatabase();
    Object.assign(own, observed, { database: openDatabase(observed.appUrl, connections) });
  });
  afterAll(async () => {
    await own.database.close();
    await own.close();
  });
  return own;
}

/** The landlord of a file's own database, filled before its first test as well. */
export function ownLandlord(own: OwnDatabase): Landlord {
  const landlord = {} as Landlord; // filled before the first test
  beforeAll(async () => {
    Object.assign(landlord, await makeLandlord(own.database));
  });
  return landlord;
}
