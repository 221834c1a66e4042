import { inOrganization } from '../../store/database';
import { createPayment } from '../../store/payments/create-payment';
import {
  cents,
  daytimeZone,
  type GivenLease,
  givenAutopay,
  givenLease,
  givenMethod,
  givenOrganization,
} from '../money/support/given-lease';
import { CARD } from '../money/support/link-pages';
import { eventually } from '../workflows/support/eventually';
import { type Outcome, outcomeOf, type Story } from './support/books';
import { type House, openHouse } from './support/house';
import type { Moment, Stop } from './support/stops';

const LIMIT_MS = 400_000;
const RENT = 185_000;
/** Long enough to kill everything meanwhile, and short of the vendor client's own patience. */
const HELD_MS = 15_000;
const MOMENTS = ['before', 'commit'] as const;

let house: House;
let zone: string;

beforeAll(async () => {
  house = await openHouse({ DATABASE_POOL_SIZE: '40', SANDBOX_ACH_SETTLE_MS: '300' });
  zone = daytimeZone();
}, 240_000);
afterAll(() => house.close());

async function givenPayer(organizationId: string, autopay?: 'card_visa' | 'usBankAccount_success') {
  const lease = await givenLease(house.database, { organizationId, zone });
  if (autopay !== undefined) await givenAutopay(house, lease, autopay);
  return lease;
}

/** Stops the lease's entries of a kind. */
const atEntry = (lease: GivenLease, kind: string, moment: Moment) =>
  house.stops.add('journal_entries', moment, { lease_id: lease.leaseId, kind });

/** Kills the worker while it is held up everywhere, lets go of what it leaves behind, and starts another. */
async function dieAt(stops: readonly Stop[]): Promise<void> {
  await Promise.all(stops.map((stop) => stop.reached()));
  await house.system.kill('worker');
  await Promise.all(stops.map((stop) => stop.release()));
  await house.system.restart('worker');
}

/** Waits until leases come out as the undisturbed one. */
async function endsAs(undisturbedStory: Story, ...leases: GivenLease[]): Promise<void> {
  const expected = outcomeOf(undisturbedStory);
  let outcomes: Outcome[] = [];
  await eventually(
    async () => {
      await house.hurry();
      outcomes = (await Promise.all(leases.map((lease) => house.story(lease)))).map(outcomeOf);
      return outcomes.every((outcome) => JSON.stringify(outcome) === JSON.stringify(expected));
    },
    { limitMs: LIMIT_MS / 2, everyMs: 250 },
  ).catch(() => {}); // how far they came is shown below
  expect(outcomes).toEqual(leases.map(() => expected));
}

/** The story of a lease whom nothing happens, once its last message is out. */
async function undisturbed(lease: GivenLease, lastSubject: RegExp): Promise<Story> {
  return eventually(
    async () => {
      const story = await house.story(lease);
      return story.messages.some((subject) => lastSubject.test(subject)) ? story : null;
    },
    { what: `${lastSubject} to be sent`, limitMs: 90_000 },
  );
}

/** Waits until a lease without autopay was asked to pay. */
async function asked(lease: GivenLease): Promise<void> {
  await undisturbed(lease, /rent/i);
}

async function payStored(lease: GivenLease, paymentMethodId: string): Promise<void> {
  const { organizationId, leaseId, tenantId } = lease;
  const by = { kind: 'stored', paymentMethodId } as const;
  const wanted = { organizationId, leaseId, tenantId, amountCents: cents(RENT), by, actor: 'usr_x', now: new Date() };
  await inOrganization(house.database, organizationId, (tx) => createPayment(tx, wanted));
}

async function payOnPage(lease: GivenLease): Promise<void> {
  const link = await house.payLink(lease);
  const page = await send(link, { way: 'card', form_key: 'one' });
  expect(page.status).toBe(303);
  expect((await send(page.headers.get('location') ?? '', CARD)).status).toBe(303);
}

