import type { Role, Trade } from '../api/types';

/** The four tones of state. Each has a colour and a shape; the word is always beside them. */
export type Tone = 'ok' | 'wait' | 'bad' | 'transit' | 'plain';
export type StateWord = { word: string; tone: Tone };

type Table = Record<string, StateWord>;

const ok = (word: string): StateWord => ({ word, tone: 'ok' });
const wait = (word: string): StateWord => ({ word, tone: 'wait' });
const bad = (word: string): StateWord => ({ word, tone: 'bad' });
const transit = (word: string): StateWord => ({ word, tone: 'transit' });
const plain = (word: string): StateWord => ({ word, tone: 'plain' });

/** Every state the API speaks of, as the word a landlord would use. One table per subject. */
export const WORDS = {
  property: {
    active: ok('Active'),
    archived: plain('Archived'),
    off_market: plain('Off market'),
  },
  unit: {
    vacant: wait('Vacant'),
    occupied: ok('Let'),
    reserved: transit('Promised'),
    off_market: plain('Off market'),
  },
  application: {
    invited: transit('Invited'),
    in_progress: transit('Being filled in'),
    submitted: transit('Handed in'),
    screening: transit('Being screened'),
    decision_pending: wait('Your decision'),
    approved: ok('Approved'),
    approved_with_conditions: ok('Approved with conditions'),
    declined: bad('Denied'),
    withdrawn: plain('Withdrawn'),
    expired: plain('Expired'),
  },
  applicant: {
    invited: transit('Invited'),
    in_progress: transit('Answering'),
    complete: ok('Complete'),
    withdrawn: plain('Withdrawn'),
  },
  screening: {
    pending: transit('Being prepared'),
    invited: transit('Invited'),
    in_progress: transit('Under way'),
    disputed: bad('Disputed'),
    complete: ok('Back'),
    canceled: plain('Canceled'),
    expired: bad('Expired'),
  },
  assessment: {
    clear: ok('Clear'),
    eligible: ok('Clear'),
    consider: wait('To be looked at'),
    review: wait('To be looked at'),
    escalated: wait('To be looked at'),
    not_eligible: bad('Not eligible'),
  },
  lease: {
    draft: plain('Draft'),
    out_for_signature: wait('Out for signature'),
    signed: transit('Signed'),
    scheduled: transit('Starts soon'),
    active: ok('Active'),
    ended: plain('Ended'),
    closed: plain('Closed'),
    canceled: plain('Canceled'),
  },
  envelope: {
    created: transit('Being prepared'),
    sent: wait('Sent'),
    delivered: wait('Opened'),
    completed: ok('Signed by all'),
    declined: bad('Declined'),
    voided: plain('Voided'),
    expired: bad('Expired'),
  },
  signer: {
    created: transit('Not yet asked'),
    sent: wait('To sign'),
    delivered: wait('Opened'),
    completed: ok('Signed'),
    signed: ok('Signed'),
    declined: bad('Declined'),
  },
  payment: {
    created: transit('Started'),
    unknown: wait('Asking the bank'),
    processing: transit('In transit'),
    succeeded: ok('Received'),
    failed: bad('Failed'),
    canceled: plain('Canceled'),
    reversed: bad('Returned'),
    refunded: plain('Refunded'),
  },
  rent_run: {
    planned: transit('Planned'),
    running: transit('Running'),
    completed: ok('Completed'),
    failed: bad('Failed'),
  },
  maintenance: {
    reported: wait('Reported'),
    dispatching: transit('Finding a vendor'),
    escalated: bad('Needs you'),
    accepted: ok('Vendor found'),
    scheduled: ok('Scheduled'),
    in_progress: transit('Being repaired'),
    done: ok('Done, to be confirmed'),
    reopened: bad('Reopened'),
    resolved: ok('Resolved'),
    canceled: plain('Canceled'),
  },
  work_order: {
    open: wait('Open'),
    accepted: ok('Accepted'),
    scheduled: ok('Scheduled'),
    in_progress: transit('Under way'),
    done: ok('Done'),
    canceled: plain('Canceled'),
  },
  offer: {
    sent: wait('Asked'),
    accepted: ok('Accepted'),
    declined: bad('Declined'),
    expired: plain('No answer'),
    withdrawn: plain('Taken back'),
  },
  severity: { emergency: bad('Emergency'), urgent: wait('Urgent'), routine: plain('Routine') },
  vendor: { active: ok('Active'), inactive: plain('Paused'), paused: plain('Paused'), blocked: bad('Blocked') },
  member: { active: ok('Active'), invited: wait('Invited'), removed: plain('Removed') },
  workflow: {
    running: transit('Running'),
    completed: ok('Finished'),
    failed: bad('Failed'),
    canceled: plain('Canceled'),
    terminated: bad('Stopped'),
    timed_out: bad('Timed out'),
    continued_as_new: transit('Running'),
  },
} as const satisfies Record<string, Table>;

