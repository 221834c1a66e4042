import { createWorld, type World } from '../workflows/support/world';
import {
  command,
  givenHome,
  givenVendor,
  heard,
  offers,
  openOffer,
  outcome,
  report,
  seen,
  until,
} from './support/given-repair';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let world: World;

beforeAll(async () => {
  world = await createWorld({ timeSkipping: true, sandbox: { objectStorage: false } });
});
afterAll(() => world.close());

const later = (ms: number) => world.advanceTo(new Date(world.now().getTime() + ms), { stepMs: ms });

describe('looking for a vendor', () => {
  test('silence goes to the next, a refusal at once; all gone: wider, then the landlord, who chooses', async () => {
    const home = await givenHome(world);
    const near = await givenVendor(world, home, { name: 'Near Plumbing', km: 2, preferred: true });
    const next = await givenVendor(world, home, { name: 'Next Plumbing', km: 4 });
    const far = await givenVendor(world, home, { name: 'Far Plumbing', km: 26, radiusKm: 20 });
    await givenVendor(world, home, { name: 'Sparks Electric', trades: ['electrical'] });
    await givenVendor(world, home, { name: 'Uninsured Plumbing', insuranceExpiresOn: '2020-01-01' });
    const chosen = await givenVendor(world, home, { name: 'Too Far Plumbing', km: 90, radiusKm: 20 });
    const id = await report(world, home, 'The kitchen faucet drips a little');

    expect((await openOffer(world, id)).vendor_id).toBe(near.id);
    await later(24 * HOUR_MS + MINUTE_MS);
    const second = await openOffer(world, id, next.id);
    await command(world, id, 'declineOffer', { offerId: second.id, reason: 'Fully booked' });
    const wide = await openOffer(world, id, far.id);
    expect(wide.round).toBe(2);
    await command(world, id, 'declineOffer', { offerId: wide.id });
    await until(world, id, 'escalated');
    await world.settled();

    expect((await offers(world, id)).map(({ status }) => status)).toEqual(['expired', 'declined', 'declined']);
    expect(await seen(world, id)).toMatchObject({ needs_attention: true });
    await heard(world, near.phone, 'Accept or decline');
    await heard(world, near.phone, 'did not hear from you');
    expect(await world.timeline(`maintenance/${id}`)).toMatchObject({
      stage: 'escalated',
      needsAttention: true,
      waiting: { waitsFor: expect.stringContaining('choose a vendor') },
    });

    const answer = await command(world, id, 'assignVendor', { vendorId: chosen.id, by: 'usr_1' });
    expect(answer.status).toBe('accepted');
    expect(await seen(world, id)).toMatchObject({ vendor_id: chosen.id, needs_attention: false });
    await command(world, id, 'cancel', { by: 'usr_1', reason: 'Fixed it myself' });
    await expect(outcome(world, id)).resolves.toEqual({ outcome: 'canceled' });
    await world.settled();
    await heard(world, chosen.phone, 'is taken care of');
  });

  test('the landlord asks for another search: everybody is asked anew', async () => {
    const home = await givenHome(world);
    const only = await givenVendor(world, home, { name: 'Only Plumbing' });
    const id = await report(world, home, 'The kitchen faucet drips');
    const first = await openOffer(world, id, only.id);
    await command(world, id, 'declineOffer', { offerId: first.id });
    await until(world, id, 'escalated');
    await command(world, id, 'dispatchAgain', { by: 'usr_1' });
    const again = await openOffer(world, id, only.id);
    await command(world, id, 'acceptOffer', { offerId: again.id });
    expect(await seen(world, id)).toMatchObject({
      status: 'accepted',
      work_order_status: 'accepted',
      vendor_id: only.id,
    });
    await command(world, id, 'cancel', { by: 'usr_1', reason: 'Enough' });
  });

  test('canceled while vendors are asked: they are told, and can no longer take it', async () => {
    const home = await givenHome(world);
    const vendor = await givenVendor(world, home, { name: 'Quick Plumbing' });
    const id = await report(world, home, 'Clogged sink');
    const offer = await openOffer(world, id, vendor.id);
    await command(world, id, 'cancel', { by: home.tenantId, reason: 'It went away' });
    await expect(outcome(world, id)).resolves.toEqual({ outcome: 'canceled' });
    await world.settled();
    expect((await offers(world, id)).map(({ status }) => status)).toEqual(['withdrawn']);
    await heard(world, vendor.phone, 'is taken care of');
    await expect(command(world, id, 'acceptOffer', { offerId: offer.id })).rejects.toThrow();
  });

  test('the legal clock warns before it runs out and puts the repair on the landlord’s list when it has', async () => {
    const home = await givenHome(world);
    await givenVendor(world, home, { name: 'Slow Plumbing' });
    const id = await report(world, home, 'The toilet is clogged and overflows');
    const { rows } = await world.owner.query(
      "select clock_rule->>'basis' as basis from maintenance_requests where id = $1",
      [id],
    );
    expect(rows).toEqual([{ basis: 'law' }]);
    const offer = await openOffer(world, id);
    await command(world, id, 'acceptOffer', { offerId: offer.id });
    await later(55 * HOUR_MS);
    const happened = async () =>
      (await world.owner.query('select type from events where subject_id = $1 order by position', [id])).rows.map(
        ({ type }) => type,
      );
    expect(await happened()).toContain('maintenance.clock_warning');
    await later(18 * HOUR_MS);
    expect(await seen(world, id)).toMatchObject({ status: 'accepted', needs_attention: true });
    await command(world, id, 'cancel', { by: 'usr_1', reason: 'End of the test' });
  });
});

