import type { Words } from '../kernel/words';

/** The words of the page that shows a deposit's statement. */
export const DEPOSIT = {
  title: { en: 'Your deposit', es: 'Su depósito' },
  received: { en: 'Deposit received', es: 'Depósito recibido' },
  interest: { en: 'Interest', es: 'Intereses' },
  damage: { en: 'Kept for', es: 'Retenido por' },
  owed: { en: 'Kept for what was owed', es: 'Retenido por lo que se debía' },
  returnFailed: { en: 'Did not arrive and is held again', es: 'No llegó y se retiene de nuevo' },
  transfer: { en: 'Moved to your next lease', es: 'Pasó a su próximo contrato' },
  returned: { en: 'Returned', es: 'Devuelto' },
  held: { en: 'Still held', es: 'Aún retenido' },
  lines: { en: 'Line by line', es: 'Renglón por renglón' },
  pdf: { en: 'Get the statement (PDF)', es: 'Descargar la liquidación (PDF)' },
  disagree: {
    en: 'Do you disagree with anything? Please write to us; the law of your state may give you a time to do so.',
    es: '¿No está de acuerdo con algo? Escríbanos; la ley de su estado puede darle un plazo para hacerlo.',
  },
} as const satisfies Record<string, Words>;
