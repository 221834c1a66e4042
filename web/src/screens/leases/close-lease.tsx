import { useCloseLease } from '../../api/commands';
import type { Lease } from '../../api/types';
import { formatMoney } from '../../format/money';
import { ReasonDialog } from '../../ui/form-dialog';
import { toast } from '../../ui/toast';

/** Closes an ended lease for good, writing off what is still owed. */
export default function CloseLease({ lease, onClose }: { lease: Lease; onClose: () => void }) {
  const closing = useCloseLease(lease.id);
  const owed = Math.max(0, lease.balance_cents);
  const lost = formatMoney(owed, lease.currency);
  return (
    <ReasonDialog
      title={owed > 0 ? `Close the lease and write off ${lost}?` : 'Close the lease?'}
      under={
        owed > 0
          ? `${lost} is given up as lost, and nothing is collected on this lease any more.`
          : 'Nothing is collected on this lease any more. By itself it closes sixty days after its end.'
      }
      submit={owed > 0 ? `Write off ${lost}` : 'Close the lease'}
      maxLength={500}
      danger
      onSubmit={async (reason) => {
        await closing.mutateAsync({ reason, write_off: owed > 0 });
        toast('The lease is closed');
      }}
      onClose={onClose}
    />
  );
}
