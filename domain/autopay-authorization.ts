import type { CardFeePolicy } from './card-fees';
import type { Locale } from './locales';
import { cents, formatMoney } from './money';

/** Changes with every change of the words; stored beside each authorization. */
export const AUTOPAY_AUTHORIZATION_VERSION = 2;

/**
 * What the payer agrees to, whole: a written authorization for recurring debits, with the right to a copy, to notice of
 * varying amounts and to stop a payment (Regulation E, 12 CFR 1005.10(b) to (d); card networks' rules for stored cards).
 */
export function autopayAuthorization(
  about: {
    payer: string;
    landlord: string;
    address: string;
    dueDay: number;
    typicalAmount: string;
    /** Where the payer bears the fee of a card. */
    cardFee?: CardFeePolicy | null | undefined;
  },
  locale: Locale,
): string {
  const { payer, landlord, address, dueDay, typicalAmount, cardFee = null } = about;
  const fee = cardFee === null ? [] : [cardFeeSentence(cardFee, locale)];
  if (locale === 'es') {
    return [
      `Yo, ${payer}, autorizo a ${landlord} a cobrar cada mes, el día ${dueDay} o después, lo que se deba según mi contrato de ${address}, a la tarjeta o cuenta de banco que registre en la página siguiente.`,
      `El cobro habitual es de ${typicalAmount}. Si el monto cambia, se me avisa al menos 10 días antes.`,
      ...fee,
      'Si un cobro no se completa, se puede intentar de nuevo como lo permiten las reglas de los bancos.',
      'Esta autorización vale hasta que la retire. Puedo retirarla en cualquier momento con este enlace o por escrito, y detener un cobro hasta 3 días hábiles antes de su fecha. Recibo una copia de este texto.',
    ].join('\n\n');
  }
  return [
    `I, ${payer}, authorize ${landlord} to charge, each month on or after day ${dueDay}, what is then due under my lease of ${address} to the card or bank account that I enter on the next page.`,
    `The usual charge is ${typicalAmount}. If the amount changes, I am told at least 10 days before.`,
    ...fee,
    'If a charge does not go through, it may be tried again as the rules of the banks allow.',
    'This authorization stands until I withdraw it. I can withdraw it at any time with this link or in writing, and stop a payment up to 3 business days before its date. I receive a copy of this text.',
  ].join('\n\n');
}

/** What a payer agrees to beside the rent where they bear the fee of a card. */
export function cardFeeSentence({ basis_points, fixed_cents }: CardFeePolicy, locale: Locale): string {
  const share = (basis_points / 100).toFixed(2).replace(/\.?0+$/, '');
  const fixed = formatMoney(cents(fixed_cents), 'USD', locale === 'es' ? 'es-US' : 'en-US');
  return locale === 'es'
    ? `Con tarjeta se suma un cargo de ${share} % más ${fixed} a cada cobro. Con cuenta de banco no hay cargo.`
    : `By card, a fee of ${share} % plus ${fixed} is added to each charge. By bank account there is no fee.`;
}

/** Whether an authorization names the card fee that the landlord asks now, so that it may be charged with it. */
export function isCardFeeNamed(authorization: string, policy: CardFeePolicy, state: string, locale: Locale): boolean {
  const isAsked = policy.bearer === 'tenant' && !policy.except_states.includes(state);
  return isAsked && authorization.includes(cardFeeSentence(policy, locale));
}

/** What a payer agrees to when a card or bank account is only kept for later payments that they make themselves. */
export function storeMethodConsent(landlord: string, locale: Locale): string {
  return locale === 'es'
    ? `Acepto que ${landlord} guarde la forma de pago que registre en la página siguiente. Solo se cobra cuando yo lo pida o si activo el pago automático, y puedo quitarla en cualquier momento.`
    : `I agree that ${landlord} keeps the way to pay that I enter on the next page. It is charged only when I ask for it or turn autopay on, and I can remove it at any time.`;
}
