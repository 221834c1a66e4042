const { createRequire } = require('node:module');
const vm = require('node:vm');
const { TestEnvironment: NodeEnvironment } = require('jest-environment-node');

/**
 * Contexts that stand for the process's own. Jest compiles every module for the context that its environment names, and
 * Node has no name for the main one: what is meant for one of these is compiled for the main context.
 */
const mainContexts = new WeakSet();
const { compileFunction } = vm;
vm.compileFunction = (code, parameters, options) => {
  const { parsingContext, ...others } = options ?? {};
  if (!mainContexts.has(parsingContext)) return compileFunction(code, parameters, options);
  return compileFunction(code, parameters, others);
};

/**
 * Node's own globals in place of a second set per test file: an `Error` of a package, of Node and of a test are then of
 * one class, as they are when the product runs. This lets a worker's test files share packages (see
 * shared-package.cjs). Each file still loads our own modules anew, and finds the environment's variables as they were
 * given, whatever a file before it has set.
 */
module.exports = class OneRealmEnvironment extends NodeEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global = globalThis;
    globalThis.requirePackage = createRequire(__filename);
    mainContexts.add(this.context);
    this.variables = { ...process.env };
  }

  async teardown() {
    await super.teardown();
    delete globalThis.requirePackage;
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, this.variables);
  }
};
