import type { Words } from '../kernel/words';

/** The words of the signing pages. */
export const SIGNING = {
  title: { en: 'Your lease', es: 'Su contrato' },
  read: { en: 'Read the lease (PDF)', es: 'Leer el contrato (PDF)' },
  before: { en: 'Before you sign', es: 'Antes de firmar' },
  agree: {
    en: 'I have read this, I can open the lease above, and I agree to sign and receive papers electronically.',
    es: 'He leído esto, puedo abrir el contrato de arriba y acepto firmar y recibir documentos electrónicamente.',
  },
  go: { en: 'Agree and sign the lease', es: 'Aceptar y firmar el contrato' },
  sign: { en: 'Open the lease and sign', es: 'Abrir el contrato y firmar' },
  agreed: { en: 'You agreed to sign electronically.', es: 'Usted aceptó firmar electrónicamente.' },
  signedTitle: { en: 'Thank you. You have signed.', es: 'Gracias. Ya firmó.' },
  signed: {
    en: 'We send you the signed copy as soon as everyone has signed.',
    es: 'Le enviaremos la copia firmada en cuanto todos hayan firmado.',
  },
  completeTitle: { en: 'Everyone has signed', es: 'Todos han firmado' },
  complete: { en: 'This is your copy. Please keep it.', es: 'Esta es su copia. Por favor guárdela.' },
  copy: { en: 'Get your signed copy (PDF)', es: 'Descargar su copia firmada (PDF)' },
  declinedTitle: { en: 'You declined to sign', es: 'Usted no quiso firmar' },
  declined: {
    en: 'The landlord has been told and will write to you.',
    es: 'El arrendador fue avisado y le escribirá.',
  },
  closedTitle: { en: 'There is nothing to sign just now', es: 'No hay nada que firmar por ahora' },
  closed: {
    en: 'The papers were withdrawn or ran out. You get a new message when they are ready again.',
    es: 'Los documentos fueron retirados o vencieron. Recibirá un nuevo mensaje cuando estén listos.',
  },
  laterTitle: { en: 'Not signed yet', es: 'Aún no está firmado' },
  later: {
    en: 'You can come back at any time with the same link.',
    es: 'Puede volver en cualquier momento con el mismo enlace.',
  },
} as const satisfies Record<string, Words>;
