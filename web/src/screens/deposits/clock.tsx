import { formatDate } from '../../format/dates';
import { count } from '../../format/words';
import { Tag } from '../../ui/tag';

type Clock = { status: 'held' | 'due' | 'settled'; due_on: string | null; days_left: number | null };

/** Where a deposit stands in the law's time. */
export function DepositClock({ deposit: { status, due_on, days_left } }: { deposit: Clock }) {
  if (status === 'settled') return <Tag tone="ok">Accounted for</Tag>;
  if (status === 'held' || due_on === null || days_left === null) return <Tag tone="plain">Held</Tag>;
  if (days_left < 0) return <Tag tone="bad">{`${count(-days_left, 'day')} late`}</Tag>;
  const left = days_left === 0 ? 'Due today' : `${count(days_left, 'day')} left, by ${formatDate(due_on)}`;
  return <Tag tone={days_left <= 3 ? 'bad' : 'wait'}>{left}</Tag>;
}
