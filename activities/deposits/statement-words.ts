import type { Locale } from '../../domain/locales';

type Words = {
  [K in
    | 'title'
    | 'for'
    | 'home'
    | 'lived'
    | 'dueOn'
    | 'summary'
    | 'received'
    | 'interest'
    | 'damage'
    | 'owed'
    | 'transfer'
    | 'toReturn'
    | 'returned'
    | 'returnFailed'
    | 'held'
    | 'photos'
    | 'photo'
    | 'receipt'
    | 'note']: string;
} & { methods: Record<'check' | 'ach' | 'cash' | 'original', string> };

/** The words of a deposit's statement. */
export const STATEMENT_WORDS: Readonly<Record<Locale, Words>> = {
  en: {
    title: 'Security deposit statement',
    for: 'Prepared for',
    home: 'Home',
    lived: 'Lease',
    dueOn: 'To be accounted for by',
    summary: 'What became of the deposit',
    received: 'Deposit received',
    interest: 'Interest',
    damage: 'Kept for',
    owed: 'Kept for what was owed',
    transfer: 'Moved to the deposit of your next lease',
    toReturn: 'To be returned',
    returned: 'Returned',
    returnFailed: 'Did not arrive and is held again',
    held: 'Still held',
    photos: 'Photos and receipts',
    photo: 'Photo',
    receipt: 'Receipt',
    note: 'Do you disagree with anything here? Please tell us in writing; the law of your state may give you a time to do so.',
    methods: {
      check: 'by check',
      ach: 'by bank transfer',
      cash: 'in cash',
      original: 'to the card or account it came from',
    },
  },
  es: {
    title: 'Liquidación del depósito de garantía',
    for: 'Preparada para',
    home: 'Vivienda',
    lived: 'Contrato',
    dueOn: 'Debe rendirse cuenta antes del',
    summary: 'Qué pasó con el depósito',
    received: 'Depósito recibido',
    interest: 'Intereses',
    damage: 'Retenido por',
    owed: 'Retenido por lo que se debía',
    transfer: 'Pasó al depósito de su próximo contrato',
    toReturn: 'A devolver',
    returned: 'Devuelto',
    returnFailed: 'No llegó y se retiene de nuevo',
    held: 'Aún retenido',
    photos: 'Fotos y recibos',
    photo: 'Foto',
    receipt: 'Recibo',
    note: '¿No está de acuerdo con algo? Por favor díganoslo por escrito; la ley de su estado puede darle un plazo para hacerlo.',
    methods: {
      check: 'por cheque',
      ach: 'por transferencia bancaria',
      cash: 'en efectivo',
      original: 'a la tarjeta o cuenta de donde vino',
    },
  },
};
