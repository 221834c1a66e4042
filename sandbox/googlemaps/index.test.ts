import { Client } from '@googlemaps/google-maps-services-js';
import fc from 'fast-check';
import { type RunningSandbox, startSandbox } from '../start';
import { geocodeAddress } from './geocode';
import { parseAddress } from './parse-address';
import { distanceKm, findByZip } from './postal-places';

const key = 'sandbox-maps-key';
let running: RunningSandbox;
let url: string;
const client = new Client();

beforeAll(async () => {
  running = await startSandbox({ objectStorage: false });
  url = `${running.url}/googlemaps/maps/api/geocode/json`;
});

afterAll(() => running.close());

const geocode = async (address: string) => (await client.geocode({ url, params: { address, key } })).data;

test('an address lies near the middle of its ZIP code, always at the same spot', async () => {
  const [first] = (await geocode('418 Alder St #2B, Seattle, WA 98104')).results;
  expect(first?.formatted_address).toBe('418 Alder St #2B, Seattle, WA 98104, USA');
  expect(first?.geometry.location_type).toBe('ROOFTOP');
  const components = Object.fromEntries(
    first?.address_components.map((part) => [part.types[0], part.short_name]) ?? [],
  );
  expect(components).toEqual({
    subpremise: '2B',
    street_number: '418',
    route: 'Alder St',
    locality: 'Seattle',
    administrative_area_level_1: 'WA',
    country: 'US',
    postal_code: '98104',
  });
  const [again] = (await geocode('418 alder st, apt 5, Seattle, Washington 98104, USA')).results;
  expect(again?.geometry.location).toEqual(first?.geometry.location);
});

test('a place id finds its address again, and a city without ZIP code is enough', async () => {
  const [found] = (await geocode('12 Quay Row, Portland, OR')).results;
  const { data } = await client.geocode({ url, params: { place_id: found?.place_id ?? '', key } });
  expect(data.results[0]).toEqual(found);
  expect((await geocode('Portland, OR')).results[0]?.types).toEqual(['locality', 'political']);
});

test('a ZIP code of another city wins, and the match is called partial', async () => {
  const [found] = (await geocode('1 Main St, Boston, MA 94103')).results;
  expect(found).toMatchObject({ formatted_address: '1 Main St, San Francisco, CA 94103, USA', partial_match: true });
});

test('a point is found in its postal place; a point at sea is not', async () => {
  const { data } = await client.reverseGeocode({ url, params: { latlng: { lat: 37.7725, lng: -122.4147 }, key } });
  expect(data.results[0]?.formatted_address).toBe('San Francisco, CA 94103, USA');
  const sea = await client.reverseGeocode({ url, params: { latlng: { lat: 30, lng: -40 }, key } });
  expect(sea.data.status).toBe('ZERO_RESULTS');
});

test("nothing found, a wrong key and an empty request are said in Google's words", async () => {
  expect(await geocode('1 Nowhere Rd, Xanadu, ZZ')).toEqual({ results: [], status: 'ZERO_RESULTS' });
  expect((await geocode('99999')).status).toBe('ZERO_RESULTS');
  await expect(client.geocode({ url, params: { address: 'x', key: 'wrong' } })).rejects.toMatchObject({
    response: { data: { status: 'REQUEST_DENIED' } },
  });
  await expect(client.geocode({ url, params: { address: '', key } })).rejects.toMatchObject({
    response: { status: 400, data: { status: 'INVALID_REQUEST' } },
  });
});

test('a fault answers OVER_QUERY_LIMIT', async () => {
  running.sandbox.faults.add({ vendor: 'googlemaps', kind: 'status_429' });
  await expect(geocode('Portland, OR')).rejects.toMatchObject({ response: { data: { status: 'OVER_QUERY_LIMIT' } } });
  running.sandbox.faults.clear();
});

test.each([
  ['12 Quay Row, Unit 5, New York, New York 10001', { subpremise: '5', city: 'New York', state: 'NY', zip: '10001' }],
  ['9 Fir Ct, Bend OR 97701-1234', { streetNumber: '9', route: 'Fir Ct', city: 'Bend', state: 'OR', zip: '97701' }],
  ['77-12 Mill Rd, Queens, NY, 11375', { streetNumber: '77-12', city: 'Queens', state: 'NY', zip: '11375' }],
  ['5 K St NW, Washington, District of Columbia', { route: 'K St NW', city: 'Washington', state: 'DC' }],
  ['98104', { zip: '98104' }],
])('takes "%s" apart', (line, parts) => {
  expect(parseAddress(line)).toMatchObject(parts);
});

test('any street stays within 600 m of its ZIP code', () => {
  const middle = findByZip('98104');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.stringMatching(/^[A-Z][a-z]{2,12}$/), (number, name) => {
      const at = geocodeAddress(`${number} ${name} St, Seattle, WA 98104`)[0]?.geometry.location;
      const km = distanceKm(at?.lat ?? 0, at?.lng ?? 0, middle?.latitude ?? 0, middle?.longitude ?? 0);
      expect(km).toBeLessThanOrEqual(0.601);
    }),
  );
});
