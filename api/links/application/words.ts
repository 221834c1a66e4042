import type { ApplicationStep } from '../../../domain/application-steps';
import type { Words } from '../kernel/words';

/** The names of the steps. */
export const STEPS = {
  identity: { en: 'About you', es: 'Sobre usted' },
  income: { en: 'Income', es: 'Ingresos' },
  residence: { en: 'Where you live now', es: 'Dónde vive ahora' },
  pets: { en: 'Pets', es: 'Mascotas' },
  documents: { en: 'Photos of papers (optional)', es: 'Fotos de documentos (opcional)' },
  consent: { en: 'Background check consent', es: 'Autorización de antecedentes' },
} as const satisfies Record<ApplicationStep, Words>;

/** Everything that the application's pages say. */
export const APPLY = {
  title: { en: 'Your application', es: 'Su solicitud' },
  intro: {
    en: 'About 15 minutes. Each part is saved as you go, in any order.',
    es: 'Unos 15 minutos. Cada parte se guarda al avanzar, en cualquier orden.',
  },
  until: { en: 'Open until', es: 'Abierta hasta el' },
  done: { en: 'Done', es: 'Listo' },
  open: { en: 'To do', es: 'Pendiente' },
  optional: { en: 'If you like', es: 'Si desea' },
  rent: { en: 'Rent', es: 'Renta' },
  review: { en: 'Review and hand in', es: 'Revisar y entregar' },
  reviewIntro: {
    en: 'Look it over once more. After you hand it in it cannot be changed.',
    es: 'Revíselo una vez más. Después de entregarla no se puede cambiar.',
  },
  handIn: { en: 'Hand in my application', es: 'Entregar mi solicitud' },
  save: { en: 'Save and go on', es: 'Guardar y continuar' },
  back: { en: 'Back to the overview', es: 'Volver al resumen' },
  withdraw: { en: 'Withdraw my application', es: 'Retirar mi solicitud' },
  withdrawAsk: {
    en: 'This ends the application for everyone in it.',
    es: 'Esto termina la solicitud para todas las personas.',
  },
  firstName: { en: 'First name', es: 'Nombre' },
  middleName: { en: 'Middle name (if any)', es: 'Segundo nombre (si tiene)' },
  lastName: { en: 'Last name', es: 'Apellidos' },
  legal: { en: 'As on your ID.', es: 'Como en su identificación.' },
  postalCode: { en: 'ZIP code where you live', es: 'Código postal donde vive' },
  birth: { en: 'Date of birth', es: 'Fecha de nacimiento' },
  ssn: { en: 'Last 4 digits of your Social Security number', es: 'Últimos 4 dígitos de su Seguro Social' },
  ssnHint: {
    en: 'Kept encrypted, used for the background check only. The landlord does not see it.',
    es: 'Se guarda cifrado y solo se usa para la verificación. El arrendador no lo ve.',
  },
  kept: {
    en: 'Your date of birth and number are saved. Fill them in again only to change them.',
    es: 'Su fecha de nacimiento y su número están guardados. Llénelos otra vez solo para cambiarlos.',
  },
  employment: { en: 'How do you earn a living?', es: '¿Cuál es su situación laboral?' },
  employed: { en: 'Employed', es: 'Empleo' },
  self_employed: { en: 'Self-employed', es: 'Trabajo por cuenta propia' },
  retired: { en: 'Retired', es: 'Jubilación' },
  student: { en: 'Student', es: 'Estudiante' },
  other: { en: 'Something else', es: 'Otra' },
  employer: { en: 'Employer (if any)', es: 'Empleador (si tiene)' },
  monthlyIncome: { en: 'Income a month, before taxes', es: 'Ingreso mensual, antes de impuestos' },
  otherIncome: { en: 'Other income a month', es: 'Otros ingresos al mes' },
  dollars: { en: 'In dollars, such as 4200', es: 'En dólares, por ejemplo 4200' },
  address: { en: 'Street and number', es: 'Calle y número' },
  city: { en: 'City', es: 'Ciudad' },
  state: { en: 'State (two letters)', es: 'Estado (dos letras)' },
  zip: { en: 'ZIP code', es: 'Código postal' },
  since: { en: 'Since when?', es: '¿Desde cuándo?' },
  sinceHint: { en: 'Year and month, such as 2023-05', es: 'Año y mes, por ejemplo 2023-05' },
  landlordName: { en: 'Landlord (if you rent)', es: 'Arrendador (si renta)' },
  landlordPhone: { en: 'Landlord’s phone', es: 'Teléfono del arrendador' },
  reason: { en: 'Why are you moving?', es: '¿Por qué se muda?' },
  petCount: { en: 'How many pets?', es: '¿Cuántas mascotas?' },
  petHint: {
    en: '0 if you have none. Assistance animals are not pets.',
    es: '0 si no tiene. Los animales de asistencia no son mascotas.',
  },
  assistance: { en: 'How many assistance animals?', es: '¿Cuántos animales de asistencia?' },
  petKinds: { en: 'What kind, what size?', es: '¿De qué tipo y tamaño?' },
  photos: { en: 'Photos', es: 'Fotos' },
  photosHint: {
    en: 'Pay stubs, an ID, letters: whatever helps. JPEG or PNG.',
    es: 'Recibos de sueldo, identificación, cartas: lo que ayude. JPEG o PNG.',
  },
  photosSaved: { en: 'Photos saved so far:', es: 'Fotos guardadas:' },
  agree: { en: 'I agree', es: 'Estoy de acuerdo' },
  sign: { en: 'Type your full name as your signature', es: 'Escriba su nombre completo como firma' },
} as const satisfies Record<string, Words>;

