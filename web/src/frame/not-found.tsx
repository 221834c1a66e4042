import { Link } from '@tanstack/react-router';
import { ProblemNote } from '../ui/page';
import { Brand } from './brand';

function Plain({ children }: { children: React.ReactNode }) {
  return (
    <main className="mx-auto grid max-w-md gap-4 px-5 py-16">
      <Brand />
      {children}
    </main>
  );
}

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <Plain>
      <h1>There is nothing here</h1>
      <p className="text-ink-2">The address may be mistyped, or what stood here is gone.</p>
      <p>
        <Link to="/" className="link">
          Go to Today
        </Link>
      </p>
    </Plain>
  );
}

/** The app itself failed, or the API is away before anything could be shown. */
export function Broken({ error }: { error: unknown }) {
  return (
    <Plain>
      <h1>This could not be shown</h1>
      <ProblemNote
        error={error instanceof Error ? error : new Error(String(error))}
        retry={() => window.location.reload()}
      />
    </Plain>
  );
}
