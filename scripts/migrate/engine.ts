import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { inProject } from '../servers/project';
import { createEngineAdapter } from './engine-adapter';

declare global {
  // The engine looks here for a place to leave the message of a panic.
  var PRISMA_WASM_PANIC_REGISTRY: { message: string; get(): string; set_message(message: string): void } | undefined;
}

// Node has it; its types come only with the browser's, which have no place here.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

/** The data model. */
export const schemaFile = inProject('prisma', 'schema.prisma');

/**
 * Runs work with Prisma's schema engine in its WebAssembly build. `prisma migrate` wants the same engine as a binary that
 * is downloaded at run time; this one comes with the locked packages and needs no network.
 */
export async function withEngine<Result>(
  url: string,
  work: (engine: bindings.SchemaEngine) => Promise<Result>,
): Promise<Result> {
  await loadEngine();
  const adapter = createEngineAdapter(url);
  try {
    const engine = await bindings.SchemaEngine.new(
      { datamodels: [[schemaFile, await readFile(schemaFile, 'utf8')]] },
      () => {}, // the engine's log: its errors reach us as errors
      bindMigrationAwareSqlAdapterFactory(adapter.factory),
    );
    return await work(engine);
  } finally {
    await adapter.close();
  }
}

let loaded: Promise<void> | undefined;

function loadEngine(): Promise<void> {
  loaded ??= (async () => {
    globalThis.PRISMA_WASM_PANIC_REGISTRY ??= {
      message: '',
      get() {
        return this.message;
      },
      set_message(message) {
        this.message = message;
      },
    };
    const require = createRequire(__filename);
    const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
    const { instance } = await WebAssembly.instantiate(await readFile(path.join(folder, 'schema_engine_bg.wasm')), {
      './schema_engine_bg.js': withIdleTimers(bindings),
    });
    bindings.__wbg_set_wasm(instance.exports);
    const begin = instance.exports.__wbindgen_start;
    if (typeof begin === 'function') begin();
  })();
  return loaded;
}

/** The engine waits up to ten seconds for its lock and never clears that timer, which must not keep the process alive. */
function withIdleTimers(imports: object): object {
  const timers = Object.entries(imports).filter(([name]) => name.startsWith('__wbg_setTimeout_'));
  const idle = timers.map(([name, setTimer]) => [
    name,
    (...args: unknown[]) => {
      const timer: unknown = setTimer(...args);
      if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function')
        timer.unref();
      return timer;
    },
  ]);
  return { ...imports, ...Object.fromEntries(idle) };
}
