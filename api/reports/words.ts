import { type ChargeKind, isChargeKind } from '../../domain/charge-kinds';
import type { EntryKind } from '../../domain/ledger';
import type { Locale } from '../../domain/locales';
import { CHARGES_ES } from '../links/pay/words';

/** The words of the papers that tenants get. */
export const PAPER_WORDS = {
  en: {
    invoice: 'Invoice',
    statement: 'Statement of account',
    number: 'Number',
    billTo: 'For',
    home: 'Home',
    period: 'Period',
    due: 'Due',
    days: 'Days',
    to: 'to',
    what: 'What',
    date: 'Date',
    amount: 'Amount',
    paid: 'Paid',
    open: 'Open',
    charge: 'Charged',
    payment: 'Paid or given',
    balance: 'Balance',
    total: 'Total',
    opening: 'Balance brought forward',
    closing: 'Balance at the end',
    invoiceNote:
      'Payments that banks are still working on count as paid; should one come back, its amount is owed again.',
    statementNote:
      'What is owed is positive, what was paid ahead negative. Payments that banks are still working on count as paid; should one come back, its amount is owed again.',
  },
  es: {
    invoice: 'Factura',
    statement: 'Estado de cuenta',
    number: 'Número',
    billTo: 'Para',
    home: 'Vivienda',
    period: 'Período',
    due: 'Vence',
    days: 'Fechas',
    to: 'a',
    what: 'Concepto',
    date: 'Fecha',
    amount: 'Monto',
    paid: 'Pagado',
    open: 'Pendiente',
    charge: 'Cargos',
    payment: 'Pagos y abonos',
    balance: 'Saldo',
    total: 'Total',
    opening: 'Saldo anterior',
    closing: 'Saldo final',
    invoiceNote:
      'Los pagos que los bancos aún procesan cuentan como pagados; si uno es devuelto, su monto se debe de nuevo.',
    statementNote:
      'Lo que se debe es positivo y lo pagado por adelantado negativo. Los pagos que los bancos aún procesan cuentan como pagados; si uno es devuelto, su monto se debe de nuevo.',
  },
} as const;

/** What changes a tenant's balance, in Spanish; the books themselves are kept in English. */
const ENTRIES_ES: Partial<Record<EntryKind, (charge: string) => string>> = {
  charge_posted: (charge) => charge,
  charge_voided: (charge) => `${charge}: anulado`,
  charge_reduced: (charge) => `${charge}: reducido`,
  fee_waived: (charge) => `${charge}: condonado`,
  debt_written_off: (charge) => `${charge}: dado por perdido`,
  debt_recovered: (charge) => `${charge}: pagado después de darse por perdido`,
  payment_submitted: () => 'Pago por cuenta de banco',
  payment_received: () => 'Pago',
  payment_reversed: () => 'Pago devuelto',
  payment_reapplied: () => 'Pago contado de nuevo',
  credit_applied: () => 'Saldo a favor usado',
  refund_requested: () => 'Reembolso de un pago',
  refund_failed: () => 'El reembolso no llegó',
  deposit_applied: () => 'Tomado del depósito',
  deposit_unapplied: () => 'Devuelto al depósito',
  deposit_received: () => 'Depósito del contrato anterior',
};

type Told = { kind: string; description: string; chargeKind: string | null; period: string | null };

/** An entry in the reader's language. */
export function entryIn({ kind, description, chargeKind, period }: Told, locale: Locale): string {
  if (locale === 'en') return description;
  const charge = chargeKind !== null && isChargeKind(chargeKind) ? chargeIn(chargeKind, period) : 'Cargo';
  // A kind that is not in the table is still a change of the balance.
  const words = (ENTRIES_ES as Readonly<Record<string, ((charge: string) => string) | undefined>>)[kind];
  return words === undefined ? 'Ajuste' : words(charge);
}

function chargeIn(kind: ChargeKind, period: string | null): string {
  return period === null ? CHARGES_ES[kind] : `${CHARGES_ES[kind]}, ${period}`;
}

/** What a charge is called in the reader's language. */
export function labelIn(kind: string, label: string, locale: Locale): string {
  return locale === 'es' && isChargeKind(kind) && kind !== 'other' ? CHARGES_ES[kind] : label;
}
