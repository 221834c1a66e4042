/** What the payer can do about a decline. Each is a sentence in the messages. */
export type DeclineCure =
  | 'try_later'
  | 'add_funds_or_other_method'
  | 'authenticate'
  | 'new_method'
  | 'correct_details'
  | 'call_bank';

/**
 * - `soft`: may succeed later; retried within the cap
 * - `hard`: never presented again
 * - `authentication`: the payer must confirm with their bank
 * - `expired`: the card ended; another is needed
 */
export type DeclineKind = 'soft' | 'hard' | 'authentication' | 'expired';
export type Decline = { kind: DeclineKind; cure: DeclineCure; meaning: string };

const soft = (meaning: string, cure: DeclineCure = 'try_later'): Decline => ({ kind: 'soft', cure, meaning });
const hard = (meaning: string, cure: DeclineCure = 'new_method'): Decline => ({ kind: 'hard', cure, meaning });

/** Card decline codes as Stripe names them (docs: declines/codes), with the error codes that stand in for one. */
export const CARD_DECLINES: Readonly<Record<string, Decline>> = {
  insufficient_funds: soft('the card has not enough money', 'add_funds_or_other_method'),
  card_velocity_exceeded: soft('the card reached its limit', 'add_funds_or_other_method'),
  withdrawal_count_limit_exceeded: soft('the card reached its limit', 'add_funds_or_other_method'),
  processing_error: soft('the card could not be processed just now'),
  issuer_not_available: soft("the card's bank could not be reached"),
  try_again_later: soft("the card's bank asked to try again later"),
  reenter_transaction: soft("the card's bank asked to try again"),
  approve_with_id: soft("the card's bank asked to try again"),
  generic_decline: soft("the card's bank said no without a reason", 'call_bank'),
  do_not_honor: soft("the card's bank said no without a reason", 'call_bank'),
  call_issuer: soft("the card's bank wants a call", 'call_bank'),
  no_action_taken: soft("the card's bank said no without a reason", 'call_bank'),
  authentication_required: { kind: 'authentication', cure: 'authenticate', meaning: 'the bank wants you to confirm' },
  authentication_not_handled: {
    kind: 'authentication',
    cure: 'authenticate',
    meaning: 'the bank wants you to confirm',
  },
  mobile_device_authentication_required: {
    kind: 'authentication',
    cure: 'authenticate',
    meaning: 'the bank wants you to confirm',
  },
  expired_card: { kind: 'expired', cure: 'new_method', meaning: 'the card has expired' },
  invalid_expiry_month: { kind: 'expired', cure: 'correct_details', meaning: 'the expiry date is wrong' },
  invalid_expiry_year: { kind: 'expired', cure: 'correct_details', meaning: 'the expiry date is wrong' },
  lost_card: hard('the card cannot be used'),
  stolen_card: hard('the card cannot be used'),
  pickup_card: hard('the card cannot be used'),
  fraudulent: hard('the card cannot be used'),
  merchant_blacklist: hard('the card cannot be used'),
  restricted_card: hard('the card cannot be used', 'call_bank'),
  invalid_account: hard('the account of this card is closed or not valid'),
  new_account_information_available: hard('the card has been replaced'),
  card_not_supported: hard('the card does not allow this kind of payment'),
  currency_not_supported: hard('the card does not allow this currency'),
  not_permitted: hard('the card does not allow this payment', 'call_bank'),
  transaction_not_allowed: hard('the card does not allow this payment', 'call_bank'),
  service_not_allowed: hard('the card does not allow this payment', 'call_bank'),
  security_violation: hard("the card's bank said no", 'call_bank'),
  do_not_try_again: hard("the card's bank said not to try again"),
  revocation_of_authorization: hard('permission to charge the card was withdrawn'),
  revocation_of_all_authorizations: hard('permission to charge the card was withdrawn'),
  stop_payment_order: hard('the payment was stopped at the bank', 'call_bank'),
  offline_pin_required: hard('the card needs its PIN'),
  online_or_offline_pin_required: hard('the card needs its PIN'),
  card_decline_rate_limit_exceeded: soft('the card was tried too often today'),
  incorrect_address: hard('the address does not match', 'correct_details'),
  pin_try_exceeded: hard('the card is blocked after too many tries'),
  incorrect_number: hard('the card number is wrong', 'correct_details'),
  invalid_number: hard('the card number is wrong', 'correct_details'),
  incorrect_cvc: hard('the security code is wrong', 'correct_details'),
  invalid_cvc: hard('the security code is wrong', 'correct_details'),
  incorrect_zip: hard('the postal code does not match', 'correct_details'),
  incorrect_pin: hard('the PIN is wrong', 'correct_details'),
  invalid_pin: hard('the PIN is wrong', 'correct_details'),
  invalid_amount: hard("the amount is over the card's limit", 'call_bank'),
  duplicate_transaction: hard('the same payment was just made', 'call_bank'),
  testmode_decline: hard('a test card was used'),
};

/**
 * What a decline means. Stripe gives `decline_code` for the bank's own reasons and `code` for the rest.
 * An unknown reason is soft, so it is retried within the cap and never blocks a card for good.
 */
export function cardDecline(declineCode: string | null | undefined, code?: string | null): Decline {
  for (const reason of [declineCode, code]) {
    if (reason && Object.hasOwn(CARD_DECLINES, reason)) {
      const known = CARD_DECLINES[reason];
      if (known) return known;
    }
  }
  return soft("the card's bank said no without a reason", 'call_bank');
}
