import type { ChargeKind } from '../../../domain/charge-kinds';
import type { Words } from '../kernel/words';

export const PAY = {
  title: { en: 'Pay rent', es: 'Pagar la renta' },
  nothing: { en: 'Nothing is open', es: 'No hay nada pendiente' },
  nothingText: { en: 'Everything for this home is paid.', es: 'Todo lo de esta vivienda está pagado.' },
  open: { en: 'Your payment', es: 'Su pago' },
  returned: { en: 'Your payment came back', es: 'Su pago fue devuelto' },
  failed: { en: 'Your last payment did not go through', es: 'Su último pago no se completó' },
  ending: { en: 'of the account ending in', es: 'de la cuenta que termina en' },
  other: {
    en: 'You can pay another way. Nothing was charged twice.',
    es: 'Puede pagar de otra forma. Nada se cobró dos veces.',
  },
  due: { en: 'due', es: 'vence el' },
  total: { en: 'To pay now', es: 'Por pagar ahora' },
  transit: { en: 'On its way', es: 'En camino' },
  transitText: {
    en: 'Your bank is working on a payment. It is not asked for again.',
    es: 'Su banco está procesando un pago. No se le cobrará de nuevo.',
  },
  how: { en: 'How would you like to pay?', es: '¿Cómo desea pagar?' },
  bank: { en: 'Bank account', es: 'Cuenta de banco' },
  bankHint: { en: 'no fee · arrives in up to 4 business days', es: 'sin cargo · llega en hasta 4 días hábiles' },
  card: { en: 'Card', es: 'Tarjeta' },
  cardHint: { en: 'arrives at once', es: 'llega al instante' },
  storedHint: { en: 'stored by you', es: 'guardada por usted' },
  keep: { en: 'Keep it for next time', es: 'Guardar para la próxima vez' },
  amount: { en: 'Another amount', es: 'Otro monto' },
  amountHint: { en: 'Leave it empty to pay all of it', es: 'Déjelo vacío para pagar todo' },
  go: { en: 'Continue to secure payment', es: 'Continuar al pago seguro' },
  safe: {
    en: 'You will enter your details with Stripe; we never see them.',
    es: 'Ingresará sus datos con Stripe; nosotros nunca los vemos.',
  },
  closed: { en: 'No payments at present', es: 'Por ahora no se aceptan pagos' },
  closedText: {
    en: 'Your landlord does not accept payments here just now. Please write to them.',
    es: 'Su arrendador no acepta pagos aquí en este momento. Por favor escríbale.',
  },
  canceled: { en: 'This lease was canceled', es: 'Este contrato fue cancelado' },
  canceledText: {
    en: 'It never began, so nothing is owed and there is nothing to pay here. If you have paid something already, write to us below: we return it.',
    es: 'No llegó a comenzar: no debe nada y aquí no hay nada que pagar. Si ya pagó algo, escríbanos abajo: se lo devolvemos.',
  },
  thanks: { en: 'Thank you, it is paid', es: 'Gracias, está pagado' },
  thanksText: { en: 'We have sent you a receipt.', es: 'Le enviamos un recibo.' },
  way: { en: 'Thank you, your payment is on its way', es: 'Gracias, su pago está en camino' },
  wayText: {
    en: 'Banks take up to 4 business days. There is nothing more to do; we write to you when it has arrived.',
    es: 'Los bancos tardan hasta 4 días hábiles. No tiene que hacer nada más; le escribiremos cuando llegue.',
  },
  moment: { en: 'One moment', es: 'Un momento' },
  momentText: {
    en: 'We are waiting for the bank’s answer. Look again in a few seconds; you are not charged twice.',
    es: 'Esperamos la respuesta del banco. Mire de nuevo en unos segundos; no se le cobrará dos veces.',
  },
  look: { en: 'Look again', es: 'Mirar de nuevo' },
  notPaid: { en: 'This payment did not go through', es: 'Este pago no se completó' },
  again: { en: 'Pay another way', es: 'Pagar de otra forma' },
} as const satisfies Record<string, Words>;

/** The kinds of charges as tenants read them; in English a charge has its own label. */
export const CHARGES_ES: Readonly<Record<ChargeKind, string>> = {
  rent: 'Renta',
  deposit: 'Depósito de garantía',
  pet_rent: 'Renta por mascota',
  parking: 'Estacionamiento',
  utilities: 'Servicios',
  storage: 'Bodega',
  other: 'Otro cargo',
  late_fee: 'Cargo por atraso',
  nsf_fee: 'Cargo por pago devuelto',
  application_fee: 'Cargo de solicitud',
};
