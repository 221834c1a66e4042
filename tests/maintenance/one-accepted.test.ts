import fc from 'fast-check';
import { TenureError } from '../../domain/errors';
import { type Database, inOrganization, openDatabase } from '../../store/database';
import { cancelRepair } from '../../store/maintenance/close-repair';
import { acceptOffer, declineOffer, expireOffers } from '../../store/offers/answer-offer';
import { sendOffers } from '../../store/offers/send-offers';
import { assignVendor } from '../../store/work-orders/assign-vendor';
import { openWorkOrder } from '../../store/work-orders/open-work-order';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { type GivenHome, givenHome, givenVendor, report } from './support/given-repair';

const reach = { linkKey: Buffer.alloc(32, 1), webUrl: 'http://web.test' };
const VENDORS = 5;

let test: TestDatabase;
let database: Database;
let home: GivenHome;
let vendorIds: string[];

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase(test.appUrl, 6);
  const world = { database };
  home = await givenHome(world);
  const names = Array.from({ length: VENDORS }, (_, n) => `Plumber ${n}`);
  vendorIds = (await Promise.all(names.map((name) => givenVendor(world, home, { name })))).map(({ id }) => id);
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

/** What vendors, landlord and clock may do, in any order and at once. */
type Step = { does: 'accept' | 'decline' | 'expire' | 'assign' | 'cancel' | 'offer'; who: number };
const step: fc.Arbitrary<Step> = fc.record({
  does: fc.constantFrom('accept', 'accept', 'decline', 'expire', 'assign', 'cancel', 'offer'),
  who: fc.nat(VENDORS - 1),
});

async function take({ does, who }: Step, requestId: string, at: Date): Promise<void> {
  const { organizationId } = home;
  const ref = { organizationId, requestId };
  await inOrganization(database, organizationId, async (tx) => {
    const vendorId = vendorIds[who] ?? '';
    const offer = await tx.dispatchOffer.findFirst({ where: { vendorId, workOrder: { requestId } } });
    switch (does) {
      case 'accept':
        return offer && void (await acceptOffer(tx, reach, { ...ref, offerId: offer.id }, at));
      case 'decline':
        return offer && declineOffer(tx, { ...ref, offerId: offer.id }, at);
      case 'expire':
        return expireOffers(tx, ref, new Date(at.getTime() + 16 * 60_000));
      case 'assign':
        return void (await assignVendor(tx, reach, { ...ref, vendorId, by: 'usr_1' }, at));
      case 'cancel':
        return cancelRepair(tx, reach, { ...ref, by: 'usr_1', reason: 'Enough' }, at);
      case 'offer':
        return void (await sendOffers(tx, reach, { ...ref, round: 1, sinceRound: 1, radiusFactor: 1 }, at));
    }
  }).catch((error: unknown) => {
    if (!(error instanceof TenureError)) throw error;
  });
}

describe('whatever vendors, landlord and clock do at once', () => {
  it('a job has one vendor at most, and exactly one while it is being done', async () => {
    const at = new Date();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        const requestId = await report(
          { database, now: () => at, deps: reach },
          home,
          'A pipe burst, water everywhere',
        );
        const ref = { organizationId: home.organizationId, requestId };
        await inOrganization(database, home.organizationId, async (tx) => {
          await openWorkOrder(tx, ref);
          await sendOffers(tx, reach, { ...ref, round: 1, sinceRound: 1, radiusFactor: 1 }, at);
        });
        await Promise.all(steps.map((each) => take(each, requestId, at)));
        const workOrders = await inOrganization(database, home.organizationId, (tx) =>
          tx.workOrder.findMany({ where: { requestId }, include: { offers: true }, orderBy: { sequence: 'asc' } }),
        );
        for (const { status, vendorId, offers } of workOrders) {
          const accepted = offers.filter((offer) => offer.status === 'accepted');
          const isBeingDone = status === 'accepted' || status === 'scheduled';
          expect(accepted.length).toBeLessThanOrEqual(1);
          if (isBeingDone) expect(accepted.map((offer) => offer.vendorId)).toEqual([vendorId]);
        }
        expect(
          workOrders.filter(({ status }) => status === 'accepted' || status === 'scheduled').length,
        ).toBeLessThanOrEqual(1);
      }),
      { numRuns: 8 },
    );
  }, 120_000);
});
