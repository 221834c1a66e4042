import { ACH_RETURNS } from './ach-returns';
import { CARD_DECLINES } from './declines';
import { paymentFailure } from './payment-failures';
import { describeEvent } from './timeline';

const theirs = 'Your card was declined.';

test('every known decline and return is told in our own words, with what mends it', () => {
  for (const [code, { meaning }] of Object.entries(CARD_DECLINES)) {
    for (const method of ['card', null]) {
      const told = paymentFailure({ method, code, message: theirs });
      expect([code, told.told, told.advice === null]).toEqual([code, null, false]);
      if (method === 'card') expect(told.meaning).toBe(meaning);
    }
  }
  for (const code of [...ACH_RETURNS.keys(), 'account_closed', 'debit_not_authorized']) {
    const told = paymentFailure({ method: 'us_bank_account', code, message: theirs });
    expect([code, told.told, told.advice === null]).toEqual([code, null, false]);
    expect(told.meaning).not.toBe('the bank did not say why');
  }
});

test('a code that nobody knows leaves the bank’s own sentence, beside ours', () => {
  expect(paymentFailure({ method: 'card', code: 'brand_new_reason', message: theirs })).toEqual({
    meaning: 'the card’s bank did not allow it',
    advice: 'the payer should call their bank or pay another way',
    told: theirs,
  });
  expect(paymentFailure({ method: 'us_bank_account', code: 'could_not_process', message: theirs }).told).toBe(theirs);
});

test('what we refused, and what came back, is in our own words already', () => {
  const message = 'This rent was asked for three times, which is as often as the network allows.';
  expect(paymentFailure({ method: 'card', code: 'presentment_cap', message })).toMatchObject({ meaning: message });
  const meaning = 'the payer says that they did not make it';
  expect(paymentFailure({ method: 'card', code: 'fraudulent', message: meaning, cameBack: true })).toEqual({
    ...{ meaning, advice: null, told: null },
  });
});

test('a lease’s timeline tells why in our words, too', () => {
  const payload = { amount_cents: 185_000, method: 'card', failure_code: 'card_declined', message: theirs };
  expect(describeEvent('payment.failed', { ...payload, decline_code: 'insufficient_funds' })).toEqual({
    tone: 'bad',
    title: '$1,850.00 did not go through',
    detail: 'The card has not enough money · the payer has to add money or pay another way',
  });
  expect(describeEvent('payment.failed', payload).detail).toContain(`“${theirs}”`);
});
