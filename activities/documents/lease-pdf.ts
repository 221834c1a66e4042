import type { PlainDateString } from '../../domain/calendar';
import { type Cents, formatMoney, sumCents } from '../../domain/money';
import { createPaper, type Paper } from '../../papers/paper';
import { addressInLine, longDate, namesInSentence, ordinal, type PremisesOnPaper } from '../../papers/words';
import { signatureAnchors } from '../../vendors/signatures';

export interface LeaseOnPaper {
  leaseId: string;
  createdAt: Date;
  landlord: { name: string; address: string; signerName: string };
  /** At least one, in the order they sign. */
  tenants: readonly { name: string }[];
  /** Who lives there without signing, such as children. */
  occupants: readonly string[];
  premises: PremisesOnPaper;
  term: { startsOn: PlainDateString /** Null is month to month. */; endsOn: PlainDateString | null };
  rentCents: Cents;
  /** Day of the month, 1–31. */
  dueDay: number;
  recurring: readonly { label: string; amountCents: Cents }[];
  depositCents: Cents;
  /** What is due before moving in, exactly as it will be charged. */
  moveInCharges: readonly { label: string; detail?: string | undefined; amountCents: Cents; dueOn: PlainDateString }[];
  /** The late fee in words, from the rule it is computed by; null where none is charged. */
  lateFee: string | null;
  rules: readonly { title: string; text: string }[];
  /** What a law demands to be told, each under its own heading. */
  disclosures: readonly { title: string; text: string }[];
}

/**
 * The recipient ids of a lease's signers on paper and envelope: tenants `1`, `2`, … in order, then the landlord.
 */
export function leaseRecipientIds(tenantCount: number): { tenants: string[]; landlord: string } {
  return {
    tenants: Array.from({ length: tenantCount }, (_, index) => String(index + 1)),
    landlord: String(tenantCount + 1),
  };
}

/**
 * The lease as a PDF with an invisible signature anchor for each tenant and the landlord. Same input, same bytes.
 * @throws RangeError where nobody would sign it
 */
export async function leasePdf(lease: LeaseOnPaper): Promise<Buffer> {
  if (lease.tenants.length === 0) throw new RangeError('A lease has at least one tenant.');
  const paper = createPaper({
    title: `Residential lease, ${lease.premises.line1}`,
    author: lease.landlord.name,
    createdAt: lease.createdAt,
    reference: `Residential lease · ${lease.leaseId}`,
  });
  paper.title('Residential lease', addressInLine(lease.premises));
  writeParties(paper, lease);
  writeTerm(paper, lease);
  writeRent(paper, lease);
  writeMoveIn(paper, lease);
  writeRules(paper, lease);
  writeSignatures(paper, lease);
  return paper.finish();
}

function writeParties(paper: Paper, { landlord, tenants, occupants, premises }: LeaseOnPaper): void {
  const names = tenants.map(({ name }) => name);
  paper.heading('1. Parties and premises');
  paper.paragraph(
    `${landlord.name}, ${landlord.address} (the landlord), rents the home at ${addressInLine(premises)} (the premises) ` +
      `to ${namesInSentence(names)} (${names.length === 1 ? 'the tenant' : 'the tenants'}).`,
  );
  if (names.length > 1) {
    paper.paragraph(
      'The tenants are jointly and severally liable: each of them owes the whole of what this lease asks for, even where they share it among themselves.',
    );
  }
  if (occupants.length > 0) paper.paragraph(`Also living there: ${namesInSentence(occupants)}.`);
}

function writeTerm(paper: Paper, { term }: LeaseOnPaper): void {
  paper.heading('2. Term');
  const start = longDate(term.startsOn);
  paper.paragraph(
    term.endsOn === null
      ? `The tenancy begins on ${start} and goes on from month to month until either side ends it with the notice the law asks for.`
      : `The tenancy begins on ${start} and ends on ${longDate(term.endsOn)}; both days are included.`,
  );
}

function writeRent(paper: Paper, lease: LeaseOnPaper): void {
  paper.heading('3. Rent');
  const monthly = sumCents([lease.rentCents, ...lease.recurring.map(({ amountCents }) => amountCents)]);
  const due = lease.dueDay > 28 ? ', or on its last day in a shorter month' : '';
  paper.paragraph(`Rent is due on the ${ordinal(lease.dueDay)} of each month${due}.`);
  paper.rows([
    { label: 'Monthly rent', value: formatMoney(lease.rentCents) },
    ...lease.recurring.map(({ label, amountCents }) => ({ label, value: formatMoney(amountCents) })),
    { label: 'Each month', value: formatMoney(monthly), strong: true },
  ]);
  paper.paragraph(lease.lateFee === null ? 'No late fee is charged.' : `Late fee: ${lease.lateFee}`);
}

function writeMoveIn(paper: Paper, { depositCents, moveInCharges }: LeaseOnPaper): void {
  paper.heading('4. Security deposit and move-in money');
  paper.paragraph(
    depositCents === 0
      ? 'No security deposit is taken.'
      : `The security deposit is ${formatMoney(depositCents)}. It stays the tenant's money and is returned, less itemized deductions the law allows, within the time the law sets.`,
  );
  if (moveInCharges.length === 0) return;
  paper.rows([
    ...moveInCharges.map(({ label, detail, amountCents, dueOn }) => ({
      label,
      detail: [detail, `Due ${longDate(dueOn)}`].filter(Boolean).join(' · '),
      value: formatMoney(amountCents),
    })),
    {
      label: 'Due before moving in',
      value: formatMoney(sumCents(moveInCharges.map(({ amountCents }) => amountCents))),
      strong: true,
    },
  ]);
}

function writeRules(paper: Paper, { rules, disclosures }: LeaseOnPaper): void {
  if (rules.length > 0) {
    paper.heading('5. Living there');
    paper.list(rules.map(({ title, text }) => `${title}: ${text}`));
  }
  for (const { title, text } of disclosures) {
    paper.heading(title);
    paper.paragraph(text);
  }
}

function writeSignatures(paper: Paper, { tenants, landlord }: LeaseOnPaper): void {
  const ids = leaseRecipientIds(tenants.length);
  paper.heading('Signatures');
  paper.paragraph(
    'By signing, each person agrees to this lease. An electronic signature counts like one on paper (15 U.S.C. § 7001).',
  );
  for (const [index, { name }] of tenants.entries()) {
    paper.signature({ name, role: 'Tenant', anchors: signatureAnchors(ids.tenants[index] ?? '') });
  }
  const role = landlord.signerName === landlord.name ? 'Landlord' : `Landlord, for ${landlord.name}`;
  paper.signature({ name: landlord.signerName, role, anchors: signatureAnchors(ids.landlord) });
}
