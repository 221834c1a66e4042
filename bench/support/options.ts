import { CannotGoOn } from '../../scripts/servers/project';
import type { Figure } from './figures';

/** What a benchmark is told, and how it says what it does. */
export type BenchOptions = {
  /** Tiny sizes: only whether figures come out counts, not what they are. */
  selfCheck: boolean;
  /** The whole number of a flag such as `--units 100000`; its usual size where it is not given, or its tiny one. */
  size(flag: string, usual: number, tiny: number): number;
  /** One line for people about what goes on; kept off the output of --json. */
  say(line: string): void;
};

/** One benchmark: provides what it needs, measures, leaves nothing behind. */
export type Bench = (options: BenchOptions) => Promise<Figure[]>;

/** What the command line asks for. */
export type Asked = { names: string[]; json: boolean; options: BenchOptions };

/** Reads the arguments of `npm run bench`. @throws CannotGoOn for a flag that has no whole number */
export function parseArguments(args: readonly string[]): Asked {
  const names: string[] = [];
  const switches = new Set<string>();
  const numbers = new Map<string, number>();
  const words = [...args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (!word.startsWith('--')) names.push(word);
    else if (word === '--json' || word === '--self-check') switches.add(word);
    else {
      const [flag = '', written] = word.split('=');
      const text = written ?? words.shift() ?? '';
      if (!/^\d+$/.test(text)) throw new CannotGoOn(`${flag} wants a whole number, such as ${flag} 1000.`);
      numbers.set(flag.slice(2), Number(text));
    }
  }
  const json = switches.has('--json');
  const selfCheck = switches.has('--self-check');
  return {
    names,
    json,
    options: {
      selfCheck,
      size: (flag, usual, tiny) => numbers.get(flag) ?? (selfCheck ? tiny : usual),
      say: (line) => console.error(`  ${line}`),
    },
  };
}
