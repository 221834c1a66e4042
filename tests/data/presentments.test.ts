import fc from 'fast-check';
import { type MethodKind, PRESENTMENT_CAPS } from '../../domain/presentments';
import { newId } from '../../store/new-id';
import { obligationOf } from '../../store/payments/obligations';
import { recordOutcome } from '../../store/payments/record-outcome';
import { toSqlDate } from '../../store/plain-dates';
import { createPresentment } from '../../store/presentments/create-presentment';
import { replacePresentment } from '../../store/presentments/replace-presentment';
import { charge, type LetFlat, letFlat, NOW, RENT, TODAY } from './support/landlord';
import { ownDatabase, ownLandlord } from './support/own-database';

jest.setTimeout(120_000);
const LONG = process.env.TENURE_LONG === '1';
const OPEN = ['created', 'submitted', 'unknown', 'processing'];

const own = ownDatabase(20);
const landlord = ownLandlord(own);
let flat: LetFlat;
beforeEach(async () => {
  flat = await letFlat(landlord);
  await landlord.within((tx) => charge(tx, flat));
});

/** One more payment of the lease's November. */
async function pay(): Promise<string> {
  const id = newId('payment');
  const { organizationId, leaseId, tenantId } = flat;
  const data = {
    id,
    organizationId,
    leaseId,
    tenantId,
    kind: 'autopay',
    amountCents: BigInt(RENT),
    effectiveOn: toSqlDate(TODAY),
    obligation: obligationOf(leaseId, '2026-11'),
  };
  await landlord.within((tx) => tx.payment.create({ data }));
  return id;
}

function present(paymentId: string, paymentMethodId: string) {
  const wanted = { organizationId: flat.organizationId, paymentId, paymentMethodId, now: NOW };
  return landlord.within((tx) => createPresentment(tx, wanted));
}

function hear(paymentId: string, presentmentId: string, outcome: 'failed' | 'unknown') {
  const facts =
    outcome === 'failed'
      ? ({ kind: 'failed', failureCode: 'R01', message: 'no money' } as const)
      : ({ kind: 'unknown' } as const);
  return landlord.within((tx) =>
    recordOutcome(tx, { organizationId: flat.organizationId, paymentId, presentmentId, outcome: facts, now: NOW }),
  );
}

type Stored = { id: string; status: string; kind: MethodKind; attempt: number };

function presentments(): Promise<Stored[]> {
  return own.rows<Stored>(
    'select id, status, method_kind as kind, attempt from presentments where lease_id = $1 order by attempt, id',
    [flat.leaseId],
  );
}

function faults(all: readonly Stored[]): string[] {
  const found: string[] = [];
  if (all.filter(({ status }) => OPEN.includes(status)).length > 1) found.push('two are open');
  for (const kind of ['card', 'us_bank_account'] as const) {
    const attempts = all
      .filter((each) => each.kind === kind && each.status !== 'abandoned')
      .map(({ attempt }) => attempt);
    if (attempts.length > PRESENTMENT_CAPS[kind].most) found.push(`${kind} was presented ${attempts.length} times`);
    if (attempts.some((attempt, at) => attempt !== at + 1)) found.push(`${kind} is numbered ${attempts}`);
  }
  return found;
}

test('20 at once for one obligation: one is opened, the others are told so', async () => {
  const payments = await Promise.all(Array.from({ length: 20 }, pay));
  const answers = await Promise.allSettled(
    payments.map((payment, at) => present(payment, at % 2 === 0 ? flat.card : flat.bank)),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const answer of answers)
    if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'conflict' });
  expect(await presentments()).toHaveLength(1);
});

test('20 at once for one payment: each gets the same one', async () => {
  const payment = await pay();
  const answers = await Promise.all(Array.from({ length: 20 }, () => present(payment, flat.card)));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(await presentments()).toHaveLength(1);
});