/** The states a subject of that kind may be in, in the order of its life. */
export function statesOf<S extends keyof typeof WORDS>(subject: S): Extract<keyof (typeof WORDS)[S], string>[] {
  return Object.keys(WORDS[subject]) as Extract<keyof (typeof WORDS)[S], string>[];
}

/** The same for a choice in a form or filter. */
export function stateChoices(subject: keyof typeof WORDS): { value: string; label: string }[] {
  return Object.entries<StateWord>(WORDS[subject]).map(([value, { word }]) => ({ value, label: word }));
}

/** `out_for_signature` → `Out for signature`: for a word that no table knows yet. */
export function humanize(name: string): string {
  if (name === 'hvac') return 'Heating and cooling';
  const words = name
    .replaceAll(/[_./-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The word and tone for a state of a subject. An unknown state is shown in plain words rather than hidden. */
export function stateWord(subject: keyof typeof WORDS, state: string): StateWord {
  const table: Table = WORDS[subject];
  return table[state.toLowerCase()] ?? plain(humanize(state));
}

/** What each role is called and may do, from the most to the least. */
export const ROLE_WORDS: Record<Role, { word: string; can: string }> = {
  owner: { word: 'Owner', can: 'everything, also the team' },
  manager: { word: 'Manager', can: 'leasing, money and repairs; decides applications' },
  agent: { word: 'Agent', can: 'properties, applications and leases' },
  accountant: { word: 'Accountant', can: 'charges, payments and rent runs' },
  maintenance: { word: 'Maintenance', can: 'repairs and vendors' },
  read_only: { word: 'Read only', can: 'look at everything, change nothing' },
};

export const ROLES = [
  'owner',
  'manager',
  'agent',
  'accountant',
  'maintenance',
  'read_only',
] as const satisfies readonly Role[];

/** Every trade of the API: a record, so that none can be forgotten. */
const TRADE_ORDER: Record<Trade, true> = {
  plumbing: true,
  electrical: true,
  hvac: true,
  gas: true,
  appliance: true,
  locksmith: true,
  pest_control: true,
  carpentry: true,
  restoration: true,
  general: true,
};
export const TRADES = Object.keys(TRADE_ORDER) as Trade[];

export const PROPERTY_TYPES = ['apartment', 'house', 'duplex', 'townhouse', 'condo', 'commercial'] as const;
export type PropertyType = (typeof PROPERTY_TYPES)[number];
/** The kinds of property, each with its words. */
export const PROPERTY_KINDS = Object.fromEntries(PROPERTY_TYPES.map((type) => [type, humanize(type)]));

/** `['Ada', 'Ben', 'Cy']` → `Ada, Ben and Cy`. */
export function listWords(words: string[]): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `the bank said no` → `The bank said no`: what was written as a sentence's end, standing by itself. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `2, 'lease'` → `2 leases`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
}

/** `+12065550142` → `(206) 555-0142`; a number from elsewhere stays as it is. */
export function formatPhone(phone: string): string {
  return phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

/** The zone's name as people say it: `America/Los_Angeles` → `Los Angeles time`. */
export function zoneWords(zone: string): string {
  return `${(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')} time`;
}
