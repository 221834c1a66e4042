import { createWorld, type World } from '../workflows/support/world';
import { command, givenHome, givenVendor, heard, openOffer, outcome, report, seen } from './support/given-repair';

const HOUR_MS = 3_600_000;

let world: World;

beforeAll(async () => {
  world = await createWorld({ timeSkipping: true, sandbox: { objectStorage: false } });
});
afterAll(() => world.close());

const later = (ms: number) => world.advanceTo(new Date(world.now().getTime() + ms), { stepMs: ms });

/** A repair that a vendor has just accepted. */
async function accepted(description: string, more: { locale?: string } = {}) {
  const home = await givenHome(world, more);
  const vendor = await givenVendor(world, home, { name: 'Reliable Plumbing' });
  const id = await report(world, home, description);
  const offer = await openOffer(world, id, vendor.id);
  const { workOrderId } = await command(world, id, 'acceptOffer', { offerId: offer.id });
  return { home, vendor, id, workOrderId: workOrderId ?? '' };
}

const hoursFromNow = (hours: number) => new Date(world.now().getTime() + hours * HOUR_MS).toISOString();

describe('the work itself', () => {
  test('a time is set and told, work begins and ends, the tenant confirms and rates', async () => {
    const { home, vendor, id, workOrderId } = await accepted('The kitchen faucet drips');
    await heard(world, home.tenantPhone, 'Reliable Plumbing will take care of your repair');
    await heard(world, vendor.phone, 'is yours. Say when you will come');
    await command(world, id, 'schedule', { workOrderId, start: hoursFromNow(20), end: hoursFromNow(22) });
    await heard(world, home.tenantPhone, 'Reliable Plumbing comes to 418 Alder St, 2B on');
    await command(world, id, 'startWork', { workOrderId });
    await expect(command(world, id, 'confirm', { by: home.tenantId })).rejects.toMatchObject({
      cause: { message: 'The work is not done yet.' },
    });
    await command(world, id, 'completeWork', { workOrderId, notes: 'New washer', priceCents: 12_000 });
    await heard(world, home.tenantPhone, 'Is it? Tell us here');
    await command(world, id, 'confirm', { by: home.tenantId, rating: 5 });
    await expect(outcome(world, id)).resolves.toEqual({ outcome: 'resolved' });
    const { rows } = await world.owner.query('select rating from vendors where id = $1', [vendor.id]);
    expect(rows).toEqual([{ rating: 5 }]);
  });

  test('a command said twice changes nothing more', async () => {
    const { home, id, workOrderId } = await accepted('The kitchen faucet drips');
    for (const _ of [1, 2]) await command(world, id, 'startWork', { workOrderId });
    for (const _ of [1, 2]) await command(world, id, 'completeWork', { workOrderId, notes: 'Done' });
    await heard(world, home.tenantPhone, 'Is it? Tell us here');
    const { rows } = await world.owner.query(
      "select type, count(*)::int as n from events where subject_id = $1 and type in ('maintenance.started', 'maintenance.done') group by type order by type",
      [id],
    );
    expect(rows).toEqual([
      { type: 'maintenance.done', n: 1 },
      { type: 'maintenance.started', n: 1 },
    ]);
    await command(world, id, 'confirm', { by: home.tenantId });
  });

  test('silence after a routine job: asked again after a day, closed after another', async () => {
    const { home, id, workOrderId } = await accepted('The kitchen faucet drips');
    await command(world, id, 'completeWork', { workOrderId, notes: 'Done' });
    await later(25 * HOUR_MS);
    const asked = await world.owner.query(
      "select count(*)::int as n from messages where subject_id = $1 and kind = 'job_done_confirm' and to_id = $2",
      [id, home.tenantId],
    );
    expect(asked.rows).toEqual([{ n: 2 }]);
    expect(await seen(world, id)).toMatchObject({ status: 'done' });
    await later(24 * HOUR_MS);
    await expect(outcome(world, id)).resolves.toEqual({ outcome: 'resolved' });
    await heard(world, home.tenantPhone, 'is closed');
  });

  test('not fixed: the repair is open again and the same vendor is asked first', async () => {
    const { home, vendor, id, workOrderId } = await accepted('The kitchen faucet drips');
    await givenVendor(world, home, { name: 'Preferred Plumbing', preferred: true, km: 1 });
    await command(world, id, 'completeWork', { workOrderId, notes: 'Done' });
    await command(world, id, 'reopen', { by: home.tenantId, reason: 'It still drips' });
    await heard(world, vendor.phone, 'is not fixed yet and is open again');
    const again = await openOffer(world, id, vendor.id);
    const second = await command(world, id, 'acceptOffer', { offerId: again.id });
    expect(second.workOrderId).not.toBe(workOrderId);
    await expect(command(world, id, 'startWork', { workOrderId })).rejects.toMatchObject({
      cause: { message: 'This job has been given to somebody else.' },
    });
    await command(world, id, 'completeWork', { workOrderId: second.workOrderId ?? '', notes: 'Now it is' });
    await command(world, id, 'confirm', { by: home.tenantId });
    await expect(outcome(world, id)).resolves.toEqual({ outcome: 'resolved' });
  });

  test('a vendor who neither sets a time nor comes is put on the landlord’s list', async () => {
    const { id, workOrderId } = await accepted('The kitchen faucet drips');
    await later(25 * HOUR_MS);
    expect(await seen(world, id)).toMatchObject({
      status: 'accepted',
      needs_attention: true,
      attention_reason: 'The vendor has not said when they come.',
    });
    await command(world, id, 'schedule', { workOrderId, start: hoursFromNow(1), end: hoursFromNow(2) });
    await later(4 * HOUR_MS);
    expect(await seen(world, id)).toMatchObject({ attention_reason: 'The vendor has not said that they came.' });
    await command(world, id, 'startWork', { workOrderId });
    expect(await seen(world, id)).toMatchObject({ status: 'in_progress', needs_attention: false });
    await command(world, id, 'cancel', { by: 'usr_1', reason: 'End of the test' });
  });

  test('in Spanish where the tenant reads Spanish, an emergency by its Spanish words', async () => {
    const home = await givenHome(world, { locale: 'es' });
    await givenVendor(world, home, { name: 'Plomería Confiable', locale: 'es' });
    const id = await report(world, home, 'Se reventó el tubo y hay agua por todas partes');
    expect(await seen(world, id)).toMatchObject({ severity: 'emergency' });
    await heard(world, home.tenantPhone, 'cierre la llave del agua');
    const offer = await openOffer(world, id);
    await command(world, id, 'acceptOffer', { offerId: offer.id });
    await heard(world, home.tenantPhone, 'Plomería Confiable va a 418 Alder St, 2B el');
    await command(world, id, 'cancel', { by: 'usr_1', reason: 'Fin' });
  });
});
