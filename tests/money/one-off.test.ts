import { postCharges } from '../../store/charges/post-charges';
import { inOrganization } from '../../store/database';
import { cancelLease } from '../../store/leases/end-lease';
import { newId } from '../../store/new-id';
import { setCardFeePolicy } from '../../store/payments/card-fee-policy';
import { createPayment } from '../../store/payments/create-payment';
import { createPresentment } from '../../store/presentments/create-presentment';
import { overPrisma } from '../../store/sql-runner';
import { paymentWorkflowId } from '../../workflows/payment/ids';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { balances, owed, payments, sumOfAll, taken } from './support/books';
import { cents, type GivenLease, givenLease, givenMethod, type LeaseWishes } from './support/given-lease';
import { BANK, CARD, type Pages, startPages } from './support/link-pages';

let world: World;
let pages: Pages;

beforeAll(async () => {
  world = await createWorld({ timeSkipping: false });
  pages = await startPages(world);
});
afterAll(async () => {
  await pages.close();
  await world.close();
});

/** A lease that owes this month's rent. */
async function owing(wishes: LeaseWishes = {}): Promise<GivenLease> {
  const lease = await givenLease(world.database, wishes);
  await inOrganization(world.database, lease.organizationId, (tx) =>
    postCharges(overPrisma(tx), lease.organizationId, [
      {
        leaseId: lease.leaseId,
        kind: 'rent',
        item: '',
        label: 'Rent',
        amountCents: cents(185_000),
        period: lease.period as never,
        dueOn: lease.today,
        coversFrom: null,
        coversTo: null,
        rule: { name: 'full_month', text: 'A whole month' },
      },
    ]),
  );
  return lease;
}

async function latestPayment(lease: GivenLease) {
  const latest = (await payments(world, lease)).at(-1);
  if (latest === undefined) throw new Error('There is no payment.');
  return latest;
}

describe('a payment from a link', () => {
  test('says what is owed and why, in two languages, and changes nothing by being looked at', async () => {
    const lease = await owing();
    const link = await pages.link(lease, 'pay');
    const { status, html } = await pages.get(link);
    expect(status).toBe(200);
    expect(html).toContain('$1,850.00');
    expect(html).toContain('418 Alder St, 2B');
    expect((await pages.get(`${link}?lang=es`)).html).toContain('Por pagar ahora');
    expect(await payments(world, lease)).toHaveLength(0);
  });

  test('by card on the payment service’s page: paid, booked, thanked', async () => {
    const lease = await owing();
    const link = await pages.link(lease, 'pay');
    const { status, location } = await pages.post(link, { way: 'card', form_key: 'one', keep: 'yes' });
    expect(status).toBe(303);
    const again = await pages.post(link, { way: 'card', form_key: 'one', keep: 'yes' });
    expect(again.location).toBe(location);
    const paid = await pages.post(location, CARD);
    expect(paid.status).toBe(303);
    const { id } = await latestPayment(lease);
    await expect(world.client.workflow.getHandle(paymentWorkflowId(id)).result()).resolves.toEqual({
      status: 'succeeded',
    });
    expect(await balances(world, lease)).toEqual({ rent_income: -185_000, undeposited_funds: 185_000 });
    expect(await payments(world, lease)).toHaveLength(1);
    expect((await pages.get(`${link}/done?payment=${id}`)).html).toContain('Thank you, it is paid');
    expect((await pages.get(link)).html).toContain('Nothing is open');
    const stored = await world.owner.query('select last4 from payment_methods where tenant_id = $1', [lease.tenantId]);
    expect(stored.rows).toEqual([{ last4: '4242' }]);
  });

  test('by card where the tenant bears its fee: shown first, a line of its own on the page, booked apart from rent', async () => {
    const lease = await owing();
    const { organizationId } = lease;
    const policy = { bearer: 'tenant' as const, basis_points: 300, fixed_cents: 30, except_states: [] };
    await inOrganization(world.database, organizationId, (tx) =>
      setCardFeePolicy(tx, { organizationId, policy, on: lease.today, actor: 'usr_1' }),
    );
    const link = await pages.link(lease, 'pay');
    const review = await pages.post(link, { way: 'card', form_key: 'one' });
    expect((await pages.get(review.location)).html).toContain('$55.80');
    const chosen = { way: 'card', amount: '1850.00', fee: '5580', form_key: 'two' };
    const { location } = await pages.post(`${link}/review`, chosen);
    await pages.post(location, CARD);
    const { id } = await latestPayment(lease);
    await world.client.workflow.getHandle(paymentWorkflowId(id)).result();
    expect(await taken(world, lease)).toEqual({ count: 1, cents: 190_580 });
    expect(await balances(world, lease)).toEqual({
      rent_income: -185_000,
      card_fee_income: -5_580,
      undeposited_funds: 190_580,
    });
  });

  test('by bank account: on its way, then received', async () => {
    const lease = await owing();
    const link = await pages.link(lease, 'pay');
    const { location } = await pages.post(link, { way: 'bank', form_key: 'one' });
    await pages.post(location, BANK);
    const { id } = await latestPayment(lease);
    await expect(world.client.workflow.getHandle(paymentWorkflowId(id)).result()).resolves.toEqual({
      status: 'succeeded',
    });
    const kinds = await world.owner.query('select kind from journal_entries where subject_id = $1 order by id', [id]);
    expect(kinds.rows.at(-1)).toEqual({ kind: expect.stringMatching(/payment_(settled|received)/) });
    expect(await owed(world.database, lease)).toBe(0);
  });

  test('of a part, and of more than is owed: the rest is credit', async () => {
    const lease = await owing();
    const link = await pages.link(lease, 'pay');
    const review = await pages.post(link, { way: 'card', form_key: 'a', amount: '2,000.00' });
    expect((await pages.get(review.location)).html).toContain('more than you owe now');
    const chosen = { way: 'card', form_key: 'b', amount: '2000.00', fee: '0' };
    const { location } = await pages.post(`${link}/review`, chosen);
    await pages.post(location, CARD);
    const { id } = await latestPayment(lease);
    await world.client.workflow.getHandle(paymentWorkflowId(id)).result();
    expect(await balances(world, lease)).toEqual({
      rent_income: -185_000,
      tenant_credit: -15_000,
      undeposited_funds: 200_000,
    });
  });

  test('an amount that is none is refused on the page', async () => {
    const lease = await owing();
    const { status, html } = await pages.post(await pages.link(lease, 'pay'), {
      way: 'card',
      form_key: 'x',
      amount: 'lots',
    });
    expect(status).toBe(400);
    expect(html).toContain('Please check');
  });
});

