import { cents } from '../../domain/money';
import { inOrganization } from '../../store/database';
import { setPlatformFee } from '../../store/organizations/platform-fee';
import { ownApi, ownLandlord } from '../testing/own-api';

const api = ownApi();
const landlord = ownLandlord(api);

const shown = async () => (await landlord.ask('GET', '/v1/connect-account/platform-fee')).body;
const agree = (fee: { bps: number; fixedCents: number } | null) => {
  const { organizationId } = landlord;
  const own = fee && { bps: fee.bps, fixedCents: cents(fee.fixedCents) };
  return inOrganization(api.database, organizationId, (tx) =>
    setPlatformFee(tx, { organizationId, fee: own, actor: 'operator' }),
  );
};

test('an organization sees what the platform keeps, which the platform alone agrees', async () => {
  expect(await shown()).toMatchObject({ object: 'platform_fee', basis_points: 0, fixed_cents: 0, is_own: false });
  await agree({ bps: 50, fixedCents: 30 });
  expect(await shown()).toMatchObject({ basis_points: 50, fixed_cents: 30, is_own: true });
  await agree(null);
  expect(await shown()).toMatchObject({ basis_points: 0, fixed_cents: 0, is_own: false });
  const ask = await landlord.as('maintenance');
  expect((await ask('GET', '/v1/connect-account/platform-fee')).status).toBe(403);
  for (const method of ['POST', 'PUT', 'PATCH'] as const) {
    const tried = await landlord.ask(method, '/v1/connect-account/platform-fee', { body: { basis_points: 0 } });
    expect([404, 405]).toContain(tried.status);
  }
});
