import { stateAbbreviation } from './postal-places';

/** The pieces of a US address as typed; what is missing was not typed. */
export interface AddressParts {
  streetNumber?: string;
  route?: string;
  /** Unit or apartment, without its label. */
  subpremise?: string;
  city?: string;
  /** Two letters. */
  state?: string;
  zip?: string;
}

/**
 * Takes a one-line US address apart: "street, city, ST zip", with the unit after the street or a comma of its own,
 * and the country, if named, at the end. Lines without commas give at least their ZIP code.
 */
export function parseAddress(line: string): AddressParts {
  const pieces = line
    .split(',')
    .map((piece) => piece.trim().replace(/\s+/g, ' '))
    .filter((piece) => piece !== '' && !/^(usa|us|united states( of america)?)$/i.test(piece));
  const parts: AddressParts = {};
  takeStateAndZip(pieces, parts);
  // "Seattle" alone, or "12 Quay Row" alone: a piece that begins with a number is a street.
  if (pieces.length > 1 || !/^\d/.test(pieces[0] ?? '')) {
    const city = pieces.pop();
    if (city !== undefined) parts.city = city;
  }
  takeStreet(pieces, parts);
  return parts;
}

/** The last piece is "ST 12345", "ST", "12345", "City ST 12345" or a state's name; the last two may be split. */
function takeStateAndZip(pieces: string[], parts: AddressParts): void {
  let last = pieces.pop() ?? '';
  const zip = /(?:^|\s)(\d{5})(?:-\d{4})?$/.exec(last);
  if (zip?.[1] !== undefined) {
    parts.zip = zip[1];
    last = last.slice(0, zip.index).trim();
    if (last === '') last = pieces.pop() ?? '';
  }
  const words = last.split(' ');
  for (let count = Math.min(3, words.length); count > 0; count -= 1) {
    const state = stateAbbreviation(words.slice(-count).join(' '));
    if (state === undefined) continue;
    parts.state = state;
    const rest = words.slice(0, -count).join(' ');
    if (rest !== '') pieces.push(rest);
    return;
  }
  if (last !== '') pieces.push(last);
}

const unit = /(?:^|\s)(?:#\s*|(?:apt|apartment|unit|suite|ste|rm|room|fl|floor)\.?\s*#?\s*)([\w-]+)$/i;

function takeStreet(pieces: string[], parts: AddressParts): void {
  for (let index = pieces.length - 1; index >= 0; index -= 1) {
    const piece = pieces[index] ?? '';
    const found = unit.exec(piece);
    if (found?.[1] === undefined) continue;
    parts.subpremise = found[1];
    const rest = piece.slice(0, found.index).trim();
    pieces.splice(index, 1, ...(rest === '' ? [] : [rest]));
    break;
  }
  const street = pieces[0];
  if (street === undefined) return;
  const numbered = /^(\d+[A-Za-z]?(?:-\d+)?)\s+(.+)$/.exec(street);
  if (numbered?.[1] !== undefined && numbered[2] !== undefined) {
    parts.streetNumber = numbered[1];
    parts.route = numbered[2];
  } else parts.route = street;
}
