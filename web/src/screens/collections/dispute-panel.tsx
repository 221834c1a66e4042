import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sentence } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Field } from '../../ui/field';
import { ConfirmDialog } from '../../ui/form-dialog';
import { ProblemNote } from '../../ui/page';
import { Tag } from '../../ui/tag';
import { toast, toastProblem } from '../../ui/toast';
import { DateText, Money } from '../../ui/values';
import { type Dispute, disputes, useAnswerDispute, useStateCase } from './queries';

export const DISPUTE_WORDS = {
  warning_needs_response: ['wait', 'The bank asks'],
  warning_under_review: ['transit', 'The bank looks at it'],
  warning_closed: ['ok', 'Closed, nothing taken'],
  needs_response: ['bad', 'Waits for your answer'],
  under_review: ['transit', 'The bank decides'],
  won: ['ok', 'Won'],
  lost: ['bad', 'Lost'],
  closed: ['plain', 'Closed'],
} as const;

/** A lease's disputes and late returns; nothing where there are none. */
export function DisputePanel({ leaseId }: { leaseId: string }) {
  const may = useMay();
  const asked = useInfiniteQuery({ ...disputes(leaseId), enabled: may('payments.read') });
  const rows = asked.data?.pages.flatMap((page) => page.data) ?? [];
  if (asked.isError) return <ProblemNote error={asked.error} retry={() => void asked.refetch()} />;
  if (rows.length === 0) return null;
  return (
    <Card title="Disputes and late returns">
      <ul className="divide-y divide-line">
        {rows.map((dispute) => (
          <DisputeItem key={dispute.id} dispute={dispute} />
        ))}
      </ul>
    </Card>
  );
}

function DisputeItem({ dispute }: { dispute: Dispute }) {
  const may = useMay();
  const [tone, word] = DISPUTE_WORDS[dispute.status];
  const waits = dispute.is_contestable && /needs_response$/.test(dispute.status) && !dispute.accepted;
  return (
    <li className="grid gap-2 px-3.5 py-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Tag tone={tone}>{dispute.is_contestable ? word : 'Returned by the bank'}</Tag>
        <span className="min-w-0 grow">
          {sentence(dispute.meaning)}
          {dispute.return_code ? ` (${dispute.return_code})` : ''}, <DateText at={dispute.opened_at} />
        </span>
        <Money cents={dispute.amount_cents} className="ml-auto font-medium" />
      </p>
      <p className="text-ink-2">
        {dispute.amount_cents < dispute.payment_amount_cents ? (
          <>
            A part of <Money cents={dispute.payment_amount_cents} />.{' '}
          </>
        ) : null}
        {dispute.fee_cents > 0 ? (
          <>
            The payment service kept <Money cents={dispute.fee_cents} />.{' '}
          </>
        ) : null}
        {waits && dispute.evidence_due_at ? (
          <>
            The evidence on file goes to the bank by itself two days before <DateText at={dispute.evidence_due_at} />.
          </>
        ) : null}
        {dispute.submissions[0]?.sent_at ? (
          <>
            Evidence handed in <DateText at={dispute.submissions[0].sent_at} />.
          </>
        ) : null}
      </p>
      {waits && may('payments.write') ? <Answer dispute={dispute} /> : null}
    </li>
  );
}

function Answer({ dispute }: { dispute: Dispute }) {
  const [words, setWords] = useState(dispute.statement ?? '');
  const [givingUp, setGivingUp] = useState(false);
  const stated = useStateCase(dispute.id);
  const submit = useAnswerDispute(dispute.id, 'submit');
  const accept = useAnswerDispute(dispute.id, 'accept');
  const failed = { onError: toastProblem };
  return (
    <div className="grid gap-2.5">
      <Field label="Your own words to the bank" hint="Lease, ledger, receipts and messages go along by themselves.">
        {(props) => (
          <textarea
            {...props}
            rows={3}
            maxLength={5000}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button
          busy={stated.isPending}
          disabled={words.trim() === ''}
          onClick={() =>
            stated.mutate({ statement: words }, { ...failed, onSuccess: () => toast('Kept for the bank') })
          }
        >
          Keep these words
        </Button>
        <Button
          look="primary"
          busy={submit.isPending}
          disabled={dispute.wants_submission}
          onClick={() => submit.mutate(undefined, failed)}
        >
          Hand the evidence in now
        </Button>
        <Button look="quiet" onClick={() => setGivingUp(true)}>
          Accept: the payer keeps it
        </Button>
      </div>
      {givingUp ? (
        <ConfirmDialog
          title="Accept the dispute?"
          under="The payer keeps the money, the bank closes the case, and it cannot be taken up again."
          submit="Accept it"
          onConfirm={async () => {
            await accept.mutateAsync(undefined);
            toast('Accepted: the payer keeps it');
          }}
          onClose={() => setGivingUp(false)}
        >
          <p>
            <Money cents={dispute.amount_cents} className="font-medium" /> stays owed on the lease.
          </p>
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
