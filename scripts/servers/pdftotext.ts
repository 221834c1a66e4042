import { spawnSync } from 'node:child_process';
import { installPackages, isOffered, mayInstallPackages } from './install-debian';

/** Installs the program that tests read PDFs back with, where we may; without it they check less and say so. */
export async function providePdftotext(): Promise<string> {
  if (isPresent()) return '';
  if ((await mayInstallPackages()) && (await isOffered('poppler-utils'))) await installPackages('poppler-utils');
  return isPresent() ? 'installed' : 'missing: the words of PDFs are not checked';
}

function isPresent(): boolean {
  return spawnSync('pdftotext', ['-v']).error === undefined;
}
