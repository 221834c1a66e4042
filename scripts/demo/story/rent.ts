import { z } from 'zod';
import { addMonths } from '../../../domain/calendar';
import { type Person, type Stage, withId } from '../stage';
import { until } from '../until';
import { bankReturns } from './bank';
import { GOOD_BANK, payAtCheckout } from './checkout';
import { leaseAnswer } from './lease';

const run = z.object({
  id: z.string().nullable(),
  status: z.string(),
  charges: z.int(),
  amount_cents: z.int(),
  workflow_id: z.string().nullable(),
});
const payment = withId.extend({ status: z.string(), method_label: z.string(), amount_cents: z.int() });
const payments = z.object({ data: z.array(payment) });

/** Looks at what the run would do, runs it, and watches one lease's rent being collected. */
export async function runRent({ landlord, say, today, zone }: Stage, leaseId: string): Promise<void> {
  const body = { run_on: today, time_zone: zone };
  const planned = await landlord.post('/rent-runs', { ...body, dry_run: true }, run);
  say.step(`A dry run for ${today}: ${planned.charges} charges, ${money(planned.amount_cents)}; nothing is written`);
  const started = await landlord.post('/rent-runs', body, run);
  await finished(landlord, started.id);
  say.step('The run posts them and starts collecting', {
    app: '/rent-runs',
    ...(started.workflow_id === null ? {} : { workflow: started.workflow_id }),
  });
  await until('autopay to collect the rent', async () => {
    const { data } = await landlord.get(`/payments?lease_id=${leaseId}`, payments);
    const { balance_cents } = await landlord.get(`/leases/${leaseId}`, leaseAnswer);
    return data.length >= 2 && data.every(({ status }) => status === 'succeeded') && balance_cents <= 0;
  });
  say.step('Autopay collects the first flat’s rent', {
    app: `/leases/${leaseId}`,
    workflow: `rent-collection/${leaseId}/${today.slice(0, 7)}`,
  });
}

/** Runs next month's rent ahead of time: it is posted, and its collection waits for the due date. */
export async function runNextMonth({ landlord, say, today, zone }: Stage, leaseId: string): Promise<void> {
  const run_on = addMonths(today, 1);
  const started = await landlord.post('/rent-runs', { run_on, time_zone: zone }, run);
  await finished(landlord, started.id);
  say.step(`The run for ${run_on}, ahead of time: posted, and waiting for its due date`, {
    app: `/leases/${leaseId}`,
    workflow: `rent-collection/${leaseId}/${run_on.slice(0, 7)}`,
  });
}

function finished(landlord: Stage['landlord'], runId: string | null) {
  return until('the rent run to finish', async () => {
    const { status } = await landlord.get(`/rent-runs/${runId}`, run);
    return status === 'completed';
  });
}

/** The card declines; the tenant pays another way from the link; days later the bank sends that back. */
export async function surviveBadLuck(stage: Stage, leaseId: string, tenant: Person): Promise<void> {
  const { landlord, say, today } = stage;
  const links = { app: `/leases/${leaseId}`, workflow: `rent-collection/${leaseId}/${today.slice(0, 7)}` };
  const link = await tenant.phone.tap(/did not go through|another way to pay/, 'the word that the card was declined');
  say.step(`${tenant.first}’s card is declined; ${tenant.first} gets a link`, links);
  await payAtCheckout(link, GOOD_BANK);
  const paid = await until('the bank debit to settle', async () => {
    const { data } = await landlord.get(`/payments?lease_id=${leaseId}&status=succeeded`, payments);
    const { balance_cents } = await landlord.get(`/leases/${leaseId}`, leaseAnswer);
    return balance_cents <= 0 && data.find(({ method_label }) => /bank|6789/i.test(method_label));
  });
  say.step(`${tenant.first} pays by bank instead: ${money(paid.amount_cents)} arrives`, links);
  await bankReturns(stage.running, leaseId);
  say.step('Days later the bank sends it back');
  await until('the payment to be reversed', async () => {
    const { status } = await landlord.get(`/payments/${paid.id}`, payment);
    return status === 'reversed';
  });
  say.step('The ledger takes it back, and the rent is open again', { app: `/leases/${leaseId}` });
  await tenant.phone.hear(/sent back your payment/, 'the word that the bank returned the payment');
  await until('the rent to be collected again', async () => {
    const { balance_cents } = await landlord.get(`/leases/${leaseId}`, leaseAnswer);
    return balance_cents > 0;
  });
  say.step(`${tenant.first} is told, and the collection goes on`, links);
}

function money(cents: number): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(cents / 100);
}
