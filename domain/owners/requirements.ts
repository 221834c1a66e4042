import type { Locale } from '../locales';

/** What the payment service asks of an account, by the beginning of its name for it, in plain words. */
const WORDS: readonly [prefix: string, english: string, spanish: string][] = [
  ['external_account', 'The bank account that money is paid into', 'La cuenta bancaria donde se paga el dinero'],
  ['tos_acceptance', 'Agreement to the payment service’s terms', 'Aceptar las condiciones del servicio de pagos'],
  ['business_profile.url', 'The business’s web address', 'La dirección web del negocio'],
  ['business_profile.mcc', 'The kind of business', 'El tipo de negocio'],
  ['business_profile', 'What the business does', 'A qué se dedica el negocio'],
  ['business_type', 'Whether this is a person or a company', 'Si es una persona o una empresa'],
  ['company.tax_id', 'The company’s tax number (EIN)', 'El número fiscal de la empresa (EIN)'],
  [
    'company.verification.document',
    'A document that proves the company exists',
    'Un documento que prueba que la empresa existe',
  ],
  ['company.address', 'The company’s address', 'La dirección de la empresa'],
  ['company.owners_provided', 'Who owns the company', 'Quiénes son los dueños de la empresa'],
  ['company.directors_provided', 'Who directs the company', 'Quiénes dirigen la empresa'],
  ['company', 'Details of the company', 'Datos de la empresa'],
  [
    'individual.verification.additional_document',
    'A second document that proves who you are',
    'Un segundo documento que prueba quién es usted',
  ],
  ['individual.verification.document', 'A photo of an identity document', 'Una foto de un documento de identidad'],
  [
    'individual.ssn_last_4',
    'The last four digits of the Social Security number',
    'Los últimos cuatro dígitos del número de Seguro Social',
  ],
  ['individual.id_number', 'The full Social Security number', 'El número de Seguro Social completo'],
  ['individual.dob', 'Date of birth', 'Fecha de nacimiento'],
  ['individual.address', 'Home address', 'Domicilio'],
  ['individual', 'Details of the person', 'Datos de la persona'],
  ['owners', 'Details of the people who own the company', 'Datos de los dueños de la empresa'],
  ['representative', 'Details of the person who represents the company', 'Datos de quien representa a la empresa'],
  ['person', 'Details of a person behind the business', 'Datos de una persona detrás del negocio'],
];

/** A requirement such as `individual.verification.document` in plain words; parts of one date or address are one. */
export function requirementInWords(code: string, locale: Locale = 'en'): string {
  const known = /^person_[A-Za-z0-9]+(\..*)?$/.test(code) ? code.replace(/^person_[A-Za-z0-9]+/, 'individual') : code;
  const found = WORDS.find(([prefix]) => known === prefix || known.startsWith(`${prefix}.`));
  return found?.[locale === 'es' ? 2 : 1] ?? code.replaceAll(/[._]/g, ' ');
}

/** Several of them, each once, in their order. */
export function requirementsInWords(codes: readonly string[], locale: Locale = 'en'): string[] {
  return [...new Set(codes.map((code) => requirementInWords(code, locale)))];
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
