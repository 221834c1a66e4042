import { SAFETY_TEXTS } from './safety-texts';
import type { Catalog } from './say';

type Kinds =
  | 'maintenance_received'
  | 'offer_sent'
  | 'offer_withdrawn'
  | 'offer_expired'
  | 'job_assigned'
  | 'job_accepted'
  | 'job_scheduled'
  | 'job_done_confirm'
  | 'maintenance_reopened'
  | 'maintenance_resolved'
  | 'needs_attention'
  | 'sms_stop_confirmed'
  | 'sms_help';

const WORDS = { emergency: 'Emergency', urgent: 'Urgent job', routine: 'Job' } as const;
const NEXT = {
  emergency: 'We are calling for help right now.',
  urgent: 'We are looking for somebody today.',
  routine: 'We are looking for the right person.',
} as const;

/** Repairs, and the two answers every phone number owes, in English. */
export const ENGLISH_REPAIRS: Pick<Catalog, Kinds> = {
  maintenance_received: (v) => {
    const safety = v.safetyText ? [SAFETY_TEXTS.en[v.safetyText]] : [];
    return {
      subject: `We have your report: ${v.summary}`,
      lines: [...safety, `We have your report about ${v.address}: “${v.summary}”. ${NEXT[v.severity]}`],
      button: 'Follow your repair',
      sms: [...safety, `We have your report. ${NEXT[v.severity]}`].join(' '),
    };
  },
  offer_sent: (v) => ({
    subject: `${WORDS[v.severity]}: ${v.summary}, ${v.address}`,
    lines: [
      `${WORDS[v.severity]} at ${v.address}: “${v.summary}”.`,
      `Can you take it? Please answer by ${v.answerBy}.`,
    ],
    button: 'Accept or decline',
    sms: `${WORDS[v.severity].toLowerCase()} at ${v.address}: ${v.summary}. Accept or decline by ${v.answerBy}:`,
  }),
  offer_withdrawn: (v) => ({
    subject: `No longer needed: ${v.summary}`,
    lines: [`The job at ${v.address} (“${v.summary}”) is taken care of. Thank you for looking at it.`],
    sms: `the job at ${v.address} is taken care of. Thank you for looking at it.`,
  }),
  offer_expired: (v) => ({
    subject: `The offer has ended: ${v.summary}`,
    lines: [`We did not hear from you about the job at ${v.address} (“${v.summary}”), so we have asked somebody else.`],
    sms: `we did not hear from you about the job at ${v.address}, so we have asked somebody else.`,
  }),
  job_assigned: (v) => ({
    subject: `Yours: ${v.summary}, ${v.address}`,
    lines: [
      `The job at ${v.address} is yours: “${v.summary}”.`,
      v.severity === 'emergency'
        ? 'Please go now. Tell us here when you start and when it is done.'
        : 'Tell us here when you will come, when you start and when it is done.',
    ],
    button: 'Open the job',
    sms:
      v.severity === 'emergency'
        ? `the emergency at ${v.address} is yours, please go now. Start and finish it here:`
        : `the job at ${v.address} is yours. Say when you will come:`,
  }),
  job_accepted: (v) => ({
    subject: `${v.vendor} will take care of: ${v.summary}`,
    lines: [
      `${v.vendor} has accepted your repair at ${v.address}: “${v.summary}”.`,
      'You will hear from us when the time is set.',
    ],
    button: 'Follow your repair',
    sms: `${v.vendor} will take care of your repair (${v.summary}). You will hear from us when the time is set.`,
  }),
  job_scheduled: (v) => ({
    subject: `Your repair is set for ${v.window}`,
    lines: [
      `${v.vendor} comes to ${v.address} on ${v.window} for: “${v.summary}”.`,
      'Does that not work? Please tell us soon.',
    ],
    button: 'See or change the time',
    sms: `${v.vendor} comes to ${v.address} on ${v.window} for: ${v.summary}.`,
  }),
  job_done_confirm: (v) => ({
    subject: `Is it fixed? ${v.summary}`,
    lines: [
      `${v.vendor} says the repair at ${v.address} is done: “${v.summary}”.`,
      'Is it? One tap tells us. If not, we send somebody again.',
    ],
    button: 'Tell us if it is fixed',
    sms: `${v.vendor} says your repair (${v.summary}) is done. Is it? Tell us here:`,
  }),
  maintenance_reopened: (v) => ({
    subject: `Not fixed yet: ${v.summary}`,
    lines: [
      `The repair at ${v.address} (“${v.summary}”) is open again.`,
      v.reason ? `The tenant wrote: “${v.reason}”` : 'The tenant says it is not fixed.',
    ],
    button: 'See the repair',
    sms: `the repair at ${v.address} (${v.summary}) is not fixed yet and is open again.`,
  }),
  maintenance_resolved: (v) => ({
    subject: `Done: ${v.summary}`,
    lines: [`The repair at ${v.address} (“${v.summary}”) is closed. If it comes back, just tell us.`],
    sms: `your repair (${v.summary}) is closed. If it comes back, just tell us.`,
  }),
  needs_attention: (v) => ({
    subject: `Needs you: ${v.what}`,
    lines: [v.what, v.why, ...(v.until ? [`Until: ${v.until}.`] : [])],
    button: 'Open it in Tenure',
    sms: `needs you: ${v.what}.${v.until ? ` Until ${v.until}.` : ''}`,
  }),
  sms_stop_confirmed: () => ({
    subject: 'You will get no more text messages',
    lines: ['You will get no more text messages from us. Answer START to get them again.'],
    sms: 'you will get no more text messages from us. Answer START to get them again.',
  }),
  sms_help: (v) => ({
    subject: 'Help with our text messages',
    lines: [
      `We write about your home, payments and repairs.${v.contact ? ` Reach us at ${v.contact}.` : ''} Answer STOP to end text messages.`,
    ],
    sms: `we write about your home, payments and repairs.${v.contact ? ` Reach us at ${v.contact}.` : ''} Message and data rates may apply. Answer STOP to end.`,
  }),
};
