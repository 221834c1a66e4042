import type { PlainDateString } from '../calendar';
import { TenureError } from '../errors';
import { type Cents, splitByShares } from '../money';

/** All of a place, in basis points. */
export const WHOLE_BPS = 10_000;

/** An owner's part of a place, in basis points of the whole. */
export type Part = { ownerId: string; shareBps: number };

/** A part from a day on; the last day is included, null while it lasts. `unitId` null is of the whole property. */
export type DatedPart = Part & { unitId: string | null; startsOn: PlainDateString; endsOn: PlainDateString | null };

/** What one owner gets of a split amount. */
export type Split = Part & { amountCents: Cents };

/**
 * Holds what the database holds too: the parts of a place are the whole, each owner stands once.
 * @throws TenureError invalid_request
 */
export function assertWhole(parts: readonly Part[]): void {
  const refuse = (reason: string) => {
    throw new TenureError('invalid_request', `The parts ${reason}.`, { params: [{ name: 'shares', reason }] });
  };
  if (new Set(parts.map(({ ownerId }) => ownerId)).size !== parts.length) refuse('must name each owner once');
  const sum = parts.reduce((total, { shareBps }) => total + shareBps, 0);
  if (sum !== WHOLE_BPS) refuse(`must sum to 10,000 basis points (100%), not ${sum}`);
}

/** Who owns a unit on a date: by the unit's own parts where it has any that day, else by its property's. Ordered by owner. */
export function partsOn(parts: readonly DatedPart[], unitId: string | null, date: PlainDateString): Part[] {
  const standing = parts.filter(({ startsOn, endsOn }) => startsOn <= date && (endsOn === null || date <= endsOn));
  const own = unitId === null ? [] : standing.filter((part) => part.unitId === unitId);
  const chosen = own.length > 0 ? own : standing.filter((part) => part.unitId === null);
  return chosen
    .map(({ ownerId, shareBps }) => ({ ownerId, shareBps }))
    .sort((a, b) => (a.ownerId < b.ownerId ? -1 : 1));
}

/** Splits an amount among owners by largest remainder: the parts sum to the whole to the cent. None without owners. */
export function splitAmongOwners(total: Cents, parts: readonly Part[]): Split[] {
  if (parts.length === 0) return [];
  const amounts = splitByShares(
    total,
    parts.map(({ shareBps }) => shareBps),
  );
  return parts.map((part, index) => ({ ...part, amountCents: amounts[index] ?? total }));
}
