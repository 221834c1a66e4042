import { parsePlainDate } from '../../domain/calendar';
import { newId } from '../../store/new-id';
import { diceOf } from '../dice';
import { subjectOf } from './deaths';
import { troubleOn } from './trouble';

const day = parsePlainDate('2032-03-01');

describe('the trouble of a day', () => {
  test('is the same whenever it is asked for, and another one with another seed', () => {
    expect(troubleOn(day, 40, diceOf(5))).toEqual(troubleOn(day, 40, diceOf(5)));
    expect(troubleOn(day, 40, diceOf(6))).not.toEqual(troubleOn(day, 40, diceOf(5)));
  });

  test('of one home stays what it is however many others there are', () => {
    const ofTheFirst = (leases: number) =>
      [...troubleOn(day, leases, diceOf(5))].map(([kind, homes]) => [kind, homes.filter((home) => home < 20)]);
    expect(ofTheFirst(40)).toEqual(ofTheFirst(20));
  });
});

test('who dies is told by the home, whatever ids a run has given', async () => {
  const [lease, payment, organization] = [newId('lease'), newId('payment'), newId('organization')];
  const homes = new Map<string, string>([
    [lease, '3'],
    [payment, '12'],
  ]);
  const subject = (workflowId: string) => subjectOf(workflowId, async (id) => homes.get(id) ?? '');
  expect(await subject(`rent-collection/${lease}/2032-03`)).toBe('rent-collection/#3/2032-03');
  expect(await subject(`payment-reversal/${payment}/1`)).toBe('payment-reversal/#12/1');
  expect(await subject(`rent-run/${organization}/America/New_York/2032-03-01`)).toBe(
    'rent-run/#/America/New_York/2032-03-01',
  );
});
