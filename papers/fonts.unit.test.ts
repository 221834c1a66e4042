import { createPaper, sha256 } from './paper';

/** Different characters that a font draws with one glyph, or with another beside capitals. */
const TEXTS = ['A-B -> C', 'A‑B → C', 'non‑breaking spaces', 'María-José Núñez, Łódź'];

async function fingerprint(text: string): Promise<string> {
  const paper = createPaper({ title: 'A paper', author: 'Test', createdAt: new Date(0), reference: 'R' });
  paper.title(text, text);
  paper.paragraph(text);
  return sha256(await paper.finish());
}

test('papers share their fonts, and each is the same whatever was written before it', async () => {
  const forwards: string[] = [];
  for (const text of TEXTS) forwards.push(await fingerprint(text));
  const backwards: string[] = [];
  for (const text of [...TEXTS].reverse()) backwards.unshift(await fingerprint(text));
  expect(backwards).toEqual(forwards);
  expect(new Set(forwards).size).toBe(TEXTS.length);
});
