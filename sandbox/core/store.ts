import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/**
 * One named set of objects. `get` and `list` hand out the stored object itself: change it, then `put` it back,
 * or the change is lost with the process. `list` is in order of first insertion.
 */
export interface Collection<T> {
  get(id: string): T | undefined;
  put(id: string, value: T): void;
  delete(id: string): void;
  list(): T[];
  readonly size: number;
}

/** The sandbox's memory: JSON-serializable objects in named collections. */
export interface Store {
  collection<T>(name: string): Collection<T>;
  /** Forgets every object of every collection; collections already handed out stay usable. */
  clear(): void;
  close(): void;
}

/** The file is compacted when this much was appended, and twice what it then was. */
const rewriteAfterBytes = 64_000_000;

interface Line {
  readonly c: string;
  readonly id: string;
  /** The value; absent when the object was deleted. */
  readonly v?: unknown;
}

/**
 * Opens the store. With a folder, every write is appended to `state.ndjson` before it returns, so that kill -9 loses
 * nothing already answered; at the next start the file is replayed and compacted. Without one, memory only.
 */
export function openStore(dataDir: string | undefined): Store {
  const tables = new Map<string, Map<string, unknown>>();
  const table = (name: string): Map<string, unknown> => {
    const found = tables.get(name) ?? new Map<string, unknown>();
    tables.set(name, found);
    return found;
  };
  const log = dataDir === undefined ? undefined : openLog(dataDir, tables, table);

  return {
    collection<T>(name: string): Collection<T> {
      const rows = table(name);
      return {
        // What comes out of a collection is what this same type parameter put in; the file is ours alone.
        get: (id) => rows.get(id) as T | undefined,
        put(id, value) {
          rows.set(id, value);
          log?.append({ c: name, id, v: value });
        },
        delete(id) {
          if (rows.delete(id)) log?.append({ c: name, id });
        },
        list: () => [...rows.values()] as T[],
        get size() {
          return rows.size;
        },
      };
    },
    clear() {
      for (const rows of tables.values()) rows.clear();
      log?.rewrite();
    },
    close: () => log?.close(),
  };
}

interface Log {
  append(line: Line): void;
  rewrite(): void;
  close(): void;
}

function openLog(
  dataDir: string,
  tables: Map<string, Map<string, unknown>>,
  table: (name: string) => Map<string, unknown>,
): Log {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'state.ndjson');
  if (existsSync(path)) replay(readFileSync(path, 'utf8'), table);

  let file: number | undefined;
  let appended = 0;
  let compacted = 0;
  const rewrite = () => {
    if (file !== undefined) closeSync(file);
    const lines: string[] = [];
    for (const [c, rows] of tables) for (const [id, v] of rows) lines.push(`${JSON.stringify({ c, id, v })}\n`);
    // Written aside and renamed, so that a crash in the middle leaves the old file whole.
    writeFileSync(`${path}.new`, lines.join(''));
    renameSync(`${path}.new`, path);
    file = openSync(path, 'a');
    appended = 0;
    compacted = statSync(path).size;
  };
  rewrite();

  return {
    append(line) {
      if (file === undefined) return;
      appended += writeSync(file, `${JSON.stringify(line)}\n`);
      if (appended > rewriteAfterBytes + 2 * compacted) rewrite();
    },
    rewrite,
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

function replay(text: string, table: (name: string) => Map<string, unknown>): void {
  for (const raw of text.split('\n')) {
    const line = parseLine(raw);
    if (line === undefined) continue;
    if ('v' in line) table(line.c).set(line.id, line.v);
    else table(line.c).delete(line.id);
  }
}

/** A line cut short by a kill in the middle of a write is no line. */
function parseLine(raw: string): Line | undefined {
  if (raw === '') return undefined;
  try {
    return JSON.parse(raw) as Line;
  } catch {
    return undefined;
  }
}
