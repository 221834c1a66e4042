import type { EventType } from '../events';
import { type EventWords, type Facts, prefixed, sentence } from './facts';

type Types = Extract<
  EventType,
  | `user.${string}`
  | `member.${string}`
  | `property.${string}`
  | `unit.${string}`
  | `vendor.${string}`
  | `application.${string}`
  | `screening.${string}`
  | `adverse_action.${string}`
  | `lease.${string}`
  | `envelope.${string}`
  | `document.${string}`
>;

const who = (facts: Facts, fallback: string) =>
  facts.text(['applicantName', 'signerName', 'tenantName', 'name'], fallback);
const reason = (facts: Facts) => prefixed('They wrote: ', facts.text('reason'));

const DECISIONS: Readonly<Record<string, string>> = {
  approved: 'Application approved',
  approved_with_conditions: 'Application approved with conditions',
  declined: 'Application declined',
};

/** Organization, homes, applications and leases, in plain words. */
export const LEASING_WORDS: Readonly<Record<Types, EventWords>> = {
  'user.signed_up': { tone: 'ok', title: (f) => `${who(f, 'Somebody')} signed up` },
  'member.invited': {
    tone: 'ok',
    title: (f) => `${f.text(['email', 'name'], 'A colleague')} was invited`,
    detail: (f) => prefixed('as ', f.text('role')),
  },
  'member.joined': { tone: 'ok', title: (f) => `${f.text(['name', 'email'], 'A colleague')} joined` },
  'property.created': { tone: 'ok', title: (f) => `${f.text(['address', 'name'], 'A property')} was added` },
  'property.updated': { tone: 'ok', title: (f) => `${f.text(['address', 'name'], 'The property')} was changed` },
  'unit.created': { tone: 'ok', title: (f) => `Unit ${f.text(['number', 'label'])} was added`.replace('  ', ' ') },
  'unit.updated': { tone: 'ok', title: (f) => `Unit ${f.text(['number', 'label'])} was changed`.replace('  ', ' ') },
  'vendor.created': { tone: 'ok', title: (f) => `${f.text(['name', 'vendorName'], 'A vendor')} was added` },
  'vendor.updated': { tone: 'ok', title: (f) => `${f.text(['name', 'vendorName'], 'The vendor')} was changed` },
  'application.invited': {
    tone: 'ok',
    title: (f) => `${who(f, 'The applicant')} was invited to apply`,
    detail: (f) => prefixed('Open until ', f.date(['expiresOn', 'expiresAt'])),
  },
  'application.step_saved': {
    tone: 'ok',
    title: (f) => `${who(f, 'The applicant')} filled in ${f.text('step', 'a step').replaceAll('_', ' ')}`,
  },
  'application.submitted': {
    tone: 'ok',
    title: (f) => `${who(f, 'Everyone')} finished the application`,
    detail: (f) => prefixed('Application fee ', f.money('feeCents')),
  },
  'application.reminded': { tone: 'ok', title: (f) => `${who(f, 'The applicant')} was reminded` },
  'application.expired': {
    tone: 'bad',
    title: () => 'The invitation ran out',
    detail: () => 'It was not finished in time. It can be opened again.',
  },
  'application.withdrawn': { tone: 'bad', title: (f) => `${who(f, 'The applicant')} withdrew`, detail: reason },
  'application.decided': {
    tone: (f) => (f.text(['decision', 'outcome']).startsWith('approve') ? 'ok' : 'bad'),
    title: (f) => DECISIONS[f.text(['decision', 'outcome'])] ?? 'The application was decided',
    detail: (f) =>
      sentence(prefixed('Criteria version ', f.text('criteriaVersion')), f.list('conditions'), f.text('reason')),
  },
  'screening.started': { tone: 'ok', title: (f) => `Background check of ${who(f, 'the applicant')} started` },
  'screening.invited': {
    tone: 'ok',
    title: (f) => `${who(f, 'The applicant')} was asked to do the background check`,
    detail: () => 'On the screening company’s own page',
  },
  'screening.completed': {
    tone: (f) => (f.text('result') === 'consider' ? 'bad' : 'ok'),
    title: (f) => `Background check of ${who(f, 'the applicant')} came back`,
    detail: (f) =>
      f.text('result') === 'consider' ? 'There is something to look at' : prefixed('Result: ', f.text('result')),
  },
  'screening.disputed': {
    tone: 'bad',
    title: (f) => `${who(f, 'The applicant')} disputes the report`,
    detail: () => 'No decision until the agency has looked again, within 30 to 45 days',
  },
  'screening.canceled': { tone: 'bad', title: () => 'The background check was canceled', detail: reason },
  'screening.expired': { tone: 'bad', title: () => 'The background check was not done in time' },
  'adverse_action.sent': {
    tone: 'ok',
    title: (f) => `Adverse-action notice sent to ${who(f, 'the applicant')}`,
    detail: () => 'With the agency, the free copy and the right to dispute, as the Fair Credit Reporting Act asks',
  },
  'lease.created': {
    tone: 'ok',
    title: () => 'Lease drawn up',
    detail: (f) =>
      sentence(
        prefixed('Rent ', f.money('rentCents')),
        [f.date('startsOn'), f.date('endsOn')].filter(Boolean).join(' – '),
      ),
  },
  'lease.sent_for_signature': { tone: 'ok', title: () => 'Lease sent to be signed', detail: (f) => f.list('signers') },
  'lease.signed_by': { tone: 'ok', title: (f) => `${who(f, 'Somebody')} signed the lease` },
  'lease.signed': { tone: 'ok', title: () => 'Everyone has signed', detail: () => 'The signed copy is on file' },
  'lease.declined': { tone: 'bad', title: (f) => `${who(f, 'Somebody')} declined to sign`, detail: reason },
  'lease.voided': { tone: 'bad', title: () => 'The papers were withdrawn', detail: (f) => f.text('reason') },
  'lease.expired': { tone: 'bad', title: () => 'The lease was not signed in time' },
  'lease.scheduled': {
    tone: 'ok',
    title: () => 'Paid and signed: waiting for the first day',
    detail: (f) => prefixed('Starts on ', f.date('startsOn')),
  },
  'lease.activated': {
    tone: 'ok',
    title: () => 'The lease is active',
    detail: (f) => prefixed('Since ', f.date('startsOn')),
  },
  'lease.amended': {
    tone: 'ok',
    title: (f) => `The lease was amended${prefixed(': ', f.text('what'))}`,
    detail: (f) => sentence(prefixed('From ', f.date('effectiveOn')), f.text('reason')),
  },
  'lease.amendment_canceled': {
    tone: 'ok',
    title: (f) => `An amendment was taken back${prefixed(': ', f.text('what'))}`,
    detail: (f) => sentence(prefixed('It was to begin on ', f.date('effectiveOn')), f.text('reason')),
  },
  'lease.notice_given': {
    tone: 'ok',
    title: () => 'Notice was given',
    detail: (f) => prefixed('The lease ends on ', f.date('endsOn')),
  },
  'lease.ended': {
    tone: 'ok',
    title: () => 'The lease has ended',
    detail: (f) => prefixed('On ', f.date(['endedOn', 'endsOn'])),
  },
  'lease.closed': {
    tone: 'ok',
    title: () => 'The lease is closed',
    detail: (f) => f.text('reason', 'Nothing is owed, held or under way'),
  },
  'lease.canceled': { tone: 'bad', title: () => 'The lease was canceled', detail: (f) => f.text('reason') },
  'envelope.created': { tone: 'ok', title: () => 'Papers made ready to sign' },
  'envelope.sent': { tone: 'ok', title: () => 'Papers sent to be signed' },
  'envelope.delivered': { tone: 'ok', title: (f) => `${who(f, 'A signer')} opened the papers` },
  'envelope.completed': { tone: 'ok', title: () => 'All signatures are in' },
  'envelope.declined': { tone: 'bad', title: (f) => `${who(f, 'A signer')} declined`, detail: reason },
  'envelope.voided': { tone: 'bad', title: () => 'The papers were withdrawn', detail: (f) => f.text('reason') },
  'envelope.expired': { tone: 'bad', title: () => 'The papers were not signed in time' },
  'document.stored': { tone: 'ok', title: (f) => `${f.text(['title', 'filename', 'kind'], 'A document')} was filed` },
};
