import { execFileSync, spawnSync } from 'node:child_process';
import { adverseActionNotice } from '../../domain/adverse-action';
import { parsePlainDate } from '../../domain/calendar';
import { esignDisclosure } from '../../domain/esign-consent';
import { cents } from '../../domain/money';
import { adverseActionPdf, esignConsentPdf, leasePdf, leaseRecipientIds, sha256 } from '.';
import type { LeaseOnPaper } from './lease-pdf';

const createdAt = new Date('2027-02-10T15:00:00Z');
const premises = { line1: '4212 Avenue G', line2: 'Unit 2B', city: 'Austin', state: 'TX', postalCode: '78751' };

const lease: LeaseOnPaper = {
  leaseId: 'lease_01JQ8Z6C4T7E5N2M9K3R1V0XYA',
  createdAt,
  landlord: { name: 'Hyde Park Homes LLC', address: '100 Congress Ave, Austin, TX 78701', signerName: 'Robin Hale' },
  tenants: [{ name: 'María-José Núñez' }, { name: 'Nguyễn Thị Ánh' }],
  occupants: ['Łukasz Núñez'],
  premises,
  term: { startsOn: parsePlainDate('2027-03-15'), endsOn: parsePlainDate('2028-03-14') },
  rentCents: cents(185_000),
  dueDay: 31,
  recurring: [{ label: 'Parking', amountCents: cents(7_500) }],
  depositCents: cents(185_000),
  moveInCharges: [
    { label: 'Security deposit', amountCents: cents(185_000), dueOn: parsePlainDate('2027-03-15') },
    {
      label: 'Rent, March',
      detail: '17 of 31 days',
      amountCents: cents(101_452),
      dueOn: parsePlainDate('2027-03-15'),
    },
  ],
  lateFee: '$75.00 once rent is more than two full days late.',
  rules: Array.from({ length: 40 }, (_, n) => ({
    title: `Rule ${n + 1}`,
    text: 'Quiet hours are from ten at night to seven in the morning, and common ways stay free of belongings.',
  })),
  disclosures: [{ title: 'Lead-based paint', text: 'Housing built before 1978 may contain lead-based paint.' }],
};

const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined;

/** The words of a PDF in reading order, white space made single; where no reader is installed, undefined. */
function wordsOf(pdf: Buffer): string | undefined {
  if (!hasPdftotext) return undefined;
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString('utf8').replace(/\s+/g, ' ');
}

function expectWords(pdf: Buffer, words: readonly string[]): void {
  expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  const text = wordsOf(pdf);
  if (text === undefined) {
    console.warn('pdftotext is not installed: only the form of the PDF was checked, not its words.');
    return;
  }
  for (const word of words) expect(text).toContain(word);
}

describe('the lease on paper', () => {
  test('names parties in their own alphabet, the home, the term and every amount', async () => {
    expectWords(await leasePdf(lease), [
      'María-José Núñez and Nguyễn Thị Ánh',
      'Łukasz Núñez',
      '4212 Avenue G, Unit 2B, Austin, TX 78751',
      'March 15, 2027 and ends on March 14, 2028',
      '31st of each month, or on its last day in a shorter month',
      '$1,850.00',
      '$1,925.00',
      '17 of 31 days',
      '$2,864.52',
      'jointly and severally liable',
      '$75.00 once rent is more than two full days late.',
      'Lead-based paint',
    ]);
  });

  test('has one place to sign and to date for each tenant and the landlord', async () => {
    expect(leaseRecipientIds(2)).toEqual({ tenants: ['1', '2'], landlord: '3' });
    expectWords(await leasePdf(lease), ['/sn1/', '/ds1/', '/sn2/', '/ds2/', '/sn3/', '/ds3/', 'Robin Hale']);
  });

  test('numbers its pages', async () => {
    const pdf = await leasePdf(lease);
    const pages = pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(2);
    expectWords(pdf, [`Page 1 of ${pages}`, `Page ${pages} of ${pages}`, lease.leaseId]);
  });

  test('is the same to the byte for the same terms, and another for others', async () => {
    const [once, again] = await Promise.all([leasePdf(lease), leasePdf(lease)]);
    expect(sha256(once)).toBe(sha256(again));
    expect(sha256(await leasePdf({ ...lease, rentCents: cents(185_001) }))).not.toBe(sha256(once));
  });

  test('a month-to-month lease without deposit, fee or rules says so', async () => {
    const plain = {
      ...lease,
      tenants: [{ name: 'Ana' }],
      occupants: [],
      term: { startsOn: parsePlainDate('2027-03-15'), endsOn: null },
      recurring: [],
      depositCents: cents(0),
      moveInCharges: [],
      lateFee: null,
      rules: [],
      disclosures: [],
    };
    expectWords(await leasePdf(plain), [
      'from month to month',
      'No security deposit is taken.',
      'No late fee is charged.',
    ]);
  });

  test('without a tenant there is no lease', async () => {
    await expect(leasePdf({ ...lease, tenants: [] })).rejects.toThrow(RangeError);
  });
});

test('the adverse-action notice holds every word the law asks for, in English and Spanish', async () => {
  const facts = {
    action: 'denied' as const,
    applicantName: 'Zoë O’Neill',
    landlordName: 'Hyde Park Homes LLC',
    address: premises.line1,
    decidedOn: 'February 10, 2027',
    conditions: [],
    agency: { name: 'Checkr, Inc.', address: 'One Montgomery Street, San Francisco', phone: '+1 844-824-3257' },
    score: null,
  };
  for (const locale of ['en', 'es'] as const) {
    const notice = adverseActionNotice(facts, locale);
    const pdf = await adverseActionPdf({
      notice,
      applicationId: 'app_01JQ8Z6C4T7E5N2M9K3R1V0XYA',
      landlordName: facts.landlordName,
      language: locale === 'es' ? 'es-US' : 'en-US',
      createdAt,
    });
    const wanted = notice.sections.flatMap(({ heading, paragraphs }) => [heading, ...paragraphs]);
    expectWords(pdf, [facts.applicantName, ...wanted.map((text) => text.replace(/\s+/g, ' '))]);
  }
});

test('the consent paper repeats the disclosure and proves who agreed, when and from where', async () => {
  const disclosure = esignDisclosure({ landlordName: 'Hyde Park Homes LLC', contact: 'home@tenure.test' }, 'en');
  const pdf = await esignConsentPdf({
    consentId: 'con_01JQ8Z6C4T7E5N2M9K3R1V0XYA',
    leaseId: lease.leaseId,
    landlordName: 'Hyde Park Homes LLC',
    signerName: 'Nguyễn Thị Ánh',
    signerEmail: 'anh@example.com',
    disclosure,
    consentedAt: new Date('2027-02-10T14:59:58Z'),
    ipAddress: '203.0.113.7',
    userAgent: 'Mozilla/5.0 (iPhone)',
    language: 'en-US',
    createdAt,
  });
  expectWords(pdf, [
    ...disclosure.sections.flatMap(({ heading, paragraphs }) => [heading, ...paragraphs]),
    'Nguyễn Thị Ánh',
    'February 10, 2027, 14:59:58 UTC',
    '203.0.113.7',
    disclosure.version,
  ]);
});
