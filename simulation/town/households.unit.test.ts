import { parsePlainDate } from '../../domain/calendar';
import { diceOf } from '../dice';
import { HABITS, householdsOf } from './households';
import { intentionsOn } from './intentions';

const plan = { leases: 40, months: 6, startOn: parsePlainDate('2028-01-01'), faults: false };

test('a seed makes the same people every time, another seed others', () => {
  expect(householdsOf(plan, diceOf(7))).toEqual(householdsOf(plan, diceOf(7)));
  expect(householdsOf(plan, diceOf(8))).not.toEqual(householdsOf(plan, diceOf(7)));
});

test('twenty leases are enough for every way to pay', () => {
  const habits = householdsOf({ ...plan, leases: 20 }, diceOf(1)).map(({ habit }) => habit);
  expect(habits.sort()).toEqual([...HABITS].sort());
});

test('one more household changes nobody else', () => {
  const [fewer, more] = [householdsOf({ ...plan, leases: 39 }, diceOf(3)), householdsOf(plan, diceOf(3))];
  expect(more.slice(0, 39)).toEqual(fewer);
  const day = parsePlainDate('2028-03-01');
  const wishes = (households: typeof more) => households.slice(0, 39).map((one) => intentionsOn(one, day, diceOf(3)));
  expect(wishes(more)).toEqual(wishes(fewer));
});
