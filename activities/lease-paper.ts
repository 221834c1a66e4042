import { z } from 'zod';
import { formulaText } from '../domain/late-fee-formula';
import { lateFeeTermsOf, leaseTermsSchema } from '../domain/lease-terms';
import { moveInCharges } from '../domain/rent-schedule';
import { fromSqlCents } from '../store/cents';
import type { LockedEnvelope } from '../store/envelopes/lock-envelope';
import type { Organization } from '../store/generated/client';
import { type LoadedLease, termsOfLease } from '../store/leases/lock-lease';
import type { leasePdf } from './documents';

type LeaseOnPaper = Parameters<typeof leasePdf>[0];

/** Homes built before this year need the federal warning about lead paint (42 U.S.C. 4852d). */
const LEAD_PAINT_BEFORE = 1978;

/** What a lease's paper says, from the terms that its charges are computed by. */
export function leaseOnPaper(lease: LoadedLease, envelope: LockedEnvelope, organization: Organization): LeaseOnPaper {
  const { property, number } = lease.unit;
  const terms = termsOfLease(lease);
  const landlord = envelope.signers.find(({ role }) => role === 'landlord');
  const rules = leaseTermsSchema.parse(lease.terms).house_rules;
  return {
    leaseId: lease.id,
    createdAt: envelope.createdAt,
    landlord: {
      name: organization.name,
      address: addressOf(organization),
      signerName: landlord?.name ?? organization.name,
    },
    tenants: envelope.signers.filter(({ role }) => role === 'tenant').map(({ name }) => ({ name })),
    occupants: [],
    premises: {
      line1: property.addressLine1,
      line2: `Unit ${number}`,
      city: property.city,
      state: property.state,
      postalCode: property.postalCode,
    },
    term: { startsOn: terms.startsOn, endsOn: terms.endsOn },
    rentCents: fromSqlCents(lease.rentCents),
    dueDay: lease.dueDay,
    recurring: terms.recurring.map(({ label, amountCents }) => ({ label, amountCents })),
    depositCents: terms.depositCents,
    moveInCharges: moveInCharges(terms).map(({ label, amountCents, dueOn, rule }) => ({
      label,
      detail: rule.text,
      amountCents,
      dueOn,
    })),
    lateFee: lateFeeInWords(lease.terms),
    rules: rules.map((text, index) => ({ title: `Rule ${index + 1}`, text })),
    disclosures: disclosuresFor(property.yearBuilt),
  };
}

function addressOf(organization: Organization): string {
  const read = z.object({ address: z.string() }).safeParse(organization.settings);
  return read.success ? read.data.address : organization.email;
}

function lateFeeInWords(stored: unknown): string | null {
  const fee = lateFeeTermsOf(stored);
  if (fee === null) return null;
  const amount = formulaText(fee.formula).replace(' by the lease', '').replace('by the steps in the lease: ', '');
  return `${amount} where rent is not paid within ${fee.graceDays} days after it is due, and never more than the law of the state allows.`;
}

function disclosuresFor(yearBuilt: number | null): LeaseOnPaper['disclosures'] {
  if (yearBuilt !== null && yearBuilt >= LEAD_PAINT_BEFORE) return [];
  return [
    {
      title: 'Lead warning statement',
      text: 'Housing built before 1978 may contain lead-based paint. Lead from paint, paint chips, and dust can pose health hazards if not managed properly. Lead exposure is especially harmful to young children and pregnant women. Before renting pre-1978 housing, lessors must disclose the presence of known lead-based paint and/or lead-based paint hazards in the dwelling. Lessees must also receive a federally approved pamphlet on lead poisoning prevention.',
    },
  ];
}
