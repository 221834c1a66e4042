import type { Document } from '../../api/types';
import { DateText } from '../../ui/values';

const kilobytes = (bytes: number) => `${Math.max(1, Math.round(bytes / 1024)).toLocaleString('en-US')} kB`;

/** Papers to open, each with the start of its hash, by which a copy can be proved. */
export function DocumentList({ documents }: { documents: Document[] }) {
  return (
    <ul>
      {documents.map((document) => (
        <li
          key={document.id}
          className="flex flex-wrap items-baseline gap-x-3 border-line border-b px-3.5 py-2.5 last:border-0"
        >
          <div className="min-w-0 grow">
            {document.url ? (
              <a className="link font-medium" href={document.url} target="_blank" rel="noreferrer">
                {document.title}
              </a>
            ) : (
              <span className="font-medium">{document.title}</span>
            )}
            <span className="block text-ink-3 text-xs">
              {kilobytes(document.byte_size)} · SHA-256{' '}
              <code title={document.sha256}>{document.sha256.slice(0, 12)}…</code>
            </span>
          </div>
          <DateText at={document.created_at} />
        </li>
      ))}
    </ul>
  );
}
