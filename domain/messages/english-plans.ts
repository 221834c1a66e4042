import { meaningText } from './cures';
import type { Catalog } from './say';

type Kinds =
  | 'refund_sent'
  | 'refund_failed'
  | 'plan_offered'
  | 'plan_accepted'
  | 'plan_installment_due'
  | 'plan_installment_failed'
  | 'plan_broken'
  | 'plan_canceled'
  | 'plan_completed';

/** Payment plans and money that goes back, in English. */
export const ENGLISH_PLANS: Pick<Catalog, Kinds> = {
  refund_sent: (v, say) => ({
    subject: `Refund of ${say.money(v.amountCents)}`,
    lines: [
      v.by === 'original'
        ? `${say.money(v.amountCents)} for ${v.address} goes back to ${v.method}. Cards show it in 5 to 10 days, bank accounts in up to 10 business days.`
        : `${say.money(v.amountCents)} for ${v.address} was given back to you by ${v.method}.`,
    ],
    button: 'See your payments',
    sms: `${say.money(v.amountCents)} for ${v.address} ${v.by === 'original' ? `goes back to ${v.method}.` : `was given back by ${v.method}.`}`,
  }),
  refund_failed: (v, say) => ({
    subject: `Your refund of ${say.money(v.amountCents)} did not arrive`,
    lines: [
      `${say.money(v.amountCents)} for ${v.address} could not go back to ${v.method}. The money is with us and ${v.ofDeposit ? 'is held as your deposit until it has reached you' : 'stands as your credit'}.`,
      'Please write to us how you would like to receive it.',
    ],
    button: 'See your payments',
    sms: `your refund of ${say.money(v.amountCents)} could not go back to ${v.method}. ${v.ofDeposit ? 'It is held as your deposit' : 'It stands as your credit'}; please write to us.`,
  }),
  plan_offered: (v, say) => ({
    subject: `A payment plan for ${say.money(v.amountCents)}`,
    lines: [
      `You can pay ${say.money(v.amountCents)} for ${v.address} in ${v.installments} payments, the first on ${say.date(v.firstDueOn)}.`,
      `While you keep to it, no late fees are added to what it covers. Please look at it and accept it by ${say.date(v.acceptBy)}.`,
    ],
    button: 'See the plan',
    sms: `you can pay ${say.money(v.amountCents)} for ${v.address} in ${v.installments} payments. See and accept it by ${say.date(v.acceptBy)}:`,
  }),
  plan_accepted: (v, say) => ({
    subject: `Your payment plan for ${v.address}`,
    lines: [
      `Your plan to pay ${say.money(v.amountCents)} for ${v.address} stands. Please keep this copy of what you agreed to:`,
      v.text,
      v.autopay ? 'Each payment is taken by itself on its day.' : 'We send you a link before each payment.',
    ],
    button: 'See the plan',
    sms: `your plan to pay ${say.money(v.amountCents)} for ${v.address} stands. Your copy is in your email. The plan:`,
  }),
  plan_installment_due: (v, say) => ({
    subject: `${say.money(v.amountCents)} of your plan is due on ${say.date(v.dueOn)}`,
    lines: [
      `${say.money(v.amountCents)} of your payment plan for ${v.address} is due on ${say.date(v.dueOn)}.`,
      v.autopay
        ? 'It is taken by itself that day. There is nothing to do.'
        : `Please pay it by ${say.date(v.graceUntil)} at the latest, so that the plan holds.`,
    ],
    button: v.autopay ? 'See the plan' : 'Pay now',
    sms: v.autopay
      ? `${say.money(v.amountCents)} of your plan is taken on ${say.date(v.dueOn)}. The plan:`
      : `${say.money(v.amountCents)} of your plan is due on ${say.date(v.dueOn)}. Pay here:`,
  }),
  plan_installment_failed: (v, say) => ({
    subject: `${say.money(v.amountCents)} of your plan did not go through`,
    lines: [
      `${say.money(v.amountCents)} of your payment plan for ${v.address} could not be taken: ${meaningText(v.meaning, 'en')}. No money was taken.`,
      `Please pay it by ${say.date(v.graceUntil)}, so that the plan holds.`,
    ],
    button: 'Pay now',
    sms: `${say.money(v.amountCents)} of your plan could not be taken: ${meaningText(v.meaning, 'en')}. Pay by ${say.date(v.graceUntil)}:`,
  }),
  plan_broken: (v, say) => ({
    subject: 'Your payment plan has ended',
    lines: [
      `The payment of your plan for ${v.address} that was due on ${say.date(v.dueOn)} did not come, so the plan has ended.`,
      `${say.money(v.amountCents)} is due now, and late fees apply again as your lease says. Is something in the way? Please write to us.`,
    ],
    button: 'Pay now',
    sms: `your payment plan for ${v.address} has ended: the payment due on ${say.date(v.dueOn)} did not come. ${say.money(v.amountCents)} is due now:`,
  }),
  plan_canceled: (v, say) => ({
    subject: 'Your payment plan was canceled',
    lines: [
      `The payment plan for ${v.address} was canceled: ${v.reason}`,
      v.amountCents > 0
        ? `${say.money(v.amountCents)} is due as your lease says.`
        : 'Nothing of what it covered is left to pay.',
    ],
    button: 'See what is due',
    sms: `your payment plan for ${v.address} was canceled. ${v.amountCents > 0 ? `${say.money(v.amountCents)} is due:` : 'Details:'}`,
  }),
  plan_completed: (v, say) => ({
    subject: 'Your payment plan is paid in full',
    lines: [`Thank you: all ${say.money(v.amountCents)} of your payment plan for ${v.address} is paid.`],
    button: 'See your payments',
    sms: `thank you: all ${say.money(v.amountCents)} of your payment plan for ${v.address} is paid.`,
  }),
};
