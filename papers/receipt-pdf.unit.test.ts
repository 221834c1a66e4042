import { execFileSync, spawnSync } from 'node:child_process';
import sharp from 'sharp';
import { parsePlainDate } from '../domain/calendar';
import { cents } from '../domain/money';
import { readCsv } from '../tests/papers/support/read-csv';
import { createPaper } from './paper';
import { type ReceiptOnPaper, receiptTable } from './receipt';
import { receiptPdf } from './receipt-pdf';
import { reportCsv } from './report-csv';

const hasPdftotext = spawnSync('pdftotext', ['-v']).error === undefined;

/** The words of a PDF in reading order; where no reader is installed, what is asked for is taken to be there. */
function expectWords(pdf: Buffer, words: readonly string[]): void {
  expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  if (!hasPdftotext) {
    console.warn('pdftotext is not installed: only the form of the PDF was checked.');
    return;
  }
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString('utf8').replace(/\s+/g, ' ');
  for (const word of words) expect(text).toContain(word);
}

const receipt: ReceiptOnPaper = {
  paymentId: 'pay_01JQ8Z6C4T7E5N2M9K3R1V0XYA',
  locale: 'en',
  createdAt: new Date('2027-04-02T15:00:00Z'),
  landlord: { name: 'Hyde Park Homes LLC', contact: 'office@hyde.test' },
  payer: 'María-José Núñez',
  home: '418 Alder St, 2B',
  place: 'Seattle, WA 98104',
  paidOn: parsePlainDate('2027-04-01'),
  method: 'Bank account ••6789',
  standing: 'in_transit',
  lines: [
    { label: 'Rent, April', amountCents: cents(185_000) },
    { label: 'Paid ahead', amountCents: cents(7_500) },
  ],
  totalCents: cents(192_500),
};

test('a receipt says what was paid, by whom, for what, and that a bank may still return it', async () => {
  expectWords(await receiptPdf(receipt), [
    'Payment on its way',
    'María-José Núñez',
    'April 1, 2027',
    '$1,925.00',
    'Rent, April',
    'may still return it',
  ]);
});

test('in Spanish, with the day as Spanish writes it', async () => {
  expectWords(await receiptPdf({ ...receipt, locale: 'es', standing: 'received' }), [
    'Recibo',
    'Recibido de',
    '1 de abril de 2027',
    '$1,925.00',
    'Página 1 de 1',
  ]);
});

test('what went wrong with a payment stands at the top of its receipt', async () => {
  expectWords(await receiptPdf({ ...receipt, standing: 'came_back', lines: [] }), ['Payment that came back']);
  expectWords(await receiptPdf({ ...receipt, locale: 'es', standing: 'taken_out', lines: [] }), [
    'Pago anotado por error',
  ]);
});

test('as a CSV it has a line for each part and one for the total, and nothing that a spreadsheet would work out', () => {
  const csv = reportCsv(receiptTable({ ...receipt, locale: 'es', payer: '=1+1' }), false);
  const [head, ...lines] = readCsv(csv);
  expect(head?.slice(-2)).toEqual(['what', 'amount']);
  expect(lines.map((line) => line.slice(-2))).toEqual([
    ['Rent, April', '1850.00'],
    ['Paid ahead', '75.00'],
    ['Total', '1925.00'],
  ]);
  expect(new Set(lines.map((line) => line[0]))).toEqual(new Set(['Pago en camino']));
  expect(lines.map((line) => line[3])).toEqual(["'=1+1", "'=1+1", "'=1+1"]);
});

test('is refused where its lines do not add up', async () => {
  await expect(receiptPdf({ ...receipt, totalCents: cents(1) })).rejects.toThrow(RangeError);
});

test('a picture is followed by its caption, on a page of its own where it must, with the heading above it', async () => {
  const bytes = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer();
  const createdAt = receipt.createdAt;
  const paper = createPaper({ title: 'Paper', author: 'Hyde', createdAt, reference: 'Paper' });
  for (let line = 0; line < 22; line += 1) paper.rows([{ label: `Row ${line}`, value: '1' }]);
  paper.heading('Photos and receipts', 'picture');
  paper.picture(bytes, 'The burnt counter');
  paper.note('Anything to say?');
  const pdf = await paper.finish();
  if (!hasPdftotext) return;
  const pages = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString('utf8').split('\f');
  expect(pages[0]).not.toContain('Photos and receipts');
  const places = ['Photos and receipts', 'The burnt counter', 'Anything to say?'].map((words) => yOf(pdf, words));
  // The picture of 250 points stands between the heading and its caption.
  expect(Number(places[1]) - Number(places[0])).toBeGreaterThan(250);
  expect(Number(places[2])).toBeGreaterThan(Number(places[1]));
});

/** How far down the last page the first of these words stands, in points. */
function yOf(pdf: Buffer, words: string): number {
  const html = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: pdf }).toString('utf8');
  const [first = ''] = words.split(' ');
  return Number(new RegExp(`yMin="([0-9.]+)"[^>]*>${first}<`).exec(html.slice(html.lastIndexOf('<page ')))?.[1]);
}
