import { continueAsNew } from '@temporalio/workflow';
import { isHistoryLong } from '../shared/history';
import type { PaymentPlanInput, PaymentPlanResult } from './messages';
import { Plan } from './plan';

/**
 * Follows a payment plan from its offer to its end: waits for a tenant to accept it, reminds before each installment,
 * takes it by the stored way to pay where one was agreed, counts money from anywhere, and ends the plan once all is
 * paid for sure or an installment is missed. While it runs nobody else collects what it covers and no late fee comes on
 * it; a broken plan's charges go back to the ordinary collection, with the late fees that the lease and the law allow.
 */
export async function paymentPlan(input: PaymentPlanInput): Promise<PaymentPlanResult> {
  const plan = new Plan(input);
  let facts = await plan.look();
  while (facts.status === 'offered') {
    await plan.waitForAnswer(facts);
    facts = await plan.look();
  }
  while (facts.status === 'active') {
    if (facts.isPaid) await plan.finish(facts);
    else await plan.takeNextStep(facts);
    if (isHistoryLong()) return continueAsNew<typeof paymentPlan>(plan.carriedOn());
    facts = await plan.look();
  }
  return plan.end(facts);
}
