import type { LateFeeFormula } from './late-fee-formula';
import type { Locale } from './locales';
import type { ProrationConvention } from './proration';

/** Money and dates as the reader's language writes them. */
export type Say = { money(cents: number): string; date(date: string): string };

type Month = { days: number; daysInMonth: number; monthly: string; convention: ProrationConvention };

/** The sentences by which an amount is explained. */
export type ChargeWords = {
  wholeMonth(monthly: string): string;
  partOfMonth(month: Month, from: string, to: string): string;
  stepPart(monthly: string, days: number): string;
  together: string;
  less(kind: 'concession' | 'credit', label: string): string;
  due(on: string): string;
  dueMoved(on: string, nominal: string): string;
  deposit: string;
  oneOff: string;
  rentLate(pastDue: string, dueOn: string, daysLate: number): string;
  byLease(formula: string): string;
  mayBeCharged(from: string, graceDays: number): string;
  limit(state: string, most: string): string;
  before(amount: string): string;
  /** With the network's code, by which banks speak of it, where there is one. */
  nsf(code: string | null): string;
  doubleRefund(refunded: string, taken: string): string;
  source(cite: string, isEnforced: boolean): string;
  stored: string;
  formula(formula: LateFeeFormula, say: Say): string;
};

const english: ChargeWords = {
  wholeMonth: (monthly) => `A whole month at ${monthly}`,
  partOfMonth: ({ days, daysInMonth, monthly, convention }, from, to) => {
    const part = {
      actual_days: `${days} of the month's ${daysInMonth} days`,
      thirty_day_month: `${days} days of a month counted as 30`,
      year_365: `${days} days at twelve months' rent a year of 365 days`,
    }[convention];
    return `${part} at ${monthly} a month (${from} to ${to}, both counted)`;
  },
  stepPart: (monthly, days) => `${days} days at ${monthly} a month`,
  together: 'Together, rounded once',
  less: (kind, label) => (kind === 'concession' ? `Less the concession: ${label}` : `Less the credit: ${label}`),
  due: (on) => `Due on ${on}`,
  dueMoved: (on, nominal) => `Due on ${on}: the lease moves it from ${nominal}, when banks are closed`,
  deposit: 'The security deposit by the lease. It is held for the tenant and is not income',
  oneOff: 'Added by the landlord, once',
  rentLate: (pastDue, dueOn, daysLate) => `${pastDue} of rent due on ${dueOn} was ${daysLate} days late`,
  byLease: (formula) => `By the lease: ${formula}`,
  mayBeCharged: (from, graceDays) => `It may be charged from ${from} (${graceDays} days of grace by the lease)`,
  limit: (state, most) => `The law of ${state} allows at most ${most}`,
  before: (amount) => `Charged before for the same rent: ${amount}`,
  nsf: (code) => `A payment came back from the bank${code === null ? '' : ` (${code})`}`,
  doubleRefund: (refunded, taken) =>
    `${refunded} of a payment was refunded, and then the bank paid ${taken} of the same payment back: what came twice is owed`,
  source: (cite, isEnforced) => (isEnforced ? `Rule: ${cite}` : `Rule on file, not checked against the law: ${cite}`),
  stored: 'As stored with the charge',
  formula: (formula, { money }) => {
    switch (formula.kind) {
      case 'flat':
        return money(formula.amountCents);
      case 'percent':
        return `${formula.basisPoints / 100}% of the ${formula.of === 'monthly_rent' ? 'monthly rent' : 'rent past due'}`;
      case 'daily':
        return `${money(formula.firstCents)} at first and ${money(formula.perDayCents)} for each further day, at most ${money(formula.maxCents)}`;
      case 'tiered':
        return formula.tiers.map((tier) => `${money(tier.amountCents)} from day ${tier.fromDaysLate} late`).join(', ');
    }
  },
};

const spanish: ChargeWords = {
  wholeMonth: (monthly) => `Un mes completo a ${monthly}`,
  partOfMonth: ({ days, daysInMonth, monthly, convention }, from, to) => {
    const part = {
      actual_days: `${days} de los ${daysInMonth} días del mes`,
      thirty_day_month: `${days} días de un mes contado como 30`,
      year_365: `${days} días a doce meses de renta por año de 365 días`,
    }[convention];
    return `${part} a ${monthly} al mes (del ${from} al ${to}, ambos incluidos)`;
  },
  stepPart: (monthly, days) => `${days} días a ${monthly} al mes`,
  together: 'En total, redondeado una vez',
  less: (kind, label) => (kind === 'concession' ? `Menos la concesión: ${label}` : `Menos el crédito: ${label}`),
  due: (on) => `Vence el ${on}`,
  dueMoved: (on, nominal) => `Vence el ${on}: el contrato lo mueve desde el ${nominal}, cuando los bancos cierran`,
  deposit: 'El depósito de garantía según el contrato. Se guarda para el inquilino; no es un ingreso',
  oneOff: 'Agregado por el arrendador, una sola vez',
  rentLate: (pastDue, dueOn, daysLate) =>
    `${pastDue} de renta con vencimiento el ${dueOn} tenían ${daysLate} días de atraso`,
  byLease: (formula) => `Según el contrato: ${formula}`,
  mayBeCharged: (from, graceDays) => `Puede cobrarse desde el ${from} (${graceDays} días de gracia según el contrato)`,
  limit: (state, most) => `La ley de ${state} permite como máximo ${most}`,
  before: (amount) => `Ya cobrado por la misma renta: ${amount}`,
  nsf: (code) => `El banco devolvió un pago${code === null ? '' : ` (${code})`}`,
  doubleRefund: (refunded, taken) =>
    `Se reembolsó ${refunded} de un pago y después el banco devolvió ${taken} del mismo pago: lo recibido dos veces se debe`,
  source: (cite, isEnforced) => (isEnforced ? `Regla: ${cite}` : `Regla registrada, no verificada con la ley: ${cite}`),
  stored: 'Tal como se guardó con el cargo',
  formula: (formula, { money }) => {
    switch (formula.kind) {
      case 'flat':
        return money(formula.amountCents);
      case 'percent':
        return `${formula.basisPoints / 100}% de la renta ${formula.of === 'monthly_rent' ? 'mensual' : 'atrasada'}`;
      case 'daily':
        return `${money(formula.firstCents)} al inicio y ${money(formula.perDayCents)} por cada día más, máximo ${money(formula.maxCents)}`;
      case 'tiered':
        return formula.tiers
          .map((tier) => `${money(tier.amountCents)} desde el día ${tier.fromDaysLate} de atraso`)
          .join(', ');
    }
  },
};

export const CHARGE_WORDS: Readonly<Record<Locale, ChargeWords>> = { en: english, es: spanish };
