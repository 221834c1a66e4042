import { randomBytes } from 'node:crypto';
import type { Sandbox } from '../core/sandbox';

/** A secret address of the signing page, for one signer of one envelope. */
export interface SigningLink {
  token: string;
  envelopeId: string;
  recipientId: string;
  /** Where the browser goes afterwards; links in emails have none. */
  returnUrl?: string;
  createdAt: string;
  openedAt?: string;
}

/** An embedded link must be opened within five minutes, and the page used within thirty, as DocuSign has it. */
const openWithinMs = 5 * 60_000;
const useWithinMs = 30 * 60_000;

/** Makes a link and keeps it. */
export function createSigningLink(
  sandbox: Sandbox,
  envelopeId: string,
  recipientId: string,
  returnUrl?: string,
): SigningLink {
  const link: SigningLink = {
    token: randomBytes(24).toString('base64url'),
    envelopeId,
    recipientId,
    createdAt: sandbox.now().toISOString(),
    ...(returnUrl === undefined ? {} : { returnUrl }),
  };
  linksOf(sandbox).put(link.token, link);
  return link;
}

/** The public address of a link's signing page. */
export function signingUrl(sandbox: Sandbox, link: SigningLink): string {
  return `${sandbox.config.url}/pages/docusign/sign/${link.token}`;
}

/** Finds a link by its token; opening it for the first time starts its use. */
export function openSigningLink(sandbox: Sandbox, token: string): { link: SigningLink; expired: boolean } | undefined {
  const link = linksOf(sandbox).get(token);
  if (link === undefined) return undefined;
  const now = sandbox.now();
  if (isExpired(link, now)) return { link, expired: true };
  if (link.openedAt === undefined) {
    link.openedAt = now.toISOString();
    linksOf(sandbox).put(token, link);
  }
  return { link, expired: false };
}

/** Takes back every link of one signer: the person or address was corrected. */
export function revokeSigningLinks(sandbox: Sandbox, envelopeId: string, recipientId: string): void {
  for (const link of linksOf(sandbox).list()) {
    if (link.envelopeId === envelopeId && link.recipientId === recipientId) linksOf(sandbox).delete(link.token);
  }
}

function isExpired(link: SigningLink, now: Date): boolean {
  if (link.returnUrl === undefined) return false;
  if (link.openedAt === undefined) return now.getTime() - Date.parse(link.createdAt) > openWithinMs;
  return now.getTime() - Date.parse(link.openedAt) > useWithinMs;
}

function linksOf(sandbox: Sandbox) {
  return sandbox.store.collection<SigningLink>('docusign_signing_links');
}
