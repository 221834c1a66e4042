/** Everything that a lease can be charged for, with how it reads and which account it earns into. */
export const CHARGE_KINDS = {
  rent: { label: 'Rent', group: 'rent', account: 'rent_income' },
  deposit: { label: 'Security deposit', group: 'deposit', account: 'deposits_billed' },
  pet_rent: { label: 'Pet rent', group: 'recurring', account: 'other_income' },
  parking: { label: 'Parking', group: 'recurring', account: 'other_income' },
  utilities: { label: 'Utilities', group: 'utilities', account: 'other_income' },
  storage: { label: 'Storage', group: 'recurring', account: 'other_income' },
  other: { label: 'Other', group: 'recurring', account: 'other_income' },
  late_fee: { label: 'Late fee', group: 'late_fee', account: 'fee_income' },
  nsf_fee: { label: 'Returned payment fee', group: 'fee', account: 'fee_income' },
  /** A refund that the payer got a second time, from their bank: owed back, and nobody's income. */
  double_refund: { label: 'Refund that the bank paid back too', group: 'recurring', account: 'given_back_twice' },
  application_fee: { label: 'Application fee', group: 'fee', account: 'fee_income' },
} as const satisfies Record<string, { label: string; group: ChargeGroup; account: string }>;

/** How a kind of charge stands in the order of payment: rules speak of these, not of single kinds. */
export type ChargeGroup = 'rent' | 'utilities' | 'recurring' | 'deposit' | 'late_fee' | 'fee';
export type ChargeKind = keyof typeof CHARGE_KINDS;

/** The kinds that a lease may repeat every month beside rent. */
export const RECURRING_KINDS = ['pet_rent', 'parking', 'utilities', 'storage', 'other'] as const;
export type RecurringKind = (typeof RECURRING_KINDS)[number];

/** Whether a text from the store or a request names a kind of charge. */
export function isChargeKind(kind: string): kind is ChargeKind {
  return Object.hasOwn(CHARGE_KINDS, kind);
}

/** Whether the charge is a fee: a late fee is never computed on one. */
export function isFee(kind: ChargeKind): boolean {
  const { group } = CHARGE_KINDS[kind];
  return group === 'late_fee' || group === 'fee';
}
