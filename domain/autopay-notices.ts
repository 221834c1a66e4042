import { addBankDays } from './bank-days';
import { addDays, type PlainDateString } from './calendar';
import { type Cents, cents, minCents } from './money';

/** Regulation E, 12 CFR 1005.10(d)(1): written notice of the amount and date at least 10 days before the transfer. */
export const NOTICE_DAYS = 10;
/** 12 CFR 1005.10(c)(1): the consumer may stop a preauthorized transfer up to 3 business days before it. */
export const STOP_BANK_DAYS = 3;

/** The last day on which an order to stop a debit must be followed. */
export function stopBy(debitOn: PlainDateString): PlainDateString {
  return addBankDays(debitOn, -STOP_BANK_DAYS);
}

/** The last day on which a notice of a changed amount is in time for a debit. */
export function noticeBy(debitOn: PlainDateString): PlainDateString {
  return addDays(debitOn, -NOTICE_DAYS);
}

/** What a payer was told of a debit to come. */
export type GivenNotice = { amountCents: Cents; sentOn: PlainDateString };

/** What may be debited on a day, and, where that is less than what is owed, from when on the rest may be. */
export type DebitAllowed = { amountCents: Cents; restFrom: PlainDateString | null };

/**
 * How much of what is owed autopay may take on a day: the usual amount always, more only as far as a notice was sent
 * ten days before. What is above waits until ten days after the latest notice that covers it; without one `restFrom`
 * is ten days from now, once a notice is sent. A usual amount that nobody knows (autopay from before it was kept)
 * sets no limit.
 */
export function debitAllowed(
  owedCents: Cents,
  usualCents: Cents | null,
  notices: readonly GivenNotice[],
  today: PlainDateString,
): DebitAllowed {
  if (usualCents === null || owedCents <= usualCents) return { amountCents: owedCents, restFrom: null };
  const inTime = notices.filter((notice) => addDays(notice.sentOn, NOTICE_DAYS) <= today);
  const most = cents(Math.max(usualCents, ...inTime.map((notice) => notice.amountCents)));
  if (owedCents <= most) return { amountCents: owedCents, restFrom: null };
  const covering = notices.filter((notice) => notice.amountCents >= owedCents).map((notice) => notice.sentOn);
  const sent = covering.sort()[0] ?? today;
  return { amountCents: minCents(owedCents, most), restFrom: addDays(sent, NOTICE_DAYS) };
}
