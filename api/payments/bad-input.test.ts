import { newId } from '../../store/new-id';
import { homeWithMoney, tracesOfMoney } from '../testing/home-with-money';
import { type Around, bodiesOf, pathsOf, RENT } from '../testing/money-bodies';
import { ownApi, ownLandlord } from '../testing/own-api';
import type { Answer } from '../testing/start-api';
import { wrongAmounts, wrongDays, wrongIds, wrongStates } from '../testing/wrong-money';

const api = ownApi();
const landlord = ownLandlord(api);
const stranger = ownLandlord(api, 'Stranger');
let around: Around;

beforeAll(async () => {
  const there = await homeWithMoney(api, landlord, RENT);
  const other = await homeWithMoney(api, stranger, RENT);
  around = { there, other, bills: { draft: '', approved: '' } };
  const [draft, approved] = [await written(), await written()];
  await landlord.ask('POST', `/v1/bills/${approved}/approve`, { body: {} });
  around = { there, other, bills: { draft, approved } };
}, 120_000);

async function written(): Promise<string> {
  return (await landlord.ask('POST', '/v1/bills', { body: bodiesOf(around).bill })).body.id;
}

test.each([
  ['an amount', wrongAmounts],
  ['a day', wrongDays],
  ['a state', wrongStates],
  ['an id', wrongIds],
])(
  '%s that is wrong, at whatever endpoint of money, is refused by its name in plain words, and leaves no trace',
  async (_what, rows) => {
    const [mine, theirs] = [await tracesOfMoney(api, landlord), await tracesOfMoney(api, stranger)];
    const wrong: unknown[] = [];
    for (const [what, status, address, body, says = ''] of rows(around)) {
      const [method, path] = address.startsWith('PATCH ') ? ['PATCH', address.slice(6)] : ['POST', address];
      const answer = await landlord.ask(method, path, { body });
      if (!isProblem(answer, status, says)) wrong.push([what, path, status, answer.status, answer.text.slice(0, 300)]);
    }
    expect(wrong).toEqual([]);
    expect(await tracesOfMoney(api, landlord)).toEqual(mine);
    expect(await tracesOfMoney(api, stranger)).toEqual(theirs);
  },
  60_000,
);

/** A problem document that says what is wrong, and never a failure of ours nor a schema library's own words. */
function isProblem({ status, headers, body, text }: Answer, wanted: number, says: string): boolean {
  const isDocument = headers.get('content-type')?.startsWith('application/problem+json') === true;
  const isPlain = body?.code !== 'internal' && body?.title !== '' && !text.includes('is not right');
  const names: string[] = (body?.invalid_params ?? []).map((param: { name: string }) => param.name);
  const isSaid = /^[a-z_.\d]+$/.test(says) ? names.some((name) => name.startsWith(says)) : text.includes(says);
  return status === wanted && isDocument && isPlain && isSaid;
}

test('a key that is used again for something else is refused; for the same it answers the same, and posts once', async () => {
  const { charges, refunds, amendments } = pathsOf(around);
  const { cash, fee, bill, payout, banked, step } = bodiesOf(around);
  const twice: [path: string, body: object, other: object][] = [
    ['/v1/payments', cash, { ...cash, amount_cents: 1_001 }],
    [charges, fee, { ...fee, amount_cents: 501 }],
    [refunds, { reason: 'test', amount_cents: 100 }, { reason: 'test', amount_cents: 200 }],
    ['/v1/bills', bill, { ...bill, amount_cents: 901 }],
    ['/v1/payouts', payout, { ...payout, amount_cents: 1_001 }],
    ['/v1/bank-deposits', banked, { ...banked, reference: 'Slip 8' }],
    [amendments, step, { ...step, reason: 'Another' }],
  ];
  for (const [path, body, changed] of twice) {
    const key = newId('command');
    const first = await landlord.ask('POST', path, { body, key });
    expect([path, first.status]).toEqual([path, expect.any(Number)]);
    expect(first.status).toBeLessThan(300);
    const after = await tracesOfMoney(api, landlord);
    expect((await landlord.ask('POST', path, { body, key })).body.id).toBe(first.body.id);
    const refused = await landlord.ask('POST', path, { body: changed, key });
    expect([path, refused.status, refused.body.code]).toEqual([path, 422, 'idempotency_mismatch']);
    expect(await tracesOfMoney(api, landlord)).toEqual(after);
  }
}, 30_000);
