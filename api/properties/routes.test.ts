import { statementOf } from '../../store/properties/list-properties';
import { ownApi, ownLandlord } from '../testing/own-api';
import { withClient } from '../testing/sql';
import type { Answer, TestLandlord } from '../testing/start-api';

const api = ownApi();
const landlord = ownLandlord(api);

const newProperty = (more: object = {}) => ({
  type: 'apartment',
  address: { line1: '418 Alder St', city: 'Seattle', state: 'WA', postal_code: '98104' },
  ...more,
});

const namesOf = (answer: Answer): string[] => answer.body.data.map((row: { name: string }) => row.name);

describe('adding a property', () => {
  test('with units and photos in one call, all or nothing', async () => {
    const body = newProperty({
      name: 'The Alder',
      units: [
        { number: '2B', rent_cents: 185_000, deposit_cents: 185_000, bedrooms: 1, bathrooms: 1.5 },
        { number: '3A', rent_cents: 191_000, media: [{ content_type: 'image/png', byte_size: 100, alt: 'Kitchen' }] },
      ],
      media: [{ content_type: 'image/jpeg', byte_size: 2_000, alt: 'Front' }],
    });
    const added = await landlord.ask('POST', '/v1/properties', { body });
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({
      name: 'The Alder',
      time_zone: 'America/Los_Angeles',
      unit_count: 2,
      min_rent_cents: 185_000,
      location: null,
      pin_placed: false,
    });
    expect(added.body.uploads).toHaveLength(2);
    expect(added.body.units.map((unit: { label: string }) => unit.label)).toEqual([
      '418 Alder St, 2B',
      '418 Alder St, 3A',
    ]);
    const units = await landlord.ask('GET', `/v1/properties/${added.body.id}/units`);
    expect(units.body.data).toHaveLength(2);
  });

  test.each([
    [
      'a number twice',
      {
        units: [
          { number: '1', rent_cents: 1 },
          { number: '1', rent_cents: 2 },
        ],
      },
      'units.1.number',
    ],
    ['a photo of nobody', { media: [{ id: 'med_01ARZ3NDEKTSV4RRFFQ69G5FAV' }] }, 'media.0.id'],
    ['a rent below zero', { units: [{ number: '1', rent_cents: -1 }] }, 'units.0.rent_cents'],
    ['half a cent', { units: [{ number: '1', rent_cents: 1.5 }] }, 'units.0.rent_cents'],
    ['an unknown field', { colour: 'green' }, 'colour'],
    ['a place off the earth', { location: { latitude: 91, longitude: 0 } }, 'location.latitude'],
  ])('%s is refused by name and leaves nothing', async (_name, more, field) => {
    const before = await landlord.ask('GET', '/v1/properties?limit=100');
    const answer = await landlord.ask('POST', '/v1/properties', { body: newProperty(more) });
    expect(answer.status).toBe(400);
    expect(answer.body.invalid_params.map((param: { name: string }) => param.name)).toContain(field);
    const after = await landlord.ask('GET', '/v1/properties?limit=100');
    expect(after.body.data).toHaveLength(before.body.data.length);
  });

  test('another version is not overwritten', async () => {
    const { body } = await landlord.ask('POST', '/v1/properties', { body: newProperty({ name: 'Twice' }) });
    const change = (name: string, version: number) =>
      landlord.ask('PATCH', `/v1/properties/${body.id}`, { body: { name }, headers: { 'If-Match': `"${version}"` } });
    expect((await change('First', 1)).body).toMatchObject({ name: 'First', version: 2 });
    expect(await change('Second', 1)).toMatchObject({ status: 409, body: { code: 'version_conflict' } });
  });
});

