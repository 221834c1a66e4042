import type { ExpenseAccount } from '../ledger';

/** What a property may cost, with the account that it is booked to. */
export const BILL_CATEGORIES = {
  repairs: { label: 'Repairs', account: 'repairs' },
  cleaning: { label: 'Cleaning', account: 'property_expenses' },
  landscaping: { label: 'Landscaping', account: 'property_expenses' },
  utilities: { label: 'Utilities', account: 'property_expenses' },
  insurance: { label: 'Insurance', account: 'property_expenses' },
  taxes: { label: 'Property taxes', account: 'property_expenses' },
  association: { label: 'Association dues', account: 'property_expenses' },
  legal: { label: 'Legal', account: 'property_expenses' },
  other: { label: 'Other', account: 'property_expenses' },
} as const satisfies Record<string, { label: string; account: ExpenseAccount }>;

export type BillCategory = keyof typeof BILL_CATEGORIES;

/** Whether a text from the store or a request names a category. */
export function isBillCategory(text: string): text is BillCategory {
  return Object.hasOwn(BILL_CATEGORIES, text);
}
