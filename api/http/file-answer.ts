import { once as event } from 'node:events';
import type { Response } from 'express';

/** Writes a piece of a file and waits until there is room for the next. @throws where nobody reads any more */
export type WriteChunk = (chunk: string) => Promise<void>;

/** An answer that is a file to be saved instead of JSON. */
export class FileAnswer {
  constructor(
    readonly file: {
      contentType: string;
      /** Letters, digits, dots and dashes. */
      filename: string;
      /** All of it, or what writes it piece by piece; what fails before the first piece is still a problem document. */
      body: Buffer | string | ((write: WriteChunk) => Promise<void>);
    },
  ) {}
}

/** A reader who takes nothing for so long is gone: what feeds the file is held no longer. */
const PATIENCE_MS = 30_000;

/** Answers with a file. */
export async function sendFile(res: Response, { file }: FileAnswer): Promise<void> {
  const begin = () => {
    if (res.headersSent) return;
    res.status(200);
    res.setHeader('Content-Type', file.contentType);
    res.setHeader('Content-Disposition', `attachment; filename="${file.filename}"`);
    res.setHeader('Cache-Control', 'no-store');
  };
  const { body } = file;
  if (typeof body !== 'function') {
    begin();
    res.end(body);
    return;
  }
  await body(async (chunk) => {
    begin();
    if (res.destroyed) throw new Error('the reader is gone');
    if (!res.write(chunk)) await event(res, 'drain', { signal: AbortSignal.timeout(PATIENCE_MS) });
  });
  begin();
  res.end();
}
