import type { Locale } from '../locales';
import type { SafetyTextKey } from '../triage-rules';

/** What a person in danger reads first. Short enough for one text message with the link. */
export const SAFETY_TEXTS: Readonly<Record<Locale, Readonly<Record<SafetyTextKey, string>>>> = {
  en: {
    gas: 'Leave now. Touch no switches and light nothing. From outside, call 911 or your gas company.',
    fire: 'Get everyone out and call 911 from outside. Do not go back in.',
    carbon_monoxide: 'Go outside to fresh air now, with everyone, and call 911. Do not go back in until they say so.',
    electrical_hazard:
      'Stay away from it. If you can reach it safely, switch off the breaker. Smoke or flames: get out, call 911.',
    flood: 'If you can do it safely, shut off the water valve. Keep away from water near outlets or lights.',
    sewage: 'Run no water and do not flush. Keep people and pets away from the water.',
    no_heat:
      'Never heat with an oven, stove or grill. If anyone is very cold, very young, old or ill, tell us or call 911.',
    no_water:
      'If you see water where it should not be, shut off the valve. Tell us if somebody needs water for medical reasons.',
    lockout: 'Stay somewhere safe and well lit. If a child, a pet or a lit stove is inside, call 911.',
  },
  es: {
    gas: 'Salga ya. No toque interruptores ni encienda nada. Desde afuera, llame al 911 o a la compañía de gas.',
    fire: 'Saque a todos y llame al 911 desde afuera. No vuelva a entrar.',
    carbon_monoxide: 'Salgan todos al aire libre ya y llame al 911. No entren hasta que les avisen.',
    electrical_hazard:
      'Aléjese. Si puede hacerlo sin riesgo, baje el interruptor. Si hay humo o llamas: salga y llame al 911.',
    flood: 'Si puede hacerlo sin riesgo, cierre la llave del agua. Aléjese del agua cerca de enchufes o luces.',
    sewage: 'No abra el agua ni baje el inodoro. Mantenga a personas y mascotas lejos del agua.',
    no_heat:
      'Nunca caliente con horno, estufa o parrilla. Si alguien tiene mucho frío, es muy pequeño, mayor o está enfermo, avísenos o llame al 911.',
    no_water:
      'Si ve agua donde no debe haber, cierre la llave de paso. Avísenos si alguien necesita agua por razones médicas.',
    lockout:
      'Quédese en un lugar seguro e iluminado. Si adentro hay un niño, una mascota o fuego encendido, llame al 911.',
  },
};