describe('finding properties', () => {
  let seeker: TestLandlord;
  // A grid of 30 × 30 around Seattle, about 1.1 km apart to the north and 0.75 km to the east.
  beforeAll(async () => {
    seeker = await api.landlord('Grid Homes');
    await withClient(api.ownerUrl, (client) =>
      client.query(
        `insert into properties (id, organization_id, name, address_line1, city, state, postal_code, type, time_zone, latitude, longitude, created_at)
         select 'prop_' || lpad((r * 100 + c)::text, 26, '0'), $1, 'P ' || lpad(r::text, 2, '0') || ' ' || lpad(c::text, 2, '0'),
           r || ' Row St', case when r < 15 then 'Seattle' else 'Shoreline' end, 'WA', '98101', 'house', 'America/Los_Angeles',
           47.5 + r * 0.01, -122.4 + c * 0.01, timestamptz '2026-01-01' + make_interval(mins => r * 100 + c)
         from generate_series(0, 29) r, generate_series(0, 29) c`,
        [seeker.organizationId],
      ),
    );
  });

  /** Every page of a query, one after the other. */
  async function walk(query: string): Promise<{ id: string; name: string; distance_m?: number }[]> {
    const rows = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const answer: Answer = await seeker.ask('GET', `/v1/properties?${query}${cursor && `&cursor=${cursor}`}`);
      expect(answer.status).toBe(200);
      rows.push(...answer.body.data);
      cursor = answer.body.next_cursor;
    }
    return rows;
  }

  test('every sort pages through all, each once, in order', async () => {
    for (const sort of ['created', 'name', 'rent', 'distance&lat=47.6&lng=-122.3']) {
      const rows = await walk(`limit=100&sort=${sort}`);
      expect(new Set(rows.map((row) => row.id)).size).toBe(900);
    }
    const byName = await walk('limit=97&sort=name');
    expect(byName.map((row) => row.name)).toEqual(byName.map((row) => row.name).sort());
  });

  test('a radius finds what the formula of the sphere finds, the nearest first', async () => {
    const rows = await walk('limit=20&lat=47.612&lng=-122.287&radius_m=4000');
    const rad = Math.PI / 180;
    const expected: string[] = [];
    for (let r = 0; r < 30; r += 1) {
      for (let c = 0; c < 30; c += 1) {
        const [lat, lng] = [(47.5 + r * 0.01) * rad, (-122.4 + c * 0.01) * rad];
        const [lat0, lng0] = [47.612 * rad, -122.287 * rad];
        const h = Math.sin((lat - lat0) / 2) ** 2 + Math.cos(lat) * Math.cos(lat0) * Math.sin((lng - lng0) / 2) ** 2;
        if (2 * 6_371_009 * Math.asin(Math.sqrt(h)) <= 4_000)
          expected.push(`P ${String(r).padStart(2, '0')} ${String(c).padStart(2, '0')}`);
      }
    }
    expect(rows.map((row) => row.name).sort()).toEqual(expected.sort());
    const distances = rows.map((row) => row.distance_m ?? Number.NaN);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    const byName = await walk('limit=20&lat=47.612&lng=-122.287&radius_m=4000&sort=name');
    expect(byName.map((row) => row.name)).toEqual(expected.sort());
  });

  test('a box, a city and words narrow it', async () => {
    expect(await walk('limit=50&bbox=-122.401,47.499,-122.379,47.511')).toHaveLength(6);
    expect(await walk('limit=100&city=shoreline')).toHaveLength(450);
    expect(namesOf(await seeker.ask('GET', '/v1/properties?q=P%2007%20Row&limit=100'))).toHaveLength(59);
    expect((await seeker.ask('GET', '/v1/properties?q=100%25')).body.data).toEqual([]);
  });

  test('the nearest are found through the index, under row-level security', async () => {
    // Fifty landlords in the same city: the planner has a reason to care whose a property is.
    await withClient(api.ownerUrl, async (client) => {
      await client.query(
        `insert into organizations (id, name, email) select 'org_' || i, 'Other', 'x' from generate_series(0, 48) i`,
      );
      await client.query(
        `insert into properties (id, organization_id, name, address_line1, city, state, postal_code, type, time_zone, latitude, longitude)
         select 'prop_' || lpad((i + 100000)::text, 26, '0'), case when i % 50 = 49 then $1 else 'org_' || (i % 50) end, 'Far', '1 Far St', 'Austin', 'TX', '78701', 'house', 'America/Chicago',
           30 + (i % 200) * 0.01, -98 + (i / 200) * 0.01 from generate_series(0, 19999) i`,
        [landlord.organizationId],
      );
      await client.query('analyze properties');
    });
    const near = { latitude: 30.5, longitude: -97.5 };
    const { text, values } = statementOf({
      organizationId: landlord.organizationId,
      near,
      radiusM: 3_000,
      sort: 'distance',
      limit: 25,
    });
    const client = await api.database.pool.connect();
    try {
      await client.query('begin');
      await client.query("select set_config('app.organization_id', $1, true)", [landlord.organizationId]);
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toContain('Index Scan using properties_organization_location');
      expect(plan).toContain('Order By: (location <->');
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['lat=47', 'lng'],
    ['radius_m=5', 'radius_m'],
    ['lat=91&lng=0', 'lat'],
    ['bbox=1,2,3', 'bbox'],
    ['bbox=1,5,3,2', 'bbox'],
    ['sort=price', 'sort'],
    ['sort=distance', 'sort'],
    ['state=ZZ', 'state'],
    ['min_rent=5&max_rent=4', 'max_rent'],
    ['colour=green', 'colour'],
    ['expand[]=leases', 'expand'],
    ['q=%00', 'q'],
    ['cursor=bm9uc2Vuc2U', 'cursor'],
    [`cursor=${Buffer.from('["created","not a date","prop_1"]').toString('base64url')}`, 'cursor'],
    [`cursor=${Buffer.from('["created", "2026-01-01T00:00:00.000Z", "x"]').toString('base64url')}`, 'cursor'],
  ])('%s is refused and names the field', async (query, field) => {
    const answer = await seeker.ask('GET', `/v1/properties?${query}`);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body.invalid_params)).toContain(field);
  });
});

