import fc from 'fast-check';
import { ACH_RETURNS } from '../ach-returns';
import { CARD_DECLINES } from '../declines';
import { disputeMeaning } from '../disputes';
import { LOCALES, type Locale, localeOf } from '../locales';
import { meaningText } from './cures';
import { emailHtml } from './email-html';
import { link, SAMPLES } from './fixtures/samples';
import { isMessageKind, MESSAGE_KINDS, type MessageKind } from './kinds';
import { messageClassOf, renderMessage, renderStoredMessage, SMS_MAX_LENGTH } from './render-message';
import { SAFETY_TEXTS } from './safety-texts';
import { isQuietTime, smsRequestOf } from './sms-consent';

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** A message with two links ends with the second. */
function lastLinkOf(variables: object): string {
  return 'reportLink' in variables ? String(variables.reportLink) : link;
}

const everyKind: [MessageKind, Locale][] = MESSAGE_KINDS.flatMap((kind) =>
  LOCALES.map((locale): [MessageKind, Locale] => [kind, locale]),
);

describe('every message', () => {
  it.each(everyKind)('%s in %s has a subject, a text with its link, and a text message that fits', (kind, locale) => {
    const { subject, text, sms } = renderMessage(kind, locale, SAMPLES[kind]);
    expect(subject.length).toBeGreaterThan(5);
    expect(subject.length).toBeLessThan(120);
    expect(text).toContain(link);
    expect(text).toContain('Harbor & Pine Rentals');
    expect(sms.startsWith('Harbor & Pine Rentals: ')).toBe(true);
    expect(sms.endsWith(` ${lastLinkOf(SAMPLES[kind])}`)).toBe(true);
    expect(sms).toContain(` ${link}`);
    expect(sms.length).toBeLessThanOrEqual(SMS_MAX_LENGTH);
    expect(`${subject}${text}${sms}`).not.toMatch(/undefined|null|NaN|\[object|…/);
  });

  it.each(MESSAGE_KINDS)('%s is said differently in Spanish', (kind) => {
    expect(renderMessage(kind, 'es', SAMPLES[kind]).sms).not.toBe(renderMessage(kind, 'en', SAMPLES[kind]).sms);
  });

  it('fits with its whole link however long the names are', () => {
    const long = fc.string({ unit: 'grapheme', minLength: 0, maxLength: 400 });
    fc.assert(
      fc.property(long, long, long, fc.constantFrom(...everyKind), (org, address, summary, [kind, locale]) => {
        const variables = {
          ...SAMPLES[kind],
          org,
          address,
          summary,
          vendor: summary,
          what: summary,
          applicant: address,
        };
        const { sms, subject } = renderStoredMessage(kind, locale, variables, link);
        expect(sms.length).toBeLessThanOrEqual(SMS_MAX_LENGTH);
        expect(sms).toContain(` ${link}`);
        expect(sms.endsWith(` ${lastLinkOf(SAMPLES[kind])}`)).toBe(true);
        expect(subject).not.toMatch(/[\r\n]/);
        expect(sms).not.toMatch(LONE_SURROGATE);
      }),
    );
  });

  it('renders the same after a trip through JSON, its link made later', () => {
    for (const kind of MESSAGE_KINDS) {
      const { link: _link, ...stored } = { link: '', ...SAMPLES[kind] };
      const back = JSON.parse(JSON.stringify(stored)) as object;
      expect(renderStoredMessage(kind, 'en-US', back, link)).toEqual(renderMessage(kind, 'en', SAMPLES[kind]));
    }
  });
});

describe('the words', () => {
  it.each([
    ['en', 'Report a repair'],
    ['es', 'Reportar un desperfecto'],
  ] as const)(
    'of the welcome in %s carry the way to report a repair, each link on a button of its own',
    (locale, words) => {
      const message = renderMessage('welcome', locale, SAMPLES.welcome);
      expect(message.sms).toContain(`${words}: ${SAMPLES.welcome.reportLink}`);
      const html = emailHtml(message, locale);
      expect(html).toMatch(new RegExp(`<a [^>]*href="${link}-report">${words}</a>`));
      expect(html).toMatch(new RegExp(`<a [^>]*href="${link}">`));
    },
  );

  it('of a returned payment say why, that nothing was charged twice, and what it cost', () => {
    const { text, sms } = renderMessage('payment_returned', 'en', SAMPLES.payment_returned);
    expect(text).toContain(
      'Your bank sent back $1,850.00 for 418 Alder St, 2B from Bank account ••6789: the account is closed.',
    );
    expect(text).toContain('Nothing was charged twice.');
    expect(text).toContain('$25.00');
    expect(sms).toContain('Pay here:');
  });

  it('of a payment that came back after a refund say that the refund is owed back, in both languages', () => {
    const twice = { ...SAMPLES.payment_returned, owedBackCents: 185_000 };
    const en = renderMessage('payment_returned', 'en', twice);
    expect(en.text).toContain('so you have it twice and owe it back once');
    expect(en.text).not.toContain('is open again');
    expect(renderMessage('payment_returned', 'es', twice).text).toContain('debe devolverlo una vez');
  });

  it('in an emergency begin with what to do', () => {
    const { text, sms } = renderMessage('maintenance_received', 'en', SAMPLES.maintenance_received);
    expect(text.indexOf('Leave now.')).toBeLessThan(text.indexOf('We have your report'));
    expect(sms).toContain('call 911');
  });

  it('keep a whole safety text in one text message, in both languages', () => {
    for (const locale of LOCALES) {
      for (const key of Object.keys(SAFETY_TEXTS.en) as (keyof typeof SAFETY_TEXTS.en)[]) {
        const { sms } = renderMessage('maintenance_received', locale, {
          ...SAMPLES.maintenance_received,
          safetyText: key,
        });
        expect(sms).toContain(SAFETY_TEXTS[locale][key]);
      }
    }
  });

  it('say dates and money as the reader does', () => {
    expect(renderMessage('rent_due', 'en', SAMPLES.rent_due).sms).toContain(
      '$1,850.00 for 418 Alder St, 2B is due on Tuesday, December 1',
    );
    expect(renderMessage('rent_due', 'es', SAMPLES.rent_due).sms).toContain('martes, 1 de diciembre');
  });

  it('carry the whole authorization and the whole adverse-action notice', () => {
    expect(renderMessage('autopay_on', 'es', SAMPLES.autopay_on).text).toContain(SAMPLES.autopay_on.authorization);
    const { text } = renderMessage('adverse_action', 'en', SAMPLES.adverse_action);
    expect(text.startsWith('Notice\n\nDear Ada,')).toBe(true);
  });

  it('explain every decline and return in Spanish too', () => {
    const meanings = [...Object.values(CARD_DECLINES), ...ACH_RETURNS.values()].map((each) => each.meaning);
    meanings.push(...['fraudulent', 'duplicate', 'general', 'anything else'].map(disputeMeaning));
    const unknown = meaningText('something else', 'es');
    for (const meaning of meanings) expect(meaningText(meaning, 'es')).not.toBe(unknown);
  });
});

describe('when and whether', () => {
  it('danger never waits, an answer never waits, the rest waits for morning', () => {
    expect(messageClassOf('maintenance_received', { severity: 'routine', safetyText: null })).toBe('service');
    expect(messageClassOf('maintenance_received', { severity: 'emergency', safetyText: 'gas' })).toBe('safety');
    expect(messageClassOf('offer_sent', { severity: 'emergency' })).toBe('safety');
    expect(messageClassOf('sms_help', {})).toBe('reply');
    expect(['07:59', '08:00', '20:59', '21:00'].map(isQuietTime)).toEqual([true, false, false, true]);
  });

  it.each([
    'STOP',
    'stop.',
    ' Unsubscribe ',
    'END',
    'quit',
    'STOPALL',
    'revoke',
    'OptOut',
    'cancel',
    'please stop texting me',
    "don't message me again",
    'take me off this list',
    'No me manden más mensajes',
    'ALTO',
  ])('%j opts out', (body) => {
    expect(smsRequestOf(body)).toBe('stop');
  });

  it.each(['the leak will not stop', 'can you cancel my Tuesday visit?', 'the toilet stopped up', 'yes', ''])(
    '%j does not',
    (body) => {
      expect(smsRequestOf(body)).toBeNull();
    },
  );

  it('HELP and START are heard', () => {
    expect(smsRequestOf('Help')).toBe('help');
    expect(smsRequestOf('AYUDA')).toBe('help');
    expect(smsRequestOf('start')).toBe('start');
  });
});

it('an email page says the same words, escaped, with the link as a button', () => {
  const message = renderMessage('maintenance_reopened', 'en', {
    ...SAMPLES.maintenance_reopened,
    reason: '<script>alert("x")</script>',
  });
  const html = emailHtml(message, 'en');
  expect(html).not.toContain('<script>');
  expect(html).toContain('&lt;script&gt;');
  expect(html).toMatch(new RegExp(`<a [^>]*href="${link}">See the repair</a>`));
  expect(html).toContain('Harbor &amp; Pine Rentals');
});

it('knows its kinds and languages', () => {
  expect(isMessageKind('receipt')).toBe(true);
  expect(isMessageKind('toString')).toBe(false);
  expect([localeOf('es-MX'), localeOf('EN_us'), localeOf('fr'), localeOf(null)]).toEqual(['es', 'en', 'en', 'en']);
});
