import { achReturn } from '../../domain/ach-returns';
import { addDays, atLocalTime, localDateAt, type PlainDateString } from '../../domain/calendar';
import { cardDecline } from '../../domain/declines';
import type { MessageKind } from '../../domain/messages';
import type { Cents } from '../../domain/money';
import { nextRetryAt } from '../../domain/presentments';
import { openCharges, totalOpen } from '../../store/charges/open-charges';
import { lateFeeNow, postLateFee } from '../../store/charges/post-late-fee';
import { inOrganization, type Transaction } from '../../store/database';
import { appendEvent } from '../../store/events/append-event';
import { readLeaseAtPlace } from '../../store/leases/lease-at-place';
import { createLink } from '../../store/links/create-link';
import { hasStandingAutopay, standingAutopay } from '../../store/mandates/standing-autopay';
import { enqueueMessage } from '../../store/messages/enqueue-message';
import { besidePlan } from '../../store/payment-plans/plan-in-force';
import { applyCredit, hasCredit } from '../../store/payments/apply-credit';
import { methodLabel } from '../../store/payments/method-label';
import { type CollectionVerdict, MORNING, startCollectionPayment } from '../../store/payments/start-collection-payment';
import { overPrisma } from '../../store/sql-runner';
import type { ActivityDependencies } from '../dependencies';

export type CollectionRef = { organizationId: string; leaseId: string; period: string };

/** What a collection plans by; instants in epoch milliseconds. */
export type CollectionFacts = {
  openCents: Cents;
  dueOn: PlainDateString;
  zone: string;
  autopay: boolean;
  presentAtMs: number;
  /** When a late fee, or more of one that grows, may next be charged, should the rent stay late; null where none comes. */
  lateFeeAtMs: number | null;
  /** What of it may be charged now. */
  lateFeeOwedCents: Cents;
  escalateAtMs: number;
  isLeaseOver: boolean;
};

/** Unpaid this long after the due date, the landlord is told. */
const ESCALATE_AFTER_DAYS = 10;
const LINK_DAYS = 45;

/** The database steps of a month's collection. */
export function createCollectionActivities({ database, linkKey, now }: ActivityDependencies) {
  return {
    /** Reads what is owed and when the next things happen. */
    async collectionFacts(ref: CollectionRef): Promise<CollectionFacts> {
      return inOrganization(database, ref.organizationId, async (tx) => {
        const { lease, owed, dueOn } = await loadWithCredit(tx, ref, now());
        const month = { organizationId: ref.organizationId, period: ref.period, lease, dueOn, owed, now: now() };
        const late = await lateFeeNow(tx, month);
        return {
          openCents: totalOpen(owed),
          dueOn,
          zone: lease.timeZone,
          autopay: await hasStandingAutopay(tx, ref.leaseId, ref.period),
          presentAtMs: atLocalTime(dueOn, MORNING, lease.timeZone),
          lateFeeAtMs: late.nextOn === null ? null : atLocalTime(late.nextOn, MORNING, lease.timeZone),
          lateFeeOwedCents: late.owedCents,
          escalateAtMs: atLocalTime(addDays(dueOn, ESCALATE_AFTER_DAYS), MORNING, lease.timeZone),
          isLeaseOver: ['closed', 'canceled'].includes(lease.status),
        };
      });
    },

    /** Records the next presentment, or says why there is none. */
    async startCollectionPresentment(ref: CollectionRef & { workflowId: string }): Promise<CollectionVerdict> {
      return inOrganization(database, ref.organizationId, (tx) =>
        startCollectionPayment(tx, { ...ref, linkKey, now: now() }),
      );
    },

    /** Tells every tenant of the lease about this month's rent, each once per kind and step. */
    async tellTenants(ref: CollectionRef & { about: TenantNotice }): Promise<void> {
      await inOrganization(database, ref.organizationId, (tx) => tellTenants(tx, linkKey, ref, now()));
    },

    /** Tells the tenants why a presentment failed and what happens next: a retry by itself, or what they can do. */
    async tellOfFailure(ref: CollectionRef & { presentmentId: string }): Promise<{ meaning: string }> {
      return inOrganization(database, ref.organizationId, async (tx) => {
        const row = await tx.presentment.findUniqueOrThrow({
          where: { id: ref.presentmentId },
          include: { lease: true },
        });
        const { meaning, cure, retries } = whyFailed(row);
        const zone = row.lease?.timeZone ?? 'UTC';
        const at = now().getTime();
        const retryOnMs = retries ? nextRetryAt(row.presentedAt.getTime(), { nowMs: at, zone }) : undefined;
        const about = { kind: 'payment_failed' as const, cure, meaning, presentmentId: row.id };
        await tellTenants(
          tx,
          linkKey,
          { ...ref, about: retryOnMs === undefined ? about : { ...about, retryOnMs } },
          now(),
        );
        return { meaning };
      });
    },

    /** Posts the late fee that the lease and the state allow today; none twice. */
    async postLateFee(ref: CollectionRef): Promise<{ feeCents: Cents }> {
      return inOrganization(database, ref.organizationId, async (tx) => {
        const { lease, owed, dueOn } = await load(tx, ref);
        const month = { organizationId: ref.organizationId, period: ref.period, lease, dueOn, owed, now: now() };
        return { feeCents: await postLateFee(tx, month) };
      });
    },

    /** Puts the lease on the landlord's list. */
    async escalateCollection(ref: CollectionRef & { why: string }): Promise<void> {
      await inOrganization(database, ref.organizationId, async (tx) => {
        const { lease, owed } = await load(tx, ref);
        await appendEvent(tx, {
          organizationId: ref.organizationId,
          type: 'collection.escalated',
          subjectId: ref.leaseId,
          alsoAbout: [lease.unitId, lease.unit.propertyId],
          payload: { period: ref.period, open_cents: totalOpen(owed), why: ref.why },
        });
      });
    },
  };
}

