import { useState } from 'react';
import { useSigningUrl, useVoidSigning } from '../../api/commands';
import type { Lease } from '../../api/types';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ReasonDialog } from '../../ui/form-dialog';
import { StateTag } from '../../ui/tag';
import { toast, toastProblem } from '../../ui/toast';
import { DateText } from '../../ui/values';

type Signer = NonNullable<Lease['signing']>['signers'][number];

const hasSigned = (signer: Signer) => signer.signed_at !== null;

/** Whether the tenants have signed and the landlord has not. */
function isLandlordsTurn({ status, signing }: Lease): boolean {
  if (status !== 'out_for_signature' || !signing) return false;
  const tenants = signing.signers.filter(({ role }) => role !== 'landlord');
  return tenants.every(hasSigned) && signing.signers.some((signer) => signer.role === 'landlord' && !hasSigned(signer));
}

/** Leads the landlord to where they sign, and from there back to the lease. */
export function SignButton({ lease }: { lease: Lease }) {
  const url = useSigningUrl(lease.id);
  if (!useMay()('leases.sign') || !isLandlordsTurn(lease)) return null;
  const press = () =>
    url.mutate(undefined, { onSuccess: (found) => window.location.assign(found.url), onError: toastProblem });
  return (
    <Button look="primary" busy={url.isPending} onClick={press}>
      Sign the lease
    </Button>
  );
}

/** Who has signed, whose turn it is, until when; what came of the last time it was sent. */
export function Signing({ lease }: { lease: Lease }) {
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const { signing } = lease;
  if (!signing) return null;
  const out = lease.status === 'out_for_signature';
  return (
    <Card title="Signatures" aside={<StateTag of="envelope" state={signing.status} />}>
      <ul>
        {signing.signers.map((signer) => (
          <li
            key={signer.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-3.5 py-2.5"
          >
            <span className="min-w-0 grow">
              <span className="font-medium">{signer.name}</span>{' '}
              {signer.role === 'landlord' ? <span className="text-ink-3">Landlord, signs last</span> : null}
            </span>
            {signer.signed_at ? <DateText at={signer.signed_at} zone={lease.time_zone} /> : null}
            <StateTag of="signer" state={signer.status} />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2 px-3.5 py-2.5">
        <p className="min-w-0 grow text-ink-2">
          {signing.reason ? `${signing.reason} ` : ''}
          {out && signing.expires_at ? (
            <>
              To be signed by <DateText at={signing.expires_at} zone={lease.time_zone} />.
            </>
          ) : null}
        </p>
        {out && may('leases.sign') ? (
          <Button small look="quiet" onClick={() => setAsking(true)}>
            Withdraw it
          </Button>
        ) : null}
      </div>
      {asking ? <Withdraw lease={lease} onClose={() => setAsking(false)} /> : null}
    </Card>
  );
}

function Withdraw({ lease, onClose }: { lease: Lease; onClose: () => void }) {
  const withdraw = useVoidSigning(lease.id);
  return (
    <ReasonDialog
      danger
      title="Withdraw what was sent?"
      under="Nobody can sign it any more. The lease is a draft again, to be changed and sent anew."
      submit="Withdraw it"
      onSubmit={async (reason) => {
        await withdraw.mutateAsync({ reason });
        toast('Withdrawn', { detail: 'The lease is a draft again.' });
      }}
      onClose={onClose}
    />
  );
}
