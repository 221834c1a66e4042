import { useRouter } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

/** A link whose address came from the API: inside the app it changes the screen, outside it leaves. */
export function HrefLink({ href, onClick, ...rest }: ComponentProps<'a'> & { href: string }) {
  const router = useRouter();
  const path = href.startsWith(`${window.location.origin}/`) ? href.slice(window.location.origin.length) : href;
  return (
    <a
      href={path}
      onClick={(event) => {
        onClick?.(event);
        if (!path.startsWith('/') || path.startsWith('/l/') || path.startsWith('/v1/')) return;
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.defaultPrevented) return;
        event.preventDefault();
        router.history.push(path);
      }}
      {...rest}
    />
  );
}
