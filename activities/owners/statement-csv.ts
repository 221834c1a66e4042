import type { LoadedStatement } from '../../store/owners/statements/read-statements';

const HEAD = ['date', 'property', 'what', 'kind', 'whole_amount', 'share_percent', 'your_amount'];

/** An owner's statement as CSV (RFC 4180), amounts in dollars and cents; its sums are those of the ledger. */
export function statementCsv(statement: LoadedStatement): string {
  const lines = statement.lines.map((line) => [
    line.happenedOn,
    line.property,
    line.label,
    line.category,
    dollars(line.wholeCents),
    (line.shareBps / 100).toFixed(2),
    dollars(line.amountCents),
  ]);
  const sums: [string, number][] = [
    ['Carried over', statement.openingCents],
    ['Collected', statement.collectedCents],
    ['Management fee', statement.managementFeeCents],
    ['Expenses', statement.expensesCents],
    ['Into the reserve', -statement.reserveCents],
    ['Payable to you', statement.payableCents],
  ];
  const foot = sums.map(([what, amount]) => [statement.period, '', what, 'sum', '', '', dollars(amount)]);
  return `${[HEAD, ...lines, ...foot].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}

function dollars(cents: number): string {
  const magnitude = Math.abs(cents);
  const text = `${Math.floor(magnitude / 100)}.${String(magnitude % 100).padStart(2, '0')}`;
  return cents < 0 ? `-${text}` : text;
}

/** Quoted where it must be; what a spreadsheet would take for a formula is kept from being one. */
function field(value: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d)/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
