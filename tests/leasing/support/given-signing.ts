import type { PlainDateString } from '../../../domain/calendar';
import { leaseTermsSchema, paymentScheduleSchema } from '../../../domain/lease-terms';
import { workflowIds } from '../../../domain/workflow-ids';
import { recordEsignConsent } from '../../../store/consents/record-esign-consent';
import { sendForSignature } from '../../../store/envelopes/send-for-signature';
import { createLease } from '../../../store/leases/create-lease';
import { loadLease } from '../../../store/leases/lock-lease';
import { findOrCreateTenant } from '../../../store/tenants/find-or-create-tenant';
import { eventually, type World } from '../../workflows/support/world';
import { type GivenUnit, within } from './given-household';

export type GivenLeaseDraft = GivenUnit & { leaseId: string; tenantIds: string[] };

/** A lease draft for new tenants of the unit. */
export async function givenDraft(
  world: World,
  home: GivenUnit,
  names: readonly string[],
  { startsOn, endsOn }: { startsOn: PlainDateString; endsOn: PlainDateString | null },
): Promise<GivenLeaseDraft> {
  return within(world, home, async (tx) => {
    const { organizationId } = home;
    const tenantIds: string[] = [];
    for (const name of names) {
      const email = `${name.toLowerCase().replaceAll(' ', '.')}-${home.unitId.slice(-6).toLowerCase()}@example.test`;
      tenantIds.push(await findOrCreateTenant(tx, { organizationId, name, email, phone: null, locale: 'en' }));
    }
    const leaseId = await createLease(tx, {
      organizationId,
      unitId: home.unitId,
      tenantIds,
      startsOn,
      endsOn,
      rentCents: 180_000,
      depositCents: 180_000,
      dueDay: 1,
      paymentSchedule: paymentScheduleSchema.parse({}),
      terms: leaseTermsSchema.parse({}),
      by: home.userId,
    });
    return { ...home, leaseId, tenantIds };
  });
}

/** The landlord sends a lease to be signed, and it is out. */
export async function send(world: World, given: GivenLeaseDraft, expiresInDays = 14): Promise<void> {
  await within(world, given, (tx) =>
    sendForSignature(tx, { leaseId: given.leaseId, by: given.userId, expiresInDays, now: world.now() }),
  );
  await eventually(async () => (await leaseNow(world, given)).envelopes[0]?.vendorRef, {
    what: 'the envelope',
    limitMs: 90_000,
  });
}

export function leaseNow(world: World, { organizationId, leaseId }: { organizationId: string; leaseId: string }) {
  return within(world, { organizationId }, (tx) => loadLease(tx, leaseId));
}

/** Waits until a lease stands so. */
export async function leaseBecomes(
  world: World,
  given: { organizationId: string; leaseId: string },
  status: string,
): Promise<void> {
  await eventually(async () => (await leaseNow(world, given)).status === status, {
    what: `lease to be ${status}`,
    limitMs: 90_000,
  });
}

/** A signer's page at the service: tenants agree to sign electronically first. */
export async function signingPage(
  world: World,
  given: { organizationId: string; leaseId: string },
  who: number | 'landlord',
): Promise<string> {
  const lease = await leaseNow(world, given);
  const signers = lease.envelopes[0]?.signers ?? [];
  const signer = who === 'landlord' ? signers.find(({ role }) => role === 'landlord') : signers[who];
  if (signer === undefined) throw new Error('no such signer');
  if (signer.tenantId !== null) {
    const { tenantId } = signer;
    const consent = { text: 'I agree.', locale: 'en', ip: '127.0.0.1', userAgent: 'test', now: world.now() };
    await within(world, given, (tx) => recordEsignConsent(tx, { leaseId: given.leaseId, tenantId, ...consent }));
  }
  const asked = { signerId: signer.id, returnUrl: 'http://127.0.0.1:1/back' };
  const handle = world.client.workflow.getHandle(workflowIds.signing(given.leaseId));
  // The workflow may not have heard of the last signature yet.
  return eventually(
    async () => (await handle.executeUpdate<{ url: string }, [typeof asked]>('signingUrl', { args: [asked] })).url,
    { what: 'the signing page', limitMs: 90_000, everyMs: 200 },
  );
}

/** Opens a signing page and signs, or declines, on it. */
export async function press(url: string, what: 'sign' | 'decline'): Promise<void> {
  await fetch(url, { redirect: 'manual' });
  const form = what === 'sign' ? { consent: 'yes', signature: 'Somebody' } : { reason: 'The rent is not what we said' };
  const answer = await fetch(`${url}/${what}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) });
  if (answer.status !== 303) throw new Error(`${what}: ${answer.status}`);
}
