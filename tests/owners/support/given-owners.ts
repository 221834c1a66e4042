import { WithStartWorkflowOperation } from '@temporalio/client';
import { addPeriods, type Period, type PlainDateString, periodOf } from '../../../domain/calendar';
import type { ChargeKind } from '../../../domain/charge-kinds';
import { cents } from '../../../domain/money';
import { NO_AGREEMENT } from '../../../domain/owners/agreement';
import { workflowIds } from '../../../domain/workflow-ids';
import { postCharges } from '../../../store/charges/post-charges';
import { beginConnectAccount } from '../../../store/connect/connect-accounts';
import { type Database, inOrganization } from '../../../store/database';
import { newId } from '../../../store/new-id';
import { createOwner } from '../../../store/owners/save-owner';
import { setAgreement } from '../../../store/owners/set-agreement';
import { setShares } from '../../../store/owners/set-shares';
import { overPrisma } from '../../../store/sql-runner';
import { TASK_QUEUES } from '../../../workflows/shared/task-queues';
import type { GivenLease } from '../../money/support/given-lease';
import { eventually, type World } from '../../workflows/support/world';

const FIELD_KEY = Buffer.alloc(32, 9);
const LONG_AGO = '2020-01-01' as PlainDateString;

/** The month before the one that a lease's today lies in. */
export function lastMonth({ today }: GivenLease): Period {
  return addPeriods(periodOf(today), -1);
}

/** Owners of a lease's property with these parts, by name; 8% for the manager unless agreed otherwise. */
export async function givenOwners(
  database: Database,
  { organizationId, propertyId }: GivenLease,
  parts: Readonly<Record<string, number>>,
  agreed: Partial<typeof NO_AGREEMENT> = { feeBps: 800 },
): Promise<Record<string, string>> {
  return inOrganization(database, organizationId, async (tx) => {
    const ids: Record<string, string> = {};
    const by = { organizationId, actor: 'usr_test', fieldKey: FIELD_KEY };
    for (const name of Object.keys(parts)) ids[name] = await createOwner(tx, ownerNamed(name), null, by);
    const shares = Object.entries(parts).map(([name, shareBps]) => ({ ownerId: ids[name] ?? '', shareBps }));
    const on = { organizationId, propertyId, actor: 'usr_test' };
    await setShares(tx, { ...on, unitId: null, startsOn: LONG_AGO, shares });
    await setAgreement(tx, { ...on, agreement: { ...NO_AGREEMENT, ...agreed, startsOn: LONG_AGO } });
    return ids;
  });
}

export function ownerNamed(name: string) {
  return {
    kind: 'person' as const,
    name,
    contactName: null,
    email: `${name.toLowerCase()}.${newId('owner').slice(-6).toLowerCase()}@owners.test`,
    phone: null,
    locale: 'en',
    address: null,
    reserveCents: 0,
    payoutMethod: 'stripe' as const,
  };
}

/** A charge of a lease, due on a day. */
export async function givenCharge(
  database: Database,
  { organizationId, leaseId }: GivenLease,
  { kind = 'rent', amountCents, dueOn }: { kind?: ChargeKind; amountCents: number; dueOn: string },
): Promise<void> {
  await inOrganization(database, organizationId, (tx) =>
    postCharges(overPrisma(tx), organizationId, [
      {
        leaseId,
        kind,
        item: newId('charge'),
        label: kind === 'rent' ? 'Rent' : kind,
        amountCents: cents(amountCents),
        period: dueOn.slice(0, 7) as Period,
        dueOn: dueOn as PlainDateString,
        coversFrom: null,
        coversTo: null,
        rule: {},
      },
    ]),
  );
}

/** Signs an organization or an owner up with the payment service, as a person would on its page. */
export async function givenAccount(world: World, organizationId: string, ownerId: string | null): Promise<string> {
  const account = await inOrganization(world.database, organizationId, (tx) =>
    beginConnectAccount(tx, { organizationId, ownerId, actor: 'usr_test' }),
  );
  const input = { organizationId, accountId: account.id };
  const startWorkflowOperation = new WithStartWorkflowOperation('connectAccount', {
    workflowId: `${workflowIds.connectAccount(account.id)}/${newId('command')}`,
    taskQueue: TASK_QUEUES.leases,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  const page = { returnUrl: 'http://127.0.0.1:1/back', refreshUrl: 'http://127.0.0.1:1/again' };
  const { url } = await world.client.workflow.executeUpdateWithStart<
    (given: typeof input) => Promise<void>,
    { url: string },
    [typeof page]
  >('openOnboarding', { args: [page], startWorkflowOperation });
  const answer = await fetch(url, { method: 'POST', redirect: 'manual' });
  if (answer.status !== 303) throw new Error(`The sign-up page answered ${answer.status}`);
  // The service's news is asked after by a workflow of its own.
  await eventually(
    () =>
      inOrganization(world.database, organizationId, async (tx) => {
        const { transfersEnabled } = await tx.connectAccount.findUniqueOrThrow({ where: { id: account.id } });
        return transfersEnabled;
      }),
    { what: 'the sign-up to be known', limitMs: 90_000 },
  );
  return account.id;
}
