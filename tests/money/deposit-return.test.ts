import { execFileSync, spawnSync } from 'node:child_process';
import { addDays, type PlainDateString } from '../../domain/calendar';
import { cents } from '../../domain/money';
import { inOrganization, type Transaction } from '../../store/database';
import { changeDeposit } from '../../store/deposits/change-deposit';
import { deduct, voidDeduction } from '../../store/deposits/deduct';
import { readDeposit } from '../../store/deposits/read-deposit';
import { returnDeposit } from '../../store/deposits/return-deposit';
import { createPayment } from '../../store/payments/create-payment';
import { recordRefundOutcome } from '../../store/refunds/record-refund-outcome';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { billDeposit, endIt, givenDeposit } from './support/given-deposit';
import { type GivenLease, givenLease, givenMethod } from './support/given-lease';

let world: World;
beforeAll(async () => {
  world = await createWorld({ timeSkipping: false });
});
afterAll(() => world.close());

const within = <T>(lease: GivenLease, work: (tx: Transaction) => Promise<T>) =>
  inOrganization(world.database, lease.organizationId, work);
const step = ({ organizationId, leaseId }: GivenLease) => ({ organizationId, leaseId, actor: 'test', now: new Date() });
const account = (lease: GivenLease) => within(lease, (tx) => readDeposit(tx, step(lease)));
const timeline = (lease: GivenLease) => world.timeline(`deposit/${lease.leaseId}`);
const movedOut = (lease: GivenLease, movedOutOn: PlainDateString) =>
  within(lease, (tx) => changeDeposit(tx, { ...step(lease), movedOutOn }));

const until = (what: string, isSo: () => Promise<boolean>) => eventually(isSo, { what, limitMs: 90_000 });
const atStage = (lease: GivenLease, stage: string) =>
  until(`the deposit's watch to be ${stage}`, async () => (await timeline(lease).catch(() => null))?.stage === stage);

async function eventsOf({ leaseId }: GivenLease): Promise<string[]> {
  const { rows } = await world.owner.query<{ type: string }>(
    "select type from events where subject_id = $1 and type like 'deposit.%' and type <> 'deposit.secured' order by id",
    [leaseId],
  );
  return rows.map(({ type }) => type);
}

const statementsSent = async (lease: GivenLease) =>
  (await eventsOf(lease)).filter((type) => type === 'deposit.statement_sent').length;

/** A lease that is over, whose deposit came by card. */
async function givenDepositByCard(amountCents: number): Promise<GivenLease> {
  const lease = await givenLease(world.database, { startsOn: '2020-01-01' });
  const { organizationId, leaseId, tenantId } = lease;
  await billDeposit(world.database, lease, amountCents);
  const paymentMethodId = await givenMethod(world, lease, 'card_visa');
  const by = { kind: 'stored', paymentMethodId } as const;
  const wanted = { organizationId, leaseId, tenantId, amountCents: cents(amountCents), by, actor: tenantId };
  await within(lease, (tx) => createPayment(tx, { ...wanted, now: new Date() }));
  await until(
    'the deposit to be held',
    async () => (await account(lease).catch(() => null))?.heldCents === amountCents,
  );
  await endIt(world.database, lease);
  return lease;
}

const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined;
async function expectStatementToSay(lease: GivenLease, ...parts: string[]): Promise<void> {
  const { statementDocumentId } = await account(lease);
  const { rows } = await world.owner.query<{ object_key: string }>('select object_key from documents where id = $1', [
    statementDocumentId,
  ]);
  const { body } = await world.vendors.objects.get(rows[0]?.object_key ?? '');
  expect(body.subarray(0, 5).toString()).toBe('%PDF-');
  if (!hasPdftotext) return;
  const words = execFileSync('pdftotext', ['-layout', '-', '-'], { input: body }).toString('utf8').replace(/\s+/g, ' ');
  for (const part of parts) expect(words).toContain(part);
}

