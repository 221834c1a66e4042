import type { MaintenanceStatus } from '../../../domain/states';
import type { Words } from '../kernel/words';

export const REPORT = {
  ask: { en: 'Report a repair', es: 'Reportar un desperfecto' },
  title: { en: 'What needs fixing?', es: '¿Qué hay que arreglar?' },
  call911: {
    en: 'If somebody is in danger, get out and call 911 first.',
    es: 'Si alguien está en peligro, salga y llame primero al 911.',
  },
  description: { en: 'Tell us in your own words', es: 'Cuéntenos con sus palabras' },
  descriptionHint: {
    en: 'What is wrong, in which room, since when',
    es: 'Qué pasa, en qué cuarto, desde cuándo',
  },
  danger: { en: 'Is any of this so right now?', es: '¿Pasa algo de esto ahora mismo?' },
  photos: { en: 'Photos', es: 'Fotos' },
  photosHint: { en: 'Up to 6. They save a visit.', es: 'Hasta 6. Ahorran una visita.' },
  entry: { en: 'You may come in when nobody is home', es: 'Pueden entrar cuando no haya nadie' },
  access: { en: 'How to get in', es: 'Cómo entrar' },
  accessHint: { en: 'Gate, pets, when you are home', es: 'Portón, mascotas, cuándo está en casa' },
  send: { en: 'Send the report', es: 'Enviar el reporte' },
} as const satisfies Record<string, Words>;

export const STATUS = {
  title: { en: 'Your repair', es: 'Su reparación' },
  said: { en: 'You wrote', es: 'Usted escribió' },
  when: { en: 'When', es: 'Cuándo' },
  who: { en: 'Who', es: 'Quién' },
  isItFixed: { en: 'Is it fixed?', es: '¿Quedó arreglado?' },
  vendorSaid: { en: 'They wrote', es: 'Escribieron' },
  yes: { en: 'Yes, it is fixed', es: 'Sí, quedó arreglado' },
  rating: { en: 'How was it? (if you like)', es: '¿Qué tal estuvo? (si quiere)' },
  no: { en: 'No, it is not fixed', es: 'No, no quedó arreglado' },
  notFixed: { en: 'What is still wrong?', es: '¿Qué sigue mal?' },
  cancel: { en: 'It is no longer needed', es: 'Ya no hace falta' },
  canceledBy: { en: 'The tenant no longer needs it', es: 'El inquilino ya no lo necesita' },
  cameBack: { en: 'Is it broken again?', es: '¿Volvió a fallar?' },
  openAgain: { en: 'Open it again', es: 'Abrirla de nuevo' },
} as const satisfies Record<string, Words>;

export const RATINGS: readonly { value: string; label: Words }[] = [
  { value: '', label: { en: 'No answer', es: 'Sin respuesta' } },
  { value: '5', label: { en: '5 – very good', es: '5 – muy bien' } },
  { value: '4', label: { en: '4 – good', es: '4 – bien' } },
  { value: '3', label: { en: '3 – all right', es: '3 – regular' } },
  { value: '2', label: { en: '2 – poor', es: '2 – mal' } },
  { value: '1', label: { en: '1 – bad', es: '1 – muy mal' } },
];

type Told = { tone: 'ok' | 'bad' | 'wait'; title: Words; text: Words };

const SEARCHING: Told = {
  tone: 'wait',
  title: { en: 'We are finding somebody', es: 'Estamos buscando a alguien' },
  text: {
    en: 'You will hear from us by text and email as soon as somebody has taken it.',
    es: 'Le avisaremos por mensaje y correo en cuanto alguien la tome.',
  },
};

/** Where a repair stands, for the tenant. */
export const TOLD: Readonly<Record<MaintenanceStatus, Told>> = {
  reported: SEARCHING,
  dispatching: SEARCHING,
  escalated: {
    tone: 'wait',
    title: { en: 'Your landlord is finding somebody', es: 'Su arrendador está buscando a alguien' },
    text: {
      en: 'Nobody nearby was free. Your landlord has been told.',
      es: 'Nadie cercano estaba libre. Ya avisamos a su arrendador.',
    },
  },
  accepted: {
    tone: 'ok',
    title: { en: 'Somebody has taken it', es: 'Alguien ya la tomó' },
    text: { en: 'You will hear from us when the time is set.', es: 'Le avisaremos cuando haya día y hora.' },
  },
  scheduled: {
    tone: 'ok',
    title: { en: 'The time is set', es: 'Ya hay día y hora' },
    text: { en: 'Does it not work for you? Please tell us soon.', es: '¿No le queda bien? Avísenos pronto.' },
  },
  in_progress: {
    tone: 'ok',
    title: { en: 'They are working on it', es: 'Están trabajando en ello' },
    text: { en: 'We will ask you when it is done.', es: 'Le preguntaremos cuando esté listo.' },
  },
  done: {
    tone: 'wait',
    title: { en: 'They say it is done', es: 'Dicen que está listo' },
    text: { en: 'One tap tells us whether it is.', es: 'Con un toque nos dice si es así.' },
  },
  reopened: {
    tone: 'wait',
    title: { en: 'It is open again', es: 'Está abierta de nuevo' },
    text: { en: 'We are sending somebody again.', es: 'Enviamos a alguien de nuevo.' },
  },
  resolved: {
    tone: 'ok',
    title: { en: 'It is closed', es: 'Está cerrada' },
    text: { en: 'If it comes back, just tell us.', es: 'Si el problema vuelve, avísenos.' },
  },
  canceled: {
    tone: 'bad',
    title: { en: 'It was canceled', es: 'Fue cancelada' },
    text: { en: 'If it is still broken, please report it again.', es: 'Si sigue fallando, repórtela de nuevo.' },
  },
};
