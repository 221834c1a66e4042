import type { PlainDateString } from '../../domain/calendar';
import { ACCOUNTS, type AccountCode } from '../../domain/ledger';
import type { Report, ReportColumn, ReportRow } from '../../domain/reports/report';
import { longDate } from '../../papers/words';
import { type Database, sqlInOrganization, type Transaction } from '../../store/database';
import { readOrganization } from '../../store/organizations/read-organization';
import {
  eachLedgerPage,
  type GeneralLedgerRow,
  type LedgerRange,
  readGeneralLedger,
} from '../../store/reports/read-general-ledger';
import { readTrialBalance } from '../../store/reports/read-trial-balance';
import { overPrisma } from '../../store/sql-runner';
import { type Format, limitOf, refuseTooMany } from './bounds';

/** What every account stands at after a day: debits and credits, which are the same in all. */
export async function trialBalance(
  tx: Transaction,
  { organizationId, asOf }: { organizationId: string; asOf: PlainDateString },
): Promise<Report> {
  const { name } = await readOrganization(tx, organizationId);
  const balances = await readTrialBalance(overPrisma(tx), { organizationId, asOf });
  const found = new Map(balances.map(({ account, cents }) => [account, cents]));
  const known = Object.keys(ACCOUNTS).filter((account) => found.has(account));
  const codes = [...known, ...[...found.keys()].filter((account) => !known.includes(account))];
  const sum = { debit: 0, credit: 0 };
  const rows = codes.map((account): ReportRow => {
    const balance = found.get(account) ?? 0;
    const sides = { debit: Math.max(balance, 0), credit: Math.max(-balance, 0) };
    sum.debit += sides.debit;
    sum.credit += sides.credit;
    return { cells: { account, name: accountName(account), ...sides } };
  });
  return {
    kind: 'trial_balance',
    locale: 'en',
    title: 'Trial balance',
    from: name,
    reference: `Trial balance · ${asOf}`,
    facts: [{ label: 'As of', value: longDate(asOf) }],
    columns: [
      { key: 'account', label: 'Code', kind: 'text', width: 0 },
      { key: 'name', label: 'Account', kind: 'text', width: 3 },
      { key: 'debit', label: 'Debit', kind: 'money', width: 1.5 },
      { key: 'credit', label: 'Credit', kind: 'money', width: 1.5 },
    ],
    rows,
    totals: { cells: { account: '', name: 'Total', ...sum }, isSum: true },
    notes: ['By the day on which each entry takes effect. Debits equal credits.'],
  };
}

/** The columns of the general ledger. */
export const LEDGER_COLUMNS: readonly ReportColumn[] = [
  { key: 'account', label: 'Account', kind: 'text', width: 0 },
  { key: 'name', label: 'Name', kind: 'text', width: 1 },
  { key: 'date', label: 'Date', kind: 'date', width: 1.1 },
  { key: 'entry_id', label: 'Entry', kind: 'text', width: 0 },
  { key: 'kind', label: 'Kind', kind: 'text', width: 0 },
  { key: 'what', label: 'What', kind: 'text', width: 3.4 },
  { key: 'lease_id', label: 'Lease', kind: 'text', width: 0 },
  { key: 'debit', label: 'Debit', kind: 'money', width: 1.3 },
  { key: 'credit', label: 'Credit', kind: 'money', width: 1.3 },
  { key: 'balance', label: 'Balance', kind: 'money', width: 1.4 },
];

/** What a general ledger is called in its footer and file. */
export function ledgerReference({ from, to }: LedgerRange): string {
  return `General ledger · ${from} to ${to}`;
}

/** The general ledger from one day to another: each account from its opening balance to its closing one. */
export async function generalLedger(tx: Transaction, range: LedgerRange, format: Format): Promise<Report> {
  const { name } = await readOrganization(tx, range.organizationId);
  const lines = await readGeneralLedger(overPrisma(tx), range, limitOf(format));
  refuseTooMany(lines.length, format, 'Choose fewer days or one account, or take it as CSV, which has no such bound.');
  const book = ledgerRows();
  const rows = [...book.next(lines), ...book.close()];
  return {
    kind: 'general_ledger',
    locale: 'en',
    title: 'General ledger',
    from: name,
    reference: ledgerReference(range),
    facts: [{ label: 'Days', value: `${longDate(range.from)} to ${longDate(range.to)}` }],
    columns: LEDGER_COLUMNS,
    groupBy: 'name',
    rows,
    totals: { cells: { account: 'Total', name: 'All accounts', what: 'Total', ...book.total() }, isSum: true },
    notes: ['Balances are debits less credits. In the days, all debits equal all credits.'],
  };
}

/** Every page of the general ledger as rows, however long it is; then the closing lines. */
export async function eachPageOfLedger(
  database: Database,
  range: LedgerRange,
  write: (rows: ReportRow[]) => Promise<void>,
): Promise<void> {
  const book = ledgerRows();
  await sqlInOrganization(database, range.organizationId, (client) =>
    eachLedgerPage(client, range, (lines) => write(book.next(lines))),
  );
  await write([...book.close(), { cells: { account: 'Total', name: 'All accounts', what: 'Total', ...book.total() } }]);
}

/** Turns postings that come by account and day into rows with a running balance; works over pages. */
function ledgerRows() {
  let account: string | null = null;
  let balance = 0;
  let last = '';
  const total = { debit: 0, credit: 0 };
  const close = (): ReportRow[] => {
    if (account === null) return [];
    return [
      { cells: { account, name: accountName(account), date: last, what: 'Closing balance', balance }, isSum: true },
    ];
  };
  const open = (next: GeneralLedgerRow): ReportRow[] => {
    const before = close();
    account = next.account;
    balance = next.entryId === null ? next.cents : 0;
    const cells = { account, name: accountName(account), what: 'Opening balance', balance };
    return [...before, { cells, isSum: true }];
  };
  const lineOf = (line: GeneralLedgerRow): ReportRow => {
    balance += line.cents;
    last = line.effectiveOn ?? '';
    const side = line.cents > 0 ? { debit: line.cents } : { credit: -line.cents };
    total.debit += side.debit ?? 0;
    total.credit += side.credit ?? 0;
    const { entryId, kind, description, leaseId } = line;
    const about = { date: last, entry_id: entryId, kind, what: description, lease_id: leaseId };
    return { cells: { account: line.account, name: accountName(line.account), ...about, ...side, balance } };
  };
  return {
    next: (lines: readonly GeneralLedgerRow[]) =>
      lines.flatMap((line) => [
        ...(line.account === account ? [] : open(line)),
        ...(line.entryId === null ? [] : [lineOf(line)]),
      ]),
    close,
    total: () => ({ ...total }),
  };
}

function accountName(code: string): string {
  return isAccount(code) ? ACCOUNTS[code].name : code;
}

function isAccount(code: string): code is AccountCode {
  return Object.hasOwn(ACCOUNTS, code);
}
