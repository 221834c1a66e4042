import { csvLines, csvMoney, csvStart } from '../../papers/csv';
import type { LoadedStatement } from '../../store/owners/statements/read-statements';

const HEAD = ['date', 'property', 'what', 'kind', 'whole_amount', 'share_percent', 'your_amount'];

/**
 * An owner's statement as CSV (RFC 4180) for a spreadsheet, amounts in dollars and cents; its sums are those of the
 * ledger.
 */
export function statementCsv(statement: LoadedStatement): string {
  const lines = statement.lines.map((line) => [
    line.happenedOn,
    line.property,
    line.label,
    line.category,
    csvMoney(line.wholeCents),
    (line.shareBps / 100).toFixed(2),
    csvMoney(line.amountCents),
  ]);
  const sums: [string, number][] = [
    ['Carried over', statement.openingCents],
    ['Collected', statement.collectedCents],
    ['Management fee', statement.managementFeeCents],
    ['Expenses', statement.expensesCents],
    ['Into the reserve', -statement.reserveCents],
    ['Payable to you', statement.payableCents],
  ];
  const foot = sums.map(([what, amount]) => [statement.period, '', what, 'sum', '', '', csvMoney(amount)]);
  return csvStart(true) + csvLines([HEAD, ...lines, ...foot]);
}
