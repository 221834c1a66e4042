import { TenureError } from '../../../domain/errors';
import { inOrganization } from '../../../store/database';
import { createLink } from '../../../store/links/create-link';
import { tokenOfLink } from '../../../store/links/link-tokens';
import { type LoadedPlan, readPlan } from '../../../store/payment-plans/lock-plan';
import { Form, Go } from '../kernel/forms';
import { Note } from '../kernel/layout';
import { fieldOf, type Shown, type Submission, type Visit } from '../kernel/link-page';
import type { Words } from '../kernel/words';
import { dateIn, moneyIn } from './say';

const [NAME, VALUE] = ['do', 'plan'];
const LINK_DAYS = 45;

const SAY = {
  offered: { en: 'You may pay in installments', es: 'Puede pagar en cuotas' },
  offeredText: {
    en: 'A payment plan was offered to you. See it, and accept or decline it, by',
    es: 'Se le ofreció un plan de pagos. Véalo y acéptelo o rechácelo a más tardar el',
  },
  active: { en: 'You pay by a plan', es: 'Usted paga con un plan' },
  next: { en: 'Next comes', es: 'Lo próximo:' },
  on: { en: 'on', es: 'el' },
  left: { en: 'still to pay by it:', es: 'queda por pagar con él:' },
  see: { en: 'See the plan', es: 'Ver el plan' },
} as const satisfies Record<string, Words>;

/** The payment plan of a tenant's lease that was offered or runs; null where there is none. */
export async function standingPlan({ link, services, now }: Visit): Promise<LoadedPlan | null> {
  return inOrganization(services.database, link.organizationId, async (tx) => {
    const found = await tx.paymentPlan.findFirst({
      where: { leaseId: link.subjectId, status: { in: ['offered', 'active'] } },
      orderBy: { createdAt: 'desc' },
      select: { id: true },
    });
    return found === null ? null : readPlan(tx, found.id, now);
  });
}

/** What comes next by the plan, and the way to its page. */
export function PlanNote({ visit, plan }: { visit: Shown; plan: LoadedPlan | null }) {
  if (plan === null) return null;
  const { locale } = visit;
  const { next, leftCents } = plan.progress;
  const dueOn = plan.installments.find(({ number }) => number === next?.number)?.dueOn;
  const isOffered = plan.status === 'offered';
  return (
    <>
      <Note tone="ok" title={isOffered ? SAY.offered[locale] : SAY.active[locale]}>
        {isOffered
          ? `${SAY.offeredText[locale]} ${dateIn(plan.acceptBy, locale)}.`
          : next === null || dueOn === undefined
            ? `${SAY.left[locale]} ${moneyIn(leftCents, locale)}`
            : `${SAY.next[locale]} ${moneyIn(next.leftCents, locale)} ${SAY.on[locale]} ${dateIn(dueOn, locale)}; ${SAY.left[locale]} ${moneyIn(leftCents, locale)}.`}
      </Note>
      <Form visit={visit} step="">
        <Go quiet name={NAME} value={VALUE}>
          {SAY.see[locale]}
        </Go>
      </Form>
    </>
  );
}

/** Whether that button was pressed. */
export function asksForPlan({ fields }: Submission): boolean {
  return fieldOf(fields, NAME) === VALUE;
}

/** Where the tenant sees the plan, accepts it and pays by it. @throws TenureError illegal_transition once it has ended */
export async function planAt(submission: Submission): Promise<string> {
  const { link, services, now } = submission;
  const { organizationId, partyId, locale } = link;
  const plan = await standingPlan(submission);
  if (plan === null) throw new TenureError('illegal_transition', 'This payment plan has ended.');
  const expiresAt = new Date(now.getTime() + LINK_DAYS * 86_400_000);
  const to = { organizationId, purpose: 'payment_plan', subjectId: plan.id, partyId, locale, expiresAt } as const;
  const id = await inOrganization(services.database, organizationId, (tx) => createLink(tx, services.linkKey, to));
  return `/l/${tokenOfLink(services.linkKey, id)}`;
}
