import type { ReactNode } from 'react';
import { formatDate } from '../../format/dates';
import { Button } from '../../ui/button';
import { Money } from '../../ui/values';
import type { Movement } from './queries';

type LineProps = {
  label: ReactNode;
  amount: number;
  isStrong?: boolean;
  isVoid?: boolean;
  action?: ReactNode;
};

/** One line of a deposit's account. */
export function Line({ label, amount, isStrong = false, isVoid = false, action }: LineProps) {
  const gone = isVoid ? 'text-ink-3 line-through' : '';
  return (
    <li
      className={`flex items-baseline justify-between gap-3 ${isStrong ? 'border-line border-t pt-1.5 font-medium' : ''}`}
    >
      <span className="min-w-0">
        <span className={gone}>{label}</span>
        {isVoid ? <span className="sr-only"> (taken back)</span> : null}
      </span>
      <span className="flex shrink-0 items-baseline gap-2">
        {action}
        <span className={gone}>
          <Money cents={amount} />
        </span>
      </span>
    </li>
  );
}

/** What became of a part of a deposit, with its proofs. What was taken back is struck out. */
export function MovementLine({
  movement,
  onTakeBack,
}: {
  movement: Movement;
  onTakeBack: ((movement: Movement) => void) | null;
}) {
  const { kind, status, amount_cents, proofs } = movement;
  const isVoid = status === 'voided';
  return (
    <Line
      label={
        <>
          {wordsOf(movement)}
          {proofs.map(({ media_id, kind: shows }, i) => (
            <a
              key={media_id}
              className="link ml-2 text-xs"
              href={`/v1/media/${media_id}/content`}
              target="_blank"
              rel="noreferrer"
            >
              {shows === 'receipt' ? 'Receipt' : 'Photo'} {i + 1}
            </a>
          ))}
        </>
      }
      amount={ADDS.has(kind) ? amount_cents : -amount_cents}
      isVoid={isVoid}
      action={
        onTakeBack !== null && kind === 'deduction' && !isVoid ? (
          <Button small look="quiet" onClick={() => onTakeBack(movement)}>
            Take back<span className="sr-only"> what was kept: {movement.reason}</span>
          </Button>
        ) : null
      }
    />
  );
}

/** What makes the deposit more; everything else makes it less. */
const ADDS: ReadonlySet<string> = new Set(['interest', 'return_failed']);

const HOW: Readonly<Record<string, string>> = {
  check: 'by check',
  ach: 'by bank transfer',
  cash: 'in cash',
  original: 'to the card or account it came from',
};

function wordsOf({ kind, purpose, reason, charge_label, effective_on, tenant, method, ...line }: Movement): string {
  switch (kind) {
    case 'interest':
      return `Interest to ${formatDate(line.to_on ?? effective_on)}`;
    case 'deduction':
      return purpose === 'charge' ? paidWords(charge_label, reason) : `Kept: ${reason ?? ''}`;
    case 'transfer':
      return `Moved to the next lease on ${formatDate(effective_on)}`;
    case 'return': {
      const to = tenant === null ? '' : ` to ${tenant.name}`;
      const how = HOW[method ?? ''];
      return `Returned${to}${how === undefined ? '' : ` ${how}`}`;
    }
    default:
      return `What was returned did not arrive: held again since ${formatDate(effective_on)}`;
  }
}

function paidWords(label: string | null, reason: string | null): string {
  const paid = `Paid ${label ?? 'a charge'}`;
  return reason === null || reason === label ? paid : `${paid}: ${reason}`;
}
