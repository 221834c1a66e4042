import type { Locale } from './locales';

/** Changes with every change of the words; stored beside each authorization. */
export const AUTOPAY_AUTHORIZATION_VERSION = 1;

/**
 * What the payer agrees to, whole: a written authorization for recurring debits, with the right to a copy, to notice of
 * varying amounts and to stop a payment (Regulation E, 12 CFR 1005.10(b) to (d); card networks' rules for stored cards).
 */
export function autopayAuthorization(
  about: { payer: string; landlord: string; address: string; dueDay: number; typicalAmount: string },
  locale: Locale,
): string {
  const { payer, landlord, address, dueDay, typicalAmount } = about;
  if (locale === 'es') {
    return [
      `Yo, ${payer}, autorizo a ${landlord} a cobrar cada mes, el día ${dueDay} o después, lo que se deba según mi contrato de ${address}, a la tarjeta o cuenta de banco que registre en la página siguiente.`,
      `El cobro habitual es de ${typicalAmount}. Si el monto cambia, se me avisa al menos 10 días antes.`,
      'Si un cobro no se completa, se puede intentar de nuevo como lo permiten las reglas de los bancos.',
      'Esta autorización vale hasta que la retire. Puedo retirarla en cualquier momento con este enlace o por escrito, y detener un cobro hasta 3 días hábiles antes de su fecha. Recibo una copia de este texto.',
    ].join('\n\n');
  }
  return [
    `I, ${payer}, authorize ${landlord} to charge, each month on or after day ${dueDay}, what is then due under my lease of ${address} to the card or bank account that I enter on the next page.`,
    `The usual charge is ${typicalAmount}. If the amount changes, I am told at least 10 days before.`,
    'If a charge does not go through, it may be tried again as the rules of the banks allow.',
    'This authorization stands until I withdraw it. I can withdraw it at any time with this link or in writing, and stop a payment up to 3 business days before its date. I receive a copy of this text.',
  ].join('\n\n');
}
