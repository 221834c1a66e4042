import { invalidRequest } from './errors';
import type { StripeScope } from './scope';

const deepest = 4;

/** The answer with the ids named by `expand` replaced by their objects; lists expand with `data.…`. */
export function expandAnswer(scope: StripeScope, answer: object, paths: readonly string[]): object {
  if (paths.length === 0) return answer;
  const copy = structuredClone(answer);
  for (const path of paths) {
    const steps = path.split('.');
    if (steps.length > deepest) throw invalidRequest(`You cannot expand more than ${deepest} levels: ${path}`);
    expandAt(scope, copy, steps, path);
  }
  return copy;
}

function expandAt(scope: StripeScope, holder: unknown, [step, ...rest]: readonly string[], path: string): void {
  if (step === undefined || typeof holder !== 'object' || holder === null) return;
  if (Array.isArray(holder)) {
    for (const item of holder) expandAt(scope, item, [step, ...rest], path);
    return;
  }
  if (!(step in holder) && !isIncludable(holder, step)) {
    throw invalidRequest(`This property cannot be expanded (${path}).`);
  }
  const value: unknown = Reflect.get(holder, step) ?? includable(scope, holder, step);
  const expanded = typeof value === 'string' ? structuredClone(resolve(scope, value)) : value;
  if (typeof value === 'string' && expanded === undefined) {
    throw invalidRequest(`This property cannot be expanded (${path}).`);
  }
  Reflect.set(holder, step, expanded ?? null);
  expandAt(scope, expanded, rest, path);
}

function isIncludable(holder: object, step: string): boolean {
  return 'object' in holder && holder.object === 'checkout.session' && step === 'line_items';
}

/** What is left out of an object unless asked for. */
function includable(scope: StripeScope, holder: object, step: string): object | undefined {
  if (!isIncludable(holder, step) || !('id' in holder)) return undefined;
  const data = scope.checkoutPlans.find(String(holder.id))?.lineItems ?? [];
  return { object: 'list', data, has_more: false, url: `/v1/checkout/sessions/${String(holder.id)}/line_items` };
}

function resolve(scope: StripeScope, id: string): object | undefined {
  const tables: Readonly<Record<string, { find(id: string): object | undefined }>> = {
    cus: scope.customers,
    pm: scope.paymentMethods,
    seti: scope.setupIntents,
    mandate: scope.mandates,
    pi: scope.paymentIntents,
    ch: scope.charges,
    py: scope.charges,
    re: scope.refunds,
    pyr: scope.refunds,
    du: scope.disputes,
    cs: scope.sessions,
    txn: scope.balanceTransactions,
    po: scope.payouts,
    acct: scope.accounts,
  };
  return tables[id.slice(0, id.indexOf('_'))]?.find(id);
}
