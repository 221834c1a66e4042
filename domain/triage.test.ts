import fc from 'fast-check';
import { DISPATCH_POLICIES, dispatchPolicyOf, SAFETY_QUESTIONS, triage } from './triage';
import { MAINTENANCE_CATEGORIES, SEVERITIES, TRIAGE_RULES } from './triage-rules';

const of = (description: string) => {
  const { category, severity } = triage({ description });
  return `${category} ${severity}`;
};

describe('emergencies', () => {
  it.each([
    ['I smell gas in the kitchen', 'gas'],
    ['there is a smell like rotten eggs near the stove', 'gas'],
    ['Huele a gas en la cocina', 'gas'],
    ['creo que hay una fuga de gas', 'gas'],
    ['The carbon monoxide alarm is going off', 'carbon_monoxide'],
    ['There is smoke coming from the oven!', 'fire'],
    ['Hay humo en el pasillo', 'fire'],
    ['the outlet is sparking', 'electrical_hazard'],
    ['salen chispas del enchufe', 'electrical_hazard'],
    ['A pipe burst, water everywhere', 'flood'],
    ['the basement is flooding', 'flood'],
    ['Se rompió la tubería y sale mucha agua', 'flood'],
    ['sewage is coming up in the tub', 'sewage'],
    ['salen aguas negras del baño', 'sewage'],
    ['No heat since last night', 'no_heat'],
    ['The heater isn’t working', 'no_heat'],
    ['our furnace stopped working', 'no_heat'],
    ['No tenemos calefacción', 'no_heat'],
    ['no funciona la calefacción', 'no_heat'],
    ["We don't have any water", 'no_water'],
    ['No hay agua en el departamento', 'no_water'],
    ["I'm locked out", 'lockout'],
    ['perdí las llaves', 'lockout'],
    ['Me quedé afuera del apartamento', 'lockout'],
  ])('%s', (description, category) => {
    expect(of(description)).toBe(`${category} emergency`);
    expect(triage({ description }).safetyText).toBe(category);
  });
});

describe('what is not an emergency', () => {
  it.each([
    ['The smoke detector is chirping, needs a battery', 'electrical routine'],
    ['The fireplace screen is loose', 'windows_doors routine'],
    ['No hot water since this morning', 'no_hot_water urgent'],
    ['No hay agua caliente', 'no_hot_water urgent'],
    ['water heater is not working', 'no_hot_water urgent'],
    ['Leak under the sink', 'leak urgent'],
    ['gotea el techo del baño', 'leak urgent'],
    ['The toilet is clogged', 'toilet urgent'],
    ['El inodoro está tapado', 'toilet urgent'],
    ['refrigerator not cold', 'refrigerator urgent'],
    ['the front door won’t lock', 'security urgent'],
    ['dishwasher leaves spots', 'appliance routine'],
    ['hay cucarachas en la cocina', 'pests routine'],
    ['bedroom window is hard to open', 'windows_doors routine'],
    ['please paint the hallway', 'general routine'],
    ['', 'general routine'],
  ])('%s', (description, expected) => {
    expect(of(description)).toBe(expected);
  });

  it('still is one where both are said', () => {
    expect(of('smoke detector is beeping because there is smoke in the kitchen')).toBe('fire emergency');
  });
});

describe('answers and picks', () => {
  it('a yes decides whatever the words say', () => {
    const result = triage({ description: 'something odd in the kitchen', answers: { smells_gas: 'yes' } });
    expect(result).toMatchObject({ category: 'gas', severity: 'emergency', safetyText: 'gas' });
    expect(result.because).toContain('Do you smell gas?');
  });

  it('a no changes nothing', () => {
    expect(triage({ description: 'Leak under sink', answers: { water_flowing: 'no', sparks: false } }).category).toBe(
      'leak',
    );
  });

  it('a picked category raises how pressing it is and never lowers it', () => {
    expect(triage({ description: 'it is broken', category: 'no_heat' }).severity).toBe('emergency');
    expect(triage({ description: 'I smell gas', category: 'pests' }).category).toBe('gas');
    expect(triage({ description: 'hello', category: 'made up' }).category).toBe('general');
  });

  it('every safety question leads to an emergency with its own safety text', () => {
    for (const question of SAFETY_QUESTIONS) {
      const result = triage({ description: '', answers: { [question.key]: true } });
      expect(result).toMatchObject({ severity: 'emergency', safetyText: question.category });
    }
  });
});

describe('the rules', () => {
  it('stand most dangerous first and cover every category', () => {
    const ranks = TRIAGE_RULES.map((rule) => SEVERITIES.indexOf(rule.severity));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    const covered = new Set(TRIAGE_RULES.map((rule) => rule.category));
    expect(MAINTENANCE_CATEGORIES.filter((category) => category !== 'general' && !covered.has(category))).toEqual([]);
  });

  it('read any text at all, quickly, and the same way however it is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (description) => {
        expect(SEVERITIES).toContain(triage({ description }).severity);
      }),
    );
    expect(of('¡¡NO HAY CALEFACCIÓN!!')).toBe('no_heat emergency');
    const started = performance.now();
    triage({ description: 'water pipe burst smell of '.repeat(800) });
    triage({ description: 'heat '.repeat(4000) });
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('give vendors 15 minutes, 4 hours or a day', () => {
    expect(SEVERITIES.map((severity) => dispatchPolicyOf(severity).offerTimeoutMs / 60_000)).toEqual([15, 240, 1440]);
    expect(DISPATCH_POLICIES.emergency.parallelOffers).toBeGreaterThan(1);
    expect(DISPATCH_POLICIES.routine.parallelOffers).toBe(1);
  });
});
