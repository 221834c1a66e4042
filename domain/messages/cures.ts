import type { AchCure } from '../ach-returns';
import type { DeclineCure } from '../declines';
import type { Locale } from '../locales';

type Cure = DeclineCure | AchCure;

/** What the payer can do, as one sentence. */
const CURES: Readonly<Record<Locale, Readonly<Record<Cure, string>>>> = {
  en: {
    try_later: 'You can try again now or pay another way.',
    add_funds_or_other_method: 'Please make sure there is enough money, or pay another way.',
    authenticate: 'Please confirm the payment with your bank.',
    new_method: 'Please pay another way.',
    correct_details: 'Please check the details and try again.',
    call_bank: 'Your bank can tell you why. You can also pay another way.',
    add_funds: 'Please make sure there is enough money, or pay another way.',
    new_account: 'Please add another bank account or pay by card.',
    settle_dispute: 'If you did not expect this, please write to us. You can pay another way.',
    contact_payer: 'Please ask your bank, or pay another way.',
    correct_and_resubmit: 'Please write to us so we can put it right, or pay another way.',
  },
  es: {
    try_later: 'Puede intentarlo de nuevo ahora o pagar de otra forma.',
    add_funds_or_other_method: 'Asegúrese de que haya suficiente dinero o pague de otra forma.',
    authenticate: 'Confirme el pago con su banco.',
    new_method: 'Por favor pague de otra forma.',
    correct_details: 'Revise los datos e inténtelo de nuevo.',
    call_bank: 'Su banco puede decirle por qué. También puede pagar de otra forma.',
    add_funds: 'Asegúrese de que haya suficiente dinero o pague de otra forma.',
    new_account: 'Agregue otra cuenta de banco o pague con tarjeta.',
    settle_dispute: 'Si no esperaba este cobro, escríbanos. Puede pagar de otra forma.',
    contact_payer: 'Pregunte a su banco o pague de otra forma.',
    correct_and_resubmit: 'Escríbanos para corregirlo o pague de otra forma.',
  },
};

