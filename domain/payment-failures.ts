import { ACH_RETURNS, type AchCure, achReturn } from './ach-returns';
import { CARD_DECLINES, cardDecline, type DeclineCure } from './declines';
import { ERRORS } from './errors';

/** What a landlord reads of a payment that did not go through or came back. */
export type PaymentFailure = {
  /** Why, as a sentence's end, in our own words. */
  meaning: string;
  /** What mends it; null where nothing but the reason is known. */
  advice: string | null;
  /** What the bank or the payment service said themselves, only where no table knows their code. */
  told: string | null;
};

const ADVICE: Readonly<Record<DeclineCure | AchCure, string>> = {
  try_later: 'another try may go through',
  add_funds_or_other_method: 'the payer has to add money or pay another way',
  authenticate: 'the payer has to confirm it with their bank',
  new_method: 'another card is needed',
  correct_details: 'the payer has to enter the details anew',
  call_bank: 'the payer should call their bank or pay another way',
  add_funds: 'the payer has to add money or pay another way',
  new_account: 'another account is needed',
  settle_dispute: 'settle it with the payer before anything is debited again',
  contact_payer: 'ask the payer',
  correct_and_resubmit: 'correct the amount or the day and have the payer agree anew',
};

export type FailedPayment = {
  /** `card`, `us_bank_account`; null where the payer had chosen none yet. */
  method: string | null;
  /** The bank's decline or return code, the payment service's own, or one of our errors'. */
  code: string | null;
  /** What was said with the code. */
  message: string | null;
  /** Whether it came back after it had gone through: then the message is ours. */
  cameBack?: boolean;
};

/** Says why a payment failed by its code; other people's sentences stand only beside a code that nobody knows. */
export function paymentFailure({ method, code, message, cameBack = false }: FailedPayment): PaymentFailure {
  const isCard = method === 'card' || (method === null && code !== null && Object.hasOwn(CARD_DECLINES, code));
  const isKnownReturn = !isCard && ACH_RETURNS.has(achReturn(code).code);
  if (cameBack) {
    const meaning = message ?? achReturn(code).meaning;
    return { meaning, advice: isKnownReturn ? ADVICE[achReturn(code).cure] : null, told: null };
  }
  if (isCard && code !== null && Object.hasOwn(CARD_DECLINES, code)) {
    const { meaning, cure } = cardDecline(code);
    return { meaning, advice: ADVICE[cure], told: null };
  }
  if (isKnownReturn) {
    const { meaning, cure } = achReturn(code);
    return { meaning, advice: ADVICE[cure], told: null };
  }
  // What we refused ourselves is told in our own words already.
  if (code !== null && Object.hasOwn(ERRORS, code) && message !== null) {
    return { meaning: message, advice: null, told: null };
  }
  const meaning = isCard ? 'the card’s bank did not allow it' : 'the bank did not allow it';
  return { meaning, advice: ADVICE.call_bank, told: message };
}
