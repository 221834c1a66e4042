import { failureOf, startVendorBench, type VendorBench } from '../testing/bench';
import { timeZoneAt } from '../time-zone';

let bench: VendorBench;
beforeAll(async () => {
  bench = await startVendorBench();
});
afterAll(() => bench.close());

const address = { line1: '4212 Avenue G', line2: 'Unit 2B', city: 'Austin', state: 'TX', postalCode: '78751' };

test('an address is found, with its parts, its precision and its time zone', async () => {
  const place = await bench.vendors.geocoder.geocode(address);
  expect(place).toMatchObject({
    placeId: expect.stringMatching(/./),
    formattedAddress: expect.stringContaining('Austin'),
    components: {
      line1: expect.stringContaining('4212'),
      city: 'Austin',
      state: 'TX',
      postalCode: '78751',
      country: 'US',
    },
    precision: expect.stringMatching(/rooftop|interpolated|center|approximate/),
  });
  expect(place?.lat).toBeCloseTo(30.3, 0);
  expect(place?.lng).toBeCloseTo(-97.7, 0);
  expect(timeZoneAt(place ?? { lat: 0, lng: 0 })).toBe('America/Chicago');
});

test('an address that is nowhere is null', async () => {
  const nowhere = { line1: '1 Nowhere', city: 'Nocity', state: 'ZZ', postalCode: '00000' };
  expect(await bench.vendors.geocoder.geocode(nowhere)).toBeNull();
});

test('bad luck and a wrong key', async () => {
  const { geocoder } = bench.vendors;
  await bench.fault({ vendor: 'googlemaps', kind: 'status_429' });
  expect((await failureOf(geocoder.geocode(address))).kind).toBe('rate_limited');
  for (const kind of ['status_500', 'reset', 'answer_lost']) {
    await bench.fault({ vendor: 'googlemaps', kind });
    expect((await failureOf(geocoder.geocode(address))).kind).toBe('unavailable');
  }
  const wrong = bench.vendorsWith({ googleMaps: { ...bench.config.googleMaps, apiKey: 'other' } }).geocoder;
  const failure = await failureOf(wrong.geocode(address));
  expect(failure.kind).toBe('misconfigured');
  expect(failure.message).not.toMatch(/other|Avenue/);
});

test.each([
  [40.71, -74.0, 'America/New_York'],
  [33.45, -112.07, 'America/Phoenix'],
  [21.31, -157.86, 'Pacific/Honolulu'],
])('the zone at %p, %p is %s', (lat, lng, zone) => {
  expect(timeZoneAt({ lat, lng })).toBe(zone);
});

test('a point off the earth has no zone', () => {
  expect(() => timeZoneAt({ lat: 91, lng: 0 })).toThrow(RangeError);
  expect(() => timeZoneAt({ lat: Number.NaN, lng: 0 })).toThrow(RangeError);
});
