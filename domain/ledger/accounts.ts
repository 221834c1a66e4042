/**
 * The chart of accounts. `normal` is the side on which a balance usually stands.
 * A deposit is billed (`deposits_billed`) until money for it is received; only then is it a liability held.
 */
export const ACCOUNTS = {
  receivable: { name: 'Tenants owe', normal: 'debit' },
  in_transit: { name: 'In transit: debits that may still be returned', normal: 'debit' },
  undeposited_funds: { name: 'Received, not yet in the bank', normal: 'debit' },
  bank: { name: 'Operating bank account', normal: 'debit' },
  deposit_bank: { name: 'Deposit trust account', normal: 'debit' },
  processing_fees: { name: 'Card and bank processing fees', normal: 'debit' },
  platform_fees: { name: 'Platform fees', normal: 'debit' },
  disputed: { name: 'Held back by the bank while a dispute runs', normal: 'debit' },
  given_back_twice: { name: 'Given back twice: refunded, then taken by the bank', normal: 'debit' },
  repairs: { name: 'Repairs', normal: 'debit' },
  property_expenses: { name: 'Other expenses of properties', normal: 'debit' },
  deposit_interest: { name: 'Interest on deposits', normal: 'debit' },
  bad_debt: { name: 'Debts written off', normal: 'debit' },
  owner_income: { name: 'Collected for owners', normal: 'debit' },
  deposits_billed: { name: 'Deposits billed, not yet received', normal: 'credit' },
  deposits_held: { name: 'Deposits held for tenants', normal: 'credit' },
  tenant_credit: { name: 'Paid ahead by tenants', normal: 'credit' },
  refunds_payable: { name: 'Refunds that are about to leave', normal: 'credit' },
  owner_payable: { name: 'Owed to owners', normal: 'credit' },
  owner_reserve: { name: 'Kept back for owners', normal: 'credit' },
  owner_payouts: { name: 'On its way to owners', normal: 'credit' },
  vendor_payable: { name: 'Owed to vendors', normal: 'credit' },
  rent_income: { name: 'Rent', normal: 'credit' },
  fee_income: { name: 'Fees', normal: 'credit' },
  management_fees: { name: 'Management fees', normal: 'credit' },
  other_income: { name: 'Other income', normal: 'credit' },
  card_fee_income: { name: 'Card fees borne by payers', normal: 'credit' },
} as const;
export type AccountCode = keyof typeof ACCOUNTS;
