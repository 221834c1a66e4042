import { cureText, meaningText } from './cures';
import type { CameBack } from './kinds';
import type { Catalog, Say } from './say';

type Kinds =
  | 'move_in_payment_due'
  | 'rent_reminder'
  | 'rent_due'
  | 'receipt'
  | 'payment_processing'
  | 'payment_failed'
  | 'payment_returned'
  | 'payment_bounced'
  | 'new_method_needed'
  | 'authentication_needed'
  | 'late_fee_posted'
  | 'autopay_on'
  | 'autopay_off'
  | 'autopay_amount'
  | 'autopay_held'
  | 'payment_corrected'
  | 'portal_link';

/** Rent and what can happen to it, in English. */
export const ENGLISH_MONEY: Pick<Catalog, Kinds> = {
  move_in_payment_due: (v, say) => ({
    subject: `Your move-in payment for ${v.address}`,
    lines: [
      `Before you get the keys to ${v.address}, ${say.money(v.amountCents)} is due: your deposit and the first month.`,
      `Please pay by ${say.date(v.dueOn)}.`,
    ],
    button: 'Pay now',
    sms: `your move-in payment of ${say.money(v.amountCents)} for ${v.address} is due by ${say.date(v.dueOn)}:`,
  }),
  rent_reminder: (v, say) => ({
    subject: `Rent of ${say.money(v.amountCents)} is due on ${say.date(v.dueOn)}`,
    lines: [
      `Rent for ${v.address}, ${say.money(v.amountCents)}, is due on ${say.date(v.dueOn)}.`,
      v.autopay
        ? 'Autopay will pay it for you that day. There is nothing to do.'
        : 'You can pay at any time with this link.',
    ],
    button: v.autopay ? 'See the details' : 'Pay now',
    sms: v.autopay
      ? `autopay will pay ${say.money(v.amountCents)} for ${v.address} on ${say.date(v.dueOn)}. Details:`
      : `rent of ${say.money(v.amountCents)} for ${v.address} is due on ${say.date(v.dueOn)}. Pay here:`,
  }),
  rent_due: (v, say) => ({
    subject: `Rent of ${say.money(v.amountCents)} is due`,
    lines: [
      `${say.money(v.amountCents)} for ${v.address} is due on ${say.date(v.dueOn)}.`,
      'Have you just paid? Then thank you, there is nothing to do.',
    ],
    button: 'Pay now',
    sms: `${say.money(v.amountCents)} for ${v.address} is due on ${say.date(v.dueOn)}. Pay here:`,
  }),
  portal_link: (v) => ({
    subject: `Your page for ${v.address}`,
    lines: [
      `What you owe and why, your receipts, ways to pay and autopay for ${v.address} are on one page.`,
      'The link is yours alone. Please do not pass it on.',
    ],
    button: 'Open your page',
    sms: `your rent, receipts and autopay for ${v.address}:`,
  }),
  receipt: (v, say) => ({
    subject: `Receipt: ${say.money(v.amountCents)} for ${v.address}`,
    lines: [
      `Thank you. We received ${say.money(v.amountCents)} for ${v.address} on ${say.date(v.paidOn)}, by ${v.method}.`,
      v.balanceCents > 0 ? `Still open: ${say.money(v.balanceCents)}.` : 'Nothing is left to pay.',
      ...(v.number ? [`Receipt number ${v.number}.`] : []),
    ],
    button: 'See your payments',
    sms: `thank you, we received ${say.money(v.amountCents)} for ${v.address}. ${v.balanceCents > 0 ? `Still open: ${say.money(v.balanceCents)}.` : 'Nothing is left to pay.'}`,
  }),
  payment_processing: (v, say) => ({
    subject: `Your payment of ${say.money(v.amountCents)} is on its way`,
    lines: [
      `Your payment of ${say.money(v.amountCents)} for ${v.address} from ${v.method} is on its way.`,
      `Banks take up to 4 business days: we expect it by ${say.date(v.expectedBy)}. You are not charged twice and there is nothing to do.`,
    ],
    button: 'See your payment',
    sms: `your payment of ${say.money(v.amountCents)} for ${v.address} is on its way. We expect it by ${say.date(v.expectedBy)}.`,
  }),
  payment_failed: (v, say) => ({
    subject: `Your payment of ${say.money(v.amountCents)} did not go through`,
    lines: [
      `${say.money(v.amountCents)} for ${v.address} from ${v.method} did not go through: ${meaningText(v.meaning, 'en')}. No money was taken.`,
      cureText(v.cure, 'en'),
      ...(v.retryOn ? [`If you do nothing, we try again on ${say.date(v.retryOn)}.`] : []),
    ],
    button: 'Pay another way',
    sms: `your payment of ${say.money(v.amountCents)} did not go through: ${meaningText(v.meaning, 'en')}. ${v.retryOn ? `We try again on ${say.date(v.retryOn)}, or pay here:` : 'Pay here:'}`,
  }),
  payment_returned: (v, say) => ({
    subject: `Your payment of ${say.money(v.amountCents)} came back`,
    lines: [
      `Your bank sent back ${say.money(v.amountCents)} for ${v.address} from ${v.method}: ${meaningText(v.meaning, 'en')}.`,
      ...reopened(v, say),
    ],
    button: 'Pay another way',
    sms: `your bank sent back your payment of ${say.money(v.amountCents)}: ${meaningText(v.meaning, 'en')}. ${v.owedBackCents ? 'See what is open and why' : 'The amount is open again. Pay here'}:`,
  }),
  payment_bounced: (v, say) => ({
    subject: `Your payment of ${say.money(v.amountCents)} came back`,
    lines: [
      `The bank did not pay your ${v.method} of ${say.money(v.amountCents)} from ${say.date(v.paidOn)} for ${v.address}: ${v.reason}.`,
      ...reopened(v, say),
      'Is that not right? Write to us.',
    ],
    button: 'See what is open',
    sms: `the bank did not pay your ${v.method} of ${say.money(v.amountCents)} for ${v.address}. ${v.owedBackCents ? 'A refund of it is owed back.' : 'The amount is open again.'}`,
  }),
  new_method_needed: (v, say) => ({
    subject: 'Please add another way to pay',
    lines: [
      `We cannot use your way to pay any more: ${meaningText(v.meaning, 'en')}.`,
      `${say.money(v.amountCents)} for ${v.address} is still open.${v.until ? ` Please add another account or card by ${say.date(v.until)}.` : ' Please add another account or card.'}`,
    ],
    button: 'Add another way to pay',
    sms: `we need another way to pay ${say.money(v.amountCents)} for ${v.address}: ${meaningText(v.meaning, 'en')}. Add one here:`,
  }),
  authentication_needed: (v, say) => ({
    subject: 'Your bank wants you to confirm a payment',
    lines: [
      `Your bank wants you to confirm ${say.money(v.amountCents)} for ${v.address}.`,
      'It takes a minute. Until then nothing is charged.',
    ],
    button: 'Confirm the payment',
    sms: `your bank wants you to confirm ${say.money(v.amountCents)} for ${v.address}:`,
  }),
  late_fee_posted: (v, say) => ({
    subject: `A late fee of ${say.money(v.amountCents)} was added`,
    lines: [
      `Rent for ${v.address} is late, and a fee of ${say.money(v.amountCents)} was added.`,
      `Why: ${v.rule}.`,
      `To pay now: ${say.money(v.balanceCents)}. Is something in the way? Write to us, a payment plan may help.`,
    ],
    button: 'Pay now',
    sms: `rent for ${v.address} is late and a fee of ${say.money(v.amountCents)} was added. To pay now: ${say.money(v.balanceCents)}:`,
  }),
  autopay_on: (v) => ({
    subject: `Autopay is on for ${v.address}`,
    lines: [
      `Autopay is on for ${v.address}, from ${v.method}. Please keep this copy of what you authorized:`,
      v.authorization,
      'You can turn autopay off at any time, and stop a payment up to 3 business days before its date. If an amount changes, we tell you at least 10 days before.',
    ],
    button: 'See or turn off autopay',
    sms: `autopay is on for ${v.address}, from ${v.method}. Your copy of the authorization is in your email.`,
  }),
  autopay_off: (v) => ({
    subject: `Autopay is off for ${v.address}`,
    lines: [
      `Autopay is off for ${v.address}: ${v.reason}.`,
      'From now on nothing is paid by itself. We send you a link when something is due.',
    ],
    button: 'See your payments',
    sms: `autopay is off for ${v.address}. We send you a link when something is due.`,
  }),
  autopay_amount: (v, say) => ({
    subject: `Autopay will be ${say.money(v.amountCents)} on ${say.date(v.debitOn)}`,
    lines: [
      `On ${say.date(v.debitOn)} autopay will take ${say.money(v.amountCents)} for ${v.address} from ${v.method}, instead of the usual ${say.money(v.usualCents)}.`,
      `If you do not want that, you can stop this payment until ${say.date(v.stopBy)}, or pay another way before.`,
    ],
    button: 'See why, or stop this payment',
    sms: `autopay will be ${say.money(v.amountCents)} instead of ${say.money(v.usualCents)} for ${v.address} on ${say.date(v.debitOn)}. Why, or to stop it:`,
  }),
  autopay_held: (v, say) => ({
    subject: v.paused ? 'Autopay is paused for one month' : 'Your stop of an autopay payment',
    lines: [
      v.inTime
        ? `The autopay payment of ${say.date(v.debitOn)} for ${v.address} will not be taken.`
        : `You asked less than 3 business days before ${say.date(v.debitOn)}. We try to stop the payment for ${v.address}, but we cannot promise it. If it is taken all the same, write to us.`,
      'What is due stays due: please pay it another way. Next month autopay goes on by itself.',
    ],
    button: 'Pay another way',
    sms: v.inTime
      ? `the autopay payment of ${say.date(v.debitOn)} for ${v.address} will not be taken. What is due stays due.`
      : `we try to stop the autopay payment of ${say.date(v.debitOn)} for ${v.address}, but cannot promise it.`,
  }),
  payment_corrected: (v, say) => ({
    subject: `We corrected a payment for ${v.address}`,
    lines: [
      v.correctedCents === undefined
        ? `The payment of ${say.money(v.amountCents)} on ${say.date(v.paidOn)} for ${v.address} was written down by mistake and is taken out.`
        : `The payment of ${say.money(v.amountCents)} on ${say.date(v.paidOn)} for ${v.address} was written down wrong. It is now ${say.money(v.correctedCents)} on ${say.date(v.correctedOn ?? v.paidOn)}.`,
      `Why: ${v.reason}.`,
      'Is that not right? Write to us.',
    ],
    button: 'See your payments',
    sms:
      v.correctedCents === undefined
        ? `the payment of ${say.money(v.amountCents)} for ${v.address} was written down by mistake and is taken out.`
        : `a payment for ${v.address} was corrected: ${say.money(v.correctedCents)} instead of ${say.money(v.amountCents)}.`,
  }),
};

/** What a payment that came back leaves to pay: what it had paid, the fee, and a refund that the payer now has twice. */
function reopened({ amountCents, feeCents, owedBackCents }: CameBack, say: Say): string[] {
  const open = amountCents - (owedBackCents ?? 0);
  return [
    ...(open > 0
      ? [`${owedBackCents ? say.money(open) : 'The amount'} is open again. Nothing was charged twice.`]
      : []),
    ...(owedBackCents
      ? [
          `We had already refunded ${say.money(owedBackCents)} of it. Now the bank has given you that money as well, so you have it twice and owe it back once.`,
        ]
      : []),
    ...(feeCents ? [`A returned payment fee of ${say.money(feeCents)} was added by your lease.`] : []),
  ];
}