/** What is told once there is nothing more to fill in, by how the application stands. */
export const STANDS: Readonly<Record<string, { title: Words; text: Words; tone: 'ok' | 'wait' | 'bad' }>> = {
  waiting: {
    tone: 'ok',
    title: { en: 'You have handed in your part', es: 'Entregó su parte' },
    text: {
      en: 'We go on as soon as everyone in your household has. You need to do nothing.',
      es: 'Seguimos en cuanto todas las personas de su hogar lo hayan hecho. Usted no tiene que hacer nada.',
    },
  },
  submitted: {
    tone: 'ok',
    title: { en: 'Everything is in', es: 'Todo está entregado' },
    text: {
      en: 'The background check comes next. You get a link to it by message.',
      es: 'Sigue la verificación de antecedentes. Recibirá un enlace por mensaje.',
    },
  },
  decision_pending: {
    tone: 'wait',
    title: { en: 'The landlord decides', es: 'El arrendador decide' },
    text: { en: 'You will hear from us by message.', es: 'Le avisaremos por mensaje.' },
  },
  approved_with_conditions: {
    tone: 'ok',
    title: { en: 'Approved with conditions', es: 'Aprobada con condiciones' },
    text: {
      en: 'The conditions are in the message we sent. Write to us if they work for you.',
      es: 'Las condiciones están en el mensaje que enviamos. Escríbanos si le convienen.',
    },
  },
  approved: {
    tone: 'ok',
    title: { en: 'You are approved', es: 'Su solicitud fue aprobada' },
    text: { en: 'Your lease comes next, by message.', es: 'Sigue su contrato, por mensaje.' },
  },
  declined: {
    tone: 'bad',
    title: { en: 'This application was not approved', es: 'Esta solicitud no fue aprobada' },
    text: { en: 'We have sent you a message about it.', es: 'Le enviamos un mensaje al respecto.' },
  },
  withdrawn: {
    tone: 'bad',
    title: { en: 'This application was withdrawn', es: 'Esta solicitud fue retirada' },
    text: { en: 'There is nothing more to do.', es: 'No hay nada más que hacer.' },
  },
  expired: {
    tone: 'bad',
    title: { en: 'The time to apply has run out', es: 'Se acabó el plazo' },
    text: {
      en: 'Still interested? Write to us and we will open it again. What you filled in is kept.',
      es: '¿Aún le interesa? Escríbanos y la abriremos de nuevo. Lo que llenó se conserva.',
    },
  },
};
