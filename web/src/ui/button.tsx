import { createLink } from '@tanstack/react-router';
import type { ComponentProps, Ref } from 'react';

type Look = { look?: 'plain' | 'primary' | 'danger' | 'quiet'; small?: boolean };

const LOOKS = {
  plain: 'border-edge/45 bg-card text-ink hover:bg-sunk',
  primary: 'border-green bg-green text-on-green hover:brightness-110',
  danger: 'border-red bg-red text-on-red hover:brightness-110',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-sunk hover:text-ink',
};

/** The class of anything that looks like a button; at least 24 px to hit, 32 px by habit. */
export function buttonClass({ look = 'plain', small = false }: Look): string {
  return [
    'inline-flex shrink-0 items-center justify-center gap-2 rounded-md border font-medium text-[13px] leading-none no-underline',
    'whitespace-nowrap select-none transition-colors aria-disabled:opacity-60 disabled:cursor-not-allowed disabled:opacity-60',
    small ? 'h-7 px-2.5' : 'h-8 px-3',
    LOOKS[look],
  ].join(' ');
}

/** A button that does something. While `busy` it says so, keeps its width and cannot be pressed again. */
export function Button({
  look = 'plain',
  small = false,
  busy = false,
  className = '',
  type = 'button',
  children,
  disabled,
  ...rest
}: ComponentProps<'button'> & Look & { busy?: boolean }) {
  return (
    <button
      type={type}
      className={`${buttonClass({ look, small })} ${className}`}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? (
        <span
          aria-hidden="true"
          className="size-3 animate-spin rounded-full border-2 border-current border-r-transparent"
        />
      ) : null}
      {children}
    </button>
  );
}

function Anchor({
  look,
  small,
  className = '',
  ref,
  ...rest
}: ComponentProps<'a'> & Look & { ref?: Ref<HTMLAnchorElement> }) {
  return (
    <a
      ref={ref}
      className={`${buttonClass({ ...(look ? { look } : {}), ...(small ? { small } : {}) })} ${className}`}
      {...rest}
    />
  );
}

/** A link to another screen that looks like a button. */
export const ButtonLink = createLink(Anchor);