test.each([
  ['card', 4],
  ['bank', 3],
] as const)('by %s %i times however many ask, and the one after is refused with its rule', async (which, most) => {
  for (let round = 0; round < most + 2; round += 1) {
    const payments = await Promise.all([pay(), pay(), pay(), pay()]);
    const answers = await Promise.allSettled(payments.map((payment) => present(payment, flat[which])));
    const opened = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    expect(opened).toHaveLength(round < most ? 1 : 0);
    for (const { paymentId, id } of opened) await hear(paymentId, id, 'failed');
    if (round >= most) {
      const refused = answers.map((answer) => answer.status === 'rejected' && answer.reason);
      for (const reason of refused) expect(reason).toMatchObject({ code: 'presentment_cap' });
    }
  }
  expect(faults(await presentments())).toEqual([]);
  expect(await presentments()).toHaveLength(most);
});

test('a statement past the store meets the same limits', async () => {
  const insert = (id: string, status: string) =>
    landlord.within(async (tx) => {
      const payment = await tx.payment.findFirstOrThrow({ where: { leaseId: flat.leaseId } });
      const { organizationId, leaseId, card } = flat;
      const data = {
        id,
        organizationId,
        leaseId,
        paymentId: payment.id,
        paymentMethodId: card,
        methodKind: 'card',
        obligation: payment.obligation ?? '',
        attempt: 1,
        amountCents: 1n,
        status,
        presentedAt: NOW,
      };
      await tx.presentment.create({ data });
    });
  await pay();
  for (let attempt = 1; attempt <= 4; attempt += 1) await insert(newId('presentment'), 'failed');
  await expect(insert(newId('presentment'), 'failed')).rejects.toThrow(/presentments_cap|23514/);
  const raced = await Promise.allSettled(Array.from({ length: 8 }, () => insert(newId('presentment'), 'created')));
  expect(raced.filter(({ status }) => status === 'fulfilled')).toEqual([]);
  expect(faults(await presentments())).toEqual([]);
});

test('one that the vendor never received is replaced once, however many ask, and does not count', async () => {
  const payment = await pay();
  const { id } = await present(payment, flat.bank);
  await hear(payment, id, 'unknown');
  const lost = { organizationId: flat.organizationId, presentmentId: id, now: NOW };
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => landlord.within((tx) => replacePresentment(tx, lost))),
  );
  expect(new Set(answers.map(({ presentmentId }) => presentmentId)).size).toBe(1);
  expect((await presentments()).map(({ status, attempt }) => [status, attempt]).sort()).toEqual([
    ['abandoned', 1],
    ['created', 1],
  ]);
});

test(
  'over random sequences never two are open and never more than the networks allow',
  async () => {
    const step = fc.constantFrom('card', 'bank', 'both', 'fail', 'lose', 'replace');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
        flat = await letFlat(landlord);
        for (const each of steps) {
          const open = (await presentments()).find(({ status }) => OPEN.includes(status));
          const payment =
            open &&
            (await own.rows<{ id: string }>('select payment_id as id from presentments where id = $1', [open.id]))[0]
              ?.id;
          if (each === 'card' || each === 'bank') await present(await pay(), flat[each]).catch(expected);
          if (each === 'both')
            await Promise.all([pay(), pay()]).then((two) =>
              Promise.allSettled(two.map((one, at) => present(one, at === 0 ? flat.card : flat.bank))),
            );
          if (open && payment && each === 'fail') await hear(payment, open.id, 'failed');
          if (open && payment && each === 'lose' && open.status === 'created') await hear(payment, open.id, 'unknown');
          if (open?.status === 'unknown' && each === 'replace')
            await landlord.within((tx) =>
              replacePresentment(tx, { organizationId: flat.organizationId, presentmentId: open.id, now: NOW }),
            );
          expect(faults(await presentments())).toEqual([]);
        }
      }),
      { numRuns: LONG ? 200 : 4 },
    );
  },
  LONG ? 900_000 : 60_000,
);

function expected(error: unknown): void {
  expect(['conflict', 'presentment_cap']).toContain(error instanceof Error && 'code' in error ? error.code : error);
}