describe('a stored way to pay', () => {
  test('is presented once, through the same step', async () => {
    const lease = await owing();
    const paymentMethodId = await givenMethod(world, lease, 'card_visa');
    const { organizationId, leaseId, tenantId } = lease;
    const by = { kind: 'stored', paymentMethodId } as const;
    const wanted = {
      organizationId,
      leaseId,
      tenantId,
      amountCents: cents(185_000),
      by,
      actor: 'usr_x',
      now: new Date(),
    };
    const { paymentId } = await inOrganization(world.database, organizationId, (tx) => createPayment(tx, wanted));
    await eventually(async () => (await payments(world, lease))[0]?.status === 'succeeded');
    await world.client.workflow.getHandle(paymentWorkflowId(paymentId)).result();
    expect(await taken(world, lease)).toEqual({ count: 1, cents: 185_000 });
    expect(await owed(world.database, lease)).toBe(0);
  });
});

describe('autopay from a link', () => {
  test('is authorized, set up on the payment service’s page, shown and turned off', async () => {
    const lease = await givenLease(world.database);
    const link = await pages.link(lease, 'autopay');
    expect((await pages.get(link)).html).toContain('I, Ada, authorize Harbor');
    const refused = await pages.post(link, { way: 'other', form_key: 'no' });
    expect(refused.status).toBe(400);
    const { location } = await pages.post(link, { way: 'other', agree: 'yes', form_key: 'yes' });
    await pages.post(location, CARD);
    const html = await eventually(async () => {
      const page = await pages.get(`${link}/done`);
      return page.html.includes('Autopay is on') ? page.html : null;
    });
    expect(html).toContain('Visa ••4242');
    await world.settled();
    const copies = (await world.inbox(lease.email)).filter(({ subject }) => subject?.startsWith('Autopay is on'));
    expect(copies).toHaveLength(1);
    expect(copies[0]?.text).toContain('I, Ada, authorize Harbor');
    await pages.post(link, { do: 'off', form_key: 'off' });
    expect((await pages.get(link)).html).toContain('Turn autopay on');
    const mandates = await world.owner.query('select status from mandates where lease_id = $1', [lease.leaseId]);
    expect(mandates.rows).toEqual([{ status: 'ended' }]);
  });
});

