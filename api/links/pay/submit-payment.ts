import { cardFeeFor } from '../../../domain/card-fees';
import { TenureError } from '../../../domain/errors';
import { type Cents, cents, parseCents, ZERO_CENTS } from '../../../domain/money';
import { refusalOfPart } from '../../../domain/partial-payments';
import { inOrganization } from '../../../store/database';
import { assertMayPresent } from '../../../store/payments/assert-may-present';
import { createPayment } from '../../../store/payments/create-payment';
import type { Account } from '../../../store/payments/read-account';
import { paymentWorkflowId } from '../../../workflows/payment/ids';
import { invalid } from '../../http/parse';
import { type FormFields, fieldOf, type Submission } from '../kernel/link-page';

const LEAST = 100;
const MOST = 10_000_000;

/** A payment as the payer chose it on the page. */
export type Chosen = {
  by: { kind: 'hosted'; method: 'card' | 'us_bank_account' } | { kind: 'stored'; paymentMethodId: string };
  amountCents: Cents;
  /** What the card costs beside; zero for a bank account. */
  feeCents: Cents;
};

/**
 * What the payer chose, from the form or the address of the review page.
 * @throws TenureError invalid_request naming `way` or `amount`
 */
export function chosenOf(fields: FormFields, account: Account): Chosen {
  const amountCents = amountOf(fieldOf(fields, 'amount'), account);
  const way = fieldOf(fields, 'way');
  const stored = account.methods.find(({ id }) => id === way);
  if (stored === undefined && way !== 'card' && way !== 'bank') throw invalid([{ name: 'way', reason: 'is required' }]);
  const method = stored?.kind ?? (way === 'card' ? 'card' : 'us_bank_account');
  const { state, today: on } = account;
  const { feeCents } = cardFeeFor(account.cardFee, { amountCents, method, state, on });
  const hosted = { kind: 'hosted', method: way === 'card' ? 'card' : 'us_bank_account' } as const;
  const by = stored === undefined ? hosted : ({ kind: 'stored', paymentMethodId: stored.id } as const);
  return { by, amountCents, feeCents };
}

/**
 * Takes the payment: by a stored way to pay at once, else on the vendor's page. Where a card costs the payer something
 * they see it on a page of its own first, and so they do where they pay more than is owed.
 */
export async function submitPayment(
  submission: Submission,
  section: 'pay' | 'review',
  account: Account,
): Promise<string> {
  const { link, services, now, base, fields } = submission;
  const { organizationId, subjectId: leaseId, partyId: tenantId } = link;
  if (!account.acceptingPayments) throw new TenureError('not_possible', 'This lease accepts no payments at present.');
  const { by, amountCents, feeCents } = chosenOf(fields, account);
  const keep = fieldOf(fields, 'keep') === 'yes';
  if (section === 'pay' && (feeCents > 0 || amountCents > account.totalCents)) {
    const chosen = {
      lang: submission.locale,
      way: fieldOf(fields, 'way'),
      amount: (amountCents / 100).toFixed(2),
      ...(keep && { keep: 'yes' }),
    };
    return `${base}/review?${new URLSearchParams(chosen)}`;
  }
  const shownFeeCents = section === 'review' ? shownFee(fields) : ZERO_CENTS;
  const wanted = { organizationId, leaseId, tenantId, amountCents, by, shownFeeCents, actor: tenantId, now };
  const { paymentId } = await inOrganization(services.database, organizationId, async (tx) => {
    if (by.kind === 'stored') await assertMayPresent(tx, { ...wanted, paymentMethodId: by.paymentMethodId });
    return createPayment(tx, wanted);
  });
  if (by.kind === 'stored') return `${base}/done?payment=${paymentId}`;
  const workflowId = paymentWorkflowId(paymentId);
  const start = { workflowType: 'payment', workflowId, input: { organizationId, paymentId, leaseId } };
  const page = { linkId: link.id, keep };
  const { url } = await services.temporal.startAndUpdate<{ url: string }>(start, 'openCheckout', page);
  return url;
}

function amountOf(text: string, account: Account): Cents {
  const amount = text === '' ? account.totalCents : parsed(text);
  if (text === '' && amount === 0) throw new TenureError('not_possible', 'Nothing is open.');
  const refusal = amount === null ? 'is not an amount' : refusalOfPart(account.partial, amount, account.dueCents);
  if (amount === null || refusal !== null || amount < LEAST || amount > MOST) {
    throw invalid([{ name: 'amount', reason: refusal ?? 'is not an amount' }]);
  }
  return amount;
}

function parsed(text: string): Cents | null {
  try {
    return parseCents(text);
  } catch {
    return null;
  }
}

function shownFee(fields: FormFields): Cents {
  const text = fieldOf(fields, 'fee');
  if (!/^\d{1,7}$/.test(text)) throw invalid([{ name: 'fee', reason: 'is not an amount' }]);
  return cents(Number(text));
}
