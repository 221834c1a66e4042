import { type FaultKind, type FaultRule, faultKinds } from '../core/faults';
import { asRecord, asText } from '../core/http';

/** Reads a fault rule from a request body; a string is the sentence to refuse it with. */
export function parseFaultRule(body: unknown, vendors: readonly string[]): FaultRule | string {
  const input = asRecord(body);
  if (input === undefined) return 'The body must be a JSON object.';
  const vendor = asText(input.vendor);
  if (vendor === undefined || !vendors.includes(vendor)) return `vendor must be one of ${vendors.join(', ')}.`;
  const kind = input.kind;
  if (!isFaultKind(kind)) return `kind must be one of ${faultKinds.join(', ')}.`;
  const match = parseMatch(input.match);
  if (typeof match === 'string') return match;
  const numbers = parseNumbers(input);
  if (typeof numbers === 'string') return numbers;
  if (input.after_effect === true && (vendor !== 'stripe' || kind !== 'status_500')) {
    return 'after_effect goes with status_500 of stripe only.';
  }
  const each = asText(input.each);
  if (!isPattern(each ?? '')) return 'each must be a regular expression.';
  const more = {
    ...(each === undefined ? {} : { each }),
    ...(input.after_effect === true ? { after_effect: true } : {}),
  };
  return { vendor, kind, ...match, ...numbers, ...more };
}

function isFaultKind(value: unknown): value is FaultKind {
  return faultKinds.some((kind) => kind === value);
}

function parseMatch(value: unknown): Pick<FaultRule, 'match'> | string {
  if (value === undefined) return {};
  const match = asRecord(value);
  if (match === undefined) return 'match must be an object with method, path and body.';
  const method = asText(match.method);
  const [path, body] = [asText(match.path), asText(match.body)];
  for (const [name, pattern] of Object.entries({ path, body })) {
    if (!isPattern(pattern ?? '')) return `match.${name} must be a regular expression.`;
  }
  const given = Object.entries({ method, path, body }).filter(([, text]) => text !== undefined);
  return { match: Object.fromEntries(given) };
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

function parseNumbers(
  input: Record<string, unknown>,
): Pick<FaultRule, 'times' | 'probability' | 'latency_ms'> | string {
  const { times, probability, latency_ms } = input;
  if (times !== undefined && !(Number.isSafeInteger(times) && Number(times) > 0))
    return 'times must be a whole number.';
  if (probability !== undefined && !(typeof probability === 'number' && probability >= 0 && probability <= 1)) {
    return 'probability must lie between 0 and 1.';
  }
  if (latency_ms !== undefined && !(typeof latency_ms === 'number' && latency_ms >= 0)) {
    return 'latency_ms must be milliseconds.';
  }
  return {
    ...(times === undefined ? {} : { times: Number(times) }),
    ...(probability === undefined ? {} : { probability }),
    ...(latency_ms === undefined ? {} : { latency_ms }),
  };
}
