/** What a repair is about. */
export const MAINTENANCE_CATEGORIES = [
  'gas',
  'fire',
  'carbon_monoxide',
  'electrical_hazard',
  'flood',
  'sewage',
  'no_heat',
  'no_water',
  'lockout',
  'security',
  'no_power',
  'no_hot_water',
  'leak',
  'toilet',
  'refrigerator',
  'range',
  'cooling',
  'plumbing',
  'electrical',
  'heating',
  'appliance',
  'pests',
  'locks',
  'windows_doors',
  'mold',
  'general',
] as const;
export type MaintenanceCategory = (typeof MAINTENANCE_CATEGORIES)[number];

export const TRADES = [
  'plumbing',
  'electrical',
  'hvac',
  'gas',
  'locksmith',
  'appliance',
  'pest_control',
  'restoration',
  'carpentry',
  'general',
] as const;
export type Trade = (typeof TRADES)[number];

export const SEVERITIES = ['emergency', 'urgent', 'routine'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Which safety text goes out at once; its words are in messages/safety-texts.ts. */
export type SafetyTextKey =
  | 'gas'
  | 'fire'
  | 'carbon_monoxide'
  | 'electrical_hazard'
  | 'flood'
  | 'sewage'
  | 'no_heat'
  | 'no_water'
  | 'lockout';

/**
 * A rule reads the tenant's words in lower case without accents, apostrophes or punctuation, in English and Spanish.
 * `harmless` phrases are taken out before `words` are looked for, so a chirping smoke alarm isn't a fire while
 * smoke in the kitchen still is.
 */
export type TriageRule = {
  category: MaintenanceCategory;
  trade: Trade;
  severity: Severity;
  safetyText: SafetyTextKey | null;
  words: RegExp;
  harmless?: RegExp;
};

const BROKEN =
  '(not working|isnt working|stopped working|doesnt work|does not work|wont work|wont turn on|wont start|not coming on|broken|broke|is out|went out|is dead|stopped|quit|is off|no funciona|no sirve|no prende|no enciende|se dano|esta danad[ao]|descompuest[ao]|roto|rota)';

const rule = (
  category: MaintenanceCategory,
  trade: Trade,
  severity: Severity,
  words: string,
  more: { safetyText?: SafetyTextKey; harmless?: string } = {},
): TriageRule => ({
  category,
  trade,
  severity,
  safetyText: more.safetyText ?? null,
  words: new RegExp(`\\b(${words})\\b`),
  ...(more.harmless === undefined ? {} : { harmless: new RegExp(`\\b(${more.harmless})\\b`, 'g') }),
});

/** Most dangerous first: the first rule that matches decides. */
export const TRIAGE_RULES: readonly TriageRule[] = [
  rule(
    'gas',
    'gas',
    'emergency',
    'smell(s|ing|ed)?( of| like)?( \\w+)? gas|gas (smell|odou?r|leak|is leaking|leaking)|leak(ing)?( of)? gas|rotten eggs?|hissing gas|(huele|olor|oliendo|huelo)( \\w+)? gas|(fuga|escape) de gas|huevos? podridos?',
    {
      safetyText: 'gas',
      harmless: '(no|not|dont|do not|without|sin|no hay) (\\w+ ){0,2}(smell|odor|olor|fuga)( of| de| a)? gas',
    },
  ),
  rule(
    'carbon_monoxide',
    'hvac',
    'emergency',
    'carbon monoxide|monoxido( de carbono)?|co (alarm|detector)( is| keeps)? (going|sounding|ringing|went)',
    {
      safetyText: 'carbon_monoxide',
      harmless:
        '(carbon monoxide|co|monoxido) (alarm|detector)s?( \\w+){0,3} (chirp(s|ing)?|batter(y|ies)|expired|missing)',
    },
  ),
  rule(
    'electrical_hazard',
    'electrical',
    'emergency',
    'spark(s|ed|ing)?|electrical fire|outlet( is)? (smoking|burning|burnt|hot|melted)|burning smell|electric(al)? shock|got shocked|shocked me|exposed (wires?|wiring)|live wire|(saca|salen|echa|hay) chispas|chispas|chispazos?|olor a quemado|huele a quemado|me dio toques|descarga electrica|cables? (pelad|expuest)os?',
    { safetyText: 'electrical_hazard', harmless: 'sparkling( \\w+)?|(stove|grill|range|burner) sparks?' },
  ),
  rule('fire', 'restoration', 'emergency', 'fire|flames?|on fire|smoke|smoky|fuego|incendio|llamas|humo|se quema', {
    safetyText: 'fire',
    harmless:
      '(smoke|fire) (detector|alarm)s?|fire ?(place|wood|wall|extinguisher|escape|door|stick)s?|(no|not|without|sin) (a |any )?(fire|smoke|flames?|fuego|humo|llamas)|smoke free|no smoking|pilot flame|(detector|alarma)(es|s)? de (humo|incendios?)|fire ants?|me llamas',
  }),
  rule(
    'flood',
    'plumbing',
    'emergency',
    'flood(s|ed|ing)?|burst(ed|ing)?( \\w+)? pipes?|pipes?( \\w+){0,2} burst|gushing|pouring( \\w+){0,3} (ceiling|wall|water)|water( is| \\w+)? (pouring|gushing|everywhere|rushing)|ceiling( is| \\w+)? (collaps\\w+|caving|bulging)|inunda\\w*|(tuberia|tubo|cano)s?( \\w+){0,2} (rot[oa]s?|revent\\w+|explot\\w+)|(revento|rompio|exploto)( \\w+){0,2} (tuberia|tubo|cano)|agua por todas partes|sale mucha agua',
    { safetyText: 'flood', harmless: 'flood ?lights?' },
  ),
  rule(
    'sewage',
    'plumbing',
    'emergency',
    'sewage|sewer|raw waste|(toilets?|drains?|tub|shower)( \\w+){0,4} back(ing|ed|s)? up|aguas? negras?|drenaje( \\w+){0,3} (regres|desbord)\\w+|alcantarilla\\w*|cloaca',
    { safetyText: 'sewage' },
  ),
  rule(
    'no_heat',
    'hvac',
    'emergency',
    `no heat(ing)?|without heat(ing)?|dont have (any )?heat|(the |our |my )?(heat|heater|heating|furnace|boiler|radiators?)( \\w+){0,4} ${BROKEN}|(sin|no hay|no tengo|no tenemos) (la )?calefaccion|(calefaccion|calentador de ambiente|calefactor|caldera)( \\w+){0,3} ${BROKEN}|${BROKEN} (la |el )?(calefaccion|calefactor|caldera)`,
    { safetyText: 'no_heat', harmless: 'water heater( \\w+){0,6}|heat(ing)? (bill|pump filter)' },
  ),
  rule(
    'no_water',
    'plumbing',
    'emergency',
    '(no|without|dont have( any)?) (running )?water|water( \\w+){0,3} (shut off|turned off|is out|is off)|nothing comes out of( \\w+)? (faucet|tap)s?|(sin|no hay|no tengo|no tenemos|no sale) agua',
    {
      safetyText: 'no_water',
      harmless:
        '(no|sin|no hay|no tengo|no tenemos|no sale) (hot water|agua caliente)|no water (leak|damage|pressure)s?|no hay agua caliente',
    },
  ),
  rule(
    'lockout',
    'locksmith',
    'emergency',
    'lock(ed)? ?out|locked( \\w+){0,2} out|lost (my |the |our )?keys?|(cant|cannot|can not) get (in|inside|into)( \\w+){0,2}( apartment| unit| house| home| place)?|keys? (broke|snapped)|me quede (afuera|fuera)|(no puedo|no podemos) entrar|perdi (mis|las|la|mi) llaves?|se rompio la llave',
    { safetyText: 'lockout' },
  ),
  rule(
    'security',
    'locksmith',
    'urgent',
    'break ?in|broke into|broken into|burglar\\w*|(door|window|lock)s?( \\w+){0,3} (wont|doesnt|does not|cant|cannot) (lock|close|latch|shut)|(wont|doesnt|cant) lock|broken lock|(puerta|ventana|cerradura|chapa)s?( \\w+){0,3} (no cierra|no cierran|rota|forzada)|entraron a robar|robo',
  ),
  rule(
    'no_power',
    'electrical',
    'urgent',
    'no (power|electricity|lights anywhere)|(power|electricity)( \\w+){0,2} (out|off|went out|is out)|without (power|electricity)|(sin|no hay|no tengo|se fue la) (luz|electricidad|corriente)',
  ),
  rule(
    'no_hot_water',
    'plumbing',
    'urgent',
    `no hot water|without hot water|hot water( \\w+){0,3} (out|gone|${BROKEN})|water heater( \\w+){0,4} ${BROKEN}|(sin|no hay|no tengo|no tenemos|no sale) agua caliente|(boiler|calentador)( de agua)?( \\w+){0,3} ${BROKEN}`,
  ),
  rule(
    'leak',
    'plumbing',
    'urgent',
    'leak(s|ed|ing|y)?|dripping|water damage|water stain|goter\\w+|gotea\\w*|fuga( de agua)?|filtracion(es)?|tira agua|se esta filtrando',
  ),
  rule(
    'toilet',
    'plumbing',
    'urgent',
    'toilets?( \\w+){0,4} (clog\\w*|overflow\\w*|wont flush|not flushing|doesnt flush|stopped up|broken)|(clog\\w*|overflow\\w*)( \\w+){0,2} toilet|(inodoro|excusado|bano|taza|escusado)( \\w+){0,3} (tapad\\w*|se tapo|desbord\\w+|no baja)',
  ),
  rule('refrigerator', 'appliance', 'urgent', 'refrigerators?|fridge|freezer|refrigerador|nevera|refri|congelador'),
  rule('range', 'appliance', 'urgent', 'stove|oven|range|cooktop|burners?|estufa|horno|hornilla'),
  rule('mold', 'restoration', 'urgent', 'mou?ld(y)?|moho|hongos?'),
  rule(
    'cooling',
    'hvac',
    'urgent',
    `(a ?c|air ?con\\w*|air conditioning|cooling|aire( acondicionado)?)( \\w+){0,4} (${BROKEN}|warm|not cold|not cooling|no enfria)|no (a ?c|air conditioning|aire acondicionado)`,
  ),
  rule(
    'appliance',
    'appliance',
    'routine',
    'dishwasher|washer|washing machine|dryer|microwave|garbage disposal|disposal|lavadora|secadora|lavaplatos|lavavajillas|microondas|triturador',
  ),
  rule(
    'pests',
    'pest_control',
    'routine',
    'roach(es)?|cockroach(es)?|mice|mouse|rats?|rodents?|bed ?bugs?|ants|termites?|wasps?|pests?|cucarachas?|ratas?|raton(es)?|chinches?|hormigas?|plagas?|avispas?|termitas?',
  ),
  rule(
    'plumbing',
    'plumbing',
    'routine',
    'sinks?|faucets?|taps?|drains?|clog(ged|s)?|shower|bath ?tub|toilets?|pipes?|plumb\\w+|water pressure|fregadero|lavabo|llaves? de agua|grifos?|drenaje|tapad[oa]|regadera|ducha|tina|inodoro|excusado|tuberias?|plomer\\w+|fontaner\\w+',
  ),
  rule(
    'electrical',
    'electrical',
    'routine',
    'outlets?|light(s|bulb)?|switch(es)?|breaker|electric\\w*|smoke (detector|alarm)s?|enchufes?|luz|luces|foco|interruptor\\w*|apagador|electric[oa]|detector de humo',
  ),
  rule(
    'heating',
    'hvac',
    'routine',
    'thermostat|vents?|radiators?|furnace|filter|hvac|heater|a ?c|air conditioner|termostato|calefaccion|ventilacion|filtro|aire acondicionado',
  ),
  rule('locks', 'locksmith', 'routine', 'locks?|deadbolt|keys?|fob|cerraduras?|llaves?|chapas?|candado'),
  rule(
    'windows_doors',
    'carpentry',
    'routine',
    'windows?|doors?|screens?|blinds?|cabinets?|drawers?|hinges?|ventanas?|puertas?|persianas?|gabinetes?|cajon(es)?|bisagras?',
  ),
];
