import { z } from 'zod';
import { type PlainDateString, parsePlainDate } from '../../domain/calendar';
import { notFound } from '../../domain/errors';
import { cents } from '../../domain/money';
import type { Transaction } from '../../store/database';
import { listOwners, listParts, readOwner } from '../../store/owners/list-owners';
import { readPlaces } from '../../store/owners/read-places';
import { createOwner, type OwnerFacts, updateOwner } from '../../store/owners/save-owner';
import { setAgreement } from '../../store/owners/set-agreement';
import { setShares } from '../../store/owners/set-shares';
import { overPrisma } from '../../store/sql-runner';
import { decodeCursor, pageOf } from '../http/cursor';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, id, listOf } from '../http/schema';
import {
  agreementAnswer,
  agreementBody,
  newOwnerBody,
  ownerAnswer,
  ownerChanges,
  ownerQuery,
  partsAnswer,
  sharesBody,
  tag,
} from './schemas';
import { serializeOwner } from './serialize';

const SORT = 'owner_name';
const one = z.strictObject({ id: id('owner') });
const ofProperty = z.strictObject({ id: id('property') });

export const ownerRoutes: Route[] = [
  route({
    method: 'get',
    path: '/owners',
    tag,
    summary: 'Owners by name, with what is owed to them',
    permission: 'owners.read',
    query: ownerQuery,
    answer: listOf(ownerAnswer),
    inTransaction: async ({ query: { limit = DEFAULT_LIMIT, cursor, q } }, tx) => {
      const [name, last] = cursor === undefined ? [] : decodeCursor(cursor, SORT, 2).map(String);
      const after = name === undefined || last === undefined ? undefined : { name, id: last };
      const rows = await listOwners(tx, { after, limit, q });
      return pageOf(rows, limit, serializeOwner, (row) => ({ sort: SORT, after: [row.name, row.id] }));
    },
  }),
  route({
    method: 'post',
    path: '/owners',
    tag,
    summary: 'Add an owner',
    permission: 'owners.write',
    body: newOwnerBody,
    answer: ownerAnswer,
    status: 201,
    inTransaction: async ({ body, organizationId, actor, reply }, tx, { fieldKey }) => {
      const facts: OwnerFacts = {
        kind: body.kind,
        name: body.name,
        contactName: body.contact_name ?? null,
        email: body.email,
        phone: body.phone ?? null,
        locale: body.locale ?? 'en',
        address: body.address ?? null,
        reserveCents: body.reserve_cents ?? 0,
        payoutMethod: body.payout_method ?? 'check',
      };
      const ownerId = await createOwner(tx, facts, body.tax_id ?? null, { organizationId, actor: actor.id, fieldKey });
      reply.header('Location', `/v1/owners/${ownerId}`);
      return serializeOwner(await readOwner(tx, ownerId));
    },
  }),
  route({
    method: 'get',
    path: '/owners/{id}',
    tag,
    summary: 'One owner',
    permission: 'owners.read',
    params: one,
    answer: ownerAnswer,
    inTransaction: async ({ params }, tx) => serializeOwner(await readOwner(tx, params.id)),
  }),
  route({
    method: 'patch',
    path: '/owners/{id}',
    tag,
    summary: 'Change an owner’s details',
    permission: 'owners.write',
    params: one,
    body: ownerChanges,
    answer: ownerAnswer,
    inTransaction: async ({ params, body, organizationId, actor, ifMatch: version }, tx, { fieldKey }) => {
      const by = { organizationId, actor: actor.id, fieldKey, version };
      await updateOwner(tx, params.id, changesOf(body), by);
      return serializeOwner(await readOwner(tx, params.id));
    },
  }),
  route({
    method: 'get',
    path: '/owners/{id}/ownership',
    tag,
    summary: 'What an owner owns and owned',
    permission: 'owners.read',
    params: one,
    answer: partsAnswer,
    inTransaction: async ({ params, organizationId }, tx) => {
      await readOwner(tx, params.id);
      const parts = await listParts(overPrisma(tx), organizationId, { ownerId: params.id });
      return { object: 'ownership' as const, parts };
    },
  }),
  route({
    method: 'get',
    path: '/properties/{id}/ownership',
    tag,
    summary: 'Who owns a property and its units, and since when',
    permission: 'owners.read',
    params: ofProperty,
    answer: partsAnswer,
    inTransaction: async ({ params, organizationId }, tx) => {
      await assertProperty(tx, params.id);
      const parts = await listParts(overPrisma(tx), organizationId, { propertyId: params.id });
      return { object: 'ownership' as const, parts };
    },
  }),
  route({
    method: 'put',
    path: '/properties/{id}/ownership',
    tag,
    summary: 'Say who owns a property, or one of its units, from a day on',
    description: 'The parts sum to 10,000. Days that owner statements count already are refused.',
    permission: 'owners.write',
    params: ofProperty,
    body: sharesBody,
    answer: partsAnswer,
    inTransaction: async ({ params, body, organizationId, actor }, tx) => {
      await setShares(tx, {
        organizationId,
        propertyId: params.id,
        unitId: body.unit_id ?? null,
        startsOn: parsePlainDate(body.starts_on),
        shares: body.shares.map(({ owner_id: ownerId, share_bps: shareBps }) => ({ ownerId, shareBps })),
        actor: actor.id,
      });
      const parts = await listParts(overPrisma(tx), organizationId, { propertyId: params.id });
      return { object: 'ownership' as const, parts };
    },
  }),
  route({
    method: 'get',
    path: '/properties/{id}/owner-agreements',
    tag,
    summary: 'What was agreed with a property’s owners, the latest first',
    permission: 'owners.read',
    params: ofProperty,
    answer: z.object({ object: z.literal('list'), data: z.array(agreementAnswer) }),
    inTransaction: ({ params, organizationId }, tx) => agreementsOf(tx, organizationId, params.id),
  }),
  route({
    method: 'put',
    path: '/properties/{id}/owner-agreements',
    tag,
    summary: 'Agree on the manager’s fee, tenants’ fees and the reserve from a day on',
    permission: 'owners.write',
    params: ofProperty,
    body: agreementBody,
    answer: z.object({ object: z.literal('list'), data: z.array(agreementAnswer) }),
    inTransaction: async ({ params, body, organizationId, actor }, tx) => {
      const agreement = {
        startsOn: parsePlainDate(body.starts_on),
        feeKind: body.fee_kind,
        feeBps: body.fee_bps,
        feeFlatCents: cents(body.fee_flat_cents),
        feeMinimumCents: cents(body.fee_minimum_cents),
        tenantFeesTo: body.tenant_fees_to,
        paymentFeesTo: body.payment_fees_to,
        reserveCents: cents(body.reserve_cents),
      };
      await setAgreement(tx, { organizationId, propertyId: params.id, agreement, actor: actor.id });
      return agreementsOf(tx, organizationId, params.id);
    },
  }),
];

