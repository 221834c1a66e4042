import type { components } from '../../api/schema';

/** A report as it is shown. */
export type Report = components['schemas']['Report'];

/** A report as the page offers it: its address at the API and what it needs to be told. */
export type ReportOffer = {
  path: string;
  label: string;
  about: string;
  needs: 'days' | 'day' | 'year' | 'now';
};

/** The reports about everything; those about one lease are on its money tab. */
export const REPORTS: readonly ReportOffer[] = [
  { path: 'rent-roll', label: 'Rent roll', about: 'Every home: who, until when, for what rent', needs: 'day' },
  { path: 'delinquency', label: 'Delinquency', about: 'Who is late now and by how long', needs: 'now' },
  { path: 'trial-balance', label: 'Trial balance', about: 'What every account stands at', needs: 'day' },
  { path: 'general-ledger', label: 'General ledger', about: 'Every posting, by account', needs: 'days' },
  { path: '1099-nec', label: '1099-NEC totals', about: 'What vendors were paid for services', needs: 'year' },
  { path: '1099-misc', label: '1099-MISC totals', about: 'Rents collected for owners', needs: 'year' },
];

/** What the address of the page holds. */
export type ReportSearch = {
  kind?: string;
  from?: string;
  to?: string;
  on?: string;
  year?: string;
  lease?: string;
  period?: string;
};

const two = (n: number) => String(n).padStart(2, '0');
const plain = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** Today, and the first day of its month, on this screen's calendar. */
export function thisMonth(): { first: string; today: string; year: string; period: string } {
  const today = plain(new Date());
  return { first: `${today.slice(0, 7)}-01`, today, year: today.slice(0, 4), period: today.slice(0, 7) };
}

/** The address of what was chosen at the API, without its shape. */
export function reportAddress(search: ReportSearch): string {
  const now = thisMonth();
  const { lease } = search;
  if (lease !== undefined && search.kind === 'invoice') {
    return addressOf('invoice', { lease_id: lease, period: search.period ?? now.period });
  }
  const days = { from: search.from ?? now.first, to: search.to ?? now.today };
  if (lease !== undefined) return addressOf('tenant-statement', { lease_id: lease, ...days });
  const { path, needs } = offerOf(search.kind);
  switch (needs) {
    case 'days':
      return addressOf(path, days);
    case 'day':
      return addressOf(path, { as_of: search.on ?? now.today });
    case 'year':
      return addressOf(path, { year: search.year ?? now.year });
    case 'now':
      return addressOf(path, {});
  }
}

/** The chosen report; the first where nothing known is chosen. */
export function offerOf(kind: string | undefined): ReportOffer {
  const [first] = REPORTS;
  const found = REPORTS.find(({ path }) => path === kind) ?? first;
  if (found === undefined) throw new Error('there are no reports');
  return found;
}

function addressOf(path: string, query: Record<string, string>): string {
  return `/v1/reports/${path}?${new URLSearchParams(query)}`;
}
