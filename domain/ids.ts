/**
 * Identifiers. Every object's id is `prefix_` followed by 26 characters of Crockford base 32 (48 bits of time, 10 of
 * order within a millisecond, 70 of randomness): sortable by creation, unguessable, and the same text in SQL, TypeScript,
 * the API and Temporal. Ids are made in store/new-id.ts; here only their form lives.
 */
export const ID_PREFIXES = {
  organization: 'org',
  user: 'usr',
  membership: 'mem',
  session: 'ses',
  apiKey: 'key',
  property: 'prop',
  unit: 'unit',
  media: 'med',
  application: 'app',
  applicant: 'apl',
  consent: 'con',
  screening: 'scr',
  decision: 'dec',
  tenant: 'ten',
  lease: 'lease',
  document: 'doc',
  envelope: 'env',
  signer: 'sig',
  charge: 'chg',
  payment: 'pay',
  presentment: 'prs',
  dispute: 'dsp',
  disputeFile: 'dsf',
  disputeSubmission: 'dss',
  bankReturn: 'ret',
  returnRateAlarm: 'rra',
  allocation: 'alc',
  paymentMethod: 'pm',
  mandate: 'man',
  debitHold: 'hold',
  debitNotice: 'dno',
  paymentPlan: 'plan',
  installment: 'inst',
  refund: 'ref',
  deposit: 'dep',
  depositMovement: 'dmv',
  entry: 'je',
  posting: 'pst',
  rentRun: 'run',
  maintenanceRequest: 'mr',
  workOrder: 'wo',
  vendor: 'ven',
  offer: 'off',
  message: 'msg',
  attempt: 'att',
  notification: 'ntf',
  event: 'evt',
  webhook: 'whk',
  link: 'lnk',
  audit: 'aud',
  command: 'cmd',
  feePolicy: 'fpl',
  owner: 'own',
  ownership: 'osh',
  ownerAgreement: 'oag',
  bill: 'bill',
  ownerStatementRun: 'osr',
  ownerItem: 'osi',
  ownerStatement: 'ost',
  ownerStatementLine: 'osl',
  ownerPayout: 'opo',
  connectAccount: 'cac',
  reconciliation: 'rec',
  vendorBooking: 'vbk',
  vendorPayout: 'vpo',
  difference: 'dif',
  bankDeposit: 'bdp',
  leaseAmendment: 'lam',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

declare const idKind: unique symbol;
/** A branded id of one kind of object, such as `Id<'lease'>`. */
export type Id<K extends IdKind> = string & { readonly [idKind]?: K };

const BODY = /^[0-9ABCDEFGHJKMNPQRSTVWXYZ]{26}$/;

/** Whether `text` has the form of an id of `kind`. Says nothing about existence. */
export function isId<K extends IdKind>(kind: K, text: string): text is Id<K> & string {
  const prefix = `${ID_PREFIXES[kind]}_`;
  return text.startsWith(prefix) && BODY.test(text.slice(prefix.length));
}

/** The kind of object an id names, or undefined where the text is no id of ours. */
export function kindOfId(text: string): IdKind | undefined {
  const prefix = text.slice(0, text.lastIndexOf('_'));
  const kind = (Object.keys(ID_PREFIXES) as IdKind[]).find((candidate) => ID_PREFIXES[candidate] === prefix);
  return kind !== undefined && isId(kind, text) ? kind : undefined;
}
