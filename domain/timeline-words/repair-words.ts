import type { EventType } from '../events';
import { type EventWords, type Facts, prefixed, sentence } from './facts';

type Types = Extract<EventType, `maintenance.${string}` | `message.${string}` | `command.${string}`>;

const vendor = (facts: Facts) => facts.text(['vendorName', 'vendor'], 'The vendor');
const quoted = (text: string) => (text === '' ? '' : `“${text}”`);

/** Repairs, messages and what could not be carried out, in plain words. */
export const REPAIR_WORDS: Readonly<Record<Types, EventWords>> = {
  'maintenance.reported': {
    tone: 'ok',
    title: (f) => `${f.text(['tenantName', 'reportedBy'], 'Somebody')} reported a repair`,
    detail: (f) => quoted(f.text(['summary', 'description'])),
  },
  'maintenance.triaged': {
    tone: (f) => (f.text('severity') === 'emergency' ? 'bad' : 'ok'),
    title: (f) => `Judged ${f.text('severity', 'routine')}: ${f.text('category', 'general').replaceAll('_', ' ')}`,
    detail: (f) =>
      sentence(f.text('because'), prefixed('by ', f.date(['clockDueOn', 'dueOn'])), f.text(['clockRule', 'rule'])),
  },
  'maintenance.offered': {
    tone: 'now',
    title: (f) => `Offered to ${f.text(['vendorName', 'vendor'], f.list('vendorNames') || 'a vendor')}`,
    detail: (f) => sentence(f.list('explanation'), prefixed('answer by ', f.text('answerBy'))),
  },
  'maintenance.offer_declined': {
    tone: 'bad',
    title: (f) => `${vendor(f)} declined`,
    detail: (f) => quoted(f.text('reason')),
  },
  'maintenance.offer_expired': { tone: 'bad', title: (f) => `${vendor(f)} did not answer in time` },
  'maintenance.offer_withdrawn': { tone: 'ok', title: (f) => `The offer to ${vendor(f)} was taken back` },
  'maintenance.accepted': { tone: 'ok', title: (f) => `${vendor(f)} accepted` },
  'maintenance.scheduled': {
    tone: 'ok',
    title: (f) => `Set for ${f.text(['window', 'scheduledFor'], 'a time')}`,
    detail: (f) => f.text(['vendorName', 'vendor']),
  },
  'maintenance.started': { tone: 'now', title: (f) => `${vendor(f)} started work` },
  'maintenance.done': {
    tone: 'ok',
    title: (f) => `${vendor(f)} says it is done`,
    detail: (f) => quoted(f.text(['note', 'notes'])),
  },
  'maintenance.confirmed': { tone: 'ok', title: (f) => `${f.text('tenantName', 'The tenant')} says it is fixed` },
  'maintenance.reopened': {
    tone: 'bad',
    title: (f) => `${f.text('tenantName', 'The tenant')} says it is not fixed`,
    detail: (f) => quoted(f.text('reason')),
  },
  'maintenance.resolved': { tone: 'ok', title: () => 'Closed', detail: (f) => f.text('reason') },
  'maintenance.canceled': { tone: 'bad', title: () => 'Canceled', detail: (f) => f.text('reason') },
  'maintenance.escalated': { tone: 'bad', title: () => 'Needs you', detail: (f) => f.text('reason') },
  'maintenance.clock_warning': {
    tone: 'bad',
    title: (f) => `Time is running out${prefixed(': due ', f.text(['dueAt', 'clockDueAt']))}`,
    detail: (f) => f.text(['clockRule', 'rule']),
  },
  'message.sent': {
    tone: 'ok',
    title: (f) =>
      `${f.text('channel') === 'sms' ? 'Text message' : 'Email'} sent${prefixed(' to ', f.text(['toName', 'to']))}`,
    detail: (f) => f.text('subject', f.text('kind').replaceAll('_', ' ')),
  },
  'message.failed': {
    tone: 'bad',
    title: (f) => `A message${prefixed(' to ', f.text(['toName', 'to']))} could not be delivered`,
    detail: (f) => f.text(['reason', 'error']),
  },
  'command.failed': {
    tone: 'bad',
    title: (f) => `A process could not be reached: ${f.text('workflowType', 'unknown')}`,
    detail: (f) => f.text('workflowId'),
  },
};
