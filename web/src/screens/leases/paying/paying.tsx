import type { Lease } from '../../../api/types';
import { useMay } from '../../../frame/session';
import { Acceptance } from './acceptance';
import { AutopayCard } from './autopay-card';
import { Payments } from './payments';

/** How a lease is paid: whether payments are taken, autopay, and what was paid. */
export function Paying({ lease }: { lease: Lease }) {
  if (!useMay()('payments.read')) return null;
  return (
    <>
      <Acceptance lease={lease} />
      <AutopayCard lease={lease} />
      <Payments lease={lease} />
    </>
  );
}
