import type { z } from 'zod';
import { type PlainDateString, parsePlainDate } from '../../domain/calendar';
import { cents } from '../../domain/money';
import type { Transaction } from '../../store/database';
import { changeDeposit } from '../../store/deposits/change-deposit';
import { creditInterest, interestOf } from '../../store/deposits/credit-interest';
import { deduct, voidDeduction } from '../../store/deposits/deduct';
import { lockDeposit } from '../../store/deposits/lock-deposit';
import { listDeposits, readDeposit } from '../../store/deposits/read-deposit';
import { returnDeposit } from '../../store/deposits/return-deposit';
import { transferDeposit } from '../../store/deposits/transfer-deposit';
import { readLease } from '../../store/leases/list-leases';
import { pageOf } from '../http/cursor';
import { decodeDateCursor } from '../http/date-cursor';
import { invalid } from '../http/parse';
import { type Route, route } from '../http/route';
import { DEFAULT_LIMIT, listOf } from '../http/schema';
import {
  depositAnswer,
  depositChangeBody,
  depositQuery,
  interestAnswer,
  interestBody,
  interestQuery,
  listedDepositAnswer,
  newDeduction,
  newReturn,
  newTransfer,
  oneLease,
  voidBody,
} from './schemas';
import { serializeDeposit, serializeInterest, serializeListed } from './serialize';

const tag = 'Deposits';
const SORT = 'due';

type Asked = { params: { id: string }; organizationId: string; actor: { id: string }; now: Date };
const stepOf = ({ params, organizationId, actor, now }: Asked) => ({
  organizationId,
  leaseId: params.id,
  actor: actor.id,
  now,
});

async function read(tx: Transaction, { params, organizationId, now }: Asked) {
  await readLease(tx, params.id);
  return readDeposit(tx, { organizationId, leaseId: params.id, now });
}

const dateOr = (text: string | undefined): PlainDateString | undefined =>
  text === undefined ? undefined : parsePlainDate(text);
const centsOr = (amount: number | undefined) => (amount === undefined ? undefined : cents(amount));

const command = { method: 'post', tag, permission: 'deposits.write', params: oneLease, answer: depositAnswer } as const;

