import { invalidRequest } from './errors';
import { createScope, type StripeScope } from './scope';

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
  const isOneOfMany = path.startsWith('data.source.') || path.startsWith('source.');
  if (!(step in holder) && !isIncludable(holder, step)) {
    // A source may be of many kinds: what only some of them have is expanded where it is.
    if (isOneOfMany) return;
    throw invalidRequest(`This property cannot be expanded (${path}).`);
  }
  const value: unknown = Reflect.get(holder, step) ?? includable(scope, holder, step);
  const expanded = typeof value === 'string' ? structuredClone(resolve(scope, value)) : value;
  if (typeof value === 'string' && expanded === undefined) {
    // Kinds of sources that this stand-in keeps no object of.
    if (step === 'source' || isOneOfMany) return;
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
    py: { find: (one) => scope.charges.find(one) ?? scope.destinationPayments.find(one) },
    re: scope.refunds,
    pyr: scope.refunds,
    du: scope.disputes,
    cs: scope.sessions,
    txn: scope.balanceTransactions,
    po: scope.payouts,
    acct: scope.accounts,
    tr: { find: (one) => scope.transfers.find(one) ?? platformTransfer(scope, one) },
  };
  return tables[id.slice(0, id.indexOf('_'))]?.find(id);
}

/** Where a destination payment came from: the platform's transfer and the charge behind it may be seen from there. */
function platformTransfer(scope: StripeScope, id: string): object | undefined {
  const platform = createScope(scope.sandbox, '');
  const transfer = platform.transfers.find(id);
  const destination = typeof transfer?.destination === 'string' ? transfer.destination : transfer?.destination?.id;
  if (transfer === undefined || destination !== scope.account) return undefined;
  const source = typeof transfer.source_transaction === 'string' ? transfer.source_transaction : '';
  return { ...transfer, source_transaction: platform.charges.find(source) ?? transfer.source_transaction };
}
