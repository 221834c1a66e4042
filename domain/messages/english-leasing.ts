import type { LeaseChange } from './kinds';
import type { Catalog, Say } from './say';

type Kinds =
  | 'application_invited'
  | 'application_reminder'
  | 'application_expired'
  | 'application_submitted'
  | 'screening_invited'
  | 'decision_approved'
  | 'decision_conditional'
  | 'decision_declined'
  | 'adverse_action'
  | 'signing_invited'
  | 'signing_reminder'
  | 'signing_declined'
  | 'lease_signed'
  | 'lease_amended'
  | 'lease_amendment_canceled'
  | 'welcome'
  | 'member_invited';

/** From the first link to the signed lease, in English. */
export const ENGLISH_LEASING: Pick<Catalog, Kinds> = {
  application_invited: (v, say) => ({
    subject: `Apply for ${v.address}`,
    lines: [
      `You are invited to apply for ${v.address}.`,
      'It takes about 15 minutes. Everything is saved as you go, so you can stop and come back.',
      `The link is only for you and works until ${say.date(v.expiresOn)}.`,
    ],
    button: 'Start your application',
    sms: `you are invited to apply for ${v.address}. Your link works until ${say.date(v.expiresOn)}:`,
  }),
  application_reminder: (v, say) => ({
    subject: `Your application for ${v.address} is waiting`,
    lines: [
      `Your application for ${v.address} is not finished yet. What you have filled in is saved.`,
      `You can finish it until ${say.date(v.expiresOn)}.`,
    ],
    button: 'Go on with your application',
    sms: `your application for ${v.address} is not finished yet. Go on until ${say.date(v.expiresOn)}:`,
  }),
  application_expired: (v) => ({
    subject: `Your application for ${v.address} has ended`,
    lines: [
      `The time to finish your application for ${v.address} has run out.`,
      'Still interested? Write to us and we will open it again.',
    ],
    sms: `the time to apply for ${v.address} has run out. Still interested? Write to us and we will open it again.`,
  }),
  application_submitted: (v) => ({
    subject: `${v.applicant} applied for ${v.address}`,
    lines: [`${v.applicant} has finished the application for ${v.address}.`, 'The background check starts now.'],
    button: 'See the application',
    sms: `${v.applicant} applied for ${v.address}:`,
  }),
  screening_invited: (v, say) => ({
    subject: `One more step for ${v.address}: your background check`,
    lines: [
      `To go on with your application for ${v.address} we need your background check. You agreed to it in your application.`,
      'It is done on the screening company’s own page and takes about 5 minutes.',
      ...(v.expiresOn ? [`The link works until ${say.date(v.expiresOn)}.`] : []),
    ],
    button: 'Do the background check',
    sms: `one more step for ${v.address}: please do your background check here:`,
  }),
  decision_approved: (v) => ({
    subject: `You are approved for ${v.address}`,
    lines: [
      `Good news: your application for ${v.address} is approved.`,
      'Your lease comes next. We will send it to you to sign.',
    ],
    button: 'See what comes next',
    sms: `good news, your application for ${v.address} is approved. Your lease comes next.`,
  }),
  decision_conditional: (v) => ({
    subject: `Your application for ${v.address}: approved with conditions`,
    lines: [
      `We can approve your application for ${v.address} with the following:`,
      ...v.conditions.map((condition) => `• ${condition}`),
      'If that works for you, tell us and we will prepare your lease.',
    ],
    button: 'See the conditions',
    sms: `we can approve your application for ${v.address} with conditions. The details are in your email.`,
  }),
  decision_declined: (v) => ({
    subject: `About your application for ${v.address}`,
    lines: [
      `Thank you for applying for ${v.address}. We have decided not to go on with your application.`,
      'No background report played a part in this.',
    ],
    sms: `we have decided not to go on with your application for ${v.address}. The details are in your email.`,
  }),
  adverse_action: (v) => ({
    subject: `About your application for ${v.address}`,
    lines: [v.noticeText],
    button: 'Read this letter online',
    sms: `we have sent a letter about your application for ${v.address} to your email. It also tells you your rights.`,
  }),
  signing_invited: (v, say) => ({
    subject: `Your lease for ${v.address} is ready to sign`,
    lines: [
      `Your lease for ${v.address} is ready. Please read it and sign it online.`,
      'You can ask for a paper copy at any time, at no cost.',
      ...(v.expiresOn ? [`Please sign by ${say.date(v.expiresOn)}.`] : []),
    ],
    button: 'Read and sign your lease',
    sms: `your lease for ${v.address} is ready to read and sign:`,
  }),
  signing_reminder: (v, say) => ({
    subject: `Your signature is still needed for ${v.address}`,
    lines: [
      `Your lease for ${v.address} waits for your signature.`,
      v.expiresOn ? `Please sign by ${say.date(v.expiresOn)}.` : 'Questions about it? Just write to us.',
    ],
    button: 'Read and sign your lease',
    sms: `your lease for ${v.address} waits for your signature:`,
  }),
  signing_declined: (v) => ({
    subject: `${v.signer} declined to sign the lease for ${v.address}`,
    lines: [
      `${v.signer} declined to sign the lease for ${v.address}.`,
      v.reason ? `They wrote: “${v.reason}”` : 'They gave no reason.',
      'You can change the terms and send it again, or cancel the lease.',
    ],
    button: 'Open the lease',
    sms: `${v.signer} declined to sign the lease for ${v.address}:`,
  }),
  lease_signed: (v, say) => ({
    subject: `Your lease for ${v.address} is signed`,
    lines: [`Everyone has signed the lease for ${v.address}.`, `It starts on ${say.date(v.startsOn)}. Welcome home.`],
    button: 'Get your signed copy',
    sms: `everyone has signed your lease for ${v.address}. It starts on ${say.date(v.startsOn)}. Welcome home.`,
  }),
  lease_amended: (v, say) => ({
    subject: `What changes on your lease for ${v.address}`,
    lines: [
      `From ${say.date(v.effectiveOn)}, something changes on your lease for ${v.address}:`,
      ...v.changes.map((change) => changeText(change, say)),
      ...(v.reason ? [`Why: ${v.reason}`] : []),
      'What you owe until then stays as it is. Did you not agree to this? Write to us.',
    ],
    button: 'See what is due and when',
    sms: `from ${say.date(v.effectiveOn)} your lease for ${v.address} changes: ${v.changes.map((change) => changeText(change, say)).join(' ')} See what is due and when:`,
  }),
  lease_amendment_canceled: (v, say) => ({
    subject: `A change of your lease for ${v.address} is called off`,
    lines: [
      `What was to change on your lease for ${v.address} from ${say.date(v.effectiveOn)} will not:`,
      ...v.changes.map((change) => changeText(change, say)),
      ...(v.reason ? [`Why: ${v.reason}`] : []),
      'Your lease goes on as if this had never been planned.',
    ],
    button: 'See what is due and when',
    sms: `the change of your lease for ${v.address} that was to begin on ${say.date(v.effectiveOn)} is called off. See what is due and when:`,
  }),
  welcome: (v) => ({
    subject: `Welcome to ${v.address}`,
    lines: [
      `Your lease for ${v.address} has begun. Welcome home.`,
      'With autopay the rent is paid by itself on the due date. You choose how, and you can stop it at any time.',
      ...(v.reportLink
        ? ['Keep this message: when something breaks, the second link is how you tell us, with photos, at any hour.']
        : []),
    ],
    button: 'Set up autopay',
    sms: `welcome to ${v.address}. Set up autopay, if you like:`,
    ...(v.reportLink && { also: { button: 'Report a repair', sms: 'Report a repair:', link: v.reportLink } }),
  }),
  member_invited: (v) => ({
    subject: `${v.inviter} invites you to ${v.org} on Tenure`,
    lines: [`${v.inviter} would like you to work with ${v.org} on Tenure as ${v.role}.`],
    button: 'Accept the invitation',
    sms: `${v.inviter} invites you to join as ${v.role}:`,
  }),
};

/** One change of a lease as a sentence. */
function changeText(change: LeaseChange, say: Say): string {
  if (change.kind === 'rent') return `Rent: ${say.money(change.amountCents)} a month from ${say.date(change.from)}.`;
  const to = change.to === undefined ? '' : ` to ${say.date(change.to)}`;
  const span = `from ${say.date(change.from)}${to}`;
  if (change.kind === 'charge') return `${change.label}: ${say.money(change.amountCents)} a month ${span}.`;
  const off = change.amountCents === undefined ? `${change.percent ?? 0}%` : say.money(change.amountCents);
  return `${change.label}: ${off} less rent a month ${span}.`;
}
