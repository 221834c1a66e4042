import { createHmac } from 'node:crypto';
import { type GivenLease, givenAutopay, givenLease } from '../money/support/given-lease';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { type Story, storyOf } from './support/books';

const RENT = 185_000;
const DAY_MS = 86_400_000;
let world: World;
let calm: Story;

beforeAll(async () => {
  world = await createWorld({ timeSkipping: true, sandbox: { objectStorage: false } });
  world.startRelay(); // two relays share the inbox, as two processes would
  calm = await collectAndReturn();
}, 240_000);
afterAll(() => world.close());

const story = (lease: GivenLease) => storyOf(world.owner, world.sandbox.url, lease);

/** A lease whose rent is presented to its bank today. */
async function presented(): Promise<GivenLease> {
  const lease = await givenLease(world.database, {}, world.now().getTime());
  await givenAutopay(world, lease, 'usBankAccount_success');
  const { organizationId, zone, today } = lease;
  const input = { zone, date: today, organizationId };
  const workflowId = `rent-run/${organizationId}/${zone}/${today}`;
  await world.client.workflow.execute('rentRun', { workflowId, taskQueue: 'leases', args: [input] });
  return lease;
}

async function becomes(lease: GivenLease, status: string): Promise<void> {
  await eventually(async () => (await story(lease)).payments.join() === `autopay ${status} ${RENT}`, {
    what: `the payment to be ${status}`,
  });
}

async function vendorRefOf({ leaseId }: GivenLease): Promise<string> {
  const { rows } = await world.owner.query<{ vendor_ref: string }>(
    'select vendor_ref from presentments where lease_id = $1',
    [leaseId],
  );
  return rows[0]?.vendor_ref ?? '';
}

async function sendBack(lease: GivenLease): Promise<void> {
  const payment_intent = await vendorRefOf(lease);
  await world.control('stripe/ach-return', { payment_intent, reason: 'insufficient_funds' });
  await becomes(lease, 'reversed');
}

/** A month's rent by bank debit that comes through and is returned afterwards, to the last message. */
async function collectAndReturn(): Promise<Story> {
  const lease = await presented();
  await becomes(lease, 'succeeded');
  await world.settled();
  await sendBack(lease);
  await world.settled();
  return story(lease);
}

/** Has these faults strike every webhook of the payment service while `work` goes on. */
async function under(kinds: readonly string[], work: () => Promise<void>): Promise<void> {
  for (const kind of kinds) await world.control('faults', { vendor: 'stripe', kind, latency_ms: 300 });
  try {
    await work();
  } finally {
    await fetch(`${world.sandbox.url}/control/faults`, { method: 'DELETE' });
  }
}

test('undisturbed: in transit, received, and taken back', () => {
  expect(calm).toMatchObject({
    entries: [
      `charge_posted: receivable ${RENT}, rent_income -${RENT}`,
      `payment_reversed: receivable ${RENT}, undeposited_funds -${RENT}`,
      `payment_settled: in_transit -${RENT}, undeposited_funds ${RENT}`,
      `payment_submitted: in_transit ${RENT}, receivable -${RENT}`,
    ],
    payments: [`autopay reversed ${RENT}`],
    charged: { count: 1, cents: RENT },
  });
});

test.each([
  [['webhook_doubled']],
  [['webhook_reordered']],
  [['webhook_delayed']],
  [['webhook_doubled', 'webhook_delayed']],
  [['webhook_doubled', 'webhook_reordered']],
])('%s: the same ledger, states and messages', async (kinds) => {
  await under(kinds, async () => {
    expect(await collectAndReturn()).toEqual(calm);
  });
});

/** The vendor's events about a payment so far, as they came in. */
async function eventsAbout(vendorRef: string): Promise<{ id: string; type: string }[]> {
  const { rows } = await world.owner.query<{ payload: { id: string; type: string } }>(
    `select payload from webhook_inbox
     where payload #>> '{data,object,id}' = $1 or payload #>> '{data,object,payment_intent}' = $1`,
    [vendorRef],
  );
  return rows.map(({ payload }) => payload);
}

async function post(event: object): Promise<number> {
  const body = JSON.stringify(event);
  const t = Math.floor(Date.now() / 1_000);
  const v1 = createHmac('sha256', world.sandbox.sandbox.config.accounts.stripe.webhookSecret)
    .update(`${t}.${body}`)
    .digest('hex');
  const headers = { 'Content-Type': 'application/json', 'Stripe-Signature': `t=${t},v1=${v1}` };
  return (await fetch(`${world.deps.urls.api}/webhooks/stripe`, { method: 'POST', headers, body })).status;
}

test('all of a payment’s events again, ten at once, in any order, under their own and under new ids', async () => {
  const lease = await presented();
  await becomes(lease, 'succeeded');
  await world.settled();
  await sendBack(lease);
  const events = await eventsAbout(await vendorRefOf(lease));
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['payment_intent.processing', 'payment_intent.succeeded', 'charge.dispute.created']),
  );
  const again = Array.from({ length: 10 }, (_, round) =>
    [...events].reverse().map((event) => (round % 2 === 0 ? event : { ...event, id: `${event.id}_${round}` })),
  ).flat();
  const statuses = await Promise.all(again.map(post));
  expect(new Set(statuses)).toEqual(new Set([200]));
  await world.settled();
  expect(await story(lease)).toEqual(calm);
});

test('lost for good: the bank is asked, and the ledger comes out the same', async () => {
  const lost = await presentedAndLost();
  await becomes(lost, 'processing');
  await world.settled();
  await world.advanceTo(new Date(world.now().getTime() + 7 * DAY_MS));
  await becomes(lost, 'succeeded');
  await world.settled();
  await sendBack(lost);
  await world.settled();
  expect(await story(lost)).toEqual(calm);
}, 240_000);

async function presentedAndLost(): Promise<GivenLease> {
  let lease: GivenLease | undefined;
  await under(['webhook_lost'], async () => {
    lease = await presented();
    const vendorRef = await eventually(async () => (await vendorRefOf(lease as GivenLease)) || null);
    await eventually(async () => {
      const sent = world.sandbox.sandbox.webhooks.list().filter(({ body }) => body.includes(vendorRef));
      return sent.some(({ body, state }) => body.includes('payment_intent.succeeded') && state === 'lost');
    });
  });
  if (lease === undefined) throw new Error('There is no lease.');
  return lease;
}
