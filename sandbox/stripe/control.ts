import { type Request, type Response, Router } from 'express';
import { asRecord, asText } from '../core/http';
import type { Sandbox } from '../core/sandbox';
import { pausePayouts } from './accounts';
import { book, failPayout, payOut } from './balance';
import { closeDispute, disputeCharge } from './disputes';
import { StripeRefusal } from './errors';
import { idOrNull } from './new-charge';
import { reportAsyncPayment } from './pay-checkout';
import { settleDebit } from './pay-outcome';
import { instrumentOf } from './payment-methods';
import { failRefund } from './refunds';
import { reverseTransfer } from './reversals';
import { createScope, findOwner, type StripeScope } from './scope';
import { stripeSummary } from './summary';

/** What only a bank or Stripe itself could do: settle, return, dispute, refuse, pay out. For demos and tests. */
export function stripeControl(sandbox: Sandbox): Router {
  const router = Router();
  const post = (path: string, run: (body: Record<string, unknown>) => object) => {
    router.post(`/control/stripe/${path}`, (request, response) => answer(request, response, run));
  };

  post('settle', (body) => ({ settled: settle(sandbox, asText(body.payment_intent)) }));
  post('ach-return', (body) => {
    const { scope, charge } = chargeOf(sandbox, body);
    return requireDone(disputeCharge(scope, charge, asText(body.reason) ?? 'insufficient_funds'));
  });
  post('dispute', (body) => {
    const { scope, charge } = chargeOf(sandbox, body);
    const amount = typeof body.amount === 'number' ? { amount: body.amount } : {};
    const due = typeof body.due_in_seconds === 'number' ? { dueInSeconds: body.due_in_seconds } : {};
    return requireDone(disputeCharge(scope, charge, asText(body.reason), { ...amount, ...due }));
  });
  post('dispute-close', (body) => {
    const scope = createScope(sandbox, asText(body.account) ?? '');
    return closeDispute(scope, scope.disputes.get(required(body, 'dispute')), body.status === 'won' ? 'won' : 'lost');
  });
  post('outcome', (body) => {
    const scope = createScope(sandbox, asText(body.account) ?? '');
    const method = scope.paymentMethods.get(required(body, 'payment_method'), 'payment_method');
    const outcomes = Array.isArray(body.outcomes) ? body.outcomes.map(String) : [];
    return instrumentOf(scope, method.id, (instrument) => {
      instrument.forced = outcomes;
    });
  });
  post('refund-fail', (body) => {
    const scope = createScope(sandbox, asText(body.account) ?? '');
    return failRefund(scope, scope.refunds.get(required(body, 'refund')), asText(body.reason) ?? 'unknown');
  });
  post('payout', (body) => {
    const offBy = typeof body.off_by === 'number' ? body.off_by : 0;
    return requireDone(payOut(createScope(sandbox, asText(body.account) ?? ''), offBy));
  });
  post('payouts', () => ({
    payouts: accountsOf(sandbox).flatMap((account) => payOut(createScope(sandbox, account)) ?? []),
  }));
  post('payout-fail', (body) =>
    failPayout(
      createScope(sandbox, asText(body.account) ?? ''),
      required(body, 'payout'),
      asText(body.code) ?? 'account_closed',
    ),
  );
  post('pause-payouts', (body) => {
    const scope = createScope(sandbox, '');
    const missing = Array.isArray(body.requirements) ? body.requirements.map(String) : undefined;
    pausePayouts(scope, required(body, 'account'), missing ?? ['individual.verification.document']);
    return scope.accounts.get(required(body, 'account'));
  });
  post('transfer-reverse', (body) => {
    const scope = createScope(sandbox, asText(body.account) ?? '');
    reverseTransfer(scope, required(body, 'transfer'));
    return scope.transfers.get(required(body, 'transfer'));
  });
  post('balance', (body) => {
    const scope = createScope(sandbox, asText(body.account) ?? '');
    const amount = Number(body.amount);
    const money = { amount, fee: 0, currency: 'usd', source: 'tu_1Sandbox', availableInDays: 0 };
    return { balance_transaction: book(scope, { ...money, type: 'topup', reportingCategory: 'topup' }) };
  });
  router.get('/control/stripe/transfers', (_request, response) => {
    response.json({
      data: accountsOf(sandbox).flatMap((account) =>
        createScope(sandbox, account)
          .transfers.list()
          .map((one) => ({ from: account, ...one })),
      ),
    });
  });
  router.get('/control/stripe/summary', (request, response) => {
    const by = asText(request.query.metadata);
    response.json(stripeSummary(sandbox, by));
  });
  return router;
}

function answer(request: Request, response: Response, run: (body: Record<string, unknown>) => object): void {
  try {
    response.json(run(asRecord(request.body) ?? {}));
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error;
    response.status(error.status).json({ error: error.message });
  }
}

/** Settles one debit, or every debit that is processing; answers how many. */
function settle(sandbox: Sandbox, only: string | undefined): number {
  let settled = 0;
  for (const scope of accountsOf(sandbox).map((account) => createScope(sandbox, account))) {
    for (const intent of scope.paymentIntents.list().filter(({ status }) => status === 'processing')) {
      if (only !== undefined && intent.id !== only) continue;
      settleDebit(scope, intent.id);
      reportAsyncPayment(scope, intent.id);
      settled += 1;
    }
  }
  return settled;
}

function chargeOf(sandbox: Sandbox, body: Record<string, unknown>): { scope: StripeScope; charge: string } {
  const id = required(body, 'payment_intent');
  const scope = createScope(sandbox, findOwner(sandbox, 'payment_intents', id) ?? '');
  return { scope, charge: idOrNull(scope.paymentIntents.get(id, 'payment_intent').latest_charge) ?? '' };
}

function required(body: Record<string, unknown>, name: string): string {
  const value = asText(body[name]);
  if (value === undefined) throw new StripeRefusal(400, 'invalid_request_error', `${name} is required.`);
  return value;
}

function requireDone<T extends object>(result: T | undefined): T {
  if (result === undefined) throw new StripeRefusal(409, 'invalid_request_error', 'Its state does not allow this.');
  return result;
}

/** The platform's own account and every connected one. */
function accountsOf(sandbox: Sandbox): string[] {
  const connected = createScope(sandbox, '').accounts.list();
  return ['', ...connected.map(({ id }) => id)];
}
