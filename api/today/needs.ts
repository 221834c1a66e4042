import type { z } from 'zod';
import { cents, formatMoney } from '../../domain/money';
import type { Permission } from '../../domain/permissions';
import { shortDate } from '../../domain/timeline-words/facts';
import type { Need } from '../../store/today/read-today';
import type { needAnswer } from './schemas';

type Words = {
  /** Who is asked: whoever may do something about it. */
  permission: Permission;
  tone: z.output<typeof needAnswer>['tone'];
  tag: string;
  title: (what: string, amount: string) => string;
  detail: (need: Need) => string;
  action: string;
  page: string;
};

const since = (need: Need): string => shortDate(need.since);

/** What each kind of need is called, and the one button it has. */
const WORDS: Readonly<Record<Need['kind'], Words>> = {
  repair: {
    permission: 'maintenance.write',
    tone: 'bad',
    tag: 'Repair',
    title: (what) => what,
    detail: (need) => need.why ?? 'Nobody has taken it yet.',
    action: 'Open the repair',
    page: '/maintenance/',
  },
  returned: {
    permission: 'payments.read',
    tone: 'bad',
    tag: 'Returned',
    title: (what, amount) => `${amount} for ${what} came back`,
    detail: (need) => need.why ?? 'The bank returned it. It is reversed in the ledger.',
    action: 'Open the lease',
    page: '/leases/',
  },
  dispute: {
    permission: 'payments.read',
    tone: 'bad',
    tag: 'Dispute',
    title: (what, amount) => `${amount} for ${what} is disputed`,
    detail: () => 'Say what happened: the evidence on file goes to the bank two days before its deadline.',
    action: 'Open the lease',
    page: '/leases/',
  },
  decision: {
    permission: 'applications.decide',
    tone: 'wait',
    tag: 'Decision',
    title: (what) => `An application for ${what}`,
    detail: (need) => `${need.why ?? 'The household'} is through screening and waits for your answer.`,
    action: 'Decide',
    page: '/applications/',
  },
  lease_draft: {
    permission: 'leases.write',
    tone: 'wait',
    tag: 'Lease',
    title: (what) => `A lease for ${what} is ready to be signed`,
    detail: () => 'Look it over and send it for signature.',
    action: 'Open the lease',
    page: '/leases/',
  },
  late: {
    permission: 'payments.read',
    tone: 'bad',
    tag: 'Late',
    title: (what, amount) => `${amount} open for ${what}`,
    detail: (need) => `The oldest of it was due on ${since(need)}.`,
    action: 'Open the lease',
    page: '/leases/',
  },
};

/** Who must be allowed what to be shown a need. */
export function permissionFor(need: Need): Permission {
  return WORDS[need.kind].permission;
}

/** A need in words. */
export function serializeNeed(need: Need): z.output<typeof needAnswer> {
  const words = WORDS[need.kind];
  const amount = need.amount_cents === null ? '' : formatMoney(cents(need.amount_cents));
  return {
    id: `${need.kind}/${need.id}`,
    tone: words.tone,
    tag: words.tag,
    title: words.title(need.what, amount),
    detail: words.detail(need),
    action: { label: words.action, href: words.page + need.id },
    deadline: need.deadline === null ? null : new Date(need.deadline).toISOString(),
  };
}