/** The meanings of declines.ts, ach-returns.ts and disputes.ts in Spanish. A test holds the two together. */
const MEANINGS_ES: Readonly<Record<string, string>> = {
  'the card has not enough money': 'la tarjeta no tiene suficiente dinero',
  'the card reached its limit': 'la tarjeta llegó a su límite',
  'the card could not be processed just now': 'la tarjeta no se pudo procesar en este momento',
  "the card's bank could not be reached": 'no se pudo contactar al banco de la tarjeta',
  "the card's bank asked to try again later": 'el banco de la tarjeta pidió intentarlo más tarde',
  "the card's bank asked to try again": 'el banco de la tarjeta pidió intentarlo de nuevo',
  "the card's bank said no without a reason": 'el banco de la tarjeta dijo que no sin dar razón',
  "the card's bank wants a call": 'el banco de la tarjeta pide una llamada',
  'the bank wants you to confirm': 'el banco pide que usted confirme',
  'the card has expired': 'la tarjeta venció',
  'the expiry date is wrong': 'la fecha de vencimiento no es correcta',
  'the card cannot be used': 'la tarjeta no se puede usar',
  'the account of this card is closed or not valid': 'la cuenta de esta tarjeta está cerrada o no es válida',
  'the card has been replaced': 'la tarjeta fue reemplazada',
  'the card does not allow this kind of payment': 'la tarjeta no permite este tipo de pago',
  'the card does not allow this currency': 'la tarjeta no permite esta moneda',
  'the card does not allow this payment': 'la tarjeta no permite este pago',
  "the card's bank said no": 'el banco de la tarjeta dijo que no',
  "the card's bank said not to try again": 'el banco de la tarjeta dijo que no se intente de nuevo',
  'permission to charge the card was withdrawn': 'se retiró el permiso para cobrar a la tarjeta',
  'the payment was stopped at the bank': 'el pago fue detenido en el banco',
  'the card is blocked after too many tries': 'la tarjeta está bloqueada por demasiados intentos',
  'the card number is wrong': 'el número de tarjeta no es correcto',
  'the security code is wrong': 'el código de seguridad no es correcto',
  'the postal code does not match': 'el código postal no coincide',
  'the PIN is wrong': 'el PIN no es correcto',
  "the amount is over the card's limit": 'el monto pasa el límite de la tarjeta',
  'the same payment was just made': 'se acaba de hacer el mismo pago',
  'a test card was used': 'se usó una tarjeta de prueba',
  'there was not enough money in the account': 'no había suficiente dinero en la cuenta',
  'the account is closed': 'la cuenta está cerrada',
  'the bank finds no such account': 'el banco no encuentra esa cuenta',
  'the account number is not valid': 'el número de cuenta no es válido',
  'the debit was not authorized for a consumer account': 'el cobro no estaba autorizado para esa cuenta',
  'the permission was withdrawn': 'se retiró el permiso',
  'the payment was stopped': 'el pago fue detenido',
  'the money in the account is not yet available': 'el dinero de la cuenta aún no está disponible',
  'the payer says the debit was not authorized': 'el cobro fue reportado como no autorizado',
  'the debit did not match the authorization': 'el cobro no coincide con la autorización',
  'the account is frozen': 'la cuenta está congelada',
  'the account does not allow debits': 'la cuenta no permite cobros',
  'the company says the debit was not authorized': 'la empresa dice que el cobro no estaba autorizado',
  'the card needs its PIN': 'la tarjeta necesita su PIN',
  'the card was tried too often today': 'la tarjeta se intentó demasiadas veces hoy',
  'the address does not match': 'la dirección no coincide',
  'the bank was asked to send the debit back': 'se pidió al banco devolver el cobro',
  'the account moved to another bank': 'la cuenta pasó a otro banco',
  'the routing number is not valid': 'el número de ruta no es válido',
  'the holder of the account cannot be charged any more': 'ya no se puede cobrar al titular de la cuenta',
  'the account details do not fit together': 'los datos de la cuenta no concuerdan',
  'the payer refused the debit': 'el pagador rechazó el cobro',
  'the bank took it for a second debit of the same payment': 'el banco lo tomó por un segundo cobro del mismo pago',
  'the bank was allowed to send the debit back': 'el banco pudo devolver el cobro',
  'the same payment was made by a check': 'el mismo pago se hizo con un cheque',
  'the check behind the debit was not valid': 'el cheque detrás del cobro no era válido',
  'the payer says the debit for a returned check was not allowed':
    'el pagador dice que el cobro por un cheque devuelto no estaba permitido',
  'the payer says that they did not make it': 'se dijo al banco que usted no lo hizo',
  'the payer does not recognize it': 'se dijo al banco que el pago no se reconoce',
  'the payer says that it was charged twice': 'se dijo al banco que se cobró dos veces',
  'the payer says that they did not get what they paid for': 'se dijo al banco que no se recibió lo pagado',
  'the payer says that it was not as agreed': 'se dijo al banco que no fue lo acordado',
  'the payer says that money was promised back': 'se dijo al banco que se había prometido una devolución',
  'the payer says that it had been called off': 'se dijo al banco que se había cancelado',
  'the payer asked their bank for the money': 'se pidió al banco devolver el dinero',
  'the payer gave no reason of a known kind': 'se disputó el pago sin dar una razón conocida',
  'the payer disputes it with the bank': 'el pagador lo disputa con el banco',
  'the bank did not say why': 'el banco no dijo por qué',
};

/** What the payer can do about it, as a sentence. An unknown cure asks for another way to pay. */
export function cureText(cure: string, locale: Locale): string {
  const table: Readonly<Record<string, string>> = CURES[locale];
  return (Object.hasOwn(table, cure) ? table[cure] : undefined) ?? CURES[locale].new_method;
}

/** Why money did not come, in the reader's language. */
export function meaningText(meaning: string, locale: Locale): string {
  if (locale === 'en') return meaning;
  return (Object.hasOwn(MEANINGS_ES, meaning) ? MEANINGS_ES[meaning] : undefined) ?? 'el banco no dijo por qué';
}
