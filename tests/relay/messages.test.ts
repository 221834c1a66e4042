import { randomUUID } from 'node:crypto';
import { renderStoredMessage } from '../../domain/messages';
import { cents } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { createLink } from '../../store/links/create-link';
import { tokenOfLink } from '../../store/links/link-tokens';
import { enqueueMessage, type Recipient } from '../../store/messages/enqueue-message';
import { recordOfflinePayment } from '../../store/payments/record-offline-payment';
import { claimMessages } from '../../store/relay/messages';
import { givenLease } from '../money/support/given-lease';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { createLandlord, createTenant } from './support/landlord';

describe('messages reach people once', () => {
  let world: World;
  let organizationId: string;
  let tenant: Awaited<ReturnType<typeof createTenant>>;

  beforeAll(async () => {
    world = await createWorld({ timeSkipping: false, workers: false, relay: false, sandbox: { objectStorage: false } });
    ({ organizationId } = await createLandlord(world.database));
  });
  beforeEach(async () => {
    tenant = await createTenant(world.database, organizationId);
  });
  afterEach(async () => {
    await world.stopRelay();
    await fetch(`${world.sandbox.url}/control/faults`, { method: 'DELETE' });
  });
  afterAll(() => world.close());

  async function enqueue(to: Recipient, dedupeKey = `reminder/${randomUUID()}`): Promise<void> {
    await inOrganization(world.database, organizationId, async (tx) => {
      const linkId = await createLink(tx, world.deps.linkKey, {
        organizationId,
        purpose: 'pay',
        subjectId: 'lease_1',
        partyId: tenant.id,
        locale: 'en',
        expiresAt: new Date(Date.now() + 86_400_000),
      });
      await enqueueMessage(tx, {
        organizationId,
        kind: 'rent_reminder',
        to,
        variables: {
          org: 'Harbor & Pine',
          name: 'Ada',
          address: '418 Alder St',
          amountCents: 185_000,
          dueOn: '2026-12-01',
          autopay: false,
        },
        linkId,
        subjectId: 'lease_1',
        dedupeKey,
      });
    });
  }

  const finished = () =>
    eventually(
      async () => {
        const { rows } = await world.owner.query("select id from messages where status = 'queued'");
        return rows.length === 0;
      },
      { what: 'every message to be finished' },
    );

  async function attempts(): Promise<{ channel: string; status: string }[]> {
    const { rows } = await world.owner.query<{ channel: string; status: string }>(
      'select a.channel, a.status from delivery_attempts a join messages m on m.id = a.message_id where m.to_id = $1 order by channel',
      [tenant.id],
    );
    return rows;
  }

  /** Waits for the carriers' reports, then gives how many emails and texts the tenant holds. */
  async function received(): Promise<{ emails: number; texts: number }> {
    const isUnderWay = ({ status }: { status: string }) => status === 'sent' || status === 'sending';
    await eventually(async () => !(await attempts()).some(isUnderWay), { what: 'the reports' });
    await world.settled();
    const [emails, texts] = await Promise.all([world.inbox(tenant.email), world.inbox(tenant.phone)]);
    return { emails: emails.length, texts: texts.length };
  }

  test('by email and text, with a link that opens what it is for', async () => {
    world.startRelay();
    await enqueue(tenant);
    await finished();
    expect(await received()).toEqual({ emails: 1, texts: 1 });
    const [text] = await world.inbox(tenant.phone);
    const { rows } = await world.owner.query<{ id: string }>('select id from link_tokens where party_id = $1', [
      tenant.id,
    ]);
    expect(text?.links).toEqual([`${world.deps.urls.api}/l/${tokenOfLink(world.deps.linkKey, rows[0]?.id ?? '')}`]);
    await eventually(async () => (await attempts()).every(({ status }) => status === 'delivered'), {
      what: 'the reports',
    });
    const events = await world.owner.query(
      "select payload->>'channel' as channel from events where type = 'message.sent' and subjects && array[$1]",
      [tenant.id],
    );
    expect(events.rows.map(({ channel }) => channel).sort()).toEqual(['email', 'sms']);
  });

  test('a receipt opens the paper of its payment, on the page that the payer has or gets', async () => {
    const lease = await givenLease(world.database, { organizationId });
    const pay = (amount: number) =>
      inOrganization(world.database, organizationId, (tx) =>
        recordOfflinePayment(tx, {
          organizationId,
          leaseId: lease.leaseId,
          method: 'check',
          amountCents: cents(amount),
          effectiveOn: lease.today,
          recordedBy: 'test',
          now: new Date(),
        }),
      );
    const payments = [await pay(10_000), await pay(20_000)];
    world.startRelay();
    await finished();
    const { rows } = await world.owner.query<{ id: string; email: string }>(
      'select l.id, t.email from link_tokens l join tenants t on t.id = l.party_id where l.subject_id = $1',
      [lease.leaseId],
    );
    const [own, ...others] = rows;
    expect(others).toEqual([]);
    const page = `${world.deps.urls.api}/l/${tokenOfLink(world.deps.linkKey, own?.id ?? '')}`;
    const links = (await world.inbox(own?.email ?? '')).flatMap((email) => email.links);
    expect(links.sort()).toEqual(payments.map((id) => `${page}/receipt?payment=${id}`).sort());
  });

  test('though it is enqueued twice and two relays run', async () => {
    world.startRelay();
    world.startRelay();
    const key = 'reminder/twice';
    await Promise.all([enqueue(tenant, key), enqueue(tenant, key), enqueue(tenant, key)]);
    await finished();
    expect(await received()).toEqual({ emails: 1, texts: 1 });
  });

  test('though both vendors lose their answers after sending', async () => {
    await world.control('faults', { vendor: 'twilio', kind: 'answer_lost', match: { method: 'POST' }, times: 1 });
    await world.control('faults', { vendor: 'sendgrid', kind: 'answer_lost', times: 1 });
    world.startRelay();
    await enqueue(tenant);
    await finished();
    expect(await received()).toEqual({ emails: 1, texts: 1 });
    expect((await attempts()).map(({ channel }) => channel)).toEqual(['email', 'sms']);
  });

  test('though the relay dies between sending and writing it down', async () => {
    await enqueue({ ...tenant, email: null });
    // What a relay leaves that died there: its claim has run out, the attempt says `sending`, the text is on its way.
    const [message] = await claimMessages(world.database, { page: 10, hideSeconds: 0 });
    await inOrganization(world.database, organizationId, (tx) =>
      tx.deliveryAttempt.create({
        data: { id: 'att_1', organizationId, messageId: message?.id ?? '', channel: 'sms', status: 'sending' },
      }),
    );
    const { rows } = await world.owner.query<{ id: string }>('select id from link_tokens where party_id = $1', [
      tenant.id,
    ]);
    const link = `${world.deps.urls.api}/l/${tokenOfLink(world.deps.linkKey, rows[0]?.id ?? '')}`;
    const words = renderStoredMessage('rent_reminder', 'en', message?.variables ?? {}, link);
    const statusCallback = `${world.deps.urls.api}/webhooks/twilio/status`;
    await world.vendors.texts.sendText({ to: tenant.phone, body: words.sms, statusCallback });
    world.startRelay();
    await finished();
    expect(await received()).toEqual({ emails: 0, texts: 1 });
  });

  test('a vendor that is away holds nobody else up, and its messages follow when it is back', async () => {
    const fault = await world.control('faults', { vendor: 'twilio', kind: 'status_429', match: { method: 'POST' } });
    world.startRelay();
    await enqueue(tenant);
    await eventually(async () => (await world.inbox(tenant.email)).length === 1, { what: 'the email' });
    expect(await world.inbox(tenant.phone)).toEqual([]);
    await fetch(`${world.sandbox.url}/control/faults/${(fault as { id: string }).id}`, { method: 'DELETE' });
    await finished();
    expect(await received()).toEqual({ emails: 1, texts: 1 });
  });

  test('a number that cannot exist is written down and told, the email still goes', async () => {
    world.startRelay();
    await enqueue({ ...tenant, phone: '+15005550001' });
    await finished();
    expect(await attempts()).toEqual([
      { channel: 'email', status: expect.stringMatching(/sent|delivered/) },
      { channel: 'sms', status: 'failed' },
    ]);
    const { rows } = await world.owner.query(
      "select payload from events where type = 'message.failed' and subjects && array[$1]",
      [tenant.id],
    );
    expect(rows).toEqual([
      { payload: { channel: 'sms', kind: 'rent_reminder', toName: 'Ada Okafor', reason: 'invalid_number' } },
    ]);
  });

  test('a letter that bounces is told', async () => {
    world.startRelay();
    await enqueue({ ...tenant, email: `bounce-${tenant.email}`, phone: null });
    await eventually(async () => (await attempts())[0]?.status === 'failed', { what: 'the bounce' });
  });

  test('whoever answers STOP gets no more texts until START', async () => {
    world.startRelay();
    const from = tenant.phone;
    const to = world.sandbox.sandbox.config.accounts.twilio.from;
    const optedOut = async () => {
      const { rows } = await world.owner.query('select sms_opted_out_at from tenants where id = $1', [tenant.id]);
      return rows[0].sms_opted_out_at !== null;
    };
    await world.control('twilio/inbound', { from, to, body: 'STOP' });
    await eventually(optedOut);
    await enqueue(tenant);
    await finished();
    expect(await attempts()).toContainEqual({ channel: 'sms', status: 'opted_out' });
    expect((await world.inbox(from)).filter(({ text }) => text.includes('/l/'))).toEqual([]);
    await world.control('twilio/inbound', { from, to, body: 'START' });
    await eventually(async () => !(await optedOut()));
    await enqueue(tenant);
    await finished();
    await eventually(async () => (await world.inbox(from)).some(({ text }) => text.includes('/l/')), {
      what: 'the text',
    });
  });

  test('a wish in other words is heard and answered once, though the webhook comes twice', async () => {
    world.startRelay();
    await world.control('faults', { vendor: 'twilio', kind: 'webhook_doubled', times: 1 });
    const to = world.sandbox.sandbox.config.accounts.twilio.from;
    await world.control('twilio/inbound', { from: tenant.phone, to, body: 'please stop texting me' });
    await eventually(async () =>
      (await world.inbox(tenant.phone)).some(({ text }) => text.startsWith('Harbor & Pine')),
    );
    await world.settled();
    expect((await world.inbox(tenant.phone)).filter(({ text }) => text.startsWith('Harbor & Pine'))).toHaveLength(1);
  });
});