describe('an emergency', () => {
  test('a burst pipe: several are asked at once, the first to accept has it, the others are told', async () => {
    const home = await givenHome(world);
    const vendors = await Promise.all(
      ['A', 'B', 'C', 'D'].map((name, index) => givenVendor(world, home, { name: `${name} Plumbing`, km: index + 1 })),
    );
    const id = await report(world, home, 'A pipe burst under the sink, water everywhere!');
    await openOffer(world, id);
    await world.settled();
    const asked = await offers(world, id);
    expect(asked).toHaveLength(3);
    await heard(world, home.tenantPhone, 'shut off the water valve');

    const answers = await Promise.allSettled(
      asked.map(({ id: offerId }) => command(world, id, 'acceptOffer', { offerId })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = answers.find((answer) => answer.status === 'rejected');
    expect(String(refused?.reason?.cause?.message)).toContain('Somebody else has taken this job');
    const after = await offers(world, id);
    expect(after.map(({ status }) => status).sort()).toEqual(['accepted', 'withdrawn', 'withdrawn']);
    expect(await seen(world, id)).toMatchObject({ status: 'scheduled', work_order_status: 'scheduled' });
    await world.settled();
    const winner = after.find(({ status }) => status === 'accepted')?.vendor_id;
    for (const vendor of vendors.slice(0, 3)) {
      await heard(world, vendor.phone, vendor.id === winner ? 'please go now' : 'is taken care of');
    }
    expect(await world.inbox(vendors[3]?.phone ?? '')).toEqual([]);
    await command(world, id, 'cancel', { by: 'usr_1', reason: 'End of the test' });
  });

  test('silence of all for 15 minutes: the next are asked', async () => {
    const home = await givenHome(world);
    for (let n = 0; n < 4; n += 1) await givenVendor(world, home, { name: `Plumber ${n}`, km: n + 1 });
    const id = await report(world, home, 'Flooding in the bathroom, burst pipe');
    await openOffer(world, id);
    await later(16 * MINUTE_MS);
    const all = await offers(world, id);
    expect(all.map(({ status }) => status).sort()).toEqual(['expired', 'expired', 'expired', 'sent']);
    await command(world, id, 'cancel', { by: 'usr_1', reason: 'End of the test' });
  });
});
