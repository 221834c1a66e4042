// Imports point one way: web over HTTP to api, api to store, workers to workflows and activities, everyone to domain.
// Each rule's comment says where the code belongs instead.

const tests = '\\.test\\.tsx?$|/testing/|/fixtures/';
const vendorSdks = 'node_modules/(stripe|docusign-esign|twilio|@sendgrid/[^/]+|@googlemaps/[^/]+|@aws-sdk/[^/]+)/';
const databaseDrivers = 'node_modules/(pg|@prisma/(client|adapter-pg)[^/]*)/';
const rooms =
  'domain|papers|workflows|activities|store|vendors|workers|temporal|api|web|sandbox|config|prisma|scripts|bench|simulation|tests';

/** From one room to any other but these. */
function only(name, allowed, comment, extra = {}) {
  const from = { path: `^${name}/`, pathNot: tests, ...extra.from };
  const others = `^(${rooms})/`;
  return {
    name: `${name}-imports`,
    severity: 'error',
    comment,
    from,
    to: { path: others, pathNot: [`^${name}/`, ...allowed], ...extra.to },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only(
      'domain',
      [],
      'domain/ is pure and imports no one. What needs another room belongs in that room: facts in store/, effects in activities/.',
    ),
    {
      name: 'domain-does-no-io',
      severity: 'error',
      comment:
        'domain/ has no I/O, no clock, no Temporal and no database. Move the effect to activities/, vendors/ or store/ and pass its result in.',
      from: { path: '^domain/', pathNot: tests },
      to: {
        path: [
          `${databaseDrivers}|${vendorSdks}|node_modules/(@temporalio|express|pino)/`,
          '^(fs|net|http|https|child_process|os|timers)(/|$)',
        ],
      },
    },
    only(
      'store',
      ['^domain/'],
      'store/ knows the database and the rules, nothing else. A vendor call belongs in activities/, a request in api/.',
    ),
    only(
      'papers',
      ['^domain/'],
      'papers/ writes what it is given as PDF or CSV. Reading facts belongs in store/, keeping the file in activities/, answering with it in api/.',
    ),
    only(
      'vendors',
      ['^domain/'],
      'A vendor client never knows a table, a workflow or a route. What combines them belongs in activities/.',
    ),
    only(
      'workflows',
      ['^domain/', '^activities/'],
      'A workflow decides and waits. Reading, writing and calling belong in activities/, rules in domain/.',
    ),
    {
      name: 'workflows-see-activities-as-types',
      severity: 'error',
      comment:
        'A workflow may import activities only with `import type`: the code runs in the worker, not in the workflow.',
      from: { path: '^workflows/', pathNot: tests },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workflows-are-deterministic',
      severity: 'error',
      comment:
        'Workflow code is replayed: only @temporalio/workflow, @temporalio/common and pure packages. The rest belongs in activities/.',
      from: { path: '^workflows/', pathNot: `${tests}|lifecycle\\.ts$` },
      to: {
        path: [
          `${databaseDrivers}|${vendorSdks}|node_modules/(@temporalio/(client|worker|activity|testing)|express|pino)/`,
          '^(fs|net|http|https|child_process|os)(/|$)',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    only(
      'activities',
      [
        '^domain/',
        '^store/',
        '^vendors/',
        '^papers/',
        '^workflows/[^/]+/(messages|ids)\\.ts$',
        '^workflows/(?!index)[^/]+\\.ts$',
      ],
      'An activity uses store/, vendors/, papers/ and domain/, and of a workflow only its messages and ids. What decides or waits belongs in workflows/.',
    ),
    only(
      'workers',
      ['^domain/', '^store/', '^vendors/', '^workflows/', '^activities/', '^temporal/', '^config/'],
      'workers/ wires the worker process. Routes belong in api/, stand-ins in sandbox/, and neither is wired here.',
    ),
    only(
      'api',
      [
        '^domain/',
        '^store/',
        '^papers/',
        '^vendors/webhooks/',
        '^temporal/',
        '^workflows/[^/]+/(messages|ids|lifecycle)\\.ts$',
        '^workflows/shared/(task-queues|starting|search-attributes)\\.ts$',
        '^workflows/(?!index)[^/]+\\.ts$',
        '^config/',
      ],
      'A route reads and writes through store/ and starts or steers workflows by their messages, ids and lifecycle, and of vendors/ uses only the webhook verifiers. A vendor call belongs in activities/.',
      // Where the process is wired, object storage is handed in.
      { from: { path: '^api/', pathNot: `${tests}|^api/main\\.ts$` } },
    ),
    only(
      'sandbox',
      [],
      'The sandbox stands in for vendors and imports nothing of ours. What both need is written on both sides of the wire.',
    ),
    only(
      'web',
      [],
      'The web app knows the API only, through the types generated into web/src/api/. Server code belongs in api/, rules are asked for over HTTP.',
    ),
    only(
      'temporal',
      [],
      'temporal/ connects to the server and encrypts what it stores. What is said over that connection belongs in workflows/, api/ or workers/.',
    ),
    only('config', [], 'config/ reads the environment and hands it out; it knows nobody.'),
    {
      name: 'vendor-sdks-stay-in-vendors',
      severity: 'error',
      comment: 'Only vendors/ imports a vendor SDK. Add what you need to its client there and use that.',
      from: { path: `^(${rooms})/`, pathNot: ['^(vendors|sandbox|tests|bench|simulation)/', tests] },
      to: { path: vendorSdks },
    },
    {
      name: 'sql-stays-in-store',
      severity: 'error',
      comment: 'Only store/ touches pg and Prisma. Write a use case there, inside an organization, and call it.',
      from: { path: `^(${rooms})/`, pathNot: ['^(store|scripts|prisma|tests|bench|simulation)/', tests] },
      to: { path: `${databaseDrivers}|^store/generated/` },
    },
    {
      name: 'nothing-ships-with-tests',
      severity: 'error',
      comment:
        'Product code never imports a test, its support or a tool. What both need belongs in the room whose subject it is.',
      from: {
        path: '^(domain|papers|workflows|activities|store|vendors|workers|temporal|api|sandbox|config|web)/',
        pathNot: tests,
      },
      to: { path: `^(tests|bench|simulation|scripts)/|${tests}` },
    },
    {
      name: 'nothing-ships-with-tools',
      severity: 'error',
      comment: 'A package that runs in production belongs under "dependencies" in package.json.',
      from: {
        path: '^(domain|papers|workflows|activities|store|vendors|workers|temporal|api|sandbox|config)/',
        pathNot: tests,
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Two files that import each other are one file, or a third one is missing that both import.',
      from: { pathNot: '^store/generated/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-missing',
      severity: 'error',
      comment: 'This import leads nowhere: the file or the package is not there.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(store/generated|web/src/api/schema)|\\?|\\.css$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^\\.tenure/', '^web/dist/', '^store/generated/', '^coverage/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
    skipAnalysisNotInRules: true,
    reporterOptions: { text: { highlightFocused: true } },
  },
};
