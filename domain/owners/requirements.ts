/** What the payment service asks of an account, by the beginning of its name for it, in plain words. */
const WORDS: readonly [prefix: string, words: string][] = [
  ['external_account', 'The bank account that money is paid into'],
  ['tos_acceptance', 'Agreement to the payment service’s terms'],
  ['business_profile.url', 'The business’s web address'],
  ['business_profile.mcc', 'The kind of business'],
  ['business_profile', 'What the business does'],
  ['business_type', 'Whether this is a person or a company'],
  ['company.tax_id', 'The company’s tax number (EIN)'],
  ['company.verification.document', 'A document that proves the company exists'],
  ['company.address', 'The company’s address'],
  ['company.owners_provided', 'Who owns the company'],
  ['company.directors_provided', 'Who directs the company'],
  ['company', 'Details of the company'],
  ['individual.verification.additional_document', 'A second document that proves who you are'],
  ['individual.verification.document', 'A photo of an identity document'],
  ['individual.ssn_last_4', 'The last four digits of the Social Security number'],
  ['individual.id_number', 'The full Social Security number'],
  ['individual.dob', 'Date of birth'],
  ['individual.address', 'Home address'],
  ['individual', 'Details of the person'],
  ['owners', 'Details of the people who own the company'],
  ['representative', 'Details of the person who represents the company'],
  ['person', 'Details of a person behind the business'],
];

/** A requirement such as `individual.verification.document` in plain words; parts of one date or address are one. */
export function requirementInWords(code: string): string {
  const known = /^person_[A-Za-z0-9]+(\..*)?$/.test(code) ? code.replace(/^person_[A-Za-z0-9]+/, 'individual') : code;
  const found = WORDS.find(([prefix]) => known === prefix || known.startsWith(`${prefix}.`));
  return found?.[1] ?? code.replaceAll(/[._]/g, ' ');
}

/** Several of them, each once, in their order. */
export function requirementsInWords(codes: readonly string[]): string[] {
  return [...new Set(codes.map(requirementInWords))];
}

const REASONS: Readonly<Record<string, string>> = {
  'requirements.past_due': 'Something that was asked for is overdue.',
  'requirements.pending_verification': 'The payment service is checking what was handed in.',
  'action_required.requested_capabilities': 'The sign-up with the payment service is not finished.',
  under_review: 'The payment service is reviewing the account.',
  listed: 'The payment service is reviewing the account.',
  platform_paused: 'Payouts were paused.',
  'rejected.fraud': 'The payment service closed the account.',
  'rejected.terms_of_service': 'The payment service closed the account.',
  'rejected.listed': 'The payment service closed the account.',
  'rejected.incomplete_verification': 'The payment service closed the account: who is behind it could not be verified.',
  'rejected.other': 'The payment service closed the account.',
};

/** An account as the payment service last said it stands. */
export type AccountFacts = {
  chargesEnabled: boolean;
  payoutsEnabled: boolean;
  currentlyDue: readonly string[];
  pastDue: readonly string[];
  disabledReason: string | null;
};

/** Why payouts are paused, in a sentence; null while they are not. */
export function pausedBecause(account: AccountFacts): string | null {
  if (account.payoutsEnabled) return null;
  if (account.disabledReason !== null) {
    return REASONS[account.disabledReason] ?? 'The payment service has paused the account.';
  }
  return 'The sign-up with the payment service is not finished.';
}
