import { inOrganization } from '../../store/database';
import { appendEvent } from '../../store/events/append-event';
import { newId } from '../../store/new-id';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { createLandlord } from './support/landlord';

describe('what the event log leads to', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ timeSkipping: false, workers: false, relay: false, sandbox: { objectStorage: false } });
  });
  afterEach(() => world.stopRelay());
  afterAll(() => world.close());

  async function told(organizationId: string): Promise<{ user_id: string; title: string }[]> {
    const { rows } = await world.owner.query(
      'select user_id, title from notifications where organization_id = $1 order by created_at, user_id',
      [organizationId],
    );
    return rows;
  }

  test('members hear what their role may act on, each once, and nobody hears of what they did themselves', async () => {
    const { organizationId, members } = await createLandlord(world.database, [
      'owner',
      'manager',
      'accountant',
      'maintenance',
      'read_only',
    ]);
    const other = await createLandlord(world.database);
    world.startRelay();
    world.startRelay();
    await inOrganization(world.database, organizationId, async (tx) => {
      const event = { organizationId, subjectId: 'mr_1', payload: { summary: 'The sink leaks' } };
      await appendEvent(tx, {
        ...event,
        type: 'maintenance.reported',
        ...(members.manager && { actor: members.manager }),
      });
      await appendEvent(tx, { ...event, type: 'message.sent' });
    });
    await eventually(async () => (await told(organizationId)).length >= 2, { what: 'the notifications' });
    await world.settled();
    const heard = (await told(organizationId)).map(({ user_id }) => user_id).sort();
    expect(heard).toEqual([members.owner, members.maintenance].sort());
    expect(await told(other.organizationId)).toEqual([]);
  });

  test('an event whose transaction began first and committed last is not passed by', async () => {
    const { organizationId } = await createLandlord(world.database);
    world.startRelay();
    const write = (subjectId: string, before: Promise<unknown>) =>
      inOrganization(world.database, organizationId, async (tx) => {
        await appendEvent(tx, { organizationId, type: 'maintenance.escalated', subjectId });
        await before;
      });
    let release = () => {};
    const late = write(
      'mr_slow',
      new Promise<void>((resolve) => {
        release = resolve;
      }),
    );
    for (const subjectId of ['mr_1', 'mr_2', 'mr_3']) await write(subjectId, Promise.resolve());
    release();
    await late;
    await eventually(async () => (await told(organizationId)).length === 4, { what: 'all four' });
  });

  test('a new property finds its place on the map, and a pin that a person put stays', async () => {
    const { organizationId } = await createLandlord(world.database);
    world.startRelay();
    const home = {
      organizationId,
      name: 'Alder',
      addressLine1: '418 Alder St',
      city: 'Seattle',
      state: 'WA',
      postalCode: '98101',
      type: 'apartment',
      timeZone: 'America/Los_Angeles',
    };
    const [found, pinned] = [newId('property'), newId('property')];
    await inOrganization(world.database, organizationId, async (tx) => {
      await tx.property.create({ data: { ...home, id: found } });
      await tx.property.create({ data: { ...home, id: pinned, pinPlaced: true, latitude: 10, longitude: 20 } });
      for (const subjectId of [pinned, found])
        await appendEvent(tx, { organizationId, type: 'property.created', subjectId });
    });
    const place = async (id: string) =>
      (
        await world.owner.query(
          'select latitude, longitude, location is not null as placed from properties where id = $1',
          [id],
        )
      ).rows[0];
    await eventually(async () => (await place(found)).placed, { what: 'the place' });
    expect((await place(found)).latitude).toBeCloseTo(47.6, 0);
    expect(await place(pinned)).toMatchObject({ latitude: 10, longitude: 20 });
  });

  test('with the geocoder away notifications go on, and the place follows', async () => {
    const { organizationId } = await createLandlord(world.database);
    await world.control('faults', { vendor: 'googlemaps', kind: 'status_500', times: 3 });
    world.startRelay();
    const id = newId('property');
    await inOrganization(world.database, organizationId, async (tx) => {
      await tx.property.create({
        data: {
          id,
          organizationId,
          name: 'A',
          addressLine1: '1 Main St',
          city: 'Austin',
          state: 'TX',
          postalCode: '78701',
          type: 'house',
          timeZone: 'America/Chicago',
        },
      });
      await appendEvent(tx, { organizationId, type: 'property.created', subjectId: id });
      await appendEvent(tx, { organizationId, type: 'maintenance.escalated', subjectId: 'mr_9' });
    });
    await eventually(async () => (await told(organizationId)).length === 1, { what: 'the notification' });
    await eventually(
      async () => {
        const { rows } = await world.owner.query('select latitude from properties where id = $1', [id]);
        return rows[0].latitude !== null;
      },
      { what: 'the place' },
    );
  });
});
