import { ownApi, ownLandlord } from '../testing/own-api';

const api = ownApi();
const landlord = ownLandlord(api);

type Body = Record<string, unknown>;

/** A home in a state. */
async function unitIn(state: string, rentCents = 185_000): Promise<string> {
  const { body, status } = await landlord.ask('POST', '/v1/properties', {
    body: {
      name: `Home in ${state}`,
      type: 'house',
      address: { line1: '1 Main St', city: 'Town', state, postal_code: '10001' },
      time_zone: 'America/New_York',
      units: [{ number: '1', rent_cents: rentCents }],
    },
  });
  expect([status, body]).toEqual([201, expect.anything()]);
  const units = await landlord.ask('GET', `/v1/properties/${body.id}/units`);
  return units.body.data[0].id;
}

function draft(unitId: string, more: Body = {}) {
  return landlord.ask('POST', '/v1/leases', {
    body: {
      unit_id: unitId,
      starts_on: '2027-01-10',
      ends_on: '2027-12-31',
      rent_cents: 185_000,
      tenants: [
        { name: 'Ada', email: 'ada@example.test' },
        { name: 'Bo', email: 'bo@example.test' },
      ],
      ...more,
    },
  });
}

const flat = (amount: number, grace = 5) => ({
  late_fee: { grace_days: grace, formula: { kind: 'flat', amount_cents: amount } },
});

test('a late fee that New York forbids is refused with the rule, in a draft, a change and a preview', async () => {
  const unitId = await unitIn('NY');
  const refused = await draft(unitId, { terms: flat(7_500) });
  expect(refused).toMatchObject({
    status: 422,
    body: {
      code: 'rule_forbids',
      rule: {
        name: 'late_fee_limit',
        cite: 'N.Y. Real Prop. Law 238-a',
        confidence: 'quoted',
        effective_from: '2019-06-14',
        verified_on: '2026-11-23',
      },
      invalid_params: [{ name: 'terms.late_fee.formula' }],
    },
  });
  const lease = await draft(unitId, { terms: flat(5_000) });
  expect(lease.status).toBe(201);
  const change = await landlord.ask('PATCH', `/v1/leases/${lease.body.id}`, { body: { terms: flat(5_000, 2) } });
  expect(change).toMatchObject({ status: 422, body: { rule: { name: 'late_fee_first_date' } } });
  const preview = await landlord.ask('POST', `/v1/leases/${lease.body.id}/schedule-preview`, {
    body: { terms: flat(5_000, 2), rent_cents: 90_000, deposit_cents: 200_000 },
  });
  expect(preview.status).toBe(200);
  expect(
    preview.body.findings.map((f: { rule: { name: string }; enforced: boolean }) => [f.rule.name, f.enforced]),
  ).toEqual([
    ['late_fee_first_date', true],
    ['late_fee_limit', true],
    ['deposit_limit', false],
  ]);
});

test('what only a rule nobody checked has against a draft is told with it and forbids nothing, until it is signed', async () => {
  const unitId = await unitIn('NC');
  const made = await draft(unitId, { terms: flat(50_000, 1) });
  expect(made.status).toBe(201);
  const rule = { cite: 'N.C.G.S. 42-46', confidence: 'secondary', text: expect.stringContaining('late fee') };
  const told = expect.arrayContaining([
    expect.objectContaining({ field: 'terms.late_fee.formula', enforced: false, rule: expect.objectContaining(rule) }),
  ]);
  expect(made.body.warnings).toEqual(told);
  expect((await landlord.ask('GET', `/v1/leases/${made.body.id}`)).body.warnings).toEqual(told);
  const mild = await landlord.ask('PATCH', `/v1/leases/${made.body.id}`, { body: { terms: flat(1_500, 5) } });
  expect([mild.status, mild.body.warnings]).toEqual([200, []]);
});

