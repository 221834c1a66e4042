import type Stripe from 'stripe';
import type { Sandbox } from '../core/sandbox';
import type { Row } from './table';

interface Group {
  /** Value of the metadata key; '' where an object has none. */
  readonly value: string;
  payment_intents: number;
  succeeded_payment_intents: number;
  charges: number;
  succeeded_charges: number;
  /** Cents of succeeded charges, before refunds. */
  succeeded_amount: number;
}

/** Counts over all accounts, for tests that look for duplicates; grouped by one metadata key when it is named. */
export function stripeSummary(sandbox: Sandbox, metadataKey: string | undefined) {
  const all = <T>(name: string) =>
    sandbox.store
      .collection<Row<T>>(`stripe.${name}`)
      .list()
      .map(({ object }) => object);
  const intents = all<Stripe.PaymentIntent>('payment_intents');
  const charges = all<Stripe.Charge>('charges');
  const groups = new Map<string, Group>();
  const groupOf = ({ metadata }: { metadata: Record<string, string> }): Group => {
    const value = (metadataKey === undefined ? undefined : metadata[metadataKey]) ?? '';
    const empty = { payment_intents: 0, succeeded_payment_intents: 0, charges: 0, succeeded_charges: 0 };
    const group = groups.get(value) ?? { value, ...empty, succeeded_amount: 0 };
    groups.set(value, group);
    return group;
  };
  for (const intent of intents) {
    const group = groupOf(intent);
    group.payment_intents += 1;
    if (intent.status === 'succeeded') group.succeeded_payment_intents += 1;
  }
  for (const charge of charges) {
    const group = groupOf(charge);
    group.charges += 1;
    if (charge.status !== 'succeeded') continue;
    group.succeeded_charges += 1;
    group.succeeded_amount += charge.amount;
  }
  return {
    payment_intents: intents.length,
    charges: charges.length,
    succeeded_charges: charges.filter(({ status }) => status === 'succeeded').length,
    refunds: all('refunds').length,
    disputes: all('disputes').length,
    by_status: countBy(intents.map(({ status }) => status)),
    ...(metadataKey === undefined ? {} : { by_metadata: [...groups.values()] }),
  };
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
