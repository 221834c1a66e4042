import { stateWord, type Tone, type WORDS } from '../format/words';

const COLORS: Record<Tone, string> = {
  ok: 'text-green bg-green-soft',
  wait: 'text-amber bg-amber-soft',
  bad: 'text-red bg-red-soft',
  transit: 'text-blue bg-blue-soft',
  plain: 'text-ink-2 bg-sunk',
};

/** Each tone's shape, so that state never hangs on colour alone: dot, ring, diamond, dash, bar. */
const SHAPES: Record<Tone, string> = {
  ok: 'size-[7px] rounded-full bg-current',
  wait: 'size-[9px] rounded-full border-2 border-current',
  bad: 'size-[7px] rotate-45 rounded-[1px] bg-current',
  transit: 'h-[3px] w-[10px] rounded-[2px] bg-current',
  plain: 'size-[7px] rounded-[2px] border border-current',
};

/** State as colour, word and shape together; a word or two, on one line. */
export function Tag({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span
      className={`inline-flex min-h-[22px] items-center gap-1.5 whitespace-nowrap rounded-[6px] px-2 font-medium text-xs ${COLORS[tone]}`}
    >
      <span aria-hidden="true" className={`shrink-0 ${SHAPES[tone]}`} />
      {children}
    </span>
  );
}

/** The tag of a subject's state, in the words of the one table. */
export function StateTag({ of, state }: { of: keyof typeof WORDS; state: string }) {
  const { word, tone } = stateWord(of, state);
  return <Tag tone={tone}>{word}</Tag>;
}