/** What tenants are told in the course of a collection. */
export type TenantNotice =
  | { kind: 'rent_reminder' }
  | { kind: 'rent_due' }
  | { kind: 'payment_failed'; cure: string; meaning: string; retryOnMs?: number; presentmentId: string }
  | { kind: 'new_method_needed'; meaning: string }
  | { kind: 'late_fee_posted'; feeCents: Cents };

async function load(tx: Transaction, ref: CollectionRef) {
  const lease = await readLeaseAtPlace(tx, ref.leaseId);
  return { lease, ...(await owedOf(tx, ref)) };
}

async function owedOf(tx: Transaction, ref: CollectionRef) {
  // What a payment plan collects is paused here: no reminder, no late fee, no list.
  const run = overPrisma(tx);
  const all = await openCharges(run, ref.organizationId, ref.leaseId);
  const owed = (await besidePlan(run, ref, all)).filter((charge) => charge.period <= ref.period);
  const rent = owed.filter((charge) => charge.period === ref.period && charge.kind === 'rent');
  const first = rent[0] ?? owed.find((charge) => charge.period === ref.period) ?? owed[0];
  const dueOn = first?.dueOn ?? (`${ref.period}-01` as PlainDateString);
  return { owed, dueOn };
}

/** The same after what was paid ahead has paid what it can. */
async function loadWithCredit(tx: Transaction, ref: CollectionRef, now: Date) {
  const loaded = await load(tx, ref);
  if (loaded.owed.length === 0 || !(await hasCredit(tx, ref))) return loaded;
  await tx.$queryRaw`select id from leases where id = ${ref.leaseId} for update`;
  const { state, timeZone } = loaded.lease;
  const { organizationId, leaseId } = ref;
  await applyCredit(tx, { organizationId, leaseId, state, on: localDateAt(now.getTime(), timeZone) });
  const { owed } = await owedOf(tx, ref);
  return { ...loaded, owed };
}

async function tellTenants(
  tx: Transaction,
  linkKey: Buffer,
  ref: CollectionRef & { about: TenantNotice },
  now: Date,
): Promise<void> {
  const { lease, owed, dueOn } = await load(tx, ref);
  const people = await tx.leaseTenant.findMany({ where: { leaseId: ref.leaseId }, include: { tenant: true } });
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: ref.organizationId } });
  const { about } = ref;
  const mandate = await standingAutopay(tx, ref.leaseId, ref.period);
  for (const { tenant } of people) {
    const dedupeKey = ['collection', ref.leaseId, ref.period, keyOf(about), tenant.id].join('/');
    if ((await tx.message.count({ where: { organizationId: ref.organizationId, dedupeKey } })) > 0) continue;
    const linkId = await createLink(tx, linkKey, {
      organizationId: ref.organizationId,
      purpose: 'pay',
      subjectId: ref.leaseId,
      partyId: tenant.id,
      locale: tenant.locale,
      expiresAt: new Date(now.getTime() + LINK_DAYS * 86_400_000),
    });
    const variables = {
      org: organization.name,
      name: tenant.name,
      address: `${lease.unit.property.addressLine1}, ${lease.unit.number}`,
      amountCents: totalOpen(owed),
      balanceCents: totalOpen(owed),
      dueOn,
      autopay: mandate !== null,
      method: mandate === null ? '' : methodLabel(mandate.paymentMethod),
      ...wordsOf(about, lease.timeZone),
    };
    await enqueueMessage(tx, {
      organizationId: ref.organizationId,
      kind: about.kind as MessageKind & TenantNotice['kind'],
      to: tenant,
      variables: variables as never,
      linkId,
      subjectId: ref.leaseId,
      dedupeKey,
    });
  }
}

/** What a decline or return means, what cures it, and whether it is tried again by itself. */
function whyFailed(row: { methodKind: string; failureCode: string | null; declineCode: string | null }) {
  if (row.methodKind === 'card') {
    const decline = cardDecline(row.declineCode, row.failureCode);
    return { meaning: decline.meaning, cure: decline.cure, retries: decline.kind === 'soft' };
  }
  const returned = achReturn(row.failureCode);
  return { meaning: returned.meaning, cure: returned.cure, retries: returned.represent };
}

function keyOf(about: TenantNotice): string {
  return about.kind === 'payment_failed' ? `${about.kind}/${about.presentmentId}` : about.kind;
}

function wordsOf(about: TenantNotice, zone: string) {
  switch (about.kind) {
    case 'payment_failed':
      return {
        cure: about.cure,
        meaning: about.meaning,
        ...(about.retryOnMs === undefined ? {} : { retryOn: localDateAt(about.retryOnMs, zone) }),
      };
    case 'new_method_needed':
      return { meaning: about.meaning };
    case 'late_fee_posted':
      return { amountCents: about.feeCents, rule: 'lease' };
    default:
      return {};
  }
}
