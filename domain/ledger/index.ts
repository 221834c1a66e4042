// The books: what may be posted, a file for each subject. What builds an entry stays inside, so that every posting has a name.
export { ACCOUNTS, type AccountCode } from './accounts';
export type { Allocated, MoneyAccount, PaymentRef } from './allocations';
export * from './application-fees';
export * from './bank';
export * from './bills';
export * from './charges';
export * from './deposits';
export { assertBalanced, balanceOf, type EntryKind, type LedgerEntry, reversalOf } from './entry';
export {
  cardFeeReceived,
  cardFeeReturned,
  disputeFeeKept,
  platformFeeKept,
  platformFeeReturned,
  processingFeeKept,
} from './fees';
export * from './owners';
export * from './payments';
export * from './refunds';
