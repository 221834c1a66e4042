import sharp from 'sharp';
import { createTemporal } from '../../api/temporal/client';
import { startApi, type TestApi } from '../../api/testing/start-api';
import { workflowIds } from '../../domain/workflow-ids';
import { inOrganization } from '../../store/database';
import { reportLink } from '../../store/maintenance/report-link';
import { temporalAddress } from '../support/temporal';
import { replayed } from '../workflows/support/replayed';
import { createWorld, eventually, TEST_PAYLOAD_KEYS, type World } from '../workflows/support/world';
import {
  command,
  type GivenHome,
  givenHome,
  givenVendor,
  heard,
  offers,
  openOffer,
  outcome,
  report,
  seen,
} from './support/given-repair';

let world: World;
let api: TestApi;

beforeAll(async () => {
  world = await createWorld({ timeSkipping: false, sandbox: { objectStorage: false } });
  const temporal = createTemporal({
    address: temporalAddress(),
    namespace: world.namespace,
    payloadKeys: TEST_PAYLOAD_KEYS,
  });
  api = await startApi({ temporal, database: world.database, linkKey: world.deps.linkKey });
}, 60_000);
afterAll(async () => {
  await world.close();
  await api.close().catch(() => {});
});

/** The page behind a link of a message, on the test's own server. */
function onApi(link: string): string {
  return `${api.url}${new URL(link).pathname}`;
}

async function open(address: string): Promise<string> {
  const response = await fetch(address);
  expect(response.status).toBe(200);
  return response.text();
}

/** Fills in the form of a page whose address ends so, and presses its button. @returns the page it leads to */
async function send(
  address: string,
  step: string,
  fields: Record<string, string | Blob>,
): Promise<{ at: string; page: string }> {
  const page = await open(address);
  const forms = page.match(/<form.*?<\/form>/gs) ?? [];
  const form = forms.find((html) => html.includes(`action="${new URL(address).pathname}${step}?`)) ?? '';
  const action = /action="([^"]+)"/.exec(form)?.[1] ?? '';
  const key = /name="form_key" value="([^"]+)"/.exec(form)?.[1] ?? '';
  const body = new FormData();
  for (const [name, value] of Object.entries({ form_key: key, ...fields })) body.append(name, value);
  const isMultipart = form.includes('multipart/form-data');
  const plain = new URLSearchParams([...body].map(([name, value]): [string, string] => [name, String(value)]));
  const response = await fetch(new URL(action, api.url), {
    method: 'POST',
    redirect: 'manual',
    body: isMultipart ? body : plain,
  });
  const text = await response.text();
  if (response.status !== 303) throw new Error(`${response.status} ${text.replace(/<[^>]+>/g, ' ')}`);
  const at = new URL(response.headers.get('location') ?? '', api.url).toString();
  return { at, page: await open(at) };
}

async function reportAddress(home: GivenHome): Promise<string> {
  const { token } = await inOrganization(world.database, home.organizationId, (tx) =>
    reportLink(tx, world.deps.linkKey, { ...home, at: world.now() }),
  );
  return `${api.url}/l/${token}`;
}

async function photo(): Promise<Blob> {
  const pixels = sharp({ create: { width: 8, height: 8, channels: 3, background: '#336699' } });
  return new Blob([new Uint8Array(await pixels.png().toBuffer())], { type: 'image/png' });
}

