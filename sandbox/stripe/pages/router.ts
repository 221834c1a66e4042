import { type Request, type Response, Router } from 'express';
import type Stripe from 'stripe';
import { asRecord } from '../../core/http';
import type { Sandbox } from '../../core/sandbox';
import { finishOnboarding } from '../accounts';
import { confirmPayment } from '../confirm-payment';
import { succeedSetup } from '../confirm-setup';
import { StripeRefusal } from '../errors';
import { verifyMicrodeposits } from '../microdeposits';
import { createCharge, idOrNull } from '../new-charge';
import { type CheckoutEntry, completeAfterAuthentication, payCheckout, sessionOf } from '../pay-checkout';
import { failPayment } from '../pay-outcome';
import { createScope, findOwner, type StripeScope } from '../scope';
import { checkoutPage, closedSessionPage } from './checkout-page';
import { authenticatePage, onboardingPage, plainPage, receiptPage, verifyPage } from './other-pages';

/** The pages Stripe hosts. GET never changes anything. */
export function stripePages(sandbox: Sandbox): Router {
  const router = Router();
  router.get('/pages/stripe/checkout/:id', (request, response) => {
    const scope = scopeOf(sandbox, 'checkout_sessions', request.params.id);
    if (scope === undefined) return notFound(response);
    showSession(scope, request.params.id, response);
  });
  router.post('/pages/stripe/checkout/:id', (request, response) => {
    const scope = scopeOf(sandbox, 'checkout_sessions', request.params.id);
    if (scope === undefined) return notFound(response);
    paySession(scope, request.params.id, request, response);
  });
  router.get('/pages/stripe/authenticate/:id', (request, response) => {
    const intent = scopeOf(sandbox, 'payment_intents', request.params.id)?.paymentIntents.find(request.params.id);
    if (intent?.status !== 'requires_action') return notFound(response);
    response.send(authenticatePage(intent));
  });
  router.post('/pages/stripe/authenticate/:id', (request, response) => {
    const scope = scopeOf(sandbox, 'payment_intents', request.params.id);
    if (scope?.paymentIntents.get(request.params.id).status !== 'requires_action') return notFound(response);
    authenticate(scope, request.params.id, field(request, 'answer') === 'approve', response);
  });
  router.get('/pages/stripe/verify/:id', (_request, response) => void response.send(verifyPage()));
  router.post('/pages/stripe/verify/:id', (request, response) => {
    const { id } = request.params;
    const scope = scopeOf(sandbox, id.startsWith('seti_') ? 'setup_intents' : 'payment_intents', id);
    const intent = scope?.setupIntents.find(id) ?? scope?.paymentIntents.find(id);
    if (scope === undefined || intent?.next_action?.type !== 'verify_with_microdeposits') return notFound(response);
    verify(scope, intent, field(request, 'descriptor_code'), response);
  });
  router.get('/pages/stripe/receipt/:id', (request, response) => {
    const charge = scopeOf(sandbox, 'charges', request.params.id)?.charges.find(request.params.id);
    if (charge === undefined) return notFound(response);
    response.send(receiptPage(charge));
  });
  addOnboarding(router, createScope(sandbox, ''));
  return router;
}

function addOnboarding(router: Router, scope: StripeScope): void {
  router.get('/pages/stripe/onboarding/:token', (request, response) => {
    const [account = ''] = scope.links.find(`onboarding ${request.params.token}`)?.to.split(' ') ?? [];
    const found = scope.accounts.find(account);
    if (found === undefined) return notFound(response);
    response.send(onboardingPage(found));
  });
  router.post('/pages/stripe/onboarding/:token', (request, response) => {
    const [account, returnUrl] = scope.links.find(`onboarding ${request.params.token}`)?.to.split(' ') ?? [];
    if (account === undefined || returnUrl === undefined) return notFound(response);
    finishOnboarding(scope, account);
    response.redirect(303, returnUrl);
  });
}

function showSession(scope: StripeScope, id: string, response: Response): void {
  const session = scope.sessions.get(id);
  if (session.status !== 'open') return void response.send(closedSessionPage(session, returnUrlOf(scope, id)));
  response.send(checkoutPage(session, scope.checkoutPlans.get(id).lineItems, {}));
}

