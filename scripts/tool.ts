import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { generate } from './generate';
import { generateWebTypes } from './generate-web-types';
import { migrate } from './migrate/main';
import { CannotGoOn, inProject } from './servers/project';

/** Each tool by its name in package.json. The last four are loaded only when asked for: they need the generated client. */
const tools: Record<string, (args: string[]) => Promise<unknown>> = {
  generate: async () => {
    await generate({ force: true });
    await generateWebTypes();
  },
  migrate,
  demo: (args) => load('scripts/demo/main.ts', args),
  bench: (args) => load('bench/main.ts', args),
  simulate: (args) => load('simulation/main.ts', args),
  'platform-fee': (args) => load('scripts/platform-fee.ts', args),
};

/** Runs the tool that scripts/run.mjs was asked for. */
export async function main([name = '', ...args]: string[]): Promise<void> {
  try {
    const tool = tools[name];
    if (!tool) throw new CannotGoOn(`There is no tool named "${name}"; there are ${Object.keys(tools).join(', ')}.`);
    await tool(args);
  } catch (error) {
    if (!(error instanceof CannotGoOn)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

async function load(file: string, args: string[]): Promise<void> {
  if (!existsSync(inProject(file))) throw new CannotGoOn(`${file} is not part of this copy yet.`);
  await generate();
  const tool: { main(args: string[]): Promise<void> } = createRequire(__filename)(inProject(file));
  await tool.main(args);
}
