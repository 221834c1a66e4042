import Stripe from 'stripe';
import { cents } from '../../../domain/money';
import { inOrganization } from '../../../store/database';
import { createPayment } from '../../../store/payments/create-payment';
import type { BalanceGateway } from '../../../vendors/balances';
import type { ReconciliationResult } from '../../../workflows/reconciliation/messages';
import { eventually, type World } from '../../workflows/support/world';
import { chargeRent } from './charge-rent';
import { type GivenLease, givenMethod } from './given-lease';

/** The same balances; each list of the platform's own account that is asked for is said. */
export function counted(balances: BalanceGateway, said: (what: string) => void): BalanceGateway {
  const count = <P extends { account: string | null }>(what: string, page: P): P => {
    if (page.account === null) said(what);
    return page;
  };
  return {
    listBookings: (page) => balances.listBookings(count('bookings', page)),
    listPayouts: (page) => balances.listPayouts(count('payouts', page)),
    listPayoutItems: (page) => balances.listPayoutItems(count('items', page)),
  };
}

type Listed = { id: string; kind: string; status: string; cause: string; expected_cents: string; found_cents: string };

/** What the books and the list of differences say. */
function lookingAt(worldOf: () => World) {
  const within = <T>(lease: GivenLease, work: Parameters<typeof inOrganization<T>>[2]) =>
    inOrganization(worldOf().database, lease.organizationId, work);

  async function rows<T extends object>(sql: string, ...parameters: unknown[]): Promise<T[]> {
    return (await worldOf().owner.query<T>(sql, parameters)).rows;
  }

  const differences = ({ organizationId }: GivenLease) =>
    rows<Listed & { closed_by: string | null }>(
      'select * from differences where organization_id = $1 order by kind',
      organizationId,
    );
  const kinds = async (lease: GivenLease) =>
    (await differences(lease)).filter(({ status }) => status === 'open').map(({ kind }) => kind);

  async function accounts({ organizationId }: GivenLease): Promise<Record<string, number>> {
    const found = await rows<{ account: string; sum: string }>(
      'select account, sum(amount_cents) from postings where organization_id = $1 group by 1 having sum(amount_cents) <> 0',
      organizationId,
    );
    return Object.fromEntries(found.map(({ account, sum }) => [account, Number(sum)]));
  }

  return { within, rows, differences, kinds, accounts };
}

/** What a test of reconciliation does and looks at in a world that is there by then. */
export function reconciling(worldOf: () => World) {
  const looking = lookingAt(worldOf);
  const { within, rows } = looking;
  let runs = 0;

  /** Charges rent and has it paid by a stored method, which then is here. */
  async function paid(lease: GivenLease, method: string, amountCents: number): Promise<{ id: string; ref: string }> {
    const { organizationId, leaseId, tenantId } = lease;
    const paymentMethodId = await givenMethod(worldOf(), lease, method);
    await chargeRent(worldOf().database, lease, amountCents, lease.today);
    const by = { kind: 'stored', paymentMethodId } as const;
    const wanted = { organizationId, leaseId, tenantId, amountCents: cents(amountCents), by };
    const { paymentId } = await within(lease, (tx) =>
      createPayment(tx, { ...wanted, actor: tenantId, now: new Date() }),
    );
    return eventually(
      async () => {
        const [row] = await rows<{ vendor_ref: string }>(
          `select vendor_ref from payments where id = $1 and status = 'succeeded'`,
          paymentId,
        );
        return row === undefined ? false : { id: paymentId, ref: row.vendor_ref };
      },
      { what: `${paymentId} to be paid`, limitMs: 90_000 },
    );
  }

  /** Runs the day's reconciliation to its end. */
  async function reconcile({ organizationId, today }: GivenLease): Promise<ReconciliationResult> {
    runs += 1;
    return worldOf().client.workflow.execute('reconciliation', {
      workflowId: `reconciliation/${organizationId}/${today}/${runs}`,
      taskQueue: 'leases',
      args: [{ organizationId, date: today }],
    });
  }

  function stripe(): Stripe {
    const { hostname: host, port } = new URL(worldOf().sandbox.url);
    return new Stripe('sk_test_sandbox', { host, port, protocol: 'http', telemetry: false });
  }

  /** The lease's customer pays by card at the payment service itself, past us. */
  async function paysAtVendor(
    { organizationId }: GivenLease,
    amountCents: number,
    metadata: Record<string, string> = {},
  ): Promise<Stripe.PaymentIntent> {
    const [method] = await rows<{ customer_ref: string }>(
      'select customer_ref from payment_methods where organization_id = $1',
      organizationId,
    );
    return stripe().paymentIntents.create({
      amount: amountCents,
      currency: 'usd',
      customer: method?.customer_ref ?? '',
      payment_method: 'pm_card_visa',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      metadata,
    });
  }

  return { ...looking, paid, reconcile, stripe, paysAtVendor };
}
