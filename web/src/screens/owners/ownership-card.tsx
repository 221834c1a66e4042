import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { type Agreement, ownerQueries } from '../../api/owners';
import type { Unit } from '../../api/types';
import { today } from '../../format/dates';
import { formatMoney } from '../../format/money';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { HrefLink } from '../../ui/href-link';
import { Loaded } from '../../ui/page';
import { DateText } from '../../ui/values';

const EditShares = lazy(() => import('./edit-shares'));
const EditAgreement = lazy(() => import('./edit-agreement'));

/** What was agreed, in one line. */
function agreementWords(agreed: Agreement): string {
  const fee =
    agreed.fee_kind === 'percent' ? `${agreed.fee_bps / 100}% of rent` : `${formatMoney(agreed.fee_flat_cents)} a unit`;
  const least = agreed.fee_minimum_cents > 0 ? `, at least ${formatMoney(agreed.fee_minimum_cents)} a unit` : '';
  const kept = agreed.reserve_cents > 0 ? `; ${formatMoney(agreed.reserve_cents)} kept back` : '';
  const fees = agreed.tenant_fees_to === 'owner' ? '; late fees are the owners’' : '';
  const payments = agreed.payment_fees_to === 'owner' ? '; owners bear the fees of payments' : '';
  return `${fee}${least}${kept}${fees}${payments}`;
}

type Place = { propertyId: string; timeZone: string; units: readonly Unit[] };

/** Who owns a property, and what was agreed with them. */
export function OwnershipCard({ propertyId, timeZone, units }: Place) {
  const may = useMay();
  const ownership = useQuery(ownerQueries.ofProperty(propertyId));
  const agreements = useQuery(ownerQueries.agreements(propertyId));
  const [dialog, setDialog] = useState<'shares' | 'agreement' | null>(null);
  const close = () => setDialog(null);
  const standing = (ownership.data?.parts ?? []).filter(
    (part) => part.ends_on === null || part.ends_on >= today(timeZone),
  );
  const whole = standing.filter((part) => part.unit_id === null);
  const agreed = agreements.data?.data[0];
  return (
    <Card
      title="Owners"
      className="mt-4.5"
      aside={
        may('owners.write') ? (
          <>
            <Button small look="quiet" onClick={() => setDialog('shares')}>
              Who owns it
            </Button>
            <Button small look="quiet" onClick={() => setDialog('agreement')}>
              Agreement
            </Button>
          </>
        ) : null
      }
    >
      <Loaded asked={ownership}>
        {() =>
          standing.length === 0 ? (
            <p className="px-3.5 py-3 text-ink-2">Nobody is named: the rent is all yours.</p>
          ) : (
            <ul className="grid gap-1 px-3.5 py-3">
              {standing.map((part) => (
                <li key={`${part.owner_id} ${part.unit_id} ${part.starts_on}`}>
                  <HrefLink className="link" href={`/owners/${part.owner_id}`}>
                    {part.owner_name}
                  </HrefLink>
                  : {part.share_bps / 100}%{part.unit_number === null ? '' : ` of ${part.unit_number}`}{' '}
                  <span className="text-ink-2">
                    since <DateText at={part.starts_on} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {agreed === undefined ? null : <p className="px-3.5 pb-3 text-ink-2">{agreementWords(agreed)}</p>}
      <Suspense fallback={null}>
        {dialog === 'shares' ? (
          <EditShares propertyId={propertyId} startsOn={today(timeZone)} units={units} parts={whole} onClose={close} />
        ) : null}
        {dialog === 'agreement' ? (
          <EditAgreement propertyId={propertyId} startsOn={today(timeZone)} agreed={agreed} onClose={close} />
        ) : null}
      </Suspense>
    </Card>
  );
}
