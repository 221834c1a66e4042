import type { Lease } from '../../api/types';
import { useMay } from '../../frame/session';
import { DisputePanel } from '../collections/dispute-panel';
import { DepositPanel } from '../deposits/deposit-panel';
import { LeasePapers } from '../reports/lease-papers';
import { Amendments } from './amendments';
import { Charges } from './charges';
import { Explaining } from './explanation';
import { LedgerCard } from './ledger-card';
import { Payments } from './paying/payments';
import { WaysToPay } from './paying/ways-to-pay';
import { PlanPanel } from './plans/plan-panel';
import { Schedule } from './schedule';

/**
 * A lease's money in the order in which one asks: what is owed now and what is agreed or contested about it, what
 * comes, every line so far, what was paid and given back, how it is paid. A new panel is one more line below, where
 * its question belongs.
 */
export function MoneyTab({ lease }: { lease: Lease }) {
  const may = useMay();
  const unsigned = lease.status === 'draft' || lease.status === 'out_for_signature';
  if (!may('ledger.read')) return <p className="text-ink-2">Your role does not include the ledger.</p>;
  if (unsigned) return <Schedule lease={lease} />;
  return (
    <Explaining>
      <div className="grid gap-4.5">
        <Charges leaseId={lease.id} />
        <PlanPanel lease={lease} />
        <DisputePanel leaseId={lease.id} />
        <DepositPanel lease={lease} />
        <Schedule lease={lease} coming />
        <Amendments lease={lease} />
        <LedgerCard leaseId={lease.id} />
        <LeasePapers leaseId={lease.id} />
        <Payments lease={lease} />
        <WaysToPay lease={lease} />
      </div>
    </Explaining>
  );
}
