import { normalizeWords } from '../triage';

/** What a text message from a person asks of us, beyond its words. */
export type SmsRequest = 'stop' | 'help' | 'start' | null;

/** The words that opt out at once, alone in the message (47 CFR 64.1200(a)(10), and their Spanish). */
const STOP_WORDS = new Set([
  'stop',
  'unsubscribe',
  'end',
  'quit',
  'stopall',
  'stop all',
  'revoke',
  'optout',
  'opt out',
  'cancel',
  'alto',
  'parar',
  'cancelar',
  'baja',
]);
const HELP_WORDS = new Set(['help', 'info', 'ayuda']);
const START_WORDS = new Set(['start', 'unstop', 'yes start', 'empezar', 'reanudar']);
/** Any other reasonable wording counts as well. */
const STOP_WISH =
  /\b(stop|quit|dont|do not|no more|never)\b.{0,20}\b(text|texts|texting|message|messages|messaging|sms|contacting|contact)\b|\b(take|remove) me off\b|\bunsubscribe\b|\bopt (me )?out\b|\bno (me )?(envie|envien|mande|manden|escriban|escriba)\b.{0,20}\b(mas|mensajes|textos)\b|\bdejen? de (escribir|mandar|enviar)/;

/** Whether a person asks to stop, to start again, or for help. */
export function smsRequestOf(body: string): SmsRequest {
  const words = normalizeWords(body);
  if (STOP_WORDS.has(words)) return 'stop';
  if (START_WORDS.has(words)) return 'start';
  if (HELP_WORDS.has(words)) return 'help';
  return STOP_WISH.test(words) ? 'stop' : null;
}

/** Whether it is night at the recipient's place, `HH:MM`: service messages wait until 8 am. */
export function isQuietTime(localTime: string): boolean {
  return localTime < '08:00' || localTime >= '21:00';
}