test('a photo goes to the storage, is looked at, and is shown by our own address', async () => {
  const { default: sharp } = await import('sharp');
  const jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#888888' } })
    .withExif({ IFD3: { GPSLatitude: '47/1 36/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer();
  const property = await landlord.ask('POST', '/v1/properties', { body: newProperty({ name: 'Pictured' }) });
  const begin = (byte_size: number) =>
    landlord.ask('POST', '/v1/media', {
      body: { property_id: property.body.id, content_type: 'image/jpeg', byte_size },
    });
  const { body: media } = await begin(jpeg.length);
  const complete = () => landlord.ask('POST', `/v1/media/${media.id}/complete`, { body: {} });
  expect((await complete()).body.code).toBe('not_possible');
  const put = (id: string, body: Buffer) =>
    api.services.files.put({ key: `${landlord.organizationId}/uploads/${id}`, body, contentType: 'image/jpeg' });
  await put(media.id, jpeg);
  expect((await complete()).body).toMatchObject({ status: 'ready', width: 40, height: 30 });
  const kept = await api.services.files.get(`${landlord.organizationId}/photos/${media.id}.jpg`);
  expect((await sharp(kept.body).metadata()).exif).toBeUndefined();
  const shown = await landlord.ask('GET', `/v1/properties/${property.body.id}`);
  expect(shown.body.images).toHaveLength(1);
  const content = await landlord.ask('GET', shown.body.images[0].url);
  expect(content).toMatchObject({ status: 302 });

  const { body: fake } = await begin(100);
  await put(fake.id, Buffer.from('<svg onload="alert(1)"/>'.repeat(5)));
  const refused = await landlord.ask('POST', `/v1/media/${fake.id}/complete`, { body: {} });
  expect(refused.body.code).toBe('unsupported_media');
});