describe('a way to pay that was stored', () => {
  test('is forgotten by the payment service once it is removed, though its answer is lost', async () => {
    const lease = await givenLease(world.database);
    const methodId = await givenMethod(world, lease, 'card_visa');
    const [stored] = (await world.owner.query('select vendor_ref from payment_methods where id = $1', [methodId])).rows;
    const customer = async () => (await world.vendors.payments.retrievePaymentMethod(stored.vendor_ref)).customerId;
    expect(await customer()).not.toBeNull();
    await world.control('faults', {
      vendor: 'stripe',
      kind: 'answer_lost',
      times: 1,
      match: { method: 'POST', path: '/v1/payment_methods/.*/detach' },
    });
    const link = await pages.link(lease, 'pay');
    const removed = await pages.post(`${link}/methods`, { do: 'remove', method: methodId, form_key: 'gone' });
    expect(removed.status).toBe(303);
    await eventually(async () => (await customer()) === null, { what: 'the way to pay to be forgotten' });
    await world.settled();
    const { rows } = await world.owner.query('select status from payment_methods where id = $1', [methodId]);
    expect(rows).toEqual([{ status: 'removed' }]);
  });
});

describe('a lease that was called off before it began', () => {
  async function canceled(lease: GivenLease) {
    await inOrganization(world.database, lease.organizationId, (tx) =>
      cancelLease(tx, { leaseId: lease.leaseId, reason: 'Nobody paid', by: 'system', now: new Date() }),
    );
  }

  test('says so on its old links, in two languages, and takes nothing through them', async () => {
    const lease = await owing({ status: 'signed' });
    const [pay, autopay] = [await pages.link(lease, 'pay'), await pages.link(lease, 'autopay')];
    await canceled(lease);
    for (const link of [pay, autopay]) {
      expect((await pages.get(link)).html).toContain('This lease was canceled');
      expect((await pages.get(`${link}?lang=es`)).html).toContain('Este contrato fue cancelado');
      expect((await pages.get(link)).html).not.toContain('<form');
    }
    const tried = await pages.post(pay, { way: 'card', form_key: 'late', amount: '10.00' });
    expect(tried).toMatchObject({ status: 409, html: expect.stringContaining('no longer open') });
    const set = await pages.post(autopay, { way: 'other', agree: 'yes', form_key: 'late' });
    expect(set.status).toBe(409);
    expect(await payments(world, lease)).toEqual([]);
  });

  test('closes the payment page that somebody had open; a stored way to pay is not presented', async () => {
    const lease = await owing({ status: 'signed' });
    const { organizationId, leaseId, tenantId } = lease;
    const { location } = await pages.post(await pages.link(lease, 'pay'), { way: 'card', form_key: 'open' });
    const { id } = await latestPayment(lease);
    const paymentMethodId = await givenMethod(world, lease, 'card_visa');
    const stored = await inOrganization(world.database, organizationId, (tx) =>
      tx.payment.create({
        data: {
          id: newId('payment'),
          ...{ organizationId, leaseId, tenantId, paymentMethodId },
          kind: 'one_off',
          amountCents: 1_000n,
          effectiveOn: new Date(lease.today),
        },
      }),
    );
    await canceled(lease);
    await expect(world.client.workflow.getHandle(paymentWorkflowId(id)).result()).resolves.toEqual({
      status: 'canceled',
    });
    await pages.post(location, CARD);
    const presented = inOrganization(world.database, organizationId, (tx) =>
      createPresentment(tx, { organizationId, paymentId: stored.id, paymentMethodId, now: new Date() }),
    );
    await expect(presented).rejects.toMatchObject({ code: 'illegal_transition', status: 409 });
    expect(await taken(world, lease)).toEqual({ count: 0, cents: 0 });
  });
});

test('a tenant’s pay page leads to their page for reporting a repair', async () => {
  const lease = await givenLease(world.database);
  const link = await pages.link(lease, 'pay');
  expect((await pages.get(link)).html).toContain('Report a repair');
  const { status, location } = await pages.post(link, { do: 'report', form_key: 'one' });
  expect(status).toBe(303);
  expect((await pages.get(location)).html).toContain('What needs fixing?');
  const again = await pages.post(link, { do: 'report', form_key: 'two' });
  expect(again.location).toBe(location);
  expect((await pages.post(link, { do: 'report', form_key: 'one' })).location).toBe(location);
  const kept = await world.owner.query("select headers::text from idempotency_keys where key like 'link/%'");
  for (const { headers } of kept.rows) expect(headers).not.toContain('/l/');
});

test('every entry of all of this balances', async () => {
  expect(await sumOfAll(world)).toBe(0);
});