test('terms that nobody saved are previewed to the cent, with steps, free months and shares', async () => {
  const { status, body } = await landlord.ask('POST', '/v1/leases/schedule-preview', {
    body: {
      state: 'WA',
      starts_on: '2027-01-10',
      ends_on: '2027-04-30',
      rent_cents: 185_000,
      due_day: 31,
      payment_schedule: {
        due_date_moves: 'next_bank_day',
        concessions: [
          {
            kind: 'percent',
            basis_points: 10_000,
            label: 'Free March',
            starts_on: '2027-03-01',
            ends_on: '2027-03-31',
          },
        ],
        credits: [{ label: 'Painting', amount_cents: 20_000, expires_on: '2027-02-28' }],
      },
    },
  });
  expect(status).toBe(200);
  expect(body.charges.map((c: Body) => [c.period, c.due_on, c.amount_cents])).toEqual([
    ['2027-01', '2027-01-10', 111_290],
    ['2027-02', '2027-03-01', 185_000],
    ['2027-04', '2027-04-30', 185_000],
  ]);
  expect(body.free_months).toEqual([{ period: '2027-03', text: 'Free March' }]);
  expect(body.charges[0].steps.map((step: Body) => step.amount_cents)).toEqual([131_290, -20_000, null]);
  const wrong = { starts_on: '2027-02-30', rent_cents: -5, due_day: 32 };
  const refused = await landlord.ask('POST', '/v1/leases/schedule-preview', { body: wrong });
  expect(refused.status).toBe(400);
  expect(refused.body.invalid_params.map((p: Body) => p.name)).toEqual(['starts_on', 'rent_cents', 'due_day']);
});

test('roommates’ parts are the whole or are refused, and show in the lease and its schedule', async () => {
  const lease = (await draft(await unitIn('OH'))).body;
  const [ada, bo] = lease.tenants.map(({ id }: { id: string }) => id);
  const put = (shares: Body[]) => landlord.ask('PUT', `/v1/leases/${lease.id}/shares`, { body: { shares } });
  const wrong = await put([
    { tenant_id: ada, share_bps: 6_000 },
    { tenant_id: bo, share_bps: 3_000 },
  ]);
  expect(wrong).toMatchObject({ status: 400, body: { invalid_params: [{ reason: 'must sum to 10000, not 9000' }] } });
  const split = await put([
    { tenant_id: ada, share_cents: 100_000 },
    { tenant_id: bo, share_cents: 85_000 },
  ]);
  expect(split.body.tenants.map((t: Body) => t.share_of_rent_cents)).toEqual([100_000, 85_000]);
  const { body } = await landlord.ask('GET', `/v1/leases/${lease.id}/schedule`);
  for (const charge of body.charges) {
    const parts = charge.shares.map((share: { amount_cents: number }) => share.amount_cents);
    expect(parts.reduce((a: number, b: number) => a + b, 0)).toBe(charge.amount_cents);
  }
});

test('a fee policy is judged live, refused where a state one rents in forbids it, and taken by new leases', async () => {
  const unitId = await unitIn('NY', 200_000);
  const policy = { ...flat(7_500), nsf_fee_cents: 2_000 };
  const check = await landlord.ask('POST', '/v1/fee-policies/check', { body: { policy } });
  const ny = check.body.states.find((s: Body) => s.state === 'NY');
  expect([ny.verdict, ny.units > 0, ny.findings[0].rule.cite]).toEqual([
    'forbidden',
    true,
    'N.Y. Real Prop. Law 238-a',
  ]);
  expect(await landlord.ask('POST', '/v1/fee-policies', { body: { policy } })).toMatchObject({
    status: 422,
    body: { rule: { cite: 'N.Y. Real Prop. Law 238-a' } },
  });
  const fitted = { ...policy, overrides: [{ state: 'NY', ...flat(5_000), nsf_fee_cents: 2_000 }] };
  const saved = await landlord.ask('POST', '/v1/fee-policies', { body: { policy: fitted } });
  expect(saved).toMatchObject({ status: 201, body: { version: 1 } });
  const lease = (await draft(unitId)).body;
  expect([lease.fee_policy_id, lease.terms.late_fee.formula.amount_cents]).toEqual([saved.body.id, 5_000]);
  const again = await landlord.ask('POST', '/v1/fee-policies', {
    body: { policy: fitted },
    headers: { 'If-Match': '"7"' },
  });
  expect(again).toMatchObject({ status: 409, body: { code: 'version_conflict' } });
});

test('the rules on file are read out by date', async () => {
  const { body } = await landlord.ask('GET', '/v1/jurisdictions/MD?on=2024-09-30');
  expect(body.rules.find((rule: Body) => rule.topic === 'deposit_limit').text).toContain("2 months' rent");
  expect((await landlord.ask('GET', '/v1/jurisdictions/XX')).status).toBe(404);
});
