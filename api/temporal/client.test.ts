import { createTestNamespace, temporalAddress } from '../../tests/support/temporal';
import { createTemporal, type TemporalPort } from './client';

const payloadKeys = [{ id: 'k', key: new Uint8Array(32).fill(1) }];

describe('with Temporal there', () => {
  let temporal: TemporalPort;
  beforeAll(async () => {
    temporal = createTemporal({ address: temporalAddress(), namespace: await createTestNamespace(), payloadKeys });
  });
  afterAll(() => temporal.close());

  test('what never ran is told so, and cannot be steered', async () => {
    expect(await temporal.reachable()).toBe(true);
    expect(await temporal.describe('lease/none')).toBeNull();
    expect(await temporal.query('lease/none', 'timeline')).toBeNull();
    expect(await temporal.list('LeaseId = "lease_1"', 5)).toEqual([]);
    const steer = temporal.executeUpdate('lease/none', 'decide', [{}]);
    await expect(steer).rejects.toMatchObject({ code: 'illegal_transition' });
  });
});

test('with Temporal away it is said within seconds, and nothing is claimed to be done', async () => {
  const temporal = createTemporal({ address: '127.0.0.1:1', namespace: 'none', payloadKeys });
  expect(await temporal.reachable()).toBe(false);
  await expect(temporal.describe('lease/none')).rejects.toMatchObject({ code: 'unavailable', status: 503 });
});
