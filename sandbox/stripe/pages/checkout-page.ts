import type Stripe from 'stripe';
import { formatMoney, type Html, html, page } from '../../core/page';
import { testBanks, testCards, testRoutingNumber } from '../test-values';

/** What the payer had entered when the page is shown again with an error. */
export type EnteredFields = Readonly<
  Partial<
    Record<'method' | 'name' | 'email' | 'number' | 'expiry' | 'cvc' | 'routing_number' | 'account_number', string>
  >
>;

/** The hosted page of an open session: choose card or bank account, enter a test number, pay. */
export function checkoutPage(
  session: Stripe.Checkout.Session,
  lineItems: readonly Stripe.LineItem[],
  entered: EnteredFields,
  problem?: string,
): string {
  const isSetup = session.mode === 'setup';
  const currency = session.currency ?? 'usd';
  const title = isSetup ? 'Save a way to pay' : 'Pay';
  return page({
    title: `${title} · Checkout`,
    vendor: 'Stripe Checkout',
    head: html`<style>form:has(#bank:checked) .for-card, form:has(#card:checked) .for-bank { display: none; }</style>`,
    body: html`
<h1>${title}</h1>
${!isSetup && html`<p class="sum num">${formatMoney(session.amount_total ?? 0, currency)}</p>`}
${lineItems.length > 0 && html`<div class="card">${lineItems.map((item) => lineOf(item))}</div>`}
${isSetup && html`<p class="muted">Nothing is charged today.</p>`}
${problem !== undefined && html`<p class="note bad" role="alert" id="problem">${problem}</p>`}
<form method="post" action="/pages/stripe/checkout/${session.id}">
${methodsOf(session, entered)}
<label for="name">Name<input id="name" name="name" autocomplete="name" value="${entered.name ?? 'Jenny Rosen'}"></label>
<label for="email">Email<input id="email" name="email" type="email" autocomplete="email" value="${entered.email ?? session.customer_email ?? ''}"></label>
<button class="btn primary go" type="submit">${isSetup ? 'Save' : `Pay ${formatMoney(session.amount_total ?? 0, currency)}`}</button>
</form>
${session.cancel_url && html`<p><a href="${session.cancel_url}">Go back</a></p>`}
${testNumbers()}`,
  });
}

/** Shown in place of the form once a session is over. */
export function closedSessionPage(session: Stripe.Checkout.Session, returnUrl: string | undefined): string {
  const complete = session.status === 'complete';
  return page({
    title: 'Checkout',
    vendor: 'Stripe Checkout',
    body: html`<h1>${complete ? 'This payment is complete' : 'This page has expired'}</h1>
<p class="note ${complete ? 'ok' : 'bad'}">${complete ? 'You can close this page.' : 'Ask for a new link to pay.'}</p>
${returnUrl && html`<p><a class="btn go" href="${returnUrl}">Continue</a></p>`}`,
  });
}

function lineOf(item: Stripe.LineItem): Html {
  const times = (item.quantity ?? 1) > 1 ? ` × ${item.quantity}` : '';
  return html`<div class="line"><span>${item.description ?? ''}${times}</span><span class="num">${formatMoney(item.amount_total, item.currency)}</span></div>`;
}

function methodsOf(session: Stripe.Checkout.Session, entered: EnteredFields): Html {
  const types = session.payment_method_types;
  const hasCard = types.includes('card');
  const hasBank = types.includes('us_bank_account');
  const chosen = entered.method ?? (hasCard ? 'card' : 'us_bank_account');
  const pick = (id: string, value: string, label: string, hint: string) => html`<label class="pick" for="${id}">
<input type="radio" id="${id}" name="method" value="${value}"${chosen === value && html` checked`}><span>${label}<small>${hint}</small></span></label>`;
  return html`<fieldset><legend>How would you like to pay?</legend>
${hasCard && pick('card', 'card', 'Card', 'arrives at once')}
${hasBank && pick('bank', 'us_bank_account', 'Bank account', 'arrives in up to 4 business days')}
</fieldset>
${hasCard && cardFields(entered)}${hasBank && bankFields(entered)}`;
}

function cardFields(entered: EnteredFields): Html {
  return html`<div class="for-card">
<label for="number">Card number<input id="number" name="number" inputmode="numeric" autocomplete="cc-number" placeholder="4242 4242 4242 4242" value="${entered.number ?? ''}"></label>
<div class="row">
<label for="expiry">Expiry (MM/YY)<input id="expiry" name="expiry" inputmode="numeric" autocomplete="cc-exp" placeholder="12/34" value="${entered.expiry ?? ''}"></label>
<label for="cvc">Security code<input id="cvc" name="cvc" inputmode="numeric" autocomplete="cc-csc" placeholder="123" value="${entered.cvc ?? ''}"></label>
</div></div>`;
}

function bankFields(entered: EnteredFields): Html {
  return html`<div class="for-bank">
<label for="routing_number">Routing number<input id="routing_number" name="routing_number" inputmode="numeric" value="${entered.routing_number ?? testRoutingNumber}"></label>
<label for="account_number">Account number<input id="account_number" name="account_number" inputmode="numeric" placeholder="000123456789" value="${entered.account_number ?? ''}"></label>
<label for="account_type">Account type<select id="account_type" name="account_type"><option value="checking">Checking</option><option value="savings">Savings</option></select></label>
<p class="small">By continuing you authorize this business to debit your bank account for amounts you owe, and if necessary to credit it to correct errors, until you revoke this by contacting them.</p>
</div>`;
}

function testNumbers(): Html {
  const cards = testCards.map((card) => html`<li class="num">${card.number} · ${card.names[0]}</li>`);
  const banks = testBanks.map((bank) => html`<li class="num">${bank.account} · ${bank.name}</li>`);
  return html`<details class="card"><summary>Numbers to try</summary><h2>Cards</h2><ul class="small">${cards}</ul>
<h2>Bank accounts, routing ${testRoutingNumber}</h2><ul class="small">${banks}</ul></details>`;
}
