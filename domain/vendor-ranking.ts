import { dayOfWeek, type PlainDateString } from './calendar';
import type { Cents } from './money';
import type { Severity, Trade } from './triage-rules';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
type Weekday = (typeof WEEKDAYS)[number];

/** When a vendor works, in local time `HH:MM`. A vendor with no hours on file works always. */
export type VendorHours = { [D in Weekday]?: readonly { from: string; to: string }[] | undefined } & {
  /** Whether they take emergencies outside these hours. */
  emergencies?: boolean | undefined;
};

/** A vendor as the ranking sees it. Dates null: none on file. */
export type VendorCandidate = {
  vendorId: string;
  name: string;
  trades: readonly string[];
  /** Meters to the property; null where either has no place on the map. */
  distanceM: number | null;
  serviceRadiusM: number;
  hours: VendorHours;
  insuranceExpiresOn: PlainDateString | null;
  licenseExpiresOn: PlainDateString | null;
  hourlyRateCents: Cents | null;
  /** 0 to 5; null without a rating. */
  rating: number | null;
  openJobs: number;
  preferred: boolean;
  inHouse: boolean;
};

/** The job to be done, and the property's local date and time now. */
export type RankingJob = {
  trade: Trade;
  severity: Severity;
  today: PlainDateString;
  localTime: string;
  radiusFactor?: number | undefined;
};

export type RankedVendor = { vendorId: string; name: string; score: number; explanation: string[] };
export type ExcludedVendor = { vendorId: string; name: string; reasons: string[] };
export type Ranking = { ranked: RankedVendor[]; excluded: ExcludedVendor[] };

/**
 * Who is asked, in order, each with the reasons a landlord reads; who isn't, and why.
 * Preferred vendors and own staff come first; then rating, nearness, load and price decide.
 */
export function rankVendors(candidates: readonly VendorCandidate[], job: RankingJob): Ranking {
  const ranking: Ranking = { ranked: [], excluded: [] };
  for (const vendor of candidates) {
    const { vendorId, name } = vendor;
    const reasons = reasonsAgainst(vendor, job);
    if (reasons.length > 0) ranking.excluded.push({ vendorId, name, reasons });
    else ranking.ranked.push({ vendorId, name, ...scoreOf(vendor, job) });
  }
  ranking.ranked.sort((a, b) => b.score - a.score || (a.vendorId < b.vendorId ? -1 : 1));
  return ranking;
}

/** Whether a vendor works at a local date and time. */
export function worksAt(hours: VendorHours, date: PlainDateString, time: string): boolean {
  if (WEEKDAYS.every((day) => hours[day] === undefined)) return true;
  const weekday = WEEKDAYS[dayOfWeek(date) - 1];
  const windows = weekday === undefined ? [] : (hours[weekday] ?? []);
  return windows.some((window) => window.from <= time && time < window.to);
}

function reasonsAgainst(vendor: VendorCandidate, job: RankingJob): string[] {
  const reasons: string[] = [];
  if (!vendor.trades.includes(job.trade) && !vendor.trades.includes('general')) {
    reasons.push(`does not do ${words(job.trade)}`);
  }
  const reachM = vendor.serviceRadiusM * (job.radiusFactor ?? 1);
  if (vendor.distanceM !== null && vendor.distanceM > reachM) {
    reasons.push(`${miles(vendor.distanceM)} away, beyond their ${miles(reachM)}`);
  }
  if (vendor.insuranceExpiresOn !== null && vendor.insuranceExpiresOn < job.today) {
    reasons.push(`insurance ended on ${vendor.insuranceExpiresOn}`);
  }
  if (vendor.licenseExpiresOn !== null && vendor.licenseExpiresOn < job.today) {
    reasons.push(`license ended on ${vendor.licenseExpiresOn}`);
  }
  const offHours = !worksAt(vendor.hours, job.today, job.localTime);
  if (job.severity === 'emergency' && offHours && !vendor.hours.emergencies) {
    reasons.push('closed now and takes no emergencies');
  }
  return reasons;
}

/** Points: preferred 1000 and own staff 500 stand above all the rest together (at most 430). */
function scoreOf(vendor: VendorCandidate, job: RankingJob): { score: number; explanation: string[] } {
  const parts: { points: number; reason: string }[] = [];
  if (vendor.preferred) parts.push({ points: 1000, reason: 'preferred by you' });
  if (vendor.inHouse) parts.push({ points: 500, reason: 'your own staff' });
  if (vendor.trades.includes(job.trade)) parts.push({ points: 120, reason: `does ${words(job.trade)}` });
  if (vendor.rating !== null) {
    parts.push({ points: Math.round(vendor.rating * 30), reason: `rated ${vendor.rating.toFixed(1)} of 5` });
  } else {
    parts.push({ points: 75, reason: 'not rated yet' });
  }
  if (vendor.distanceM !== null) {
    const nearness = 1 - Math.min(1, vendor.distanceM / Math.max(1, vendor.serviceRadiusM));
    parts.push({ points: Math.round(nearness * 80), reason: `${miles(vendor.distanceM)} away` });
  }
  const load = `${vendor.openJobs} open ${vendor.openJobs === 1 ? 'job' : 'jobs'}`;
  parts.push({ points: Math.max(0, 50 - vendor.openJobs * 10), reason: load });
  if (vendor.hourlyRateCents !== null) {
    const dollars = vendor.hourlyRateCents / 100;
    parts.push({ points: Math.max(0, Math.round(30 - dollars / 10)), reason: `$${dollars.toFixed(2)} an hour` });
  }
  const score = parts.reduce((sum, part) => sum + part.points, 0);
  return { score, explanation: parts.map((part) => part.reason) };
}

function words(trade: string): string {
  return trade.replaceAll('_', ' ');
}

function miles(meters: number): string {
  return `${(meters / 1609.344).toFixed(1)} mi`;
}