function send(address: string, fields: Record<string, string>): Promise<Response> {
  return fetch(address, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

let never: GivenLease;
let byCard: Story;
let byBank: Story;

test(
  'killed at every step of collections and one-off payments: charged once, booked once, one receipt',
  async () => {
    const calm = await givenOrganization(house.database);
    const [card, bank, stored, hosted] = [
      await givenPayer(calm, 'card_visa'),
      await givenPayer(calm, 'usBankAccount_success'),
      await givenPayer(calm),
      await givenPayer(calm),
    ];
    await house.runRent(calm, zone);
    await Promise.all([asked(stored), asked(hosted)]);
    await payStored(stored, await givenMethod(house, stored, 'card_visa'));
    await payOnPage(hosted);
    byCard = await undisturbed(card, /^Receipt/);
    byBank = await undisturbed(bank, /^Receipt/);
    const byStored = await undisturbed(stored, /^Receipt/);
    const onPage = await undisturbed(hosted, /^Receipt/);
    expect(byCard).toMatchObject({
      entries: [
        `charge_posted: receivable ${RENT}, rent_income -${RENT}`,
        `payment_received: receivable -${RENT}, undeposited_funds ${RENT}`,
      ],
      payments: [`autopay succeeded ${RENT}`],
      charged: { count: 1, cents: RENT },
    });
    expect(byCard.messages.filter((subject) => subject.startsWith('Receipt'))).toHaveLength(1);

    const [first, second, third] = await Promise.all([1, 2, 3].map(() => givenOrganization(house.database)));
    const intents = { method: 'POST', path: '/v1/payment_intents$' };
    never = await givenPayer(first ?? '', 'card_visa');
    const lost = await givenPayer(second ?? '', 'card_visa');
    const held = await house.fault({ kind: 'latency', latency_ms: HELD_MS, match: intents });
    const broken = await house.fault({ kind: 'reset', match: intents });
    await house.runRent(first ?? '', zone);
    await Promise.all([held(), broken()]);
    const answerLost = await house.fault({ kind: 'latency', latency_ms: HELD_MS, match: intents });
    await house.runRent(second ?? '', zone);
    await answerLost();

    const stops: Stop[] = [];
    const groups: Record<'card' | 'bank' | 'stored' | 'hosted', GivenLease[]> = {
      card: [],
      bank: [],
      stored: [],
      hosted: [],
    };
    const organization = third ?? '';
    for (const moment of MOMENTS) {
      const [presented, booked] = [
        await givenPayer(organization, 'card_visa'),
        await givenPayer(organization, 'card_visa'),
      ];
      const debited = await givenPayer(organization, 'usBankAccount_success');
      groups.card.push(presented, booked);
      groups.bank.push(debited);
      stops.push(await house.stops.add('presentments', moment, { lease_id: presented.leaseId }));
      stops.push(await atEntry(booked, 'payment_received', moment));
      stops.push(await atEntry(debited, 'payment_submitted', moment));
      groups.stored.push(await givenPayer(organization), await givenPayer(organization));
      groups.hosted.push(await givenPayer(organization));
    }
    await house.runRent(organization, zone);
    await Promise.all([...groups.stored, ...groups.hosted].map(asked));
    for (const [index, lease] of groups.stored.entries()) {
      const moment = MOMENTS[index % 2] ?? 'before';
      const isPlanned = index < 2;
      stops.push(
        isPlanned
          ? await house.stops.add('presentments', moment, { lease_id: lease.leaseId })
          : await atEntry(lease, 'payment_received', moment),
      );
      await payStored(lease, await givenMethod(house, lease, 'card_visa'));
    }
    for (const [index, lease] of groups.hosted.entries()) {
      stops.push(await atEntry(lease, 'payment_received', MOMENTS[index] ?? 'before'));
      await payOnPage(lease);
    }
    await dieAt(stops);
    await endsAs(byCard, lost, ...groups.card);
    await endsAs(byBank, ...groups.bank);
    await endsAs(byStored, ...groups.stored);
    await endsAs(onPage, ...groups.hosted);
  },
  LIMIT_MS,
);

test(
  'killed at every step of a reversal, and with webhooks, commands and mail in its hands',
  async () => {
    const organization = await givenOrganization(house.database);
    const leases: GivenLease[] = [];
    for (let index = 0; index < 6; index += 1) leases.push(await givenPayer(organization, 'usBankAccount_success'));
    await house.runRent(organization, zone);
    await endsAs(byBank, ...leases);
    const [calm, asking, ...stopped] = leases;
    if (calm === undefined || asking === undefined) throw new Error('There are no leases.');
    await takeBack(calm);
    const reversed = await undisturbed(calm, /came back/);
    expect(reversed.payments).toEqual([`autopay reversed ${RENT}`]);

    const held = await house.fault({ kind: 'latency', latency_ms: HELD_MS, match: { path: '/v1/disputes/' } });
    await takeBack(asking);
    await held();
    const stops = await Promise.all(
      stopped.map(({ leaseId, email }, index) => {
        const moment = MOMENTS[index % 2] ?? 'before';
        return index < 2
          ? house.stops.add('journal_entries', moment, { lease_id: leaseId, kind: 'payment_reversed' })
          : house.stops.add('messages', moment, { email, kind: 'payment_returned' });
      }),
    );
    // A reversal that is held at its commit holds up the others of its landlord: what goes further goes first.
    for (const index of [2, 3, 0, 1]) {
      const [lease, stop] = [stopped[index], stops[index]];
      if (lease === undefined || stop === undefined) throw new Error('There are no leases.');
      await takeBack(lease);
      await stop.reached();
    }

    // The relay carries one batch at a time, so what it is stopped at comes last and one after the other.
    const [mailed, signaled, settled] = await Promise.all(
      (['card_visa', 'usBankAccount_success', 'usBankAccount_success'] as const).map(async (method) =>
        givenPayer(await givenOrganization(house.database), method),
      ),
    );
    if (mailed === undefined || signaled === undefined || settled === undefined)
      throw new Error('There are no leases.');
    const workflow_id = `rent-collection/${signaled.leaseId}/${signaled.period}`;
    const atCommand = await house.stops.add('commands', 'before', { workflow_id, status: 'done' });
    await house.runRent(signaled.organizationId, zone);
    await atCommand.reached();
    const atWebhook = await atEntry(settled, 'payment_settled', 'commit');
    await house.runRent(settled.organizationId, zone);
    await atWebhook.reached();
    const atMail = await house.fault({ vendor: 'sendgrid', kind: 'latency', latency_ms: HELD_MS });
    await house.runRent(mailed.organizationId, zone);
    await atMail();
    await dieAt([...stops, atCommand, atWebhook]);
    await endsAs(reversed, asking, ...stopped);
    await endsAs(byBank, signaled, settled);
    await endsAs(byCard, mailed);
  },
  LIMIT_MS,
);

/** The bank returns the lease's debit. */
async function takeBack({ leaseId }: GivenLease): Promise<void> {
  const { rows } = await house.owner.query<{ vendor_ref: string }>(
    'select vendor_ref from presentments where lease_id = $1',
    [leaseId],
  );
  await house.control('stripe/ach-return', { payment_intent: rows[0]?.vendor_ref, reason: 'insufficient_funds' });
}

test(
  'a request that died with the worker before it arrived is asked about, then made anew, once',
  async () => {
    await endsAs(byCard, never);
  },
  LIMIT_MS,
);

test('all entries of all of this balance', async () => {
  const { rows } = await house.owner.query<{ sum: string }>('select sum(amount_cents)::text as sum from postings');
  expect(rows).toEqual([{ sum: '0' }]);
});