export const depositRoutes: Route[] = [
  route({
    method: 'get',
    path: '/deposits',
    tag,
    summary: 'Deposits held, those that must be back soonest first',
    permission: 'deposits.read',
    query: depositQuery,
    answer: listOf(listedDepositAnswer),
    inTransaction: async ({ query, organizationId, now }, tx) => {
      const limit = query.limit ?? DEFAULT_LIMIT;
      const after = decodeDateCursor(query.cursor, SORT);
      const rows = await listDeposits(tx, { organizationId, status: query.status, after, limit });
      return pageOf(
        rows,
        limit,
        (row) => serializeListed(row, now),
        (row) => ({ sort: SORT, after: [row.sortOn, row.id] }),
      );
    },
  }),
  route({
    method: 'get',
    path: '/leases/{id}/deposit',
    tag,
    summary: "A lease's deposit: what was received, what became of it, and by when the rest must be back",
    permission: 'deposits.read',
    params: oneLease,
    answer: depositAnswer,
    inTransaction: async (call, tx) => serializeDeposit(await read(tx, call)),
  }),
  route({
    method: 'patch',
    path: '/leases/{id}/deposit',
    tag,
    summary: 'Say when the tenants gave the home back, and where they get their mail',
    description: 'The law’s clock runs from the day they moved out: the last day of the lease unless said.',
    permission: 'deposits.write',
    params: oneLease,
    body: depositChangeBody,
    answer: depositAnswer,
    inTransaction: async (call, tx) => {
      await readLease(tx, call.params.id);
      const { moved_out_on, forwarding_address } = call.body;
      const change = { movedOutOn: dateOr(moved_out_on), forwardingAddress: forwarding_address };
      await changeDeposit(tx, { ...stepOf(call), ...change });
      return serializeDeposit(await read(tx, call));
    },
  }),
  route({
    ...command,
    path: '/leases/{id}/deposit/deductions',
    summary: 'Keep a part of the deposit: for a charge that is open, or for damage',
    description:
      'Only after the lease has ended, and never more than is held. What a rule that was held against the law forbids is refused; any other rule warns.',
    body: newDeduction,
    status: 201,
    inTransaction: async (call, tx) => {
      const { amount_cents, reason, charge_id, on, proofs } = call.body;
      await readLease(tx, call.params.id);
      const { warnings } = await deduct(tx, {
        ...stepOf(call),
        amountCents: cents(amount_cents),
        reason,
        chargeId: charge_id,
        on: dateOr(on),
        proofs: proofs.map(({ media_id, kind }) => ({ mediaId: media_id, kind })),
      });
      return serializeDeposit(await read(tx, call), warnings);
    },
  }),
  route({
    ...command,
    path: '/leases/{id}/deposit/void-deduction',
    summary: 'Take a deduction back',
    description:
      'The charge it paid is owed again, or, where it was made for damage, gone; the money is held as before.',
    body: voidBody,
    inTransaction: async (call, tx) => {
      await readLease(tx, call.params.id);
      const { deduction_id: movementId, reason } = call.body;
      await voidDeduction(tx, { ...stepOf(call), movementId, reason });
      return serializeDeposit(await read(tx, call));
    },
  }),
  route({
    ...command,
    path: '/leases/{id}/deposit/return',
    summary: 'Return the deposit, whole or in part',
    description:
      'To one tenant or to each by their share. By check, bank transfer or in cash it is recorded; `original` refunds the cards and accounts it came from. When every cent is accounted for, the tenants get an itemized statement.',
    body: newReturn,
    status: 201,
    inTransaction: async (call, tx) => {
      const { body } = call;
      await readLease(tx, call.params.id);
      if ((body.to === 'tenant') !== (body.tenant_id !== undefined)) {
        throw invalid([{ name: 'tenant_id', reason: 'goes with `to: tenant`' }]);
      }
      await returnDeposit(tx, {
        ...stepOf(call),
        amountCents: centsOr(body.amount_cents),
        method: body.method,
        to: toOf(body),
        reference: body.reference,
        address: body.address,
        on: dateOr(body.on),
      });
      return serializeDeposit(await read(tx, call));
    },
  }),
  route({
    ...command,
    path: '/leases/{id}/deposit/transfer',
    summary: 'Move the deposit to the next lease of one of the same tenants',
    description: 'It pays the deposit that is billed there, and never leaves the deposit account.',
    body: newTransfer,
    status: 201,
    inTransaction: async (call, tx) => {
      await readLease(tx, call.params.id);
      await readLease(tx, call.body.to_lease_id);
      const { to_lease_id: toLeaseId, amount_cents } = call.body;
      await transferDeposit(tx, { ...stepOf(call), toLeaseId, amountCents: centsOr(amount_cents) });
      return serializeDeposit(await read(tx, call));
    },
  }),
  route({
    method: 'get',
    path: '/leases/{id}/deposit/interest',
    tag,
    summary: 'The interest that is due on a deposit, day by day',
    description: 'By the rate of the lease; else by the one that the state’s law names. Nothing is booked.',
    permission: 'deposits.read',
    params: oneLease,
    query: interestQuery,
    answer: interestAnswer,
    inTransaction: async (call, tx) => {
      await readLease(tx, call.params.id);
      const deposit = await lockDeposit(tx, stepOf(call));
      const through = dateOr(call.query.through) ?? deposit.today;
      return serializeInterest(call.params.id, through, await interestOf(tx, deposit, through));
    },
  }),
  route({
    method: 'post',
    path: '/leases/{id}/deposit/interest',
    tag,
    summary: 'Add the interest that is due to the deposit',
    description: 'Each day bears interest once: asked again, nothing is added.',
    permission: 'deposits.write',
    params: oneLease,
    body: interestBody,
    answer: interestAnswer,
    status: 201,
    inTransaction: async (call, tx) => {
      await readLease(tx, call.params.id);
      const { today } = await lockDeposit(tx, stepOf(call));
      const through = dateOr(call.body.through) ?? today;
      return serializeInterest(call.params.id, through, await creditInterest(tx, { ...stepOf(call), through }));
    },
  }),
];

function toOf({ to, tenant_id: tenantId }: z.output<typeof newReturn>) {
  if (to === 'shares') return { kind: 'shares' } as const;
  return to === 'tenant' && tenantId !== undefined ? ({ kind: 'tenant', tenantId } as const) : undefined;
}
