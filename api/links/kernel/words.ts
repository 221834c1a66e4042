import type { ErrorCode, TenureError } from '../../../domain/errors';
import type { Locale } from '../../../domain/locales';

/** One text in both languages of the link pages. */
export type Words = Readonly<Record<Locale, string>>;

/** The words of the frame around every page. */
export const FRAME = {
  other: { en: 'Español', es: 'English' },
  help: { en: 'Questions? Write to', es: '¿Preguntas? Escriba a' },
  call: { en: 'or call', es: 'o llame al' },
  personal: {
    en: 'This link is only for you. Do not pass it on.',
    es: 'Este enlace es solo para usted. No lo comparta.',
  },
  check: { en: 'Please check this.', es: 'Por favor revise esto.' },
  notDone: { en: 'That did not work yet', es: 'Todavía no funcionó' },
} as const satisfies Record<string, Words>;

type Told = { title: Words; text: Words };

const PROBLEMS: Partial<Record<ErrorCode, Told>> = {
  not_found: {
    title: { en: 'This link does not work', es: 'Este enlace no funciona' },
    text: {
      en: 'Perhaps a part of it was lost. Open it again from the message you got, or ask for a new one.',
      es: 'Tal vez se perdió una parte. Ábralo de nuevo desde el mensaje que recibió o pida uno nuevo.',
    },
  },
  link_expired: {
    title: { en: 'This link has ended', es: 'Este enlace ya venció' },
    text: {
      en: 'Nothing was lost. Ask your landlord for a new one.',
      es: 'No se perdió nada. Pida uno nuevo a su arrendador.',
    },
  },
  illegal_transition: {
    title: { en: 'This is no longer open', es: 'Esto ya no está abierto' },
    text: {
      en: 'It was answered or ended in the meantime. There is nothing more to do here.',
      es: 'Ya fue respondido o terminado. No hay nada más que hacer aquí.',
    },
  },
  rate_limited: {
    title: { en: 'One moment', es: 'Un momento' },
    text: {
      en: 'That was a lot at once. Wait a minute and try again.',
      es: 'Fueron demasiadas solicitudes. Espere un minuto e intente de nuevo.',
    },
  },
  unavailable: {
    title: { en: 'One moment', es: 'Un momento' },
    text: {
      en: 'We cannot do this right now. Nothing was changed. Try again in a minute.',
      es: 'No podemos hacerlo en este momento. No se cambió nada. Intente de nuevo en un minuto.',
    },
  },
  presentment_cap: {
    title: { en: 'This cannot be tried again', es: 'Esto no se puede intentar de nuevo' },
    text: {
      en: 'The bank rules allow no further attempt this way. Please choose another way to pay.',
      es: 'Las reglas de los bancos no permiten otro intento así. Por favor elija otra forma de pago.',
    },
  },
  payload_too_large: {
    title: { en: 'That is too large', es: 'Es demasiado grande' },
    text: {
      en: 'Send at most 6 photos of at most 12 MB each.',
      es: 'Envíe como máximo 6 fotos de 12 MB cada una.',
    },
  },
  unsupported_media: {
    title: { en: 'We cannot read that file', es: 'No podemos leer ese archivo' },
    text: { en: 'Send photos as JPEG or PNG.', es: 'Envíe las fotos en JPEG o PNG.' },
  },
  invalid_request: {
    title: { en: 'Please check what you filled in', es: 'Por favor revise lo que escribió' },
    text: { en: 'The marked parts are missing or not right.', es: 'Faltan las partes marcadas o no son correctas.' },
  },
};

/** What a reader of Spanish is told of a refusal that only English has words for: nothing of ours went wrong. */
const REFUSED: Words = {
  en: 'Nothing was changed. Please check, or write to your landlord.',
  es: 'Esto no es posible en este momento y no se cambió nada. Revise los datos o escriba a su arrendador.',
};

const OTHERWISE: Told = {
  title: { en: 'Something went wrong on our side', es: 'Algo salió mal de nuestro lado' },
  text: { en: 'It has been noted. Please try again.', es: 'Ya lo anotamos. Por favor intente de nuevo.' },
};

/** A refusal in the reader's language; what only English has words for is said by its kind. */
export function tellProblem(error: TenureError, locale: Locale): { title: string; text: string } {
  const told = PROBLEMS[error.code];
  if (told === undefined && locale === 'en' && error.status < 500)
    return { title: FRAME.notDone.en, text: error.message };
  const { title, text } = told ?? (error.status < 500 ? { title: FRAME.notDone, text: REFUSED } : OTHERWISE);
  return { title: title[locale], text: text[locale] };
}
