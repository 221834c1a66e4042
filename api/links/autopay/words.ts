import type { Words } from '../kernel/words';

export const AUTOPAY = {
  title: { en: 'Autopay', es: 'Pago automático' },
  offer: { en: 'Pay the rent by itself', es: 'Pague la renta automáticamente' },
  offerText: {
    en: 'It is paid on the due date. You can turn it off at any time.',
    es: 'Se paga en la fecha de vencimiento. Puede desactivarlo en cualquier momento.',
  },
  canceled: { en: 'This lease was canceled', es: 'Este contrato fue cancelado' },
  canceledText: {
    en: 'It never began, so nothing is paid by itself. There is nothing more to do here.',
    es: 'No llegó a comenzar: no se pagará nada automáticamente. No tiene que hacer nada más aquí.',
  },
  read: { en: 'What you authorize', es: 'Lo que usted autoriza' },
  agree: { en: 'I have read this and authorize it', es: 'He leído esto y lo autorizo' },
  with: { en: 'Pay with', es: 'Pagar con' },
  other: { en: 'Another card or bank account', es: 'Otra tarjeta o cuenta de banco' },
  otherHint: { en: 'you enter it with Stripe; we never see it', es: 'la ingresa con Stripe; nosotros nunca la vemos' },
  go: { en: 'Turn autopay on', es: 'Activar el pago automático' },
  on: { en: 'Autopay is on', es: 'El pago automático está activo' },
  from: { en: 'Paid from', es: 'Se paga de' },
  off: { en: 'Turn autopay off', es: 'Desactivar el pago automático' },
  offText: {
    en: 'A payment that is already on its way goes on.',
    es: 'Un pago que ya está en camino continúa.',
  },
  byOther: {
    en: 'Somebody else on your lease pays it. Only they can turn it off.',
    es: 'Otra persona de su contrato lo paga. Solo esa persona puede desactivarlo.',
  },
  moment: { en: 'One moment', es: 'Un momento' },
  momentText: {
    en: 'We are storing your way to pay. Look again in a few seconds.',
    es: 'Estamos guardando su forma de pago. Mire de nuevo en unos segundos.',
  },
  look: { en: 'Look again', es: 'Mirar de nuevo' },
} as const satisfies Record<string, Words>;
