/** How far a rule was checked: the law itself, a passage of it, a chart or article, or common knowledge. */
export type Confidence = 'text read' | 'quoted' | 'secondary' | 'unchecked';

/** What the payer can do about a returned bank debit. */
export type AchCure = 'add_funds' | 'new_account' | 'settle_dispute' | 'contact_payer' | 'correct_and_resubmit';

/** Nacha's ceilings: returns without authorization, returns for wrong account data, and all others. */
export type ReturnCategory = 'unauthorized' | 'administrative' | 'other';

/** A return code of the ACH network and what may follow it. */
export type AchReturn = {
  code: string;
  meaning: string;
  /** Whether the network allows presenting the entry again, within the cap of presentments.ts. */
  represent: boolean;
  /** Whether the account may not be debited any more. */
  blocksMethod: boolean;
  /** Whether the payer says they never allowed it: everything stops, autopay too, until a person has looked at it. */
  unauthorized: boolean;
  /** Which of the network's ceilings it counts against, beside the one over all. */
  category: ReturnCategory;
  cure: AchCure;
  confidence: Confidence;
};

/** Returns that say that the account's data were wrong (Nacha Operating Rules, 2.17.2). */
const ADMINISTRATIVE: ReadonlySet<string> = new Set(['R02', 'R03', 'R04']);

const row = (
  code: string,
  meaning: string,
  cure: AchCure,
  confidence: Confidence,
  more: Partial<Pick<AchReturn, 'represent' | 'blocksMethod' | 'unauthorized'>> = {},
): AchReturn => ({
  code,
  meaning,
  cure,
  confidence,
  represent: false,
  blocksMethod: true,
  unauthorized: false,
  category: more.unauthorized ? 'unauthorized' : ADMINISTRATIVE.has(code) ? 'administrative' : 'other',
  ...more,
});

const KEEPS = { blocksMethod: false };
const AGAIN = { represent: true, blocksMethod: false };
const DENIED = { unauthorized: true };

/**
 * R01 and R09 may be presented again at most twice within 180 days (Nacha Operating Rules). The entry description
 * `RETRY PYMT` is the originator's to write: Stripe's, whose API takes none (docs/vendors.md).
 */
const RETURNS: readonly AchReturn[] = [
  row('R01', 'there was not enough money in the account', 'add_funds', 'secondary', AGAIN),
  row('R02', 'the account is closed', 'new_account', 'secondary'),
  row('R03', 'the bank finds no such account', 'new_account', 'secondary'),
  row('R04', 'the account number is not valid', 'new_account', 'secondary'),
  row('R05', 'the debit was not authorized for a consumer account', 'settle_dispute', 'secondary', DENIED),
  row('R07', 'the permission was withdrawn', 'settle_dispute', 'secondary', DENIED),
  row('R08', 'the payment was stopped', 'contact_payer', 'secondary'),
  row('R09', 'the money in the account is not yet available', 'add_funds', 'secondary', AGAIN),
  row('R10', 'the payer says the debit was not authorized', 'settle_dispute', 'secondary', DENIED),
  row('R11', 'the debit did not match the authorization', 'correct_and_resubmit', 'secondary', DENIED),
  row('R06', 'the bank was asked to send the debit back', 'contact_payer', 'unchecked', KEEPS),
  row('R12', 'the account moved to another bank', 'new_account', 'unchecked'),
  row('R13', 'the routing number is not valid', 'new_account', 'unchecked'),
  row('R14', 'the holder of the account cannot be charged any more', 'contact_payer', 'unchecked'),
  row('R15', 'the holder of the account cannot be charged any more', 'contact_payer', 'unchecked'),
  row('R16', 'the account is frozen', 'new_account', 'unchecked'),
  row('R17', 'the account details do not fit together', 'new_account', 'unchecked'),
  row('R20', 'the account does not allow debits', 'new_account', 'unchecked'),
  row('R23', 'the payer refused the debit', 'contact_payer', 'unchecked'),
  row('R24', 'the bank took it for a second debit of the same payment', 'contact_payer', 'unchecked', KEEPS),
  row('R29', 'the company says the debit was not authorized', 'settle_dispute', 'unchecked', DENIED),
  row('R31', 'the bank was allowed to send the debit back', 'contact_payer', 'unchecked', KEEPS),
  row('R37', 'the same payment was made by a check', 'contact_payer', 'unchecked', KEEPS),
  row('R38', 'the payment was stopped', 'contact_payer', 'unchecked'),
  row('R39', 'the check behind the debit was not valid', 'contact_payer', 'unchecked', KEEPS),
  row('R51', 'the payer says the debit for a returned check was not allowed', 'settle_dispute', 'unchecked', DENIED),
  row('R52', 'the payment was stopped', 'contact_payer', 'unchecked'),
  row('R53', 'the same payment was made by a check', 'contact_payer', 'unchecked', KEEPS),
];

/** Every return code on file, by code. */
export const ACH_RETURNS: ReadonlyMap<string, AchReturn> = new Map(RETURNS.map((entry) => [entry.code, entry]));

/**
 * Stripe's failure codes of a bank debit, and the return code each stands for (secondary).
 * `could_not_process` and `bank_cannot_process` cover many codes, and so stay unknown.
 */
const STRIPE_FAILURES: Readonly<Record<string, string>> = {
  insufficient_funds: 'R01',
  account_closed: 'R02',
  bank_account_unusable: 'R03',
  no_account: 'R03',
  bank_account_not_found: 'R03',
  invalid_account_number: 'R04',
  incorrect_account_details: 'R04',
  debit_not_authorized: 'R10',
  unauthorized_debit: 'R10',
  bank_account_restricted: 'R16',
  account_frozen: 'R16',
  bank_ownership_changed: 'R02',
  customer_stopped_payment: 'R08',
};

/** Reasons of a dispute, as which a return after success arrives, and the return code each stands for. */
const STRIPE_DISPUTES: Readonly<Record<string, string>> = {
  insufficient_funds: 'R01',
  incorrect_account_details: 'R03',
  debit_not_authorized: 'R10',
  customer_initiated: 'R10',
  fraudulent: 'R10',
  unrecognized: 'R10',
};

/** A failure that names no return code: nothing is presented again by itself, and the account isn't condemned. */
const UNKNOWN_RETURN: AchReturn = row('unknown', 'the bank did not say why', 'contact_payer', 'unchecked', {
  blocksMethod: false,
});

/**
 * What a return means, given its network code (`R01`), Stripe's failure code (`account_closed`), or the reason of the
 * dispute as which it arrived after the payment had succeeded (`incorrect_account_details`).
 */
export function achReturn(code: string | null | undefined): AchReturn {
  if (!code) return UNKNOWN_RETURN;
  const network = own(STRIPE_FAILURES, code) ?? own(STRIPE_DISPUTES, code) ?? code;
  return ACH_RETURNS.get(network) ?? UNKNOWN_RETURN;
}

/** What a dispute of a bank debit means: its reason is read before any failure code of the same name. */
export function achDispute(reason: string | null | undefined): AchReturn {
  return achReturn(reason ? (own(STRIPE_DISPUTES, reason) ?? reason) : null);
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
