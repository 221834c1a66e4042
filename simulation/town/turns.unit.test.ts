import { createTurns } from './turns';

const decision = (leaseId: string, month: string) => ({
  activityType: 'startCollectionPresentment',
  workflowExecution: { workflowId: `rent-collection/${leaseId}/${month}` },
});

test('months of a lease that are collected in one moment decide the latest first, whichever came first, and go on together', async () => {
  const told: string[] = [];
  const turns = createTurns(async (_leaseId, here) => here.length < 2);
  const collect = (month: string) =>
    turns
      .during(decision('lease_1', month), async () => {
        told.push(`${month} decides`);
      })
      .then(() => told.push(`${month} goes on`));
  await Promise.all([collect('2032-02'), collect('2032-03')]);
  expect(told).toEqual(['2032-03 decides', '2032-02 decides', '2032-03 goes on', '2032-02 goes on']);
});

test('one whose decision fails hears of it, and the others go on', async () => {
  const turns = createTurns(async (_leaseId, here) => here.length < 2);
  const collect = (month: string, work: () => Promise<string>) => turns.during(decision('lease_1', month), work);
  const outcomes = await Promise.allSettled([
    collect('2032-03', async () => Promise.reject(new Error('away'))),
    collect('2032-02', async () => 'paid'),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});

test('a month alone, another lease and other work wait for nobody', async () => {
  const turns = createTurns(async () => false);
  const alone = decision('lease_2', '2032-03');
  expect(await turns.during(alone, async () => 'debit')).toBe('debit');
  expect(await turns.during({ ...alone, activityType: 'collectionFacts' }, async () => 'facts')).toBe('facts');
});

test('where it cannot be known who is coming, all who are here hear of it, and the next ones are asked for anew', async () => {
  let isAway = true;
  const turns = createTurns(async () => {
    if (isAway) throw new Error('The server is away');
    return false;
  });
  const decide = (month: string) => turns.during(decision('lease_3', month), async () => month);
  const outcomes = await Promise.allSettled([decide('2032-02'), decide('2032-03')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isAway = false;
  expect(await decide('2032-02')).toBe('2032-02');
});
