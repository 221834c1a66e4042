import { randomBytes } from 'node:crypto';
import { createApiKey } from '../../store/api-keys/api-keys';
import { inOrganization } from '../../store/database';
import { daytimeZone, type GivenLease, givenAutopay, givenLease } from '../money/support/given-lease';
import { eventually } from '../workflows/support/eventually';
import { type House, openHouse } from './support/house';
import type { Stop } from './support/stops';

const LIMIT_MS = 240_000;
const MOMENTS = ['before', 'commit'] as const;
let house: House;

beforeAll(async () => {
  house = await openHouse({ SANDBOX_ACH_SETTLE_MS: '300' });
}, 240_000);
afterAll(() => house.close());

/** Kills the API where it is held up, lets go of what it leaves behind, and starts it again. */
async function dieAt(stop: Stop): Promise<void> {
  await stop.reached();
  await house.system.kill('api');
  await stop.release();
  await house.system.restart('api');
}

test.each(MOMENTS)(
  'killed (%s) while recording a payment: its repeat records it once',
  async (moment) => {
    const lease = await givenLease(house.database);
    const ask = await asOwner(lease);
    const stop = await house.stops.add('journal_entries', moment, { lease_id: lease.leaseId });
    const died = ask().catch(() => null);
    await dieAt(stop);
    expect(await died).toBeNull();
    // Whoever repeats at once is told to wait; the hold of the try that died ends by itself.
    await house.owner.query(
      "update idempotency_keys set locked_until = now() - interval '1 second' where status is null",
    );
    const answers = [await ask(), await ask()];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const story = await eventually(async () => {
      const seen = await house.story(lease);
      return seen.messages.length > 0 ? seen : null;
    });
    expect(story).toMatchObject({
      entries: [expect.stringContaining('payment_received: ')],
      payments: ['offline succeeded 50000'],
    });
    expect(story.messages.filter((subject) => subject.startsWith('Receipt'))).toHaveLength(1);
  },
  LIMIT_MS,
);

/** Records $500.00 in cash, always under the same key. */
async function asOwner({ organizationId, leaseId }: GivenLease) {
  const key = `tnr_${randomBytes(32).toString('base64url')}`;
  await inOrganization(house.database, organizationId, (tx) =>
    createApiKey(tx, {
      organizationId,
      name: 'Test',
      role: 'owner',
      key,
      expiresAt: null,
      actor: 'usr_x',
      origin: 'test',
    }),
  );
  const headers = {
    Authorization: `Bearer ${key}`,
    'Content-Type': 'application/json',
    'Idempotency-Key': randomBytes(12).toString('hex'),
  };
  const body = JSON.stringify({ method: 'cash', lease_id: leaseId, amount_cents: 50_000 });
  return async (): Promise<{ status: number; id: string }> => {
    const answer = await fetch(`${house.system.apiUrl}/v1/payments`, { method: 'POST', headers, body });
    const { id }: { id: string } = JSON.parse(await answer.text());
    return { status: answer.status, id };
  };
}

test.each(MOMENTS)(
  'killed (%s) while storing a webhook: the vendor sends it again, and it counts once',
  async (moment) => {
    const zone = daytimeZone();
    const lease: GivenLease = await givenLease(house.database, { zone });
    await givenAutopay(house, lease, 'usBankAccount_success');
    const stop = await house.stops.add('webhook_inbox', moment, { type: 'payment_intent.succeeded' });
    await house.runRent(lease.organizationId, zone);
    await dieAt(stop);
    const story = await eventually(
      async () => {
        await house.hurry();
        const seen = await house.story(lease);
        return seen.messages.some((subject) => subject.startsWith('Receipt')) ? seen : null;
      },
      { limitMs: 120_000, what: 'the receipt' },
    );
    expect(story).toMatchObject({
      entries: [
        'charge_posted: receivable 185000, rent_income -185000',
        'payment_settled: in_transit -185000, undeposited_funds 185000',
        'payment_submitted: in_transit 185000, receivable -185000',
      ],
      payments: ['autopay succeeded 185000'],
      charged: { count: 1, cents: 185_000 },
    });
    expect(story.messages.filter((subject) => subject.startsWith('Receipt'))).toHaveLength(1);
    const { rows } = await house.owner.query<{ times: number }>(
      "select count(*)::int as times from webhook_inbox where payload #>> '{data,object,metadata,lease_id}' = $1 and type = 'payment_intent.succeeded'",
      [lease.leaseId],
    );
    expect(rows).toEqual([{ times: 1 }]);
  },
  LIMIT_MS,
);
