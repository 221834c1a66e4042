/** Shows what is going on: every step that takes more than a second is named, and named again while it lasts. */
export class Progress {
  private readonly waiting = new Map<string, number>();
  private readonly ticker: NodeJS.Timeout;

  constructor() {
    this.ticker = setInterval(() => this.tick(), 1_000).unref();
  }

  /** Runs one step; what it returns as a text is shown beside its name. */
  async step<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
    const begun = Date.now();
    this.waiting.set(title, begun);
    try {
      const result = await work();
      const detail = typeof result === 'string' && result ? ` · ${result}` : '';
      this.say(`✓ ${title}${detail} (${seconds(begun)})`);
      return result;
    } finally {
      this.waiting.delete(title);
    }
  }

  /** One line for people. */
  say(line: string): void {
    console.log(`  ${line}`);
  }

  /** No more lines by itself. */
  end(): void {
    clearInterval(this.ticker);
  }

  private tick(): void {
    for (const [title, begun] of this.waiting) {
      const elapsed = Math.round((Date.now() - begun) / 1_000);
      if (elapsed === 1) this.say(`… ${title}`);
      else if (elapsed > 0 && elapsed % 10 === 0) this.say(`… ${title}, ${elapsed} s`);
    }
  }
}

/** Time since `begun` (epoch ms) as people write it. */
export function seconds(begun: number): string {
  return `${((Date.now() - begun) / 1_000).toFixed(1)} s`;
}
