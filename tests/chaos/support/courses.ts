import { inOrganization, type Transaction } from '../../../store/database';
import { returnDeposit } from '../../../store/deposits/return-deposit';
import { acceptDispute } from '../../../store/disputes/answer-dispute';
import { createPayment } from '../../../store/payments/create-payment';
import { requestRefund } from '../../../store/refunds/request-refund';
import { chargeRent } from '../../money/support/charge-rent';
import { billDeposit, endIt } from '../../money/support/given-deposit';
import {
  cents,
  daytimeZone,
  type GivenLease,
  givenAutopay,
  givenLease,
  givenMethod,
} from '../../money/support/given-lease';
import { accept, givenOffer, givenPastDue } from '../../money/support/given-plan';
import { givenOwed, payOwner } from '../../owners/support/given-owed';
import { eventually, type World } from '../../workflows/support/world';

const RENT = 185_000;

/** Something that happens to a lease's money, from its beginning to its end. */
export type Course = {
  /** Whose activities it is about. */
  workflows: readonly string[];
  /** Everything that has to be there before. */
  given(world: World): Promise<GivenLease>;
  /** Sets it going, and where something else happens on the way, waits for that. */
  run(world: World, lease: GivenLease): Promise<void>;
  /** The letter or state that comes last. */
  last: RegExp;
  /** By bank debit: which steps are heard of is a matter of time, what they come to is not. */
  skipsSteps?: true;
};

/** The courses of money through every kind of workflow that moves it. */
export const COURSES: Readonly<Record<string, Course>> = {
  'a month collected by card': {
    workflows: ['rentRun', 'rentCollection'],
    last: /^Receipt/,
    given: (world) => givenAutopayer(world, 'card_visa'),
    run: runRent,
  },
  'a month collected by bank debit, which comes back': {
    workflows: ['rentCollection', 'paymentReversal'],
    skipsSteps: true,
    last: /came back/,
    given: (world) => givenAutopayer(world, 'usBankAccount_success'),
    async run(world, lease) {
      await runRent(world, lease);
      await paymentIs(world, lease, 'succeeded');
      const payment_intent = await intentOf(world, lease);
      await world.control('stripe/ach-return', { payment_intent, reason: 'insufficient_funds' });
    },
  },
  'a payment of which a part is given back': {
    workflows: ['payment', 'refund'],
    last: /^Refund of/,
    given: givenCharged,
    async run(world, lease) {
      const paymentId = await payByCard(world, lease, RENT);
      const { organizationId } = lease;
      await within(world, lease, (tx) =>
        requestRefund(tx, {
          organizationId,
          paymentId,
          amountCents: cents(50_000),
          method: 'original',
          reason: 'Paid twice',
          voidCharges: false,
          actor: 'test',
          now: world.now(),
        }),
      );
    },
  },
  'a payment that is disputed and let go': {
    workflows: ['paymentReversal', 'dispute'],
    last: /^dispute lost/,
    given: givenCharged,
    async run(world, lease) {
      await payByCard(world, lease, RENT);
      await world.control('stripe/dispute', { payment_intent: await intentOf(world, lease) });
      const disputeId = await found<string>(world, lease, 'select id from disputes where organization_id = $1');
      await paymentIs(world, lease, 'reversed');
      const { organizationId } = lease;
      await within(world, lease, (tx) =>
        acceptDispute(tx, { organizationId, disputeId, actor: 'usr_test', now: world.now() }),
      );
    },
  },
  'an installment of a payment plan': {
    workflows: ['paymentPlan'],
    last: /^Receipt/,
    async given(world) {
      const lease = await givenLease(world.database, { zone: daytimeZone() });
      await givenPastDue(world.database, lease, { daysAgo: 10, amountCents: 60_000 });
      return lease;
    },
    async run(world, lease) {
      const dates: [number, number][] = [
        [0, 20_000],
        [9, 40_000],
      ];
      const planId = await givenOffer(world, lease, { dates, acceptBy: lease.today });
      await accept(world, lease, planId, await givenMethod(world, lease, 'card_visa'));
    },
  },
  'a deposit that goes back to the card': {
    workflows: ['depositReturn'],
    last: /deposit statement/,
    async given(world) {
      const lease = await givenLease(world.database, { startsOn: '2020-01-01' });
      await billDeposit(world.database, lease, 90_000);
      return lease;
    },
    async run(world, lease) {
      await payByCard(world, lease, 90_000);
      await endIt(world.database, lease);
      const { organizationId, leaseId } = lease;
      await within(world, lease, (tx) =>
        returnDeposit(tx, { organizationId, leaseId, method: 'original', actor: 'test', now: world.now() }),
      );
    },
  },
  'a payout to an owner': {
    workflows: ['ownerPayout'],
    last: /^payout paid/,
    given: (world) => givenOwed(world, RENT),
    async run(world, lease) {
      const ownerId = await found<string>(world, lease, 'select id from owners where organization_id = $1');
      await within(world, lease, (tx) => payOwner(tx, lease, ownerId));
    },
  },
};

const within = <T>(world: World, lease: GivenLease, work: (tx: Transaction) => Promise<T>) =>
  inOrganization(world.database, lease.organizationId, work);

async function givenAutopayer(world: World, method: string): Promise<GivenLease> {
  const lease = await givenLease(world.database, { zone: daytimeZone(), rentCents: RENT });
  await givenAutopay(world, lease, method);
  return lease;
}

async function givenCharged({ database }: World): Promise<GivenLease> {
  const lease = await givenLease(database, { rentCents: RENT });
  await chargeRent(database, lease, RENT);
  return lease;
}

async function runRent(world: World, { organizationId, zone, today }: GivenLease): Promise<void> {
  await world.client.workflow.start('rentRun', {
    workflowId: `rent-run/${organizationId}/${zone}/${today}`,
    taskQueue: 'leases',
    args: [{ zone, date: today, organizationId }],
  });
}

/** Pays by a stored card. @returns the payment's id once it succeeded */
async function payByCard(world: World, lease: GivenLease, amount: number): Promise<string> {
  const { organizationId, leaseId, tenantId } = lease;
  const paymentMethodId = await givenMethod(world, lease, 'card_visa');
  const by = { kind: 'stored', paymentMethodId } as const;
  const wanted = { organizationId, leaseId, tenantId, amountCents: cents(amount), by, actor: tenantId };
  const { paymentId } = await within(world, lease, (tx) => createPayment(tx, { ...wanted, now: world.now() }));
  await paymentIs(world, lease, 'succeeded');
  return paymentId;
}

const paymentIs = (world: World, lease: GivenLease, status: string) =>
  found(world, lease, 'select id from payments where organization_id = $1 and status = $2', status);

const intentOf = (world: World, lease: GivenLease) =>
  found<string>(world, lease, "select vendor_ref from payments where organization_id = $1 and status = 'succeeded'");

/** The one value that a statement about the organization finds, once it does. */
async function found<T>(world: World, { organizationId }: GivenLease, sql: string, ...more: unknown[]): Promise<T> {
  return eventually(
    async () => {
      const { rows } = await world.owner.query<Record<string, T>>(sql, [organizationId, ...more]);
      return rows[0] === undefined ? null : Object.values(rows[0])[0];
    },
    { what: sql, limitMs: 120_000, everyMs: 250 },
  );
}
