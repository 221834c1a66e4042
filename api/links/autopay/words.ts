import type { Words } from '../kernel/words';

export const AUTOPAY = {
  title: { en: 'Autopay', es: 'Pago automático' },
  offer: { en: 'Pay the rent automatically', es: 'Pague la renta automáticamente' },
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
  change: { en: 'Pay with another card or account', es: 'Pagar con otra tarjeta o cuenta' },
  changeGo: { en: 'Authorize and change', es: 'Autorizar y cambiar' },
  next: { en: 'Next:', es: 'Próximo:' },
  stop: { en: 'Stop this payment', es: 'Detener este pago' },
  pause: { en: 'Pause autopay this month', es: 'Pausar este mes' },
  stopUntil: {
    en: 'You can stop it, or pause this month, until',
    es: 'Puede detenerlo, o pausar este mes, hasta el',
  },
  tooLate: {
    en: 'It is less than 3 business days away. You can still ask: we will try to stop it, but we cannot promise it.',
    es: 'Faltan menos de 3 días hábiles. Aún puede pedirlo: intentaremos detenerlo, pero no podemos prometerlo.',
  },
  held: { en: 'No autopay in', es: 'Sin pago automático en' },
  heldText: {
    en: 'Nothing will be taken. What is due stays due: please pay it another way.',
    es: 'No se cobrará nada. Lo que vence sigue pendiente: por favor páguelo de otra forma.',
  },
  heldLate: {
    en: 'We try to stop it, but it came late: we cannot promise it.',
    es: 'Intentamos detenerlo, pero lo pidió tarde: no podemos prometerlo.',
  },
  goOn: { en: 'Let autopay pay in', es: 'Permitir el pago automático en' },
  halted: { en: 'Autopay holds still', es: 'El pago automático está detenido' },
  haltedText: {
    en: 'Your landlord does not accept payments just now, so nothing is taken. Please write to them.',
    es: 'Su arrendador no acepta pagos en este momento; no se cobra nada. Por favor escríbale.',
  },
  moment: { en: 'One moment', es: 'Un momento' },
  momentText: {
    en: 'We are storing your way to pay. Look again in a few seconds.',
    es: 'Estamos guardando su forma de pago. Mire de nuevo en unos segundos.',
  },
  look: { en: 'Look again', es: 'Mirar de nuevo' },
} as const satisfies Record<string, Words>;
