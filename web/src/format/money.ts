const formatters = new Map<string, Intl.NumberFormat>();

function formatter(currency: string): Intl.NumberFormat {
  let found = formatters.get(currency);
  if (!found) {
    found = new Intl.NumberFormat('en-US', { style: 'currency', currency });
    formatters.set(currency, found);
  }
  return found;
}

/** The one way money is written: integer cents to `$1,850.00`, a negative with a real minus sign. */
export function formatMoney(cents: number, currency = 'USD'): string {
  return formatter(currency)
    .format(cents / 100)
    .replace('-', '−');
}

/** Money in a column whose heading already names the currency: `1,850.00`, `−92.50`. */
export function formatAmount(cents: number): string {
  return (cents / 100)
    .toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
    .replace('-', '−');
}

/**
 * Reads what a person typed (`1850`, `$1,850.5`) as integer cents, without going through a float.
 * Null where it is not an amount of money with at most two decimals.
 */
export function parseMoney(text: string): number | null {
  const match = /^\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  const [, whole = '', fraction = ''] = match;
  return Number(whole.replaceAll(',', '')) * 100 + Number(fraction.padEnd(2, '0'));
}