describe('the whole of a burst pipe, on phones', () => {
  test('reported with a photo, accepted, started, finished with a photo, confirmed', async () => {
    const home = await givenHome(world);
    const vendor = await givenVendor(world, home, { name: 'Reliable Plumbing' });
    const first = await reportAddress(home);
    expect(await open(first)).toContain('Do you smell gas?');
    const description = 'The pipe under the sink burst';
    const reported = await send(first, '', { description, danger: 'water_flowing', photos: await photo() });
    expect(reported.page).toContain('shut off the water valve');
    expect(reported.page).toContain('<img');

    const offered = await heard(world, vendor.phone, 'Accept or decline');
    const job = await send(onApi(offered.links[0] ?? ''), '', { answer: 'accept' });
    expect(job.page).toContain('Please go now');
    await send(job.at, '/start', {});
    const done = await send(job.at, '/done', { notes: 'Replaced the pipe', price: '180.00', photos: await photo() });
    expect(done.page).toContain('You finished this job');

    const asked = await heard(world, home.tenantPhone, 'Tell us here');
    const confirmed = await send(onApi(asked.links[0] ?? ''), '/confirm', { rating: '4' });
    expect(confirmed.page).toContain('It is closed');
    const { rows } = await world.owner.query(
      `select w.price_cents::int, r.id, (select count(*)::int from media m where m.work_order_id = w.id) as photos
       from work_orders w join maintenance_requests r on r.id = w.request_id where r.unit_id = $1`,
      [home.unitId],
    );
    expect(rows).toMatchObject([{ price_cents: 18_000, photos: 1 }]);
    await expect(outcome(world, rows[0]?.id)).resolves.toEqual({ outcome: 'resolved' });
  });

  test('opened again from the closed page: the process begins anew and asks the same vendor', async () => {
    const home = await givenHome(world, { locale: 'es' });
    const vendor = await givenVendor(world, home, { name: 'Plomería Confiable', locale: 'es' });
    const id = await report(world, home, 'El lavabo está tapado');
    const offer = await openOffer(world, id, vendor.id);
    const { workOrderId } = await command(world, id, 'acceptOffer', { offerId: offer.id });
    await command(world, id, 'completeWork', { workOrderId: workOrderId ?? '', notes: 'Listo' });
    await command(world, id, 'confirm', { by: home.tenantId });
    await outcome(world, id);
    const closed = await heard(world, home.tenantPhone, 'está cerrada').then(({ links }) => onApi(links[0] ?? ''));
    const again = await send(closed, '/reopen', { reason: 'Otra vez' });
    expect(again.page).toMatch(/abierta de nuevo|Estamos buscando/);
    await openOffer(world, id, vendor.id);
    await command(world, id, 'cancel', { by: home.tenantId, reason: 'Fin' });
  });

  test('a wrong form keeps what was filled in and says what to check; nothing is reported', async () => {
    const home = await givenHome(world);
    const address = await reportAddress(home);
    await expect(send(address, '', { description: '   ', access_notes: 'Gate 12' })).rejects.toThrow(/^Error: 400|400/);
    const { rows } = await world.owner.query('select 1 from maintenance_requests where unit_id = $1', [home.unitId]);
    expect(rows).toEqual([]);
  });

  test('the same report sent twice is one repair', async () => {
    const home = await givenHome(world);
    const address = await reportAddress(home);
    const key = /name="form_key" value="([^"]+)"/.exec(await open(address))?.[1] ?? '';
    const body = () => {
      const form = new FormData();
      form.append('form_key', key);
      form.append('description', 'Clogged sink');
      return form;
    };
    const answers = await Promise.all(
      [1, 2].map(() => fetch(address, { method: 'POST', redirect: 'manual', body: body() })),
    );
    await fetch(address, { method: 'POST', redirect: 'manual', body: body() });
    expect(answers.some(({ status }) => status === 303)).toBe(true);
    const { rows } = await world.owner.query('select 1 from maintenance_requests where unit_id = $1', [home.unitId]);
    expect(rows).toHaveLength(1);
  });
});

describe('bad luck', () => {
  test('the worker dies while a vendor is waited for and again before the work: nothing is lost or doubled', async () => {
    const home = await givenHome(world);
    const vendor = await givenVendor(world, home, { name: 'Reliable Plumbing' });
    const id = await report(world, home, 'The kitchen faucet drips');
    const offer = await openOffer(world, id, vendor.id);
    await world.stopWorkers();
    const taking = command(world, id, 'acceptOffer', { offerId: offer.id });
    await world.startWorkers();
    const { workOrderId } = await taking;
    await world.stopWorkers();
    await world.startWorkers();
    await command(world, id, 'completeWork', { workOrderId: workOrderId ?? '', notes: 'Done' });
    await eventually(async () => (await seen(world, id)).status === 'done');
    expect((await offers(world, id)).map(({ status }) => status)).toEqual(['accepted']);
    await command(world, id, 'confirm', { by: home.tenantId });
    await expect(outcome(world, id)).resolves.toEqual({ outcome: 'resolved' });
  }, 60_000);

  test('several answers in one moment are one job, and another worker can go on from the history', async () => {
    const home = await givenHome(world);
    for (const km of [1, 2, 3]) await givenVendor(world, home, { name: `Plumber ${km}`, km });
    const id = await report(world, home, 'A pipe burst under the sink, water everywhere!');
    await openOffer(world, id);
    await eventually(async () => (await offers(world, id)).length === 3);
    await world.stopWorkers();
    const taking = (await offers(world, id)).map((offer) => command(world, id, 'acceptOffer', { offerId: offer.id }));
    const taken = Promise.allSettled(taking);
    await world.startWorkers();
    expect((await taken).map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    const workflowId = workflowIds.maintenance(id);
    await replayed(world, workflowId);
    await command(world, id, 'cancel', { by: 'usr_1', reason: 'End of the test' });
    await expect(outcome(world, id)).resolves.toEqual({ outcome: 'canceled' });
    await replayed(world, workflowId);
  }, 60_000);
});
