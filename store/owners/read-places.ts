import type { PlainDateString } from '../../domain/calendar';
import { cents } from '../../domain/money';
import type { Agreement } from '../../domain/owners/agreement';
import type { DatedPart } from '../../domain/owners/shares';
import type { Place } from '../../domain/owners/state-property';
import type { RunSql } from '../sql-runner';

/** The next properties by id that somebody owns or owned. */
export async function nextPlaces(
  run: RunSql,
  { organizationId, after, limit }: { organizationId: string; after: string; limit: number },
): Promise<Place[]> {
  const rows = await run<{ property_id: string }>(
    'select distinct property_id from ownerships where organization_id = $1 and property_id > $2 order by 1 limit $3',
    [organizationId, after, limit],
  );
  return readPlaces(
    run,
    organizationId,
    rows.map((row) => row.property_id),
  );
}

/** These properties, in the order of their ids. */
export async function readPlaces(run: RunSql, organizationId: string, ids: readonly string[]): Promise<Place[]> {
  if (ids.length === 0) return [];
  const about = [organizationId, JSON.stringify(ids)];
  const here = 'property_id in (select jsonb_array_elements_text($2::jsonb)) and organization_id = $1';
  const units = await run<{ id: string; number: string; property_id: string }>(
    `select id, number, property_id from units where ${here} order by id`,
    about,
  );
  const parts = await run<PartRow>(
    `select property_id, unit_id, owner_id, share_bps, starts_on::text as starts_on, ends_on::text as ends_on
     from ownerships where ${here} order by id`,
    about,
  );
  const agreements = await run<AgreementRow>(
    `select property_id, starts_on::text as starts_on, fee_kind, fee_bps, fee_flat_cents::text as fee_flat_cents,
       fee_minimum_cents::text as fee_minimum_cents, tenant_fees_to, payment_fees_to, reserve_cents::text as reserve_cents
     from owner_agreements where ${here} order by starts_on`,
    about,
  );
  return [...ids].sort().map((propertyId) => {
    const of = <T extends { property_id: string }>(rows: readonly T[]) =>
      rows.filter((row) => row.property_id === propertyId);
    return {
      propertyId,
      units: of(units).map(({ id, number }) => ({ id, number })),
      parts: of(parts).map(partOf),
      agreements: of(agreements).map(agreementOf),
    };
  });
}

type PartRow = {
  property_id: string;
  unit_id: string | null;
  owner_id: string;
  share_bps: number;
  starts_on: PlainDateString;
  ends_on: PlainDateString | null;
};

function partOf(row: PartRow): DatedPart {
  const { unit_id: unitId, owner_id: ownerId, share_bps: shareBps, starts_on: startsOn, ends_on: endsOn } = row;
  return { unitId, ownerId, shareBps, startsOn, endsOn };
}

type AgreementRow = {
  property_id: string;
  starts_on: PlainDateString;
  fee_kind: string;
  fee_bps: number;
  fee_flat_cents: string;
  fee_minimum_cents: string;
  tenant_fees_to: string;
  payment_fees_to: string;
  reserve_cents: string;
};

function agreementOf(row: AgreementRow): Agreement {
  return {
    startsOn: row.starts_on,
    feeKind: row.fee_kind === 'flat' ? 'flat' : 'percent',
    feeBps: row.fee_bps,
    feeFlatCents: cents(Number(row.fee_flat_cents)),
    feeMinimumCents: cents(Number(row.fee_minimum_cents)),
    tenantFeesTo: row.tenant_fees_to === 'owner' ? 'owner' : 'manager',
    paymentFeesTo: row.payment_fees_to === 'owner' ? 'owner' : 'manager',
    reserveCents: cents(Number(row.reserve_cents)),
  };
}
