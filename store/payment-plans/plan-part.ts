import type { Cents } from '../../domain/money';

/** Of an allocation, which payment plan's installments it fills and with how much: none where it is none of a plan's. */
export type PlanPart = { planId: string | null; planCents: bigint };

/** As an allocation's columns hold it. */
export function planPart(planId: string | undefined, planCents: Cents | undefined): PlanPart {
  if (planId === undefined || planCents === undefined || planCents === 0) return { planId: null, planCents: 0n };
  return { planId, planCents: BigInt(planCents) };
}

/** What of it stays where an allocation gives way to another of so much: what is beside the plan goes first. */
export function keptPlanPart({ planId, planCents }: PlanPart, keptCents: bigint): PlanPart {
  return { planId, planCents: planCents < keptCents ? planCents : keptCents };
}
