import type { Lease } from '../../../api/types';
import { useMay } from '../../../frame/session';
import { Card } from '../../../ui/card';
import { Acceptance } from './acceptance';
import { Autopay } from './autopay';

/** How a lease is paid: whether payments are taken, autopay, and a way to pay that is charged now. */
export function WaysToPay({ lease }: { lease: Lease }) {
  if (!useMay()('payments.read')) return null;
  return (
    <Card title="Ways to pay">
      <div className="divide-y divide-line">
        <Acceptance lease={lease} />
        <Autopay lease={lease} />
      </div>
    </Card>
  );
}