test('the clock warns in time, and when every cent is accounted for, the tenant gets a statement that equals the ledger', async () => {
  const lease = await givenDeposit(world.database, 185_000, { state: 'FL', startsOn: '2020-01-01' });
  await endIt(world.database, lease);
  await atStage(lease, 'due');
  await movedOut(lease, addDays(lease.today, -9));
  await atStage(lease, 'half_over');
  await movedOut(lease, addDays(lease.today, -20));
  await atStage(lease, 'overdue');
  expect(await timeline(lease)).toMatchObject({ needsAttention: true });
  // What is kept gives Florida's landlords longer.
  const broken = { ...step(lease), amountCents: cents(25_050), reason: 'Broken window', proofs: [] };
  const { id: movementId } = await within(lease, (tx) => deduct(tx, broken));
  await within(lease, (tx) => returnDeposit(tx, { ...step(lease), method: 'check', reference: 'Check 1042' }));
  await atStage(lease, 'settled');
  await world.settled();
  expect(await eventsOf(lease)).toEqual([
    'deposit.due',
    'deposit.deadline_near',
    'deposit.deadline_passed',
    'deposit.deducted',
    'deposit.returned',
    'deposit.settled',
    'deposit.statement_sent',
  ]);
  const told = await world.inbox(lease.email);
  expect(told.at(-1)).toMatchObject({ subject: 'Your deposit statement for 418 Alder St, 2B' });
  expect(told.at(-1)?.links).toHaveLength(1);
  await expectStatementToSay(lease, '$1,850.00', '-$250.50', '$1,599.50');
  await expectStatementToSay(lease, 'Broken window', 'Check 1042', 'Still held $0.00');
  // A mistake is put right: it is due again, and a second statement says so.
  await within(lease, (tx) => voidDeduction(tx, { ...step(lease), movementId, reason: 'It was ours' }));
  await until('the deposit to be due again', async () => (await account(lease)).status === 'due');
  await within(lease, (tx) => returnDeposit(tx, { ...step(lease), method: 'ach' }));
  await until('the second statement', async () => (await statementsSent(lease)) === 2);
  expect(await account(lease)).toMatchObject({ heldCents: 0, returnedCents: 185_000, deductedCents: 0 });
  await world.settled();
});

test('a deposit paid by card goes back to the card, the rent that came with it stays', async () => {
  const lease = await givenDepositByCard(90_000);
  await within(lease, (tx) => returnDeposit(tx, { ...step(lease), amountCents: cents(60_000), method: 'original' }));
  const again = within(lease, (tx) =>
    returnDeposit(tx, { ...step(lease), amountCents: cents(30_001), method: 'original' }),
  );
  await expect(again).rejects.toMatchObject({ code: 'not_possible' });
  await within(lease, (tx) => returnDeposit(tx, { ...step(lease), method: 'check' }));
  await atStage(lease, 'settled');
  await until('the refund to arrive', async () =>
    (await account(lease)).lines.some((line) => line.refund?.status === 'succeeded'),
  );
  const { rows } = await world.owner.query<{ account: string; sum: string }>(
    "select account, sum(amount_cents)::text as sum from postings where lease_id = $1 and account <> 'processing_fees' group by 1 having sum(amount_cents) <> 0",
    [lease.leaseId],
  );
  const left = Object.fromEntries(rows.map((row) => [row.account, Number(row.sum)]));
  expect(left.deposits_held).toBeUndefined();
  expect(left.deposit_bank).toBeUndefined();
  expect(await account(lease)).toMatchObject({ receivedCents: 90_000, returnedCents: 90_000, heldCents: 0 });
  await world.settled();
});

test('a return to the card that fails later starts the clock again, and a right statement follows the wrong one', async () => {
  const lease = await givenDepositByCard(90_000);
  await within(lease, (tx) => returnDeposit(tx, { ...step(lease), method: 'original' }));
  await until(
    'the statement that says it was returned',
    async () => (await statementsSent(lease)) === 1 && (await timeline(lease)).stage === 'settled',
  );
  const arrived = async () => (await account(lease)).lines[0]?.refund;
  await until('the refund', async () => (await arrived())?.status === 'succeeded');
  await world.settled();
  const { organizationId } = lease;
  const refundId = (await arrived())?.id ?? '';
  const outcome = { status: 'failed', code: 'expired_or_canceled_card', meaning: 'the card has expired' } as const;
  await within(lease, (tx) => recordRefundOutcome(tx, { organizationId, refundId, outcome, now: new Date() }));
  await until('the statement that is right', async () => (await statementsSent(lease)) === 2);
  expect(await account(lease)).toMatchObject({ status: 'due', heldCents: 90_000, returnedCents: 0 });
  await atStage(lease, 'due');
  await expectStatementToSay(lease, 'Did not arrive and is held again', '-$900.00', 'Still held $900.00');
  const told = (await world.inbox(lease.email)).map(({ text }) => text ?? '');
  expect(told.filter((text) => text.includes('is held as your deposit'))).toHaveLength(1);
  await world.settled();
});
