import { parsePlainDate } from './calendar';
import { cents } from './money';
import { type RepairNotice, repairClockFor } from './repair-clocks';
import { rankVendors, type VendorCandidate, worksAt } from './vendor-ranking';

const HOUR_MS = 3_600_000;
const today = parsePlainDate('2026-11-23');
const clock = (more: Partial<RepairNotice>) =>
  repairClockFor({ state: 'WA', category: 'no_heat', severity: 'emergency', noticeAtMs: 0, noticeOn: today, ...more });

describe('the clock of a repair', () => {
  it('in Washington gives 24 hours to start on no heat, 72 on a refrigerator, 10 days on the rest', () => {
    expect(clock({}).dueAtMs).toBe(24 * HOUR_MS);
    expect(clock({ category: 'refrigerator', severity: 'urgent' }).dueAtMs).toBe(72 * HOUR_MS);
    expect(clock({ category: 'general', severity: 'routine' })).toMatchObject({
      dueAtMs: 240 * HOUR_MS,
      mustDo: 'start',
      basis: 'law',
      rule: { source: 'RCW 59.18.070' },
    });
  });

  it('warns when three quarters are gone, and that the rule is from a secondary source', () => {
    expect(clock({}).warnAtMs).toBe(18 * HOUR_MS);
    expect(clock({}).warnings[0]).toContain('secondary source');
  });

  it('in Texas is our own target where that is sooner than seven days', () => {
    expect(clock({ state: 'TX', severity: 'urgent' })).toMatchObject({ dueAtMs: 72 * HOUR_MS, basis: 'target' });
    expect(clock({ state: 'TX', severity: 'urgent', targetHours: 999 })).toMatchObject({
      dueAtMs: 168 * HOUR_MS,
      basis: 'law',
      warnings: [],
    });
  });

  it('elsewhere is our own target', () => {
    expect(clock({ state: 'OH' })).toMatchObject({ dueAtMs: 24 * HOUR_MS, basis: 'target' });
  });
});

describe('ranking vendors', () => {
  const vendor = (vendorId: string, more: Partial<VendorCandidate> = {}): VendorCandidate => ({
    vendorId,
    name: vendorId,
    trades: ['plumbing'],
    distanceM: 5000,
    serviceRadiusM: 40_000,
    hours: {},
    insuranceExpiresOn: null,
    licenseExpiresOn: null,
    hourlyRateCents: cents(9000),
    rating: 4,
    openJobs: 1,
    preferred: false,
    inHouse: false,
    ...more,
  });
  const job = { trade: 'plumbing' as const, severity: 'routine' as const, today, localTime: '10:00' };
  const order = (...candidates: VendorCandidate[]) => rankVendors(candidates, job).ranked.map((each) => each.vendorId);

  it('puts the preferred first, then own staff, then the better', () => {
    const best = vendor('best', { rating: 5, openJobs: 0, distanceM: 100 });
    expect(order(best, vendor('staff', { inHouse: true }), vendor('friend', { preferred: true, rating: 1 }))).toEqual([
      'friend',
      'staff',
      'best',
    ]);
    expect(order(vendor('busy', { openJobs: 4 }), vendor('free', { openJobs: 0 }))).toEqual(['free', 'busy']);
    expect(order(vendor('far', { distanceM: 30_000 }), vendor('near', { distanceM: 1000 }))).toEqual(['near', 'far']);
  });

  it('leaves out who does not fit, and says why', () => {
    const { ranked, excluded } = rankVendors(
      [
        vendor('electrician', { trades: ['electrical'] }),
        vendor('far', { distanceM: 50_000 }),
        vendor('uninsured', { insuranceExpiresOn: parsePlainDate('2026-11-22') }),
        vendor('insured', { insuranceExpiresOn: today }),
      ],
      job,
    );
    expect(ranked.map((each) => each.vendorId)).toEqual(['insured']);
    expect(excluded.map((each) => each.reasons)).toEqual([
      ['does not do plumbing'],
      ['31.1 mi away, beyond their 24.9 mi'],
      ['insurance ended on 2026-11-22'],
    ]);
  });

  it('reaches further in a later round', () => {
    expect(rankVendors([vendor('far', { distanceM: 50_000 })], { ...job, radiusFactor: 1.5 }).ranked).toHaveLength(1);
  });

  it('asks nobody at night who takes no emergencies', () => {
    const hours = { mon: [{ from: '08:00', to: '17:00' }] };
    const night = { ...job, severity: 'emergency' as const, localTime: '22:00' };
    expect(rankVendors([vendor('day', { hours })], night).ranked).toEqual([]);
    expect(rankVendors([vendor('always', { hours: { ...hours, emergencies: true } })], night).ranked).toHaveLength(1);
    expect(worksAt(hours, today, '08:00')).toBe(true);
    expect(worksAt(hours, today, '17:00')).toBe(false);
    expect(worksAt({}, today, '03:00')).toBe(true);
  });

  it('explains every place', () => {
    const [first] = rankVendors([vendor('a', { preferred: true })], job).ranked;
    expect(first?.explanation).toEqual([
      'preferred by you',
      'does plumbing',
      'rated 4.0 of 5',
      '3.1 mi away',
      '1 open job',
      '$90.00 an hour',
    ]);
  });
});
