import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { Lease } from '../../../api/types';
import { formatAmount, formatMoney } from '../../../format/money';
import { useMay } from '../../../frame/session';
import { Button } from '../../../ui/button';
import { Card, EmptyState } from '../../../ui/card';
import { Dialog, DialogForm } from '../../../ui/dialog';
import { Field } from '../../../ui/field';
import { cents, rules, useSubmit } from '../../../ui/form';
import { Loaded } from '../../../ui/page';
import { Tag } from '../../../ui/tag';
import { toast } from '../../../ui/toast';
import { DateText, Money } from '../../../ui/values';
import { type Payment, type Refund, receivedOf, refundsOf, useRefund } from './api';

const STATES = {
  requested: { tone: 'wait', word: 'Being sent' },
  unknown: { tone: 'wait', word: 'Being checked' },
  pending: { tone: 'transit', word: 'On its way' },
  requires_action: { tone: 'bad', word: 'Waits for the payer' },
  succeeded: { tone: 'ok', word: 'Given back' },
  failed: { tone: 'bad', word: 'Failed' },
} as const satisfies Record<Refund['status'], { tone: string; word: string }>;

/** What came for a lease, what of it went back, and a way to give more back. */
export function RefundPanel({ lease }: { lease: Lease }) {
  const may = useMay();
  const received = useInfiniteQuery({ ...receivedOf(lease.id), enabled: may('payments.read') });
  const refunds = useQuery({ ...refundsOf(lease.id), enabled: may('refunds.read') });
  const [giving, setGiving] = useState<Payment | null>(null);
  if (!may('refunds.read')) return null;
  const writes = may('refunds.write');
  return (
    <Card title="Refunds" aside="never more than was paid">
      <Loaded asked={received} lines={3}>
        {({ pages }) => {
          const came = pages.flatMap((page) => page.data).filter((payment) => payment.status === 'succeeded');
          if (came.length === 0 && !refunds.data?.data.length) {
            return (
              <EmptyState title="Nothing to give back">Payments that came through can be given back here.</EmptyState>
            );
          }
          return (
            <ul aria-label="Payments that can be given back" className="divide-y divide-line">
              {came.map((payment) => (
                <li key={payment.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-2">
                  <span className="grow">
                    <DateText at={payment.effective_on} /> · {payment.method_label}
                  </span>
                  <Money cents={payment.amount_cents} currency={payment.currency} />
                  {writes ? (
                    <Button small look="quiet" onClick={() => setGiving(payment)}>
                      Refund<span className="sr-only"> the payment of {payment.effective_on}</span>
                    </Button>
                  ) : null}
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
      <Given refunds={refunds.data?.data ?? []} />
      {giving ? <GiveBack payment={giving} onClose={() => setGiving(null)} /> : null}
    </Card>
  );
}

function Given({ refunds }: { refunds: readonly Refund[] }) {
  if (refunds.length === 0) return null;
  return (
    <ul aria-label="Refunds" className="divide-y divide-line border-line border-t">
      {refunds.map((refund) => (
        <li key={refund.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-2">
          <Tag tone={STATES[refund.status].tone}>{STATES[refund.status].word}</Tag>
          <span className="min-w-0 grow">
            {refund.reason}
            <span className="block text-ink-2 text-xs">
              <DateText at={refund.effective_on} />
              {refund.failure_message ? ` · ${refund.failure_message}` : ''}
            </span>
          </span>
          <Money cents={refund.amount_cents} currency={refund.currency} />
        </li>
      ))}
    </ul>
  );
}

function GiveBack({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const refund = useRefund(payment.id);
  const form = useForm({
    defaultValues: { amount_cents: formatAmount(payment.amount_cents), reason: '', owed: 'again' },
  });
  const { register } = form;
  const { submit, problem } = useSubmit(form, async (values) => {
    await refund.mutateAsync({
      amount_cents: cents(values.amount_cents),
      reason: values.reason.trim(),
      void_charges: values.owed === 'forgiven',
    });
    toast(`${formatMoney(cents(values.amount_cents), payment.currency)} goes back`);
    onClose();
  });
  const { errors } = form.formState;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Give a payment back"
      under={`${formatMoney(payment.amount_cents, payment.currency)} by ${payment.method_label}. It goes back the way it came.`}
    >
      <DialogForm
        onSubmit={() => void submit()}
        problem={problem}
        busy={refund.isPending}
        submit="Give it back"
        onCancel={onClose}
      >
        <Field label="Amount" error={errors.amount_cents?.message}>
          {(props) => (
            <input
              inputMode="decimal"
              {...props}
              {...register('amount_cents', rules.money('How much?', { zero: false }))}
            />
          )}
        </Field>
        <Field label="What it had paid" hint="What was paid ahead goes first; then the newest charges">
          {(props) => (
            <select {...props} {...register('owed')}>
              <option value="again">is owed again</option>
              <option value="forgiven">is not owed any more</option>
            </select>
          )}
        </Field>
        <Field label="Why" error={errors.reason?.message}>
          {(props) => (
            <input maxLength={300} {...props} {...register('reason', rules.required('Why is it given back?'))} />
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
