import { type ReactNode, useEffect } from 'react';
import { Brand } from '../../frame/brand';

/** The page before the app: one card in the middle, nothing else. */
export function Door({ title, under, children }: { title: string; under: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Tenure`;
  }, [title]);
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-[26rem] content-center gap-5 px-4 py-10">
      <Brand />
      <div>
        <h1>{title}</h1>
        <p className="text-ink-2">{under}</p>
      </div>
      {children}
    </main>
  );
}
