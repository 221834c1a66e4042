import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { EVENT_TYPES, isEventType } from './events';
import { describeEvent, detailsMarkdown, type TimelineItem } from './timeline';

describe('an event in words', () => {
  it('of a returned payment names the code and what it means', () => {
    const payload = { amountCents: 185_000, code: 'R02', meaning: 'the account is closed' };
    expect(describeEvent('payment.reversed', payload)).toEqual({
      tone: 'bad',
      title: 'The bank returned $1,850.00: R02',
      detail: 'The account is closed · Reversed in the ledger; what it had paid is owed again',
    });
  });

  it('of a posted charge names the month and the due date', () => {
    const payload = { label: 'Rent', period: '2026-11', amountCents: 185_000, dueOn: '2026-11-01' };
    expect(describeEvent('charge.posted', payload)).toEqual({
      tone: 'ok',
      title: 'Rent of November 2026 posted: $1,850.00',
      detail: 'Due on 1 Nov 2026',
    });
  });

  it('of a decision tells approval from refusal', () => {
    expect(describeEvent('application.decided', { decision: 'approved' })).toMatchObject({
      tone: 'ok',
      title: 'Application approved',
    });
    expect(describeEvent('application.decided', { decision: 'declined' }).tone).toBe('bad');
  });

  it('of a payment recorded by hand names how and since when', () => {
    const payload = { amount_cents: 185_000, method: 'check', effective_on: '2026-11-04' };
    expect(describeEvent('payment.recorded', payload)).toEqual({
      tone: 'ok',
      title: '$1,850.00 recorded by hand',
      detail: 'Check · with effect from 4 Nov 2026',
    });
    expect(describeEvent('payment.succeeded', { method: 'us_bank_account', last4: '6789' }).detail).toBe(
      'By bank debit ••6789',
    );
  });

  it('reads facts in snake case as well', () => {
    expect(describeEvent('maintenance.offered', { vendor_name: 'Reliable Plumbing' }).title).toBe(
      'Offered to Reliable Plumbing',
    );
  });

  it.each(EVENT_TYPES)('of %s is a sentence even without facts', (type) => {
    const { title, detail } = describeEvent(type, {});
    expect(title).toMatch(/^[A-Z“]/);
    expect(title).not.toMatch(/undefined| {2}|[:,]$/);
    expect(detail).not.toMatch(/undefined|^ · | · $/);
  });

  it('never fails over a strange payload or a type of another version', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EVENT_TYPES), fc.dictionary(fc.string(), fc.jsonValue()), (type, payload) => {
        expect(describeEvent(type, payload).title.length).toBeGreaterThan(0);
      }),
    );
    expect(describeEvent('lease.repainted_blue', {})).toEqual({
      tone: 'ok',
      title: 'Lease repainted blue',
      detail: '',
    });
    expect(isEventType('toString')).toBe(false);
  });
});

describe('details for Temporal', () => {
  const item: TimelineItem = {
    at: '22 Nov 14:02',
    tone: 'bad',
    title: 'The bank returned it: R02',
    detail: 'no retry is allowed',
  };

  it('say what it waits for, until when, what then, and what happened', () => {
    const waiting = {
      waitsFor: 'another way to pay',
      until: 'Wed 25 Nov, 18:00',
      then: 'a second link by text message',
    };
    expect(detailsMarkdown(waiting, [item])).toBe(
      [
        '**Waits for** another way to pay  ',
        '**Until** Wed 25 Nov, 18:00  ',
        '**Then** a second link by text message  ',
        '',
        '- ✗ 22 Nov 14:02 **The bank returned it: R02**: no retry is allowed',
      ].join('\n'),
    );
  });

  it('show at most the last twelve and let no words become markdown', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ ...item, title: `**${index}**` }));
    const lines = detailsMarkdown(null, many).split('\n');
    expect(lines).toHaveLength(12);
    expect(lines[11]).toContain('\\*\\*29\\*\\*');
  });
});

describe('the domain', () => {
  const PURE_LIBRARIES = new Set(['temporal-polyfill', 'zod', '@photostructure/tz-lookup']);
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );

  it.each(files)('%s reads no clock, draws no chance, touches no machine, and imports only the domain', (file) => {
    const source = readFileSync(join(__dirname, file), 'utf8');
    expect(source).not.toMatch(/Date\.now|new Date\(\)|Math\.random|process\.|Temporal\.Now|setTimeout|console\./);
    const imports = [...source.matchAll(/^(?:import|export|\}).* from '([^']+)';$/gm)].map((match) => match[1] ?? '');
    const foreign = imports.filter(
      (name) => !name.startsWith('./') && !name.startsWith('../') && !PURE_LIBRARIES.has(name),
    );
    expect(foreign).toEqual([]);
    const depth = file.split('/').length - 1;
    expect(imports.filter((name) => (name.match(/\.\.\//g) ?? []).length > depth)).toEqual([]);
  });
});
