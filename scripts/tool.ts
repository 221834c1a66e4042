import { generate } from './generate';
import { migrate } from './migrate/main';
import { CannotGoOn } from './servers/project';

/** Runs the tool that scripts/run.mjs was asked for. */
export async function main([name = '', ...args]: string[]): Promise<void> {
  try {
    if (name === 'generate') await generate({ force: true });
    else if (name === 'migrate') await migrate(args);
    else throw new CannotGoOn(`There is no tool named "${name}".`);
  } catch (error) {
    if (!(error instanceof CannotGoOn)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
