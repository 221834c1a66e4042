import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Lease } from '../../../api/types';
import { formatDate } from '../../../format/dates';
import { formatMoney } from '../../../format/money';
import { count } from '../../../format/words';
import { useMay } from '../../../frame/session';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ReasonDialog } from '../../../ui/form-dialog';
import { Loaded } from '../../../ui/page';
import { Tag } from '../../../ui/tag';
import { toast } from '../../../ui/toast';
import { DateText, Money } from '../../../ui/values';
import { type PaymentPlan, plansOf, useCancelPlan } from './api';
import { OfferPlan } from './offer-plan';

const STATES = {
  offered: { tone: 'wait', word: 'Offered' },
  active: { tone: 'ok', word: 'Running' },
  completed: { tone: 'ok', word: 'Paid in full' },
  broken: { tone: 'bad', word: 'Broken' },
  canceled: { tone: 'plain', word: 'Canceled' },
  declined: { tone: 'plain', word: 'Declined' },
  withdrawn: { tone: 'plain', word: 'Withdrawn' },
  expired: { tone: 'plain', word: 'Expired' },
} as const satisfies Record<PaymentPlan['status'], { tone: string; word: string }>;

/** The lease's payment plans: the living one with how far it is, and a way to offer one. */
export function PlanPanel({ lease }: { lease: Lease }) {
  const may = useMay();
  const asked = useQuery({ ...plansOf(lease.id), enabled: may('payment_plans.read') });
  const [offering, setOffering] = useState(false);
  if (!may('payment_plans.read')) return null;
  const writes = may('payment_plans.write');
  const owes = lease.balance_cents > 0;
  if (asked.data?.data.length === 0 && !owes) return null;
  return (
    <Card title="Payment plan">
      <Loaded asked={asked} lines={3}>
        {({ data }) => {
          const living = data.find((plan) => plan.status === 'active' || plan.status === 'offered');
          const shown = living ?? data[0];
          if (shown === undefined) return <None writes={writes} onOffer={() => setOffering(true)} />;
          return (
            <>
              <Plan plan={shown} writes={writes} />
              {!living && writes && owes ? (
                <div className="border-line border-t p-2.5">
                  <Button look="quiet" onClick={() => setOffering(true)}>
                    Offer another plan
                  </Button>
                </div>
              ) : null}
            </>
          );
        }}
      </Loaded>
      {offering ? <OfferPlan lease={lease} onClose={() => setOffering(false)} /> : null}
    </Card>
  );
}

function None({ writes, onOffer }: { writes: boolean; onOffer: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-3 px-3.5 py-3">
      <p className="min-w-60 grow basis-0 text-ink-2">
        Lets tenants who fell behind catch up by installments. While it runs, no late fees come on what it covers.
      </p>
      {writes ? <Button onClick={onOffer}>Offer a plan</Button> : null}
    </div>
  );
}

function Plan({ plan, writes }: { plan: PaymentPlan; writes: boolean }) {
  const [canceling, setCanceling] = useState(false);
  const { tone, word } = STATES[plan.status];
  const isLiving = plan.status === 'active' || plan.status === 'offered';
  return (
    <div className="grid gap-3 p-3.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Tag tone={tone}>{word}</Tag>
        <span className="grow">
          {formatMoney(plan.paid_cents, plan.currency)} of {formatMoney(plan.covered_cents, plan.currency)} paid
          {plan.due_cents > 0 ? ` · ${formatMoney(plan.due_cents, plan.currency)} due now` : ''}
        </span>
        {writes && isLiving ? (
          <Button small look="quiet" onClick={() => setCanceling(true)}>
            {plan.status === 'offered' ? 'Withdraw' : 'Cancel'}
          </Button>
        ) : null}
      </div>
      <Progress plan={plan} />
      <p className="text-ink-2 text-xs">{termsOf(plan)}</p>
      <ul className="grid gap-1">
        {plan.installments.map((one) => (
          <li key={one.number} className="flex flex-wrap gap-x-3">
            <span className="grow">
              <DateText at={one.due_on} />
              {one.status === 'upcoming' || plan.status !== 'active' ? '' : ` · ${one.status}`}
            </span>
            <Money cents={one.amount_cents} currency={plan.currency} />
          </li>
        ))}
      </ul>
      {plan.end_reason ? <p className="text-ink-2">{plan.end_reason}</p> : null}
      {canceling ? <Cancel plan={plan} onClose={() => setCanceling(false)} /> : null}
    </div>
  );
}

function termsOf(plan: PaymentPlan): string {
  const grace = `${count(plan.grace_days, 'day')} of grace`;
  if (plan.accepted_by_name === null) return `To be accepted by ${formatDate(plan.accept_by)} · ${grace}`;
  const how = plan.method_label === null ? 'pays by link' : `charged by itself: ${plan.method_label}`;
  return `Accepted by ${plan.accepted_by_name} · ${how} · ${grace}`;
}

const FILL = { paid: 'bg-green', due: 'bg-amber', missed: 'bg-red', upcoming: 'bg-sunk' } as const;

/** Before it is accepted nothing of a plan is due. */
function fillOf(plan: PaymentPlan, one: PaymentPlan['installments'][number]): string {
  if (one.status === 'paid') return FILL.paid;
  return one.paid_cents > 0 || plan.status === 'offered' ? FILL.upcoming : FILL[one.status];
}

/** One bar per installment, as wide as its share, filled as far as it is paid. */
function Progress({ plan }: { plan: PaymentPlan }) {
  const label = `${plan.installments.filter((one) => one.status === 'paid').length} of ${plan.installments.length} installments paid`;
  return (
    <div role="img" aria-label={label} className="flex h-3 gap-1">
      {plan.installments.map((one) => (
        <div
          key={one.number}
          className={`relative overflow-hidden rounded-[3px] ${fillOf(plan, one)}`}
          style={{ flexGrow: one.amount_cents, flexBasis: 0 }}
          title={`${formatDate(one.due_on)}: ${formatMoney(one.paid_cents, plan.currency)} of ${formatMoney(one.amount_cents, plan.currency)}`}
        >
          {one.status !== 'paid' && one.paid_cents > 0 ? (
            <div
              className="absolute inset-y-0 left-0 bg-green"
              style={{ width: `${(one.paid_cents / one.amount_cents) * 100}%` }}
            />
          ) : null}
        </div>
      ))}
    </div>
  );
}

function Cancel({ plan, onClose }: { plan: PaymentPlan; onClose: () => void }) {
  const cancel = useCancelPlan(plan.id);
  const offered = plan.status === 'offered';
  return (
    <ReasonDialog
      title={offered ? 'Withdraw the offer?' : 'Cancel the plan?'}
      under={
        offered
          ? 'The tenants are told why.'
          : `${formatMoney(plan.left_cents, plan.currency)} goes back to the ordinary collection, late fees included. The tenants are told why.`
      }
      submit={offered ? 'Withdraw it' : 'Cancel the plan'}
      maxLength={300}
      danger={!offered}
      onSubmit={async (reason) => {
        await cancel.mutateAsync({ reason });
        toast(offered ? 'Offer withdrawn' : 'Plan canceled');
      }}
      onClose={onClose}
    />
  );
}
