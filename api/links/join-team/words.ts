import type { Words } from '../kernel/words';

export const WORDS = {
  title: { en: 'Join the team of', es: 'Únase al equipo de' },
  as: { en: 'You are invited as', es: 'La invitación es para' },
  known: {
    en: 'You have an account with this email already. Join with it; your password stays the same.',
    es: 'Ya tiene una cuenta con este correo. Únase con ella; su contraseña no cambia.',
  },
  name: { en: 'Your name', es: 'Su nombre' },
  password: { en: 'Choose a password', es: 'Elija una contraseña' },
  long: { en: 'At least 10 characters', es: 'Al menos 10 caracteres' },
  join: { en: 'Join the team', es: 'Unirme al equipo' },
  done: { en: 'You are on the team', es: 'Ya está en el equipo' },
  signIn: { en: 'Sign in', es: 'Iniciar sesión' },
} as const satisfies Record<string, Words>;
