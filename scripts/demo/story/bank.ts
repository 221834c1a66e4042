import { z } from 'zod';
import { CannotGoOn } from '../../servers/project';
import type { Running } from '../running';

const intents = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      metadata: z.record(z.string(), z.string()),
      payment_method_types: z.array(z.string()),
    }),
  ),
});

/** Makes the tenant's bank take a settled debit back, which only the sandbox's bank does on demand. */
export async function bankReturns({ sandbox }: Running, leaseId: string): Promise<void> {
  const listed = await fetch(`${sandbox}/v1/payment_intents?limit=100`, {
    headers: { Authorization: 'Bearer sk_test_sandbox' },
  });
  const { data } = intents.parse(await listed.json());
  const debit = data.find(
    ({ status, metadata, payment_method_types }) =>
      status === 'succeeded' && metadata.lease_id === leaseId && payment_method_types.includes('us_bank_account'),
  );
  if (debit === undefined) throw new CannotGoOn('The payment service knows no settled bank debit of this lease.');
  const answer = await fetch(`${sandbox}/control/stripe/ach-return`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ payment_intent: debit.id, reason: 'insufficient_funds' }),
  });
  if (!answer.ok) throw new CannotGoOn(`The sandbox’s bank refused the return: ${await answer.text()}`);
}
