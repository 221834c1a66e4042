import { generate } from '../generate';
import { type Progress, seconds } from '../progress';
import { type Child, Children } from '../servers/children';
import { findTemporal } from '../servers/find-temporal';
import { type CannotGoOn, inTenure } from '../servers/project';
import { startTemporal } from '../servers/temporal';
import { answers, waitUntil } from '../servers/wait';
import { announce } from './announce';
import { type Database, migrateDatabase, startDatabase } from './database';
import { local, ownEnvironment, partEnvironment } from './part-environment';
import { isPresent, listParts, type Part, startPart, whyEnded } from './parts';
import { choosePorts, type Ports } from './ports';
import { readSecrets } from './secrets';
import { seedDemo } from './seed';
import { buildWeb } from './web-build';

/** The order in which things stop: whoever uses something stops before it. */
const stopOrder = ['web', 'api', 'worker', 'sandbox', 'Temporal', 'PostgreSQL'];

/** Everything that `npm start` runs. */
export class System {
  private readonly children = new Children();
  private isStopping = false;
  private report: (reason: CannotGoOn) => void = () => {};

  /** Settles with the reason when a part dies that should run. */
  readonly failed = new Promise<CannotGoOn>((resolve) => {
    this.report = resolve;
  });

  constructor(private readonly progress: Progress) {
    this.children.onStart = (child) => this.watch(child);
  }

  /** Starts everything, as much as possible side by side, and says where it is. */
  async start(): Promise<void> {
    const begun = Date.now();
    const ports = await choosePorts((line) => this.progress.say(line));
    const secrets = readSecrets();
    const parts = listParts(ports);
    const step = this.progress.step.bind(this.progress);

    const client = step('database client', async () => ((await generate()) ? 'generated' : 'unchanged'));
    const temporal = this.startTemporal(ports);
    const web = isPresent(parts.web) ? step('admin app', buildWeb) : Promise.resolve('');
    const database = startDatabase(ports.postgres, secrets, this.children, this.progress);
    const environment = database.then(({ appUrl }) =>
      partEnvironment({
        ports,
        secrets,
        databaseUrl: appUrl,
        temporal: { address: `127.0.0.1:${ports.temporal}`, namespace: 'default', uiUrl: local(ports.temporalUi) },
        sandboxFolder: inTenure('sandbox'),
        given: ownEnvironment(),
      }),
    );
    const sandbox = environment.then((variables) => this.startPart(parts.sandbox, variables));
    const migrated = database.then(async (ready) => {
      await step('tables', () => migrateDatabase(ready));
      return ready;
    });
    const servers = Promise.all([migrated, environment, client, temporal, sandbox]);
    const seeded = servers.then(([ready]) => this.seed(ready, secrets.fieldKey));
    // Not before the demo is there: its past months would be told to people whom they concern no more.
    const worker = Promise.all([servers, seeded]).then(([[, variables]]) => this.startPart(parts.worker, variables));
    const api = servers.then(([, variables]) => this.startPart(parts.api, variables));
    const face = Promise.all([web, environment]).then(([, variables]) => this.startPart(parts.web, variables));

    const [[ready], demo] = await Promise.all([servers, seeded, worker, api, face]);
    if (!this.isStopping) announce(ports, ready, demo, seconds(begun));
  }

  /** Stops everything in order, however far the start had come. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.children.refuseMore();
    const running = [...this.children.list()].sort((a, b) => stopOrder.indexOf(a.name) - stopOrder.indexOf(b.name));
    if (running.length > 0) console.log('\nStopping …');
    for (const child of running)
      await this.children.stop(child, { signal: child.name === 'PostgreSQL' ? 'SIGINT' : 'SIGTERM' });
    this.children.done();
    if (running.length > 0) console.log('Everything has stopped.');
  }

  private startTemporal(ports: Ports): Promise<string> {
    return this.progress.step('Temporal', async () => {
      const { file, source } = await findTemporal();
      const ui = { port: ports.temporalUi, codecEndpoint: `${local(ports.api)}/codec` };
      const options = {
        executable: file,
        port: ports.temporal,
        logFile: logOf('temporal'),
        databaseFile: inTenure('temporal.db'),
        ui,
      };
      await startTemporal(options, this.children);
      await waitUntil('the Temporal UI', () => answers(local(ports.temporalUi)));
      return source === 'cache' ? '' : source;
    });
  }

  private seed({ appUrl, ownerUrl }: Database, fieldKey: string) {
    return this.progress.step('demo portfolio', () =>
      seedDemo({ databaseUrl: appUrl, databaseOwnerUrl: ownerUrl, fieldKey }),
    );
  }

  private async startPart(part: Part, env: NodeJS.ProcessEnv): Promise<void> {
    if (!isPresent(part)) return this.progress.say(`- ${part.name} is not part of this copy yet`);
    await this.progress.step(part.name, async () => {
      await startPart(part, env, this.children, logOf(part.name));
    });
  }

  private watch(child: Child): void {
    void child.ended.then(() => {
      if (!this.isStopping) this.report(whyEnded(child));
    });
  }
}

function logOf(name: string): string {
  return inTenure('logs', `${name}.log`);
}