function paySession(scope: StripeScope, id: string, request: Request, response: Response): void {
  const session = scope.sessions.get(id);
  if (session.status !== 'open') return void response.redirect(303, request.originalUrl);
  try {
    const after = payCheckout(scope, id, entryOf(request));
    if (after.status === 'complete') return void response.redirect(303, returnUrlOf(scope, id) ?? '/');
    const intent = scope.links.find(`payment of ${id}`)?.to ?? '';
    response.redirect(303, `/pages/stripe/authenticate/${intent}`);
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error;
    const entered = Object.fromEntries(Object.entries(asRecord(request.body) ?? {}).map(([k, v]) => [k, String(v)]));
    response.status(422).send(checkoutPage(session, scope.checkoutPlans.get(id).lineItems, entered, error.message));
  }
}

function authenticate(scope: StripeScope, id: string, approves: boolean, response: Response): void {
  const intent = scope.paymentIntents.get(id);
  const returnUrl = intent.next_action?.redirect_to_url?.return_url ?? undefined;
  const method = scope.paymentMethods.get(idOrNull(intent.payment_method) ?? '');
  if (approves) {
    confirmPayment(scope, intent, { method, authenticated: true });
    completeAfterAuthentication(scope, id);
  } else {
    const code = 'payment_intent_authentication_failure';
    const message =
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.';
    const charge = createCharge(scope, intent, method, {
      status: 'failed',
      failureCode: code,
      failureMessage: message,
    });
    failPayment(scope, intent, charge, { code, message, payment_method: method, type: 'invalid_request_error' });
  }
  const session = sessionOf(scope, id);
  if (session?.status === 'open') return void response.redirect(303, `/pages/stripe/checkout/${session.id}`);
  if (session) return void response.redirect(303, returnUrlOf(scope, session.id) ?? '/');
  if (returnUrl === undefined) return void response.send(plainPage('Thank you', 'You can close this page.'));
  const url = new URL(returnUrl);
  url.searchParams.set('payment_intent', id);
  url.searchParams.set('payment_intent_client_secret', intent.client_secret ?? '');
  url.searchParams.set('redirect_status', approves ? 'succeeded' : 'failed');
  response.redirect(303, url.href);
}

function verify(
  scope: StripeScope,
  intent: Stripe.SetupIntent | Stripe.PaymentIntent,
  code: string,
  response: Response,
): void {
  try {
    const method = scope.paymentMethods.get(idOrNull(intent.payment_method) ?? '');
    verifyMicrodeposits(scope, method.id, { descriptor_code: code });
    if (intent.object === 'setup_intent') succeedSetup(scope, intent, method, undefined);
    else confirmPayment(scope, intent, { method });
    response.send(plainPage('Your bank account is verified', 'You can close this page.'));
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error;
    response.status(422).send(verifyPage(error.message));
  }
}

function returnUrlOf(scope: StripeScope, id: string): string | undefined {
  return scope.sessions.get(id).success_url?.replaceAll('{CHECKOUT_SESSION_ID}', id);
}

function scopeOf(sandbox: Sandbox, table: Parameters<typeof findOwner>[1], id: string): StripeScope | undefined {
  const owner = findOwner(sandbox, table, id);
  return owner === undefined ? undefined : createScope(sandbox, owner);
}

function notFound(response: Response): void {
  response.status(404).send(plainPage('Nothing here', 'This link has been used, has expired, or never was.'));
}

function field(request: Request, name: string): string {
  const value = asRecord(request.body)?.[name];
  return typeof value === 'string' ? value.trim() : '';
}

function entryOf(request: Request): CheckoutEntry {
  return {
    method: field(request, 'method') === 'us_bank_account' ? 'us_bank_account' : 'card',
    name: field(request, 'name'),
    email: field(request, 'email'),
    number: field(request, 'number'),
    expiry: field(request, 'expiry'),
    cvc: field(request, 'cvc'),
    routingNumber: field(request, 'routing_number'),
    accountNumber: field(request, 'account_number').replace(/\D/g, ''),
    accountType: field(request, 'account_type') === 'savings' ? 'savings' : 'checking',
    ip: request.ip ?? '127.0.0.1',
    userAgent: request.get('user-agent') ?? '',
  };
}
