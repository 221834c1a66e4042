import { achReturn } from '../../domain/ach-returns';
import { addDays, atLocalTime } from '../../domain/calendar';
import { cardDecline } from '../../domain/declines';
import { graceUntil, REMIND_DAYS } from '../../domain/payment-plans';
import type { PaymentPlanStatus } from '../../domain/states';
import { inOrganization } from '../../store/database';
import { periodsOf } from '../../store/payment-plans/accept-plan';
import { endPlan, hasMoneyInTransit } from '../../store/payment-plans/end-plan';
import { lockPlan, readPlan } from '../../store/payment-plans/lock-plan';
import { type InstallmentStep, startInstallment } from '../../store/payment-plans/start-installment';
import { type PlanNotice, tellOfPlan } from '../../store/payment-plans/tell-of-plan';
import { applyCredit } from '../../store/payments/apply-credit';
import { MORNING } from '../../store/payments/start-collection-payment';
import type { ActivityDependencies } from '../dependencies';

export type PlanRef = { organizationId: string; planId: string };

/** What a plan's workflow goes on by; instants in epoch milliseconds. */
export type PlanFacts = {
  status: PaymentPlanStatus;
  /** The offer ends then. */
  offerEndsMs: number;
  isPaid: boolean;
  /** Something that paid for it may still be returned. */
  inTransit: boolean;
  hasMethod: boolean;
  /** The first installment that is not paid in full. */
  next: { number: number; dueOn: string; remindMs: number; dueMs: number; breakMs: number } | null;
  /** The months whose charges it covers. */
  periods: string[];
};

/** The database steps of a payment plan. */
export function createPlanActivities({ database, linkKey, now }: ActivityDependencies) {
  return {
    /** Reads how far a plan is, after what was paid ahead has paid what it can. */
    async planFacts({ organizationId, planId }: PlanRef): Promise<PlanFacts> {
      return inOrganization(database, organizationId, async (tx) => {
        const locked = await lockPlan(tx, planId, now());
        const { leaseId, lease, today } = locked;
        if (locked.status === 'active') {
          await applyCredit(tx, { organizationId, leaseId, state: lease.state, on: today });
        }
        const plan = await readPlan(tx, planId, now());
        const { next, leftCents } = plan.progress;
        const morning = (on: Parameters<typeof atLocalTime>[0]) => atLocalTime(on, MORNING, lease.timeZone);
        return {
          status: plan.status,
          offerEndsMs: atLocalTime(addDays(plan.acceptBy, 1), '00:00', lease.timeZone),
          isPaid: leftCents <= 0,
          inTransit: await hasMoneyInTransit(tx, plan),
          hasMethod: plan.paymentMethodId !== null,
          next:
            next === null
              ? null
              : {
                  number: next.number,
                  dueOn: next.dueOn,
                  remindMs: morning(addDays(next.dueOn, -REMIND_DAYS)),
                  dueMs: morning(next.dueOn),
                  breakMs: morning(addDays(graceUntil(next.dueOn, plan.graceDays), 1)),
                },
          periods: periodsOf(plan),
        };
      });
    },

    /** Records the next presentment of what is due, or says why there is none. */
    async startInstallment(ref: PlanRef & { workflowId: string }): Promise<InstallmentStep> {
      return inOrganization(database, ref.organizationId, (tx) => startInstallment(tx, { ...ref, now: now() }));
    },

    /** Tells the lease's tenants, each once per notice. */
    async tellOfPlan(ref: PlanRef & { notice: PlanNotice }): Promise<void> {
      await inOrganization(database, ref.organizationId, async (tx) =>
        tellOfPlan(tx, await readPlan(tx, ref.planId, now()), ref.notice, linkKey, now()),
      );
    },

    /** Tells the tenants that an installment could not be taken, and until when the plan holds. */
    async tellOfFailedInstallment(
      ref: PlanRef & { presentmentId: string; number: number },
    ): Promise<{ meaning: string }> {
      const { presentmentId, number } = ref;
      return inOrganization(database, ref.organizationId, async (tx) => {
        const row = await tx.presentment.findUniqueOrThrow({ where: { id: presentmentId } });
        const isCard = row.methodKind === 'card';
        const { meaning } = isCard ? cardDecline(row.declineCode, row.failureCode) : achReturn(row.failureCode);
        const notice = { kind: 'plan_installment_failed', number, meaning, presentmentId } as const;
        await tellOfPlan(tx, await readPlan(tx, ref.planId, now()), notice, linkKey, now());
        return { meaning };
      });
    },

    /** Ends a plan if the facts say so too. @returns whether it has */
    async endPlan(ref: PlanRef & { to: 'broken' | 'completed' | 'expired' }): Promise<{ ended: boolean }> {
      return inOrganization(database, ref.organizationId, async (tx) => ({
        ended: await endPlan(tx, { ...ref, actor: 'system', linkKey, now: now() }),
      }));
    },
  };
}
