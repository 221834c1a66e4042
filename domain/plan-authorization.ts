import type { PlainDateString } from './calendar';
import type { Locale } from './locales';
import { cents, formatMoney } from './money';

const TAGS: Readonly<Record<Locale, string>> = { en: 'en-US', es: 'es-US' };

export type PlanAgreement = {
  payer: string;
  landlord: string;
  address: string;
  coveredCents: number;
  graceDays: number;
  installments: readonly { dueOn: PlainDateString; amountCents: number }[];
  /** The stored way to pay that may be charged; null where each is paid by link. */
  method: string | null;
};

/**
 * What a tenant agrees to with a payment plan, whole. With a stored way to pay it is also the written authorization of
 * each debit by its date and amount, with the right to a copy and to stop one (Regulation E, 12 CFR 1005.10(b), (c)).
 */
export function planAgreement(plan: PlanAgreement, locale: Locale): string {
  const money = (amount: number) => formatMoney(cents(amount), 'USD', TAGS[locale]);
  const dates = new Intl.DateTimeFormat(TAGS[locale], { dateStyle: 'long', timeZone: 'UTC' });
  const date = (on: string) => dates.format(new Date(`${on}T00:00:00Z`));
  const list = plan.installments.map((one) => `${date(one.dueOn)}: ${money(one.amountCents)}`).join('; ');
  const { payer, landlord, address, graceDays, method } = plan;
  if (locale === 'es') {
    return [
      `Yo, ${payer}, acuerdo con ${landlord} pagar ${money(plan.coveredCents)} que se deben por ${address} en estas fechas: ${list}.`,
      'Mientras cumpla el plan, no se agregan cargos por atraso a lo que cubre. La renta y los demás cargos siguen venciendo según mi contrato.',
      `Un pago que no llega dentro de ${graceDays} días de su fecha termina el plan: entonces lo que falta se debe de inmediato y los cargos por atraso vuelven a aplicarse según mi contrato.`,
      ...(method === null
        ? []
        : [
            `Autorizo a ${landlord} a cobrar cada uno de estos pagos en su fecha a ${method}. Si un cobro no se completa, se puede intentar de nuevo como lo permiten las reglas de los bancos. Puedo retirar esta autorización por escrito o con este enlace, y detener un cobro hasta 3 días hábiles antes de su fecha.`,
          ]),
      'Recibo una copia de este texto.',
    ].join('\n\n');
  }
  return [
    `I, ${payer}, agree with ${landlord} to pay the ${money(plan.coveredCents)} that is past due for ${address} on these dates: ${list}.`,
    'While I keep the plan, no late fees are added to what it covers. Rent and other charges stay due as my lease says.',
    `A payment that does not come within ${graceDays} days of its date ends the plan: what is left is then due at once, and late fees apply again as my lease says.`,
    ...(method === null
      ? []
      : [
          `I authorize ${landlord} to charge each of these payments on its date to ${method}. If a charge does not go through, it may be tried again as the rules of the banks allow. I can withdraw this authorization in writing or with this link, and stop a payment up to 3 business days before its date.`,
        ]),
    'I receive a copy of this text.',
  ].join('\n\n');
}
