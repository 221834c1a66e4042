import { condition, patched } from '@temporalio/workflow';

/**
 * What a workflow was told since it last looked at the facts. Say `look` before the activity that reads them: what
 * comes while it reads then counts as news, where counting only from the wait on would sleep through it.
 */
export class News {
  private told = 0;
  private known = 0;

  /** Something changed. For signal handlers. */
  tell(): void {
    this.told += 1;
  }

  /** The facts are read now: all that was told so far is in them. */
  look(): void {
    this.known = this.told;
  }

  /** Whether something was told since the last look. */
  get isThere(): boolean {
    return this.told > this.known;
  }

  /**
   * Waits for news, at most this long, or until something else comes between.
   * @returns whether there is news
   */
  async within(ms: number, isInterrupted: () => boolean = () => false): Promise<boolean> {
    // Runs that began before counted from here on.
    if (!patched('news-while-looking')) this.look();
    await condition(() => this.isThere || isInterrupted(), Math.max(ms, 1));
    return this.isThere;
  }
}
