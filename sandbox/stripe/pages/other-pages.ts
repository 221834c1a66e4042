import type Stripe from 'stripe';
import { formatMoney, html, page } from '../../core/page';

/** The card's bank asks its owner to approve a payment. */
export function authenticatePage(intent: Stripe.PaymentIntent): string {
  return page({
    title: 'Approve this payment',
    vendor: "the bank's 3D Secure page",
    body: html`<h1>Approve this payment</h1>
<p class="sum num">${formatMoney(intent.amount, intent.currency)}</p>
<p class="muted">Your bank asks whether this is you.</p>
<form method="post"><button class="btn primary go" name="answer" value="approve">Yes, approve</button>
<button class="btn go" name="answer" value="refuse">No, refuse</button></form>`,
  });
}

/** A bank account verified by what two small deposits said on its statement. */
export function verifyPage(problem?: string): string {
  return page({
    title: 'Verify your bank account',
    vendor: 'Stripe',
    body: html`<h1>Verify your bank account</h1>
<p class="muted">We sent a small deposit to your account. Enter the code that stands beside it; here it is SM11AA.</p>
${problem !== undefined && html`<p class="note bad" role="alert">${problem}</p>`}
<form method="post"><label for="descriptor_code">Code<input id="descriptor_code" name="descriptor_code" autocomplete="off"></label>
<button class="btn primary go">Verify</button></form>`,
  });
}

/** A connected account tells Stripe who it is. */
export function onboardingPage(account: Stripe.Account): string {
  const missing = account.requirements?.currently_due ?? [];
  return page({
    title: 'Get paid',
    vendor: 'Stripe Connect onboarding',
    body: html`<h1>Get paid with Stripe</h1>
<p class="muted">${account.email ?? account.id}</p>
<div class="card">${missing.map((name) => html`<div class="line"><span>${name}</span><span>to do</span></div>`)}
${missing.length === 0 && html`Nothing is missing.`}</div>
<form method="post"><button class="btn primary go">Fill in everything and finish</button></form>`,
  });
}

/** The page behind a charge's receipt_url. */
export function receiptPage(charge: Stripe.Charge): string {
  return page({
    title: 'Receipt',
    vendor: 'Stripe',
    body: html`<h1>Receipt</h1><p class="sum num">${formatMoney(charge.amount, charge.currency)}</p>
<div class="card"><div class="line"><span>Paid</span><span>${new Date(charge.created * 1000).toISOString().slice(0, 10)}</span></div>
<div class="line"><span>Refunded</span><span class="num">${formatMoney(charge.amount_refunded, charge.currency)}</span></div></div>`,
  });
}

/** One sentence, where there is nothing to do. */
export function plainPage(title: string, sentence: string): string {
  return page({ title, vendor: 'Stripe', body: html`<h1>${title}</h1><p class="muted">${sentence}</p>` });
}
