import type { Words } from '../kernel/words';

/** The words of the page on which an owner says where they are paid. */
export const ONBOARDING = {
  title: { en: 'Where should we pay you?', es: '¿Dónde debemos pagarle?' },
  about: {
    en: 'would like to pay what your property earns straight into your bank account.',
    es: 'quiere pagarle lo que gana su propiedad directamente en su cuenta bancaria.',
  },
  have: {
    en: 'It takes about five minutes. Have at hand: your Social Security number or the company’s EIN, and the account and routing number of your bank.',
    es: 'Toma unos cinco minutos. Tenga a mano: su número de Seguro Social o el EIN de la empresa, y los números de cuenta y de ruta de su banco.',
  },
  go: { en: 'Continue to Stripe', es: 'Continuar a Stripe' },
  goOn: { en: 'Go on with Stripe', es: 'Seguir con Stripe' },
  change: { en: 'Change the bank account', es: 'Cambiar la cuenta bancaria' },
  safe: {
    en: 'You enter bank account and tax number with Stripe, the payment service. We never see them.',
    es: 'Usted ingresa la cuenta bancaria y el número fiscal en Stripe, el servicio de pagos. Nosotros nunca los vemos.',
  },
  open: { en: 'You are all set', es: 'Todo está listo' },
  openText: {
    en: 'What is yours is paid into your bank account. Every statement says what it is made of.',
    es: 'Lo que le corresponde se paga en su cuenta bancaria. Cada estado de cuenta dice de qué se compone.',
  },
  checking: { en: 'Stripe is looking at it', es: 'Stripe lo está revisando' },
  checkingText: {
    en: 'Most often this takes a minute. Open this page again to see how it stands.',
    es: 'Casi siempre toma un minuto. Abra esta página de nuevo para ver cómo va.',
  },
  again: { en: 'Look again', es: 'Ver de nuevo' },
  missing: { en: 'Not finished yet', es: 'Todavía falta algo' },
  missingText: { en: 'Stripe still asks for:', es: 'Stripe aún pide:' },
  gone: { en: 'This owner is not looked after here any more.', es: 'Este propietario ya no está registrado aquí.' },
} as const satisfies Record<string, Words>;
