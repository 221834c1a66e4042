import { type Catalog, monthIn } from './say';

type Kinds = 'owner_statement_ready' | 'owner_payout_sent' | 'owner_onboarding';

/** What owners of property are told, in English. */
export const ENGLISH_OWNERS: Pick<Catalog, Kinds> = {
  owner_statement_ready: (v, say) => ({
    subject: `Your owner statement for ${monthIn('en', v.period)}`,
    lines: [
      `Your statement for ${monthIn('en', v.period)} is ready: what was collected, what it cost, and what is yours.`,
      v.payableCents >= 0
        ? `Payable to you: ${say.money(v.payableCents)}.`
        : `The month ends ${say.money(-v.payableCents)} short; it is carried over to the next statement.`,
    ],
    button: 'See your statement',
    sms: `your owner statement for ${monthIn('en', v.period)} is ready:`,
  }),
  owner_payout_sent: (v, say) => ({
    subject: `${say.money(v.amountCents)} is on its way to you`,
    lines: [`We sent you ${say.money(v.amountCents)}, ${v.method}. Your statements say what it is made of.`],
    sms: `we sent you ${say.money(v.amountCents)}, ${v.method}.`,
  }),
  owner_onboarding: (v) => ({
    subject: `Tell us where ${v.org} may pay you`,
    lines: [
      `${v.org} would like to pay you straight into your bank account, by the payment service Stripe.`,
      'It takes about five minutes. Your bank details and tax number go to Stripe alone.',
    ],
    button: 'Set up payouts',
    sms: 'set up where we may pay you:',
  }),
};
