import { type Child, type Children, lastLines } from './children';
import { CannotGoOn } from './project';
import { accepts, waitUntil } from './wait';

/** What workflows can be found by, as the server must know them. At most ten keywords fit PostgreSQL visibility. */
export const searchAttributes = {
  OrganizationId: 'Keyword',
  PropertyId: 'Keyword',
  LeaseId: 'Keyword',
  Stage: 'Keyword',
  Period: 'Keyword',
  NeedsAttention: 'Bool',
} as const;

export interface TemporalOptions {
  executable: string;
  port: number;
  logFile: string;
  /** Where workflows are kept; in memory without it. */
  databaseFile?: string;
  /** No web UI without it. */
  ui?: { port: number; codecEndpoint: string };
  /** Limits of the server's own that should be others: its dynamic configuration. */
  limits?: Readonly<Record<string, number>>;
}

/** Starts Temporal's development server on the loopback interface and waits until it answers. */
export async function startTemporal(options: TemporalOptions, children: Children): Promise<Child> {
  const { executable, port, logFile, databaseFile, ui, limits = {} } = options;
  const args = [
    'server',
    'start-dev',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--log-level',
    'error',
    ...(ui
      ? ['--ui-ip', '127.0.0.1', '--ui-port', String(ui.port), '--ui-codec-endpoint', ui.codecEndpoint]
      : ['--headless']),
    ...(databaseFile
      ? ['--db-filename', databaseFile, '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL']
      : []),
    ...Object.entries(searchAttributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ...Object.entries(limits).flatMap(([name, value]) => ['--dynamic-config-value', `${name}=${value}`]),
  ];
  const child = children.start({ name: 'Temporal', command: executable, args, logFile, env: process.env });
  await waitUntil(
    'Temporal',
    () => {
      if (child.endedBy !== undefined) throw new CannotGoOn(`Temporal ${child.endedBy}:\n${lastLines(logFile)}`);
      return accepts(port);
    },
    { limitMs: 60_000 },
  );
  return child;
}
