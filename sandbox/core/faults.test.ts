import { type Call, createFaults, type FaultRule } from './faults';

const request = (body: string): Call => ({ vendor: 'stripe', method: 'POST', path: '/v1/payment_intents', body });

function faultsWith(rule: Partial<FaultRule>) {
  const faults = createFaults(() => 0.5);
  const fault = faults.add({ vendor: 'stripe', kind: 'answer_lost', ...rule });
  return { fault, strikes: (call: Call) => faults.onRequest(call).length === 1 };
}

test('a fault meant for one home’s payments leaves those of others alone, whichever comes first', () => {
  const { strikes } = faultsWith({ match: { path: '/v1/payment_intents$', body: 'lease_A|pi_A' }, times: 1 });
  expect(strikes(request('metadata[lease_id]=lease_B'))).toBe(false);
  expect(strikes(request('metadata[lease_id]=lease_A'))).toBe(true);
  expect(strikes(request('metadata[lease_id]=lease_A'))).toBe(false);
});

test('what counts for each amount strikes all of them in any order, and spares the later tries of each', () => {
  const { fault, strikes } = faultsWith({ each: 'amount=\\d+', times: 2 });
  const tries = [2, 1, 2, 1, 2, 1, 3].map((amount) => strikes(request(`amount=${amount}&key=${fault.struck}`)));
  expect(tries).toEqual([true, true, true, true, false, false, true]);
  expect(fault.struck).toBe(5);
});

test('a chance that is not taken is no strike', () => {
  const { fault, strikes } = faultsWith({ probability: 0.4, times: 1 });
  expect(strikes(request(''))).toBe(false);
  expect(fault.struck).toBe(0);
});

test('faults of webhooks and of requests keep apart', () => {
  const faults = createFaults(() => 0);
  faults.add({ vendor: 'stripe', kind: 'webhook_lost' });
  expect(faults.onRequest(request(''))).toEqual([]);
  expect(faults.onWebhook(request(''))).toHaveLength(1);
  expect(faults.onWebhook(request(''), () => true)).toEqual([]);
  expect(faults.onWebhook({ ...request(''), vendor: 'twilio' })).toEqual([]);
});