async function assertProperty(tx: Transaction, propertyId: string): Promise<void> {
  if ((await tx.property.count({ where: { id: propertyId } })) === 0) throw notFound('property');
}

async function agreementsOf(tx: Transaction, organizationId: string, propertyId: string) {
  await assertProperty(tx, propertyId);
  const [place] = await readPlaces(overPrisma(tx), organizationId, [propertyId]);
  const byDay = [...(place?.agreements ?? [])].sort((a, b) => (a.startsOn < b.startsOn ? 1 : -1));
  return {
    object: 'list' as const,
    data: byDay.map((agreed) => ({
      object: 'owner_agreement' as const,
      starts_on: agreed.startsOn as PlainDateString,
      fee_kind: agreed.feeKind,
      fee_bps: agreed.feeBps,
      fee_flat_cents: agreed.feeFlatCents,
      fee_minimum_cents: agreed.feeMinimumCents,
      tenant_fees_to: agreed.tenantFeesTo,
      payment_fees_to: agreed.paymentFeesTo,
      reserve_cents: agreed.reserveCents,
    })),
  };
}

function changesOf(body: z.output<typeof ownerChanges>) {
  const { contact_name, reserve_cents, payout_method, tax_id, kind, name, email, phone, locale, address } = body;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(name === undefined ? {} : { name }),
    ...(contact_name === undefined ? {} : { contactName: contact_name }),
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(locale === undefined ? {} : { locale }),
    ...(address === undefined ? {} : { address }),
    ...(reserve_cents === undefined ? {} : { reserveCents: reserve_cents }),
    ...(payout_method === undefined ? {} : { payoutMethod: payout_method }),
    ...(tax_id === undefined ? {} : { taxId: tax_id }),
  };
}
